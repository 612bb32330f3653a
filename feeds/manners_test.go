package feeds_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/feeds"
)

func TestValidatorsAndTheDailyLook(t *testing.T) {
	clock, server := noon(), newSite(t)
	body := rss(item{title: "A", link: "https://example.org/a"})
	server.answers(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"frozen"`)
		if r.Header.Get("If-None-Match") == `"frozen"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, body)
	})
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	p.Tick(t.Context())
	m.take()
	body = rss(item{title: "B", link: "https://example.org/b"}) // and the ETag does not change
	asked := 0
	for range 23 {
		clock.Forward(time.Hour)
		p.Tick(t.Context())
		asked++
	}
	state := m.feed(1).Poll
	if len(m.take()) != 0 || !state.SucceededAt.Equal(clock.Now()) {
		t.Errorf("not modified, yet something came; state %+v", state)
	}
	if state.SavedBytes < int64(asked)*100 {
		t.Errorf("%d bytes saved by %d answers without a body", state.SavedBytes, asked)
	}
	clock.Forward(2 * time.Hour)
	p.Tick(t.Context())
	if got := m.take(); len(got) != 1 || got[0].Title != "B" {
		t.Errorf("the daily look brought %q, want B", titles(got))
	}
}

func TestPermanentRedirectIsLearnt(t *testing.T) {
	clock, server := noon(), newSite(t)
	code, broken := http.StatusMovedPermanently, false
	server.answers(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/feed":
			http.Redirect(w, r, "/new", code)
		case broken:
			w.WriteHeader(http.StatusForbidden)
		default:
			fmt.Fprint(w, rss(item{title: "A", link: "https://example.org/a"}))
		}
	})
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	paths := func(polls int) string {
		server.asked()
		for range polls {
			clock.Forward(time.Hour)
			p.Tick(t.Context())
		}
		var out []string
		for _, r := range server.asked() {
			out = append(out, r.URL.Path)
		}
		return strings.Join(out, " ")
	}
	if got, want := paths(7), strings.Repeat("/feed /new ", 5)+"/new /new"; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
	if feed := m.feed(1); feed.URL != server.URL+"/feed" || feed.Poll.MovedTo != server.URL+"/new" {
		t.Errorf("feed %+v, want the address kept and the new one remembered", feed)
	}
	broken = true
	if got, want := paths(2), "/new /feed /new"; got != want {
		t.Errorf("asked %s, want %s: back to the old address", got, want)
	}
	broken, code = false, http.StatusFound
	for range 3 {
		clock.Forward(7 * time.Hour)
		p.Tick(t.Context())
	}
	if got, want := paths(6), strings.TrimSpace(strings.Repeat("/feed /new ", 6)); got != want {
		t.Errorf("asked %s, want %s: a temporary redirect is not learnt", got, want)
	}
}

func TestHostsAreSpared(t *testing.T) {
	clock, server := noon(), newSite(t)
	server.serve(rss(item{title: "A", link: "https://example.org/a"}))
	var all []readout.Feed
	for id := range 5 {
		all = append(all, readout.Feed{ID: int64(id + 1), Name: "F", URL: fmt.Sprintf("%s/%d", server.URL, id), Kind: readout.Press})
	}
	m := newMemory(clock.Now, all...)
	p := newPoller(t, m, func(o *feeds.Options) { o.HostSpacing = 2 * time.Second })
	for second := range 10 {
		p.Tick(t.Context())
		if got, want := len(server.asked()), 1-second%2; got != want {
			t.Errorf("second %d: %d requests, want %d", second, got, want)
		}
		clock.Forward(time.Second)
	}
	if got := len(m.take()); got != 5 {
		t.Errorf("%d feeds polled, want 5", got)
	}
}

