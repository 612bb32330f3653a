package feeds_test

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"readout"
	"readout/feeds"
	"readout/feeds/fetch"
	"readout/internal/testclock"
)

// memory is a store and a desk in one: what has arrived is what is known.
type memory struct {
	now func() time.Time

	mu       sync.Mutex
	feeds    map[int64]readout.Feed
	known    map[string]int64 // story ids by feed id and key
	stories  map[int64]readout.Story
	arrived  []readout.Story
	retold   []readout.Story
	refuse   error // what Arrive answers, if not nil
	full     error // what SavePolls answers, if not nil
	saves    int   // calls of SavePolls
	lookups  int   // calls of KnownStories
	down, up int
}

func newMemory(now func() time.Time, all ...readout.Feed) *memory {
	m := &memory{now: now, feeds: map[int64]readout.Feed{}, known: map[string]int64{}, stories: map[int64]readout.Story{}}
	for _, feed := range all {
		m.feeds[feed.ID] = feed
	}
	return m
}

func (m *memory) DueFeeds(_ context.Context, limit int) ([]readout.Feed, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var due []readout.Feed
	for _, feed := range m.feeds {
		if !feed.Poll.NextCheck.After(m.now()) {
			due = append(due, feed)
		}
	}
	slices.SortFunc(due, func(a, b readout.Feed) int {
		return cmp.Or(a.Poll.NextCheck.Compare(b.Poll.NextCheck), cmp.Compare(a.ID, b.ID))
	})
	return due[:min(len(due), limit)], nil
}

func (m *memory) ScheduleFeeds(_ context.Context, next map[int64]time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, at := range next {
		feed := m.feeds[id]
		feed.Poll.NextCheck = at
		m.feeds[id] = feed
	}
	return nil
}

func (m *memory) SavePolls(_ context.Context, states map[int64]readout.PollState) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.saves++
	if m.full != nil {
		return m.full
	}
	for id, state := range states {
		feed := m.feeds[id]
		feed.Poll = state
		m.feeds[id] = feed
	}
	return nil
}

func (m *memory) KnownStories(_ context.Context, feedID int64, keys []string) (map[string]readout.Story, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lookups++
	out := map[string]readout.Story{}
	for _, key := range keys {
		if id, ok := m.known[fmt.Sprint(feedID, " ", key)]; ok {
			out[key] = m.stories[id]
		}
	}
	return out, nil
}

func (m *memory) Arrive(_ context.Context, feed readout.Feed, stories []readout.Story) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.refuse != nil {
		return m.refuse
	}
	for _, story := range stories {
		if story.ID != 0 {
			m.retold = append(m.retold, story)
		} else {
			story.ID = int64(len(m.stories) + 1)
			m.arrived = append(m.arrived, story)
		}
		for _, key := range append([]string{story.Key}, story.AltKeys...) {
			if _, taken := m.known[fmt.Sprint(feed.ID, " ", key)]; !taken {
				m.known[fmt.Sprint(feed.ID, " ", key)] = story.ID
			}
		}
		m.stories[story.ID] = story
	}
	return nil
}

func (m *memory) FeedDown(context.Context, readout.Feed) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.down++
	return nil
}

func (m *memory) FeedUp(context.Context, readout.Feed) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.up++
	return nil
}

func (m *memory) feed(id int64) readout.Feed {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.feeds[id]
}

// take returns what has arrived since the last call.
func (m *memory) take() []readout.Story {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.arrived
	m.arrived = nil
	return out
}

// takeRetold returns the known stories that were told anew since it was asked last.
func (m *memory) takeRetold() []readout.Story {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.retold
	m.retold = nil
	return out
}

func noon() *testclock.Clock { return testclock.At(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)) }

// site is a server whose one document can be changed.
type site struct {
	*httptest.Server
	mu     sync.Mutex
	answer http.HandlerFunc
	seen   []*http.Request
}

func newSite(t testing.TB) *site { return newSiteOn(t, "127.0.0.1:0") }

// newSiteOn listens on an address; its URL is one of 127.0.0.1.
func newSiteOn(t testing.TB, address string) *site {
	listener, err := net.Listen("tcp4", address)
	if err != nil {
		t.Fatal(err)
	}
	s := &site{}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.seen = append(s.seen, r)
		answer := s.answer
		s.mu.Unlock()
		answer(w, r)
	}))
	_ = s.Listener.Close()
	s.Listener = listener
	s.Start()
	s.URL = fmt.Sprintf("http://127.0.0.1:%d", listener.Addr().(*net.TCPAddr).Port)
	t.Cleanup(s.Close)
	return s
}

// serve answers with a document from now on.
func (s *site) serve(body string) {
	s.answers(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
}

func (s *site) answers(h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = h
}

// asked returns the requests since the last call.
func (s *site) asked() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.seen
	s.seen = nil
	return out
}

// item is a story as a feed has it.
type item struct {
	title, link, guid string
	date              time.Time
}

func rss(items ...item) string {
	var out strings.Builder
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Morning Wire</title>`)
	for _, i := range items {
		fmt.Fprintf(&out, "<item><title>%s</title>", i.title)
		if i.link != "" {
			fmt.Fprintf(&out, "<link>%s</link>", i.link)
		}
		if i.guid != "" {
			fmt.Fprintf(&out, `<guid isPermaLink="false">%s</guid>`, i.guid)
		}
		if !i.date.IsZero() {
			fmt.Fprintf(&out, "<pubDate>%s</pubDate>", i.date.Format(time.RFC1123Z))
		}
		out.WriteString("</item>")
	}
	out.WriteString("</channel></rss>")
	return out.String()
}

func loopback() []netip.Prefix {
	return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
}

// newPoller polls into memory without pauses between requests.
func newPoller(t testing.TB, m *memory, change func(*feeds.Options)) *feeds.Poller {
	fetcher := fetch.New(fetch.Options{AllowPrivate: loopback(), Now: m.now})
	t.Cleanup(fetcher.Close)
	options := feeds.Options{
		Store: m, Desk: m, Notices: m, Fetcher: fetcher, Now: m.now,
		Log:         slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug})),
		HostSpacing: -1,
	}
	if change != nil {
		change(&options)
	}
	return feeds.NewPoller(options)
}

func titles(stories []readout.Story) []string {
	var out []string
	for _, story := range stories {
		out = append(out, story.Title)
	}
	return out
}
