package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout"
)

// testJoin makes of two contacts one, and looks at what pointed at them.
func testJoin(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	first := f.tell(t, feed, "1", contactOf("CA", "US"), alertTo("a", 0, "one"), alertTo("b", 0, "one"))
	second := f.tell(t, feed, "2", contactOf("CA", "US"), alertTo("b", 0, "two"), alertTo("c", 0, "two"))
	for _, d := range f.due(t, 10) {
		if err := f.DeliverySent(t.Context(), d.ID, d.Revision, "m"+d.Key); err != nil {
			t.Fatal(err)
		}
	}
	mention := second.Sources[0].Mention
	alert := alertTo("c", 0, "both")
	alert.Contact = &first
	f.commit(t, &readout.Change{
		Found:      []readout.Found{{Mention: &mention, Contact: &first}},
		Joined:     []readout.Joined{{From: second.ID, Into: &first}},
		Deliveries: []readout.Dispatch{alert},
	})

	if got := f.contact(t, second.ID); got.ID != first.ID || len(got.Sources) != 2 {
		t.Errorf("who asks for the second gets contact %d with %d sources", got.ID, len(got.Sources))
	}
	if mention.StoryID != second.Sources[0].Mention.StoryID {
		t.Errorf("a mention that moved is of story %d now", mention.StoryID)
	}
	all, n, err := f.Contacts(t.Context(), readout.ContactQuery{})
	if err != nil || n != 1 || len(all) != 1 || all[0].ID != first.ID {
		t.Errorf("found %d contacts, %v", n, err)
	}
	recent, err := f.RecentContacts(t.Context(), start)
	if err != nil || len(recent) != 1 {
		t.Errorf("%d recent contacts, %v", len(recent), err)
	}
	stats, err := f.Stats(t.Context())
	if err != nil || stats.Contacts != 1 || stats.Mentions != 2 {
		t.Errorf("statistics: %+v, %v", stats, err)
	}
	got := map[string]readout.DeliveryState{}
	for _, id := range []int64{first.ID, second.ID} {
		deliveries, err := f.DeliveriesOf(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range deliveries {
			got[d.Key+" "+d.MessageID+" "+d.Message.Summary] = d.State
		}
	}
	want := map[string]readout.DeliveryState{
		"alert:a:1 malert:a:1 one":  readout.DeliveryDone,
		"alert:b:1 malert:b:1 one":  readout.DeliveryDone,
		"alert:b:2 malert:b:2 two":  readout.DeliveryRetract,
		"alert:c:1 malert:c:2 both": readout.DeliveryPending,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("deliveries (-want +got):\n%s", diff)
	}

	// A third that the first turns out to be takes its place in everything.
	third := f.tell(t, feed, "3", contactOf("CA", "US"))
	change := &readout.Change{Joined: []readout.Joined{{From: first.ID, Into: &third}}}
	for _, s := range f.contact(t, first.ID).Sources {
		change.Found = append(change.Found, readout.Found{Mention: &s.Mention, Contact: &third})
	}
	f.commit(t, change)
	if got := f.contact(t, second.ID); got.ID != third.ID || len(got.Sources) != 3 {
		t.Errorf("who asks for the second gets contact %d with %d sources", got.ID, len(got.Sources))
	}
	// Whoever says of the second that it is none says so of the third.
	if err := f.Reject(t.Context(), second.ID, "7"); err != nil {
		t.Fatal(err)
	}
	if !f.contact(t, third.ID).Rejected() {
		t.Error("the third still counts")
	}
}

// testJoinRefused checks what cannot be joined: the change is not written.
func testJoinRefused(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	first, second := f.tell(t, feed, "1", contactOf("CA", "US")), f.tell(t, feed, "2", contactOf("CA", "US"))
	for name, joined := range map[string]readout.Joined{
		"a contact to itself":                {From: first.ID, Into: &first},
		"one that has mentions of its own":   {From: second.ID, Into: &first},
		"one that is not there":              {From: 99, Into: &first},
		"one to a contact that is not there": {From: second.ID, Into: &readout.Contact{}},
		"one to nothing":                     {From: second.ID},
	} {
		if err := f.Commit(t.Context(), &readout.Change{Joined: []readout.Joined{joined}}); err == nil {
			t.Errorf("%s was joined", name)
		}
	}
	if got := f.contact(t, second.ID); got.ID != second.ID {
		t.Errorf("the second is contact %d", got.ID)
	}
}

// testJoinToRejected joins a contact to one that somebody has said is none: its
// message goes too.
func testJoinToRejected(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	first, second := f.tell(t, feed, "1", contactOf("CA", "US")), f.tell(t, feed, "2", contactOf("CA", "US"), alertTo("a", 0, "two"))
	if err := f.Reject(t.Context(), first.ID, "7"); err != nil {
		t.Fatal(err)
	}
	mention := second.Sources[0].Mention
	f.commit(t, &readout.Change{
		Found: []readout.Found{{Mention: &mention, Contact: &first}}, Joined: []readout.Joined{{From: second.ID, Into: &first}},
	})
	deliveries, err := f.DeliveriesOf(t.Context(), first.ID)
	if err != nil || len(deliveries) != 1 || deliveries[0].State != readout.DeliveryGone {
		t.Errorf("deliveries %+v, %v", deliveries, err)
	}
}

// testMargins ties contacts to a summit, written with it or after it, and unties
// them.
func testMargins(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	early := f.tell(t, feed, "1", contactOf("CA", "US"))
	story, summit, late := storyOf(feed, "2", start), contactOf("FR", "DE"), contactOf("FR", "CA")
	one, two := mentionOf(summit), mentionOf(late)
	f.commit(t, &readout.Change{
		Story:   &story,
		Found:   []readout.Found{{Mention: &one, Contact: &summit}, {Mention: &two, Contact: &late}},
		Margins: []readout.Margin{{Contact: &early, Summit: &summit}, {Contact: &late, Summit: &summit}},
	})
	links := func(id int64, want ...readout.Link) {
		t.Helper()
		if diff := cmp.Diff(want, f.contact(t, id).Links); diff != "" {
			t.Errorf("links of contact %d (-want +got):\n%s", id, diff)
		}
	}
	links(summit.ID, readout.LinkTo(early, readout.LinkMargin), readout.LinkTo(late, readout.LinkMargin))
	links(early.ID, readout.LinkTo(summit, readout.LinkSummit))
	links(late.ID, readout.LinkTo(summit, readout.LinkSummit))

	if err := f.Reject(t.Context(), late.ID, "7"); err != nil {
		t.Fatal(err)
	}
	links(summit.ID, readout.LinkTo(early, readout.LinkMargin))

	// The summit turns out to be another.
	other := f.tell(t, feed, "3", contactOf("FR", "IT"))
	mention := f.contact(t, summit.ID).Sources[0].Mention
	f.commit(t, &readout.Change{
		Found: []readout.Found{{Mention: &mention, Contact: &other}}, Joined: []readout.Joined{{From: summit.ID, Into: &other}},
	})
	links(early.ID, readout.LinkTo(other, readout.LinkSummit))

	f.commit(t, &readout.Change{Margins: []readout.Margin{{Contact: &early}}})
	links(early.ID)
	if err := f.Commit(t.Context(), &readout.Change{Margins: []readout.Margin{{Contact: &readout.Contact{ID: 99}, Summit: &other}}}); err == nil {
		t.Error("a contact that is not there was tied to a summit")
	}
}
