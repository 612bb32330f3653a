package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"readout"
	"readout/bot"
	"readout/commands"
	"readout/config"
	"readout/contacts"
	"readout/contacts/roster"
	"readout/desk"
	"readout/feeds"
	"readout/feeds/fetch"
	"readout/feeds/websub"
	"readout/store"
	"readout/web"
)

// Program is the whole bot, wired and ready to run: feeds, desk, store,
// commands and bot. The demo and the tests start the same program.
type Program struct {
	Config config.Config
	Roster *roster.Roster
	Now    func() time.Time
	Log    *slog.Logger

	// HostSpacing is the least time between two requests to one host; 0 = the
	// poller's default, negative = none.
	HostSpacing time.Duration
	// Arrived is told of each story that has been committed, with the number
	// of contacts found in it. May be nil.
	Arrived func(story readout.Story, found int)
	// Paced leaves polling and digests to whoever drives the clock.
	Paced bool

	store   *store.Store
	fetcher *fetch.Fetcher
	desk    *desk.Desk
	poller  *feeds.Poller
	hubs    *websub.Subscriber // nil when feeds are only polled
	bot     *bot.Bot
}

const (
	pruneEvery = 24 * time.Hour
	keepFor    = 400 * 24 * time.Hour // stories without a contact
)

// Open opens the store, brings it in line with the configuration and wires
// the parts. Close must be called afterwards, also when Open fails.
func (p *Program) Open(ctx context.Context) error {
	var err error
	if p.store, err = store.Open(ctx, p.Config.Store.Path, p.Now); err != nil {
		return err
	}
	if err := p.store.SyncFeeds(ctx, p.Config.Feeds.List); err != nil {
		return fmt.Errorf("store the configured feeds: %w", err)
	}
	watches, err := withFirstDigests(p.Config.Watches, p.Now())
	if err != nil {
		return err
	}
	if err := p.store.SyncWatches(ctx, watches); err != nil {
		return fmt.Errorf("store the configured watches: %w", err)
	}
	if err := p.openDesk(ctx); err != nil {
		return err
	}
	p.openFeeds()
	if err := p.openHubs(ctx); err != nil {
		return err
	}
	return p.openBot()
}

// withFirstDigests sets when each digest falls due for the first time.
func withFirstDigests(watches []readout.Watch, now time.Time) ([]readout.Watch, error) {
	out := make([]readout.Watch, 0, len(watches))
	for _, w := range watches {
		if w.Kind.Digests() {
			next, err := desk.NextDigest(w.Cron, w.Zone, now)
			if err != nil {
				return nil, fmt.Errorf("watch in channel %s: %w", w.ChannelID, err)
			}
			w.NextDigest = next
		}
		out = append(out, w)
	}
	return out, nil
}

func (p *Program) openDesk(ctx context.Context) error {
	detector, err := contacts.New(p.Roster)
	if err != nil {
		return fmt.Errorf("compile the detector: %w", err)
	}
	p.desk, err = desk.New(ctx, desk.Options{
		Store: p.store, Watches: p.store, Detector: detector, Groups: p.Roster, Writer: writer(p.Roster).In(p.Config.Language),
		Now: p.Now, Log: p.Log, NoticeChannel: p.Config.Discord.NoticeChannel, Posted: p.posted, Arrived: p.Arrived,
	})
	return err
}

// posted wakes the courier.
func (p *Program) posted() {
	if p.bot != nil {
		p.bot.Wake()
	}
}

func (p *Program) openFeeds() {
	c := p.Config.Feeds
	agent := fetch.DefaultUserAgent
	if c.Contact != "" {
		agent = "Readout (feed poller of a self-hosted Discord bot; " + c.Contact + ")"
	}
	p.fetcher = fetch.New(fetch.Options{UserAgent: agent, Timeout: c.Timeout, MaxBody: c.MaxBody, AllowPrivate: c.AllowPrivate, Headers: revealed(c.Headers), Now: p.Now})
	p.poller = feeds.NewPoller(feeds.Options{
		Store: p.store, Desk: p.desk, Fetcher: p.fetcher, Notices: p.desk, Now: p.Now, Log: p.Log,
		Interval: c.Interval, FastInterval: c.FastInterval, HostSpacing: p.HostSpacing, DownAfter: c.DownAfter,
	})
}

