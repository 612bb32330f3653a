package readout

import (
	"strings"
	"unicode"
)

// OneLine makes one line of text from outside: words with single spaces between
// them, without characters that do not show.
func OneLine(text string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(shown), " ")
}
