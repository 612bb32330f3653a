package briefings

import (
	"slices"
	"strings"

	"readout"
)

// Why tells which words made the stories a contact.
func (w Writer) Why(c readout.Contact) readout.Message {
	const limit = 3
	m := readout.Message{
		Title:    w.printer.Say("Why this is a contact"),
		Tone:     readout.ToneNeutral,
		Plain:    true,
		Footer:   w.number(c) + " · " + w.printer.Say("confidence %.0f %%", 100*c.Confidence),
		Language: w.printer.Language(),
	}
	m.Summary = m.Title
	all := byWorth(c)
	for _, s := range all[:min(len(all), limit)] {
		m.Fields = append(m.Fields, w.explained(s))
	}
	if rest := len(all) - limit; rest > 0 {
		m.Body = append(m.Body, readout.T(w.printer.Say("The best %d of %d stories:", limit, len(all))))
	}
	return m
}

// explained shows the evidence of one mention, a line for each role. The
// detector's own notes stay English, as the stories are.
func (w Writer) explained(s readout.Source) readout.Field {
	f := readout.Field{Name: clip(s.Story.Source, 80), Value: []readout.Text{{{Text: clip(s.Story.Title, 200), Link: s.Story.URL}}}}
	var roles []string
	for _, e := range s.Mention.Evidence {
		if !slices.Contains(roles, e.Role) {
			roles = append(roles, e.Role)
		}
	}
	for _, role := range roles {
		var parts []string
		for _, e := range s.Mention.Evidence {
			if e.Role != role || len(parts) == 4 {
				continue
			}
			part := ""
			if e.Text != "" {
				part = w.printer.Say("“%s”", clip(e.Text, 60))
			}
			if e.Note != "" {
				part = strings.TrimSpace(part + " (" + clip(e.Note, 80) + ")")
			}
			parts = append(parts, part)
		}
		f.Value = append(f.Value, w.printer.Text("%s: %s", readout.Span{Text: upperFirst(w.printer.Name(role)), Style: readout.Bold}, strings.Join(parts, ", ")))
	}
	return f
}
