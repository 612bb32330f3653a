package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
)

func testCommitRoundTrip(t *testing.T, f *fixture) {
	feed, watch := f.feed(t, "herald"), f.watch(t, "channel")
	story := storyOf(feed, "1", start)
	story.Baseline = true
	held, planned := contactOf("CA", "US"), contactOf("FR", "DE")
	planned.Status, planned.Was, planned.Date, planned.Implied = readout.Planned, readout.Proposed, "", true
	first, second, third := mentionOf(held), mentionOf(held), mentionOf(planned)
	second.Salience, second.Topics, second.Evidence = readout.Background, nil, []readout.Evidence{}
	message := readout.Message{
		Summary: "A call", Title: "Call", Link: "https://x.example", Tone: readout.ToneHeld, At: start, RoleID: "7",
		Body:    []readout.Text{{{Text: "bold", Style: readout.Bold}, {Time: start, Show: readout.AsRelative}}},
		Fields:  []readout.Field{{Name: "Sources", Value: []readout.Text{readout.T("one")}, Inline: true}},
		Actions: []readout.Action{{ID: "more", Label: "More"}},
	}
	alert := alertTo("channel", watch.ID, "")
	alert.Delivery.Message, alert.Contact = message, &held
	change := &readout.Change{
		Story:      &story,
		Found:      []readout.Found{{Mention: &first, Contact: &held}, {Mention: &second, Contact: &held}, {Mention: &third, Contact: &planned}},
		Deliveries: []readout.Dispatch{alert},
	}
	f.commit(t, change)

	held.Sources = []readout.Source{{Mention: first, Story: story}, {Mention: second, Story: story}}
	planned.Sources = []readout.Source{{Mention: third, Story: story}}
	for _, want := range []readout.Contact{held, planned} {
		if diff := cmp.Diff(want, f.contact(t, want.ID)); diff != "" {
			t.Errorf("contact differs (-want +got):\n%s", diff)
		}
	}
	got, err := f.DeliveriesOf(t.Context(), held.ID)
	if err != nil || len(got) != 1 {
		t.Fatalf("got %d deliveries, %v", len(got), err)
	}
	want := readout.Delivery{
		ID: got[0].ID, Kind: readout.DeliverAlert, Key: "alert:channel:1", WatchID: watch.ID, ContactID: held.ID, ChannelID: "channel",
		Message: message, Revision: 1, Nonce: got[0].Nonce, State: readout.DeliveryPending, NotBefore: start, CreatedAt: start,
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Errorf("delivery differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, change.Deliveries[0].Delivery); diff != "" {
		t.Errorf("delivery is not filled in (-want +got):\n%s", diff)
	}
}

func testCommitConflict(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	f.tell(t, feed, "1", contactOf("CA", "US"))
	before, err := f.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	story, contact := storyOf(feed, "1", start), contactOf("FR", "DE")
	mention := mentionOf(contact)
	alert := alertTo("channel", 0, "again")
	alert.Contact = &contact
	err = f.Commit(t.Context(), &readout.Change{
		Story: &story, Found: []readout.Found{{Mention: &mention, Contact: &contact}}, Deliveries: []readout.Dispatch{alert},
	})
	if readout.ErrorCode(err) != readout.CodeConflict {
		t.Errorf("got %v", err)
	}
	if story.ID != 0 || contact.ID != 0 || mention.ID != 0 {
		t.Error("ids were filled in")
	}
	f.unchanged(t, before)
	// The same key in another feed is another story.
	f.tell(t, f.feed(t, "times"), "1", contactOf("FR", "DE"))
}

// unchanged checks that nothing has been written since.
func (f *fixture) unchanged(t *testing.T, before readout.Stats) {
	t.Helper()
	after, err := f.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("something was written (-before +after):\n%s", diff)
	}
}