func TestALimitHoldsForTheHost(t *testing.T) {
	clock, server := noon(), newSite(t)
	server.answers(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	p.Tick(t.Context())
	other := wire(server)
	other.ID, other.URL = 2, server.URL+"/other"
	m.feeds[2] = other
	server.asked()
	clock.Forward(5 * time.Minute)
	p.Tick(t.Context())
	if got := len(server.asked()); got != 0 {
		t.Errorf("%d requests to a host that asked for rest", got)
	}
	clock.Forward(6 * time.Minute)
	p.Tick(t.Context())
	if got := len(server.asked()); got == 0 {
		t.Error("the host is never asked again")
	}
}

func TestRhythm(t *testing.T) {
	every := func(gap time.Duration, from time.Time) string {
		var all []item
		for i := range 12 {
			all = append(all, item{title: fmt.Sprint(i), link: fmt.Sprintf("https://example.org/%d", i), date: from.Add(-time.Duration(i) * gap)})
		}
		return rss(all...)
	}
	hints := func(extra string) string {
		return strings.Replace(every(time.Minute, noon().Now()), "<channel>", "<channel>"+extra, 1)
	}
	now := noon().Now()
	for name, tc := range map[string]struct {
		body   string
		header http.Header
		change func(*readout.Feed)
		want   time.Duration
	}{
		"busy":                  {every(time.Minute, now), nil, nil, 5 * time.Minute},
		"a story an hour":       {every(time.Hour, now), nil, nil, 10 * time.Minute},
		"a story a week":        {every(7*24*time.Hour, now), nil, nil, 30 * time.Minute},
		"quiet, but official":   {every(7*24*time.Hour, now), nil, func(f *readout.Feed) { f.Kind, f.State = readout.Official, "CA" }, time.Minute},
		"quiet, but asked for":  {every(7*24*time.Hour, now), nil, func(f *readout.Feed) { f.Interval = 2 * time.Minute }, 2 * time.Minute},
		"dates all the same":    {every(0, now), nil, nil, 5 * time.Minute},
		"max-age":               {every(time.Minute, now), http.Header{"Cache-Control": {"max-age=900"}}, nil, 15 * time.Minute},
		"max-age without end":   {every(time.Minute, now), http.Header{"Cache-Control": {"max-age=9999999"}}, nil, 30 * time.Minute},
		"max-age of an office":  {every(time.Minute, now), http.Header{"Cache-Control": {"max-age=9999999"}}, func(f *readout.Feed) { f.Kind, f.State = readout.Official, "CA" }, 5 * time.Minute},
		"ttl":                   {hints("<ttl>20</ttl>"), nil, nil, 20 * time.Minute},
		"ttl without end":       {hints("<ttl>100000</ttl>"), nil, nil, 30 * time.Minute},
		"an hour to be skipped": {hints("<skipHours><hour>12</hour></skipHours>"), nil, nil, 30 * time.Minute},
		"a day to be skipped":   {hints("<skipDays><day>Monday</day></skipDays>"), nil, nil, 30 * time.Minute},
		"another day":           {hints("<skipDays><day>Tuesday</day></skipDays>"), nil, nil, 5 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			clock, server := noon(), newSite(t)
			server.answers(func(w http.ResponseWriter, _ *http.Request) {
				for key, values := range tc.header {
					w.Header()[key] = values
				}
				fmt.Fprint(w, tc.body)
			})
			feed := wire(server)
			if tc.change != nil {
				tc.change(&feed)
			}
			m := newMemory(clock.Now, feed)
			p := newPoller(t, m, func(o *feeds.Options) { o.FastInterval = time.Minute })
			p.Tick(t.Context())
			wait := m.feed(1).Poll.NextCheck.Sub(clock.Now())
			if wait < tc.want || wait > tc.want+tc.want/20 {
				t.Errorf("next check in %s, want %s and a twentieth at most", wait, tc.want)
			}
		})
	}
}

func TestFloods(t *testing.T) {
	start := noon().Now()
	long := start.Add(-30 * 24 * time.Hour)
	many := func(n int, prefix string, from time.Time) []item {
		var out []item
		for i := range n {
			at := time.Time{}
			if !from.IsZero() {
				at = from.Add(-time.Duration(i) * time.Minute)
			}
			out = append(out, item{title: fmt.Sprint(prefix, i), link: fmt.Sprintf("https://example.org/%s/%d", prefix, i), guid: fmt.Sprint(prefix, "-", i), date: at})
		}
		return out
	}
	for name, tc := range map[string]struct {
		before, after []item
		news, held    int
	}{
		"links and guids both change":       {many(30, "old", long), many(30, "new", long), 0, 30},
		"with news among them":              {many(30, "old", long), append(many(2, "news", start.Add(time.Hour)), many(30, "new", long)...), 2, 30},
		"guids change":                      {guids(many(30, "old", long), "a"), guids(many(30, "old", long), "b"), 0, 0},
		"a busy day":                        {many(30, "old", long), many(40, "new", start.Add(time.Hour)), 40, 0},
		"a few late ones":                   {many(30, "old", long), append(many(3, "late", long), many(30, "old", long)...), 3, 0},
		"everything undated is replaced":    {many(30, "old", time.Time{}), many(30, "new", time.Time{}), 0, 30},
		"undated, but some are still there": {many(30, "old", time.Time{}), append(many(12, "new", time.Time{}), many(18, "old", time.Time{})...), 12, 0},
		"re-sorted":                         {many(30, "old", long), reversed(many(30, "old", long)), 0, 0},
		"every date changes":                {many(30, "old", long), many(30, "old", start.Add(time.Hour)), 0, 0},
		"dates from long ago":               {many(3, "old", long), append(many(12, "new", start.AddDate(-220, 0, 0)), many(3, "old", long)...), 12, 0},
		"guids appear":                      {guids(many(30, "old", long), ""), guids(many(30, "old", long), "b"), 0, 0},
		"guids go":                          {guids(many(30, "old", long), "a"), guids(many(30, "old", long), ""), 0, 0},
		"links change, guids stay":          {links(many(30, "old", long), "http://a.example"), links(many(30, "old", long), "https://b.example"), 0, 0},
		"one guid for all":                  {sameGUID(many(30, "old", long)), sameGUID(append(many(2, "new", start.Add(time.Hour)), many(30, "old", long)...)), 2, 0},
		"neither guids nor links":           {bare(many(30, "old", long)), bare(append(many(2, "new", start.Add(time.Hour)), many(30, "old", long)...)), 2, 0},
		"retitled":                          {many(30, "old", long), retitled(many(30, "old", long)), 0, 0},
		"dates in the future":               {many(3, "old", long), many(2, "new", start.AddDate(15, 0, 0)), 2, 0},
	} {
		t.Run(name, func(t *testing.T) {
			clock, server := noon(), newSite(t)
			m := newMemory(clock.Now, wire(server))
			p := newPoller(t, m, nil)
			server.serve(rss(tc.before...))
			p.Tick(t.Context())
			m.take()
			clock.Forward(2 * time.Hour)
			server.serve(rss(tc.after...))
			p.Tick(t.Context())
			news, held := 0, 0
			for _, story := range m.take() {
				if story.Published.After(clock.Now().Add(time.Hour)) || story.Published.IsZero() {
					t.Errorf("%s is dated %s", story.Title, story.Published)
				}
				if story.Baseline {
					held++
				} else {
					news++
				}
			}
			if news != tc.news || held != tc.held {
				t.Errorf("%d news and %d held back, want %d and %d", news, held, tc.news, tc.held)
			}
		})
	}
}

