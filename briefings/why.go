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

// explained shows the evidence of one mention, a line for each role.
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
			if note := w.note(s.Mention, e); note != "" {
				part = strings.TrimSpace(part + " (" + clip(note, 120) + ")")
			}
			parts = append(parts, part)
		}
		f.Value = append(f.Value, w.printer.Text("%s: %s", readout.Span{Text: upperFirst(w.printer.Name(role)), Style: readout.Bold}, strings.Join(parts, ", ")))
	}
	return f
}

// note says what the detector has noted on a piece of evidence. It writes such
// notes in English, of which those here are made up; any other stays as it is.
func (w Writer) note(m readout.Mention, e readout.Evidence) string {
	if date := w.printer.Date(readout.Date(e.Note)); date != "" {
		return date
	}
	if who, is := strings.CutPrefix(e.Note, "taken for "); is {
		return w.takenFor(m, who)
	}
	if group, is := strings.CutPrefix(e.Note, "meets as "); is {
		return w.printer.Say("meets as %s", w.printer.Name(group))
	}
	what, told, has := strings.Cut(e.Note, "; ")
	status, why, because := strings.Cut(told, " because it is ")
	switch {
	case !has || !because:
		return w.printer.Name(e.Note)
	case what == "":
		return w.printer.Say("%s because it is %s", Status(w.printer, readout.Status(status)), w.printer.Name(why))
	}
	return w.printer.Say("%s; %s because it is %s", w.printer.Name(what), Status(w.printer, readout.Status(status)), w.printer.Name(why))
}

// takenFor says whom words were taken for: "Mark Carney, Prime Minister of Canada".
func (w Writer) takenFor(m readout.Mention, who string) string {
	p := readout.Participant{}
	p.Name, p.Title, _ = strings.Cut(who, ", ")
	for _, known := range m.Participants {
		if known.Name != "" && who == known.Name+", "+known.Title {
			p = known
		}
	}
	return w.printer.Say("taken for %s, %s", w.name(p), w.office(p))
}
