package feeds

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"readout"
	"readout/feeds/document"
	"readout/feeds/fetch"
)

// findTimeout bounds a search.
const findTimeout = 40 * time.Second

// Found is what there is at an address, or through it: a feed, or several to
// choose from.
type Found struct {
	URL      string // of the feed; "" when there is a choice
	Document document.Document
	Choice   []document.Link // none when there is a feed
}

// Find looks for the feed that somebody means who gives an address: the
// address itself, the one feed that the page there names, or one that lies
// where many sites have theirs. Where a page names several, they are the
// answer. Errors are fit for users and say what is there instead.
func (p *Poller) Find(ctx context.Context, address string) (Found, error) {
	ctx, cancel := context.WithTimeout(ctx, findTimeout)
	defer cancel()
	address = readout.CompleteAddress(address)
	found, err := p.Preview(ctx, address)
	if err == nil {
		return Found{URL: address, Document: found}, nil
	}
	page, isPage := errors.AsType[*document.PageError](err)
	switch {
	case !isPage || page.Kind != document.OtherPage:
		return Found{}, err
	case len(page.Feeds) > 1:
		return Found{Choice: page.Feeds}, nil
	case len(page.Feeds) == 1:
		return p.findAt(ctx, page.Feeds[0].URL)
	}
	return p.guess(ctx, address, err)
}

func (p *Poller) findAt(ctx context.Context, address string) (Found, error) {
	if err := p.rest(ctx, address); err != nil {
		return Found{}, err
	}
	found, err := p.Preview(ctx, address)
	if err != nil {
		return Found{}, err
	}
	return Found{URL: address, Document: found}, nil
}

// guess tries where many sites have their feeds. When nothing is there, the
// error is the one that the page has got.
func (p *Poller) guess(ctx context.Context, page string, none error) (Found, error) {
	for _, address := range guesses(page) {
		found, err := p.findAt(ctx, address)
		if err == nil {
			return found, nil
		}
		if failure, ok := errors.AsType[*fetch.Error](err); ctx.Err() != nil || ok && failure.Kind != fetch.Missing && failure.Kind != fetch.Gone && failure.Kind != fetch.Empty {
			break // the site has had enough of it
		}
	}
	return Found{}, none
}

// guesses returns where the feed of a page may be: below the page itself,
// then below the site.
func guesses(page string) []string {
	base, err := url.Parse(page)
	if err != nil {
		return nil
	}
	var out []string
	if path := strings.Trim(base.Path, "/"); path != "" {
		out = append(out, base.Scheme+"://"+base.Host+"/"+path+"/feed")
	}
	for _, path := range []string{"/feed", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json"} {
		out = append(out, base.Scheme+"://"+base.Host+path)
	}
	return out
}

// rest waits until the host of an address may be asked once more.
func (p *Poller) rest(ctx context.Context, address string) error {
	wait := p.hosts.until(hostOf(address), p.options.Now())
	if wait <= 0 {
		return nil
	}
	timer := time.NewTimer(min(wait, p.options.HostSpacing))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return readout.Errorf(readout.CodeInternal, "%s takes too long to be searched; give the address of the feed itself", hostOf(address))
	}
}
