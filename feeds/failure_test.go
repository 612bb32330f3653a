package feeds_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/feeds"
	"readout/internal/testclock"
)

// waited polls n times, each as soon as the feed is due, and returns the waits
// that followed, rounded down to what was meant before they were spread.
func waited(t *testing.T, p *feeds.Poller, m *memory, c *testclock.Clock, n int) []time.Duration {
	t.Helper()
	var out []time.Duration
	for range n {
		p.Tick(t.Context())
		wait := m.feed(1).Poll.NextCheck.Sub(c.Now())
		out = append(out, wait.Truncate(time.Minute))
		c.Forward(wait)
	}
	return out
}

func TestBackOff(t *testing.T) {
	minutes := func(all ...int) string {
		var out []string
		for _, n := range all {
			out = append(out, (time.Duration(n) * time.Minute).String())
		}
		return "[" + strings.Join(out, " ") + "]"
	}
	now := noon().Now()
	for name, tc := range map[string]struct {
		status int
		after  string
		want   string
	}{
		"trouble passes":                 {http.StatusBadGateway, "", minutes(5, 10, 20, 40, 60, 60, 60)},
		"refusal":                        {http.StatusForbidden, "", minutes(5, 10, 20, 40, 80, 160, 320, 360, 360)},
		"gone is looked at now and then": {http.StatusGone, "", minutes(5, 10, 20, 40, 80, 160, 320, 360, 360)},
		"limit in seconds":               {http.StatusTooManyRequests, "1800", minutes(30, 30, 30, 40)},
		"limit at a date":                {http.StatusTooManyRequests, now.Add(2 * time.Hour).Format(http.TimeFormat), minutes(120)},
		"limit in nonsense":              {http.StatusTooManyRequests, "later", minutes(5, 10, 20)},
		"limit for ever":                 {http.StatusTooManyRequests, "99999999999", minutes(24*60, 24*60)},
		"unavailable until":              {http.StatusServiceUnavailable, "3600", minutes(60, 60)},
	} {
		t.Run(name, func(t *testing.T) {
			clock, server := noon(), newSite(t)
			server.answers(func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Date"] = nil
				if tc.after != "" {
					w.Header().Set("Retry-After", tc.after)
				}
				w.WriteHeader(tc.status)
			})
			m := newMemory(clock.Now, wire(server))
			p := newPoller(t, m, nil)
			if got := fmt.Sprint(waited(t, p, m, clock, strings.Count(tc.want, " ")+1)); got != tc.want {
				t.Errorf("waits %s, want %s", got, tc.want)
			}
			state := m.feed(1).Poll
			if state.Failures == 0 || state.FailingSince.IsZero() || state.Error == "" || !state.SucceededAt.IsZero() {
				t.Errorf("state %+v does not tell of failure", state)
			}

			server.serve(rss(item{title: "A", link: "https://example.org/a"}))
			p.Tick(t.Context())
			state = m.feed(1).Poll
			if state.Failures != 0 || !state.FailingSince.IsZero() || state.Error != "" || !state.SucceededAt.Equal(clock.Now()) {
				t.Errorf("state %+v does not tell of recovery", state)
			}
		})
	}
}

