package rendering

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// marks are the characters that Discord's markdown gives a meaning anywhere in
// a line. A backslash takes it away from any punctuation.
const marks = "\\*_~`|[]()<>@"

// clean makes one line of text that shows what it says: without controls,
// without characters that turn the direction of writing, and without those
// that take no room, except the joiners that scripts and emoji need.
func clean(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200c', r == '\u200d': // joiners
			return r
		case r >= 0xe0020 && r <= 0xe007f: // tags, which make the flags of England, Scotland and Wales
			return r
		case r >= '\ufe00' && r <= '\ufe0f': // variation selectors
			return r
		case r == utf8.RuneError, unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs), noncharacter(r), blank(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

func noncharacter(r rune) bool { return r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef }

// blank reports letters and symbols that are drawn as nothing.
func blank(r rune) bool {
	switch r {
	case '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u2800', '\u3164', '\uffa0':
		return true
	}
	return false
}

// escape returns clean text that shows as it is where Discord reads markdown.
// Whether the text begins a line decides on headings, lists and quotations.
func escape(s string, beginsLine bool) string {
	var b strings.Builder
	b.Grow(len(s) + 8)
	if beginsLine {
		rest := strings.TrimLeft(s, " ")
		b.WriteString(s[:len(s)-len(rest)])
		s = escapeStart(&b, rest)
	}
	for i := range len(s) {
		c := s[i]
		// Addresses would become links, and invitations be unfolded.
		inAddress := c == ':' && strings.HasPrefix(s[i:], "://") || c == '/' && i > 0 && !strings.HasPrefix(s[i:], "//") && isInvitation(s[:i])
		if strings.IndexByte(marks, c) >= 0 || inAddress {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// escapeStart writes what begins a line and has a meaning only there, and
// returns the rest.
func escapeStart(b *strings.Builder, s string) string {
	if s == "" {
		return s
	}
	if strings.IndexByte("#-+", s[0]) >= 0 {
		b.WriteByte('\\')
		b.WriteByte(s[0])
		return s[1:]
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') {
		b.WriteString(s[:digits])
		b.WriteByte('\\')
		b.WriteByte(s[digits])
		return s[digits+1:]
	}
	return s
}

func isInvitation(before string) bool {
	before = strings.ToLower(before[max(0, len(before)-len("discordapp.com")):])
	return strings.HasSuffix(before, "discord.gg") || strings.HasSuffix(before, "discord.com") || strings.HasSuffix(before, "discordapp.com")
}
