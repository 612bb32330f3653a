package feeds_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"readout"
	"readout/briefings"
	"readout/desk"
	"readout/feeds"
	"readout/feeds/fetch"
	"readout/internal/testclock"
	"readout/store"
)

// bureau is a poller with the store and the desk that it has in the bot. It
// can be stopped and started.
type bureau struct {
	t      *testing.T
	clock  *testclock.Clock
	path   string
	store  *store.Store
	poller *feeds.Poller
	lossy  bool // the program is killed before it saves the state of a poll
}

// nobody is found in any story.
type nobody struct{}

func (nobody) Detect(readout.Story) []readout.Mention { return nil }
func (nobody) Covers(string, string, time.Time) bool  { return false }
func (nobody) Flag(string) string                     { return "" }
func (nobody) Name(code string) string                { return code }

// forgetful loses states if it is told to.
type forgetful struct {
	*store.Store
	b *bureau
}

func (f forgetful) SavePolls(ctx context.Context, states map[int64]readout.PollState) error {
	if f.b.lossy {
		return nil
	}
	return f.Store.SavePolls(ctx, states)
}

func newBureau(t *testing.T, all ...readout.Feed) *bureau {
	b := &bureau{t: t, clock: noon(), path: filepath.Join(t.TempDir(), "readout.db")}
	b.start()
	t.Cleanup(func() { b.stop() })
	if err := b.store.SyncFeeds(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bureau) start() {
	b.t.Helper()
	var err error
	if b.store, err = store.Open(b.t.Context(), b.path, b.clock.Now); err != nil {
		b.t.Fatal(err)
	}
	d, err := desk.New(b.t.Context(), desk.Options{
		Store: b.store, Watches: b.store, Detector: nobody{}, Groups: nobody{}, Writer: briefings.Writer{States: nobody{}},
		Now: b.clock.Now, NoticeChannel: "99",
	})
	if err != nil {
		b.t.Fatal(err)
	}
	fetcher := fetch.New(fetch.Options{AllowPrivate: loopback(), Now: b.clock.Now})
	b.t.Cleanup(fetcher.Close)
	b.poller = feeds.NewPoller(feeds.Options{
		Store: forgetful{b.store, b}, Desk: d, Fetcher: fetcher, Notices: d, Now: b.clock.Now, HostSpacing: -1,
		Log: slog.New(slog.DiscardHandler),
	})
}

func (b *bureau) stop() {
	b.t.Helper()
	if err := b.store.Close(); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bureau) restart() {
	b.t.Helper()
	b.stop()
	b.start()
}

// pass lets time go by, with a poll every hour at most.
func (b *bureau) pass(hours int) {
	b.t.Helper()
	for range hours {
		b.clock.Forward(time.Hour)
		b.poller.Tick(b.t.Context())
	}
}

func (b *bureau) feed() readout.Feed {
	b.t.Helper()
	all, err := b.store.Feeds(b.t.Context())
	if err != nil || len(all) != 1 {
		b.t.Fatalf("%d feeds, %v", len(all), err)
	}
	return all[0]
}

// notices returns the titles of what the notice channel is to be told, in order.
func (b *bureau) notices() []string {
	b.t.Helper()
	due, err := b.store.DueDeliveries(b.t.Context(), 100)
	if err != nil {
		b.t.Fatal(err)
	}
	slices.SortFunc(due, func(x, y readout.Delivery) int { return int(x.ID - y.ID) })
	var out []string
	for _, d := range due {
		out = append(out, d.Message.Title)
	}
	return out
}

func (b *bureau) expect(want ...string) {
	b.t.Helper()
	if got := b.notices(); !slices.Equal(got, want) {
		b.t.Errorf("notices %q, want %q", got, want)
	}
}

func TestAFeedThatIsDownIsToldOnceAcrossRestarts(t *testing.T) {
	const down, back = "Feed down: Morning Wire", "Feed back: Morning Wire"
	server := newSite(t)
	good := rss(item{title: "A", link: "https://example.org/a"})
	bad := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }
	server.serve(good)
	b := newBureau(t, wire(server))
	b.pass(1)

	server.answers(bad)
	b.pass(4)
	b.restart()
	b.pass(2)
	b.expect() // down for less than six hours
	b.lossy = true
	b.pass(3) // told, and killed before that is saved
	b.lossy = false
	b.restart()
	b.pass(30)
	b.restart()
	b.pass(30)
	b.expect(down)
	if f := b.feed(); f.Poll.Error == "" || !f.Poll.NextCheck.After(b.clock.Now()) || f.Poll.FailingSince.IsZero() || f.Poll.SucceededAt.IsZero() {
		t.Errorf("the state does not tell why, since when, and when next: %+v", f.Poll)
	}

	server.serve(good)
	b.lossy = true
	b.pass(2)
	b.lossy = false
	b.restart()
	b.pass(5)
	b.restart()
	b.pass(5)
	b.expect(down, back)

	server.answers(bad)
	b.pass(20)
	server.serve(good)
	b.pass(5)
	b.expect(down, back, down, back)
}

