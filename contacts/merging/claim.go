package merging

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"readout"
)

// claim is what a mention says that decides which contact it belongs to.
type claim struct {
	level     readout.Level
	mode      readout.Mode
	status    readout.Status
	held      bool
	main      bool
	implied   bool
	again     bool     // the text says that the same people were in contact shortly before
	sides     []string // states and organisations, sorted, each once
	people    []person
	groups    []string  // folded, sorted
	guests    []string  // sides that belong to none of the groups
	date      time.Time // midnight UTC; zero when the text does not name the day
	published time.Time
	soonest   time.Duration // how long after that what is to come will be, at least
	strength  int           // how much of all this is told

	keys   []string // what it leads under: each pair of sides, each group
	lookUp []string // what it follows under: a lead that fits has all of its sides, or one of its groups
}

// person is a participant as people are compared.
type person struct {
	state  string
	office readout.Office
	name   string // folded; "" when nobody is known
	host   bool   // nothing but a visit to the state is told: any of its leaders may be meant
}

func claimOf(s readout.Source, groups readout.Groups) claim {
	m := s.Mention
	t := claim{
		level: m.Level, mode: m.Mode, status: m.Status, held: m.Status == readout.Held,
		main: m.Salience == readout.Main, implied: m.Implied, again: again(s), published: s.Story.Published, soonest: soonest(s),
	}
	for _, p := range m.Participants {
		if p.Office.Principal() || m.Level == readout.LevelOther {
			t.sides = append(t.sides, p.State)
			t.people = append(t.people, personOf(m, p))
		}
	}
	slices.Sort(t.sides)
	t.sides = slices.Compact(t.sides)
	for _, g := range m.Groups {
		t.groups = append(t.groups, strings.ToLower(g))
	}
	slices.Sort(t.groups)
	t.guests = slices.DeleteFunc(slices.Clone(t.sides), func(side string) bool {
		return slices.ContainsFunc(m.Groups, func(g string) bool { return groups.Covers(g, side, s.Story.Published) })
	})
	if at, ok := m.Date.Time(); ok && tellsDay(m, s.Story) && (t.held || !saidToday(m, s.Story)) {
		t.date = at
	}
	t.strength, t.keys = strengthOf(t), keysOf(t)
	t.lookUp = t.groups
	if len(t.sides) > 1 {
		t.lookUp = append(t.keys[:1:1], t.groups...)
	}
	return t
}

func personOf(m readout.Mention, p readout.Participant) person {
	return person{state: p.State, office: p.Office, name: strings.ToLower(p.Name), host: inferred(m, p)}
}

// inferred reports whether a participant is only concluded from a visit to the
// state: a part of the text was taken for the visitor, none for this person.
func inferred(m readout.Mention, p readout.Participant) bool {
	return m.Implied && !pointsAt(m, p) && slices.ContainsFunc(m.Participants, func(q readout.Participant) bool { return pointsAt(m, q) })
}

func pointsAt(m readout.Mention, p readout.Participant) bool {
	return p.Name != "" && slices.ContainsFunc(m.Evidence, func(e readout.Evidence) bool { return strings.Contains(e.Note, p.Name) })
}

// tellsDay reports whether the text names the day. Where it does not, a contact
// just held is given the day of publication, which may be a day or two late.
func tellsDay(m readout.Mention, s readout.Story) bool {
	return m.Date != readout.DateOf(s.Published) || slices.ContainsFunc(m.Evidence, func(e readout.Evidence) bool { return e.Role == "date" })
}

// saidToday reports whether the day is that of publication, called by its name:
// more often than not that is when somebody spoke of the plan ("said Wednesday").
// Where it is the day of the contact itself, the time of the story says as much.
func saidToday(m readout.Mention, s readout.Story) bool {
	today := s.Published.Weekday().String()
	return m.Date == readout.DateOf(s.Published) && slices.ContainsFunc(m.Evidence, func(e readout.Evidence) bool {
		return e.Role == "date" && len(e.Text) >= len("Mon") && strings.Contains(today, strings.TrimSuffix(e.Text, "."))
	})
}

func keysOf(c claim) []string {
	var out []string
	for i, a := range c.sides {
		for _, b := range c.sides[i+1:] {
			out = append(out, a+"-"+b)
		}
	}
	return append(out, c.groups...)
}

// compare orders claims, those first that tell more: only what says as much as
// a mention, or more, can lead it. So nothing vague holds together what is known
// to be two, and whoever leads has all the sides of those that follow.
func (c claim) compare(o claim) int {
	return cmp.Or(cmp.Compare(o.strength, c.strength), c.published.Compare(o.published))
}

// strengthOf tells how much a claim says: what counts most stands first.
func strengthOf(c claim) int {
	named := 0
	for _, p := range c.people {
		if p.name != "" && !p.host {
			named++
		}
	}
	out := 0
	for _, part := range []int{
		one(c.again), one(c.mode != readout.Unspecified), len(c.sides), named, most - min(len(c.groups), most),
		one(c.held), one(!c.date.IsZero()), one(c.main), one(!c.implied),
	} {
		out = out*(most+1) + min(part, most)
	}
	return out
}

// most bounds each part of a claim's strength, so that they do not run into each
// other: nine parts of six bits.
const most = 63

func one(so bool) int {
	if so {
		return 1
	}
	return 0
}

func (c claim) mayMeet() bool { return mayMeet(c.mode) }
