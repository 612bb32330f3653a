package farm

import (
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"
)

// traits are what a feed is like, for good.
type traits struct {
	plain   bool // http without TLS: one of ten
	packed  bool // gzip where it is accepted: seven of ten
	format  format
	caching caching
	trouble trouble

	distance time.Duration // from here and back, and what the server thinks in between

	items   int           // in the document
	bytes   int           // of each item, about
	every   time.Duration // between two stories
	offset  time.Duration // of the first story since 1970
	persona uint64        // seeds what the feed writes
}

type format int

const (
	rss format = iota
	atom
	jsonFeed
)

func (f format) contentType() string {
	return [...]string{"application/rss+xml; charset=utf-8", "application/atom+xml", "application/feed+json"}[f]
}

type caching int

const (
	validators   caching = iota // ETag and Last-Modified
	lastModified                // only that
	silent                      // no validators, the same bytes until there is a story
	restless                    // no validators, and the time of the request in every document
)

type trouble int

const (
	none       trouble = iota
	slow               // answers after one to four seconds
	trickles           // sends its document in pieces over three seconds
	hangs              // does not answer
	failing            // 500
	missing            // 404
	challenged         // a page instead of the feed
	cutOff             // the connection ends before the document does
	moved              // for good
	flaky              // 503 in one minute of four
)

// traitsOf draws the traits of a feed. Sizes follow the news feeds in public
// test corpora of feed parsers: 10 to 100 items of 0.7 to 15 KB, half of the
// documents under 40 KB, one of a hundred near a megabyte.
func traitsOf(feed int) traits {
	random := rand.New(rand.NewPCG(uint64(feed), 0x5eed))
	t := traits{
		plain:   random.IntN(10) == 0,
		packed:  random.IntN(10) < 7,
		format:  draw(random, []int{80, 15, 5}, rss, atom, jsonFeed),
		caching: draw(random, []int{55, 10, 22, 13}, validators, lastModified, silent, restless),
		trouble: draw(random, []int{900, 30, 10, 10, 10, 10, 5, 5, 10, 10},
			none, slow, trickles, hangs, failing, missing, challenged, cutOff, moved, flaky),
		every:   draw(random, []int{5, 25, 40, 30}, 10*time.Minute, 30*time.Minute, 2*time.Hour, 8*time.Hour),
		persona: random.Uint64(),
	}
	t.distance = 100*time.Millisecond + time.Duration(random.Int64N(int64(600*time.Millisecond)))
	type size struct{ items, bytes int }
	s := draw(random, []int{40, 30, 20, 9, 1}, size{20, 800}, size{25, 1500}, size{30, 3300}, size{40, 7000}, size{50, 15000})
	t.items, t.bytes = s.items, s.bytes
	t.offset = time.Duration(random.Int64N(int64(t.every)))
	return t
}

// draw picks one of the values by their weights.
func draw[T any](random *rand.Rand, weights []int, values ...T) T {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := random.IntN(sum)
	for i, w := range weights {
		if at -= w; at < 0 {
			return values[i]
		}
	}
	return values[0]
}

// latest returns the number of the story that was published last.
func (t traits) latest(now time.Time) int64 {
	return (now.UnixNano() - int64(t.offset)) / int64(t.every)
}

// published returns when a story was published.
func (t traits) published(story int64) time.Time {
	return time.Unix(0, story*int64(t.every)+int64(t.offset)).Truncate(time.Millisecond)
}

// pass lets the trouble have its way with a request, and reports whether the
// feed is still to be served.
func (f *Farm) pass(w http.ResponseWriter, r *http.Request, t trouble, now time.Time) bool {
	switch t {
	case slow:
		return f.rest(r, time.Second+time.Duration(now.UnixNano()%int64(3*time.Second)))
	case hangs:
		f.rest(r, time.Minute)
		panic(http.ErrAbortHandler)
	case failing:
		http.Error(w, "out of order", http.StatusInternalServerError)
	case missing:
		http.NotFound(w, r)
	case challenged:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, "<!DOCTYPE html><title>Just a moment...</title>"+strings.Repeat("<p>checking your browser</p>", 100))
	case moved:
		if strings.HasPrefix(r.URL.Path, "/feeds/moved/") {
			return true
		}
		http.Redirect(w, r, strings.Replace(r.URL.Path, "/feeds/", "/feeds/moved/", 1), http.StatusMovedPermanently)
	case flaky:
		if now.Minute()%4 != 0 {
			return true
		}
		http.Error(w, "try again later", http.StatusServiceUnavailable)
	default:
		return true
	}
	return false
}

// rest waits, and reports whether the client is still there.
func (f *Farm) rest(r *http.Request, d time.Duration) bool {
	if f.Hurried {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}
