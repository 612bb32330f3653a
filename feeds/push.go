package feeds

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"readout"
	"readout/feeds/document"
)

// A feed is polled twelve times rarer while its hub pushes what is new: still
// often enough to find out when the hub has fallen silent.
const (
	pushedSlowdown = 12
	maxPushedWait  = time.Hour
)

// Push takes what a hub has sent for a feed and returns how many stories were
// new. They go the way of those that a poll finds. Content without a body only
// says that there is something: the feed is polled at once.
func (p *Poller) Push(ctx context.Context, feed readout.Feed, content []byte, contentType string) (fresh int, err error) {
	if len(bytes.TrimSpace(content)) == 0 {
		return 0, p.Hint(ctx, feed)
	}
	if err := p.reading.Acquire(ctx, 1); err != nil {
		return 0, fmt.Errorf("wait for other documents: %w", err)
	}
	defer p.reading.Release(1)
	found, err := document.Parse(content, contentType, feed.URL)
	if err != nil {
		return 0, err
	}
	stories, err := p.arrive(ctx, feed, found)
	if err != nil {
		return 0, err
	}
	p.options.Log.Debug("feed pushed", slog.Int64("feed_id", feed.ID), slog.String("feed", feed.Name), slog.Int("new", len(stories)))
	return len(stories), nil
}

// hintSpacing is the least time between two polls of a feed, however many hints
// there are: some may come from anybody who listens in.
const hintSpacing = 30 * time.Second

// Hint says that a feed may hold something new: it is polled as soon as its
// host may be asked.
func (p *Poller) Hint(ctx context.Context, feed readout.Feed) error {
	if feed.Poll.Failures > 0 {
		return nil // it is backing off, and the poll that ends it finds everything
	}
	next := p.options.Now()
	if earliest := feed.Poll.CheckedAt.Add(hintSpacing); earliest.After(next) {
		next = earliest
	}
	if !next.Before(feed.Poll.NextCheck) {
		return nil
	}
	p.writing.Lock()
	defer p.writing.Unlock()
	p.hinted.add(feed.ID, next)
	if err := p.options.Store.ScheduleFeeds(ctx, map[int64]time.Time{feed.ID: next}); err != nil {
		return fmt.Errorf("schedule feed: %w", err)
	}
	return nil
}

// hinted keeps for which feeds there have been hints since their last poll
// began, and when they are to be polled: the state of a poll that was under way
// must not put them off again.
type hinted struct {
	mu   sync.Mutex
	next map[int64]time.Time
}

func (h *hinted) add(id int64, next time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.next[id] = next
}

// answered forgets the hints for a feed whose poll begins.
func (h *hinted) answered(id int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.next, id)
}

// heed brings the next polls forward for which there have been hints.
func (h *hinted) heed(states map[int64]readout.PollState) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for id, next := range h.next {
		state, saved := states[id]
		if earliest := state.CheckedAt.Add(hintSpacing); earliest.After(next) {
			next = earliest
		}
		if saved && state.Failures == 0 && next.Before(state.NextCheck) {
			state.NextCheck = next
			states[id] = state
		}
	}
}

// learnHub takes over which hub a document names. By the header, if it names
// one, and then the header's word for the feed itself too.
func learnHub(state *readout.PollState, a answer, feedURL string) {
	hub, self := a.document.Hub, a.document.Self
	if a.response.Hub != "" {
		hub, self = a.response.Hub, a.response.Self
	}
	if self == "" {
		self = feedURL
	}
	if hub == "" {
		self = ""
	}
	state.Hub, state.Topic = hub, self
}

// judgeHub counts the polls in a row that found what the hub should have
// pushed. Something that it has pushed since the last poll clears it.
func judgeHub(state *readout.PollState, push readout.PushState, fresh int, now time.Time) {
	switch {
	case push.PushedAt.After(state.CheckedAt):
		state.Missed = 0
	case fresh > 0 && push.Live(now) && state.Baselined():
		state.Missed++
	}
}