func each(items []item, change func(i int, it *item)) []item {
	for i := range items {
		change(i, &items[i])
	}
	return items
}

func guids(items []item, scheme string) []item {
	return each(items, func(i int, it *item) {
		if it.guid = ""; scheme != "" {
			it.guid = fmt.Sprint(scheme, "/", i)
		}
	})
}

func links(items []item, site string) []item {
	return each(items, func(_ int, it *item) { it.link = site + "/" + it.title })
}

func sameGUID(items []item) []item {
	return each(items, func(_ int, it *item) { it.guid = "same" })
}

func bare(items []item) []item {
	return each(items, func(_ int, it *item) { it.guid, it.link = "", "" })
}

func retitled(items []item) []item {
	return each(items, func(_ int, it *item) { it.title += ", updated" })
}

func reversed(items []item) []item {
	slices.Reverse(items)
	return items
}

// TestStoriesAreToldAnew polls a feed that edits its items.
func TestStoriesAreToldAnew(t *testing.T) {
	clock, server := noon(), newSite(t)
	m := newMemory(clock.Now, wire(server))
	p := newPoller(t, m, nil)
	day := clock.Now()
	poll := func(after time.Duration, items ...item) (fresh, retold []string) {
		t.Helper()
		clock.Forward(after)
		server.serve(rss(items...))
		p.Tick(t.Context())
		return titles(m.take()), titles(m.takeRetold())
	}
	link := func(n int) string { return fmt.Sprintf("https://example.org/%d", n) }
	poll(0, item{title: "Leaders to speak", link: link(1), guid: "g1", date: day})
	for _, step := range []struct {
		name          string
		after         time.Duration
		item          item
		fresh, retold string
	}{
		{"only its date changes", time.Hour, item{"Leaders to speak", link(1), "g1", day.Add(time.Hour)}, "[]", "[]"},
		{"retitled", time.Hour, item{"Leaders spoke", link(1), "g1", day.Add(2 * time.Hour)}, "[]", "[Leaders spoke]"},
		{"as it was", time.Hour, item{"Leaders spoke", link(1), "g1", day}, "[]", "[]"},
		{"another guid", time.Hour, item{"Leaders spoke", link(1), "new-g1", day}, "[]", "[Leaders spoke]"},
		{"which it keeps", time.Hour, item{"Leaders spoke", link(1), "new-g1", day}, "[]", "[]"},
		{"when its link changes", time.Hour, item{"Leaders spoke", link(2), "new-g1", day}, "[]", "[Leaders spoke]"},
		{"and its guid again", time.Hour, item{"Leaders spoke", link(2), "newest-g1", day}, "[]", "[Leaders spoke]"},
		{"retitled long after", 100 * time.Hour, item{"Leaders spoke in autumn", link(2), "newest-g1", day}, "[]", "[]"},
		{"another story", time.Hour, item{"Leaders meet", link(3), "g3", day.Add(101 * time.Hour)}, "[Leaders meet]", "[]"},
	} {
		fresh, retold := poll(step.after, step.item)
		if fmt.Sprint(fresh) != step.fresh || fmt.Sprint(retold) != step.retold {
			t.Errorf("%s: new %q, told anew %q; want %s, %s", step.name, fresh, retold, step.fresh, step.retold)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if first := m.stories[1]; !first.Published.Equal(day) || !first.FirstSeen.Equal(day) || !first.Baseline {
		t.Errorf("the first story is %+v; that it is old must stay", first)
	}
}
