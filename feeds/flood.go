package feeds

import (
	"cmp"
	"slices"
	"time"

	"readout"
)

const (
	// floodLimit is how many stories from before the last good poll may turn
	// up at once and still be news. A feed that changes its identities, or
	// empties its archive into the feed, brings more.
	floodLimit = 10
	// lateness is how long after its date a story may appear in its feed.
	lateness = 24 * time.Hour
	// tolerance is how far a publisher's clock may be ahead.
	tolerance = time.Hour
)

// prepare completes unknown stories and puts the oldest first. inDocument is
// how many stories the document holds altogether.
func prepare(feed readout.Feed, unknown []readout.Story, inDocument int, now time.Time) []readout.Story {
	out := slices.Clone(unknown)
	slices.Reverse(out) // feeds put the newest first: the order among equals
	old := 0
	for i := range out {
		story := &out[i]
		if story.Published.After(now.Add(tolerance)) {
			story.Published = time.Time{}
		}
		if isOld(*story, feed) {
			old++
		}
	}
	undated := !slices.ContainsFunc(out, func(s readout.Story) bool { return !s.Published.IsZero() })
	replaced := undated && len(out) == inDocument && len(out) > floodLimit
	for i := range out {
		story := &out[i]
		story.Baseline = !feed.Poll.Baselined() || replaced || old > floodLimit && isOld(*story, feed)
		story.FeedID, story.Source, story.Kind, story.State = feed.ID, feed.Name, feed.Kind, feed.State
		story.FirstSeen = now
		if story.Published.IsZero() {
			story.Published = now
		}
	}
	slices.SortStableFunc(out, func(a, b readout.Story) int { return cmp.Compare(a.Published.Unix(), b.Published.Unix()) })
	return out
}

// isOld reports whether a story should have been seen by an earlier poll.
func isOld(story readout.Story, feed readout.Feed) bool {
	return !story.Published.IsZero() && story.Published.Before(feed.Poll.SucceededAt.Add(-lateness))
}
