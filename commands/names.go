package commands

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"readout"
	"readout/contacts/roster"
	"readout/phrases"
)

// Names resolves what people call states, leaders and groups, in any language.
// Its errors are fit for users and suggest what may have been meant. It serves
// the configuration as well.
type Names struct {
	roster Roster

	// Codes of states, and names of groups, by their names in languages other
	// than English, folded.
	stateCodes, groupNames map[string]string
}

// NewNames returns the names of a roster.
func NewNames(r Roster) Names {
	n := Names{roster: r, stateCodes: map[string]string{}, groupNames: map[string]string{}}
	for _, language := range phrases.Languages()[1:] {
		p := phrases.For(language)
		for _, s := range r.States() {
			for _, name := range append(p.StateNames(s.Code), n.stateName(p, s.Code)) {
				n.stateCodes[roster.Fold(name)] = s.Code
			}
		}
		for _, g := range r.Groups() {
			n.groupNames[roster.Fold(p.Name(g.Name))] = g.Name
		}
	}
	return n
}

// State returns the code of the state or organisation with that code or name.
func (n Names) State(name string) (string, error) {
	if s, ok := n.findState(name); ok {
		return s.Code, nil
	}
	return "", readout.Errorf(readout.CodeInvalid, "no state or organisation is called %q%s", clip(name, 60), didYouMean(n.nearStates(name)))
}

// findState returns the state or organisation with that code or name.
func (n Names) findState(name string) (roster.State, bool) {
	if s, ok := n.roster.FindState(name); ok {
		return s, true
	}
	return n.roster.State(n.stateCodes[roster.Fold(name)])
}

// findGroup returns the group with that name.
func (n Names) findGroup(name string) (roster.Group, bool) {
	if g, ok := n.roster.Group(name); ok {
		return g, true
	}
	return n.roster.Group(n.groupNames[roster.Fold(name)])
}

// Leader returns the full name of the leader with that name. A part of the
// name is enough where only one leader has it, or only one in office.
func (n Names) Leader(name string) (string, error) {
	if l, ok := n.roster.Leader(name); ok {
		return l.Name, nil
	}
	if name == "" {
		return "", readout.Errorf(readout.CodeInvalid, "the name of a leader is missing; type a few letters and choose one of the suggestions")
	}
	found := n.roster.Search(name, 2*maxChoices)
	called := slices.DeleteFunc(slices.Clone(found), func(l roster.Leader) bool { return !l.AnswersTo(name) })
	if inOffice := slices.DeleteFunc(slices.Clone(called), func(l roster.Leader) bool { return !governs(l) }); len(inOffice) > 0 {
		called = inOffice
	}
	switch {
	case len(called) == 1:
		return called[0].Name, nil
	case len(called) > 1:
		return "", readout.Errorf(readout.CodeInvalid, "%q may be %s; write the full name", clip(name, 60), alternatives(calledUpTo(called, 4)))
	case len(found) > 0:
		return "", readout.Errorf(readout.CodeInvalid, "nobody in the roster is called %q%s", clip(name, 60), didYouMean(calledUpTo(found, 4)))
	}
	return "", readout.Errorf(readout.CodeInvalid, "nobody in the roster is called %q%s", clip(name, 60), didYouMean(n.nearLeaders(name)))
}

func calledUpTo(leaders []roster.Leader, limit int) []readout.Called {
	var out []readout.Called
	for _, l := range leaders[:min(len(leaders), limit)] {
		out = append(out, l.Called())
	}
	return out
}

// person returns what the language calls somebody, whose name is that of the
// roster or of the news.
func (n Names) person(p phrases.Printer, name string) string {
	if l, ok := n.roster.Leader(name); ok {
		return l.In(p.Language())
	}
	return name
}

// woman reports whether the roster has the leader as a woman.
func (n Names) woman(name string) bool {
	l, _ := n.roster.Leader(name)
	return l.Woman
}

// governs reports whether the leader holds an office that makes a principal,
// with no end of the term known.
func governs(l roster.Leader) bool {
	return slices.ContainsFunc(l.Terms, func(t roster.Term) bool { return t.To.IsZero() && t.Office.Principal() })
}

// Group returns the usual name of the group.
func (n Names) Group(name string) (string, error) {
	if g, ok := n.findGroup(name); ok {
		return g.Name, nil
	}
	var known []string
	for _, g := range n.roster.Groups() {
		known = append(known, g.Name)
	}
	return "", readout.Errorf(readout.CodeInvalid, "no group is called %q%s", clip(name, 60), didYouMean(nearest(name, known)))
}

// stateName returns the name of a state for a code, or the code.
func (n Names) stateName(p phrases.Printer, code string) string {
	return p.State(code, n.english(code))
}

func (n Names) english(code string) string {
	if s, ok := n.roster.State(code); ok {
		return s.Name
	}
	return code
}

// inSentence returns the name of a state as it stands in a sentence: in
// English "the United States".
func (n Names) inSentence(p phrases.Printer, code string) string {
	if s, ok := n.roster.State(code); ok && s.The && p.Language() == "en" {
		return "the " + s.Name
	}
	return n.stateName(p, code)
}

