package merging

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"readout"
)

const day = 24 * time.Hour

// How far apart two stories on one contact may be.
const (
	slack      = 36 * time.Hour   // between two dates of one contact: zones, and "on Monday" late at night
	visit      = 60 * time.Hour   // the same between two leaders who meet, who may do so on three days of one visit
	aftermath  = 10 * day         // a story on what was held appears this long after it
	sameNews   = 3 * day          // between two undated stories on what was held
	freshNews  = 12 * time.Hour   // between two that are so close that they tell of the same hours
	samePlan   = 35 * day         // between two undated stories on a plan, and from a plan to its fulfilment
	sameIdea   = 14 * day         // the same where it is no more than proposed, or off
	farPlan    = 60 * day         // and where it is to be a while
	aWhile     = 6 * day          // what is to be "later this year" is not held before
	anotherDay = 12 * time.Hour   // nor what is to be the next time while this time is news
	oneDesk    = 90 * time.Minute // before the first story that says "again", others may tell of the same contact
)

// match tells how well a mention fits a contact.
type match struct {
	sides  bool          // they are the same
	groups bool          // and so are these
	people bool          // nobody had to be taken for somebody else
	held   bool          // both say that it was held
	apart  time.Duration // of the times at which it is said to be
	news   time.Duration // of the publications
}

// compare orders matches, the closest first.
func (a match) compare(b match) int {
	return cmp.Or(one(b.sides)-one(a.sides), one(b.groups)-one(a.groups), one(b.people)-one(a.people), one(b.held)-one(a.held),
		cmp.Compare(a.apart, b.apart), cmp.Compare(a.news, b.news))
}

// fits reports whether a mention tells of the same contact as one that leads,
// and how well it fits.
func fits(lead, m claim) (match, bool) {
	if !levelsAgree(lead, m) || !modesAgree(lead.mode, m.mode) || !sidesAgree(lead, m) || !peopleAgree(m.people, lead.people) || !againAgree(lead, m) {
		return match{}, false
	}
	apart, ok := apart(lead, m)
	if (len(lead.groups) > 0) != (len(m.groups) > 0) && apart >= visit {
		return match{}, false // where only one tells of a group, the time must say that it is the same
	}
	return match{
		sides: slices.Equal(lead.sides, m.sides), groups: slices.Equal(lead.groups, m.groups),
		people: !slices.ContainsFunc(m.people, func(p person) bool { return !slices.ContainsFunc(lead.people, p.same) }),
		held:   lead.held && m.held, apart: apart, news: lead.published.Sub(m.published).Abs(),
	}, ok
}

// levelsAgree keeps what leaders do apart from what their envoys do. A leader who
// deals with somebody of a state may deal with its leader.
func levelsAgree(lead, m claim) bool {
	return lead.level == m.level || lead.level == readout.LevelPrincipal &&
		slices.ContainsFunc(m.people, func(p person) bool { return !p.somebody() })
}

// modesAgree lets what a text leaves open be anything, and does not tell
// telephone from video, which outlets mix up.
func modesAgree(a, b readout.Mode) bool {
	return a == b || a == readout.Unspecified || b == readout.Unspecified || remote(a) && remote(b)
}

func remote(m readout.Mode) bool { return m == readout.Phone || m == readout.Video }

// sidesAgree reports whether the sides of the mention take part in the contact.
// Two leaders at the margins of a summit are not the summit.
func sidesAgree(lead, m claim) bool {
	switch {
	case sameGroup(lead, m):
		return guestsAgree(lead, m)
	case len(m.sides) < 2:
		return false
	case slices.Equal(lead.sides, m.sides):
		return true
	}
	return len(lead.groups)+len(m.groups) == 0 && atTable(lead, m)
}

// guestsAgree reports whether two meetings of one group are the same: its members
// are there whoever is named, but where only guests are told of, each has a meeting
// of its own. Leaders
// and ministers of a group do not meet together.
func guestsAgree(a, b claim) bool {
	if len(a.people) > 0 && len(b.people) > 0 && !slices.ContainsFunc(a.people, func(p person) bool {
		return slices.ContainsFunc(b.people, func(q person) bool { return p.office == q.office })
	}) {
		return false
	}
	members := len(a.guests) < len(a.sides) || len(b.guests) < len(b.sides)
	return members || len(a.guests) == 0 || len(b.guests) == 0 || slices.ContainsFunc(a.guests, func(s string) bool { return slices.Contains(b.guests, s) })
}

