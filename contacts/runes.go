package contacts

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isWordRune reports whether the rune can begin a word.
func isWordRune(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c)
}

// wordEnd returns where the word that begins at i ends: apostrophes and, in
// abbreviations such as "U.S.", full stops belong to it.
func wordEnd(text string, i int) int {
	for i < len(text) {
		c, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case isWordRune(c) || unicode.Is(unicode.Mn, c):
			i += size
		case (isApostrophe(c) || c == '.' && letterBefore(text, i)) && i+size < len(text):
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			if !isWordRune(next) || c == '.' && !unicode.IsUpper(next) {
				return i
			}
			i += size
		default:
			return i
		}
	}
	return i
}

// letterBefore reports whether a single capital letter stands before i: the
// full stop there is that of an abbreviation.
func letterBefore(text string, i int) bool {
	if i == 0 || text[i-1] < 'A' || text[i-1] > 'Z' {
		return false
	}
	return i == 1 || !isWordRune(rune(text[i-2]))
}

func isApostrophe(c rune) bool {
	return c == '\'' || c == '’' || c == 'ʼ' || c == '`' || c == '‘'
}

func isApostropheAt(text string, i int) bool {
	c, _ := utf8.DecodeRuneInString(text[i:])
	return isApostrophe(c)
}

// cutPossessive removes 's from the end of a word.
func cutPossessive(word string) (string, bool) {
	for _, ending := range [...]string{"'s", "’s", "'S", "’S", "ʼs", "`s"} {
		if body, ok := strings.CutSuffix(word, ending); ok && body != "" {
			return body, true
		}
	}
	return word, false
}

// shape reports whether a word is all in capitals, and its value if it is a
// number of up to four digits, with or without the ending of an ordinal.
func shape(word string) (caps bool, number int32) {
	number = -1
	digits, capitals := 0, 0
	for i := range len(word) {
		c := word[i]
		switch {
		case '0' <= c && c <= '9':
			if digits < i {
				return false, -1
			}
			digits++
		case 'A' <= c && c <= 'Z':
			capitals++
		case c == '.':
		default:
			capitals = -len(word)
		}
	}
	if digits > 0 && digits <= 4 && (digits == len(word) || ordinal(word[digits:])) {
		number = 0
		for i := range digits {
			number = number*10 + int32(word[i]-'0')
		}
	}
	return capitals >= 2, number
}

func ordinal(ending string) bool {
	return ending == "st" || ending == "nd" || ending == "rd" || ending == "th"
}

// markOf returns the mark as which a rune is kept, 0 for those that do not
// matter, such as spaces.
func markOf(c rune) byte {
	switch c {
	case ',', ':', ';', '(', ')', '/', '.', '&', '-':
		return byte(c)
	case '?', '!':
		return '?'
	case '[':
		return '('
	case ']':
		return ')'
	case '–', '—', '|', '·', '…':
		return ';'
	case '*', '•', '■', '●', '▪': // between items of news
		return '.'
	case '"', '“', '”', '«', '»', '„':
		return '"'
	case '\'', '’', '‘':
		return '\''
	case '\n':
		return '.'
	}
	return 0
}

func trimDots(s string) string { return strings.ReplaceAll(s, ".", "") }

// markupLength returns the length of the tag at the start of the text, or 1 if
// it is a lone angle bracket.
func markupLength(text string) int {
	if len(text) < 2 || text[1] != '/' && (text[1]|0x20 < 'a' || text[1]|0x20 > 'z') {
		return 1
	}
	if end := strings.IndexByte(text[:min(len(text), 1000)], '>'); end > 0 {
		return end + 1
	}
	return 1
}

// entityLength returns the length of the character reference at the start of
// the text, or 1 and false if it is a lone ampersand.
func entityLength(text string) (int, bool) {
	end := strings.IndexByte(text[:min(len(text), 12)], ';')
	if end < 2 || strings.ContainsAny(text[:end], " ,.") {
		return 1, false
	}
	return end + 1, true
}
