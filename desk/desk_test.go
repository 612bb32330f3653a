package desk_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
	"readout/briefings"
	"readout/desk"
	"readout/store"
)

var noon = time.Date(2025, 10, 15, 12, 0, 0, 0, time.UTC)

// leaders of the tests, by state.
var leaders = map[string]string{"CA": "Mark Carney", "US": "Donald Trump", "FR": "Emmanuel Macron", "DE": "Friedrich Merz", "UA": "Volodymyr Zelenskyy"}

// unreadable is a title that reader panics on.
const unreadable = "unreadable"

// reader finds what the title of a story spells out: "CA US phone held", and
// with a semicolon a second contact; "CA US G7" is a summit, "CA US at:G7" is at it.
type reader struct{}

func (reader) Detect(s readout.Story) []readout.Mention {
	if s.Title == unreadable {
		panic("index out of range")
	}
	var out []readout.Mention
	for text := range strings.SplitSeq(s.Title, ";") {
		m := readout.Mention{
			Mode: readout.Unspecified, Status: readout.Held, Salience: readout.Main, Level: readout.LevelPrincipal, Confidence: 0.9,
			Groups: []string{}, Topics: []string{}, Evidence: []readout.Evidence{},
		}
		for word := range strings.FieldsSeq(text) {
			_, bad := time.Parse(time.DateOnly, word)
			summit, at := strings.CutPrefix(word, "at:")
			switch {
			case at:
				m.Summit = summit
			case word == "G7":
				m.Groups = append(m.Groups, word)
			case leaders[word] != "":
				m.Participants = append(m.Participants, readout.Participant{State: word, Office: readout.OfficeHead, Name: leaders[word]})
			case bad == nil:
				m.Date, m.Evidence = readout.Date(word), []readout.Evidence{{Role: "date"}}
			case word == "phone" || word == "video" || word == "in_person":
				m.Mode = readout.Mode(word)
			case word == "planned" || word == "off" || word == "held":
				m.Status = readout.Status(word)
			}
		}
		if len(m.Participants) > 1 {
			out = append(out, m)
		}
	}
	return out
}

// everybody belongs to every group.
type everybody struct{}

func (everybody) Covers(string, string, time.Time) bool { return true }

type states struct{}

func (states) Flag(string) string      { return "" }
func (states) Name(code string) string { return code }

// office is a desk with everything around it.
type office struct {
	t     *testing.T
	now   time.Time
	path  string
	store *store.Store
	desk  *desk.Desk
	feeds map[string]readout.Feed
	count int
}

func open(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, now: noon, path: filepath.Join(t.TempDir(), "readout.db"), feeds: map[string]readout.Feed{}}
	o.start()
	t.Cleanup(func() { _ = o.store.Close() })
	return o
}

// start opens the store and a desk on it, again after a stop.
func (o *office) start() {
	o.t.Helper()
	var err error
	if o.store, err = store.Open(o.t.Context(), o.path, func() time.Time { return o.now }); err != nil {
		o.t.Fatal(err)
	}
	if o.desk, err = desk.New(o.t.Context(), o.options(o.store)); err != nil {
		o.t.Fatal(err)
	}
}

// options are those of a desk on a store.
func (o *office) options(s desk.Store) desk.Options {
	return desk.Options{
		Store: s, Watches: o.store, Detector: reader{}, Groups: everybody{}, Writer: briefings.Writer{States: states{}},
		Now: func() time.Time { return o.now }, NoticeChannel: "99",
	}
}

func (o *office) restart() {
	o.t.Helper()
	if err := o.store.Close(); err != nil {
		o.t.Fatal(err)
	}
	o.start()
}

func (o *office) watch(w readout.Watch) readout.Watch {
	o.t.Helper()
	w.GuildID, w.CreatedBy, w.CreatedAt = "1", "2", o.now
	if err := o.store.AddWatch(o.t.Context(), &w); err != nil {
		o.t.Fatal(err)
	}
	return w
}

func (o *office) alerts(channel string, filter readout.Filter) {
	o.watch(readout.Watch{ChannelID: channel, Kind: readout.WatchAlert, Filter: filter})
}

