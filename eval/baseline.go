package eval

import (
	"strings"
	"time"

	"readout"
	"readout/contacts/roster"
)

// Keywords are what feed bots filter by.
var keywords = []string{"call", "talk", "meet", "visit", "summit", "phone", "letter", "negotiat", "discuss", "host", "spoke", "speak"}

// Baselines are the filters that feed bots offer, to compare with: a leader's
// name and a keyword, or the names of two leaders.
type Baselines struct {
	names map[string][]string // folded surname or name: the leaders that it stands for
	terms map[string][]roster.Term
}

// NewBaselines takes the names from the roster.
func NewBaselines(r *roster.Roster) *Baselines {
	b := &Baselines{names: map[string][]string{}, terms: map[string][]roster.Term{}}
	for a := range r.Aliases() {
		key := roster.Fold(a.Text)
		b.names[key] = append(b.names[key], a.Leader)
	}
	for _, l := range r.Leaders() {
		b.terms[l.Name] = l.Terms
	}
	return b
}

// Named returns how many leaders in office on the day a text names, two at
// most, whichever way they are written.
func (b *Baselines) named(text string, on time.Time) int {
	words := strings.FieldsFunc(roster.Fold(text), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '\'')
	})
	seen := map[string]bool{}
	for i := range words {
		for n := min(4, len(words)-i); n > 0; n-- {
			leader := b.inOffice(strings.TrimSuffix(strings.Join(words[i:i+n], " "), "'s"), on)
			if leader != "" {
				seen[leader] = true
				break
			}
		}
	}
	return min(len(seen), 2)
}

func (b *Baselines) inOffice(name string, on time.Time) string {
	for _, leader := range b.names[name] {
		for _, t := range b.terms[leader] {
			if t.Covers(on) && t.Office.Principal() {
				return leader
			}
		}
	}
	return ""
}

// Keyword reports whether a filter for leaders' names and keywords would post
// the story.
func (b *Baselines) Keyword(s readout.Story) bool {
	text := s.Title + " " + s.Summary
	folded := roster.Fold(text)
	for _, k := range keywords {
		if strings.Contains(folded, k) {
			return b.named(text, s.Published) >= 1
		}
	}
	return false
}

// TwoNames reports whether a filter for the names of two leaders would post the
// story.
func (b *Baselines) TwoNames(s readout.Story) bool {
	return b.named(s.Title+" "+s.Summary, s.Published) >= 2
}

// ScoreItem counts an item for a filter that only says yes or no.
func ScoreItem(labels []Contact, posted bool) Tally {
	t := Tally{Items: 1}
	wanted, careless := false, false
	for _, c := range labels {
		wanted = wanted || c.Counted()
		careless = careless || !c.Counted()
	}
	switch {
	case wanted && posted:
		t.ItemTruePositives = 1
	case wanted:
		t.ItemFalseNegatives = 1
	case posted && !careless:
		t.ItemFalsePositives = 1
	}
	return t
}
