package feeds

import (
	"net/url"
	"strings"
	"sync"
	"time"

	"readout"
)

// hosts sees to it that each host is asked by one request at a time, with
// pauses, and not at all while it wants to be left alone.
type hosts struct {
	spacing time.Duration

	mu   sync.Mutex
	busy map[string]bool
	free map[string]time.Time // when the next request may be made
}

func newHosts(spacing time.Duration) *hosts {
	return &hosts{spacing: spacing, busy: map[string]bool{}, free: map[string]time.Time{}}
}

// take claims a host. When it is not to be had, free is when to ask again.
func (h *hosts) take(host string, now time.Time) (free time.Time, taken bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.busy[host] {
		return now.Add(h.spacing), false
	}
	if free := h.free[host]; free.After(now) {
		return free, false
	}
	h.busy[host] = true
	return now, true
}

// until returns how long a host wants to be left alone.
func (h *hosts) until(host string, now time.Time) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.free[host].Sub(now)
}

// release gives a host back.
func (h *hosts) release(host string, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.busy, host)
	h.rest(host, now.Add(h.spacing), now)
}

// pause keeps a host from being asked until then.
func (h *hosts) pause(host string, until, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.rest(host, until, now)
}

func (h *hosts) rest(host string, until, now time.Time) {
	if until.After(h.free[host]) {
		h.free[host] = until
	}
	const worthSweeping = 1000
	if len(h.free) < worthSweeping {
		return
	}
	for name, at := range h.free {
		if !at.After(now) {
			delete(h.free, name)
		}
	}
}

// hostGroup is the feeds of one host in the order in which they are due.
type hostGroup struct {
	host  string
	feeds []readout.Feed
}

func byHost(due []readout.Feed) []hostGroup {
	var groups []hostGroup
	index := map[string]int{}
	for _, feed := range due {
		host := hostOf(feed.URL)
		at, found := index[host]
		if !found {
			at = len(groups)
			index[host] = at
			groups = append(groups, hostGroup{host: host})
		}
		groups[at].feeds = append(groups[at].feeds, feed)
	}
	return groups
}

// hostOf returns the name by which requests are counted: without port, because
// one machine answers on all of them.
func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.ToLower(parsed.Hostname())
}
