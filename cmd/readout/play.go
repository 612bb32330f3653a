package main

import (
	"context"
	"fmt"
	"time"

	"readout/replay"
)

const (
	showEvery   = time.Second     // of real time, on the terminal and the page
	digestEvery = 5 * time.Minute // of the replay's time
	settleTime  = 90 * time.Second
	settleLimit = 2 * time.Minute // of real time
)

// play publishes the items and polls each feed when it has a new one.
func (d *demo) play(ctx context.Context) error {
	select {
	case <-d.program.bot.Ready():
	case <-ctx.Done():
		return ctx.Err()
	}
	began := time.Now()
	d.program.poller.Tick(ctx) // the first poll of each feed finds it empty: from now on all is news
	p := pace{demo: d, shown: began, digests: d.clock.Now()}
	player := replay.Player{Items: d.items, Clock: d.clock, Feeds: d.feeds, Rush: d.rush(), Published: p.published}
	if err := player.Run(ctx); err != nil {
		return err
	}
	if err := p.settle(ctx); err != nil {
		return err
	}
	s, err := d.summary(ctx)
	if err != nil {
		return err
	}
	clearProgress(d.streams.out)
	s.print(d.streams.out, time.Since(began))
	d.sandbox.SetBanner(fmt.Sprintf("The replay is over: %d stories, %d contacts. Type / to ask the bot about them.", s.stories, s.contacts))
	if d.command.Exit {
		return nil
	}
	fmt.Fprintf(d.streams.out, "\nThe local Discord stays open on %s until Ctrl-C.\n", d.sandbox.URL())
	return p.idle(ctx)
}

// pace drives polls and digests along with the replay.
type pace struct {
	*demo
	shown   time.Time // real time of the last sign of progress
	digests time.Time // the replay's time of the last look at digests
}

// published polls the feed that has a new item.
func (p *pace) published(ctx context.Context, item replay.Item, done int) error {
	now := p.clock.Now()
	if err := p.program.store.ScheduleFeeds(ctx, map[int64]time.Time{p.ids[item.Source]: now.Add(-time.Second)}); err != nil {
		return fmt.Errorf("poll %s: %w", item.Source, err)
	}
	p.program.poller.Tick(ctx)
	if now.Sub(p.digests) >= digestEvery {
		p.digests = now
		if err := p.program.desk.Digests(ctx); err != nil {
			return err
		}
	}
	if time.Since(p.shown) >= showEvery || done == len(p.items) {
		p.show(done)
	}
	return nil
}

// show tells how far the replay has come.
func (p *pace) show(done int) {
	p.shown = time.Now()
	at := p.clock.Now().UTC().Format("2 January 2006 15:04") + " UTC"
	showProgress(p.streams.out, fmt.Sprintf("%s   %d of %d stories read; with a contact: %d", at, done, len(p.items), p.hits.Load()))
	p.sandbox.SetBanner(fmt.Sprintf("Replay of %d stories · %s · %d read; with a contact: %d", len(p.items), at, done, p.hits.Load()))
}

// settle lets the clock run on until everything is delivered, edits that were
// held back too.
func (p *pace) settle(ctx context.Context) error {
	deadline := time.Now().Add(settleLimit)
	end := p.clock.Now().Add(settleTime)
	p.clock.SetSpeed(max(p.speed(), 60))
	for {
		if err := p.program.desk.Digests(ctx); err != nil {
			return err
		}
		stats, err := p.program.store.Stats(ctx)
		if err != nil {
			return fmt.Errorf("count what waits: %w", err)
		}
		settled := stats.Pending == 0 && !p.clock.Now().Before(end)
		if settled || time.Now().After(deadline) {
			p.clock.SetSpeed(1)
			if !settled {
				fmt.Fprintf(p.streams.err, "\nreadout: %d messages are still on their way; --verbose tells why\n", stats.Pending)
			}
			return nil
		}
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
}

// idle keeps feeds and digests going until the demo ends.
func (p *pace) idle(ctx context.Context) error {
	for {
		if err := pause(ctx, time.Second); err != nil {
			return err
		}
		p.program.poller.Tick(ctx)
		if err := p.program.desk.Digests(ctx); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