func TestNoticesAreGivenOnce(t *testing.T) {
	clock, server := noon(), newSite(t)
	server.answers(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	for range 5 { // 5 hours
		p.Tick(t.Context())
		clock.Forward(time.Hour)
	}
	if m.down != 0 {
		t.Fatal("a notice after less than six hours")
	}
	for range 48 {
		clock.Forward(time.Hour)
		p.Tick(t.Context())
	}
	if m.down != 1 || m.up != 0 || !m.feed(1).Poll.DownNotified {
		t.Fatalf("%d notices down, %d up, state %+v; want one down", m.down, m.up, m.feed(1).Poll)
	}
	server.serve(rss(item{title: "A", link: "https://example.org/a"}))
	for range 3 {
		clock.Forward(2 * time.Hour)
		p.Tick(t.Context())
	}
	if m.down != 1 || m.up != 1 || m.feed(1).Poll.DownNotified {
		t.Errorf("%d notices down, %d up, state %+v; want one each", m.down, m.up, m.feed(1).Poll)
	}
}

func TestOneFeedsPanicIsItsOwn(t *testing.T) {
	clock, server := noon(), newSite(t)
	server.serve(rss(item{title: "A", link: "https://example.org/a"}))
	first, second := wire(server), wire(server)
	second.ID, second.Name = 2, "Second"
	m := newMemory(clock.Now, first, second)
	p := newPoller(t, m, func(o *feeds.Options) { o.Desk = panics{m} })
	p.Tick(t.Context())
	if got := m.take(); len(got) != 1 || got[0].FeedID != 2 {
		t.Errorf("arrived %+v, want the second feed's story", got)
	}
	clock.Forward(time.Hour)
	p.Tick(t.Context())
	if len(server.asked()) != 4 {
		t.Error("the first feed is not polled any more")
	}
}

func TestHalfADocument(t *testing.T) {
	clock, server := noon(), newSite(t)
	whole := rss(item{title: "A", link: "https://example.org/a"}, item{title: "B", link: "https://example.org/b"})
	server.answers(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
		fmt.Fprint(w, whole[:len(whole)-60])
	})
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	p.Tick(t.Context())
	if got := m.take(); len(got) != 1 || got[0].Title != "A" {
		t.Errorf("arrived %q, want the whole story", titles(got))
	}
	if etag := m.feed(1).Poll.ETag; etag != "" {
		t.Errorf("ETag %q of a document that did not come", etag)
	}
}

func TestADamagedDocument(t *testing.T) {
	clock, server := noon(), newSite(t)
	server.answers(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `"1"`)
		fmt.Fprint(w, strings.TrimSuffix(rss(item{title: "A", link: "https://example.org/a"}), "</channel></rss>")+"<item><title>B")
	})
	m := newMemory(clock.Now, wire(server))
	newPoller(t, m, nil).Tick(t.Context())
	if got := m.take(); len(got) != 1 || m.feed(1).Poll.ETag != "" {
		t.Errorf("arrived %q, ETag %q; want the whole story, and the rest asked for again", titles(got), m.feed(1).Poll.ETag)
	}
}

func TestPreview(t *testing.T) {
	clock, server := noon(), newSite(t)
	m := newMemory(clock.Now)
	p := newPoller(t, m, nil)
	server.serve(rss(item{title: "A", link: "/a", date: clock.Now().Add(99 * time.Hour)}))
	found, err := p.Preview(t.Context(), server.URL+"/feed")
	if err != nil || found.Title != "Morning Wire" || len(found.Stories) != 1 || found.Stories[0].URL != server.URL+"/a" || !found.Stories[0].Published.IsZero() {
		t.Errorf("got %+v, %v", found, err)
	}
	for body, says := range map[string]string{
		`<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>`: server.URL + "/feed.xml",
		"":           "empty document",
		"good day":   "neither RSS",
		`{"a": "b"}`: "JSON",
	} {
		server.serve(body)
		if _, err := p.Preview(t.Context(), server.URL); !strings.Contains(readout.ErrorMessage(err), says) {
			t.Errorf("message %q lacks %q", readout.ErrorMessage(err), says)
		}
	}
	if got := m.take(); len(got) != 0 {
		t.Error("a preview made stories arrive")
	}
}

func TestAddingAfterAPreviewAsksOnce(t *testing.T) {
	clock, server := noon(), newSite(t)
	server.serve(rss(item{title: "A", link: "/a"}))
	m := newMemory(clock.Now)
	p := newPoller(t, m, nil)
	if _, err := p.Preview(t.Context(), server.URL+"/feed"); err != nil {
		t.Fatal(err)
	}
	m.feeds[1] = wire(server)
	clock.Forward(2 * time.Second)
	p.Tick(t.Context())
	if got := m.take(); len(got) != 1 || len(server.asked()) != 1 {
		t.Errorf("arrived %+v, want one story by one request", got)
	}
	clock.Forward(time.Hour)
	p.Tick(t.Context())
	if got := len(server.asked()); got != 1 {
		t.Errorf("%d requests by the next poll, want 1", got)
	}
}
