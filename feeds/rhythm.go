package feeds

import (
	"errors"
	"slices"
	"time"

	"readout"
	"readout/feeds/fetch"
)

// Bounds of the waits after failures.
const (
	maxBackOff  = time.Hour      // for troubles that pass
	maxRefusal  = 6 * time.Hour  // for addresses that are refused, missing or gone
	maxObedient = 24 * time.Hour // for servers that name a time
)

// interval returns the shortest time between two polls of a feed.
func (p *Poller) interval(feed readout.Feed) time.Duration {
	switch {
	case feed.Interval > 0:
		return feed.Interval
	case feed.Kind == readout.Official:
		return p.options.FastInterval
	}
	return p.options.Interval
}

// steady reports whether a feed is polled at its interval however quiet it is:
// an official one, because its next word is what everybody waits for, and one
// for which an interval was asked.
func steady(feed readout.Feed) bool {
	return feed.Interval > 0 || feed.Kind == readout.Official
}

// pollsPerStory is how often a feed is looked at in the time in which it
// usually brings one story.
const pollsPerStory = 6

// wait returns the time to the next poll after a good one: the interval, more
// when the feed's rhythm is slow, or when it asks for more, up to a ceiling.
func (p *Poller) wait(feed readout.Feed, asked hints, now time.Time) time.Duration {
	floor := p.interval(feed)
	ceiling := max(floor, p.options.MaxInterval)
	if steady(feed) {
		ceiling = min(ceiling, 5*floor)
	}
	wait := floor
	if !steady(feed) && feed.Poll.Rhythm > 0 {
		silence := time.Duration(0)
		if !feed.Poll.LastStory.IsZero() {
			silence = now.Sub(feed.Poll.LastStory)
		}
		wait = max(wait, max(feed.Poll.Rhythm, silence)/pollsPerStory)
	}
	wait = min(max(wait, asked.freshFor, asked.ttl), ceiling)
	if asked.skips(now.Add(wait)) {
		wait = ceiling
	}
	if feed.Pushed(now) {
		wait = max(wait, min(pushedSlowdown*floor, maxPushedWait, feed.Push.LeaseUntil.Sub(now)))
	}
	return wait + spread(feed.ID, now, wait)
}

// spread adds up to a fiftieth, a second at most, so that feeds which were
// added together drift apart.
func spread(id int64, now time.Time, wait time.Duration) time.Duration {
	const steps = 64
	mixed := (uint64(id) + uint64(now.Unix())) * 0x9e3779b97f4a7c15 // Knuth's multiplicative hash, 64 bits
	return min(wait/50, time.Second) * time.Duration(mixed>>58) / steps
}

// rhythm returns the usual time between two stories, by the dates of the
// latest. 0 when they do not tell.
func rhythm(stories []readout.Story) time.Duration {
	const latest, enough, longest = 20, 4, 30 * 24 * time.Hour
	var dates []time.Time
	for _, story := range stories {
		if !story.Published.IsZero() {
			dates = append(dates, story.Published)
		}
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	dates = dates[:min(len(dates), latest)]
	if len(dates) < enough {
		return 0
	}
	return min(dates[0].Sub(dates[len(dates)-1])/time.Duration(len(dates)-1), longest)
}

// backOff returns how long to wait after so many failures in a row: the
// interval, doubled with each, up to a cap. A feed is never given up.
func backOff(interval time.Duration, failures int, cause error) time.Duration {
	limit := maxBackOff
	failure, known := errors.AsType[*fetch.Error](cause)
	if known {
		switch failure.Kind {
		case fetch.Denied, fetch.Missing, fetch.Gone, fetch.Refused, fetch.Limited:
			limit = maxRefusal
		}
	}
	limit = max(limit, interval)
	wait := interval
	for range min(failures-1, 20) {
		if wait = 2 * wait; wait >= limit {
			break
		}
	}
	wait = min(wait, limit)
	if known && failure.RetryAfter > wait {
		wait = min(failure.RetryAfter, maxObedient)
	}
	return wait
}

// limited reports whether the host, not only the feed, wants to be left alone.
func limited(cause error) bool {
	failure, known := errors.AsType[*fetch.Error](cause)
	return known && failure.Kind == fetch.Limited
}
