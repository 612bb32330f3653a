package briefings

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"

	"readout"
)

// Limits of a briefing.
const (
	pageRoom    = 3600 // of one message: Discord takes 4096 with all markup
	maxLines    = 60   // contacts in one section
	maxBusy     = 5
	maxPartners = 6 // of somebody busy
	maxUpcoming = 25
)

// Briefing says what is new in a period, what has moved, what is coming, who
// was busiest, and which pairs have been silent longest. A long one fills
// several messages. Each line comes from a story and leads to it; where
// nothing was told there is one line that says so.
func (w Writer) Briefing(d Digest) []readout.Message {
	d = w.titled(d).sorted()
	if d.Empty() {
		return w.pages(d, []section{{lines: []readout.Text{readout.T(w.nothing())}}}, w.printer.Say("nothing new"))
	}
	if len(d.New) == 0 {
		return w.pages(d, w.sections(d), w.printer.Say("%d contacts moved on", len(d.Moved)))
	}
	return w.pages(d, w.sections(d), w.printer.Say("%d new contacts", len(d.New)))
}

func (w Writer) nothing() string {
	return w.printer.Say("Nothing new: no contact between leaders was reported in this period.")
}

func (w Writer) titled(d Digest) Digest {
	if d.Title == "" {
		d.Title = w.printer.Say("Briefing")
	}
	return d
}

// section is a part of a briefing.
type section struct {
	title string
	lines []readout.Text
	items []Item // those that the lines tell of, where they weigh anything
	more  int    // contacts that it leaves out
}

// sections returns the parts of a sorted digest that have something to say.
func (w Writer) sections(d Digest) []section {
	out := []section{
		w.section(w.printer.Say("New"), d.New),
		w.section(w.printer.Say("Moved on"), d.Moved),
		w.calendar(d.Coming),
		{title: w.printer.Say("Busiest"), lines: w.busiest(d)},
		{title: w.printer.Say("Silent longest"), lines: w.silent(d.Silent)},
	}
	return slices.DeleteFunc(out, func(s section) bool { return len(s.lines) == 0 })
}

func (w Writer) section(title string, items []Item) section {
	s := section{title: title, items: items[:min(len(items), maxLines)], more: max(0, len(items)-maxLines)}
	for _, item := range s.items {
		s.lines = append(s.lines, w.line(item))
	}
	return s
}

// line is one contact in a list: who, how, when, and the story to read first.
func (w Writer) line(i Item) readout.Text {
	line := w.printer.Text("%s: %s", readout.Span{Text: w.who(i.Contact), Style: readout.Bold}, What(w.printer, i.Contact)+w.aside(i.Contact))
	if before := w.before(i); before != "" {
		line = append(line, readout.Span{Text: " " + w.printer.Say("(before: %s)", before)})
	}
	return append(line, w.told(i.Contact)...)
}

// aside says at the margins of which summit a contact takes place.
func (w Writer) aside(c readout.Contact) string {
	l, ok := c.Summit()
	if !ok {
		return ""
	}
	return ", " + w.printer.Say("on the sidelines of a summit: %s", w.who(readout.Contact{Groups: l.Groups}))
}

// before says how the contact stood at the beginning of the period, where that
// has changed.
func (w Writer) before(i Item) string {
	if len(i.Before.Participants) == 0 {
		return ""
	}
	before := i.Before
	if before.Date == i.Contact.Date {
		before.Date = "" // it stands there already
	}
	return What(w.printer, before)
}

// told names the story to read first, and says how many outlets have more.
func (w Writer) told(c readout.Contact) readout.Text {
	best := byWorth(c)
	if len(best) == 0 {
		return nil
	}
	out := readout.Text{{Text: " – "}, source(best[0].Story)}
	if more := len(c.Outlets()) - 1; more > 0 {
		out = append(out, readout.Span{Text: " " + w.printer.Say("and %d more", more)})
	}
	return out
}

// calendar lists what is planned, the soonest first, and at the end what has no
// day yet.
func (w Writer) calendar(coming []readout.Contact) section {
	s := section{title: w.printer.Say("Coming up"), more: max(0, len(coming)-maxUpcoming)}
	for _, c := range coming[:min(len(coming), maxUpcoming)] {
		when := cmp.Or(w.printer.Date(c.Date), w.printer.Say("day not known yet"))
		line := w.printer.Text("%s: %s", readout.Span{Text: when, Style: readout.Bold}, w.who(c)+", "+Kind(w.printer, c)+w.aside(c))
		s.lines = append(s.lines, append(line, w.told(c)...))
	}
	return s
}

// busiest names who was in most contacts, and with whom; each partner leads to
// the story.
func (w Writer) busiest(d Digest) []readout.Text {
	var out []readout.Text
	all := d.busiest()
	for _, b := range all[:min(len(all), maxBusy)] {
		line := w.printer.Text("%s: %s", readout.Span{Text: w.person(b.person), Style: readout.Bold}, w.printer.Say("%d contacts", len(b.contacts)))
		for i, c := range b.contacts[:min(len(b.contacts), maxPartners)] {
			join := ", "
			if i == 0 {
				join = " – "
			}
			line = append(line, readout.Span{Text: join}, w.partner(c, b.person))
		}
		if rest := len(b.contacts) - maxPartners; rest > 0 {
			line = append(line, readout.Span{Text: " " + w.printer.Say("and %d more", rest)})
		}
		out = append(out, line)
	}
	return out
}

