package roster

import (
	"iter"
	"slices"
	"strings"
	"time"

	"readout"
)

// Leader is a person who holds or held an office, or is often seen beside
// those who do.
type Leader struct {
	Name    string // usual full English name: "Volodymyr Zelenskyy"
	Surname string // what is used for short: "Zelenskyy", "Xi", "Lula"
	Aliases []Alias
	Terms   []Term            // by start
	Names   map[string]string // what other languages call them, by code, where that is not Name
	Woman   bool              // of whose offices some languages speak in another form
}

// In returns what the language with the code calls the leader.
func (l Leader) In(language string) string { return l.Called().In(language) }

// Called returns what all languages call the leader.
func (l Leader) Called() readout.Called { return readout.Called{English: l.Name, Others: l.Names} }

// AnswersTo reports whether the name is one of those by which the leader is
// known in any language, whatever its case and accents.
func (l Leader) AnswersTo(name string) bool {
	wanted := Fold(name)
	if slices.ContainsFunc(l.Aliases, func(a Alias) bool { return Fold(a.Text) == wanted }) {
		return true
	}
	for _, other := range l.Names {
		if Fold(other) == wanted || Fold(l.surnameIn(other)) == wanted {
			return true
		}
	}
	return false
}

// surnameIn returns the surname in a name of another language, which has it at
// the end where the usual one has.
func (l Leader) surnameIn(name string) string {
	words := strings.Fields(cutNumeral(name))
	if strings.HasPrefix(l.Name, l.Surname+" ") {
		return words[0]
	}
	return words[len(words)-1]
}

// Alias is one way to write of a leader.
type Alias struct {
	Text   string
	Leader string // full name
	Kind   AliasKind
	Alone  bool // it is understood without an office or state beside it
}

// AliasKind tells what part of a name an alias is.
type AliasKind string

// The kinds of alias.
const (
	AliasName    AliasKind = "name"    // given name and surname, in any spelling
	AliasSurname AliasKind = "surname" // the surname only
	AliasShort   AliasKind = "short"   // a name by itself: "MBS", "Lula", "King Charles"
)

// HeldOn returns the terms that the leader was serving on the day.
func (l Leader) HeldOn(on time.Time) []Term {
	var out []Term
	for _, t := range l.Terms {
		if t.Covers(on) {
			out = append(out, t)
		}
	}
	return out
}

// States returns the codes of the states in which the leader held offices,
// the latest first, each once.
func (l Leader) States() []string {
	var out []string
	for _, t := range slices.Backward(l.Terms) {
		if !slices.Contains(out, t.State) {
			out = append(out, t.State)
		}
	}
	return out
}

// Aliases yields every way to write of every leader, the full name first.
// One text may stand for several leaders: the date, the office and the state
// beside it must tell them apart.
func (r *Roster) Aliases() iter.Seq[Alias] {
	return func(yield func(Alias) bool) {
		for _, l := range r.leaders {
			for _, a := range l.Aliases {
				if !yield(a) {
					return
				}
			}
		}
	}
}

// naming builds the aliases of one person.
type naming struct {
	name        string
	familyFirst bool
	either      bool // written in both orders: Shigeru Ishiba, Ishiba Shigeru
	first, last []string
	also        []string
	alone       *bool
}

// aliases returns all ways to write the name, the full name first, and the surname.
func (n naming) aliases() (out []Alias, surname string) {
	add := func(text string, kind AliasKind, alone bool) {
		text = strings.TrimSpace(text)
		same := func(a Alias) bool { return Fold(a.Text) == Fold(text) }
		if text != "" && !slices.ContainsFunc(out, same) {
			out = append(out, Alias{Text: text, Leader: n.name, Kind: kind, Alone: alone})
		}
	}
	add(n.name, AliasName, true)
	style, bare := cutStyle(n.name)
	given, family := splitName(bare, n.familyFirst)
	if len(n.last) > 0 {
		family = n.last[0]
		given = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(bare, family+" "), " "+family))
	}
	firsts, lasts := n.first, n.last
	if len(firsts) == 0 {
		firsts = []string{given}
	}
	if len(lasts) == 0 {
		lasts = []string{family}
	}
	if style != "" {
		regnal := cutNumeral(bare)
		add(style+" "+regnal, AliasShort, true)
		if regnal != bare {
			add(bare, AliasShort, true)
		}
		for _, last := range n.last {
			add(last, AliasSurname, n.standsAlone(last))
		}
		n.addShort(add)
		return out, regnal
	}
	for _, last := range lasts {
		for _, first := range firsts {
			for _, form := range nameForms(first, last, n.familyFirst) {
				add(form, AliasName, true)
			}
			if n.either && first != "" {
				add(last+" "+first, AliasName, true)
			}
		}
	}
	n.addShort(add)
	for _, last := range lasts {
		add(last, AliasSurname, n.standsAlone(last))
		if core := cutArticle(last); core != last {
			add(core, AliasSurname, n.standsAlone(core))
		}
	}
	return out, family
}

