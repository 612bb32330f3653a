package wire

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// limits keeps what Discord has said about how much it will take.
type limits struct {
	mu      sync.Mutex
	global  time.Time          // nothing but answers to interactions before this
	names   map[string]string  // Discord's name for the bucket of a route's template
	buckets map[string]*bucket // by name and major id
	invalid tally
}

// bucket is a window in which a number of requests are taken.
type bucket struct {
	limit, remaining int
	reset            time.Time
}

const (
	maxBuckets = 512
	maxNames   = 512

	// Discord bans an address after 10,000 answers of 401, 403 and 429 within
	// ten minutes. Others may share the address, so half of that is ours.
	// Source: Discord documentation, topics/rate-limits.
	maxInvalid = 5000

	// margin is added to the end of a window, for clocks differ.
	margin = 25 * time.Millisecond
)

func newLimits() *limits {
	return &limits{names: map[string]string{}, buckets: map[string]*bucket{}}
}

func (l *limits) key(r route) string {
	if name, ok := l.names[r.template]; ok {
		return name + " " + r.major
	}
	return r.template + " " + r.major
}

// reserve takes a place in the route's window, or says how long to wait before
// asking again.
func (l *limits) reserve(r route, now time.Time) (time.Duration, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.invalid.total(now) >= maxInvalid {
		return 0, &Error{Status: http.StatusTooManyRequests, Message: "Discord has refused too many requests within ten minutes", RetryAfter: time.Minute, Unsent: true}
	}
	if !r.interaction && l.global.After(now) {
		return l.global.Sub(now), nil
	}
	b := l.buckets[l.key(r)]
	if b == nil {
		return 0, nil
	}
	if !now.Before(b.reset) {
		// The next answer tells how long the new window is.
		b.remaining, b.reset = max(b.limit, 1), now.Add(time.Second)
	}
	if b.remaining > 0 {
		b.remaining--
		return 0, nil
	}
	return b.reset.Sub(now), nil
}

// learn notes what an answer says of the limits.
func (l *limits) learn(r route, said answer, header http.Header, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	shared := header.Get("X-RateLimit-Scope") == "shared"
	switch said.status {
	case http.StatusUnauthorized, http.StatusForbidden:
		l.invalid.add(now)
	case http.StatusTooManyRequests:
		if !shared {
			l.invalid.add(now)
		}
	}
	if name := header.Get("X-RateLimit-Bucket"); name != "" && len(l.names) < maxNames {
		l.names[r.template] = name
	}
	if said.status == http.StatusTooManyRequests {
		until := now.Add(said.retryAfter() + margin)
		if said.Global {
			l.global = later(l.global, until)
			return
		}
		l.set(r, bucket{limit: max(number(header, "X-RateLimit-Limit"), 1), reset: until}, now)
		return
	}
	after, err := strconv.ParseFloat(header.Get("X-RateLimit-Reset-After"), 64)
	if err != nil || header.Get("X-RateLimit-Remaining") == "" || !(after >= 0 && after < longestRetry.Seconds()) {
		return
	}
	l.set(r, bucket{
		limit:     number(header, "X-RateLimit-Limit"),
		remaining: number(header, "X-RateLimit-Remaining"),
		reset:     now.Add(time.Duration(after*float64(time.Second)) + margin),
	}, now)
}

// set replaces a window, unless it is the one known already: then requests
// under way have taken places that this answer knows nothing of.
func (l *limits) set(r route, b bucket, now time.Time) {
	if old := l.buckets[l.key(r)]; old != nil && old.reset.Sub(b.reset).Abs() < 500*time.Millisecond {
		b.remaining = min(b.remaining, old.remaining)
	}
	if len(l.buckets) >= maxBuckets {
		for key, old := range l.buckets {
			if old.reset.Before(now) {
				delete(l.buckets, key)
			}
		}
	}
	if len(l.buckets) < maxBuckets || l.buckets[l.key(r)] != nil {
		l.buckets[l.key(r)] = &b
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func number(header http.Header, name string) int {
	n, err := strconv.Atoi(header.Get(name))
	if err != nil {
		return 0
	}
	return max(n, 0)
}

// tally counts events of the last ten minutes, by minute.
type tally struct {
	counts [10]struct {
		minute int64
		n      int
	}
}

func (t *tally) add(now time.Time) {
	minute := now.Unix() / 60
	c := &t.counts[minute%int64(len(t.counts))]
	if c.minute != minute {
		c.minute, c.n = minute, 0
	}
	c.n++
}

func (t *tally) total(now time.Time) int {
	oldest := now.Unix()/60 - int64(len(t.counts)) + 1
	n := 0
	for _, c := range t.counts {
		if c.minute >= oldest {
			n += c.n
		}
	}
	return n
}

// route is what Discord counts requests by: the method and the kind of
// address, and the channel, server or webhook that it names.
type route struct {
	template    string
	major       string
	interaction bool // an answer to an interaction, outside the global limit
}

// routeOf takes an address apart. Ids and secrets do not enter the template,
// so that there are only as many templates as kinds of address.
func routeOf(method, path string) route {
	segments := strings.Split(trimVersion(path), "/")
	var r route
	switch segments[0] {
	case "channels", "guilds":
		r.major = segment(segments, 1)
	case "webhooks":
		r.major = segment(segments, 1) + "/" + segment(segments, 2)
		r.interaction = len(segments) > 2
	case "interactions":
		r.major = segment(segments, 1)
		r.interaction = true
	}
	for i, s := range segments {
		if isID(s) || i == 2 && r.interaction {
			segments[i] = "*"
		}
	}
	r.template = method + " " + strings.Join(segments, "/")
	return r
}

func segment(segments []string, i int) string {
	if i < len(segments) {
		return segments[i]
	}
	return ""
}

func isID(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// trimVersion returns the address below "/api/v9/".
func trimVersion(path string) string {
	rest := strings.TrimPrefix(path, "/api/")
	if version, below, ok := strings.Cut(rest, "/"); ok && strings.HasPrefix(version, "v") && isID(version[1:]) {
		return below
	}
	return rest
}
