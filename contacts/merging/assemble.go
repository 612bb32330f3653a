package merging

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"readout"
)

// Limits of what a contact shows.
const (
	maxTopics     = 5
	maxConfidence = 0.99
)

// Assemble puts a contact together from all that is told of it. It depends on
// the set of sources only, not on their order. There must be one at least.
func Assemble(sources []readout.Source) readout.Contact {
	sources = slices.Clone(sources)
	slices.SortStableFunc(sources, order)
	telling := telling(sources)
	status, was := status(telling)
	c := readout.Contact{
		Participants: participants(telling),
		Groups:       groups(telling),
		Mode:         mode(telling),
		Status:       status,
		Was:          was,
		Date:         date(telling),
		Level:        telling[0].Mention.Level,
		Implied:      !slices.ContainsFunc(telling, func(s readout.Source) bool { return !s.Mention.Implied }),
		Topics:       topics(telling),
		Confidence:   confidence(telling),
		Sources:      sources,
	}
	c.FirstSeen, c.UpdatedAt = seen(sources)
	return c
}

// order puts sources in an order that does not depend on how they came: by
// publication, then by whatever tells them apart.
func order(a, b readout.Source) int {
	known := cmp.Or(
		a.Story.Published.Compare(b.Story.Published),
		cmp.Compare(a.Story.Source, b.Story.Source),
		cmp.Compare(a.Story.Key, b.Story.Key),
		cmp.Compare(a.Mention.Date, b.Mention.Date),
		cmp.Compare(a.Mention.Status, b.Mention.Status),
		cmp.Compare(a.Mention.Mode, b.Mention.Mode),
	)
	if known != 0 {
		return known
	}
	return cmp.Compare(written(a.Mention), written(b.Mention))
}

// written tells two mentions of one story apart that agree in all but who took part.
func written(m readout.Mention) string {
	return fmt.Sprint(m.Participants, m.Groups, m.Summit, m.Salience, m.Level, m.Implied, m.Confidence)
}

// telling returns the sources that report the contact; where none does, those
// that refer to it.
func telling(sources []readout.Source) []readout.Source {
	for _, good := range []func(readout.Mention) bool{
		readout.Mention.Reportable,
		func(m readout.Mention) bool { return m.Salience == readout.Main },
	} {
		if out := slices.DeleteFunc(slices.Clone(sources), func(s readout.Source) bool { return !good(s.Mention) }); len(out) > 0 {
			return out
		}
	}
	return sources
}

// weight is how much a source counts where sources disagree.
func weight(s readout.Source) float64 {
	w := 0.5 + s.Mention.Confidence
	if s.Story.Kind == readout.Official {
		w *= 2
	}
	return w
}

// elect returns the value with the most weight; among equals the least one.
func elect[T cmp.Ordered](sources []readout.Source, value func(readout.Mention) (T, bool)) (winner T) {
	votes := map[T]float64{}
	for _, s := range sources {
		if v, ok := value(s.Mention); ok {
			votes[v] += weight(s)
		}
	}
	best := -1.0
	for v, n := range votes {
		if n > best+1e-9 || math.Abs(n-best) <= 1e-9 && v < winner {
			winner, best = v, n
		}
	}
	return winner
}

func mode(sources []readout.Source) readout.Mode {
	return cmp.Or(elect(sources, func(m readout.Mention) (readout.Mode, bool) {
		return m.Mode, m.Mode != readout.Unspecified
	}), readout.Unspecified)
}

// date is the day that most stories name; where none names one, that of the
// first.
func date(sources []readout.Source) readout.Date {
	naming := slices.DeleteFunc(slices.Clone(sources), func(s readout.Source) bool { return !tellsDay(s.Mention, s.Story) })
	if told := elect(naming, func(m readout.Mention) (readout.Date, bool) { return m.Date, m.Date != "" }); told != "" {
		return told
	}
	for _, s := range sources {
		if s.Mention.Date != "" {
			return s.Mention.Date
		}
	}
	return ""
}

// status follows the news: each story may move a contact on, but none takes
// back that it was held.
func status(sources []readout.Source) (now, was readout.Status) {
	for _, s := range sources {
		next := s.Mention.Status
		if next == now || now == readout.Held || now == readout.Planned && next == readout.Proposed {
			continue
		}
		now, was = next, now
	}
	return now, was
}

// participants unites those of all sources. A name from one fills the gap of
// another. The account with the most people sets the order.
func participants(sources []readout.Source) []readout.Participant {
	ordered := slices.Clone(sources)
	slices.SortStableFunc(ordered, func(a, b readout.Source) int {
		return cmp.Compare(len(b.Mention.Participants), len(a.Mention.Participants))
	})
	out := []readout.Participant{}
	for _, named := range []bool{true, false} {
		for _, s := range ordered {
			for _, p := range s.Mention.Participants {
				if (p.Name != "") == named {
					out = unite(out, p)
				}
			}
		}
	}
	return out
}

func unite(all []readout.Participant, p readout.Participant) []readout.Participant {
	i := slices.IndexFunc(all, func(q readout.Participant) bool {
		return p.State == q.State && p.Office == q.Office && namesAgree(strings.ToLower(p.Name), strings.ToLower(q.Name))
	})
	if i < 0 {
		return append(all, p)
	}
	if len(p.Name) > len(all[i].Name) {
		all[i].Name = p.Name
	}
	all[i].Title = cmp.Or(all[i].Title, p.Title)
	return all
}

func groups(sources []readout.Source) []string {
	out := []string{}
	for _, s := range sources {
		for _, g := range s.Mention.Groups {
			if !slices.ContainsFunc(out, func(one string) bool { return strings.EqualFold(one, g) }) {
				out = append(out, g)
			}
		}
	}
	slices.Sort(out)
	return out
}

// topics returns those most often told, the most frequent first.
func topics(sources []readout.Source) []string {
	count := map[string]int{}
	for _, s := range sources {
		for _, t := range s.Mention.Topics {
			count[t]++
		}
	}
	out := make([]string, 0, len(count))
	for t := range count {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b))
	})
	return out[:min(len(out), maxTopics)]
}

// confidence takes outlets as independent witnesses: that all of them are
// wrong is as likely as the product of their doubts.
func confidence(sources []readout.Source) float64 {
	best := map[string]float64{}
	for _, s := range sources {
		best[s.Story.Source] = max(best[s.Story.Source], s.Mention.Confidence)
	}
	outlets := make([]string, 0, len(best))
	for name := range best {
		outlets = append(outlets, name)
	}
	slices.Sort(outlets) // the same order of multiplication gives the same last digit
	doubt := 1.0
	for _, name := range outlets {
		doubt *= 1 - best[name]
	}
	return min(1-doubt, maxConfidence)
}

func seen(sources []readout.Source) (first, last time.Time) {
	for _, s := range sources {
		if first.IsZero() || s.Story.FirstSeen.Before(first) {
			first = s.Story.FirstSeen
		}
		if s.Story.FirstSeen.After(last) {
			last = s.Story.FirstSeen
		}
	}
	return first, last
}