// feed returns the feed of that name.
func (o *office) feed(name string) readout.Feed {
	o.t.Helper()
	f, known := o.feeds[name]
	if !known {
		f = readout.Feed{Name: name, URL: "https://example.org/" + name, Kind: readout.Press, AddedBy: "config", AddedAt: o.now}
		if err := o.store.AddFeed(o.t.Context(), &f); err != nil {
			o.t.Fatal(err)
		}
		o.feeds[name] = f
	}
	return f
}

// story is one that has not been told before.
func (o *office) story(title string) readout.Story {
	o.count++
	key := fmt.Sprint("story ", o.count)
	return readout.Story{Key: key, Title: title, URL: "https://example.org/" + fmt.Sprint(o.count), Published: o.now, FirstSeen: o.now}
}

func (o *office) tell(feed, title string) {
	o.t.Helper()
	if err := o.desk.Arrive(o.t.Context(), o.feed(feed), []readout.Story{o.story(title)}); err != nil {
		o.t.Fatal(err)
	}
}

// due returns what waits in the outbox, and says that it was delivered.
func (o *office) due() []readout.Delivery {
	o.t.Helper()
	all, err := o.store.DueDeliveries(o.t.Context(), 100)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, d := range all {
		if err := o.store.DeliveryTried(o.t.Context(), d.ID); err != nil {
			o.t.Fatal(err)
		}
		message := d.MessageID
		if message == "" {
			message = fmt.Sprint(1000 + d.ID)
		}
		if err := o.store.DeliverySent(o.t.Context(), d.ID, d.Revision, message); err != nil {
			o.t.Fatal(err)
		}
	}
	return all
}

// expect checks what goes out: "10 new: words" or "10 edit: words".
func (o *office) expect(want ...string) {
	o.t.Helper()
	var got []string
	for _, d := range o.due() {
		what := "new"
		if d.MessageID != "" {
			what = "edit"
		}
		got = append(got, fmt.Sprintf("%s %s: %s", d.ChannelID, what, d.Message.Summary))
	}
	if len(got) != len(want) {
		o.t.Fatalf("went out %q, want %q", got, want)
	}
	for i := range want {
		channel, words, _ := strings.Cut(want[i], ": ")
		if !strings.HasPrefix(got[i], channel+": ") || !strings.Contains(got[i], words) {
			o.t.Errorf("went out %q, want %q", got[i], want[i])
		}
	}
}

func TestOneMessageForOneContact(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	o.tell("Wire", "CA US phone planned 2025-10-15")
	o.expect("10 new: phone call planned for 15 October 2025")
	o.now = o.now.Add(2 * time.Hour)
	o.tell("Desk", "CA US phone held")
	o.expect("10 edit: phone call held on 15 October 2025")
	o.now = o.now.Add(10 * time.Second)
	o.tell("Post", "US CA phone held")
	o.expect() // an edit was made a moment ago
	o.now = o.now.Add(time.Minute)
	o.expect("10 edit: phone call held")
}

func TestAStoryIsToldAnew(t *testing.T) {
	for name, tc := range map[string]struct {
		before, after string
		baseline      bool
		posted, edits []string
		mentions      int
	}{
		"it has come about":          {"CA US phone planned 2025-10-15", "CA US phone held", false, []string{"10 new: planned"}, []string{"10 edit: held"}, 1},
		"a contact is told only now": {"Leaders to speak", "CA US phone held", false, nil, []string{"10 new: Mark Carney"}, 1},
		"a second contact":           {"CA US phone held", "CA US phone held; FR DE in_person held", false, []string{"10 new: Mark Carney"}, []string{"10 edit: Mark Carney", "10 new: Emmanuel Macron"}, 2},
		"no more of the contact":     {"CA US phone held", "Markets calm", false, []string{"10 new: Mark Carney"}, nil, 1}, // its words are not taken over
		"still nothing":              {"Markets up", "Markets down", false, nil, nil, 0},
		"of the first poll":          {"Leaders to speak", "CA US phone held", true, nil, nil, 1},
	} {
		for _, restarted := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, restarted %v", name, restarted), func(t *testing.T) {
				o := open(t)
				o.alerts("10", readout.Filter{})
				story := o.story(tc.before)
				story.Baseline = tc.baseline
				if err := o.desk.Arrive(t.Context(), o.feed("Wire"), []readout.Story{story}); err != nil {
					t.Fatal(err)
				}
				o.expect(tc.posted...)
				if restarted {
					o.restart()
				}
				o.now = o.now.Add(time.Hour)
				for range 2 { // the second time it changes nothing
					known, err := o.store.KnownStories(t.Context(), o.feed("Wire").ID, []string{story.Key})
					if err != nil {
						t.Fatal(err)
					}
					again := known[story.Key]
					again.Title = tc.after
					if err := o.desk.Arrive(t.Context(), o.feed("Wire"), []readout.Story{again}); err != nil {
						t.Fatal(err)
					}
				}
				o.expect(tc.edits...)
				stats, err := o.store.Stats(t.Context())
				if err != nil || stats.Stories != 1 || stats.Mentions != tc.mentions || stats.Contacts != tc.mentions {
					t.Errorf("%+v, %v; want one story with %d mentions", stats, err, tc.mentions)
				}
				title := tc.after
				if name == "no more of the contact" {
					title = tc.before
				}
				known, err := o.store.KnownStories(t.Context(), o.feed("Wire").ID, []string{story.Key})
				if err != nil || known[story.Key].Title != title {
					t.Errorf("the story is %+v, %v", known[story.Key], err)
				}
			})
		}
	}
}

