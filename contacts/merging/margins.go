package merging

import (
	"slices"
	"strings"

	"readout"
)

// manySides is how many sides make a meeting a summit that has no group's name.
const manySides = 4

// IsSummit reports whether other contacts may take place at the margins of this
// one.
func IsSummit(c readout.Contact) bool {
	return c.Level == readout.LevelPrincipal && mayMeet(c.Mode) && c.Status != readout.Off && (len(c.Groups) > 0 || len(c.Sides()) >= manySides)
}

// AtMargins reports whether a contact takes place at the margins of a summit: a
// few of those who take part meet by themselves on its days.
func AtMargins(c, summit readout.Contact, groups readout.Groups) bool {
	if len(c.Groups) > 0 || !mayMeet(c.Mode) || c.Status == readout.Off || !IsSummit(summit) || !sameDays(c, summit) {
		return false
	}
	sides := c.Sides()
	if len(sides) < 2 || len(sides) >= manySides {
		return false
	}
	if says(c, summit) {
		return slices.ContainsFunc(sides, func(side string) bool { return takesPart(side, summit, groups) })
	}
	return !slices.ContainsFunc(sides, func(side string) bool { return !takesPart(side, summit, groups) }) && sameOffices(c, summit)
}

// Summit returns the one of the summits at whose margins the contact takes place,
// nil for none. One that the stories name comes before others, then one with a
// group's name, then the first.
func Summit(c readout.Contact, summits []*readout.Contact, groups readout.Groups) *readout.Contact {
	var best *readout.Contact
	bestRank := 0
	for _, s := range summits {
		if !AtMargins(c, *s, groups) {
			continue
		}
		if rank := 4*one(says(c, *s)) + 2*one(len(s.Groups) > 0) + 1; rank > bestRank {
			best, bestRank = s, rank
		}
	}
	return best
}

func mayMeet(m readout.Mode) bool { return m == readout.InPerson || m == readout.Unspecified }

func sameDays(a, b readout.Contact) bool {
	da, oka := a.Date.Time()
	db, okb := b.Date.Time()
	return oka && okb && da.Sub(db).Abs() < visit
}

// takesPart reports whether a side is told of as taking part in the summit, or
// belongs to the group that meets.
func takesPart(side string, summit readout.Contact, groups readout.Groups) bool {
	return slices.Contains(summit.Sides(), side) || slices.ContainsFunc(summit.Groups, func(g string) bool { return groups.Covers(g, side, summit.Day()) })
}

// sameOffices keeps what ministers do on the days of a summit of leaders apart
// from it.
func sameOffices(c, summit readout.Contact) bool {
	return !slices.ContainsFunc(summit.Participants, func(p readout.Participant) bool { return p.Office.Principal() }) ||
		slices.ContainsFunc(c.Participants, func(p readout.Participant) bool {
			return slices.ContainsFunc(summit.Participants, func(q readout.Participant) bool { return p.Office.Principal() && p.Office == q.Office })
		})
}

// says reports whether a story of the contact names the summit's group beside a
// word for its margins.
func says(c, summit readout.Contact) bool {
	return slices.ContainsFunc(c.Sources, func(s readout.Source) bool {
		text := strings.ToLower(s.Story.Title + " " + s.Story.Summary)
		return (strings.Contains(text, "sideline") || strings.Contains(text, "margins") || strings.Contains(text, "summit")) &&
			slices.ContainsFunc(summit.Groups, func(g string) bool { return strings.Contains(text, strings.ToLower(g)) })
	})
}
