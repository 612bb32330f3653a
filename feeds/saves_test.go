package feeds_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/feeds"
)

// many returns feeds of one server, each with a host of its own.
func many(s *site, n int) []readout.Feed {
	var out []readout.Feed
	for i := range n {
		address := strings.Replace(s.URL, "127.0.0.1", fmt.Sprintf("127.0.1.%d", i+1), 1)
		out = append(out, readout.Feed{ID: int64(i + 1), Name: fmt.Sprint("Wire ", i+1), URL: address + "/feed", Kind: readout.Press})
	}
	return out
}

func TestPollsOfOneHeartbeatAreSavedTogether(t *testing.T) {
	clock, server := noon(), newSiteOn(t, "0.0.0.0:0")
	server.serve(rss(item{title: "A", link: "https://example.org/a"}))
	m := newMemory(clock.Now, many(server, 40)...)
	p := newPoller(t, m, nil)
	p.Tick(t.Context())
	for id, feed := range m.feeds {
		if !feed.Poll.SucceededAt.Equal(clock.Now()) {
			t.Errorf("feed %d: state %+v, want a good poll", id, feed.Poll)
		}
	}
	if m.saves != 1 {
		t.Errorf("saved %d times for 40 feeds, want once", m.saves)
	}
}

func TestPollsThatCouldNotBeSavedAreSavedLater(t *testing.T) {
	clock, server := noon(), newSite(t)
	server.serve(rss(item{title: "A", link: "https://example.org/a"}))
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	m.full = errors.New("disk is full")
	p.Tick(t.Context())
	m.full = nil
	polled := clock.Now()
	clock.Forward(time.Minute)
	p.Tick(t.Context())
	if got := m.feed(1).Poll; !got.SucceededAt.Equal(polled) || len(server.asked()) != 1 {
		t.Errorf("state %+v, want the poll of %s", got, polled)
	}
}

func TestStoppingLeavesFeedsDueThatHadNoWorker(t *testing.T) {
	server := newSiteOn(t, "0.0.0.0:0")
	asked := make(chan struct{}, 1)
	server.answers(func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
	})
	m := newMemory(time.Now, many(server, 3)...)
	p := newPoller(t, m, func(o *feeds.Options) { o.Now, o.Workers = nil, 1 })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	<-asked
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	due, err := m.DueFeeds(t.Context(), 10)
	if err != nil || len(due) != 2 {
		t.Errorf("%d feeds are due after the stop, want the 2 that were not asked", len(due))
	}
}

func TestOnlyWhatHasChangedIsRead(t *testing.T) {
	for name, tc := range map[string]struct {
		before, after string
		read          bool
	}{
		"its own date": {
			`<rss><channel><lastBuildDate>Mon, 23 Nov 2026 12:00:00 GMT</lastBuildDate><item><title>A</title><link>https://example.org/a</link></item></channel></rss>`,
			`<rss><channel><lastBuildDate>Mon, 23 Nov 2026 12:05:00 GMT</lastBuildDate><item><title>A</title><link>https://example.org/a</link></item></channel></rss>`, false,
		},
		"an atom feed's date": {
			`<feed xmlns="http://www.w3.org/2005/Atom"><updated>2026-11-23T12:00:00Z</updated><entry><id>a</id><title>A</title></entry></feed>`,
			`<feed xmlns="http://www.w3.org/2005/Atom"><updated>2026-11-23T12:05:00Z</updated><entry><id>a</id><title>A</title></entry></feed>`, false,
		},
		"a comment below": {
			`<rss><channel><item><title>A</title><link>https://example.org/a</link></item></channel></rss><!-- 0.12 s -->`,
			`<rss><channel><item><title>A</title><link>https://example.org/a</link></item></channel></rss><!-- 0.34 s -->`, false,
		},
		"an item": {
			`<rss><channel><item><title>A</title><link>https://example.org/a</link></item></channel></rss>`,
			`<rss><channel><item><title>B</title><link>https://example.org/b</link></item></channel></rss>`, true,
		},
		"an item's date": {
			`<rss><channel><item><title>A</title><link>https://example.org/a</link><pubDate>Mon, 23 Nov 2026 12:00:00 GMT</pubDate></item></channel></rss>`,
			`<rss><channel><item><title>A</title><link>https://example.org/a</link><pubDate>Mon, 23 Nov 2026 12:05:00 GMT</pubDate></item></channel></rss>`, true,
		},
		"the last item of a document without any": {
			`<rss><channel><title>A</title></channel></rss>`,
			`<rss><channel><title>A</title><item><title>B</title><link>https://example.org/b</link></item></channel></rss>`, true,
		},
		"a hub": {
			`<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><item><title>A</title><link>https://example.org/a</link></item></channel></rss>`,
			`<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><atom:link rel="hub" href="https://hub.example.org/"/><item><title>A</title><link>https://example.org/a</link></item></channel></rss>`, true,
		},
		"JSON": {
			`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"a","title":"A"}]}`,
			`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"b","title":"A"}]}`, true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			clock, server := noon(), newSite(t)
			server.serve(tc.before)
			m := newMemory(clock.Now, wire(server))
			p := newPoller(t, m, nil)
			p.Tick(t.Context())
			clock.Forward(time.Hour)
			before := m.lookups
			server.serve(tc.after)
			p.Tick(t.Context())
			if read := m.lookups > before; read != tc.read {
				t.Errorf("read again: %v, want %v", read, tc.read)
			}
			if got := m.feed(1).Poll; !got.SucceededAt.Equal(clock.Now()) {
				t.Errorf("state %+v, want a good poll", got)
			}
		})
	}
}