func testCommitAtomic(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	gone := contactOf("CA", "US")
	gone.ID = 99
	cases := map[string]func(*readout.Change){
		"a contact that is not there": func(c *readout.Change) {
			m := mentionOf(gone)
			c.Found = append(c.Found, readout.Found{Mention: &m, Contact: &gone})
		},
		"a mention that is missing":     func(c *readout.Change) { c.Found = append(c.Found, readout.Found{}) },
		"a mention that is not there":   func(c *readout.Change) { c.Found[0].Mention.ID = 99 },
		"a delivery without a key":      func(c *readout.Change) { c.Deliveries[0].Delivery.Kind = readout.DeliverNotice },
		"a delivery without a channel":  func(c *readout.Change) { c.Deliveries[0].Delivery.ChannelID = "" },
		"an alert without a contact":    func(c *readout.Change) { c.Deliveries[0].Contact = nil },
		"an alert of a foreign contact": func(c *readout.Change) { c.Deliveries[0].Contact = &gone },
		"a watch that is not there":     func(c *readout.Change) { c.Watch = &readout.Watch{ID: 99} },
		"a feed that is not there":      func(c *readout.Change) { c.Story.FeedID = 99 },
		"a story that is not there":     func(c *readout.Change) { c.Story.ID = 99 },
	}
	before, err := f.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range cases {
		t.Run(name, func(t *testing.T) {
			story, contact := storyOf(feed, "1", start), contactOf("CA", "US")
			mention, alert := mentionOf(contact), alertTo("channel", 0, "a call")
			alert.Contact = &contact
			change := &readout.Change{
				Story: &story, Found: []readout.Found{{Mention: &mention, Contact: &contact}}, Deliveries: []readout.Dispatch{alert},
			}
			spoil(change)
			if err := f.Commit(t.Context(), change); err == nil {
				t.Error("no error")
			}
			if contact.ID != 0 || mention.StoryID != 0 || change.Deliveries[0].Delivery.ID != 0 {
				t.Error("ids were filled in")
			}
			f.unchanged(t, before)
		})
	}
}

func testCommitJoins(t *testing.T, f *fixture) {
	a, b := f.feed(t, "herald"), f.feed(t, "times")
	contact := f.tell(t, a, "1", contactOf("CA", "US"))
	f.clock.Forward(time.Hour)
	contact.Status, contact.Was, contact.UpdatedAt = readout.Off, readout.Held, f.clock.Now()
	contact.Participants = append(contact.Participants, readout.Participant{State: "MX", Office: readout.OfficeForeign})
	contact = f.tell(t, b, "1", contact)
	if len(contact.Sources) != 2 || contact.Sources[0].Story.Source != "herald" || contact.Sources[1].Story.Source != "times" {
		t.Errorf("got sources %+v", contact.Sources)
	}
	if contact.Status != readout.Off || contact.Was != readout.Held || len(contact.Participants) != 3 {
		t.Errorf("the contact was not updated: %+v", contact)
	}
	// Sources are ordered by publication, not by arrival.
	story, mention := storyOf(a, "2", start), mentionOf(contact)
	story.Published = start.Add(-24 * time.Hour)
	f.commit(t, &readout.Change{Story: &story, Found: []readout.Found{{Mention: &mention, Contact: &contact}}})
	if got := f.contact(t, contact.ID).Sources[0].Story.Key; got != "2" {
		t.Errorf("the oldest source is %q", got)
	}
}

func testMentionMoves(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	from := f.tell(t, feed, "1", contactOf("CA", "US"))
	to := f.tell(t, feed, "2", contactOf("CA", "US"))
	mention := from.Sources[0].Mention
	f.commit(t, &readout.Change{Found: []readout.Found{{Mention: &mention, Contact: &to}}})
	if got := f.contact(t, to.ID); len(got.Sources) != 2 {
		t.Errorf("%d sources", len(got.Sources))
	}
	if got := f.contact(t, from.ID); len(got.Sources) != 0 {
		t.Errorf("%d sources left behind", len(got.Sources))
	}
	if _, n, err := f.Contacts(t.Context(), readout.ContactQuery{ReportableOnly: true}); n != 1 || err != nil {
		t.Errorf("%d reportable contacts, %v", n, err)
	}
}

func testStoryRetitled(t *testing.T, f *fixture) {
	contact := f.tell(t, f.feed(t, "herald"), "1", contactOf("CA", "US"))
	story := contact.Sources[0].Story
	story.Title, story.Key = "Ministers confer in Ottawa", "cannot change"
	f.commit(t, &readout.Change{Story: &story})
	got := f.contact(t, contact.ID).Sources[0].Story
	if got.Title != story.Title || got.Key != "1" {
		t.Errorf("got %+v", got)
	}
	if _, n, err := f.Contacts(t.Context(), readout.ContactQuery{Text: "ottawa"}); n != 1 || err != nil {
		t.Errorf("the new title is found %d times, %v", n, err)
	}
}

