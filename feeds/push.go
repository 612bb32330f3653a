package feeds

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
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
	found, err := document.Parse(content, contentType, feed.URL)
	if err != nil {
		return 0, err
	}
	fresh, err = p.arrive(ctx, feed, found)
	if err != nil {
		return 0, err
	}
	p.options.Log.Debug("feed pushed", slog.Int64("feed_id", feed.ID), slog.String("feed", feed.Name), slog.Int("new", fresh))
	return fresh, nil
}

// Hint says that a feed may hold something new: it is polled as soon as its
// host may be asked.
func (p *Poller) Hint(ctx context.Context, feed readout.Feed) error {
	if feed.Poll.Failures > 0 {
		return nil // it is backing off, and the poll that ends it finds everything
	}
	if err := p.options.Store.ScheduleFeeds(ctx, map[int64]time.Time{feed.ID: p.options.Now()}); err != nil {
		return fmt.Errorf("schedule feed: %w", err)
	}
	return nil
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
