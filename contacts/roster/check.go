package roster

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// FindingKind tells what sort of doubt a finding is.
type FindingKind string

// The kinds of finding. Only overlaps are errors; the others are worth a look.
const (
	FindingOverlap   FindingKind = "overlap"   // two persons hold an office for one at the same time
	FindingGap       FindingKind = "gap"       // nobody holds an office for some weeks between two terms
	FindingDate      FindingKind = "date"      // a term's date is not known to the day
	FindingAmbiguous FindingKind = "ambiguous" // one alias stands for several people in office at the same time
	FindingNobody    FindingKind = "nobody"    // a state has no executive on record
)

// Finding is one doubt about the data.
type Finding struct {
	Kind   FindingKind
	State  string
	Office string // key of the office, "" where the finding is not about one
	Text   string // the doubt in words
}

// longestGap is how long an office may stand empty before it is remarked:
// governments take weeks to form, but the press names an acting holder.
const longestGap = 45 * 24 * time.Hour

// complete is the day since which the roster means to have no gaps. Earlier
// terms are there only because their holders are still in the news.
func complete() time.Time { return time.Date(2021, time.October, 1, 0, 0, 0, 0, time.UTC) }

// Check looks for gaps, overlaps, imprecise dates and ambiguous aliases.
// Overlaps come first.
func (r *Roster) Check() []Finding {
	var out []Finding
	for _, s := range r.states {
		byOffice := map[string][]Term{}
		for _, t := range r.termsByState[s.Code] {
			byOffice[t.Key] = append(byOffice[t.Key], t)
		}
		for _, key := range slices.Sorted(maps.Keys(byOffice)) {
			office, _ := s.Office(key)
			out = append(out, checkOffice(office, byOffice[key])...)
		}
		if _, ok := byOffice[s.Offices[0].Key]; !ok {
			out = append(out, Finding{FindingNobody, s.Code, s.Offices[0].Key, "nobody is on record as " + titleIn(s.Offices[0].Title, s, s.Offices[0])})
		}
	}
	out = append(out, r.checkAliases()...)
	slices.SortStableFunc(out, func(a, b Finding) int { return findingOrder(a.Kind) - findingOrder(b.Kind) })
	return out
}

func findingOrder(k FindingKind) int {
	return slices.Index([]FindingKind{FindingOverlap, FindingNobody, FindingGap, FindingAmbiguous, FindingDate}, k)
}

// checkOffice looks at the terms of one office, which come by start.
func checkOffice(office Office, terms []Term) []Finding {
	var out []Finding
	for i, t := range terms {
		finding := func(kind FindingKind, format string, args ...any) {
			out = append(out, Finding{kind, t.State, t.Key, fmt.Sprintf(format, args...)})
		}
		if office.Class.Principal() {
			for _, d := range []Day{t.From, t.To} {
				if !d.IsZero() && !d.Exact() {
					finding(FindingDate, "%s, %s: %s is not known to the day", t.Leader, t.In, d)
				}
			}
		}
		if i == 0 || office.Several {
			continue
		}
		before := terms[i-1]
		switch {
		case before.To.IsZero() || before.To.first().After(t.From.last()):
			finding(FindingOverlap, "%s is still %s when %s takes over on %s", before.Leader, before.In, t.Leader, t.From)
		case t.From.first().After(complete()) && t.From.first().Sub(before.To.last()) > longestGap:
			finding(FindingGap, "nobody is %s from %s to %s", t.In, before.To, t.From)
		}
	}
	return out
}

// checkAliases looks for texts that stand by themselves for two principals of
// different states who are in office at the same time.
func (r *Roster) checkAliases() []Finding {
	owners := map[string][]Leader{}
	for _, l := range r.leaders {
		for _, a := range l.Aliases {
			if a.Alone {
				owners[Fold(a.Text)] = append(owners[Fold(a.Text)], l)
			}
		}
	}
	var out []Finding
	for _, text := range slices.Sorted(maps.Keys(owners)) {
		names := contemporaries(owners[text])
		if len(names) > 1 {
			out = append(out, Finding{FindingAmbiguous, "", "", fmt.Sprintf("%q stands for %s", text, strings.Join(names, ", "))})
		}
	}
	return out
}

// contemporaries returns the names of those who were principals of different
// states at the same time as another of them.
func contemporaries(leaders []Leader) []string {
	var out []string
	for _, a := range leaders {
		for _, b := range leaders {
			if a.Name != b.Name && together(a, b) && !slices.Contains(out, a.Name) {
				out = append(out, a.Name)
			}
		}
	}
	return out
}

func together(a, b Leader) bool {
	for _, s := range a.Terms {
		for _, t := range b.Terms {
			apart := s.To.last().Before(t.From.first()) || t.To.last().Before(s.From.first())
			if !apart && s.State != t.State && s.Office.Principal() && t.Office.Principal() {
				return true
			}
		}
	}
	return false
}
