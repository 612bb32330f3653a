package feeds

import (
	"context"
	"time"

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
	// The first poll of what is going to be added shall not come at once.
	now := p.options.Now()
	p.hosts.pause(hostOf(address), now.Add(max(0, p.options.HostSpacing)), now)
	found, err := document.Parse(response.Body, response.ContentType, response.URL)
	if err != nil {
		return document.Document{}, err
	}
	for i := range found.Stories {
		if found.Stories[i].Published.After(now.Add(tolerance)) {
			found.Stories[i].Published = time.Time{}
		}
	}
	return found, nil
}