// addShort adds the names that stand by themselves.
func (n naming) addShort(add func(string, AliasKind, bool)) {
	for _, text := range n.also {
		add(text, AliasShort, true)
	}
}

// standsAlone reports whether the surname alone is understood. Where the file
// does not say, very short ones and names of families are not.
func (n naming) standsAlone(surname string) bool {
	if n.alone != nil {
		return *n.alone
	}
	return len(surname) > 2 && !strings.HasPrefix(surname, "Al ")
}

// nameForms returns the full forms of one given name with one surname.
func nameForms(first, last string, familyFirst bool) []string {
	if first == "" {
		return nil
	}
	if !familyFirst {
		out := []string{first + " " + last}
		if plain := withoutInitials(first); plain != first && plain != "" {
			out = append(out, plain+" "+last)
		}
		return out
	}
	out := []string{last + " " + first}
	switch {
	case strings.Count(first, " ") == 1:
		a, b, _ := strings.Cut(first, " ")
		out = append(out, last+" "+a+"-"+b)
	case strings.Count(first, "-") == 1:
		out = append(out, last+" "+strings.Replace(first, "-", " ", 1))
	}
	return out
}

// withoutInitials drops middle initials: "Donald J." becomes "Donald".
func withoutInitials(first string) string {
	words := strings.Fields(first)
	words = slices.DeleteFunc(words, func(w string) bool { return len(w) == 2 && w[1] == '.' })
	return strings.Join(words, " ")
}

// splitName parts a name into given name and surname. A surname takes the
// particles before it with it: "von der Leyen", "Al Thani".
func splitName(name string, familyFirst bool) (given, family string) {
	words := strings.Fields(cutSuffix(name))
	if len(words) < 2 {
		return "", strings.Join(words, " ")
	}
	if familyFirst {
		return strings.Join(words[1:], " "), words[0]
	}
	i := len(words) - 1
	for i > 1 && isParticle(words[i-1]) {
		i--
	}
	return strings.Join(words[:i], " "), strings.Join(words[i:], " ")
}

func isParticle(word string) bool {
	switch word {
	case "Al", "El", "De", "Del", "Della", "Di", "Da", "Dos", "Van", "Von", "Der", "Den", "Le", "La", "Ould", "Bin", "Ben", "Abu", "St":
		return true
	}
	return word == strings.ToLower(word)
}

// cutSuffix drops "Jr." and its like.
func cutSuffix(name string) string {
	for _, suffix := range []string{" Jr.", " Jr", " Sr.", " III", " II"} {
		name = strings.TrimSuffix(name, suffix)
	}
	return name
}

// cutArticle drops the Arabic article: "al-Sisi" becomes "Sisi".
func cutArticle(surname string) string {
	folded := strings.ToLower(surname)
	for _, article := range []string{"al-", "el-", "as-", "ash-", "az-", "an-"} {
		if strings.HasPrefix(folded, article) {
			return surname[len(article):]
		}
	}
	return surname
}

// cutStyle parts the style of a sovereign from the name: "King" and "Charles III".
func cutStyle(name string) (style, rest string) {
	for _, style := range []string{"King", "Queen", "Pope", "Emperor", "Sultan", "Grand Duke", "Crown Prince", "Crown Princess", "Prince", "Princess"} {
		if rest, found := strings.CutPrefix(name, style+" "); found {
			return style, rest
		}
	}
	return "", name
}

// cutNumeral drops a Roman numeral at the end.
func cutNumeral(name string) string {
	head, last, found := cutLast(name)
	if found && strings.Trim(last, "IVX") == "" {
		return head
	}
	return name
}

func cutLast(name string) (head, last string, found bool) {
	i := strings.LastIndexByte(name, ' ')
	if i < 0 {
		return name, "", false
	}
	return name[:i], name[i+1:], true
}
