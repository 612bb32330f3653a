package contacts

import (
	"slices"
	"strings"
	"time"

	"readout"
)

// Captions of pictures, which some feeds have for summaries, tell of a day of their own.

// credits end what stands below a picture.
var credits = [...]string{"Getty Images", "AFP via", "/AFP", "Photo by", "AP Photo", "/AP", "via AP", "—AP", "/ REUTERS", "/REUTERS", "/Reuters", "EPA-EFE", "/EPA"}

// captions puts aside what only the caption of a picture tells of: it was taken some
// other day, unless the title is about the same people.
func (t *text) captions(findings []finding) {
	end := t.captionEnd()
	if end < 0 {
		return
	}
	named := map[string]bool{}
	for i := range t.elements {
		if a := t.elements[i].actor; a != nil && t.tokens[t.elements[i].from].field == inTitle {
			if a.group != "" {
				named[a.group] = true
			} else {
				named[a.state] = true
			}
		}
	}
	apart := strings.Contains(t.fields[inSummary][:end], "combination of") // of two pictures
	for i := range findings {
		f := &findings[i]
		if !t.captioned(f.at, end) {
			continue
		}
		f.back = f.back || apart
		strangers := 0
		for _, a := range f.actors {
			if !named[a.state] && !named[a.group] {
				strangers++
			}
		}
		f.back = f.back || strangers > 0 && len(f.actors)-strangers < 2
	}
}

// captionEnd returns where in the summary the caption of a picture ends, -1 where there is
// none.
func (t *text) captionEnd() int {
	end := -1
	for _, credit := range credits {
		if at := strings.Index(t.fields[inSummary], credit); at >= 0 && at < 400 {
			end = max(end, at)
		}
	}
	return end
}

// oldPicture reports whether element k stands in the caption of a picture taken more than
// three days before the story, which tells nothing of how others are in contact.
func (t *text) oldPicture(k int) bool {
	end := t.captionEnd()
	if end < 0 || !t.captioned(k, end) {
		return false
	}
	for j := range t.elements {
		if t.elements[j].day.kind != 'm' || !t.captioned(j, end) {
			continue
		}
		if on, ok := t.monthDay(j); ok && t.story.Published.Sub(on) > 4*24*time.Hour {
			return true
		}
	}
	return false
}

// captioned reports whether element k stands in a caption that ends at the offset.
func (t *text) captioned(k, end int) bool {
	token := &t.tokens[t.elements[k].from]
	return token.field == inSummary && int(token.start) <= end
}

// pictured adds the leaders whom the caption of a picture shows together, where no verb
// tells what they do: "Modi (L) and Albanese at Admiralty House on May 24, 2023".
func (d *Detector) pictured(t *text, found []finding) []finding {
	first := slices.IndexFunc(t.elements, func(e element) bool { return t.tokens[e.from].field == inSummary })
	if first < 0 || t.elements[first].actor == nil || t.captionEnd() < 0 {
		return found
	}
	shown, next := t.listFrom(first)
	if !several(shown) || leaders(shown) != len(shown) || slices.ContainsFunc(found, func(f finding) bool { return tellsOf(f.actors, shown) }) {
		return found
	}
	if next == len(t.elements) || t.sentence(next) != t.sentence(first) || t.elements[next].actor != nil || !t.elements[next].is(isVenue) && !t.is(next, "in", "at", "during") {
		return found
	}
	for j := range t.forward(next-1, far) {
		if e := &t.elements[j]; e.actor == nil && (e.verb != noFrame && e.noun == noFrame || e.is(isReport|isAux)) || e.actor.leader() {
			return found
		}
	}
	f := finding{frame: frameAct, at: next, dated: -1, strength: 0.5, actors: shown}
	f.set(readout.Held, "told as a fact")
	d.date(t, next, &f)
	return append(found, f)
}

// standing returns the end of a note that tells where somebody stands in a picture, "(L)",
// or ", left" before a comma, i when there is none.
func (t *text) standing(i int) int {
	switch t.tokens[i].mark {
	case '(':
		for j := i + 1; j < len(t.tokens) && j <= i+3; j++ {
			if t.tokens[j].mark == ')' {
				return j + 1
			}
			if !t.sideOfPicture(j) {
				return i
			}
		}
	case ',':
		end := i + 1
		for end < len(t.tokens) && end < i+4 && t.sideOfPicture(end) {
			end++
		}
		if i == 0 || end == i+1 || end == len(t.tokens) || t.tokens[end].field != inSummary || t.tokens[i-1].mark != 0 {
			return i
		}
		switch next := &t.tokens[end]; {
		case next.mark == ',' && end+1 < len(t.tokens) && (t.tokens[end+1].upper || t.words(end+1, end+2) == "and"):
			return end
		case next.mark == ',':
			return end + 1 // "Biden, left, greets"
		case t.words(end, end+1) == "and":
			return end
		}
	}
	return i
}

// sideOfPicture reports whether a token tells where in a picture somebody stands.
func (t *text) sideOfPicture(j int) bool {
	switch t.words(j, j+1) {
	case "L", "R", "C", "left", "right", "center", "centre", "second", "third", "from", "far", "2nd", "3rd", "2L", "2R", "front":
		return true
	}
	return false
}
