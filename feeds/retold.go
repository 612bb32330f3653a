package feeds

import (
	"time"

	"readout"
)

// retoldFor is how long a story is followed after it was first seen. What is
// edited later is hardly news, and archives are edited all the time.
const retoldFor = 72 * time.Hour

// compare parts the stories of a document into those that are unknown, and
// known ones that are told anew: under another title, or under keys that they
// did not have before. A story whose keys are known by half is known, and
// learns the other half, so that it stays known when the first half changes.
func compare(stories []readout.Story, known map[string]readout.Story, now time.Time) (unknown, retold []readout.Story) {
	for _, story := range stories {
		before, isKnown := readout.Story{}, false
		var more []string
		for _, key := range append([]string{story.Key}, story.AltKeys...) {
			found, ok := known[key]
			switch {
			case !ok:
				more = append(more, key)
			case before.ID == 0:
				before, isKnown = found, true
			}
		}
		retitled := story.Title != before.Title && now.Sub(before.FirstSeen) < retoldFor
		switch {
		case !isKnown:
			unknown = append(unknown, story)
		case before.ID != 0 && (retitled || len(more) > 0):
			retold = append(retold, retell(before, story, more))
		}
	}
	return unknown, retold
}

// retell returns a known story as it is told now. That it is known, since when
// and its earliest date stay.
func retell(before, story readout.Story, more []string) readout.Story {
	published := before.Published
	if !story.Published.IsZero() && story.Published.Before(published) {
		published = story.Published
	}
	story.ID, story.Key, story.AltKeys = before.ID, before.Key, more
	story.Published, story.FirstSeen, story.Baseline = published, before.FirstSeen, before.Baseline
	return story
}
