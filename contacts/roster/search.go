package roster

import (
	"cmp"
	"slices"
	"strings"
)

// Search returns the leaders whose name, in any language, or alias has words that
// begin with those of the query, in any case and with or without accents; for
// autocomplete. Names that begin with the query come first, then those still
// in office, then by name. An empty query finds those in office.
func (r *Roster) Search(query string, limit int) []Leader {
	wanted := strings.Fields(Fold(query))
	type hit struct {
		leader Leader
		weight int
	}
	var hits []hit
	for _, l := range r.leaders {
		weight, ok := searchWeight(l, wanted)
		if ok {
			hits = append(hits, hit{l, weight})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.weight, b.weight) })
	var out []Leader
	for _, h := range hits {
		if len(out) == limit {
			break
		}
		out = append(out, h.leader)
	}
	return out
}

// searchWeight returns how far down a leader belongs, and whether at all.
func searchWeight(l Leader, wanted []string) (weight int, ok bool) {
	names := []string{l.Name, l.Surname}
	found := slices.ContainsFunc(l.Aliases, func(a Alias) bool { return wordsBegin(a.Text, wanted) })
	for _, name := range l.Names {
		names = append(names, name, l.surnameIn(name))
		found = found || wordsBegin(name, wanted)
	}
	if !found {
		return 0, false
	}
	query := strings.Join(wanted, " ")
	if !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(Fold(name), query) }) {
		weight += 4
	}
	inOffice := func(t Term) bool { return t.To.IsZero() && t.Office.Principal() }
	if !slices.ContainsFunc(l.Terms, inOffice) {
		weight += 2
	}
	if !slices.ContainsFunc(l.Terms, func(t Term) bool { return t.rank == 0 }) {
		weight++
	}
	return weight, len(wanted) > 0 || slices.ContainsFunc(l.Terms, inOffice)
}

// wordsBegin reports whether every wanted beginning begins a word of the text.
func wordsBegin(text string, wanted []string) bool {
	words := strings.FieldsFunc(Fold(text), func(c rune) bool { return c == ' ' || c == '-' })
	for _, w := range wanted {
		begins := func(word string) bool { return strings.HasPrefix(word, w) }
		if !slices.ContainsFunc(words, begins) && !strings.HasPrefix(Fold(text), w) {
			return false
		}
	}
	return true
}
