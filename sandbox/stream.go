package sandbox

import (
	"encoding/json"
	"sync"
)

// pageEvent is what the page is told.
type pageEvent struct {
	name string
	data []byte
}

// stream tells everybody who has the page open what happens.
type stream struct {
	mu     sync.Mutex
	closed bool
	pages  map[chan pageEvent]bool
}

// maxPages and maxPending bound what open pages cost. A page that does not
// keep up is cut off, and fetches everything anew.
const (
	maxPages   = 32
	maxPending = 1024
)

func newStream() *stream { return &stream{pages: map[chan pageEvent]bool{}} }

// join returns a channel of events, closed when the page is cut off; nil when
// there are too many pages.
func (s *stream) join() chan pageEvent {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.pages) >= maxPages {
		return nil
	}
	page := make(chan pageEvent, maxPending)
	s.pages[page] = true
	return page
}

func (s *stream) leave(page chan pageEvent) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(page)
}

func (s *stream) drop(page chan pageEvent) {
	if s.pages[page] {
		delete(s.pages, page)
		close(page)
	}
}

// publish tells all pages. It never waits.
func (s *stream) publish(name string, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.pages) == 0 {
		return
	}
	text, err := json.Marshal(data)
	if err != nil {
		return
	}
	for page := range s.pages {
		select {
		case page <- pageEvent{name, text}:
		default:
			s.drop(page)
		}
	}
}

func (s *stream) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for page := range s.pages {
		s.drop(page)
	}
}
