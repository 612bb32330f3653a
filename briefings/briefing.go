package briefings

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"readout"
)

// Digest is what a briefing is made from.
type Digest struct {
	Title        string // "" = "Briefing"
	Since, Until time.Time
	Zone         *time.Location    // in which the period is written
	Contacts     []readout.Contact // reportable ones that were seen or changed in the period
	Coming       []readout.Contact // planned ones whose date lies ahead
	Late         bool              // it fell due earlier, while the bot was away
}

// Limits of a briefing.
const (
	pageRunes   = 3200 // of one message: Discord takes 4096 with markup
	maxLines    = 60   // contacts in one section
	shownBusy   = 5
	busyFrom    = 2 // contacts that make a leader busy
	maxUpcoming = 15
)

// Briefing says what is new in a period, what has moved, what is coming and
// who was busiest. A long one fills several messages.
func (w Writer) Briefing(d Digest) []readout.Message {
	if d.Title == "" {
		d.Title = w.printer.Say("Briefing")
	}
	fresh, moved := d.split()
	var lines []readout.Text
	lines = append(lines, w.section(w.printer.Say("New"), fresh)...)
	lines = append(lines, w.section(w.printer.Say("Moved on"), moved)...)
	lines = append(lines, w.section(w.printer.Say("Coming up"), d.coming(fresh, moved))...)
	lines = append(lines, w.busiest(append(slices.Clone(fresh), moved...))...)
	if len(fresh)+len(moved) == 0 {
		lines = append([]readout.Text{readout.T(w.printer.Say("No contact between leaders was reported in this period."))}, lines...)
	}
	if len(fresh) == 0 {
		return w.pages(d, lines, w.printer.Say("nothing new"))
	}
	return w.pages(d, lines, w.printer.Say("%d new contacts", len(fresh)))
}

// split parts what was first seen in the period from what has changed its
// status in it.
func (d Digest) split() (fresh, moved []readout.Contact) {
	for _, c := range d.Contacts {
		switch {
		case !c.FirstSeen.Before(d.Since) && c.FirstSeen.Before(d.Until):
			fresh = append(fresh, c)
		case c.Was != "":
			moved = append(moved, c)
		}
	}
	slices.SortStableFunc(fresh, byWeight)
	slices.SortStableFunc(moved, byWeight)
	return fresh, moved
}

// coming returns the planned contacts that no other section shows, the
// soonest first.
func (d Digest) coming(shown ...[]readout.Contact) []readout.Contact {
	var out []readout.Contact
	for _, c := range d.Coming {
		if !slices.ContainsFunc(slices.Concat(shown...), func(o readout.Contact) bool { return o.ID == c.ID }) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b readout.Contact) int { return cmp.Compare(a.Date, b.Date) })
	return out[:min(len(out), maxUpcoming)]
}

// byWeight orders contacts for a reader: leaders before ministers, what a
// side has confirmed before what it has not, what many outlets tell before
// what few do, then the latest.
func byWeight(a, b readout.Contact) int {
	return cmp.Or(
		cmp.Compare(weight(b), weight(a)),
		b.FirstSeen.Compare(a.FirstSeen),
		cmp.Compare(a.ID, b.ID),
	)
}

func weight(c readout.Contact) int {
	total := 3 * len(c.ConfirmedBy())
	total += min(len(c.Outlets()), 10)
	for _, p := range c.Participants {
		if p.Office == readout.OfficeHead {
			total += 5
		}
	}
	return total
}

func (w Writer) section(title string, contacts []readout.Contact) []readout.Text {
	if len(contacts) == 0 {
		return nil
	}
	lines := []readout.Text{nil, {{Text: title, Style: readout.Bold}}}
	for _, c := range contacts[:min(len(contacts), maxLines)] {
		lines = append(lines, w.line(c))
	}
	if rest := len(contacts) - maxLines; rest > 0 {
		lines = append(lines, readout.T(w.printer.Say("and %d more contacts", rest)))
	}
	return lines
}

