// Package limit counts requests in buckets, as Discord's rate limits do.
package limit

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Rate is how many requests a bucket takes in a period.
type Rate struct {
	Count int
	Per   time.Duration
}

// Buckets holds the state of every bucket. Create it with New.
type Buckets struct {
	now func() time.Time

	mu      sync.Mutex
	windows map[string]*window
}

type window struct {
	ends time.Time
	used int
}

// New returns empty buckets on a clock.
func New(now func() time.Time) *Buckets {
	return &Buckets{now: now, windows: map[string]*window{}}
}

// State is a bucket after a request was counted.
type State struct {
	Bucket     string // opaque name, the same for all buckets of a route
	Limit      int
	Remaining  int
	Reset      time.Time
	ResetAfter time.Duration
	Exceeded   bool
}

// Take counts a request of a route on a resource, say a channel.
func (b *Buckets) Take(route, resource string, rate Rate) State {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	key := route + " " + resource
	w := b.windows[key]
	if w == nil || !now.Before(w.ends) {
		b.sweep(now)
		w = &window{ends: now.Add(rate.Per)}
		b.windows[key] = w
	}
	exceeded := w.used >= rate.Count
	if !exceeded {
		w.used++
	}
	sum := sha256.Sum256([]byte(route))
	return State{
		Bucket: hex.EncodeToString(sum[:16]), Limit: rate.Count, Remaining: rate.Count - w.used,
		Reset: w.ends, ResetAfter: w.ends.Sub(now), Exceeded: exceeded,
	}
}

// sweep forgets windows that have ended, so that buckets stay few.
func (b *Buckets) sweep(now time.Time) {
	for key, w := range b.windows {
		if !now.Before(w.ends) {
			delete(b.windows, key)
		}
	}
}

// Write sets the headers that Discord sends with every answer.
func (s State) Write(h http.Header) {
	h.Set("X-RateLimit-Limit", strconv.Itoa(s.Limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(s.Remaining))
	h.Set("X-RateLimit-Reset", seconds(float64(s.Reset.UnixMilli())/1000))
	h.Set("X-RateLimit-Reset-After", seconds(s.ResetAfter.Seconds()))
	h.Set("X-RateLimit-Bucket", s.Bucket)
}

func seconds(s float64) string {
	return strconv.FormatFloat(math.Round(s*1000)/1000, 'f', 3, 64)
}
