package feeds

import (
	"bytes"
	"hash/maphash"
	"slices"
	"sync"
	"time"
)

// hints are what a feed asks of those who poll it, and how large it is.
type hints struct {
	freshFor    time.Duration // by the headers of the last answer
	ttl         time.Duration
	skipHours   []int // UTC
	skipDays    []time.Weekday
	size        int64  // of the last whole document, as it came over the wire
	fingerprint uint64 // of the last document whose stories are safe
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

// fingerprint returns the fingerprint of a document, without the time of the request
// that many servers write above the items or below.
func (m *memory) fingerprint(body []byte) uint64 {
	var sum maphash.Hash
	sum.SetSeed(m.seed)
	first, last := items(body)
	for _, part := range [][]byte{body[:first], body[last:]} {
		for _, name := range []string{"lastBuildDate", "pubDate", "updated", "dc:date"} {
			part = without(part, "<"+name+">", "</"+name+">")
		}
		_, _ = sum.Write(without(part, "<!--", "-->"))
		_ = sum.WriteByte(0)
	}
	_, _ = sum.Write(body[first:last])
	return sum.Sum64()
}

// items returns where the items of a document begin and end; all of it, where
// they are not to be told.
func items(body []byte) (first, last int) {
	for _, name := range []string{"item", "entry"} {
		first, last = bytes.Index(body, []byte("<"+name)), bytes.LastIndex(body, []byte("</"+name+">"))
		if first >= 0 && last > first {
			return first, last
		}
	}
	return 0, len(body)
}

// without drops what stands between two marks, the first time they are there.
func without(text []byte, open, shut string) []byte {
	before, rest, found := bytes.Cut(text, []byte(open))
	if !found {
		return text
	}
	_, after, closed := bytes.Cut(rest, []byte(shut))
	if !closed {
		return text
	}
	return slices.Concat(before, after)
}

// same reports whether the stories of a document are, to the byte, those that
// were read last: many servers send them again and again, and reading is the
// costly part.
func (m *memory) same(id int64, fingerprint uint64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.hints[id].fingerprint == fingerprint
}

// learn returns the hints that hold after an answer whose stories are safe.
func (m *memory) learn(id int64, a answer) hints {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.hints[id]
	h.freshFor = a.response.FreshFor
	if !a.unchanged {
		h.ttl, h.skipHours, h.skipDays = a.document.TTL, a.document.SkipHours, a.document.SkipDays
		h.size, h.fingerprint = a.response.Received, a.fingerprint
	}
	m.hints[id] = h
	return h
}
