package briefings

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"readout"
)

// What a contact weighs in a briefing. Rank counts most, then the sides' own
// word, then how many tell it independently, then how rarely the two deal with
// each other.
const (
	leaderPoints  = 5
	cabinetPoints = 2
	rankLimit     = 20 // at a summit not every guest counts
	sidePoints    = 4  // for each side that has published its own account …
	sideLimit     = 2  // … up to so many
	sourceLimit   = 10 // a point for each independent source, up to so many

	longPoints    = 5 // the two sides were not in contact for longSilence
	silencePoints = 3 // … for shortSilence
	unknownPoints = 4 // no earlier contact between them is known
	longSilence   = 90 * 24 * time.Hour
	shortSilence  = 30 * 24 * time.Hour
)

// weight is what a contact weighs, and why.
type weight struct {
	leaders, cabinet int      // how many of each take part
	confirmed        []string // sides that have published their own account
	sources          int      // independent of the sides and of each other
	rarity           int      // points
}

func (w weight) rank() int   { return min(leaderPoints*w.leaders+cabinetPoints*w.cabinet, rankLimit) }
func (w weight) sides() int  { return sidePoints * min(len(w.confirmed), sideLimit) }
func (w weight) spread() int { return min(w.sources, sourceLimit) }
func (w weight) total() int  { return w.rank() + w.sides() + w.spread() + w.rarity }

func (i Item) weight() weight {
	w := weight{confirmed: i.Contact.ConfirmedBy(), sources: independent(i.Contact), rarity: i.rarity()}
	for _, p := range i.Contact.Participants {
		switch p.Office {
		case readout.OfficeHead:
			w.leaders++
		case readout.OfficeForeign, readout.OfficeDefence:
			w.cabinet++
		}
	}
	return w
}

// rarity gives points where two sides deal with each other rarely.
func (i Item) rarity() int {
	if len(i.Contact.Sides()) != 2 {
		return 0
	}
	last, known := i.Earlier.Last.Time()
	if !known {
		return unknownPoints
	}
	switch silent := i.Contact.Day().Sub(last); {
	case silent >= longSilence:
		return longPoints
	case silent >= shortSilence:
		return silencePoints
	}
	return 0
}

// independent counts the outlets that tell of a contact by themselves: not the
// sides, and of those that print the same headline one.
func independent(c readout.Contact) int {
	var outlets, headlines []string
	own := c.Sides()
	for _, s := range c.Sources {
		headline := letters(s.Story.Title)
		official := s.Story.Kind == readout.Official && slices.Contains(own, s.Story.State)
		if official || slices.Contains(outlets, s.Story.Source) || slices.Contains(headlines, headline) {
			continue
		}
		outlets, headlines = append(outlets, s.Story.Source), append(headlines, headline)
	}
	return len(outlets)
}

// letters returns the letters and digits of a text in lower case.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// reason is one part of a weight, in words.
type reason struct {
	text   string
	points int
}

// reasons says what a contact's weight is made of, the largest part first.
func (w Writer) reasons(i Item) []reason {
	weight := i.weight()
	var out []reason
	if weight.leaders > 0 || weight.cabinet > 0 {
		var who []string
		if weight.leaders > 0 {
			who = append(who, w.printer.Say("%d leaders", weight.leaders))
		}
		if weight.cabinet > 0 {
			who = append(who, w.printer.Say("%d ministers", weight.cabinet))
		}
		out = append(out, reason{w.printer.And(who), weight.rank()})
	}
	if len(weight.confirmed) > 0 {
		out = append(out, reason{w.printer.Say("confirmed by %s", w.printer.And(w.sides(weight.confirmed))), weight.sides()})
	}
	if weight.sources > 0 {
		out = append(out, reason{w.printer.Say("%d independent sources", weight.sources), weight.spread()})
	}
	if weight.rarity > 0 {
		text := w.printer.Say("no earlier contact between them known")
		if when := w.printer.Date(i.Earlier.Last); when != "" {
			text = w.printer.Say("last contact between them before: %s", when)
		}
		out = append(out, reason{text, weight.rarity})
	}
	slices.SortStableFunc(out, func(a, b reason) int { return b.points - a.points })
	return out
}

// weighed says what a contact weighs, and for what: "16 points: 2 leaders (10),
// 6 independent sources (6)".
func (w Writer) weighed(i Item) readout.Text {
	var parts []string
	for _, r := range w.reasons(i) {
		parts = append(parts, w.printer.Say("%s (%d)", r.text, r.points))
	}
	return readout.T(w.printer.Say("%s: %s", w.printer.Say("%d points", i.weight().total()), strings.Join(parts, ", ")))
}

// Order says why a briefing is in the order that it is in: what each contact
// weighs, and for what.
func (w Writer) Order(d Digest) []readout.Message {
	d = d.sorted()
	var lines []readout.Text
	items := slices.Concat(d.New, d.Moved)
	slices.SortStableFunc(items, byWeight)
	for _, item := range items[:min(len(items), maxLines)] {
		line := readout.Text{{Text: w.who(item.Contact), Style: readout.Bold}, {Text: " · "}}
		lines = append(lines, append(line, w.weighed(item)...))
	}
	if len(lines) == 0 {
		lines = []readout.Text{readout.T(w.printer.Say("There is nothing to put in order."))}
	}
	d.Title, d.Order = w.printer.Say("Why this order"), ""
	return w.pages(d, []section{{lines: lines}}, w.printer.Say("%d contacts", len(items)))
}
