// Package contacts finds out which contacts between leaders a news story tells
// of: who, by which means, held or only planned, and when.
//
// A story is cut into tokens and these into elements: actors, which are people
// of a dated roster or the offices, seats and states that stand for them, and
// phrases of a lexicon. A grammar then finds who stands where around each word
// that tells of a contact. All of it is a pure function of the story and the
// roster; there is no clock and no network.
package contacts

import (
	"fmt"

	"readout/contacts/roster"
)

// Detector finds the contacts that a story tells of. It does not change and
// may be used by any number of goroutines.
type Detector struct {
	names
	roster *roster.Roster
	topics *trie // what contacts are about; apart, since topics overlap with names
	// what language small words are of, by the word as it is written
	languages map[string]class
}

// New compiles a roster and the lexicon.
func New(r *roster.Roster) (*Detector, error) {
	d := &Detector{
		roster:    r,
		names:     names{trie: newTrie(), offices: map[string]map[string][]roster.Office{}, first: map[string]string{}},
		languages: map[string]class{},
	}
	d.enterRoster(r)
	d.topics = newTrie()
	d.topics.words = d.trie.words
	err := readLexicon(lexicon, func(phrase string, add entry) {
		if language := add.classes & (isEnglish | isForeign | isEither); language != 0 {
			d.languages[phrase] = language
			return
		}
		into := d.trie
		if add.topic != "" {
			into = d.topics
		}
		if p := into.add(phrase); p != nil {
			p.join(add)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("read the lexicon: %w", err)
	}
	return d, nil
}
