package eval

import "time"

// HeldOut reports whether items published on the day are put aside: a third of
// all, by ISO week, so that stories on one event fall on one side. Rules are
// written looking at the others only.
func HeldOut(published time.Time) bool {
	_, week := published.ISOWeek()
	return week%3 == 0
}