func TestAShortTroubleIsNotTold(t *testing.T) {
	server := newSite(t)
	server.serve(rss(item{title: "A", link: "https://example.org/a"}))
	b := newBureau(t, wire(server))
	for range 10 {
		server.answers(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
		b.pass(5)
		server.serve(rss(item{title: "A", link: "https://example.org/a"}))
		b.pass(2)
	}
	b.expect()
}

// daily returns a document of ten stories, a day apart, the newest first.
func daily(newest time.Time) string {
	var items []item
	for i := range 10 {
		at := newest.AddDate(0, 0, -i)
		items = append(items, item{title: at.Format(time.DateOnly), link: "https://example.org/" + at.Format(time.DateOnly), date: at})
	}
	return rss(items...)
}

func TestAFeedThatBringsNothingNewIsStale(t *testing.T) {
	server := newSite(t)
	b := newBureau(t, wire(server))
	published := b.clock.Now().Add(-time.Hour)
	server.serve(daily(published))
	b.pass(1)
	f := b.feed()
	if f.Poll.Rhythm != 24*time.Hour || !f.Poll.LastStory.Equal(published) || f.Poll.Stale(b.clock.Now()) {
		t.Fatalf("state %+v, want a story a day, the last at %s", f.Poll, published)
	}
	b.pass(9 * 24)
	if b.feed().Poll.Stale(b.clock.Now()) {
		t.Error("stale after nine days at a story a day")
	}
	server.serve(rss()) // the site has lost its stories, and the feed is still there
	b.pass(2 * 24)
	b.restart()
	f = b.feed()
	if !f.Poll.Stale(b.clock.Now()) || f.Poll.Failures != 0 || b.clock.Now().Sub(f.Poll.SucceededAt) > 2*time.Hour {
		t.Errorf("state %+v, want it stale after eleven days, and polled well", f.Poll)
	}
	b.expect() // it is shown, and nobody is called
	server.serve(daily(b.clock.Now()))
	b.pass(1)
	if f := b.feed(); f.Poll.Stale(b.clock.Now()) {
		t.Errorf("state %+v, want it fresh after a story", f.Poll)
	}
}

func TestAFeedThatWasDeadBeforeItWasAddedIsStale(t *testing.T) {
	server := newSite(t)
	b := newBureau(t, wire(server))
	server.serve(daily(b.clock.Now().AddDate(-2, 0, 0)))
	b.pass(1)
	if f := b.feed(); !f.Poll.Stale(b.clock.Now()) {
		t.Errorf("state %+v: its last story is two years old", f.Poll)
	}
}

func TestSavedBytesAreCounted(t *testing.T) {
	server := newSite(t)
	body := daily(noon().Now())
	server.answers(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, body)
	})
	b := newBureau(t, wire(server))
	b.pass(11)
	if got, want := b.feed().Poll.SavedBytes, int64(10*len(body)); got != want {
		t.Errorf("%d bytes saved by ten answers without a body of %d, want %d", got, len(body), want)
	}
}

// TestMemoryStaysFlat polls eight feeds every five minutes for a day, each with a
// new story every hour. cmd/farm simulate does the same on a larger scale.
func TestMemoryStaysFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	server := newSiteOn(t, "0.0.0.0:0")
	all := many(server, 8)
	for i := range all {
		all[i].Interval = 5 * time.Minute
	}
	b := newBureau(t, all...)
	server.answers(func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprint(w, hourly(r.Host, b.clock.Now()))
	})
	pass := func(hours int) {
		for range hours * 12 {
			b.clock.Forward(5*time.Minute + 10*time.Second)
			b.poller.Tick(t.Context())
			server.asked()
		}
	}
	pass(8)
	before := heapInUse()
	pass(16)
	after := heapInUse()
	t.Logf("heap in use: %d KiB after 8 hours, %d KiB after 24", before>>10, after>>10)
	if after > before+before/10 {
		t.Errorf("heap in use grew from %d to %d bytes", before, after)
	}
	if stats, err := b.store.Stats(t.Context()); err != nil || stats.Stories < 8*(20+24) {
		t.Errorf("%d stories stored, %v; want at least 44 of each feed", stats.Stories, err)
	}
}

// hourly returns a document of twenty stories, an hour apart.
func hourly(host string, now time.Time) string {
	var items []item
	for i := range 20 {
		at := now.Truncate(time.Hour).Add(-time.Duration(i) * time.Hour)
		items = append(items, item{title: "Story of " + at.Format(time.RFC3339), link: fmt.Sprintf("https://%s/%d", host, at.Unix()), date: at})
	}
	return rss(items...)
}

func heapInUse() uint64 {
	for range 3 { // what is kept in pools goes at the second collection
		runtime.GC()
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
