package feeds

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"readout"
	"readout/feeds/document"
	"readout/feeds/fetch"
)

// poll fetches a feed once, hands over what is new, and writes down how it
// went. The order matters: only when the desk has the stories are the new
// validators saved, so that a crash costs a second fetch and no story.
func (p *Poller) poll(ctx context.Context, feed readout.Feed) {
	p.hinted.answered(feed.ID)
	answer, err := p.fetch(ctx, feed)
	if answer.response != nil {
		defer answer.response.Discard()
	}
	if err == nil && !answer.unchanged {
		if waited := p.reading.Acquire(ctx, 1); waited != nil {
			if errors.Is(waited, context.DeadlineExceeded) {
				p.options.Log.Error("document not read in time", slog.Int64("feed_id", feed.ID), slog.String("feed", feed.Name))
			}
			return
		}
		defer p.reading.Release(1)
		answer.document, err = document.Parse(answer.response.Body, answer.response.ContentType, answer.response.URL)
	}
	switch {
	case ctx.Err() != nil && errors.Is(ctx.Err(), context.Canceled):
		return // stopped: no fault of the feed
	case err != nil:
		p.failed(ctx, feed, err)
		return
	}
	fresh, err := p.arrive(ctx, feed, answer.document)
	if err != nil {
		// Our own trouble. The next poll finds the same stories again.
		p.options.Log.Error("stories not taken", slog.Int64("feed_id", feed.ID), slog.String("feed", feed.Name), slog.Any("error", err))
		return
	}
	p.succeeded(ctx, feed, answer, fresh)
}

// answer is what one poll brought.
type answer struct {
	full        bool // asked for without validators
	direct      bool // asked for at the address to which the feed has moved
	response    *fetch.Response
	fingerprint uint64            // of the document; see memory.fingerprint
	unchanged   bool              // the server says so, or the document does but for its own date
	document    document.Document // unless unchanged
}

func (p *Poller) fetch(ctx context.Context, feed readout.Feed) (answer, error) {
	request := fetch.Request{URL: feed.URL, Feed: feed.URL}
	state, daily := feed.Poll, fullLookDue(feed.Poll, p.options.Now())
	if state.MovedSeen >= sightsToLearn && !daily {
		request.URL = state.MovedTo
	}
	if !daily {
		request.ETag, request.LastModified = state.ETag, state.LastModified
	}
	a := answer{full: request.ETag == "" && request.LastModified == ""}
	a.direct = request.URL != feed.URL
	var err error
	if a.response = p.previews.take(feed, p.options.Now()); a.response == nil {
		a.response, err = p.options.Fetcher.Fetch(ctx, request)
	}
	if err != nil {
		return a, err
	}
	if !a.response.NotModified {
		a.fingerprint = p.memory.fingerprint(a.response.Body)
	}
	a.unchanged = a.response.NotModified || p.memory.same(feed.ID, a.fingerprint)
	return a, nil
}

// fullLookDue reports whether no look has been taken without validators for a
// day: servers whose validators are frozen exist.
func fullLookDue(state readout.PollState, now time.Time) bool {
	const day = 24 * time.Hour
	return !state.FullAt.IsZero() && now.Sub(state.FullAt) >= day
}

// arrive hands the stories that are new, or told anew, to the desk and returns
// the new ones.
func (p *Poller) arrive(ctx context.Context, feed readout.Feed, found document.Document) ([]readout.Story, error) {
	if len(found.Stories) == 0 {
		return nil, nil
	}
	var keys []string
	for _, story := range found.Stories {
		keys = append(append(keys, story.Key), story.AltKeys...)
	}
	known, err := p.options.Store.KnownStories(ctx, feed.ID, keys)
	if err != nil {
		return nil, fmt.Errorf("look for known stories: %w", err)
	}
	now := p.options.Now()
	unknown, retold := compare(found.Stories, known, now)
	if len(unknown)+len(retold) == 0 {
		return nil, nil
	}
	fresh := prepare(feed, unknown, len(found.Stories), now)
	if err := p.options.Desk.Arrive(ctx, feed, append(retold, fresh...)); err != nil {
		return nil, fmt.Errorf("hand stories over: %w", err)
	}
	return fresh, nil
}

