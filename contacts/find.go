package contacts

import (
	"slices"
	"strings"

	"readout"
)

// maxFindings bounds what is made of one story. News tell of a few contacts; it bounds
// the work done for hostile input.
const maxFindings = 64

// find looks at every frame of the text, and at leaders who deal with each other.
func (d *Detector) find(t *text) []finding {
	var out []finding
	for k := range t.elements {
		if len(out) >= maxFindings {
			break
		}
		e := &t.elements[k]
		if e.actor != nil && (e.actor.group != "" || d.alliance(t, k)) {
			if f, ok := d.presence(t, k, out); ok {
				out = append(out, f)
			}
			continue
		}
		if e.actor != nil || e.is(isPlain) && !t.nounAfterAll(k) && !d.paysCall(t, k) || e.verb == noFrame && e.noun == noFrame {
			continue
		}
		f, ok := d.frameAt(t, k, out)
		if ok {
			t.coordinated(&f, out)
			out = append(out, f)
			out = d.elsewhen(t, f, out)
		}
	}
	out = t.participants(out)
	t.onlookers(out)
	return d.pictured(t, d.backdrop(t, d.onlyPair(t, d.scenes(t, d.encounters(t, out)))))
}

// participants adds to a meeting of a group those whom a sentence of their own lists: "CSTO
// summit", and below it "Taking part in the meeting were Putin and Lukashenko".
func (t *text) participants(found []finding) []finding {
	if len(found) == 0 {
		return found
	}
	for k := 1; k < len(t.elements); k++ {
		if t.sentence(k-1) != t.sentence(k) {
			continue
		}
		list := t.tookPart(k)
		group := slices.IndexFunc(found, func(f finding) bool {
			return t.sentence(f.at) < t.sentence(k) && slices.ContainsFunc(f.actors, func(a *actor) bool { return a.group != "" || a.weak })
		})
		if len(list) < 2 || group < 0 {
			continue
		}
		f := &found[group]
		for _, a := range list {
			if !tellsOf(f.actors, []*actor{a}) {
				f.actors, f.partners = append(slices.Clone(f.actors), a), 0
			}
		}
		found = slices.DeleteFunc(found, func(f finding) bool { return t.sentence(f.at) == t.sentence(k) })
	}
	return found
}

// tookPart returns the leaders of whom the sentence of element k says that they took part in what
// another one tells of: "Taking part were", "The meeting was attended by", "are among 30 leaders".
func (t *text) tookPart(k int) []*actor {
	switch {
	case t.is(k, "were", "are", "was", "included", "were also") && t.takePart(k):
	case t.is(k, "by") && t.is(k-1, "attended") && k > 2 && t.sentence(k-3) == t.sentence(k) && t.elements[k-3].actor == nil && t.elements[k-3].noun != noFrame:
	case t.is(k, "among") && t.is(k-1, "is", "are", "were", "was") && k > 1 && t.elements[k-2].actor != nil:
		list, first := t.listBack(k - 2)
		if leaders(list) != len(list) || !t.begins(first) || !t.ofMany(k) || t.near(k, isSeparate, far) {
			return nil
		}
		return list
	default:
		return nil
	}
	var list []*actor
	for j := k + 1; j < len(t.elements) && t.sentence(j) == t.sentence(k); j++ {
		if a := t.elements[j].actor; a.leader() && !a.possessive {
			list = append(list, a)
		}
	}
	return list
}

// ofMany reports whether leaders follow element k in whatever number: "among 30 leaders".
func (t *text) ofMany(k int) bool {
	for j := range t.forward(k, 4) {
		if a := t.elements[j].actor; a != nil && (a.loose && a.plural || a.group != "") || t.is(j, "leaders", "participants", "attendees", "guests", "those") {
			return true
		}
	}
	return false
}

// takePart reports whether the sentence of element k opens, before it, with words for taking
// part in something: "Taking part in the meeting".
func (t *text) takePart(k int) bool {
	first := k
	for first > 0 && t.sentence(first-1) == t.sentence(k) {
		first--
	}
	words := strings.ToLower(t.words(t.elements[first].from, t.elements[k].from))
	for _, opening := range [...]string{"taking part", "attending", "participating", "also taking part", "also attending", "among those attending", "among the participants", "the participants"} {
		if strings.HasPrefix(words, opening) {
			return true
		}
	}
	return false
}

