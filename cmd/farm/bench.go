//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"runtime/pprof"
	"time"

	"readout"
	"readout/briefings"
	"readout/contacts"
	"readout/contacts/roster"
	"readout/desk"
	"readout/feeds"
	"readout/feeds/fetch"
	"readout/store"
)

// bench is Readout without Discord: the poller, the desk and the store that
// the bot runs, beside a farm.
type bench struct {
	settings
	site    *site
	now     func() time.Time
	record  *record
	store   *store.Store
	poller  *feeds.Poller
	closers []func() error
}

// open starts a farm and wires the parts.
func (b *bench) open(ctx context.Context, flags ...string) (err error) {
	if b.Dir == "" {
		if b.Dir, err = os.MkdirTemp("", "farm"); err != nil {
			return err
		}
		b.closers = append(b.closers, func() error { return os.RemoveAll(b.Dir) })
	} else if err := os.MkdirAll(b.Dir, 0o750); err != nil {
		return err
	}
	if b.Documents != "" {
		flags = append(flags, "--documents", b.Documents)
	}
	if b.site, err = startSite(b.Dir, flags...); err != nil {
		return err
	}
	b.closers = append(b.closers, func() error { b.site.stop(); return nil })
	log, err := os.Create(filepath.Join(b.Dir, "farm.log"))
	if err != nil {
		return err
	}
	b.closers = append(b.closers, log.Close)
	b.record = newRecord(b.Feeds, func(feed int) bool { return b.site.rest(feed) > b.Rhythm })
	return b.wire(ctx, slog.New(slog.NewTextHandler(log, nil)))
}

func (b *bench) wire(ctx context.Context, log *slog.Logger) error {
	var err error
	path := filepath.Join(b.Dir, "farm.db")
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("there is a database in %s already; name another --dir", b.Dir)
	}
	if b.store, err = store.Open(ctx, path, b.now); err != nil {
		return err
	}
	b.closers = append(b.closers, b.store.Close)
	if err := b.store.SyncFeeds(ctx, b.list()); err != nil {
		return err
	}
	people, err := roster.Default()
	if err != nil {
		return err
	}
	detector, err := contacts.New(people)
	if err != nil {
		return err
	}
	newsroom, err := desk.New(ctx, desk.Options{
		Store: b.store, Watches: b.store, Detector: detector, Groups: people, Writer: briefings.Writer{}, Now: b.now, Log: log,
	})
	if err != nil {
		return err
	}
	fetcher := fetch.New(fetch.Options{AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Now: b.now})
	b.closers = append(b.closers, func() error { fetcher.Close(); return nil })
	b.record.Getter, b.record.Desk = fetcher, newsroom
	b.poller = feeds.NewPoller(feeds.Options{
		Store: b.store, Desk: b.record, Fetcher: b.record, Notices: newsroom, Now: b.now, Log: log,
		Workers: b.Workers, HostSpacing: b.Spacing,
	})
	return nil
}

// list is the farm's feeds as a configuration would name them.
func (b *bench) list() []readout.Feed {
	out := make([]readout.Feed, b.Feeds)
	for i := range out {
		out[i] = readout.Feed{Name: fmt.Sprintf("News %d", i), URL: b.site.ports.Address(i), Kind: readout.Press, Interval: b.Rhythm}
	}
	return out
}

// profile starts writing a profile of the processor, if one is wanted.
func (b *bench) profile() error {
	if !b.Profile {
		return nil
	}
	file, err := os.Create(filepath.Join(b.Dir, "cpu.pprof"))
	if err != nil {
		return err
	}
	b.closers = append(b.closers, func() error {
		pprof.StopCPUProfile()
		return errors.Join(file.Close(), b.heap("heap.pprof"))
	})
	return pprof.StartCPUProfile(file)
}

func (b *bench) heap(name string) error {
	file, err := os.Create(filepath.Join(b.Dir, name))
	if err != nil {
		return err
	}
	return errors.Join(pprof.WriteHeapProfile(file), file.Close())
}

// close ends everything, what was opened last first.
func (b *bench) close() error {
	var all []error
	for i := len(b.closers) - 1; i >= 0; i-- {
		all = append(all, b.closers[i]())
	}
	return errors.Join(all...)
}
