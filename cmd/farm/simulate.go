//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync/atomic"
	"time"
)

type simulateCommand struct {
	settings
	For  time.Duration `help:"How long, by the simulated clock." default:"24h"`
	Step time.Duration `help:"How far the clock goes on between two heartbeats." default:"5s"`
}

// Run polls the farm for a simulated time and reports memory by the hour.
func (c simulateCommand) Run(ctx context.Context, out io.Writer) (err error) {
	start := time.Now().Truncate(time.Hour)
	var passed atomic.Int64
	now := func() time.Time { return start.Add(time.Duration(passed.Load())) }
	b := &bench{settings: c.settings, now: now}
	defer func() { err = errors.Join(err, b.close()) }()
	if err := b.open(ctx, "--hurried"); err != nil {
		return err
	}
	if err := b.profile(); err != nil {
		return err
	}
	fmt.Fprintf(out, "%6s %9s %9s %10s %10s %10s %10s\n", "hour", "polls", "stories", "heap", "held", "goroutines", "database")
	began, used := time.Now(), cpu()
	for hour := 0; ; hour++ {
		if err := c.row(ctx, b, hour, out); err != nil {
			return err
		}
		if now().Sub(start) >= c.For {
			break
		}
		for until := now().Add(time.Hour); now().Before(until); {
			passed.Add(int64(c.Step))
			if err := b.site.setClock(now()); err != nil {
				return err
			}
			b.poller.Tick(ctx)
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(out, "%s of %d feeds every %s took %s and %.0f s of processor time\n", c.For, c.Feeds, c.Rhythm, time.Since(began).Round(time.Second), (cpu() - used).Seconds())
	return nil
}

// row writes how things stand: memory that is in use after a collection, and
// what the process holds.
func (c simulateCommand) row(ctx context.Context, b *bench, hour int, out io.Writer) error {
	stats, err := b.store.Stats(ctx)
	if err != nil {
		return err
	}
	runtime.GC()
	var heap runtime.MemStats
	runtime.ReadMemStats(&heap)
	_, err = fmt.Fprintf(out, "%6d %9d %9d %10s %10s %10d %10s\n", hour, b.record.count(), stats.Stories,
		mebibytes(int64(heap.HeapAlloc)), mebibytes(resident()), runtime.NumGoroutine(), mebibytes(stats.Bytes))
	return err
}