// line is one contact in a list: who, how, when, and the story to read first.
func (w Writer) line(c readout.Contact) readout.Text {
	line := readout.Text{
		{Text: "• "},
	}
	line = append(line, w.printer.Text("%s: %s", readout.Span{Text: w.who(c), Style: readout.Bold}, What(w.printer, c))...)
	if c.Was != "" {
		line = append(line, readout.Span{Text: " " + w.printer.Say("(before: %s)", Status(w.printer, c.Was))})
	}
	best := byWorth(c)
	if len(best) == 0 {
		return line
	}
	line = append(line, readout.Span{Text: " – "}, readout.Span{Text: best[0].Story.Source, Link: best[0].Story.URL})
	if more := len(c.Outlets()) - 1; more > 0 {
		line = append(line, readout.Span{Text: " " + w.printer.Say("and %d more", more)})
	}
	return line
}

// busiest names who was in most contacts.
func (w Writer) busiest(contacts []readout.Contact) []readout.Text {
	type busy struct {
		person readout.Participant
		n      int
	}
	var all []busy
	for _, c := range contacts {
		for _, p := range shown(c) {
			i := slices.IndexFunc(all, func(b busy) bool { return b.person.Name == p.Name && b.person.State == p.State })
			if p.Name == "" {
				continue
			}
			if i < 0 {
				all = append(all, busy{p, 0})
				i = len(all) - 1
			}
			all[i].n++
		}
	}
	all = slices.DeleteFunc(all, func(b busy) bool { return b.n < busyFrom })
	slices.SortStableFunc(all, func(a, b busy) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.person.Name, b.person.Name))
	})
	if len(all) == 0 {
		return nil
	}
	var names []string
	for _, b := range all[:min(len(all), shownBusy)] {
		names = append(names, fmt.Sprintf("%s (%d)", w.person(b.person), b.n))
	}
	return []readout.Text{nil, {{Text: w.printer.Say("Busiest"), Style: readout.Bold}}, readout.T(w.printer.And(names))}
}

// pages parts the lines into messages, between lines.
func (w Writer) pages(d Digest, lines []readout.Text, summary string) []readout.Message {
	var bodies [][]readout.Text
	size := pageRunes
	for _, line := range lines {
		n := length(line)
		if size+n > pageRunes {
			bodies = append(bodies, nil)
			size = 0
			if len(line) == 0 {
				continue
			}
		}
		bodies[len(bodies)-1] = append(bodies[len(bodies)-1], line)
		size += n
	}
	var out []readout.Message
	for i, body := range bodies {
		m := readout.Message{Title: d.Title, Body: trimmed(body), Tone: readout.ToneNeutral, Footer: w.period(d), Language: w.printer.Language()}
		if len(bodies) > 1 {
			m.Title = w.printer.Say("%s (%d of %d)", d.Title, i+1, len(bodies))
		}
		if d.Late {
			m.Footer += " · " + w.printer.Say("late: the bot was away when it fell due")
		}
		m.Summary = w.printer.Say("%s: %s", m.Title, summary)
		out = append(out, m)
	}
	return out
}

// trimmed drops empty lines at the top.
func trimmed(body []readout.Text) []readout.Text {
	for len(body) > 0 && len(body[0]) == 0 {
		body = body[1:]
	}
	return body
}

// length estimates the room that a line takes, with its links.
func length(line readout.Text) int {
	n := 1
	for _, s := range line {
		n += len([]rune(s.Text)) + 4
		if s.Link != "" {
			n += len(s.Link) + 4
		}
	}
	return n
}

func (w Writer) period(d Digest) string {
	zone := d.Zone
	if zone == nil {
		zone = time.UTC
	}
	since, until := d.Since.In(zone), d.Until.In(zone)
	return w.printer.Say("%s to %s", w.printer.Day(since)+", "+since.Format("15:04"), w.printer.Day(until)+", "+until.Format("15:04 MST"))
}

// Overflow is what a channel gets in place of many alerts at once.
func (w Writer) Overflow(contacts []readout.Contact) []readout.Message {
	d := Digest{Title: w.printer.Say("Many contacts at once")}
	lines := []readout.Text{readout.T(w.printer.Say("More alerts fell due within a few minutes than this channel should bear. Here they are in one message."))}
	lines = append(lines, w.section(w.printer.Say("Contacts"), contacts)...)
	out := w.pages(d, lines, w.printer.Say("%d contacts", len(contacts)))
	for i := range out {
		out[i].Footer = ""
	}
	return out
}
