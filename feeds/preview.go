package feeds

import (
	"context"
	"slices"
	"sync"
	"time"

	"readout"
	"readout/feeds/document"
	"readout/feeds/fetch"
)

// Preview fetches an address once and reads what is there. Its errors are fit
// for users and say what the address is instead of a feed, and which feeds a
// page offers.
func (p *Poller) Preview(ctx context.Context, address string) (document.Document, error) {
	response, err := p.options.Fetcher.Fetch(ctx, fetch.Request{URL: address})
	if err != nil {
		return document.Document{}, err
	}
	now := p.options.Now()
	p.hosts.pause(hostOf(address), now.Add(max(0, p.options.HostSpacing)), now)
	found, err := document.Parse(response.Body, response.ContentType, response.URL)
	if err != nil {
		response.Discard()
		return document.Document{}, err
	}
	for i := range found.Stories {
		if found.Stories[i].Published.After(now.Add(tolerance)) {
			found.Stories[i].Published = time.Time{}
		}
	}
	p.previews.keep(address, response, now)
	return found, nil
}

// previews keeps the last few answers for the first polls of the feeds that
// are added after a look at them: some sites ban whoever asks twice at once.
type previews struct {
	mu   sync.Mutex
	kept []preview // the latest last
}

type preview struct {
	address  string
	response *fetch.Response
	at       time.Time
}

const (
	maxPreviews = 4
	previewAge  = 2 * time.Minute
)

func (p *previews) keep(address string, response *fetch.Response, now time.Time) {
	if len(response.Body) >= fetch.SmallBody {
		response.Discard() // it would be in the way of those that are polled
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept = append(p.kept, preview{address, response, now})
	if len(p.kept) > maxPreviews {
		p.kept = slices.Delete(p.kept, 0, 1)
	}
}

// take returns the answer to a preview of a feed that has never been polled,
// once. nil when there was none, or it has grown old.
func (p *previews) take(feed readout.Feed, now time.Time) *fetch.Response {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept = slices.DeleteFunc(p.kept, func(v preview) bool { return now.Sub(v.at) > previewAge })
	if !feed.Poll.CheckedAt.IsZero() {
		return nil
	}
	i := slices.IndexFunc(p.kept, func(v preview) bool { return v.address == feed.URL })
	if i < 0 {
		return nil
	}
	response := p.kept[i].response
	p.kept = slices.Delete(p.kept, i, i+1)
	return response
}
