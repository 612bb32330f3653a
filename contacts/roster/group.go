package roster

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// GroupKind tells what sort of group it is.
type GroupKind string

// The kinds of group.
const (
	GroupOrganisation GroupKind = "organisation" // has a seat and a head: NATO, EU
	GroupForum        GroupKind = "forum"        // meets as such: G7, Quad
	GroupMeeting      GroupKind = "meeting"      // a meeting of many by name: COP28, UN General Assembly
	GroupLoose        GroupKind = "loose"        // a way of speaking: "European leaders"
	GroupFilter       GroupKind = "filter"       // for watches only, never seen in a text: allied
)

// Group is a named set of states.
type Group struct {
	Name     string
	Names    []string // other names and spellings
	Kind     GroupKind
	Includes []string // names of groups whose members are members here too
	Members  []Membership
}

// Membership is the time for which a state belongs to a group.
type Membership struct {
	State    string
	From, To Day // unknown From = from the beginning, unknown To = still
}

// parseMembership reads "FI 2023-04-04.." or "FI".
func parseMembership(line string) (Membership, error) {
	var m Membership
	code, period, dated := strings.Cut(line, " ")
	if !validCode(code) {
		return m, fmt.Errorf("%q does not begin with a state's code; write \"FI 2023-04-04..\" or \"FI\"", line)
	}
	m.State = code
	if dated {
		var err error
		if m.From, m.To, err = parsePeriod(strings.TrimSpace(period)); err != nil {
			return m, err
		}
	}
	return m, nil
}

func (m Membership) covers(day time.Time) bool {
	return !day.Before(m.From.first()) && !day.After(m.To.last())
}

// Groups returns all groups in the order of the files.
func (r *Roster) Groups() []Group { return slices.Clone(r.groups) }

// Group returns the group with the name or other name, whatever its case and accents.
func (r *Roster) Group(name string) (Group, bool) {
	i, ok := r.groupByName[Fold(name)]
	if !ok {
		return Group{}, false
	}
	return r.groups[i], true
}

// Members returns the codes of the group's members on the day, those of the
// groups that it includes among them, sorted. A group that nobody knows has none.
func (r *Roster) Members(group string, on time.Time) []string {
	var out []string
	r.collect(group, dayOf(on), map[string]bool{}, &out)
	slices.Sort(out)
	return slices.Compact(out)
}

// collect adds the members of a group; seen ends circles of inclusion.
func (r *Roster) collect(group string, day time.Time, seen map[string]bool, out *[]string) {
	g, ok := r.Group(group)
	if !ok || seen[g.Name] {
		return
	}
	seen[g.Name] = true
	for _, m := range g.Members {
		if m.covers(day) {
			*out = append(*out, m.State)
		}
	}
	for _, name := range g.Includes {
		r.collect(name, day, seen, out)
	}
}

// Covers reports whether the state or organisation belongs to the group on
// the day. With it a Roster is a readout.Groups. A group belongs to another
// that includes it: the G7 is covered by allied.
func (r *Roster) Covers(group, state string, on time.Time) bool {
	g, ok := r.Group(group)
	if !ok {
		return false
	}
	if slices.Contains(r.Members(g.Name, on), strings.ToUpper(state)) {
		return true
	}
	inner, ok := r.Group(state)
	return ok && inner.Name != g.Name && slices.Contains(g.Includes, inner.Name)
}

// MemberOf returns the names of the groups to which the state belongs on the
// day, in the order of the files.
func (r *Roster) MemberOf(state string, on time.Time) []string {
	var out []string
	for _, g := range r.groups {
		if slices.Contains(r.Members(g.Name, on), strings.ToUpper(state)) {
			out = append(out, g.Name)
		}
	}
	return out
}
