package contacts

import (
	"slices"
	"strings"

	"readout"
)

// aside marks the summit at whose margins leaders have a meeting of their own
// that the story tells of: it is mentioned in passing.
func (t *text) aside(findings []finding) {
	for i := range findings {
		f := &findings[i]
		mentioned := t.attendedMeanwhile(f) || f.below && t.elements[f.at].noun != noFrame && t.elements[f.at].verb == noFrame && (f.unsure || f.status != readout.Held)
		if len(f.groups) == 0 || !f.margins && !mentioned && !t.heading(f) {
			continue
		}
		if f.margins && f.below && (len(f.people) == 0 || f.status != readout.Held && slices.Equal(f.principals(), f.groups)) {
			f.back = true // "ahead of the G7 summit", of which nobody is named, or none but NATO's chief
			continue
		}
		for j := range findings {
			g := &findings[j]
			if f.status == readout.Held && g.status == readout.Planned && !f.below {
				continue // "settles row at EU summit before Putin face-off"
			}
			ahead := f.status == readout.Planned && f.margins && g.status == readout.Held && !slices.Equal(f.groups, g.groups) // "meets Baltic leaders ahead of NATO summit"
			if j != i && (len(g.groups) == 0 || ahead) && g.leaders() && !g.implied && within(f.principals(), g.principals()) && !(f.status == readout.Planned && g.status == readout.Held && len(f.principals()) > 1 && t.elements[f.at].actor == nil && t.elements[f.at].verb == frameMeet) {
				f.back = true
			}
		}
	}
}

// heading reports whether a group's summit is only what the title names as its subject before a
// colon: "NATO summit: Biden meets Erdogan".
func (t *text) heading(f *finding) bool {
	return len(f.people) == 0 && !t.ends(f.at) && t.elements[f.at+1].mark == ':' && t.tokens[t.elements[f.at].from].field == inTitle
}

// attendedMeanwhile reports whether a finding tells only what brought leaders to the place
// of another contact: "shook hands in Lima, where they are attending a summit".
func (t *text) attendedMeanwhile(f *finding) bool {
	if e := &t.elements[f.at]; !f.below || e.verb != frameAttend {
		return false
	}
	return t.precededBy(f.at, 5, "where", "while")
}

// invited marks the invitations that were spoken at a contact of the same leaders: what they are
// to is a visit.
func (t *text) invited(findings []finding) {
	for i := range findings {
		f := &findings[i]
		if f.frame != frameInvite || f.status != readout.Proposed || t.mutual(f.at) || !t.toVisit(f.at) {
			continue
		}
		for j := range findings {
			if g := &findings[j]; j != i && g.status == readout.Held && g.leaders() && !g.back && !g.implied && within(f.principals(), g.principals()) {
				f.implied = true
			}
		}
	}
}

// toVisit reports whether the invitation at element k is to a country or town at any time, and
// not to a meeting, a summit or a seat.
func (t *text) toVisit(k int) bool {
	visit := false
	for j := range t.forward(k, 8) {
		e := &t.elements[j]
		switch {
		case e.actor != nil && e.actor.group != "", e.actor == nil && (e.verb == frameMeet || e.noun == frameMeet || e.noun == frameTalks || e.noun == frameSummit || e.is(isVenue) || e.day.kind != 0):
			return false
		case e.actor == nil && (e.verb == frameVisit || e.noun == frameVisit), e.actor != nil && e.actor.weak && t.is(j-1, "to") && !strings.Contains(t.lower(j), " "):
			visit = true
		}
	}
	return visit
}

// inPassing reports whether the verb at element k only tells what comes before or after
// something else: "to visit Seoul before hosting the G7".
func (t *text) inPassing(k int) bool {
	e := &t.elements[k]
	return k > 0 && e.actor == nil && e.verb != noFrame && e.forms&formIng != 0 && t.sentence(k-1) == t.sentence(k) &&
		t.elements[k-1].actor == nil && t.elements[k-1].is(isBefore|isAfter) && !t.begins(k-1)
}

// greets reports whether element k tells of how somebody was received on arrival.
func (t *text) greets(k int) bool {
	switch t.firstWord(k) {
	case "greets", "greeted", "welcomes", "welcomed", "receives", "received", "hugs", "hugged", "embraces", "embraced", "shakes", "shook":
		return true
	}
	return false
}

// saw reports whether a finding is told by a verb of the past, or of taking part now,
// that has leaders face to face.
func (t *text) saw(f *finding) bool {
	e := &t.elements[f.at]
	if e.verb == frameAttend && e.forms == formIng {
		return len(f.people) == 1 && t.passive(f.at) // "is taking part"
	}
	if e.actor == nil && e.verb == frameJoint && e.forms == formIng {
		return f.dated >= 0 // "signed alongside the president on Monday"
	}
	return e.actor == nil && e.forms&(formPast|formBase|formNoun) == formPast && (e.verb == frameMeet || e.verb == frameJoint || e.verb == frameHost)
}
