//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

type pollCommand struct {
	settings
	For  time.Duration `help:"How long to measure, once every feed has been polled." default:"10m"`
	With string        `help:"What polls: Readout, or a plain loop over gofeed's ParseURL that keeps the guids it has seen in memory." enum:"readout,gofeed" default:"readout"`
}

// Run polls the farm and reports.
func (c pollCommand) Run(ctx context.Context, out io.Writer) (err error) {
	b := &bench{settings: c.settings, now: time.Now}
	defer func() { err = errors.Join(err, b.close()) }()
	if err := b.open(ctx); err != nil {
		return err
	}
	polling, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	run := b.poller.Run
	if c.With == "gofeed" {
		run = newLoop(b).run
	}
	go func() { ended <- run(polling) }()
	defer func() {
		stop()
		err = errors.Join(err, <-ended)
	}()
	return c.measure(ctx, b, out)
}

func (c pollCommand) measure(ctx context.Context, b *bench, out io.Writer) error {
	held := &memory{}
	if err := held.reset(); err != nil {
		return err
	}
	watching, stop := context.WithCancel(ctx)
	defer stop()
	go held.watch(watching)

	started, used := time.Now(), cpu()
	for !b.record.allAsked() {
		if err := sleep(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "== first polls of %d feeds, with %s\n", c.Feeds, c.With)
	b.record.report(out, time.Since(started), cpu()-used, held)

	// A story that is published late in the time must still have its poll in it.
	started, used = time.Now(), cpu()
	b.record.begin(started, started.Add(max(0, c.For-c.Rhythm-c.Rhythm/10)))
	if err := errors.Join(held.reset(), b.profile()); err != nil {
		return err
	}
	if err := sleep(ctx, c.For); err != nil {
		return err
	}
	fmt.Fprintf(out, "== %d feeds every %s, with %s\n", c.Feeds, c.Rhythm, c.With)
	b.record.report(out, time.Since(started), cpu()-used, held)
	return nil
}

// sleep waits, less long when the context ends.
func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
