package contacts

import (
	"slices"
	"time"
)

// News of the first hours of a day, in UTC, tells of the day before: it is night in Europe
// and evening in America. Only in the east of Asia the new day has begun.

// The hours until which leaders have slept, in Europe and in Washington, or are up late.
const (
	europeanNight = 5
	europeanDawn  = 7
	americanDawn  = 11

	// easternEvening is the hour from which those who arrive in the east have come for the next day.
	easternEvening = 8
)

const america, israel = "US", "IL"

// justNow returns when what a story has just told of took place. Feeds that know only the
// day write midnight.
func (d *Detector) justNow(t *text, f *finding) time.Time {
	published := t.story.Published
	if published.Equal(published.Truncate(24*time.Hour)) || !d.ofTheDayBefore(t, f, published.Hour()) {
		return published
	}
	return published.Add(-time.Duration(published.Hour()+1) * time.Hour)
}

// ofTheDayBefore reports whether news of the hour tells of the day before. The present of
// headlines may be newer than the hour: some pages are kept for a day and told anew.
func (d *Detector) ofTheDayBefore(t *text, f *finding, hour int) bool {
	over := t.over(f.at)
	switch {
	case hour == 0:
		return true
	case hour >= americanDawn:
		return false
	case over && d.inAmerica(t, f.at):
		return true
	case hour < europeanNight && (over || d.inAmerica(t, f.at)) && d.home(t) == america && slices.Contains(f.principals(), america):
		return true
	case d.inTheEast(t):
		return false
	case hour < europeanNight:
		return over || d.home(t) != israel
	}
	_, official := d.site(t)
	return hour < europeanDawn && over && !official && d.home(t) != israel
}

// inTheEast reports whether the story names somebody or some place of the east of Asia or
// the Pacific, where it is day.
func (d *Detector) inTheEast(t *text) bool {
	return slices.ContainsFunc(t.elements, func(e element) bool {
		return e.actor != nil && (d.eastern(t, e.actor.state) || d.eastern(t, e.actor.group))
	})
}

// eastern reports whether a state or group is one of the east of Asia or the Pacific.
func (d *Detector) eastern(t *text, code string) bool {
	switch code {
	case "":
		return false
	case "KP", "ASEAN", "APEC", "Quad", "East Asia Summit":
		return true
	}
	return d.roster.Covers("Asian leaders", code, t.story.Published) || d.roster.Covers("Pacific Islands Forum", code, t.story.Published)
}

// atNight reports whether the story is one of the first hours of a day, and tells of the day
// before.
func (t *text) atNight() bool {
	published := t.story.Published
	return published.Hour() < europeanNight && !published.Equal(published.Truncate(24*time.Hour))
}

// inAmerica reports whether the sentence of element k names a place there, or another one
// does as the place of a contact: "during talks at the White House".
func (d *Detector) inAmerica(t *text, k int) bool {
	for j := range t.elements {
		if a := t.elements[j].actor; a != nil && (!a.weak || !a.town || a.possessive) || d.homeAt(t, j) != america {
			continue
		}
		speaks := !t.ends(j) && t.elements[j+1].actor == nil && t.elements[j+1].is(isReport)
		if t.sentence(j) == t.sentence(k) && !speaks || t.nounPlaced(j) {
			return true
		}
	}
	return false
}

// nounPlaced reports whether the place at element j is that of a contact: "talks at the White
// House", "met in Washington".
func (t *text) nounPlaced(j int) bool {
	at := j - 1 // "talks in", "Washington"
	switch t.firstWord(j) {
	case "at", "in":
		at = j // "talks", "at the White House"
	}
	if at < 1 || at < j && !t.is(at, "at", "in") || t.sentence(at-1) != t.sentence(j) {
		return false
	}
	e := &t.elements[at-1]
	return e.actor == nil && (e.noun != noFrame || e.verb != noFrame)
}

// over reports whether what element k tells of is told as past, and not in the present of
// headlines, which serves for what is still to come too.
func (t *text) over(k int) bool {
	e := &t.elements[k]
	if e.verb != noFrame && e.noun == noFrame || e.forms&formNoun == 0 {
		return e.forms&formPast != 0
	}
	return t.before(k)&(isAfter|isPast) != 0 || t.timed(k)
}
