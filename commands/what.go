package commands

import (
	"context"
	"slices"
	"strings"

	"readout"
	"readout/briefings"
	"readout/contacts/roster"
	"readout/phrases"
)

// everything stands for all contacts where groups, states, leaders and pairs
// are named.
const everything = "everything"

// allied is the group that is meant where nothing is said.
const allied = "allied"

// maxWhat bounds how many parties one filter names; readout.Watch.Validate
// refuses more as well.
const maxWhat = 50

// filter reads a list such as "allied, Canada, CA-US, Mark Carney". A word
// before a name settles what is meant where a name stands for several things:
// "group EU", "state EU".
func (n Names) filter(parts []string) (readout.Filter, error) {
	var f readout.Filter
	if len(parts) > maxWhat {
		return f, readout.Errorf(readout.CodeInvalid, "You named %d groups, states, leaders and pairs; at most %d are taken. Make a second watch for the rest.", len(parts), maxWhat)
	}
	for _, part := range parts {
		if strings.EqualFold(part, everything) {
			if len(parts) > 1 {
				return f, readout.Errorf(readout.CodeInvalid, "\"everything\" covers all the rest; name it alone, or leave it out.")
			}
			return f, nil
		}
		if err := n.addTo(&f, part); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (n Names) addTo(f *readout.Filter, part string) error {
	if kind, name, ok := strings.Cut(part, " "); ok {
		switch strings.ToLower(strings.TrimSuffix(kind, ":")) {
		case "group":
			return n.addGroup(f, name)
		case "state":
			return n.addState(f, name)
		case "leader":
			return n.addLeader(f, name)
		case "pair":
			return n.addPair(f, name)
		}
	}
	if _, ok := n.findGroup(part); ok {
		return n.addGroup(f, part)
	}
	if _, ok := n.findState(part); ok {
		return n.addState(f, part)
	}
	if _, ok := n.roster.Leader(part); ok {
		return n.addLeader(f, part)
	}
	if _, _, ok := n.cutPair(part); ok {
		return n.addPair(f, part)
	}
	name, err := n.Leader(part)
	if err != nil {
		return n.unknownParty(part)
	}
	return n.addLeader(f, name)
}

// unknownParty names what is spelt like the text, whatever it is.
func (n Names) unknownParty(text string) error {
	var known []string
	for _, g := range n.roster.Groups() {
		known = append(known, g.Name)
	}
	var near []readout.Called
	for _, group := range nearest(text, known) {
		near = append(near, readout.Called{English: group})
	}
	near = slices.Concat(near, n.nearStates(text), n.nearLeaders(text))
	near = near[:min(len(near), 3)]
	return readout.Errorf(readout.CodeInvalid, "%q is no group, state, leader or pair that I know%s", clip(text, 60), didYouMean(near))
}

func (n Names) addGroup(f *readout.Filter, name string) error {
	group, err := n.Group(name)
	if err == nil {
		f.Groups = appendNew(f.Groups, group)
	}
	return err
}

func (n Names) addState(f *readout.Filter, name string) error {
	code, err := n.State(name)
	if err == nil {
		f.States = appendNew(f.States, code)
	}
	return err
}

func (n Names) addLeader(f *readout.Filter, name string) error {
	full, err := n.Leader(name)
	if err == nil {
		f.Leaders = appendNew(f.Leaders, full)
	}
	return err
}

func (n Names) addPair(f *readout.Filter, text string) error {
	a, b, ok := n.cutPair(text)
	if !ok {
		return readout.Errorf(readout.CodeInvalid, "%q is not a pair of states; write CA-US or Canada-Ukraine", clip(text, 60))
	}
	if a == b {
		return readout.Errorf(readout.CodeInvalid, "A pair needs two different states; %q names one.", clip(text, 60))
	}
	f.Pairs = appendNew(f.Pairs, [2]string{a, b})
	return nil
}

func appendNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// cutPair finds the two states of "CA-US", "Guinea-Bissau - Portugal" or
// "Canada and Ukraine": at whichever mark both sides are states.
func (n Names) cutPair(text string) (a, b string, ok bool) {
	for _, mark := range []string{" and ", "–", "/", "-"} {
		for from := 0; ; {
			i := strings.Index(text[from:], mark)
			if i < 0 {
				break
			}
			i += from
			left, okLeft := n.findState(strings.TrimSpace(text[:i]))
			right, okRight := n.findState(strings.TrimSpace(text[i+len(mark):]))
			if okLeft && okRight {
				return left.Code, right.Code, true
			}
			from = i + len(mark)
		}
	}
	return "", "", false
}

// filterWords says in words whom a filter wants: "contacts between allied
// states, with Ukraine, or between Canada and the United States".
func (n Names) filterWords(p phrases.Printer, f readout.Filter) string {
	var out []string
	for _, g := range f.Groups {
		out = append(out, n.groupWords(p, g, f.OneSide))
	}
	for _, s := range f.States {
		out = append(out, p.Say("with %s", n.inSentence(p, s)))
	}
	for _, l := range f.Leaders {
		out = append(out, p.Say("with %s", n.person(p, l)))
	}
	for _, pair := range f.Pairs {
		out = append(out, p.Say("between %s and %s", n.inSentence(p, pair[0]), n.inSentence(p, pair[1])))
	}
	if len(out) == 0 {
		return p.Say("every contact")
	}
	if len(out) > 8 {
		rest := len(out) - 7
		out = append(out[:7], p.Say("%d more", rest))
	}
	return p.Say("contacts %s", p.Or(out))
}

// groupWords says that a filter wants the states of a group.
func (n Names) groupWords(p phrases.Printer, name string, oneSide bool) string {
	if g, ok := n.roster.Group(name); ok {
		name = g.Name
	}
	switch {
	case name == allied && oneSide:
		return p.Say("with allied states")
	case name == allied:
		return p.Say("between allied states")
	case oneSide:
		return p.Say("with %s states", p.Name(name))
	}
	return p.Say("between %s states", p.Name(name))
}

// conditionWords says what else a filter asks of a contact, one line each.
func conditionWords(p phrases.Printer, f readout.Filter) []string {
	var out, statuses, modes []string
	for _, s := range f.Statuses {
		statuses = append(statuses, briefings.Status(p, s))
	}
	for _, m := range f.Modes {
		modes = append(modes, briefings.Kind(p, readout.Contact{Mode: m}))
	}
	for _, list := range [][]string{statuses, modes} {
		if len(list) > 0 {
			out = append(out, p.Say("only %s", p.Or(list)))
		}
	}
	if f.AnyLevel {
		out = append(out, p.Say("envoys and delegations too"))
	}
	if f.MinSources > 1 {
		out = append(out, p.Say("told by at least %d outlets", f.MinSources))
	}
	if f.MinConfidence > 0 {
		out = append(out, p.Say("confidence of at least %.0f %%", 100*f.MinConfidence))
	}
	if f.OfficialOnly {
		out = append(out, p.Say("only with a side's own account"))
	}
	return out
}

// completeWhat suggests groups, states, leaders and pairs in one field, after
// whatever stands before the last comma already.
func (n Names) completeWhat(ctx context.Context, in input, typed string) ([]readout.Choice, error) {
	before, last := lastOfList(typed)
	states := best(n.stateCandidates(in), last)
	for i, s := range states {
		if _, ok := n.roster.Group(s.Value); ok {
			states[i].Value = "state " + s.Value
			states[i].Name = in.printer.Say("%s itself", s.Name)
		}
	}
	leaders, err := n.leaders(ctx, in, last)
	if err != nil {
		return nil, err
	}
	out := slices.Concat(best(n.groupCandidates(in.printer, before == ""), last), n.completePair(in, last))
	if last == "" {
		out = append(out, states[:min(len(states), 5)]...)
		out = append(out, leaders[:min(len(leaders), 8)]...)
	} else {
		out = append(out, interleave(states, leaders)...)
	}
	for i := range out {
		if before != "" {
			out[i].Name = before + out[i].Value
			out[i].Value = before + out[i].Value
		}
	}
	return out, nil
}

func (n Names) groupCandidates(p phrases.Printer, alone bool) []candidate {
	var out []candidate
	for _, g := range n.roster.Groups() {
		if g.Kind == roster.GroupLoose || g.Kind == roster.GroupMeeting {
			continue
		}
		name := p.Name(g.Name)
		c := candidate{choice: readout.Choice{Name: name + " · " + p.Say("between states of this group"), Value: g.Name}, found: append([]string{g.Name, name}, g.Names...)}
		if strings.EqualFold(g.Name, allied) {
			out = slices.Insert(out, 0, c)
		} else {
			out = append(out, c)
		}
	}
	if alone {
		out = slices.Insert(out, min(1, len(out)), candidate{
			choice: readout.Choice{Name: everything + " · " + p.Say("contacts between any leaders"), Value: everything},
			found:  []string{everything, "all", "every contact"},
		})
	}
	return out
}

// completePair suggests pairs once a state and a hyphen have been typed.
func (n Names) completePair(in input, typed string) []readout.Choice {
	for i := range len(typed) {
		if typed[i] != '-' {
			continue
		}
		first, ok := n.findState(strings.TrimSpace(typed[:i]))
		if !ok {
			continue
		}
		var out []readout.Choice
		for _, c := range best(n.stateCandidates(in), strings.TrimSpace(typed[i+1:])) {
			if c.Value != first.Code {
				out = append(out, readout.Choice{
					Name:  in.printer.And([]string{n.stateName(in.printer, first.Code), n.stateName(in.printer, c.Value)}),
					Value: first.Code + "-" + c.Value,
				})
			}
		}
		return out
	}
	return nil
}
