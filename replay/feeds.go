package replay

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Item is a recorded news item.
type Item struct {
	ID        string
	Title     string
	Summary   string
	URL       string
	Source    string // name of the feed that it stands in
	Published time.Time
}

// keep is how many items a feed goes on showing after they have been read,
// about what a newspaper's feed holds.
const keep = 60

// Feeds serves one RSS feed for each source. It is safe for concurrent use.
type Feeds struct {
	mu    sync.Mutex
	paths map[string]*feed // by path
	names map[string]*feed // by source
}

type feed struct {
	path    string
	source  string
	items   []Item // oldest first
	served  int    // how many of items have been served
	version int
}

// NewFeeds returns feeds for the sources, all of them empty.
func NewFeeds(sources []string) *Feeds {
	f := &Feeds{paths: map[string]*feed{}, names: map[string]*feed{}}
	for i, source := range sources {
		one := &feed{path: fmt.Sprintf("/feeds/%d.xml", i+1), source: source}
		f.paths[one.path], f.names[source] = one, one
	}
	return f
}

// Path returns where the source's feed is served, "" for a source unknown.
func (f *Feeds) Path(source string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if one := f.names[source]; one != nil {
		return one.path
	}
	return ""
}

// Publish adds the item to the feed of its source.
func (f *Feeds) Publish(item Item) {
	f.mu.Lock()
	defer f.mu.Unlock()
	one := f.names[item.Source]
	if one == nil {
		return
	}
	if drop := min(one.served, len(one.items)-keep); drop > 0 {
		one.items = one.items[drop:]
		one.served -= drop
	}
	one.items = append(one.items, item)
	one.version++
}

// Waiting returns how many published items have not been served yet.
func (f *Feeds) Waiting() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, one := range f.paths {
		n += len(one.items) - one.served
	}
	return n
}

// ServeHTTP serves a feed, with an ETag for conditional requests.
func (f *Feeds) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	one := f.paths[r.URL.Path]
	if one == nil {
		f.mu.Unlock()
		http.NotFound(w, r)
		return
	}
	etag := fmt.Sprintf(`"%d"`, one.version)
	w.Header().Set("ETag", etag)
	if r.Header.Get("If-None-Match") == etag {
		f.mu.Unlock()
		w.WriteHeader(http.StatusNotModified)
		return
	}
	doc := one.document()
	one.served = len(one.items)
	f.mu.Unlock()
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	_, _ = w.Write([]byte(xml.Header))
	_ = xml.NewEncoder(w).Encode(doc)
}

type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Channel channel  `xml:"channel"`
}

type channel struct {
	Title       string  `xml:"title"`
	Link        string  `xml:"link"`
	Description string  `xml:"description"`
	Items       []entry `xml:"item"`
}

type entry struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	Description string `xml:"description"`
	GUID        guid   `xml:"guid"`
	PubDate     string `xml:"pubDate"`
}

type guid struct {
	IsPermaLink bool   `xml:"isPermaLink,attr"`
	Value       string `xml:",chardata"`
}

// document writes the feed newest first, as newspapers do.
func (one *feed) document() rss {
	doc := rss{Version: "2.0", Channel: channel{Title: one.source, Link: "https://example.org/", Description: "Replay of " + one.source}}
	for i := len(one.items) - 1; i >= 0; i-- {
		item := one.items[i]
		doc.Channel.Items = append(doc.Channel.Items, entry{
			Title:       clean(item.Title),
			Link:        item.URL,
			Description: clean(item.Summary),
			GUID:        guid{Value: item.ID},
			PubDate:     item.Published.UTC().Format(time.RFC1123Z),
		})
	}
	return doc
}

// clean makes plain text safe for readers that take item texts for HTML.
func clean(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}
