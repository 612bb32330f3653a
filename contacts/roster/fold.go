package roster

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s without case and accents, with plain apostrophes, hyphens and
// spaces: two spellings that differ only in these fold to the same text.
// "Erdoğan" folds to "erdogan", "Sa’ar" to "sa'ar", "Løkke" to "lokke".
func Fold(s string) string {
	if plain(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, c := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, c):
		case strings.ContainsRune("’‘ʻʼ`´ʿʾ", c):
			b.WriteByte('\'')
		case strings.ContainsRune("‐‑‒–—", c):
			b.WriteByte('-')
		default:
			if letters := foldedLetters(c); letters != "" {
				b.WriteString(letters)
			} else {
				b.WriteRune(unicode.ToLower(c))
			}
		}
	}
	return b.String()
}

// plain reports whether lower-casing is all that folding would do.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 || s[i] == '`' {
			return false
		}
	}
	return true
}

// foldedLetters returns the usual plain spelling of letters that do not
// decompose, and "" for all others.
func foldedLetters(c rune) string {
	switch c {
	case 'ø', 'Ø':
		return "o"
	case 'ł', 'Ł':
		return "l"
	case 'ı':
		return "i"
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d"
	case 'þ', 'Þ':
		return "th"
	case 'ß':
		return "ss"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ə', 'Ə':
		return "a"
	case 'ħ', 'Ħ':
		return "h"
	}
	return ""
}
