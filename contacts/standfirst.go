package contacts

import (
	"slices"
	"strings"
)

// Some feeds put the standfirst of an article in front of its first sentence, with no full
// stop between: "Leaders agree to keep talking after dinner in Geneva The US president has
// said". The summary then goes on with "Continue reading".

// partStandfirst begins a new sentence where the article begins behind a standfirst.
func (d *Detector) partStandfirst(t *text) {
	if !strings.Contains(t.story.Summary, "Continue reading") {
		return
	}
	first := slices.IndexFunc(t.tokens, func(token token) bool { return token.field == inSummary })
	if first < 0 {
		return
	}
	for i := first + 4; i+1 < len(t.tokens); i++ {
		if t.tokens[i].sentence != t.tokens[first].sentence {
			return // the standfirst had a full stop
		}
		if d.articleBegins(t, i) {
			for j := i; j < len(t.tokens); j++ {
				t.tokens[j].sentence++
			}
			return
		}
	}
}

// articleBegins reports whether a new sentence begins with token i though no mark stands
// before it: with "The" or "It", or with the full name of somebody or of leaders and a verb.
func (d *Detector) articleBegins(t *text, i int) bool {
	token := &t.tokens[i]
	if !token.upper || token.mark != 0 || token.joined || !d.endsPhrase(t, i-1) {
		return false
	}
	switch t.words(i, i+1) {
	case "Good":
		return strings.EqualFold(t.words(i+1, i+2), "morning")
	case "The":
		return !t.tokens[i+1].upper || d.startsName(t, i+1)
	case "A", "An", "It", "He", "She", "They", "This", "In", "On", "At", "As", "After", "When", "More", "Two", "Three", "Hundreds", "Thousands", "Dozens":
		return true
	}
	who, end := d.trie.longest(t.tokens, i, t.fits)
	if who == nil || end < i+2 || end >= len(t.tokens) || !slices.ContainsFunc(who.names, func(n name) bool { return n.kind == namePerson && !n.surname || n.kind == nameGroup }) {
		return false
	}
	switch strings.ToLower(t.words(end, end+1)) {
	case "has", "had", "have", "is", "was", "will", "would", "could", "must", "said", "told", "and", ",":
		return true
	}
	return false
}

// startsName reports whether token i is a name of the roster, as in "The US president" but
// not in "The Guardian".
func (d *Detector) startsName(t *text, i int) bool {
	p, _ := d.trie.longest(t.tokens, i, t.fits)
	return p != nil && slices.ContainsFunc(p.names, func(n name) bool { return n.kind == nameState || n.kind == nameDemonym || n.kind == nameGroup })
}

// endsPhrase reports whether a sentence may end with token i: no word that governs or
// describes what follows.
func (d *Detector) endsPhrase(t *text, i int) bool {
	if t.tokens[i].mark != 0 {
		return t.tokens[i].mark == '"' && t.tokens[i].end < t.tokens[i+1].start // behind a quotation
	}
	p, _ := d.trie.longest(t.tokens[:i+1], i, t.fits)
	if p == nil {
		return true
	}
	if slices.ContainsFunc(p.names, func(n name) bool { return n.kind == nameTitle || n.kind == nameDemonym }) {
		return false
	}
	return p.verb == noFrame && p.classes&^(isTime|isPlan|isTopic|isAdverb|isJoint|isPublic) == 0
}