func testCommitWithoutStory(t *testing.T, f *fixture) {
	w := readout.Watch{GuildID: "guild", ChannelID: "channel", Kind: readout.WatchDigest, Cron: "0 7 * * *", NextDigest: start}
	if err := f.AddWatch(t.Context(), &w); err != nil {
		t.Fatal(err)
	}
	w.NextDigest, w.LastDigest = start.Add(24*time.Hour), start
	change := w
	change.Cron = "is not written"
	f.commit(t, &readout.Change{
		Watch: &change,
		Deliveries: []readout.Dispatch{{Delivery: readout.Delivery{
			Kind: readout.DeliverBriefing, Key: "briefing:1:1", WatchID: w.ID, ChannelID: "channel", NotBefore: start,
		}}},
	})
	got, err := f.Watch(t.Context(), "guild", w.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w, got); diff != "" {
		t.Errorf("watch differs (-want +got):\n%s", diff)
	}
	if len(f.due(t, 10)) != 1 {
		t.Error("the briefing is not due")
	}
}

func testPrune(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	kept := f.tell(t, feed, "with a contact", contactOf("CA", "US"))
	plain, attached := storyOf(feed, "without a mention", start), storyOf(feed, "with a mention", start)
	f.commit(t, &readout.Change{Story: &plain})
	loose := mentionOf(kept)
	f.commit(t, &readout.Change{Story: &attached, Found: []readout.Found{{Mention: &loose}}})
	f.clock.Forward(48 * time.Hour)
	young := storyOf(feed, "young", f.clock.Now())
	f.commit(t, &readout.Change{Story: &young})

	n, err := f.Prune(t.Context(), start.Add(24*time.Hour))
	if n != 2 || err != nil {
		t.Errorf("pruned %d, %v", n, err)
	}
	stats, err := f.Stats(t.Context())
	if stats.Stories != 2 || stats.Mentions != 1 || err != nil {
		t.Errorf("left %d stories, %d mentions, %v", stats.Stories, stats.Mentions, err)
	}
	unknown, err := unknownKeys(t, f, feed, []string{"with a contact", "without a mention", "with a mention", "new", "new"})
	if diff := cmp.Diff([]string{"new"}, unknown); diff != "" || err != nil {
		t.Errorf("unknown keys differ (-want +got):\n%s%v", diff, err)
	}
	plain.ID = 0
	if err := f.Commit(t.Context(), &readout.Change{Story: &plain}); readout.ErrorCode(err) != readout.CodeConflict {
		t.Errorf("a pruned story came again: %v", err)
	}
}

// unknownKeys returns those of the keys that no story of the feed has, each once.
func unknownKeys(t *testing.T, b interface {
	KnownStories(context.Context, int64, []string) (map[string]readout.Story, error)
}, feed readout.Feed, keys []string) (unknown []string, err error) {
	t.Helper()
	known, err := b.KnownStories(t.Context(), feed.ID, keys)
	for _, key := range keys {
		if _, ok := known[key]; !ok && !slices.Contains(unknown, key) {
			unknown = append(unknown, key)
		}
	}
	return unknown, err
}

// testRetold changes the words of a story, and gives it another key.
func testRetold(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	story := storyOf(feed, "guid", start)
	story.AltKeys = []string{"link"}
	f.commit(t, &readout.Change{Story: &story})
	known, err := f.KnownStories(t.Context(), feed.ID, []string{"link", "other"})
	if err != nil || len(known) != 1 {
		t.Fatalf("known are %+v, %v", known, err)
	}
	want := story
	want.AltKeys, want.Summary, want.Source, want.Kind, want.State = nil, "", "", "", ""
	if diff := cmp.Diff(want, known["link"]); diff != "" {
		t.Errorf("known story differs (-want +got):\n%s", diff)
	}
	again := known["link"]
	again.Title, again.AltKeys = "In other words", []string{"other"}
	f.commit(t, &readout.Change{Story: &again})
	known, err = f.KnownStories(t.Context(), feed.ID, []string{"guid", "link", "other"})
	if err != nil || len(known) != 3 || known["other"].ID != story.ID || known["guid"].Title != "In other words" {
		t.Errorf("known are %+v, %v", known, err)
	}
	again.ID = 99
	if err := f.Commit(t.Context(), &readout.Change{Story: &again}); readout.ErrorCode(err) != readout.CodeNotFound {
		t.Errorf("a story that is not there was retold: %v", err)
	}
}