// atTable reports whether those of whom the mention tells are most of those who
// sat at one table. They may as well have met by themselves, so the time must be
// sure: the same day is named, or both are fresh news.
func atTable(lead, m claim) bool {
	if !lead.main || lead.implied || 2*len(m.sides) <= len(lead.sides) || slices.ContainsFunc(m.sides, func(s string) bool { return !slices.Contains(lead.sides, s) }) {
		return false
	}
	if !lead.date.IsZero() && !m.date.IsZero() {
		return lead.date.Equal(m.date)
	}
	return lead.held && m.held && lead.published.Sub(m.published).Abs() < freshNews
}

func sameGroup(a, b claim) bool {
	return slices.ContainsFunc(a.groups, func(g string) bool { return slices.Contains(b.groups, g) })
}

// peopleAgree reports whether each of them may be one of the others, where those
// have somebody of that side. Where no more than the state is told of some, one at
// least must be known to be the same.
func peopleAgree(these, others []person) bool {
	vague, sure := false, false
	for _, p := range these {
		there, found := false, false
		for _, q := range others {
			if q.state != p.state {
				continue
			}
			there, found = true, found || p.maybe(q)
			vague = vague || p.somebody() != q.somebody()
			sure = sure || p.somebody() && q.somebody() && p.maybe(q)
		}
		if there && !found {
			return false
		}
	}
	return sure || !vague
}

// maybe reports whether two may be one person.
func (p person) maybe(q person) bool {
	return p.state == q.state && (p.host || q.host || !p.somebody() || !q.somebody()) || p.same(q)
}

// somebody reports whether more than the state is told.
func (p person) somebody() bool { return p.name != "" || p.office.Principal() }

// same reports whether two are one person, even where one is only concluded.
func (p person) same(q person) bool {
	return p.state == q.state && p.office == q.office && namesAgree(p.name, q.name)
}

// namesAgree lets one stand for another who is not named, and a surname for the
// whole name.
func namesAgree(a, b string) bool {
	return a == "" || b == "" || a == b || strings.HasSuffix(a, " "+b) || strings.HasSuffix(b, " "+a)
}

// againAgree keeps apart what a text says was the second time: the first is told
// by those who wrote before, and say nothing of the kind.
func againAgree(a, b claim) bool {
	switch {
	case a.again == b.again:
		return true
	case a.again:
		return b.published.After(a.published.Add(-oneDesk))
	default:
		return a.published.After(b.published.Add(-oneDesk))
	}
}

// apart reports whether the times that two tell agree, and how far they are
// from each other.
func apart(a, b claim) (time.Duration, bool) {
	switch {
	case !a.date.IsZero() && !b.date.IsZero():
		d := a.date.Sub(b.date).Abs()
		return d, d < reach(a, b)
	case !a.date.IsZero():
		return b.toDateOf(a)
	case !b.date.IsZero():
		return a.toDateOf(b)
	case a.held && b.held:
		d := a.published.Sub(b.published).Abs()
		return d, d <= sameNews
	case a.held:
		return a.fulfils(b)
	case b.held:
		return b.fulfils(a)
	default:
		d := a.published.Sub(b.published).Abs()
		return d, d <= min(a.patience(), b.patience())
	}
}

// reach is how far apart the days may be that two name.
func reach(a, b claim) time.Duration {
	if a.mayMeet() && b.mayMeet() {
		return visit
	}
	return slack
}

// toDateOf tells how far an undated story is from the date that another names:
// what was held lies behind its story, what is planned before it. Two that tell
// of a plan may do so long before its date.
func (c claim) toDateOf(dated claim) (time.Duration, bool) {
	after := c.published.Sub(dated.date)
	if c.held {
		return after.Abs(), after > -slack && after < aftermath
	}
	ahead := -after
	if c.soonest > 0 && ahead < c.soonest {
		return 0, false
	}
	if !dated.held {
		ahead = min(ahead, c.published.Sub(dated.published).Abs())
	}
	return after.Abs(), ahead < c.patience() && after < reach(c, dated)
}

// fulfils tells how far it is from a plan to the story that it was carried out.
func (c claim) fulfils(plan claim) (time.Duration, bool) {
	d := c.published.Sub(plan.published)
	return d.Abs(), d > cmp.Or(plan.soonest, -slack) && d < plan.patience()
}

// patience is how long a story on what is to come may wait for it.
func (c claim) patience() time.Duration {
	switch {
	case c.soonest >= aWhile:
		return farPlan
	case c.status == readout.Planned:
		return samePlan
	}
	return sameIdea
}
