// Package farm is a site of any number of made-up feeds, to measure a poller
// on one machine. Every feed is worked out from its number and the time alone,
// so that the farm remembers nothing and two runs see the same feeds.
//
// The shares of formats, sizes, caching and trouble are in traits.go.
package farm

import (
	"compress/gzip"
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Farm answers for its feeds. It is safe for concurrent use.
type Farm struct {
	Now func() time.Time // by which stories are published
	// Hurried makes slow feeds quick and lets those that hang break off, for
	// a clock that does not wait for them.
	Hurried bool
	// Documents are served in place of made-up ones, each by several feeds, with
	// made-up stories on top that come as time goes by.
	Documents [][]byte
}

// Ports are where a farm listens.
type Ports struct{ HTTP, HTTPS int }

// Address returns where a feed is found. Of five feeds, two share a host;
// hosts are addresses of 127.0.0.0/8, all of which lead to this machine on Linux.
func (p Ports) Address(feed int) string {
	host := feed - feed/5
	address := netip.AddrFrom4([4]byte{127, byte(16 + host>>16), byte(host >> 8), byte(host)})
	scheme, port := "https", p.HTTPS
	if traitsOf(feed).plain {
		scheme, port = "http", p.HTTP
	}
	return fmt.Sprintf("%s://%s:%d/feeds/%d.xml", scheme, address, port, feed)
}

// PublishedAt returns when a story of the farm was published, to the
// millisecond, by its address.
func PublishedAt(story string) (time.Time, bool) {
	_, name, found := strings.Cut(story, "/stories/")
	millis, _, hyphen := strings.Cut(name, "-")
	at, err := strconv.ParseInt(millis, 10, 64)
	return time.UnixMilli(at), found && hyphen && err == nil
}

// Published counts the stories that a feed publishes from one time to another,
// and reports whether the feed is one without trouble.
func Published(feed int, from, until time.Time) (stories int, healthy bool) {
	t := traitsOf(feed)
	return int(t.latest(until) - t.latest(from)), t.trouble == none
}

// ServeHTTP answers a request for a feed.
func (f *Farm) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	feed, ok := feedOf(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	now := f.Now()
	traits := traitsOf(feed)
	if !f.rest(r, traits.distance) {
		return
	}
	if !f.pass(w, r, traits.trouble, now) {
		return
	}
	latest := traits.latest(now)
	changed := traits.published(latest)
	header := w.Header()
	switch traits.caching {
	case validators:
		header.Set("ETag", fmt.Sprintf(`"%x-%x"`, feed, latest))
		header.Set("Last-Modified", changed.UTC().Format(http.TimeFormat))
		header.Set("Cache-Control", "max-age=60")
	case lastModified:
		header.Set("Last-Modified", changed.UTC().Format(http.TimeFormat))
	}
	if unchanged(r, header) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	var read []byte
	if len(f.Documents) > 0 {
		read, traits.format = f.Documents[feed%len(f.Documents)], rss
	}
	header.Set("Content-Type", traits.format.contentType())
	built := changed
	if traits.caching == restless {
		built = now
	}
	body := write(feed, traits, read, latest, built)
	switch traits.trouble {
	case cutOff:
		header.Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body[:len(body)*2/3])
		return
	case trickles:
		for piece := range slices.Chunk(body, len(body)/4+1) {
			_, _ = w.Write(piece)
			_ = http.NewResponseController(w).Flush()
			if !f.rest(r, time.Second) {
				return
			}
		}
		return
	}
	if !traits.packed || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		_, _ = w.Write(body)
		return
	}
	header.Set("Content-Encoding", "gzip")
	packer, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
	_, _ = packer.Write(body)
	_ = packer.Close()
}

// feedOf returns which feed a path asks for.
func feedOf(path string) (int, bool) {
	name := strings.TrimPrefix(strings.TrimPrefix(path, "/feeds/"), "moved/")
	number, err := strconv.Atoi(strings.TrimSuffix(name, ".xml"))
	return number, err == nil && number >= 0
}

// unchanged compares validators as RFC 9110, 13.2.2, has it.
func unchanged(r *http.Request, header http.Header) bool {
	if asked := r.Header.Get("If-None-Match"); asked != "" {
		return asked == header.Get("ETag")
	}
	asked := r.Header.Get("If-Modified-Since")
	return asked != "" && asked == header.Get("Last-Modified")
}