// revealed turns the secrets of the configuration into what is sent.
func revealed(feeds map[string]map[string]config.Secret) map[string]http.Header {
	out := map[string]http.Header{}
	for address, headers := range feeds {
		out[address] = http.Header{}
		for name, secret := range headers {
			out[address].Set(name, secret.Reveal())
		}
	}
	return out
}

// openHubs wires the subscriptions, if hubs can reach the program.
func (p *Program) openHubs(ctx context.Context) error {
	c := p.Config.WebSub
	if err := p.store.KeepSubscriptions(ctx, c.PublicURL); err != nil {
		return err
	}
	if c.PublicURL == "" {
		return nil
	}
	p.hubs = websub.New(websub.Options{
		Store: p.store, Hubs: p.fetcher, Feeds: p.poller, PublicURL: c.PublicURL, MaxBody: p.Config.Feeds.MaxBody, Now: p.Now, Log: p.Log,
	})
	return nil
}

// openBot wires commands and bot, which ask each other.
func (p *Program) openBot() error {
	channels := &channels{}
	router := commands.New(commands.Options{
		Store: p.store, Roster: p.Roster, Desk: briefer{p.desk}, Reviews: p.desk, Trials: p.desk, Wording: wording(p.Roster), Feeds: previewer{p.poller},
		Channels: channels, NextDigest: desk.NextDigest, Now: p.Now, Version: version(), Started: p.Now(),
	})
	made, err := bot.New(bot.Options{
		Token: p.Config.Discord.Token.Reveal(), APIURL: p.Config.Discord.APIURL, CommandGuild: p.Config.Discord.CommandGuild,
		Commands: router, Outbox: p.store, Settings: p.store, Now: p.Now, Log: p.Log,
	})
	if err != nil {
		return err
	}
	p.bot, channels.bot = made, made
	return nil
}

// Run works until ctx ends, which is no error.
func (p *Program) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return p.bot.Run(ctx) })
	if !p.Paced {
		group.Go(func() error { return p.poller.Run(ctx) })
		group.Go(func() error { return p.desk.Run(ctx) })
		group.Go(func() error { return p.prune(ctx) })
		if p.hubs != nil {
			group.Go(func() error { return p.hubs.Run(ctx) })
		}
	}
	for addr, handler := range p.handlers() {
		group.Go(func() error { return web.Serve(ctx, addr, handler) })
	}
	err := group.Wait()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// handlers returns what is served over HTTP, by address.
func (p *Program) handlers() map[string]http.Handler {
	out := map[string]http.Handler{}
	if addr := p.Config.HTTP.Addr; addr != "" {
		out[addr] = web.Health(p.checks())
	}
	if p.hubs == nil {
		return out
	}
	addr := cmp.Or(p.Config.WebSub.Listen, p.Config.HTTP.Addr)
	out[addr] = withHubs(p.hubs, out[addr])
	return out
}

// withHubs passes the calls of hubs to their handler, and all others to the
// one that may be there already.
func withHubs(hubs, others http.Handler) http.Handler {
	if others == nil {
		return hubs
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, websub.Path) {
			hubs.ServeHTTP(w, r)
			return
		}
		others.ServeHTTP(w, r)
	})
}

// checks are what the health check looks at.
func (p *Program) checks() []web.Check {
	return []web.Check{
		{Name: "discord", Probe: func(context.Context) error { return p.bot.Healthy() }},
		{Name: "store", Probe: func(ctx context.Context) error {
			_, err := p.store.Stats(ctx)
			return err
		}},
	}
}

// prune deletes old stories that told of no contact, once a day.
func (p *Program) prune(ctx context.Context) error {
	ticker := time.NewTicker(pruneEvery)
	defer ticker.Stop()
	for {
		if n, err := p.store.Prune(ctx, p.Now().Add(-keepFor)); err != nil && ctx.Err() == nil {
			p.Log.Error("old stories cannot be deleted", slog.Any("error", err))
		} else if n > 0 {
			p.Log.Info("old stories deleted", slog.Int("stories", n))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// Close closes the store.
func (p *Program) Close() error {
	if p.store == nil {
		return nil
	}
	return p.store.Close()
}
