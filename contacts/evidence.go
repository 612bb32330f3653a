package contacts

import (
	"fmt"
	"slices"

	"readout"
)

// maxTopics is how many topics a mention names.
const maxTopics = 4

// about returns what the story is about, in the order of its words.
func (d *Detector) about(t *text) []string {
	out := []string{}
	always := func(*phrase, int, int) bool { return true }
	for i := 0; i < len(t.tokens) && len(out) < maxTopics; {
		p, end := d.topics.longest(t.tokens, i, always)
		if p != nil && !slices.Contains(out, p.topic) {
			out = append(out, p.topic)
		}
		i = end
	}
	return out
}

// evidence returns the spans of the text that a finding rests on, with the
// reasons for what is said of it.
func (t *text) evidence(f *finding) []readout.Evidence {
	out := []readout.Evidence{}
	for _, a := range f.actors {
		if a.to > a.from {
			out = append(out, t.span(a.from, a.to, role(a), meaning(a)))
		}
	}
	e := &t.elements[f.at]
	note := fmt.Sprintf("%s; %s because it is %s", f.frame.words(), f.status, f.why)
	out = append(out, t.span(e.from, e.to, "frame", note))
	if f.dated >= 0 {
		d := &t.elements[f.dated]
		out = append(out, t.span(d.from, d.to, "date", string(f.date)))
	}
	if f.summit != "" {
		s := &t.elements[f.summitAt]
		out = append(out, t.span(s.from, s.to, "summit", "takes place at its summit"))
	}
	return out
}

func (t *text) span(from, to int, role, note string) readout.Evidence {
	first, last := &t.tokens[from], &t.tokens[to-1]
	field := "title"
	if first.field == inSummary {
		field = "summary"
	}
	return readout.Evidence{
		Role: role, Field: field, Text: t.words(from, to), Start: int(first.start), End: int(last.end), Note: note,
	}
}

func role(a *actor) string {
	switch {
	case a.group != "":
		return "group"
	case a.aide, a.stranger, a.weak:
		return "other side"
	}
	return "participant"
}

// meaning tells whom an actor was taken for.
func meaning(a *actor) string {
	switch {
	case a.group != "":
		return "meets as " + a.group
	case a.stranger:
		return "unknown to the roster"
	case a.weak:
		return "the state, no leader named"
	case a.why != "":
		return a.why
	case a.counterpart:
		return "the colleague of the other side"
	case a.aide:
		return "no principal on that day"
	case len(a.people) > 0:
		return "taken for " + a.people[0].Name + ", " + a.people[0].Title
	}
	return ""
}

// words says in words what the frame means.
func (f frame) words() string {
	switch f {
	case frameMeet, frameSign, frameGather:
		return "a meeting"
	case frameJoint, frameAct:
		return "seen side by side"
	case frameHost:
		return "one receives the other"
	case frameSpeak, frameDiscuss, frameTalks, frameRaise:
		return "they talk"
	case frameCall, framePhone:
		return "a telephone call"
	case frameVideo:
		return "a video call"
	case frameSummit:
		return "a summit"
	case frameLetter, frameWrite:
		return "something written"
	case frameVisit:
		return "a visit"
	case frameInvite:
		return "an invitation"
	case frameAttend:
		return "takes part in a meeting of a group"
	}
	return ""
}