// TestAStoryTellsOfAnotherContact lets one of two stories on a contact turn to
// another one, and back.
func TestAStoryThatCannotBeReadHoldsUpNoOther(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	bad, good := o.story(unreadable), o.story("CA US phone held")
	for _, stories := range [][]readout.Story{{bad, good}, {bad}} {
		if err := o.desk.Arrive(t.Context(), o.feed("Wire"), stories); err != nil {
			t.Fatal(err)
		}
	}
	o.expect("10 new: phone call held")

	known, err := o.store.KnownStories(t.Context(), o.feed("Wire").ID, []string{bad.Key})
	if err != nil {
		t.Fatal(err)
	}
	if bad.ID = known[bad.Key].ID; bad.ID == 0 {
		t.Fatal("the story that cannot be read is not kept")
	}
	if err := o.desk.Arrive(t.Context(), o.feed("Wire"), []readout.Story{bad}); err != nil {
		t.Fatal(err)
	}
	bad.Title = "FR DE in_person held"
	if err := o.desk.Arrive(t.Context(), o.feed("Wire"), []readout.Story{bad}); err != nil {
		t.Fatal(err)
	}
	o.expect("10 new: Emmanuel Macron")
}

func TestAStoryTellsOfAnotherContact(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	story := o.story("CA US phone held 2025-10-15")
	arrive := func(title string) {
		t.Helper()
		known, err := o.store.KnownStories(t.Context(), o.feed("Wire").ID, []string{story.Key})
		if err != nil {
			t.Fatal(err)
		}
		if again := known[story.Key]; again.ID != 0 {
			story.ID = again.ID
		}
		story.Title = title
		if err := o.desk.Arrive(t.Context(), o.feed("Wire"), []readout.Story{story}); err != nil {
			t.Fatal(err)
		}
		o.now = o.now.Add(time.Hour)
	}
	o.tell("Desk", "CA US phone held 2025-10-15")
	arrive(story.Title)
	o.expect("10 new: phone call held on 15 October 2025")
	arrive("CA US in_person planned 2025-11-20")
	o.expect("10 new: meeting planned for 20 November 2025", "10 edit: phone call held on 15 October")
	arrive("CA US phone held 2025-10-15")
	o.due()
	contacts, err := o.store.RecentContacts(t.Context(), noon.Add(-time.Hour))
	if err != nil || len(contacts) != 1 || len(contacts[0].Sources) != 2 {
		t.Errorf("%d contacts, %v; want one with two sources: %+v", len(contacts), err, contacts)
	}
}

func TestWatchesTakeWhatTheyWant(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{States: []string{"CA"}})
	o.alerts("11", readout.Filter{Pairs: [][2]string{{"FR", "DE"}}})
	o.alerts("11", readout.Filter{}) // a second watch of a channel brings no second message
	o.alerts("12", readout.Filter{Statuses: []readout.Status{readout.Off}})
	o.tell("Wire", "CA US phone")
	o.expect("10 new: Mark Carney", "11 new: Mark Carney")
	o.tell("Wire", "FR DE in_person")
	o.expect("11 new: Emmanuel Macron")
	o.tell("Wire", "nothing of note")
	o.expect()
	o.tell("Wire", "CA FR in_person planned 2025-10-20; UA DE in_person off 2025-10-21")
	o.expect("10 new: Mark Carney", "11 new: Mark Carney", "12 new: called off", "11 new: Volodymyr Zelenskyy")
}

