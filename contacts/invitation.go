package contacts

import (
	"slices"
	"strings"

	"readout"
)

// Invitations and offers of a contact: "accepts Xi's invitation".

// invitation reads "accepts Xi's invitation", "snubs Trump's offer of talks".
func (d *Detector) invitation(t *text, k int, f finding, owner side, possessive bool, earlier []finding) (finding, bool) {
	if !t.offersContact(k) {
		return f, false // "rejects Trump's offer to send troops"
	}
	if len(owner.actors) == 1 && owner.actors[0].group != "" && !possessive {
		owner, possessive = t.owner(owner.first) // "Carney's G7 invite"
	}
	owner = d.resolve(t, owner, k, earlier)
	if owner.kind == subjectNone {
		owner, possessive = t.invitedTo(k), true
	}
	if len(owner.actors) == 1 && owner.actors[0].weak && (owner.actors[0].town || possessive) {
		if host := d.executive(t, owner.actors[0].state, owner.actors[0].from, owner.actors[0].to); host != nil {
			owner.actors, possessive = []*actor{host}, true // "gets White House invite"
		}
	}
	if !possessive || len(owner.actors) != 1 || !owner.actors[0].leader() {
		return f, false
	}
	guest := d.resolve(t, t.farSubject(owner.first, side{first: owner.first}), k, earlier, owner.actors...)
	if a := guest.actors; len(a) == 1 && a[0].weak {
		if leader := d.executive(t, a[0].state, a[0].from, a[0].to); leader != nil {
			guest.actors = []*actor{leader} // "Beijing rejects Trump's offer"
		}
	}
	if len(guest.actors) == 0 || !guest.actors[0].leader() || !several(append(slices.Clone(guest.actors), owner.actors...)) {
		return f, false
	}
	f.frame, f.strength = frameMeet, 0.7
	f.actors = append(append(f.actors, guest.actors...), owner.actors...)
	switch cues := t.before(owner.first); {
	case cues&isNot != 0 && !(owner.first > 0 && t.is(owner.first-1, "responded to", "respond to", "responds to", "replied to", "reply to", "answered", "answer")) || owner.first > 0 && t.turnsDown(owner.first-1):
		f.set(readout.Off, "called off or denied")
	case t.accepted(k):
		f.set(readout.Planned, "an invitation accepted")
	default:
		f.set(readout.Proposed, "an invitation")
	}
	if f.status == readout.Planned {
		d.date(t, k, &f)
	}
	return f, true
}

// offersContact reports whether what is offered at element k is a contact: "offer to meet",
// "offer of talks". Invitations always are.
func (t *text) offersContact(k int) bool {
	if !strings.HasPrefix(t.lower(k), "offer") {
		return true
	}
	for j := range t.forward(k, 4) {
		if t.elements[j].actor == nil && (t.elements[j].noun != noFrame || t.elements[j].verb != noFrame) {
			return true
		}
	}
	return false
}

// invitedTo returns the state or town that the invitation at element k is to: "receives
// invitation to the White House".
func (t *text) invitedTo(k int) side {
	if !strings.HasPrefix(t.lower(k), "invit") {
		return side{} // "an offer to Sudan"
	}
	at := k + 1
	if !t.endsWithTo(k) {
		if at >= len(t.elements) || t.sentence(at) != t.sentence(k) || !t.is(at, "to", "to visit") {
			return side{}
		}
		at++
	}
	if at >= len(t.elements) || t.sentence(at) != t.sentence(k) || t.elements[at].actor == nil || !t.elements[at].actor.weak || t.elements[at].actor.possessive {
		return side{}
	}
	if !t.objectEnds(at, at+1) {
		return side{} // "invitation to the Rome book fair"
	}
	return side{actors: []*actor{t.elements[at].actor}, kind: subjectBeside, first: k}
}

// takenUp reports whether the story says elsewhere that the invitation at element k is
// accepted: "US president has accepted the offer".
func (t *text) takenUp(k int) bool {
	for j := range t.elements {
		if j == k || t.sentence(j) == t.sentence(k) && j < k || !t.is(j, "accepted", "accepts") {
			continue
		}
		for i := range t.forward(j, 3) {
			if word := t.firstWord(i); strings.HasPrefix(word, "invit") || strings.HasPrefix(word, "offer") {
				return true
			}
		}
	}
	return false
}

// accepted reports whether an invitation before element k is accepted.
func (t *text) accepted(k int) bool {
	for j := range t.backward(k, far) {
		if t.elements[j].actor == nil && strings.HasPrefix(t.lower(j), "accept") {
			return true
		}
	}
	return false
}

// acceptedThen reports whether the sentence says, behind the invitation at element k, that it
// was accepted: "invites Trump to Rome, says he accepted".
func (t *text) acceptedThen(k int) bool {
	for j := range t.forward(k, far) {
		switch t.firstWord(j) {
		case "accepted", "accepts":
			return j == 0 || !t.elements[j-1].is(isNot|isMay|isWill|isTo)
		}
	}
	return false
}
