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
}

// New compiles a roster and the lexicon.
func New(r *roster.Roster) (*Detector, error) {
	d := &Detector{roster: r, names: names{trie: newTrie(), offices: map[string]map[string][]roster.Office{}}}
	d.enterRoster(r)
	d.topics = newTrie()
	d.topics.words = d.trie.words
	err := readLexicon(lexicon, func(phrase string, add entry) {
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