// partner names the others at a contact, leading to the story.
func (w Writer) partner(c readout.Contact, one readout.Participant) readout.Span {
	others := c
	others.Participants = slices.DeleteFunc(slices.Clone(shown(c)), func(p readout.Participant) bool { return p.Name == one.Name && p.State == one.State })
	span := readout.Span{Text: w.who(others)}
	if best := byWorth(c); len(best) > 0 {
		span.Link = best[0].Story.URL
	}
	return span
}

// silent says since when pairs have not been in contact.
func (w Writer) silent(pairs []Silence) []readout.Text {
	var out []readout.Text
	for _, s := range pairs {
		line := w.printer.Text("%s: %s", readout.Span{Text: w.printer.And(w.sides([]string{s.A, s.B})), Style: readout.Bold},
			w.printer.Say("no contact known since %s (%s)", w.printer.Date(readout.DateOf(s.Last.Day())), Kind(w.printer, s.Last)))
		out = append(out, append(line, w.told(s.Last)...))
	}
	return out
}

// pages parts sections into messages, between lines. A title never stands
// alone at the end of one, and comes again where its section goes on.
func (w Writer) pages(d Digest, sections []section, summary string) []readout.Message {
	var bodies [][]readout.Text
	room := 0
	add := func(line readout.Text) {
		bodies[len(bodies)-1] = append(bodies[len(bodies)-1], line)
		room -= length(line)
	}
	for _, s := range sections {
		title := heading(s.title)
		for i, line := range w.items(s) {
			if need := length(line) + length(title) + 1; len(bodies) == 0 || i == 0 && room < need || room < length(line) {
				bodies, room = append(bodies, nil), pageRoom
				if i > 0 && s.title != "" {
					add(heading(w.printer.Say("%s (continued)", s.title)))
				}
			}
			if i == 0 && s.title != "" {
				if len(bodies[len(bodies)-1]) > 0 {
					add(nil)
				}
				add(title)
			}
			add(line)
		}
	}
	out := make([]readout.Message, 0, len(bodies))
	for i, body := range bodies {
		m := readout.Message{Title: d.Title, Body: body, Tone: readout.ToneNeutral, Footer: w.footer(d), Language: w.printer.Language()}
		if len(bodies) > 1 {
			m.Title = w.printer.Say("%s (%d of %d)", d.Title, i+1, len(bodies))
		}
		m.Summary = w.printer.Say("%s: %s", m.Title, summary)
		if i == len(bodies)-1 && d.Order != "" && len(d.New)+len(d.Moved) > 1 {
			m.Actions = []readout.Action{{ID: d.Order, Label: w.printer.Say("Why this order?")}}
		}
		out = append(out, m)
	}
	return out
}

// items are the lines of a section as a list.
func (w Writer) items(s section) []readout.Text {
	var out []readout.Text
	for _, line := range s.lines {
		if s.title != "" {
			line = append(readout.Text{{Text: "• "}}, line...)
		}
		out = append(out, line)
	}
	if s.more > 0 {
		out = append(out, readout.T(w.printer.Say("and %d more contacts", s.more)))
	}
	return out
}

func heading(title string) readout.Text { return readout.Text{{Text: title, Style: readout.Bold}} }

// length is the most room that a line can take once its text is escaped and
// its links are written out, in UTF-16 units, as Discord counts.
func length(line readout.Text) int {
	n := 1
	for _, s := range line {
		n += len(utf16.Encode([]rune(s.Text))) + special(s.Text) + len("****")
		if s.Link != "" {
			n += len(s.Link) + 2*special(s.Link) + len("[]()")
		}
	}
	return n
}

// special counts the characters that may have to be escaped.
func special(text string) int {
	n := 0
	for _, r := range text {
		if strings.ContainsRune("\\*_~`|[]()<>@#-+.:/", r) {
			n++
		}
	}
	return n
}

// footer says which period a briefing covers, and that it is late.
func (w Writer) footer(d Digest) string {
	if d.Since.IsZero() {
		return ""
	}
	since, until := d.Since.In(d.zone()), d.Until.In(d.zone())
	out := w.printer.Say("%s to %s", w.printer.Day(since)+", "+since.Format("15:04"), w.printer.Day(until)+", "+until.Format("15:04 MST"))
	if d.Due.IsZero() {
		return out
	}
	due := d.Due.In(d.zone())
	return out + " · " + w.printer.Say("late: it was due on %s, while the bot was away", w.printer.Day(due)+", "+due.Format("15:04"))
}

// Overflow is what a channel gets in place of many alerts at once.
func (w Writer) Overflow(contacts []readout.Contact) []readout.Message {
	items := make([]Item, 0, len(contacts))
	for _, c := range contacts {
		items = append(items, Item{Contact: c})
	}
	list := w.section(w.printer.Say("Contacts"), items)
	first := section{lines: []readout.Text{readout.T(w.printer.Say("More alerts fell due within a few minutes than this channel should bear. Here they are in one message."))}}
	d := Digest{Title: w.printer.Say("Many contacts at once")}
	return w.pages(d, []section{first, list}, w.printer.Say("%d contacts", len(contacts)))
}
