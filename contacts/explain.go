package contacts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"readout"
)

// Explain writes a story with the spans that mattered marked, and below it
// each contact with the reasons for what is said of it.
func Explain(s readout.Story, mentions []readout.Mention) string {
	var b strings.Builder
	var spans []readout.Evidence
	for _, m := range mentions {
		spans = append(spans, m.Evidence...)
	}
	fmt.Fprintf(&b, "%s\n", mark(s.Title, "title", spans))
	if s.Summary != "" {
		fmt.Fprintf(&b, "  %s\n", mark(s.Summary, "summary", spans))
	}
	if len(mentions) == 0 {
		b.WriteString("  no contact between leaders\n")
	}
	for i, m := range mentions {
		fmt.Fprintf(&b, "  %d. %s, %s", i+1, m.Mode, m.Status)
		if m.Date != "" {
			fmt.Fprintf(&b, ", %s", m.Date)
		}
		fmt.Fprintf(&b, " (%s, %s%s, confidence %.2f)\n", m.Salience, m.Level, impliedNote(m.Implied), m.Confidence)
		for _, p := range m.Participants {
			fmt.Fprintf(&b, "     %-5s %-8s %s\n", p.State, p.Office, cmp.Or(p.Name, "somebody"))
		}
		for _, g := range m.Groups {
			fmt.Fprintf(&b, "     group %s\n", g)
		}
		for _, e := range m.Evidence {
			if e.Note != "" {
				fmt.Fprintf(&b, "     %s %q: %s\n", e.Role, e.Text, e.Note)
			}
		}
	}
	return b.String()
}

func impliedNote(implied bool) string {
	if implied {
		return ", implied by a visit"
	}
	return ""
}

// mark puts brackets with the role around each span of a field. Of spans that
// overlap the first one is marked.
func mark(text, field string, spans []readout.Evidence) string {
	var own []readout.Evidence
	for _, s := range spans {
		if s.Field == field && s.Start < s.End && s.End <= len(text) {
			own = append(own, s)
		}
	}
	slices.SortStableFunc(own, func(a, b readout.Evidence) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	var b strings.Builder
	at := 0
	for _, s := range own {
		if s.Start < at {
			continue
		}
		fmt.Fprintf(&b, "%s[%s|%s]", text[at:s.Start], text[s.Start:s.End], s.Role)
		at = s.End
	}
	b.WriteString(text[at:])
	return b.String()
}