func TestOldNewsAndFirstPollsAreNotPosted(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	first := o.story("CA US phone")
	first.Baseline = true
	if err := o.desk.Arrive(t.Context(), o.feed("Wire"), []readout.Story{first}); err != nil {
		t.Fatal(err)
	}
	o.tell("Wire", "FR DE in_person held 2025-09-01")
	o.expect()
	o.tell("Desk", "CA US phone") // news of what the first poll had found is news
	o.expect("10 new: Mark Carney")
}

func TestAStoryThatComesTwiceIsTakenOnce(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	story := o.story("CA US phone")
	for range 2 {
		if err := o.desk.Arrive(t.Context(), o.feed("Wire"), []readout.Story{story}); err != nil {
			t.Fatal(err)
		}
	}
	o.expect("10 new: Mark Carney")
	o.restart()
	if err := o.desk.Arrive(t.Context(), o.feed("Wire"), []readout.Story{story}); err != nil {
		t.Fatal(err)
	}
	o.expect()
}

func TestARestartForgetsNothing(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	o.tell("Wire", "CA US phone planned 2025-10-16")
	o.expect("10 new: planned")
	o.restart()
	o.now = o.now.Add(24 * time.Hour)
	o.tell("Desk", "CA US phone held")
	o.expect("10 edit: held")
}

// failing is a store that cannot commit.
type failing struct{ *store.Store }

func (failing) Commit(context.Context, *readout.Change) error { return errors.New("disk full") }

func TestWhatIsNotCommittedIsNotRemembered(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	broken, err := desk.New(t.Context(), o.options(failing{o.store}))
	if err != nil {
		t.Fatal(err)
	}
	story := o.story("CA US phone")
	if err := broken.Arrive(t.Context(), o.feed("Wire"), []readout.Story{story}); err == nil {
		t.Fatal("a failed commit is no error")
	}
	if err := o.desk.Arrive(t.Context(), o.feed("Wire"), []readout.Story{story}); err != nil {
		t.Fatal(err)
	}
	o.expect("10 new: Mark Carney")
}

func TestABurstSharesAMessage(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	days := []string{}
	for i := range 13 {
		days = append(days, o.now.AddDate(0, 0, 3*i).Format(time.DateOnly))
	}
	for _, day := range days {
		o.tell("Wire", "CA US in_person planned "+day)
	}
	got := o.due()
	if len(got) != 11 {
		t.Fatalf("%d messages, want ten and one for the rest", len(got))
	}
	rest := got[10]
	if rest.Kind != readout.DeliverBriefing || len(rest.Message.Body) < 3 {
		t.Errorf("the rest: %+v", rest.Message)
	}
	o.now = o.now.Add(time.Hour)
	o.tell("Wire", "FR DE phone")
	o.expect("10 new: Emmanuel Macron")
}

// TestABurstSurvivesARestart tells a channel's limit across a restart, and keeps those
// who share a message from getting one of their own.
func TestABurstSurvivesARestart(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	plan := func(i int) string { return "CA US in_person planned " + o.now.AddDate(0, 0, 3*i).Format(time.DateOnly) }
	for i := range 11 {
		o.tell("Wire", plan(i))
	}
	if got := len(o.due()); got != 11 {
		t.Fatalf("%d messages, want ten and one for the rest", got)
	}
	o.restart()
	o.tell("Desk", plan(10)) // of the rest: its message is shared
	o.tell("Wire", plan(11))
	o.tell("Wire", plan(12))
	o.now = o.now.Add(2 * time.Minute) // edits pause for a minute
	for _, d := range o.due() {
		if d.Kind == readout.DeliverAlert && d.MessageID == "" {
			t.Errorf("a message of its own: %s", d.Message.Summary)
		}
		if d.Kind == readout.DeliverBriefing && len(d.Message.Contacts) != 3 {
			t.Errorf("the shared message tells of %d contacts, want 3", len(d.Message.Contacts))
		}
	}
}

