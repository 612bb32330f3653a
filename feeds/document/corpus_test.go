package document_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"readout"
	"readout/feeds/document"
)

// TestCorpus reads everything that has been captured: nothing may panic or take
// long, every error must be fit for users, and no feed that plain gofeed can
// read may be refused.
func TestCorpus(t *testing.T) {
	files, read, plainRead, stories, partial := 0, 0, 0, 0, 0
	var slowest time.Duration
	eachCaptured(t, func(name string, body []byte) {
		files++
		begun := time.Now()
		found, err := document.Parse(body, "", "https://example.org/feed")
		slowest = max(slowest, time.Since(begun))
		if err != nil && readout.ErrorCode(err) == readout.CodeInternal {
			t.Errorf("%s: the error is not fit for users: %v", name, err)
		}
		plain, plainErr := gofeed.NewParser().Parse(bytes.NewReader(body))
		if plainErr == nil {
			plainRead++
		}
		if err == nil {
			read++
			stories += len(found.Stories)
		}
		if found.Partial {
			partial++
		}
		if err != nil && plainErr == nil && !strings.Contains(name, ".json") {
			t.Errorf("%s: refused (%v), though plain gofeed reads %d items", name, err, len(plain.Items))
		}
		if err == nil && plainErr == nil {
			if want := distinctItems(plain); len(found.Stories)+found.Skipped < want*9/10 {
				t.Errorf("%s: %d stories and %d skipped of %d items", name, len(found.Stories), found.Skipped, want)
			}
		}
	})
	t.Logf("%d files: %d read, %d of them in part, %d stories; plain gofeed reads %d (some are JSON that is no feed); the slowest took %s", files, read, partial, stories, plainRead, slowest)
	if slowest > 10*time.Second {
		t.Errorf("a document took %s", slowest)
	}
}

// distinctItems counts items by their links: some documents have them twice.
func distinctItems(feed *gofeed.Feed) int {
	links := map[string]bool{}
	for _, item := range feed.Items {
		links[item.Link] = true
	}
	return len(links)
}
