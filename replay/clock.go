package replay

import (
	"context"
	"sync"
	"time"
)

// Clock tells a time of its own that runs at a multiple of real time and can
// be set forward. It is safe for concurrent use.
type Clock struct {
	mu    sync.Mutex
	shown time.Time // what the clock told at real
	real  time.Time
	speed float64
}

// NewClock returns a clock that tells start now and passes speed seconds in
// each real second. A speed of 0 or less counts as 1.
func NewClock(start time.Time, speed float64) *Clock {
	if speed <= 0 {
		speed = 1
	}
	return &Clock{shown: start, real: time.Now(), speed: speed}
}

// Now tells the clock's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	return c.shown.Add(time.Duration(float64(time.Since(c.real)) * c.speed))
}

// Forward sets the clock to t, unless it is later already: it never goes back.
func (c *Clock) Forward(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.now()) {
		c.shown, c.real = t, time.Now()
	}
}

// SetSpeed changes how fast the clock runs from now on.
func (c *Clock) SetSpeed(speed float64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown, c.real = c.now(), time.Now()
	c.speed = max(speed, 1)
}

// Until waits for the clock to reach t, or for the context to end.
func (c *Clock) Until(ctx context.Context, t time.Time) error {
	c.mu.Lock()
	wait := time.Duration(float64(t.Sub(c.now())) / c.speed)
	c.mu.Unlock()
	if wait <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