// sightsToLearn is how many polls in a row a permanent redirect must be seen
// in, before the feed is asked for where it leads. The old address is still
// asked once a day, and again as soon as the new one fails.
const sightsToLearn = 5

func learnMove(state *readout.PollState, a answer) {
	switch {
	case a.direct && a.response.MovedTo == "":
	case a.response.MovedTo == "":
		state.MovedTo, state.MovedSeen = "", 0
	case a.response.MovedTo == state.MovedTo:
		state.MovedSeen++
	default:
		state.MovedTo, state.MovedSeen = a.response.MovedTo, 1
	}
}

func (p *Poller) succeeded(ctx context.Context, feed readout.Feed, a answer, fresh []readout.Story) {
	now := p.options.Now()
	state := feed.Poll
	known := p.memory.learn(feed.ID, a)
	if a.response.NotModified {
		state.SavedBytes += known.size
	}
	state.SavedBytes += max(0, int64(len(a.response.Body))-a.response.Received)
	if !a.unchanged {
		state.Rhythm = cmp.Or(rhythm(a.document.Stories), state.Rhythm) // a feed that has run dry had one
		learnHub(&state, a, feed.URL)
	}
	learnMove(&state, a)
	judgeHub(&state, feed.Push, len(fresh), now)
	state.ETag, state.LastModified = a.response.ETag, a.response.LastModified
	if a.document.Partial {
		state.ETag, state.LastModified = "", "" // what is missing may come under the same ones
	}
	state.CheckedAt, state.SucceededAt = now, now
	state.Failures, state.FailingSince, state.Error = 0, time.Time{}, ""
	if a.full {
		state.FullAt = now
	}
	for _, story := range fresh {
		if published := earlier(story.Published, now); published.After(state.LastStory) {
			state.LastStory = published
		}
	}
	if state.DownNotified && p.options.Notices != nil {
		state.DownNotified = !p.told(ctx, feed, "feed up", p.options.Notices.FeedUp)
	}
	feed.Poll = state
	state.NextCheck = now.Add(p.wait(feed, known, now))
	p.saves.add(feed.ID, state)
	p.options.Log.Debug("feed polled", slog.Int64("feed_id", feed.ID), slog.String("feed", feed.Name),
		slog.Bool("not_modified", a.response.NotModified), slog.Int("new", len(fresh)), slog.Time("next", state.NextCheck))
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func (p *Poller) failed(ctx context.Context, feed readout.Feed, cause error) {
	now := p.options.Now()
	state := feed.Poll
	state.CheckedAt = now
	state.Failures++
	if state.FailingSince.IsZero() {
		state.FailingSince = now
	}
	state.Error = readout.ReasonOf(cause)
	state.MovedSeen = 0 // if the new address is what fails, the old one is asked next
	wait := backOff(p.interval(feed), state.Failures, cause)
	state.NextCheck = now.Add(wait)
	if limited(cause) {
		p.hosts.pause(hostOf(feed.URL), now.Add(min(wait, time.Hour)), now)
	}
	if !state.DownNotified && p.options.Notices != nil && now.Sub(state.FailingSince) >= p.options.DownAfter {
		feed.Poll = state
		state.DownNotified = p.told(ctx, feed, "feed down", p.options.Notices.FeedDown)
	}
	p.saves.add(feed.ID, state)
	p.options.Log.Warn("feed failed", slog.Int64("feed_id", feed.ID), slog.String("feed", feed.Name),
		slog.Int("failures", state.Failures), slog.Time("next", state.NextCheck), slog.Any("error", cause))
}

// told passes a notice on and reports whether it was taken.
func (p *Poller) told(ctx context.Context, feed readout.Feed, what string, notice func(context.Context, readout.Feed) error) bool {
	if err := notice(ctx, feed); err != nil {
		p.options.Log.Error("notice not taken", slog.String("notice", what), slog.Int64("feed_id", feed.ID), slog.Any("error", err))
		return false
	}
	return true
}