func TestQuietHoursHoldAlerts(t *testing.T) {
	o := open(t)
	quiet := readout.Manner{Quiet: readout.Quiet{From: "22:00", To: "07:00"}}
	o.watch(readout.Watch{ChannelID: "10", Kind: readout.WatchAlert, Zone: "Europe/Kyiv", Manner: quiet})
	o.now = time.Date(2025, 10, 25, 20, 0, 0, 0, time.UTC) // 23:00; the clocks go back in the night
	o.tell("Wire", "CA US phone")
	o.expect()
	o.now = o.now.Add(time.Hour)
	o.tell("Desk", "US CA phone held 2025-10-25") // told again, held all the same
	o.now = time.Date(2025, 10, 26, 4, 59, 59, 0, time.UTC)
	o.expect()
	o.restart()
	o.now = time.Date(2025, 10, 26, 5, 0, 0, 0, time.UTC)
	o.expect("10 new: held on 25 October 2025")
	o.tell("Wire", "FR DE phone")
	o.expect("10 new: Emmanuel Macron")
}

// TestANightOfNewsIsNoFlood lets out what quiet hours have held.
func TestANightOfNewsIsNoFlood(t *testing.T) {
	o := open(t)
	quiet := readout.Manner{Quiet: readout.Quiet{From: "12:00", To: "07:00"}}
	o.watch(readout.Watch{ChannelID: "10", Kind: readout.WatchAlert, Manner: quiet})
	for i := range 13 {
		o.tell("Wire", "CA US in_person planned "+o.now.AddDate(0, 0, 3*i).Format(time.DateOnly))
		o.now = o.now.Add(time.Hour)
	}
	o.expect()
	o.now = noon.Add(19 * time.Hour)
	got := o.due()
	if len(got) != 11 {
		t.Fatalf("%d messages, want ten and one for the rest", len(got))
	}
	if text := fmt.Sprint(got[10].Message); strings.Count(text, "meeting") != 3 {
		t.Errorf("the rest: %s", text)
	}
}

