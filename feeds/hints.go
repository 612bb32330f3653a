package feeds

import (
	"slices"
	"sync"
	"time"

	"readout/feeds/document"
	"readout/feeds/fetch"
)

// hints are what a feed asks of those who poll it, and how large it is.
type hints struct {
	freshFor  time.Duration // by the headers of the last answer
	ttl       time.Duration
	skipHours []int // UTC
	skipDays  []time.Weekday
	size      int64 // of the last whole document, as it came over the wire
}

// skips reports whether the feed asks not to be read at that time.
func (h hints) skips(at time.Time) bool {
	at = at.UTC()
	return slices.Contains(h.skipHours, at.Hour()) || slices.Contains(h.skipDays, at.Weekday())
}

// memory keeps the hints of each feed from one document to the next, through
// the answers that bring none. After a restart they come with the next document.
type memory struct {
	mu    sync.Mutex
	hints map[int64]hints
}

// learn returns the hints that hold after an answer.
func (m *memory) learn(id int64, response *fetch.Response, found document.Document) hints {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.hints[id]
	h.freshFor = response.FreshFor
	if !response.NotModified {
		h.ttl, h.skipHours, h.skipDays, h.size = found.TTL, found.SkipHours, found.SkipDays, response.Received
	}
	m.hints[id] = h
	return h
}
