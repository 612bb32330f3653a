//go:build linux

package main

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/sync/errgroup"
)

// loop is what a program does that has gofeed and nothing else: all feeds in
// turn through ParseURL, then a pause until the next round. It fetches as many at
// the same time as the poller, gives up after 30 seconds (ParseURL alone would
// wait for ever), and remembers the guids that it has seen.
type loop struct {
	*bench
	seen []map[string]bool
}

func newLoop(b *bench) *loop {
	return &loop{bench: b, seen: make([]map[string]bool, b.Feeds)}
}

func (l *loop) run(ctx context.Context) error {
	client := &http.Client{Timeout: 30 * time.Second}
	for ctx.Err() == nil {
		next := time.Now().Add(l.Rhythm)
		var group errgroup.Group
		group.SetLimit(l.Workers)
		for i, feed := range l.list() {
			if ctx.Err() != nil {
				break
			}
			group.Go(func() error {
				l.poll(ctx, client, i, feed.URL)
				return nil
			})
		}
		_ = group.Wait() // its functions return no errors
		_ = sleep(ctx, time.Until(next))
	}
	return nil
}

func (l *loop) poll(ctx context.Context, client *http.Client, number int, address string) {
	parser := gofeed.NewParser()
	parser.Client = client
	feed, err := parser.ParseURLWithContext(address, ctx)
	if err != nil {
		l.record.answered(address, "error")
		return
	}
	l.record.answered(address, "document")
	first := l.seen[number] == nil
	if first {
		l.seen[number] = map[string]bool{}
	}
	now := time.Now()
	for _, item := range feed.Items {
		if !l.seen[number][item.GUID] && !first {
			l.record.stored(address, strings.TrimSpace(item.Link), now)
		}
		l.seen[number][item.GUID] = true
	}
}
