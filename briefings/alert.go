package briefings

import (
	"fmt"
	"slices"
	"strconv"

	"readout"
)

// Limits of an alert.
const (
	shownSources = 5
	shownPeople  = 12
)

// The actions under an alert; the contact's id follows the colon.
const (
	WhyAction     = "why:"
	SourcesAction = "sources:"
)

// Alert is the one message of a contact in a channel.
func (w Writer) Alert(c readout.Contact) readout.Message {
	m := w.card(c)
	m.Body = append(m.Body, quote(c)...)
	m.Fields = append(m.Fields, w.confirmation(c)...)
	m.Fields = append(m.Fields, w.sources(c, shownSources))
	m.Actions = []readout.Action{
		{ID: fmt.Sprintf("%s%d", WhyAction, c.ID), Label: w.printer.Say("Why?")},
		{ID: fmt.Sprintf("%s%d", SourcesAction, c.ID), Label: w.printer.Say("Sources")},
	}
	return m
}

// Contact is the card with all that is known of a contact.
func (w Writer) Contact(c readout.Contact) readout.Message {
	m := w.card(c)
	m.Body = append(m.Body, quote(c)...)
	m.Fields = append(m.Fields, w.people(c))
	m.Fields = append(m.Fields, w.confirmation(c)...)
	m.Fields = append(m.Fields, w.sources(c, 3*shownSources))
	m.Actions = []readout.Action{{ID: fmt.Sprintf("%s%d", WhyAction, c.ID), Label: w.printer.Say("Why?")}}
	return m
}

// card is what every message on one contact begins with.
func (w Writer) card(c readout.Contact) readout.Message {
	m := readout.Message{
		Summary:  w.printer.Say("%s: %s", w.who(c), What(w.printer, c)),
		Title:    w.printer.Say("%s: %s", w.who(c), Kind(w.printer, c)),
		Tone:     tone(c.Status),
		At:       c.FirstSeen,
		Footer:   w.number(c) + " · " + w.printer.Say("%d outlets", len(c.Outlets())),
		Language: w.printer.Language(),
	}
	if best := byWorth(c); len(best) > 0 {
		m.Link = best[0].Story.URL
	}
	line := readout.Text{{Text: upperFirst(What(w.printer, c)), Style: readout.Bold}}
	if c.Was != "" {
		line = append(line, readout.Span{Text: " " + w.printer.Say("(before: %s)", Status(w.printer, c.Was))})
	}
	m.Body = append(m.Body, line)
	if len(c.Topics) > 0 {
		m.Body = append(m.Body, readout.T(w.printer.Say("About %s", w.topics(c))))
	}
	return m
}

// number is what a contact is called in commands.
func (w Writer) number(c readout.Contact) string {
	return w.printer.Say("Contact %s", strconv.FormatInt(c.ID, 10))
}

func (w Writer) topics(c readout.Contact) string {
	var names []string
	for _, t := range c.Topics {
		names = append(names, w.printer.Name(t))
	}
	return w.printer.And(names)
}

// quote is the best story's headline and first sentence, word for word.
func quote(c readout.Contact) []readout.Text {
	best := byWorth(c)
	if len(best) == 0 {
		return nil
	}
	lines := []readout.Text{nil, link(best[0].Story)}
	if text := sentence(best[0].Story); text != "" {
		lines = append(lines, readout.Text{{Text: text, Style: readout.Italic}})
	}
	return lines
}

func (w Writer) people(c readout.Contact) readout.Field {
	f := readout.Field{Name: w.printer.Say("Who")}
	all := shown(c)
	for _, p := range all[:min(len(all), shownPeople)] {
		line := readout.Text{{Text: w.person(p), Style: readout.Bold}}
		if p.Name != "" && p.Title != "" {
			line = append(line, readout.Span{Text: ", " + w.office(p)})
		}
		f.Value = append(f.Value, line)
	}
	if rest := len(all) - shownPeople; rest > 0 {
		f.Value = append(f.Value, readout.T(w.printer.Say("and %d more", rest)))
	}
	for _, g := range c.Groups {
		f.Value = append(f.Value, readout.Text{{Text: w.printer.Name(g), Style: readout.Bold}})
	}
	return f
}

// confirmation shows for each side whether its own office has told of the
// contact. With many sides only those that have are named.
func (w Writer) confirmation(c readout.Contact) []readout.Field {
	sides := c.Sides()
	confirmed := c.ConfirmedBy()
	if len(confirmed) == 0 {
		return []readout.Field{{Name: w.printer.Say("Confirmed by"), Value: []readout.Text{readout.T(w.printer.Say("no side yet, only the press"))}}}
	}
	f := readout.Field{Name: w.printer.Say("Confirmed by")}
	for _, side := range sides {
		i := slices.IndexFunc(c.Sources, func(s readout.Source) bool {
			return s.Story.Kind == readout.Official && s.Story.State == side
		})
		switch {
		case i >= 0:
			f.Value = append(f.Value, w.printer.Text("%s: %s", w.side(side), readout.Span{Text: c.Sources[i].Story.Source, Link: c.Sources[i].Story.URL}))
		case len(sides) <= 3:
			f.Value = append(f.Value, readout.T(w.printer.Say("%s: not yet", w.side(side))))
		}
	}
	return []readout.Field{f}
}

// sources lists one story of each outlet.
func (w Writer) sources(c readout.Contact, limit int) readout.Field {
	f := readout.Field{Name: w.printer.Say("Sources")}
	var outlets []string
	for _, s := range byWorth(c) {
		if slices.Contains(outlets, s.Story.Source) {
			continue
		}
		outlets = append(outlets, s.Story.Source)
		if len(outlets) <= limit {
			f.Value = append(f.Value, link(s.Story))
		}
	}
	if rest := len(outlets) - limit; rest > 0 {
		f.Value = append(f.Value, readout.T(w.printer.Say("and %d more outlets", rest)))
	}
	return f
}

// Sources lists every story on a contact.
func (w Writer) Sources(c readout.Contact) readout.Message {
	const limit = 25
	m := readout.Message{
		Title:    w.printer.Say("%s: sources", w.who(c)),
		Tone:     readout.ToneNeutral,
		Footer:   w.number(c) + " · " + w.printer.Say("%d stories", len(c.Sources)),
		Language: w.printer.Language(),
	}
	all := byWorth(c)
	for _, s := range all[:min(len(all), limit)] {
		line := append(link(s.Story), readout.Span{Text: ", "}, since(s.Story.Published))
		if s.Mention.Status != c.Status {
			line = append(line, readout.Span{Text: " (" + Status(w.printer, s.Mention.Status) + ")"})
		}
		m.Body = append(m.Body, line)
	}
	if rest := len(all) - limit; rest > 0 {
		m.Body = append(m.Body, readout.T(w.printer.Say("and %d more stories", rest)))
	}
	m.Summary = m.Title
	return m
}