// onlookers adds those who are said to stand by: "shook hands as Trump looked on".
func (t *text) onlookers(found []finding) {
	for k := 1; k < len(t.elements); k++ {
		if t.presided(k, found) || t.elements[k].actor != nil || !t.elements[k].is(isOnlooking|isPresence) {
			continue
		}
		who := k - 1
		if t.elements[k].is(isPresence) {
			who = k + 1 // "under the eye of"
		}
		if who == len(t.elements) || t.sentence(who) != t.sentence(k) || !t.elements[who].actor.leader() || t.elements[who].actor.possessive {
			continue
		}
		lookers := []*actor{t.elements[who].actor}
		if t.elements[k].is(isPresence) {
			lookers, _ = t.listFrom(who)
		}
		for i := range found {
			same := t.sentence(found[i].at) == t.sentence(k) || i == len(found)-1 && t.theMeeting(t.first(k)+1)
			if same && several(lookers) && !slices.ContainsFunc(found[i].actors, func(a *actor) bool { return !a.weak }) {
				found[i].actors, found[i].partners = lookers, 0 // "the EU summit took place with the participation of"
			}
			for _, a := range lookers {
				planned := found[i].status == readout.Planned && (found[i].at > k || leaders(found[i].actors) < 2) && !t.elements[k].is(isPresence) // "looked on as Trump announced talks with Iran"
				if f := &found[i]; same && !planned && a.leader() && !tellsOf(f.actors, []*actor{a}) {
					f.actors, f.partners = append(slices.Clone(f.actors), a), 0
				}
			}
		}
	}
}

// presided adds to a contact who hosts or chairs it, named by element k+1: "on a call
// hosted by Macron". It reports whether there is one.
func (t *text) presided(k int, found []finding) bool {
	if k+1 >= len(t.elements) || k == 0 || !t.is(k, "by") || t.sentence(k-1) != t.sentence(k+1) || !t.elements[k+1].actor.leader() || t.elements[k+1].actor.possessive ||
		!t.is(k-1, "hosted", "chaired", "co-chaired", "convened", "moderated", "presided over", "called", "co-hosted", "gathered", "assembled", "summoned", "brought together", "organised", "organized") || t.passive(k-1) {
		return false
	}
	i := t.attended(k-1, found)
	if i < 0 && k > 1 && t.elements[k-2].mark == ',' && t.sentence(k-2) == t.sentence(k) {
		i = slices.IndexFunc(found, func(f finding) bool { // "talks between Erdogan and Niinistö, convened by Stoltenberg"
			return f.at < k && t.sentence(f.at) == t.sentence(k) && leaders(f.actors) > 1 && t.elements[f.at].actor == nil && t.elements[f.at].noun != noFrame
		})
	}
	if i < 0 && t.theMeeting(k-2) {
		i = len(found) - 1
	}
	if i < 0 || found[i].remote() != (t.elements[found[i].at].noun == framePhone || t.elements[found[i].at].noun == frameVideo) {
		return false
	}
	chairs, _ := t.listFrom(k + 1)
	for _, a := range chairs {
		if a.leader() && !a.possessive && !tellsOf(found[i].actors, []*actor{a}) {
			found[i].actors, found[i].partners = append(slices.Clone(found[i].actors), a), 0
		}
	}
	return true
}

// first returns the first element of the sentence of element k.
func (t *text) first(k int) int {
	for k > 0 && t.sentence(k-1) == t.sentence(k) {
		k--
	}
	return k
}

// theMeeting reports whether the sentence begins with the contact that the text has told of,
// at element k: "The meeting hosted by".
func (t *text) theMeeting(k int) bool {
	if k < 1 || t.sentence(k-1) != t.sentence(k) || t.elements[k].actor != nil || !t.begins(k-1) || !t.is(k-1, "the") {
		return false
	}
	switch t.elements[k].noun {
	case frameMeet, frameTalks, frameSummit, framePhone, frameVideo:
		return true
	}
	return false
}

// elsewhen adds the contacts that the same word tells of another day or place: "met
// Macron in Paris on Monday and Merz on Tuesday".
func (d *Detector) elsewhen(t *text, f finding, out []finding) []finding {
	if f.partners == 0 || f.partners == len(f.actors) {
		return out
	}
	last := slices.IndexFunc(t.elements, func(e element) bool { return e.actor == f.actors[len(f.actors)-1] })
	if last < f.at {
		return out
	}
	gap := last + 1
	for gap < len(t.elements) && gap < last+7 && (t.elements[gap].is(isIn|isTime|isVenue) && !t.elements[gap].is(isClause) || t.elements[gap].actor != nil && t.elements[gap].actor.weak) {
		gap++
	}
	next := gap
	for next < len(t.elements) && (t.separates(next) || t.elements[next].is(isAdverb)) && t.elements[next].actor == nil {
		next++
	}
	again := next > gap && next+1 < len(t.elements) && t.elements[next].actor == nil && t.elements[next].is(isTo|isWith) && t.elements[next+1].actor != nil
	if again {
		next++ // "to Macron on Monday and to Merz"
	}
	if gap == last+1 && !again || next == gap || next >= len(t.elements) || t.sentence(next) != t.sentence(f.at) || !t.elements[next].actor.leader() || t.elements[next].actor.possessive {
		return out
	}
	more, end := t.listFrom(next)
	if end < len(t.elements) && t.sentence(end) == t.sentence(next) && (t.verbFollows(end) || !t.elements[end].is(isIn|isTime|isVenue) && t.elements[end].mark == 0) {
		return out // "and Merz said"
	}
	f.actors = append(slices.Clone(f.actors[:len(f.actors)-f.partners]), more...)
	f.partners = partnersOf(f.actors[:len(f.actors)-len(more)], more)
	f.date, f.dated = "", -1
	d.date(t, next, &f)
	return d.elsewhen(t, f, append(out, f))
}

