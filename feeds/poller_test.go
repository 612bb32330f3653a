package feeds_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"readout"
	"readout/feeds"
	"readout/feeds/fetch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func wire(s *site) readout.Feed {
	return readout.Feed{ID: 1, Name: "Morning Wire", URL: s.URL + "/feed", Kind: readout.Press}
}

func TestBaselineThenNews(t *testing.T) {
	clock, server := noon(), newSite(t)
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	old := item{title: "Old", link: "https://example.org/old", date: clock.Now().Add(-time.Hour)}

	server.serve(rss(old))
	p.Tick(t.Context())
	first := m.take()
	if len(first) != 1 || !first[0].Baseline {
		t.Fatalf("the first poll brought %+v, want one story as baseline", first)
	}

	clock.Forward(6 * time.Minute)
	second := item{title: "Second", link: "https://example.org/2", date: clock.Now()}
	newest := item{title: "Newest", link: "https://example.org/3", date: clock.Now().Add(time.Minute)}
	server.serve(rss(newest, second, old))
	p.Tick(t.Context())
	news := m.take()
	if got, want := titles(news), []string{"Second", "Newest"}; !slices.Equal(got, want) {
		t.Fatalf("the second poll brought %q, want %q: unknown ones only, oldest first", got, want)
	}
	story := news[0]
	if story.Baseline || story.Source != "Morning Wire" || story.Kind != readout.Press || story.FeedID != 1 || !story.FirstSeen.Equal(clock.Now()) {
		t.Errorf("story not completed: %+v", story)
	}

	p.Tick(t.Context())
	if asked := server.asked(); len(asked) != 2 {
		t.Errorf("%d requests, want 2: the feed was not due", len(asked))
	}
}

func TestStateIsSavedOnlyWithTheStories(t *testing.T) {
	clock, server := noon(), newSite(t)
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	server.answers(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `W/"1"`)
		fmt.Fprint(w, rss(item{title: "A", link: "https://example.org/a"}))
	})
	m.refuse = errors.New("database is locked")
	p.Tick(t.Context())
	if got := m.feed(1).Poll; got.ETag != "" || got.Baselined() {
		t.Errorf("state %+v was saved although the stories were not taken", got)
	}
	if !m.feed(1).Poll.NextCheck.After(clock.Now()) {
		t.Error("the next check was not written before the fetch")
	}
	m.refuse = nil
	clock.Forward(time.Hour)
	p.Tick(t.Context())
	if got := m.feed(1).Poll; got.ETag != `W/"1"` || !got.Baselined() {
		t.Errorf("state %+v, want the ETag verbatim and a good poll", got)
	}
	if got := m.take(); len(got) != 1 {
		t.Errorf("%d stories arrived, want 1", len(got))
	}
}

func TestRunStopsCleanly(t *testing.T) {
	server := newSite(t)
	asked := make(chan struct{}, 10)
	server.answers(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, rss(item{title: "A", link: "https://example.org/a"}))
		asked <- struct{}{}
	})
	m := newMemory(time.Now, wire(server))
	ctx, cancel := context.WithCancel(t.Context())
	p := newPoller(t, m, func(o *feeds.Options) { o.Now = nil })
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	<-asked
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("Run = %v after its context ended", err)
	}
}

func TestUndatedStoriesComeInTheFeedsOrder(t *testing.T) {
	clock, server := noon(), newSite(t)
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	link := func(name string) item { return item{title: name, link: "https://example.org/" + name} }
	server.serve(rss(link("third"), link("second"), link("first")))
	p.Tick(t.Context())
	got := m.take()
	if want := []string{"first", "second", "third"}; !slices.Equal(titles(got), want) {
		t.Errorf("arrived %q, want %q", titles(got), want)
	}
	for _, story := range got {
		if !story.Published.Equal(clock.Now()) {
			t.Errorf("%s is dated %s, want the time of its first sight", story.Title, story.Published)
		}
	}
}

func TestOneRequestAtATimeForEachHost(t *testing.T) {
	clock, server := noon(), newSite(t)
	arrived, leave := make(chan struct{}), make(chan struct{})
	server.answers(func(w http.ResponseWriter, _ *http.Request) {
		arrived <- struct{}{}
		<-leave
		fmt.Fprint(w, rss(item{title: "A", link: "https://example.org/a"}))
	})
	first, second := wire(server), wire(server)
	second.ID = 2
	second.Poll.NextCheck = clock.Now().Add(time.Second)
	m := newMemory(clock.Now, first, second)
	p := newPoller(t, m, nil)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.Tick(t.Context())
	}()
	<-arrived
	clock.Forward(2 * time.Second)
	p.Tick(t.Context()) // the second feed is due, its host is busy
	if got := len(server.asked()); got != 1 {
		t.Errorf("%d requests at a time, want 1", got)
	}
	close(leave)
	<-ended
	go func() { <-arrived }()
	p.Tick(t.Context())
	if got := len(server.asked()); got != 1 {
		t.Errorf("%d requests after the host was free, want 1", got)
	}
}

// panics loses its head over the first feed.
type panics struct{ *memory }

func (p panics) Arrive(ctx context.Context, feed readout.Feed, stories []readout.Story) error {
	if feed.ID == 1 {
		panic("no")
	}
	return p.memory.Arrive(ctx, feed, stories)
}

// watchedGetter keeps what it has got for the poller.
type watchedGetter struct {
	feeds.Getter
	mu        sync.Mutex
	responses []*fetch.Response
}

func (g *watchedGetter) Fetch(ctx context.Context, request fetch.Request) (*fetch.Response, error) {
	response, err := g.Getter.Fetch(ctx, request)
	g.mu.Lock()
	defer g.mu.Unlock()
	if err == nil {
		g.responses = append(g.responses, response)
	}
	return response, err
}

// TestBodiesAreDiscarded: a large body that is not discarded is in the way of
// all that come after it.
func TestBodiesAreDiscarded(t *testing.T) {
	story := item{title: "A", link: "https://example.org/a"}
	padding := "<!--" + strings.Repeat("x", fetch.SmallBody) + "-->"
	for name, body := range map[string]string{
		"a feed":            rss(story),
		"a large one":       rss(story) + padding,
		"a large page":      "<html><title>x</title>" + padding,
		"a large one, torn": padding + rss(story)[:100],
	} {
		t.Run(name, func(t *testing.T) {
			clock, server := noon(), newSite(t)
			server.serve(body)
			getter := &watchedGetter{}
			p := newPoller(t, newMemory(clock.Now, wire(server)), func(o *feeds.Options) {
				getter.Getter, o.Fetcher = o.Fetcher, getter
			})
			_, _ = p.Preview(t.Context(), wire(server).URL) // of what is no feed too
			for range 3 {
				p.Tick(t.Context())
				clock.Forward(7 * time.Hour)
			}
			if len(getter.responses) < 3 {
				t.Fatalf("%d answers, want one for each poll", len(getter.responses))
			}
			for i, response := range getter.responses {
				if len(response.Body) > 0 {
					t.Errorf("answer %d is still held", i)
				}
			}
		})
	}
}
