package websub

import (
	"sync"
	"time"

	"readout/feeds/fetch"

	"golang.org/x/time/rate"
)

// Bounds of how much hubs may call.
const (
	callsAtOnce = 16
	pushEvery   = 2 * time.Second // for one feed, on the average
	pushBurst   = 30
)

// gate bounds how many calls are answered at a time, and how often content
// is taken for one feed.
type gate struct {
	slots chan struct{}

	mu    sync.Mutex
	rates map[int64]*rate.Limiter // by feed: as many as there are subscriptions
}

func newGate() *gate {
	return &gate{slots: make(chan struct{}, callsAtOnce), rates: map[int64]*rate.Limiter{}}
}

// enter claims a slot, to be given back by leave.
func (g *gate) enter() (leave func(), ok bool) {
	select {
	case g.slots <- struct{}{}:
		return func() { <-g.slots }, true
	default:
		return nil, false
	}
}

// allow reports whether content for the feed may be taken now.
func (g *gate) allow(feedID int64, now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.rates[feedID] == nil {
		g.rates[feedID] = rate.NewLimiter(rate.Every(pushEvery), pushBurst)
	}
	return g.rates[feedID].AllowN(now, 1)
}

// oneLine makes a short line of what a hub says.
func oneLine(text string) string {
	line := []rune(fetch.PlainWords(text))
	return string(line[:min(len(line), maxReason)])
}
