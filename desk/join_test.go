package desk_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
	"readout/desk"
	"readout/store"
)

// tellAt lets a story arrive now that was published some hours after noon.
func (o *office) tellAt(feed string, hours int, title string) {
	o.t.Helper()
	story := o.story(title)
	story.Published = noon.Add(time.Duration(hours) * time.Hour)
	o.arrive(feed, story)
}

func (o *office) arrive(feed string, story readout.Story) {
	o.t.Helper()
	if err := o.desk.Arrive(o.t.Context(), o.feed(feed), []readout.Story{story}); err != nil {
		o.t.Fatal(err)
	}
}

// channel is what can be read in a channel: messages by id. It follows what the
// outbox does to it.
type channel map[string]string

// deliver lets an hour pass, in which the outbox is emptied, and returns what was
// done: "new", "edit" and "gone", sorted.
func (o *office) deliver(c channel) string {
	o.t.Helper()
	o.now = o.now.Add(time.Hour)
	var done []string
	for _, d := range o.due() {
		switch {
		case d.State == readout.DeliveryRetract:
			delete(c, d.MessageID)
			if err := o.store.DeliveryEnded(o.t.Context(), d.ID, readout.DeliveryGone, ""); err != nil {
				o.t.Fatal(err)
			}
			done = append(done, "gone")
		case d.MessageID == "":
			c[fmt.Sprint(1000+d.ID)] = d.Message.Summary
			done = append(done, "new")
		default:
			c[d.MessageID] = d.Message.Summary
			done = append(done, "edit")
		}
	}
	slices.Sort(done)
	return strings.Join(done, " ")
}

// contacts returns which stories the store has in each contact, by title, and what it
// is linked to.
func (o *office) contacts() []string {
	o.t.Helper()
	all, _, err := o.store.Contacts(o.t.Context(), readout.ContactQuery{})
	if err != nil {
		o.t.Fatal(err)
	}
	var out []string
	for _, c := range all {
		var titles []string
		for _, s := range c.Sources {
			titles = append(titles, s.Story.Title)
		}
		slices.Sort(titles)
		var links []string
		for _, l := range c.Links {
			links = append(links, fmt.Sprintf(" (%s %s)", l.Kind, strings.Join(append(readout.Contact{Participants: l.Participants}.Sides(), l.Groups...), " ")))
		}
		slices.Sort(links)
		out = append(out, strings.Join(titles, " + ")+strings.Join(links, ""))
	}
	slices.Sort(out)
	return out
}

