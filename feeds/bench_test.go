package feeds_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/feeds"
)

// BenchmarkPoll polls feeds of 40 stories over HTTP: of ten, five answer "not
// modified", two send the same again, two have a new story, one fails. The
// feeds' store is a map; feeds/s is therefore the poller's own share.
func BenchmarkPoll(b *testing.B) {
	const number = 500
	clock, server := noon(), newSite(b)
	round := 0
	server.answers(func(w http.ResponseWriter, r *http.Request) {
		id, _ := strconv.Atoi(strings.Trim(r.URL.Path, "/"))
		kind := id % 10
		switch {
		case kind < 5 && r.Header.Get("If-None-Match") != "":
			w.WriteHeader(http.StatusNotModified)
			return
		case kind == 9:
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		newest := 40
		if kind == 7 || kind == 8 {
			newest += round
		}
		var items []item
		for i := newest; i > newest-40; i-- {
			items = append(items, item{title: fmt.Sprintf("Prime minister and president speak by phone, part %d", i), link: fmt.Sprintf("https://example.org/news/%d/%d", id, i), date: noon().Now()})
		}
		w.Header().Set("ETag", `"1"`)
		fmt.Fprint(w, rss(items...))
	})
	var all []readout.Feed
	for id := range number {
		all = append(all, readout.Feed{ID: int64(id), Name: "F", URL: fmt.Sprintf("%s/%d", server.URL, id), Kind: readout.Press, Interval: time.Minute})
	}
	m := newMemory(clock.Now, all...)
	p := newPoller(b, m, func(o *feeds.Options) { o.Log = nil })
	polls := 0
	for b.Loop() {
		round++
		clock.Forward(2 * time.Hour)
		for range (number + 199) / 200 {
			p.Tick(b.Context())
		}
		polls += len(server.asked())
	}
	b.ReportMetric(float64(polls)/b.Elapsed().Seconds(), "feeds/s")
}
