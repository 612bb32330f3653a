package feeds_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"readout"
)

// pushing is a feed whose hub has promised to push until the time.
func pushing(s *site, until time.Time) readout.Feed {
	feed := wire(s)
	feed.Push = readout.PushState{Hub: "https://hub.example/", Status: readout.SubscriptionActive, LeaseUntil: until}
	return feed
}

func TestPushGoesTheWayOfAPoll(t *testing.T) {
	clock, server := noon(), newSite(t)
	server.serve(rss(item{title: "Old", link: "https://example.org/old"}))
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	p.Tick(t.Context())
	m.take()

	clock.Forward(time.Minute)
	content := []byte(rss(item{title: "New", link: "https://example.org/new", date: clock.Now()}, item{title: "Old", link: "https://example.org/old"}))
	m.refuse = errors.New("database is locked")
	if _, err := p.Push(t.Context(), m.feed(1), content, "text/xml"); !errors.Is(err, m.refuse) {
		t.Errorf("got %v, want that the stories were not taken", err)
	}
	m.refuse = nil
	for _, want := range []int{1, 0} {
		if fresh, err := p.Push(t.Context(), m.feed(1), content, "text/xml"); fresh != want || err != nil {
			t.Errorf("%d new, %v, want %d", fresh, err, want)
		}
	}
	got := m.take()
	if !slices.Equal(titles(got), []string{"New"}) || got[0].Baseline || got[0].Source != "Morning Wire" || !got[0].FirstSeen.Equal(clock.Now()) {
		t.Errorf("arrived %+v", got)
	}
	if _, err := p.Push(t.Context(), m.feed(1), []byte("<html>"), "text/html"); readout.ErrorCode(err) != readout.CodeInvalid {
		t.Errorf("a page: %v", err)
	}
}

func TestPushedFeedsArePolledRarely(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*readout.Feed)
		want   time.Duration
	}{
		"press":           {func(*readout.Feed) {}, time.Hour},
		"official":        {func(f *readout.Feed) { f.Kind, f.State, f.Interval = readout.Official, "CA", time.Minute }, 12 * time.Minute},
		"lease ends soon": {func(f *readout.Feed) { f.Push.LeaseUntil = noon().Now().Add(20 * time.Minute) }, 20 * time.Minute},
		"lease has ended": {func(f *readout.Feed) { f.Push.LeaseUntil = noon().Now() }, 5 * time.Minute},
		"denied":          {func(f *readout.Feed) { f.Push.Status = readout.SubscriptionDenied }, 5 * time.Minute},
		"asked":           {func(f *readout.Feed) { f.Push.Status = readout.SubscriptionAsked }, 5 * time.Minute},
		"missed twice":    {func(f *readout.Feed) { f.Poll.Missed = 2 }, 5 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			clock, server := noon(), newSite(t)
			server.serve(rss(item{title: "A", link: "https://example.org/a"}))
			feed := pushing(server, clock.Now().Add(24*time.Hour))
			tc.change(&feed)
			m := newMemory(clock.Now, feed)
			m.known["1 example.org/a"] = 0
			newPoller(t, m, nil).Tick(t.Context())
			if wait := m.feed(1).Poll.NextCheck.Sub(clock.Now()); wait < tc.want || wait > tc.want+tc.want/20 {
				t.Errorf("next check in %s, want %s and a twentieth at most", wait, tc.want)
			}
		})
	}
}

// TestSilentHub: when polls keep finding what the hub should have pushed, the
// feed is polled as if there were no hub, until the hub speaks again.
func TestSilentHub(t *testing.T) {
	clock, server := noon(), newSite(t)
	m := newMemory(clock.Now, pushing(server, clock.Now().Add(24*time.Hour)))
	p := newPoller(t, m, nil)
	n := 0
	poll := func(news bool) time.Duration {
		if news {
			n++
		}
		server.serve(rss(item{title: fmt.Sprint(n), link: fmt.Sprint("https://example.org/", n)}))
		clock.Forward(2 * time.Hour)
		p.Tick(t.Context())
		return m.feed(1).Poll.NextCheck.Sub(clock.Now())
	}
	rare := func(wait time.Duration) bool { return wait >= time.Hour }
	poll(true) // the baseline is no news
	for i, step := range []struct{ news, pushed, rare bool }{
		{news: true, rare: true},
		{rare: true},
		{news: true, rare: false},
		{rare: false},
		{pushed: true, rare: true},
		{news: true, pushed: true, rare: true},
		{news: true, rare: true},
		{news: true, rare: false},
	} {
		if step.pushed {
			feed := m.feed(1)
			feed.Push.PushedAt = clock.Now().Add(time.Minute)
			m.feeds[1] = feed
		}
		if wait := poll(step.news); rare(wait) != step.rare {
			t.Errorf("step %d, %+v: next poll in %s, %d missed", i+1, step, wait, m.feed(1).Poll.Missed)
		}
	}
}

func TestHint(t *testing.T) {
	clock, server := noon(), newSite(t)
	server.serve(rss(item{title: "A", link: "https://example.org/a"}))
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	p.Tick(t.Context())
	server.asked()
	for second := range 60 {
		if _, err := p.Push(t.Context(), m.feed(1), nil, ""); err != nil {
			t.Fatal(err)
		}
		p.Tick(t.Context())
		if got := len(server.asked()); got > 0 != (second == 30) {
			t.Errorf("second %d of empty pushes: %d polls; want one in half a minute", second, got)
		}
		clock.Forward(time.Second)
	}
	p.Tick(t.Context())
	server.asked()
	clock.Forward(time.Minute)
	failing := m.feed(1)
	failing.Poll.Failures = 3
	if err := p.Hint(t.Context(), failing); err != nil {
		t.Fatal(err)
	}
	p.Tick(t.Context())
	if got := len(server.asked()); got != 0 {
		t.Errorf("%d polls of a feed that is to be left alone", got)
	}
}

// TestHintDuringAPoll: what the poll writes down does not undo the hint, which
// may tell of something that the poll came too early for.
func TestHintDuringAPoll(t *testing.T) {
	clock, server := noon(), newSite(t)
	arrived, leave := make(chan struct{}), make(chan struct{})
	server.answers(func(w http.ResponseWriter, _ *http.Request) {
		arrived <- struct{}{}
		<-leave
		fmt.Fprint(w, rss(item{title: "A", link: "https://example.org/a"}))
	})
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.Tick(t.Context())
	}()
	<-arrived
	if err := p.Hint(t.Context(), m.feed(1)); err != nil {
		t.Fatal(err)
	}
	close(leave)
	<-ended
	if got, want := m.feed(1).Poll.NextCheck, clock.Now().Add(30*time.Second); !got.Equal(want) {
		t.Errorf("next check %s, want %s", got, want)
	}
}