// stateLabel returns the name of a state with its flag, where it has one.
func (n Names) stateLabel(p phrases.Printer, code string) string {
	return strings.TrimSpace(roster.Flag(code) + " " + n.stateName(p, code))
}

// nearStates returns what the states are called whose names are spelt much like
// the text.
func (n Names) nearStates(name string) []readout.Called {
	var known []string
	for _, s := range n.roster.States() {
		known = append(known, s.AllNames()...)
	}
	var out []readout.Called
	var codes []string
	for _, text := range nearest(name, slices.Concat(known, slices.Sorted(maps.Keys(n.stateCodes)))) {
		s, ok := n.findState(text)
		if !ok || slices.Contains(codes, s.Code) {
			continue
		}
		called := readout.Called{English: s.Name, Others: map[string]string{}}
		for _, language := range phrases.Languages()[1:] {
			called.Others[language] = n.stateName(phrases.For(language), s.Code)
		}
		out, codes = append(out, called), append(codes, s.Code)
	}
	return out
}

// nearLeaders returns what those are called whose name or surname is spelt much
// like the text.
func (n Names) nearLeaders(text string) []readout.Called {
	var known []string
	whose := map[string]roster.Leader{}
	for _, l := range n.roster.Leaders() {
		for _, name := range slices.Concat([]string{l.Name, l.Surname}, slices.Sorted(maps.Values(l.Names))) {
			if _, taken := whose[name]; !taken || governs(l) {
				whose[name] = l
			}
			known = append(known, name)
		}
	}
	var out []readout.Called
	for _, name := range nearest(text, known) {
		called := whose[name].Called()
		if !slices.ContainsFunc(out, func(o readout.Called) bool { return o.English == called.English }) {
			out = append(out, called)
		}
	}
	return out
}

// didYouMean ends an error about a name that nobody has.
func didYouMean[T any](near []T) readout.Phrase {
	if len(near) == 0 {
		return readout.Phrasef("; type a few letters and choose one of the suggestions")
	}
	return readout.Phrasef("; did you mean %s?", alternatives(near))
}

// nearest returns the three words that are spelt most like the one given, and
// none that is spelt quite differently.
func nearest(word string, known []string) []string {
	type hit struct {
		word  string
		apart int
	}
	wanted := []rune(roster.Fold(clip(word, 60)))
	limit := min(3, max(1, len(wanted)/3))
	var hits []hit
	for _, k := range known {
		if d := distance(wanted, []rune(roster.Fold(k)), limit); d <= limit {
			hits = append(hits, hit{k, d})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.apart, b.apart) })
	var out []string
	for _, h := range hits {
		if len(out) < 3 && !slices.Contains(out, h.word) {
			out = append(out, h.word)
		}
	}
	return out
}

// distance counts the letters to be added, removed or changed to turn one word
// into the other. Words that differ more than the limit in length are further
// apart than that.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+change)
		}
		last = row
	}
	return last[len(b)]
}

// office says who the leader is on a day, or was last: "Prime Minister of
// Canada", "formerly President of France (14 May 2017 to 13 May 2027)".
func (n Names) office(p phrases.Printer, l roster.Leader, on time.Time) string {
	if held := l.HeldOn(on); len(held) > 0 {
		var titles []string
		for _, t := range held {
			titles = append(titles, n.title(p, t))
		}
		return p.And(titles)
	}
	for _, t := range slices.Backward(l.Terms) {
		if t.EndedBefore(on) {
			return p.Say("formerly %s", n.term(p, t))
		}
	}
	if len(l.Terms) > 0 {
		return p.Say("%s from %s", n.title(p, l.Terms[0]), dayWords(p, l.Terms[0].From))
	}
	return p.Say("no office known")
}

// title names the office of a term with its state.
func (n Names) title(p phrases.Printer, t roster.Term) string {
	return p.Office(t.In, t.State, n.english(t.State), n.woman(t.Leader))
}

// term names an office and its time: "President of France (14 May 2017 to
// 13 May 2027)".
func (n Names) term(p phrases.Printer, t roster.Term) string {
	if t.From.IsZero() {
		return p.Say("%s (until %s)", n.title(p, t), dayWords(p, t.To))
	}
	return p.Say("%s (%s to %s)", n.title(p, t), dayWords(p, t.From), dayWords(p, t.To))
}

func dayWords(p phrases.Printer, d roster.Day) string {
	if day := p.Date(readout.Date(d.String())); day != "" {
		return day
	}
	return d.String()
}

// formerOffices lists the offices that somebody held before the one that
// office names, the latest first.
func (n Names) formerOffices(p phrases.Printer, l roster.Leader, on time.Time) string {
	var out []string
	for _, t := range slices.Backward(l.Terms) {
		if t.EndedBefore(on) {
			out = append(out, n.term(p, t))
		}
	}
	if len(l.HeldOn(on)) == 0 && len(out) > 0 {
		out = out[1:]
	}
	if len(out) == 0 {
		return ""
	}
	return p.Say("Before: %s", strings.Join(out[:min(len(out), 4)], "; "))
}
