package contacts

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"readout"
	"readout/contacts/roster"
)

func foldWord(s string) string { return roster.Fold(s) }

// nameKind tells what a name in the text stands for.
type nameKind uint8

const (
	namePerson  nameKind = iota
	nameState            // "Ukraine", "NATO"
	nameDemonym          // "Ukrainian"
	nameCapital          // "Kyiv"
	nameSeat             // "the Kremlin"
	namePlace            // "Geneva"
	nameGroup            // "G7", "European leaders"
	nameTitle            // "foreign minister", special to a state or common to all
)

// name is one meaning of a phrase of the roster.
type name struct {
	kind    nameKind
	proper  bool // written with a capital letter
	caps    bool // an abbreviation in capitals: US, UN
	alone   bool // persons: understood without an office beside the name
	surname bool // persons: only the surname is given
	person  *person
	state   string // code
	group   string
	office  string // seats: key of the office
	text    string // titles: folded
}

// person is a leader with what is needed to tell what he was on a day.
type person struct {
	name  string
	terms []roster.Term
}

// names enters the names of the roster and the words of the lexicon.
type names struct {
	trie *trie
	// offices by folded title and state: the keys that the title stands for.
	offices map[string]map[string][]roster.Office
	first   map[string]string // by folded title: the first of these states in the alphabet
}

func (n *names) enter(text string, meaning name) {
	p := n.trie.add(text)
	if p == nil {
		return
	}
	first, _ := utf8.DecodeRuneInString(text)
	meaning.proper = unicode.IsUpper(first)
	caps, _ := shape(text)
	meaning.caps = caps && len(text) <= 4
	for _, known := range p.names {
		if known == meaning {
			return
		}
	}
	p.names = append(p.names, meaning)
}

// enterTitle enters one title of one office of a state.
func (n *names) enterTitle(title, state string, office roster.Office) {
	key := roster.Fold(title)
	if n.offices[key] == nil {
		n.offices[key] = map[string][]roster.Office{}
	}
	n.offices[key][state] = append(n.offices[key][state], office)
	if first, known := n.first[key]; !known || state < first {
		n.first[key] = state
	}
	n.enter(strings.ToLower(title), name{kind: nameTitle, text: key})
}

// enterRoster enters everything that the roster names.
func (n *names) enterRoster(r *roster.Roster) {
	people := map[string]*person{}
	for _, l := range r.Leaders() {
		people[l.Name] = &person{name: l.Name, terms: l.Terms}
	}
	for a := range r.Aliases() {
		n.enter(a.Text, name{kind: namePerson, person: people[a.Leader], alone: a.Alone || a.Kind != roster.AliasSurname, surname: a.Kind == roster.AliasSurname})
		if a.Kind == roster.AliasSurname && a.Alone && len(a.Text) > 4 && !strings.HasSuffix(a.Text, "s") && !strings.Contains(a.Text, " ") {
			n.enter(a.Text+"s", name{kind: namePerson, person: people[a.Leader], alone: true, surname: true}) // "the Bidens"
		}
	}
	for _, s := range r.States() {
		n.enterState(s)
	}
	for _, g := range r.Groups() {
		if g.Kind == roster.GroupFilter {
			continue
		}
		for _, text := range append([]string{g.Name}, g.Names...) {
			if len(text) > 2 || text == "EU" || text == "G7" || text == "E3" {
				n.enter(text, name{kind: nameGroup, group: g.Name})
			}
		}
	}
}

func (n *names) enterState(s roster.State) {
	for _, text := range s.AllNames() {
		n.enter(text, name{kind: nameState, state: s.Code})
	}
	for _, text := range s.Demonyms {
		n.enter(text, name{kind: nameDemonym, state: s.Code})
	}
	for _, text := range s.AllCapitals() {
		n.enter(text, name{kind: nameCapital, state: s.Code})
	}
	for _, text := range s.Places {
		n.enter(text, name{kind: namePlace, state: s.Code})
	}
	for _, seat := range s.Seats {
		n.enter(seat.Name, name{kind: nameSeat, state: s.Code, office: seat.Office})
	}
	for _, o := range s.Offices {
		if o.Key == "other" || o.Key == "former" {
			continue
		}
		for _, title := range o.Titles {
			n.enterTitle(title, s.Code, o)
		}
	}
}

// term returns what the person was on the day: an office that makes a
// principal before others, offices of the hinted state and class before all.
func (p *person) term(on time.Time, state string, class readout.Office) (roster.Term, bool) {
	var held []roster.Term
	for _, t := range p.terms {
		if t.Covers(on) {
			held = append(held, t)
		}
	}
	if len(held) == 0 {
		return roster.Term{}, false
	}
	rank := func(t roster.Term) int {
		r := 0
		if t.State == state && state != "" {
			r -= 8
		}
		if t.Office == class && class != "" {
			r -= 4
		}
		if t.Office.Principal() {
			r -= 2
		}
		if t.Office == readout.OfficeHead {
			r--
		}
		return r
	}
	return slices.MinFunc(held, func(a, b roster.Term) int { return cmp.Compare(rank(a), rank(b)) }), true
}

// states reports whether the person ever held an office in the state.
func (p *person) servedIn(state string) bool {
	return slices.ContainsFunc(p.terms, func(t roster.Term) bool { return t.State == state })
}
