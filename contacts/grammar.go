package contacts

import (
	"iter"
	"slices"
	"strings"
)

// The grammar finds out who stands where around a frame: in front of it as the
// subject, behind it as the partner, before a noun as its owner.

// subjectKind tells how the subject of a frame was found.
type subjectKind uint8

const (
	subjectNone     subjectKind = iota
	subjectBeside               // it stands next to the frame
	subjectFar                  // it begins the clause
	subjectAfter                // it follows the clause: "After meeting Xi, Biden said"
	subjectPronoun              // he or she
	subjectPair                 // they, the two leaders
	subjectStranger             // somebody nobody knows
)

// side is what stands on one side of a frame.
type side struct {
	actors []*actor
	kind   subjectKind
	first  int   // element where it begins
	also   int   // element of a pronoun in the list: "he and Trump"; 0 = none
	cues   class // what the words between say
}

// element returns element i; before the first and behind the last one stands nothing.
func (t *text) element(i int) *element {
	if i < 0 || i >= len(t.elements) {
		return &element{sentence: -1}
	}
	return &t.elements[i]
}

// sentence returns the number of the sentence of element i, -1 outside of the text.
func (t *text) sentence(i int) int16 {
	if i < 0 || i >= len(t.elements) {
		return -1
	}
	return t.elements[i].sentence
}

// joined reports whether element i goes on with what element i-1 ends, with nothing but a
// hyphen between.
func (t *text) joined(i int) bool { return t.tokens[t.elements[i].from].joined }

// is reports whether element i is one of the words, in whatever case.
func (t *text) is(i int, words ...string) bool {
	e := t.element(i)
	if e.actor != nil {
		return false
	}
	written := t.words(e.from, e.to)
	for _, word := range words {
		if len(word) == len(written) && (word[0]|0x20) == (written[0]|0x20) && strings.EqualFold(word, written) {
			return true
		}
	}
	return false
}

// oneOf reports whether a word in small letters is one of several.
func oneOf(word string, words ...string) bool { return slices.Contains(words, word) }

// far lets backward and forward reach through the whole sentence: no text has so many
// elements.
const far = 2 * maxField

// backward yields the elements before element k in its sentence, at most n of them, the
// nearest first.
func (t *text) backward(k, n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for j := k - 1; j >= 0 && j >= k-n && t.sentence(j) == t.sentence(k); j-- {
			if !yield(j) {
				return
			}
		}
	}
}

// forward yields the elements behind element k in its sentence, at most n of them, the
// nearest first.
func (t *text) forward(k, n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for j := k + 1; j < len(t.elements) && j <= k+n && t.sentence(j) == t.sentence(k); j++ {
			if !yield(j) {
				return
			}
		}
	}
}

// lower returns the words of element i in small letters.
func (t *text) lower(i int) string {
	e := t.element(i)
	return strings.ToLower(t.words(e.from, e.to))
}

// firstWord returns the first word of element i in small letters.
func (t *text) firstWord(i int) string {
	first, _, _ := strings.Cut(t.lower(i), " ")
	return first
}

// elementAt returns the element that begins at a token, k where there is none.
func (t *text) elementAt(from, k int) int {
	if i, ok := slices.BinarySearchFunc(t.elements, from, func(e element, from int) int { return e.from - from }); ok {
		return i
	}
	return k
}

// ends reports whether element k is the last one of its sentence.
func (t *text) ends(k int) bool {
	return k+1 >= len(t.elements) || t.sentence(k+1) != t.sentence(k)
}

// sentenceEnd returns the element behind the sentence of element i.
func (t *text) sentenceEnd(i int) int {
	end := i
	for end < len(t.elements) && t.sentence(end) == t.sentence(i) {
		end++
	}
	return end
}

// separates reports whether the element stands between the members of a list.
func (t *text) separates(i int) bool {
	e := t.element(i)
	return e.mark == ',' || e.mark == '/' || e.mark == '&' || e.is(isAnd) || e.mark == '-'
}

// begins reports whether element i is the first of its sentence, where headlines
// put their subjects: "Sheinbaum, Trump agree".
func (t *text) begins(i int) bool {
	return i == 0 || t.sentence(i-1) != t.sentence(i) || t.elements[i-1].mark == ':'
}

// verbFollows reports whether element i is a verb, so that what stands before
// it is its subject.
func (t *text) verbFollows(i int) bool {
	if i >= len(t.elements) || t.sentence(i) != t.sentence(i-1) {
		return false
	}
	e := &t.elements[i]
	return e.is(isReport|isAux|isWill) || e.verb != 0 && e.noun == 0 || e.is(isLight) && e.noun == 0
}

// behindPreposition reports whether the list that begins at element i is the
// object of a preposition.
func (t *text) behindPreposition(i int) bool {
	if i == 0 || t.sentence(i-1) != t.sentence(i) {
		return false
	}
	e := &t.elements[i-1]
	if e.verb == frameVisit && t.elements[i].actor != nil && t.elements[i].actor.weak {
		return true // "arrives in Rome"
	}
	if e.is(isAfter|isBefore|isClause|isAnd) && !e.is(isOf) {
		return false
	}
	return e.is(isOf | isBy | isAbout | isWith | isIn | isBetween | isTo)
}

// behindVerb reports whether element i is the object of a frame's verb: "met Zelensky".
func (t *text) behindVerb(i int) bool {
	return i > 0 && t.sentence(i-1) == t.sentence(i) && t.elements[i-1].actor == nil && t.elements[i-1].verb != noFrame
}

// preceded reports whether the word stands in front of element k in its sentence.
func (t *text) preceded(k int, word string) bool {
	return k > 0 && t.sentence(k-1) == t.sentence(k) && t.is(k-1, word)
}

func (t *text) endsWithTo(j int) bool { return t.endsWith(j, "to") }

// endsWith reports whether a word is the last one of element j.
func (t *text) endsWith(j int, word string) bool {
	e := t.element(j)
	return e.to > 0 && strings.EqualFold(t.words(e.to-1, e.to), word)
}
