package feeds

import (
	"errors"
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

func (p *Poller) interval(feed readout.Feed) time.Duration {
	if feed.Interval > 0 {
		return feed.Interval
	}
	return p.options.Interval
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
