package document_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"readout"
	"readout/feeds/document"
)

// patience is when a document that is still being read counts as a hang.
const patience = 10 * time.Second

// tally is what one reader made of all documents.
type tally struct {
	read, items, panics, hangs int
	slowest                    time.Duration
	largest                    uint64 // bytes allocated for one document
}

// add reads one document and returns how many items it has, -1 if it was refused.
func (c *tally) add(read func() int) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begun := time.Now()
	done := make(chan int, 1)
	go func() {
		defer func() {
			if recover() != nil {
				done <- -2
			}
		}()
		done <- read()
	}()
	items := -1
	select {
	case items = <-done:
	case <-time.After(patience):
		c.hangs++
	}
	runtime.ReadMemStats(&after)
	c.slowest = max(c.slowest, time.Since(begun))
	c.largest = max(c.largest, after.TotalAlloc-before.TotalAlloc)
	switch {
	case items == -2:
		c.panics++
	case items >= 0:
		c.read++
		c.items += items
	}
	return items
}

// TestCorpus reads everything that has been captured: nothing may panic, hang or
// take much memory, every error must be fit for users, and no feed that plain
// gofeed can read may be refused. Run it with -v for the report.
func TestCorpus(t *testing.T) {
	var ours, plain tally
	files, partial := 0, 0
	eachCaptured(t, func(name string, body []byte) {
		files++
		var found document.Document
		var err error
		read := ours.add(func() int {
			if found, err = document.Parse(body, "", "https://example.org/feed"); err != nil {
				if strings.Contains(err.Error(), "panicked") {
					panic(err)
				}
				return -1
			}
			return len(found.Stories)
		})
		if err != nil && readout.ErrorCode(err) == readout.CodeInternal {
			t.Errorf("%s: the error is not fit for users: %v", name, err)
		}
		if found.Partial {
			partial++
		}
		distinct := 0
		plainRead := plain.add(func() int {
			feed, err := gofeed.NewParser().ParseString(string(body))
			if err != nil {
				return -1
			}
			distinct = distinctItems(feed)
			return len(feed.Items)
		})
		switch {
		case read < 0 && plainRead >= 0 && !strings.HasSuffix(name, ".json"): // gofeed reads any JSON
			t.Errorf("%s: refused (%v), though plain gofeed reads %d items", name, err, plainRead)
		case read >= 0 && plainRead >= 0 && len(found.Stories)+found.Skipped < distinct:
			t.Errorf("%s: %d stories and %d skipped of %d items", name, len(found.Stories), found.Skipped, distinct)
		}
	})
	if ours.panics+ours.hangs > 0 {
		t.Errorf("%d panics, %d hangs", ours.panics, ours.hangs)
	}
	const most = 512 << 20
	if ours.largest > most {
		t.Errorf("%d bytes allocated for one document", ours.largest)
	}
	t.Logf("%d files, %d of them damaged feeds that were read in part", files, partial)
	t.Logf("Readout:      %+v", ours)
	t.Logf("plain gofeed: %+v", plain)
}

// distinctItems counts items by their links: some documents have them twice.
func distinctItems(feed *gofeed.Feed) int {
	links := map[string]bool{}
	for _, item := range feed.Items {
		links[item.Link] = true
	}
	return len(links)
}