// spokeFor reports whether a time at element k is how long leaders speak: "spoke for 40
// minutes with Aliyev".
func (t *text) spokeFor(k int) bool {
	for j := range t.backward(k, 6) {
		if e := &t.elements[j]; e.actor != nil || e.mark == ',' {
			return false
		} else if e.verb == frameSpeak || e.noun == frameTalks || e.noun == framePhone {
			return true
		}
	}
	return false
}

// paysCall reports whether one calls on another as guests do, and asks nothing of him:
// "called on the President in Delhi".
func (d *Detector) paysCall(t *text, k int) bool {
	e := &t.elements[k]
	if e.verb != frameMeet || t.ends(k) || d.leaderAt(t, k+1) == nil || t.elements[k+1].actor.possessive {
		return false
	}
	_, end := t.listFrom(k + 1)
	if !t.objectEnds(k+1, end) {
		return false
	}
	for j := end; j < len(t.elements) && t.sentence(j) == t.sentence(k); j++ {
		if t.elements[j].mark == ',' && j+1 < len(t.elements) && !t.elements[j+1].is(isIn|isTo) {
			break // "calls on President, hopes to"
		}
		if t.elements[j].actor == nil && (t.elements[j].is(isTo|isMay|isNot) || t.is(j, "for") || t.endsWithTo(j) || strings.HasPrefix(t.lower(j), "to ")) {
			return false
		}
	}
	return true
}

// frameAt reads the frame at element k.
func (d *Detector) frameAt(t *text, k int, earlier []finding) (finding, bool) {
	e := &t.elements[k]
	if e.noun != noFrame && (e.verb == noFrame || t.nounHere(k)) {
		return d.nounFrame(t, k, earlier)
	}
	return d.verbFrame(t, k, earlier)
}

// partnersOf counts the partners of one leader where each can be met alone.
func partnersOf(own, partners []*actor) int {
	if len(own) != 1 || !own[0].leader() {
		return 0
	}
	for _, a := range partners {
		if a.weak || a.group != "" || a.loose || a.stranger {
			return 0
		}
	}
	return len(partners)
}

// near reports whether words of the classes stand within n elements.
func (t *text) near(k int, c class, n int) bool {
	for j := max(0, k-n); j < min(len(t.elements), k+n+1); j++ {
		if t.sentence(j) == t.sentence(k) && t.elements[j].actor == nil && t.elements[j].is(c) {
			return true
		}
	}
	return false
}

// clauseActor returns the first actor of the clause of element k, k for none.
func (t *text) clauseActor(k int) int {
	for j := t.clause(k); j < k; j++ {
		if t.elements[j].actor != nil {
			return j
		}
	}
	return k
}

// groupOf returns what an organisation is called as a group that meets: its group's
// name, else its abbreviation.
func (d *Detector) groupOf(code string) string {
	state, known := d.roster.State(code)
	if !known {
		return code
	}
	if g, known := d.roster.Group(state.Name); known {
		return g.Name
	}
	return state.Code
}

// several reports whether the actors are of two sides at least.
func several(actors []*actor) bool {
	sides := map[string]bool{}
	for _, a := range actors {
		if a.group != "" {
			sides[a.group] = true
			if a.plural {
				return true
			}
		}
		for _, p := range a.people {
			sides[p.State] = true
		}
		if a.counterpart || a.loose {
			sides["?"] = true
		}
		if a.aide {
			sides["aide "+a.state] = true
		}
	}
	return len(sides) > 1
}

// speaker returns who speaks in an official feed: its office holder.
func (d *Detector) speaker(t *text) (*actor, bool) {
	site, ok := d.site(t)
	if !ok {
		return nil, false
	}
	term, ok := d.roster.Holder(site.State, site.Office, t.story.Published)
	if !ok {
		return nil, false
	}
	return holding(participant(term), term.State, 0, 0), true
}
