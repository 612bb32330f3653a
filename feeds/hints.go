package feeds

import (
	"hash/maphash"
	"slices"
	"sync"
	"time"
)

// hints are what a feed asks of those who poll it, and how large it is.
type hints struct {
	freshFor  time.Duration // by the headers of the last answer
	ttl       time.Duration
	skipHours []int // UTC
	skipDays  []time.Weekday
	size      int64  // of the last whole document, as it came over the wire
	sum       uint64 // of the last document whose stories are safe; 0 = none
}

// skips reports whether the feed asks not to be read at that time.
func (h hints) skips(at time.Time) bool {
	at = at.UTC()
	return slices.Contains(h.skipHours, at.Hour()) || slices.Contains(h.skipDays, at.Weekday())
}

// memory keeps the hints of each feed from one document to the next, through
// the answers that bring none. After a restart they come with the next document.
type memory struct {
	seed  maphash.Seed
	mu    sync.Mutex
	hints map[int64]hints
}

func newMemory() *memory {
	return &memory{seed: maphash.MakeSeed(), hints: map[int64]hints{}}
}

// same reports whether a document is, to the byte, the one that was read last:
// many servers send it again and again, and reading it is the costly part.
func (m *memory) same(id int64, body []byte) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.hints[id].sum == maphash.Bytes(m.seed, body)
}

// learn returns the hints that hold after an answer whose stories are safe.
func (m *memory) learn(id int64, a answer) hints {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.hints[id]
	h.freshFor = a.response.FreshFor
	if !a.unchanged {
		h.ttl, h.skipHours, h.skipDays = a.document.TTL, a.document.SkipHours, a.document.SkipDays
		h.size, h.sum = a.response.Received, maphash.Bytes(m.seed, a.response.Body)
	}
	m.hints[id] = h
	return h
}
