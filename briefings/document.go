package briefings

import (
	"time"

	"readout"
)

// Document is a briefing as data, for programs to read.
type Document struct {
	Title    string    `json:"title"`
	Language string    `json:"language"` // of all texts
	Since    time.Time `json:"since"`
	Until    time.Time `json:"until"`
	Due      time.Time `json:"due,omitzero"` // when a late one fell due

	New     []Entry `json:"new"`   // what weighs most first
	Moved   []Entry `json:"moved"` // likewise
	Coming  []Entry `json:"coming"`
	Busiest []Busy  `json:"busiest"`
	Silent  []Pair  `json:"silent"` // the longest silence first
}

// Entry is a contact in a Document.
type Entry struct {
	ID           int64                 `json:"id"`
	Who          string                `json:"who"`
	What         string                `json:"what"` // "phone call held on 13 October 2025"
	Participants []readout.Participant `json:"participants"`
	Groups       []string              `json:"groups"`
	Summit       int64                 `json:"summit,omitempty"` // id of the summit at whose margins it takes place
	Mode         readout.Mode          `json:"mode"`
	Status       readout.Status        `json:"status"`
	Date         readout.Date          `json:"date"`
	Before       string                `json:"before,omitempty"` // what it was at the beginning of the period
	Topics       []string              `json:"topics"`
	ConfirmedBy  []string              `json:"confirmed_by"` // sides that have published their own account
	Weight       *Weight               `json:"weight,omitempty"`
	Stories      []Told                `json:"stories"` // the one to read first first
}

// Weight is what a contact weighs and what that is made of.
type Weight struct {
	Points  int      `json:"points"`
	Reasons []Reason `json:"reasons"`
}

// Reason is a part of a Weight.
type Reason struct {
	Text   string `json:"text"`
	Points int    `json:"points"`
}

// Told is a story in a Document.
type Told struct {
	Title     string    `json:"title"`
	Outlet    string    `json:"outlet"`
	URL       string    `json:"url"`
	Published time.Time `json:"published"`
	Official  string    `json:"official,omitempty"` // the state or organisation that speaks
}

// Busy is somebody who took part in several contacts.
type Busy struct {
	Name     string  `json:"name"`
	State    string  `json:"state"`
	Contacts []int64 `json:"contacts"` // ids
}

// Pair is a pair of states that have not been in contact for long.
type Pair struct {
	States [2]string `json:"states"`
	Last   Entry     `json:"last"` // their last contact that is known
}

// Document writes a briefing as data.
func (w Writer) Document(d Digest) Document {
	d = w.titled(d).sorted()
	out := Document{
		Title: d.Title, Language: w.printer.Language(), Since: d.Since.In(d.zone()), Until: d.Until.In(d.zone()),
		New: []Entry{}, Moved: []Entry{}, Coming: []Entry{}, Busiest: []Busy{}, Silent: []Pair{},
	}
	if !d.Due.IsZero() {
		out.Due = d.Due.In(d.zone())
	}
	for _, item := range d.New {
		out.New = append(out.New, w.entry(item))
	}
	for _, item := range d.Moved {
		out.Moved = append(out.Moved, w.entry(item))
	}
	for _, c := range d.Coming {
		out.Coming = append(out.Coming, w.plainEntry(c))
	}
	for _, b := range d.busiest() {
		one := Busy{Name: b.person.Name, State: b.person.State}
		for _, c := range b.contacts {
			one.Contacts = append(one.Contacts, c.ID)
		}
		out.Busiest = append(out.Busiest, one)
	}
	for _, s := range d.Silent {
		out.Silent = append(out.Silent, Pair{States: [2]string{s.A, s.B}, Last: w.plainEntry(s.Last)})
	}
	return out
}

func (w Writer) entry(i Item) Entry {
	out := w.plainEntry(i.Contact)
	out.Before = w.before(i)
	out.Weight = &Weight{Points: i.weight().total(), Reasons: []Reason{}}
	for _, r := range w.reasons(i) {
		out.Weight.Reasons = append(out.Weight.Reasons, Reason{Text: r.text, Points: r.points})
	}
	return out
}

func (w Writer) plainEntry(c readout.Contact) Entry {
	out := Entry{
		ID: c.ID, Who: w.who(c), What: What(w.printer, c), Participants: list(c.Participants), Groups: list(c.Groups),
		Mode: c.Mode, Status: c.Status, Date: c.Date, Topics: list(c.Topics), ConfirmedBy: list(c.ConfirmedBy()), Stories: []Told{},
	}
	if l, ok := c.Summit(); ok {
		out.Summit = l.ContactID
	}
	for _, s := range byWorth(c) {
		told := Told{Title: s.Story.Title, Outlet: s.Story.Source, URL: s.Story.URL, Published: s.Story.Published}
		if s.Story.Kind == readout.Official {
			told.Official = s.Story.State
		}
		out.Stories = append(out.Stories, told)
	}
	return out
}

// list makes an empty list of none, so that programs always find one.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