func TestAWatchOfBothKinds(t *testing.T) {
	o := open(t)
	o.watch(readout.Watch{ChannelID: "20", Kind: readout.WatchBoth, Cron: "0 18 * * *", Zone: "UTC", NextDigest: noon.Add(6 * time.Hour)})
	o.tell("Wire", "CA US phone")
	o.expect("20 new: Mark Carney")
	o.now = noon.Add(6*time.Hour + time.Second)
	if err := o.desk.Digests(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.expect("20 new: 1 new contact")
}

func TestMessagesAreDressedForTheirPlace(t *testing.T) {
	o := open(t)
	o.watch(readout.Watch{ChannelID: "10", Kind: readout.WatchAlert, Manner: readout.Manner{Forum: true, Tags: []string{"5"}}})
	o.watch(readout.Watch{ChannelID: "11", Kind: readout.WatchAlert, Manner: readout.Manner{Publish: true}})
	look := func() {
		t.Helper()
		got := o.due()
		if len(got) != 2 {
			t.Fatalf("went out %+v", got)
		}
		if m := got[0].Message; !strings.Contains(m.Thread, "Mark Carney (CA) and Donald Trump (US): phone call") || len(m.Tags) != 1 || m.Publish {
			t.Errorf("in the forum: %+v", m)
		}
		if m := got[1].Message; m.Thread != "" || !m.Publish {
			t.Errorf("in the announcements: %+v", m)
		}
	}
	o.tell("Wire", "CA US phone planned 2025-10-15")
	look()
	o.now = o.now.Add(2 * time.Hour)
	o.tell("Desk", "CA US phone held")
	look()
}

// TestARoleIsMentionedOnce mentions it where any watch of the channel wants that,
// and not because of an edit.
func TestARoleIsMentionedOnce(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	o.watch(readout.Watch{ChannelID: "10", Kind: readout.WatchAlert, RoleID: "7", Manner: readout.Manner{RoleFilter: readout.Filter{Statuses: []readout.Status{readout.Held}}}})
	role := func(want string) {
		t.Helper()
		got := o.due()
		if len(got) != 1 || got[0].Message.RoleID != want {
			t.Fatalf("went out %+v, want a mention of %q", got, want)
		}
	}
	o.tell("Wire", "CA US phone held")
	role("7")
	o.tell("Wire", "FR DE phone planned 2025-10-16")
	role("")
	o.now = o.now.Add(24 * time.Hour)
	o.tell("Wire", "FR DE phone held 2025-10-16")
	role("")
}

// TestWhatIsNoContactStaysAway takes a contact back in all channels. New stories
// on it, a new watch and a restart do not bring it back.
func TestWhatIsNoContactStaysAway(t *testing.T) {
	o := open(t)
	o.alerts("10", readout.Filter{})
	o.alerts("11", readout.Filter{})
	o.tell("Wire", "CA US phone")
	contact := o.due()[0].ContactID
	if err := o.desk.Reject(t.Context(), contact, "77"); err != nil {
		t.Fatal(err)
	}
	for _, d := range o.due() {
		if d.State != readout.DeliveryRetract {
			t.Errorf("went out %+v", d)
		}
		if err := o.store.DeliveryEnded(t.Context(), d.ID, readout.DeliveryGone, "deleted"); err != nil {
			t.Fatal(err)
		}
	}
	o.alerts("12", readout.Filter{})
	for range 2 {
		for range 2 {
			o.now = o.now.Add(time.Hour)
			o.tell("Desk", "US CA phone")
			o.expect()
		}
		o.restart()
	}
	if trials, err := o.desk.Try(t.Context(), readout.Watch{}, noon); err != nil || len(trials) != 1 || trials[0].Refusal != readout.RefusedRejected {
		t.Errorf("a trial: %+v, %v", trials, err)
	}
	if err := o.desk.Restore(t.Context(), contact); err != nil {
		t.Fatal(err)
	}
	o.expect("10 new: Mark Carney", "11 new: Mark Carney")
	o.now = o.now.Add(time.Hour)
	o.tell("Post", "US CA phone")
	o.expect("10 edit: Mark Carney", "11 edit: Mark Carney", "12 new: Mark Carney")
}

func TestAWatchIsTried(t *testing.T) {
	o := open(t)
	o.tell("Wire", "CA US phone")
	o.now = o.now.Add(11 * time.Hour)
	o.tell("Wire", "FR UA phone")
	o.tell("Wire", "FR DE in_person planned 2025-10-20")
	o.tell("Wire", "CA UA in_person held 2025-09-01") // history
	first := o.story("CA DE phone")
	first.Baseline = true
	if err := o.desk.Arrive(t.Context(), o.feed("Wire"), []readout.Story{first}); err != nil {
		t.Fatal(err)
	}
	w := readout.Watch{
		Kind: readout.WatchAlert, RoleID: "7", Filter: readout.Filter{Statuses: []readout.Status{readout.Held}},
		Manner: readout.Manner{Quiet: readout.Quiet{From: "22:00", To: "07:00"}, RoleFilter: readout.Filter{States: []string{"CA"}}},
	}
	trials, err := o.desk.Try(t.Context(), w, noon)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, trial := range trials {
		held := ""
		if !trial.Held.IsZero() {
			held = trial.Held.Format(" until 15:04")
		}
		got = append(got, fmt.Sprintf("%v %q %v%s", trial.Contact.Sides(), trial.Refusal, trial.Mentions, held))
	}
	want := []string{`[DE FR] "status" false`, `[FR UA] "" false until 07:00`, `[CA US] "" true`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if trials, err = o.desk.Try(t.Context(), w, o.now.Add(-time.Hour)); err != nil || len(trials) != 2 {
		t.Errorf("of the last hour: %+v, %v", trials, err)
	}
}

func TestFeedsThatAreDownAreToldOnce(t *testing.T) {
	o := open(t)
	feed := o.feed("Wire")
	feed.Poll.FailingSince, feed.Poll.Error = noon.Add(-7*time.Hour), "the site answers 503"
	for range 2 {
		if err := o.desk.FeedDown(t.Context(), feed); err != nil {
			t.Fatal(err)
		}
	}
	got := o.due()
	if len(got) != 1 || got[0].ChannelID != "99" || !strings.Contains(fmt.Sprint(got[0].Message), "503") {
		t.Errorf("went out %+v", got)
	}
	if err := o.desk.FeedUp(t.Context(), feed); err != nil {
		t.Fatal(err)
	}
	if got := o.due(); len(got) != 1 || !strings.Contains(fmt.Sprint(got[0].Message), "Wire") {
		t.Errorf("went out %+v", got)
	}
}