func (o *office) expectContacts(want ...string) {
	o.t.Helper()
	slices.Sort(want)
	if got := o.contacts(); !slices.Equal(got, want) {
		o.t.Fatalf("contacts\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func (o *office) expectDone(c channel, want string, messages int) {
	o.t.Helper()
	if got := o.deliver(c); got != want || len(c) != messages {
		o.t.Fatalf("did %q, and the channel has %d messages; want %q and %d: %q", got, len(c), want, messages, c)
	}
}

func TestOneContactTurnsOutToBeTwoAndOneAgain(t *testing.T) {
	for _, restart := range []bool{false, true} {
		t.Run(fmt.Sprint("restarts ", restart), func(t *testing.T) {
			o, read := open(t), channel{}
			again := func() {
				if restart {
					o.restart()
				}
			}
			o.alerts("10", readout.Filter{})
			o.tellAt("Wire", 0, "CA US phone early")
			o.tellAt("Desk", 3, "CA US phone late")
			o.expectDone(read, "new", 1)
			o.expectContacts("CA US phone early + CA US phone late")
			again()
			o.tellAt("Post", 4, "CA US phone : they spoke again")
			o.expectDone(read, "edit new", 2)
			o.expectContacts("CA US phone early", "CA US phone : they spoke again + CA US phone late")
			again()
			o.tellAt("Herald", -1, "CA US phone : earlier they spoke again") // all of that was the second call
			o.expectDone(read, "edit gone", 1)
			o.expectContacts("CA US phone : earlier they spoke again + CA US phone : they spoke again + CA US phone early + CA US phone late")
			again()
			o.expectDone(read, "", 1)
		})
	}
}

// TestTheMessageStaysWithMostStories splits one story off from three: the contact
// goes on with the others, though that story was the first.
func TestTheMessageStaysWithMostStories(t *testing.T) {
	o, read := open(t), channel{}
	o.alerts("10", readout.Filter{})
	o.tellAt("Wire", 0, "CA US phone first")
	o.tellAt("Wire", 5, "CA US phone second")
	o.tellAt("Desk", 6, "CA US phone third")
	o.expectDone(read, "new", 1)
	id := o.contactOf("CA US phone first").ID
	o.tellAt("Post", 5, "CA US phone : they spoke again")
	o.expectDone(read, "edit new", 2)
	if now := o.contactOf("CA US phone third").ID; now != id {
		t.Errorf("most stories are in contact %d now, not in %d", now, id)
	}
}

// faulty is a store that cannot commit for a while.
type faulty struct {
	*store.Store
	broken bool
}

func (f *faulty) Commit(ctx context.Context, change *readout.Change) error {
	if f.broken {
		return errors.New("disk full")
	}
	return f.Store.Commit(ctx, change)
}

func TestWhatIsNotCommittedIsNotJoined(t *testing.T) {
	o, read := open(t), channel{}
	o.alerts("10", readout.Filter{})
	kept := &faulty{Store: o.store}
	var err error
	if o.desk, err = desk.New(t.Context(), o.options(kept)); err != nil {
		t.Fatal(err)
	}
	o.tellAt("Wire", 0, "CA US phone early")
	o.tellAt("Desk", 3, "CA US phone late")
	o.expectDone(read, "new", 1)
	again := o.story("CA US phone : they spoke again")
	again.Published = noon.Add(4 * time.Hour)
	kept.broken = true
	for range 3 {
		if err := o.desk.Arrive(t.Context(), o.feed("Post"), []readout.Story{again}); err == nil {
			t.Fatal("a failed commit is no error")
		}
	}
	o.expectDone(read, "", 1)
	kept.broken = false
	o.tellAt("Herald", 3, "CA US phone late too")
	o.expectContacts("CA US phone early + CA US phone late + CA US phone late too")
	o.arrive("Post", again)
	o.arrive("Post", again) // it is known now
	o.expectContacts("CA US phone early", "CA US phone : they spoke again + CA US phone late + CA US phone late too")
	o.expectDone(read, "edit new", 2)
}

func TestTwoContactsTurnOutToBeOne(t *testing.T) {
	o, read := open(t), channel{}
	o.alerts("10", readout.Filter{})
	o.alerts("11", readout.Filter{MinSources: 2})
	o.tell("Wire", "CA US in_person planned 2025-10-17")
	o.tell("Wire", "CA US in_person planned 2025-10-21")
	o.tell("Desk", "CA US in_person planned 2025-10-21")
	o.expectDone(read, "new new new", 3)
	second := o.contactOf("CA US in_person planned 2025-10-21")
	o.tell("Post", "CA US in_person held 2025-10-19")
	o.expectDone(read, "edit edit gone", 2) // in channel 11 the message of the second goes on as that of both
	if got := o.contactOf("CA US in_person planned 2025-10-17"); len(got.Sources) != 4 || got.ID >= second.ID {
		t.Errorf("contact %d goes on with %d sources", got.ID, len(got.Sources))
	}
	found, err := o.store.Contact(t.Context(), second.ID)
	if err != nil || found.ID == second.ID || len(found.Sources) != 4 {
		t.Errorf("who asks for the second gets %d with %d sources, %v", found.ID, len(found.Sources), err)
	}
	o.restart()
	o.tell("Herald", "CA US in_person held 2025-10-19")
	o.expectDone(read, "edit edit", 2)
	for _, summary := range read {
		if !strings.Contains(summary, "held on 19 October 2025") {
			t.Errorf("a message says %q", summary)
		}
	}
}

// Old messages and notes name a contact by the id that it had before it was joined.
func TestATakenBackContactIsKnownByItsOldNumber(t *testing.T) {
	o, read := open(t), channel{}
	o.alerts("10", readout.Filter{})
	o.tell("Wire", "CA US in_person planned 2025-10-17")
	o.tell("Wire", "CA US in_person planned 2025-10-21")
	second := o.contactOf("CA US in_person planned 2025-10-21")
	o.tell("Post", "CA US in_person held 2025-10-19")
	o.expectDone(read, "new", 1)
	if err := o.desk.Reject(t.Context(), second.ID, "7"); err != nil {
		t.Fatal(err)
	}
	o.expectDone(read, "gone", 0)
	o.alerts("11", readout.Filter{})
	o.tell("Herald", "CA US in_person held 2025-10-19")
	o.expectDone(read, "", 0)
	if err := o.desk.Restore(t.Context(), second.ID); err != nil {
		t.Fatal(err)
	}
	o.tell("Ledger", "CA US in_person held 2025-10-19")
	o.expectDone(read, "new new", 2)
}

// contactOf returns the contact that has a story of that title.
func (o *office) contactOf(title string) readout.Contact {
	o.t.Helper()
	all, _, err := o.store.Contacts(o.t.Context(), readout.ContactQuery{})
	if err != nil {
		o.t.Fatal(err)
	}
	for _, c := range all {
		if slices.ContainsFunc(c.Sources, func(s readout.Source) bool { return s.Story.Title == title }) {
			return c
		}
	}
	o.t.Fatalf("no contact has %q", title)
	return readout.Contact{}
}

func TestWhatSplitsOffFromNoContact(t *testing.T) {
	for name, test := range map[string]struct {
		story    string
		messages int
	}{
		"is none either":             {"CA US in_person held 2025-10-16", 0}, // it fits the first, and not the second
		"unless there is news of it": {"CA US in_person held 2025-10-20", 1}, // it fits the second, and not the first
	} {
		t.Run(name, func(t *testing.T) {
			o, read := open(t), channel{}
			o.alerts("10", readout.Filter{})
			o.tell("Wire", "CA US in_person planned 2025-10-17")
			o.tell("Desk", "CA US in_person planned 2025-10-19")
			o.expectDone(read, "new", 1)
			if err := o.desk.Reject(t.Context(), o.contactOf("CA US in_person planned 2025-10-17").ID, "7"); err != nil {
				t.Fatal(err)
			}
			o.expectDone(read, "gone", 0)
			o.tell("Post", test.story)
			if o.deliver(read); len(read) != test.messages {
				t.Errorf("the channel has %q", read)
			}
			o.restart()
			o.tell("Herald", "CA US in_person planned 2025-10-19")
			if o.deliver(read); len(read) != test.messages {
				t.Errorf("after a restart and another story the channel has %q", read)
			}
		})
	}
}

// told returns the message on the contact of a story as the store has it.
func (o *office) told(title string) string {
	o.t.Helper()
	posted, err := o.store.DeliveriesOf(o.t.Context(), o.contactOf(title).ID)
	if err != nil || len(posted) != 1 {
		o.t.Fatalf("%d messages on %q: %v", len(posted), title, err)
	}
	m := posted[0].Message
	text := fmt.Sprintln(m.Body)
	for _, f := range m.Fields {
		text += fmt.Sprintln(f.Name, f.Value)
	}
	return text
}

// The summit's message names what takes place at its margins, and is brought up to
// date when more does or one of them is taken back; theirs name the summit.
func TestMessagesNameTheSummit(t *testing.T) {
	const (
		summit = "CA US FR DE G7 in_person planned 2025-10-20"
		first  = "CA US at:G7 in_person planned 2025-10-20"
		second = "CA FR at:G7 in_person planned 2025-10-20"
	)
	o, read := open(t), channel{}
	o.alerts("10", readout.Filter{})
	expect := func(title, words string, want bool) {
		t.Helper()
		if text := o.told(title); strings.Contains(text, words) != want {
			t.Errorf("that it says %q is not %t of the message on %q:\n%s", words, want, title, text)
		}
	}
	o.tell("Desk", first)
	o.tell("Wire", "UA DE phone planned")
	o.expectDone(read, "new new", 2)
	expect(first, "sidelines", false)
	o.tell("Wire", summit)
	o.expectDone(read, "edit new", 3)
	expect(first, "On the sidelines of a summit: G7", true)
	expect(summit, "On the sidelines [[{Mark Carney (CA) and Donald Trump (US) · Contact 1", true)
	o.tell("Wire", second)
	o.expectDone(read, "edit new", 4)
	expect(second, "On the sidelines of a summit: G7", true)
	expect(summit, "Mark Carney (CA) and Emmanuel Macron (FR)", true)

	id := o.contactOf(second).ID
	if err := o.desk.Reject(t.Context(), id, "7"); err != nil {
		t.Fatal(err)
	}
	o.expectDone(read, "edit gone", 3)
	expect(summit, "Mark Carney (CA) and Emmanuel Macron (FR)", false)
	if err := o.desk.Restore(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	o.expectDone(read, "edit new", 4)
	expect(summit, "Mark Carney (CA) and Emmanuel Macron (FR)", true)

	o.restart()
	o.tell("Desk", "CA US FR DE G7 in_person off 2025-10-20") // no summit, no margins
	o.expectDone(read, "edit edit edit", 4)
	for _, title := range []string{summit, first, second} {
		expect(title, "sidelines", false)
	}
}

func TestASummitAndItsMargins(t *testing.T) {
	const (
		summit = "CA US FR DE G7 in_person planned 2025-10-20"
		first  = "CA FR at:G7 in_person planned 2025-10-20"
		second = "CA US at:G7 in_person held 2025-10-21"
	)
	apart := []string{
		"UA DE at:G7 phone planned 2025-10-20",   // a call
		"UA FR in_person held 2025-10-20",        // a visit by a member on the day of the summit
		"FR DE at:G7 in_person held 2025-10-10",  // another summit of the group
		"CA US at:G7 in_person held 2025-10-29",  // and one after it
		"US DE at:G20 in_person held 2025-10-20", // and one of another group
	}
	o, read := open(t), channel{}
	o.alerts("10", readout.Filter{})
	o.tell("Wire", first)
	o.tell("Wire", summit)
	o.tell("Desk", second)
	for _, title := range apart {
		o.tell("Post", title)
	}
	o.deliver(read)
	if len(read) != 3+len(apart) {
		t.Errorf("messages: %q", read)
	}
	check := func() {
		t.Helper()
		summit, first, second := o.contactOf(summit), o.contactOf(first), o.contactOf(second)
		want := []readout.Link{readout.LinkTo(first, readout.LinkMargin), readout.LinkTo(second, readout.LinkMargin)}
		if diff := cmp.Diff(want, summit.Links); diff != "" {
			t.Errorf("links of the summit (-want +got):\n%s", diff)
		}
		for _, c := range []readout.Contact{first, second} {
			if diff := cmp.Diff([]readout.Link{readout.LinkTo(summit, readout.LinkSummit)}, c.Links); diff != "" {
				t.Errorf("links of contact %d (-want +got):\n%s", c.ID, diff)
			}
		}
		for _, title := range apart {
			if c := o.contactOf(title); len(c.Links) > 0 {
				t.Errorf("%q has links %+v", title, c.Links)
			}
		}
	}
	check()
	o.restart()
	o.tell("Desk", "CA FR in_person held 2025-10-20")
	check()
	o.tell("Desk", "CA US FR DE G7 in_person off 2025-10-20") // no summit, no margins
	if c := o.contactOf(first); len(c.Links) > 0 {
		t.Errorf("it is linked to %+v", c.Links)
	}
}

// TestAnyOrderThroughTheDesk lets the same stories arrive in many orders, with
// deliveries and restarts between them. In the end the store has the same
// contacts, and each has one message.
func TestAnyOrderThroughTheDesk(t *testing.T) {
	type news struct {
		feed  string
		hours int
		title string
	}
	all := []news{
		{"Wire", 0, "CA US phone a"}, {"Desk", 2, "CA US phone b"}, {"Post", 7, "CA US phone : they spoke again"}, {"Desk", 8, "CA US phone held 2025-10-15"},
		{"Wire", 3, "CA US in_person planned 2025-10-22"}, {"Desk", 160, "CA US in_person held 2025-10-22"}, {"Post", 20, "CA US planned"},
		{"Wire", 4, "FR DE in_person planned 2025-10-17"}, {"Desk", 5, "FR DE in_person planned 2025-10-21"}, {"Post", 100, "FR DE in_person held 2025-10-19"},
		{"Wire", 6, "CA FR phone ; UA DE in_person planned 2025-10-20"}, {"Desk", 130, "UA DE in_person held 2025-10-20"},
		{"Wire", 9, "CA DE G7 in_person planned 2025-10-20"}, {"Desk", 131, "FR DE G7 in_person held 2025-10-21"}, {"Wire", 10, "US FR G7 in_person planned 2025-10-30"},
		{"Wire", 10, "US FR at:G7 in_person planned 2025-10-19"}, {"Post", 132, "US FR in_person held 2025-10-19"}, {"Post", 133, "UA DE at:G7 in_person held 2025-10-20"},
	}
	var want []string
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 9 {
		o, read := open(t), channel{}
		o.alerts("10", readout.Filter{})
		o.now = noon.AddDate(0, 0, 8)
		for _, n := range all {
			o.tellAt(n.feed, n.hours, n.title)
			o.deliver(read)
			if round%3 == 1 {
				o.restart()
			}
		}
		got := o.contacts()
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Fatalf("contacts\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
		if len(read) != len(got) {
			t.Errorf("%d messages on %d contacts: %q", len(read), len(got), read)
		}
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	}
}
