package contacts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/contacts/roster"
)

// Which part of a story a token stands in.
const (
	inTitle uint8 = iota
	inSummary
)

// maxField is how much of a title or summary is read, in bytes. Feeds cut
// summaries far below it; it bounds the work done for hostile input.
const maxField = 16 << 10

// token is one word or one punctuation mark.
type token struct {
	start, end int32 // byte offsets into the field
	word       int32 // number in the vocabulary; 0 for words that it lacks
	number     int32 // value of a number of up to four digits, else -1
	sentence   int16 // sentences are counted through title and summary
	field      uint8
	mark       byte // ',' ':' ';' '.' '-' '"' '(' ')' '/' '?' for punctuation, else 0
	upper      bool // begins with a capital letter
	caps       bool // all capitals, two letters at least
	joined     bool // a hyphen or slash ties it to the token before
	possessive bool // ends in 's or s'
}

// reader cuts text into tokens and looks its words up in a vocabulary.
type reader struct {
	words  map[string]int32
	tokens []token
	buffer []byte
	next   int16 // number of the sentence being read
	quoted bool  // behind a single quotation mark that opens
}

// read appends the tokens of one field. Every field begins a sentence.
func (r *reader) read(text string, field uint8) {
	if len(text) > maxField {
		text = text[:maxField]
	}
	first := len(r.tokens)
	r.quoted = false
	if first > 0 {
		r.next++
	}
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case c == '<':
			i += markupLength(text[i:])
		case c == '&':
			n, entity := entityLength(text[i:])
			if !entity {
				r.punctuation(text, field, i, i+1, '&')
			}
			i += n
		case isWordRune(c):
			if n := max(r.initialLength(text, i, first), honourLength(text[i:])); n > 0 {
				i += n
				continue
			}
			i = r.word(text, field, i, first)
		default:
			r.punctuation(text, field, i, i+size, markOf(c))
			i += size
		}
	}
}

// word reads the word that begins at i and returns where it ends.
func (r *reader) word(text string, field uint8, i, first int) int {
	end := wordEnd(text, i)
	t := token{start: int32(i), end: int32(end), number: -1, sentence: r.next, field: field}
	body := text[i:end]
	body, t.possessive = cutPossessive(body)
	if end < len(text) && len(body) > 1 && (body[len(body)-1] == 's' || body[len(body)-1] == 'S') && isApostropheAt(text, end) {
		t.possessive = t.possessive || !r.quoted // but "says 'no plans' for a meeting"
	}
	t.end = int32(i + len(body))
	c, _ := utf8.DecodeRuneInString(body)
	t.upper = unicode.IsUpper(c)
	t.caps, t.number = shape(body)
	t.word = r.lookUp(body)
	if len(r.tokens) > first && i > 0 {
		t.joined = text[i-1] == '-' || text[i-1] == '/' || strings.HasSuffix(text[:i], "–")
	}
	r.tokens = append(r.tokens, t)
	if t.possessive && t.upper {
		end += bareApostrophe(text[end:])
	}
	return end
}

// bareApostrophe returns the length of an apostrophe without an s that the text begins
// with, where a name follows: "Philippines' Marcos". Others may end a quotation.
func bareApostrophe(text string) int {
	c, size := utf8.DecodeRuneInString(text)
	if !isApostrophe(c) || size+1 >= len(text) || text[size] != ' ' {
		return 0
	}
	if next, _ := utf8.DecodeRuneInString(text[size+1:]); !unicode.IsUpper(next) {
		return 0
	}
	return size
}

// initialLength returns the length of a middle initial at i, as in "Antony J.
// Blinken", which the roster's names lack; 0 where there is none.
func (r *reader) initialLength(text string, i, first int) int {
	if i+3 >= len(text) || text[i] < 'A' || text[i] > 'Z' || text[i+1] != '.' || text[i+2] != ' ' || text[i+3] < 'A' || text[i+3] > 'Z' || len(r.tokens) <= first {
		return 0
	}
	if i+4 < len(text) && text[i+4] == '.' {
		return 0 // "G. L. Peiris"
	}
	last := &r.tokens[len(r.tokens)-1]
	if last.mark != 0 || !last.upper || last.possessive || last.caps || last.end-last.start < 3 || int(last.end) != i-1 {
		return 0
	}
	return 2
}

// honourLength returns the length of an abbreviated honour in front of a name, "H.E. Mr
// Tinubu", without which nothing is lost; 0 where there is none.
func honourLength(text string) int {
	if len(text) < 4 || text[0] != 'H' || text[1] != '.' {
		return 0
	}
	for _, honour := range [...]string{"H.E. ", "H.M. ", "H.H. ", "H.R.H. ", "H.E ", "H.M ", "H.H ", "H.R.H "} {
		if strings.HasPrefix(text, honour) {
			return len(honour)
		}
	}
	return 0
}

// lookUp returns the vocabulary's number for a word, 0 when it is unknown.
func (r *reader) lookUp(word string) int32 {
	if len(word) > 64 {
		return 0
	}
	r.buffer = r.buffer[:0]
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf || c == '`' {
			return r.words[trimDots(roster.Fold(word))]
		}
		if c == '.' {
			continue
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		r.buffer = append(r.buffer, c)
	}
	return r.words[string(r.buffer)]
}

// punctuation appends a mark, and ends the sentence after a full stop.
func (r *reader) punctuation(text string, field uint8, start, end int, mark byte) {
	if mark == 0 {
		return
	}
	if mark == '-' && start > 0 && end < len(text) && text[start-1] != ' ' && text[end] != ' ' && (end-start == 1 || text[start:end] == "–") {
		return // a hyphen inside a compound, "the Putin–Xi talks"; the next word is marked as joined
	}
	if mark == '\'' {
		if start > 0 && text[start-1] != ' ' && end < len(text) && text[end] != ' ' {
			return
		}
		r.quoted = start == 0 || text[start-1] == ' '
		mark = '"'
	}
	if mark == '.' && !r.endsSentence(text, field, end) {
		return
	}
	r.tokens = append(r.tokens, token{start: int32(start), end: int32(end), number: -1, sentence: r.next, field: field, mark: mark})
	if mark == '.' || mark == '?' {
		r.next++
	}
}

// endsSentence reports whether a full stop that ends at the offset closes a
// sentence: what follows must begin with a capital, and what stands before
// must not be an initial or a title that is usually shortened.
func (r *reader) endsSentence(text string, field uint8, end int) bool {
	rest := end
	for rest < len(text) {
		c, size := utf8.DecodeRuneInString(text[rest:])
		if c != ' ' && c != '\n' && markOf(c) != '"' && !isApostrophe(c) {
			break
		}
		rest += size
	}
	if rest == len(text) {
		return true
	}
	if rest == end {
		return false
	}
	c, _ := utf8.DecodeRuneInString(text[rest:])
	if unicode.IsLower(c) {
		return false
	}
	if len(r.tokens) == 0 {
		return true
	}
	last := r.tokens[len(r.tokens)-1]
	if last.mark != 0 || last.field != field {
		return true
	}
	size := int(last.end - last.start)
	return size > 1 && !shortened(text[last.start:last.end])
}

// shortened reports whether a word is usually followed by a full stop that
// does not end a sentence.
func shortened(word string) bool {
	switch word {
	case "Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Sgt", "St", "Rev", "Prof", "Th", "Hon", "Amb", "Capt", "Adm", "Pres", "vs", "No",
		"Jr", "Sr", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "U.S", "U.K", "U.N":
		return true
	}
	return false
}
