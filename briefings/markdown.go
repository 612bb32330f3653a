package briefings

import (
	"net/url"
	"strings"
	"time"
	"unicode"

	"readout"
)

// Markdown writes a briefing as a document in CommonMark. With why, each contact
// is followed by what it weighs.
func (w Writer) Markdown(d Digest, why bool) string {
	d = w.titled(d).sorted()
	var b strings.Builder
	b.WriteString("# " + escaped(d.Title) + "\n")
	if footer := w.footer(d); footer != "" {
		b.WriteString("\n*" + escaped(footer) + "*\n")
	}
	if d.Empty() {
		b.WriteString("\n" + escaped(w.nothing()) + "\n")
		return b.String()
	}
	for _, s := range w.sections(d) {
		b.WriteString("\n## " + escaped(s.title) + "\n\n")
		for i, line := range s.lines {
			b.WriteString("- " + markdown(line) + "\n")
			if why && i < len(s.items) {
				b.WriteString("  - " + markdown(w.weighed(s.items[i])) + "\n")
			}
		}
		if s.more > 0 {
			b.WriteString("\n" + escaped(w.printer.Say("and %d more contacts", s.more)) + "\n")
		}
	}
	return b.String()
}

// markdown writes a line in CommonMark.
func markdown(line readout.Text) string {
	var b strings.Builder
	for _, s := range line {
		text := escaped(s.Text)
		if !s.Time.IsZero() {
			text = s.Time.UTC().Format(time.RFC3339)
		}
		if address := address(s.Link); address != "" {
			text = "[" + text + "](" + address + ")"
		}
		switch s.Style {
		case readout.Bold:
			text = "**" + text + "**"
		case readout.Italic:
			text = "*" + text + "*"
		}
		b.WriteString(text)
	}
	return b.String()
}

// breaks reports whether a line may break at the space.
func breaks(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }

// escaped returns text on one line in which nothing is markup.
func escaped(text string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.FieldsFunc(text, breaks), " ") {
		if strings.ContainsRune("\\`*_{}[]<>#|~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	out := b.String()
	if strings.HasPrefix(text, " ") {
		out = " " + out
	}
	if strings.HasSuffix(text, " ") && strings.TrimSpace(text) != "" {
		out += " "
	}
	return out
}

// address returns a link as it stands between brackets, "" if it is none that
// may be followed.
func address(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "\\", "%5C", " ", "%20").Replace(u.String())
}