func testAltKeys(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	story := storyOf(feed, "guid", start)
	story.AltKeys = []string{"link", "old guid", "link"}
	f.commit(t, &readout.Change{Story: &story})
	for name, again := range map[string]readout.Story{
		"the same story":              story,
		"the link is now the key":     {FeedID: feed.ID, Key: "link"},
		"the link is still another's": {FeedID: feed.ID, Key: "new guid", AltKeys: []string{"link"}},
	} {
		again.ID = 0
		if err := f.Commit(t.Context(), &readout.Change{Story: &again}); readout.ErrorCode(err) != readout.CodeConflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	unknown, err := unknownKeys(t, f, feed, []string{"new guid", "guid", "link", "old guid"})
	if diff := cmp.Diff([]string{"new guid"}, unknown); diff != "" || err != nil {
		t.Errorf("unknown keys differ (-want +got):\n%s%v", diff, err)
	}
}

func testAddStories(t *testing.T, f *fixture) {
	herald, times := f.feed(t, "herald"), f.feed(t, "times")
	known := f.tell(t, herald, "known", contactOf("CA", "US")).Sources[0].Story
	stories := []readout.Story{storyOf(herald, "a", start), storyOf(herald, "b", start), known, storyOf(herald, "c", start), storyOf(times, "a", start)}
	stories[0].AltKeys = []string{"link of a"}
	stories[1].AltKeys = []string{"link of a"} // the same story under another guid
	stories[2].ID, stories[2].Title = 0, "not written"
	for range 2 { // the second time all are known
		if err := f.AddStories(t.Context(), stories); err != nil {
			t.Fatal(err)
		}
		if stats, err := f.Stats(t.Context()); err != nil || stats.Stories != 4 {
			t.Fatalf("%d stories, %v; want the known one, a, c and the other feed's a", stats.Stories, err)
		}
	}
	unknown, err := unknownKeys(t, f, herald, []string{"a", "link of a", "b", "c", "known", "d"})
	if want := []string{"b", "d"}; err != nil || !slices.Equal(unknown, want) {
		t.Errorf("unknown are %q, %v; want %q", unknown, err, want)
	}
	before, err := f.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	nowhere := storyOf(readout.Feed{ID: 99}, "x", start)
	if err := f.AddStories(t.Context(), []readout.Story{storyOf(herald, "new", start), nowhere}); err == nil {
		t.Error("a story of no feed is no error")
	}
	f.unchanged(t, before)
}

// testBatches asks for and writes more than goes into one statement.
func testBatches(t *testing.T, f *fixture) {
	const many = 520
	feed := f.feed(t, "herald")
	story := storyOf(feed, "summit", start)
	change := &readout.Change{Story: &story}
	var keys, unknown []string
	for i := range many {
		contact := contactOf("CA", "US")
		mention := mentionOf(contact)
		change.Found = append(change.Found, readout.Found{Mention: &mention, Contact: &contact})
		keys = append(keys, fmt.Sprint("story ", i))
	}
	f.commit(t, change)
	recent, err := f.RecentContacts(t.Context(), start)
	if len(recent) != many || err != nil {
		t.Fatalf("%d contacts, %v", len(recent), err)
	}
	for _, c := range recent {
		if len(c.Sources) != 1 || c.Sources[0].Mention.ContactID != c.ID {
			t.Errorf("contact %d has sources %+v", c.ID, c.Sources)
		}
	}
	for _, k := range keys {
		if plain := storyOf(feed, k, start); f.Commit(t.Context(), &readout.Change{Story: &plain}) != nil {
			t.Fatal("story was not committed")
		}
	}
	unknown, err = unknownKeys(t, f, feed, append([]string{"a"}, append(keys, "b")...))
	if diff := cmp.Diff([]string{"a", "b"}, unknown); diff != "" || err != nil {
		t.Errorf("unknown keys differ (-want +got):\n%s%v", diff, err)
	}
	if n, err := f.Prune(t.Context(), start.Add(time.Hour)); n != many || err != nil {
		t.Errorf("pruned %d, %v", n, err)
	}
}
