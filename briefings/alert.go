package briefings

import (
	"fmt"
	"slices"
	"strings"

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
	m.Fields = append(m.Fields, sources(c, shownSources))
	m.Actions = []readout.Action{
		{ID: fmt.Sprintf("%s%d", WhyAction, c.ID), Label: "Why?"},
		{ID: fmt.Sprintf("%s%d", SourcesAction, c.ID), Label: "Sources"},
	}
	return m
}

// Contact is the card with all that is known of a contact.
func (w Writer) Contact(c readout.Contact) readout.Message {
	m := w.card(c)
	m.Body = append(m.Body, quote(c)...)
	m.Fields = append(m.Fields, w.people(c))
	m.Fields = append(m.Fields, w.confirmation(c)...)
	m.Fields = append(m.Fields, sources(c, 3*shownSources))
	m.Actions = []readout.Action{{ID: fmt.Sprintf("%s%d", WhyAction, c.ID), Label: "Why?"}}
	return m
}

// card is what every message on one contact begins with.
func (w Writer) card(c readout.Contact) readout.Message {
	m := readout.Message{
		Summary: upperFirst(w.who(c)) + ": " + kind(c) + " " + standing(c),
		Title:   upperFirst(w.who(c)) + ": " + kind(c),
		Tone:    tone(c.Status),
		At:      c.FirstSeen,
		Footer:  fmt.Sprintf("Contact %d · %s", c.ID, count(len(c.Outlets()), "outlet", "outlets")),
	}
	if best := byWorth(c); len(best) > 0 {
		m.Link = best[0].Story.URL
	}
	line := readout.Text{{Text: upperFirst(standing(c)), Style: readout.Bold}}
	if c.Was != "" {
		line = append(line, readout.Span{Text: " (before: " + wasWord(c.Was) + ")"})
	}
	m.Body = append(m.Body, line)
	if len(c.Topics) > 0 {
		m.Body = append(m.Body, readout.Text{{Text: "About " + inWords(c.Topics)}})
	}
	return m
}

func wasWord(s readout.Status) string {
	if s == readout.Off {
		return "called off"
	}
	return string(s)
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
	f := readout.Field{Name: "Who"}
	all := shown(c)
	for _, p := range all[:min(len(all), shownPeople)] {
		line := readout.Text{{Text: w.person(p), Style: readout.Bold}}
		if p.Name != "" && p.Title != "" {
			line = append(line, readout.Span{Text: ", " + p.Title})
		}
		f.Value = append(f.Value, line)
	}
	if rest := len(all) - shownPeople; rest > 0 {
		f.Value = append(f.Value, readout.T(fmt.Sprintf("and %d more", rest)))
	}
	for _, g := range c.Groups {
		f.Value = append(f.Value, readout.Text{{Text: g, Style: readout.Bold}})
	}
	return f
}

// confirmation shows for each side whether its own office has told of the
// contact. With many sides only those that have are named.
func (w Writer) confirmation(c readout.Contact) []readout.Field {
	sides := c.Sides()
	confirmed := c.ConfirmedBy()
	if len(confirmed) == 0 {
		return []readout.Field{{Name: "Confirmed by", Value: []readout.Text{readout.T("no side yet, only the press")}}}
	}
	f := readout.Field{Name: "Confirmed by"}
	for _, side := range sides {
		i := slices.IndexFunc(c.Sources, func(s readout.Source) bool {
			return s.Story.Kind == readout.Official && s.Story.State == side
		})
		name := strings.TrimSpace(w.States.Flag(side) + " " + w.States.Name(side))
		switch {
		case i >= 0:
			f.Value = append(f.Value, readout.Text{{Text: name + ": "}, {Text: c.Sources[i].Story.Source, Link: c.Sources[i].Story.URL}})
		case len(sides) <= 3:
			f.Value = append(f.Value, readout.T(name+": not yet"))
		}
	}
	return []readout.Field{f}
}

// sources lists one story of each outlet.
func sources(c readout.Contact, limit int) readout.Field {
	f := readout.Field{Name: "Sources"}
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
		f.Value = append(f.Value, readout.T("and "+count(rest, "more outlet", "more outlets")))
	}
	return f
}

// Sources lists every story on a contact.
func (w Writer) Sources(c readout.Contact) readout.Message {
	const limit = 25
	m := readout.Message{
		Title:  upperFirst(w.who(c)) + ": sources",
		Tone:   readout.ToneNeutral,
		Footer: fmt.Sprintf("Contact %d · %s", c.ID, count(len(c.Sources), "story", "stories")),
	}
	all := byWorth(c)
	for _, s := range all[:min(len(all), limit)] {
		line := append(link(s.Story), readout.Span{Text: ", "}, since(s.Story.Published))
		if s.Mention.Status != c.Status {
			line = append(line, readout.Span{Text: " (" + string(s.Mention.Status) + ")"})
		}
		m.Body = append(m.Body, line)
	}
	if rest := len(all) - limit; rest > 0 {
		m.Body = append(m.Body, readout.T("and "+count(rest, "more story", "more stories")))
	}
	m.Summary = m.Title
	return m
}
