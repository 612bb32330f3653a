package farm_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"readout/feeds/document"
	"readout/feeds/farm"
)

func ask(f *farm.Farm, feed int, headers ...string) *http.Response {
	request := httptest.NewRequest(http.MethodGet, "/feeds/"+strconv.Itoa(feed)+".xml", nil)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	func() {
		defer func() { _ = recover() }() // a feed that hangs breaks off
		f.ServeHTTP(recorder, request)
	}()
	return recorder.Result()
}

func TestFeedsAreWhatTheyShouldBe(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	f := &farm.Farm{Now: func() time.Time { return now }, Hurried: true}
	good, small, notModified := 0, 0, 0
	const feeds = 300
	for feed := range feeds {
		reply := ask(f, feed)
		_, healthy := farm.Published(feed, now, now)
		if !healthy {
			continue
		}
		body, err := io.ReadAll(reply.Body)
		if err != nil || reply.StatusCode != http.StatusOK {
			t.Fatalf("feed %d: status %d, error %v", feed, reply.StatusCode, err)
		}
		found, err := document.Parse(body, reply.Header.Get("Content-Type"), "https://127.16.0.1/feed")
		if err != nil {
			t.Fatalf("feed %d: %v", feed, err)
		}
		if len(found.Stories) < 20 || found.Partial {
			t.Fatalf("feed %d has %d stories, partial %v", feed, len(found.Stories), found.Partial)
		}
		for _, story := range found.Stories {
			at, ok := farm.PublishedAt(story.URL)
			if !ok || at.After(now) || at.Sub(story.Published).Abs() > time.Second {
				t.Fatalf("feed %d: story %s is dated %s", feed, story.URL, story.Published)
			}
		}
		good++
		if len(body) < 40<<10 {
			small++
		}
		if again := ask(f, feed, "If-None-Match", reply.Header.Get("ETag"), "If-Modified-Since", reply.Header.Get("Last-Modified")); again.StatusCode == http.StatusNotModified {
			notModified++
		}
	}
	t.Logf("of %d feeds %d are without trouble; %d of those are under 40 KiB, %d answer 304", feeds, good, small, notModified)
	if good < feeds*8/10 || small < good/3 || small > good*8/10 || notModified < good/2 || notModified == good {
		t.Error("the shares are not as described")
	}
}

func TestStoriesAreAddedOnTop(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	f := &farm.Farm{Now: func() time.Time { return now }, Hurried: true}
	const feed = 1
	keys := func() map[string]bool {
		reply := ask(f, feed, "Accept-Encoding", "gzip")
		var body io.Reader = reply.Body
		if reply.Header.Get("Content-Encoding") == "gzip" {
			unpacked, err := gzip.NewReader(reply.Body)
			if err != nil {
				t.Fatal(err)
			}
			body = unpacked
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		found, err := document.Parse(text, reply.Header.Get("Content-Type"), "https://127.16.0.1/feed")
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]bool{}
		for _, s := range found.Stories {
			out[s.Key] = true
		}
		return out
	}
	before, from := keys(), now
	now = now.Add(20 * time.Hour)
	fresh := 0
	for key := range keys() {
		if !before[key] {
			fresh++
		}
	}
	if published, _ := farm.Published(feed, from, now); fresh == 0 || fresh != published {
		t.Errorf("%d stories are new, %d were published", fresh, published)
	}
}

func TestRealDocumentsGetStoriesOnTop(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	var archive bytes.Buffer
	files := tar.NewWriter(&archive)
	add := func(name, body string) {
		if err := files.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(body))}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(files, body); err != nil {
			t.Fatal(err)
		}
	}
	var items, entries string
	for i := range 6 {
		items += fmt.Sprintf("<item><title>%d</title><link>https://example.org/%d</link></item>", i, i)
		entries += fmt.Sprintf("<entry><id>urn:%d</id><title>%d</title></entry>", i, i)
	}
	add("news.xml", "<rss><channel><title>News</title>"+items+"</channel></rss>")
	add("atom.xml", `<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>`+entries+"</feed>")
	add("page.html", "<!DOCTYPE html><title>no feed</title>")
	add("timeseries/news.xml", "<rss><channel><title>News</title>"+items+"</channel></rss>")
	if err := files.Close(); err != nil {
		t.Fatal(err)
	}
	documents, err := farm.ReadDocuments(&archive)
	if err != nil || len(documents) != 2 {
		t.Fatalf("%d documents, %v; want the two feeds", len(documents), err)
	}
	f := &farm.Farm{Now: func() time.Time { return now }, Hurried: true, Documents: documents}
	for feed := range 50 {
		if _, healthy := farm.Published(feed, now, now); !healthy {
			continue
		}
		reply := ask(f, feed)
		body, err := io.ReadAll(reply.Body)
		if err != nil {
			t.Fatal(err)
		}
		found, err := document.Parse(body, reply.Header.Get("Content-Type"), "https://127.16.0.1/feed")
		if err != nil || found.Partial || len(found.Stories) != 16 {
			t.Errorf("feed %d has %d stories, %v; want ten and the document's six", feed, len(found.Stories), err)
		}
	}
}

func TestRest(t *testing.T) {
	for name, tc := range map[string]struct {
		hints string
		want  time.Duration
	}{
		"no hints":   {"", 0},
		"ttl":        {"<ttl>30</ttl>", 30 * time.Minute},
		"skip hours": {"<ttl>30</ttl><skipHours><hour>3</hour></skipHours>", time.Hour},
		"skip days":  {"<skipDays><day>Sunday</day></skipDays>", 24 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			body := "<rss version=\"2.0\"><channel><title>News</title>" + tc.hints + "<item><title>A</title><link>https://example.org/a</link></item></channel></rss>"
			if got := farm.Rest([]byte(body)); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}
