package rendering

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout"
)

// size is the length of text as Discord's clients count it, in UTF-16 code
// units. Where Discord counts characters this is the stricter measure.
func size(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// cut shortens plain text at a word, and ends it with an ellipsis.
func cut(s string, longest int) string {
	if size(s) <= longest {
		return s
	}
	if longest < 1 {
		return ""
	}
	n, end := 1, 0 // 1 for the ellipsis
	for i, r := range s {
		if n += size(string(r)); n > longest {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	head := s[:end]
	if i := strings.LastIndexFunc(head, unicode.IsSpace); i > len(head)/2 {
		head = head[:i]
	}
	return strings.TrimRightFunc(head, unicode.IsSpace) + "…"
}

// where tells what markdown there is around a text.
type where struct {
	content bool // of a message and not of an embed: links would be unfolded
}

// line renders a line of text in at most longest characters. A line that is
// longer is cut at a word.
func (w where) line(t readout.Text, longest int) string {
	spans := merged(t)
	var b strings.Builder
	if len(spans) > 0 && spans[0].Style == readout.Small && longest > 3 {
		b.WriteString("-# ")
	}
	used, begins := b.Len(), true
	for i, s := range spans {
		glued := i+1 < len(spans) && beginsWord(spans[i+1])
		piece := w.span(s, begins, glued)
		if used+size(piece) <= longest {
			b.WriteString(piece)
			used += size(piece)
			begins = begins && strings.TrimSpace(piece) == ""
			continue
		}
		b.WriteString(w.shortened(s, begins, longest-used))
		break
	}
	return strings.TrimRight(b.String(), " ")
}

// shortened renders as much of a span as fits.
func (w where) shortened(s readout.Span, begins bool, room int) string {
	if !s.Time.IsZero() || s.Channel != "" || s.Role != "" {
		s = readout.Span{Text: "…", Style: s.Style}
	}
	s.Text = cut(s.Text, room) // markup only adds to it
	for _, link := range []string{s.Link, ""} {
		s.Link = link
		low, high := 0, size(s.Text)
		for low < high {
			middle := (low + high + 1) / 2
			short := s
			short.Text = cut(s.Text, middle)
			if size(w.span(short, begins, true)) <= room {
				low = middle
			} else {
				high = middle - 1
			}
		}
		s.Text = cut(s.Text, low)
		if piece := w.span(s, begins, true); low > 0 && size(piece) <= room {
			return piece
		}
	}
	if room > 0 {
		return "…"
	}
	return ""
}

// merged cleans the spans and joins neighbours that are set alike.
func merged(t readout.Text) readout.Text {
	var out readout.Text
	for _, s := range t {
		s.Text = clean(s.Text)
		if s.Text == "" && s.Time.IsZero() && s.Channel == "" && s.Role == "" {
			continue
		}
		if n := len(out); n > 0 && joinable(out[n-1]) && joinable(s) && out[n-1].Style == s.Style {
			out[n-1].Text += s.Text
			continue
		}
		out = append(out, s)
	}
	return out
}

func joinable(s readout.Span) bool {
	return s.Link == "" && s.Time.IsZero() && s.Channel == "" && s.Role == ""
}

func beginsWord(s readout.Span) bool {
	r, _ := utf8.DecodeRuneInString(s.Text)
	return joinable(s) && s.Style != readout.Bold && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// span renders one span; glued tells that a word follows without a space.
func (w where) span(s readout.Span, beginsLine, glued bool) string {
	switch {
	case !s.Time.IsZero():
		return styled(s.Style, fmt.Sprintf("<t:%d:%c>", s.Time.Unix(), timeStyle(s.Show)), glued)
	case isSnowflake(s.Channel):
		return "<#" + s.Channel + ">"
	case isSnowflake(s.Role):
		return "<@&" + s.Role + ">"
	}
	// Markers beside a space are not read as markers.
	inner := strings.Trim(s.Text, " ")
	if inner == "" {
		return s.Text
	}
	before, after, _ := strings.Cut(s.Text, inner)
	text := escape(inner, beginsLine)
	if address, ok := link(s.Link, maxLink); ok {
		if w.content {
			address = "<" + address + ">"
		}
		text = "[" + text + "](" + address + ")"
	}
	return before + styled(s.Style, text, glued && after == "") + after
}

func styled(style readout.Style, text string, glued bool) string {
	switch {
	case style == readout.Bold:
		return "**" + text + "**"
	case style == readout.Italic && glued:
		return "*" + text + "*"
	case style == readout.Italic:
		return "_" + text + "_" // stays readable beside the asterisks of bold text
	}
	return text
}

// timeStyle returns Discord's letter for a way to show an instant.
// Source: Discord documentation, reference, Timestamp Styles.
func timeStyle(show readout.TimeStyle) byte {
	switch show {
	case readout.AsRelative:
		return 'R'
	case readout.AsDate:
		return 'D'
	case readout.AsTime:
		return 't'
	}
	return 'f'
}

func isSnowflake(id string) bool {
	return len(id) > 0 && len(id) <= 20 && strings.Trim(id, "0123456789") == ""
}
