package contacts

import (
	"slices"
	"strings"
	"unicode"

	"readout"
)

// element is one step of a text as the grammar sees it: somebody who may act,
// a phrase of the lexicon, a mark, a name that nobody knows, or another word.
type element struct {
	from, to int // tokens
	entry
	mark     byte
	sentence int16  // counted through title and summary
	actor    *actor // who may act; nil for words
	unknown  bool   // words with capitals that nobody knows
	phrase   *phrase
}

func (e *element) is(c class) bool { return e.classes&c != 0 }

// text is a story as the detector reads it.
type text struct {
	story    readout.Story
	fields   [2]string
	tokens   []token
	elements []element
	titled   bool             // the title has capitals throughout, so that they tell nothing
	shouted  bool             // the title is in capitals
	known    map[*person]bool // people named in full, whose surname is enough from then on
}

func (t *text) words(from, to int) string {
	if from >= to {
		return ""
	}
	field := t.tokens[from].field
	return t.fields[field][t.tokens[from].start:t.tokens[to-1].end]
}

// looksTitled finds out whether capitals in the title mean anything.
func (t *text) looksTitled() {
	long, upper, caps := 0, 0, 0
	for i := range t.tokens {
		token := &t.tokens[i]
		if token.field != inTitle {
			break
		}
		if token.mark != 0 || token.end-token.start < 4 || i == 0 {
			continue
		}
		long++
		if token.upper {
			upper++
		}
		if token.caps {
			caps++
		}
	}
	t.titled = long >= 3 && upper*10 >= long*9
	t.shouted = long >= 3 && caps*5 >= long*4
}

// proper reports whether capitals at the token tell a name.
func (t *text) capitalsTell(i int) bool {
	token := &t.tokens[i]
	if token.field == inTitle && t.titled {
		return false
	}
	return i > 0 && t.tokens[i-1].sentence == token.sentence && t.tokens[i-1].mark != '"' && t.tokens[i-1].mark != ':'
}

// fits reports whether a phrase of the vocabulary can be meant by the tokens:
// names need their capitals, the month of May too.
func (t *text) fits(p *phrase, from, to int) bool {
	if p.classes != 0 || p.forms != 0 {
		return true
	}
	for i := range p.names {
		if t.nameFits(&p.names[i], from, to) {
			return true
		}
	}
	return false
}

func (t *text) nameFits(n *name, from, to int) bool {
	if !n.proper {
		return true
	}
	first := &t.tokens[from]
	if n.caps && to == from+1 {
		if first.caps {
			return !t.shouted || first.field != inTitle || n.kind == nameState
		}
		last := t.fields[first.field][first.end-1]
		return first.upper && (first.end-first.start >= 4 || 'A' <= last && last <= 'Z' && first.end-first.start > 1) // "Nato", "MbS"
	}
	return first.upper || unicode.IsDigit(rune(t.fields[first.field][first.start]))
}

// scan turns the tokens into elements.
func (d *Detector) scan(t *text) {
	t.elements = slices.Grow(t.elements, len(t.tokens))
	for i := 0; i < len(t.tokens); {
		token := &t.tokens[i]
		if end := t.standing(i); end > i {
			i = end
			continue
		}
		if token.mark != 0 {
			t.elements = append(t.elements, element{from: i, to: i + 1, mark: token.mark, sentence: token.sentence})
			i++
			continue
		}
		p, end := d.trie.longest(t.tokens, i, t.fits)
		e := element{from: i, to: end, phrase: p, sentence: token.sentence}
		if p != nil {
			e.entry = p.entry
			t.settle(&e)
			if e.noun == frameMeet && d.qualifies(t, i, end) {
				e.entry = entry{classes: isAdjective}
			}
		} else if t.timeWith(i, end) {
			e.noun, e.forms = frameMeet, formNoun
		} else {
			e.unknown = token.upper || token.number >= 0
		}
		t.elements = append(t.elements, e)
		i = end
	}
	t.bareNumbers()
}

// bareNumbers takes "two", "pair" and "duo" for the leaders of the story where a clause of a
// headline leaves out the article, "as two dine at White House", and "both" for nobody where
// it counts something else: "both meetings".
func (t *text) bareNumbers() {
	for k := 0; k+1 < len(t.elements); k++ {
		if word := &t.tokens[t.elements[k].from]; word.end-word.start > 4 || word.end-word.start < 3 {
			continue
		}
		if next := &t.elements[k+1]; t.is(k, "both") && next.noun != noFrame && next.verb == noFrame {
			t.elements[k].classes &^= isThey
		}
		opens := k == 0 || t.sentence(k-1) != t.sentence(k)
		if !t.is(k, "two", "pair", "duo", "trio") || !opens && !t.is(k-1, "as", "while", "when", "after", "before", "and") || t.sentence(k) != t.sentence(k+1) {
			continue
		}
		if next := &t.elements[k+1]; next.verb != noFrame && next.forms&(formBase|formPast|formThird) != 0 || next.is(isLight|isAux|isWill|isJoint) {
			t.elements[k].classes |= isThey
		}
	}
}

// qualifies reports whether a word that stands for a meeting only says of what kind the
// next one is, which nobody knows: "bilateral ties".
func (d *Detector) qualifies(t *text, i, end int) bool {
	if end != i+1 || end >= len(t.tokens) || t.tokens[end].mark != 0 || t.tokens[end].upper && !t.titled || t.tokens[end].sentence != t.tokens[i].sentence || t.tokens[i].possessive {
		return false
	}
	switch strings.ToLower(t.words(i, end)) {
	case "bilateral", "trilateral":
		next, _ := d.trie.longest(t.tokens, end, t.fits)
		return next == nil || next.topic != ""
	}
	return false
}

// timeWith reports whether the word before token end is a time that somebody has with
// another: "forty minutes with Macron", "his hour with the Pope".
func (t *text) timeWith(i, end int) bool {
	with := end
	if with+1 < len(t.tokens) && t.tokens[with].mark == '"' {
		with++
	}
	if with >= len(t.tokens) || t.tokens[i].mark != 0 || t.tokens[with].sentence != t.tokens[i].sentence || !strings.EqualFold(t.words(with, with+1), "with") {
		return false
	}
	switch strings.ToLower(t.words(i, end)) {
	case "hour", "hours", "minutes", "coffee":
		return true
	}
	return false
}

// settle drops meanings of a phrase that its writing rules out.
func (t *text) settle(e *element) {
	first := &t.tokens[e.from]
	if e.day.kind == 'm' && e.is(isMay) { // May and may
		if first.upper && (t.capitalsTell(e.from) || e.to < len(t.tokens) && t.tokens[e.to].number > 0) {
			e.classes = isTime
		} else {
			e.day, e.classes = day{}, isMay
		}
	}
	if e.day.kind == 'd' && !first.upper && len(t.words(e.from, e.to)) < 5 {
		e.day, e.classes = day{}, e.classes&^isTime // "sat" and "wed"
	}
	if e.day.kind == 'm' && !first.upper {
		e.day, e.classes = day{}, e.classes&^isTime
	}
	if e.is(isNot) && t.words(e.from, e.to) == "No" && e.to < len(t.tokens) && t.tokens[e.to].number >= 0 {
		e.classes = 0
	}
}
