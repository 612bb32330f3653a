package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"readout"
	"readout/config"
	"readout/contacts/roster"
	"readout/replay"
	"readout/sandbox"
)

type demoCommand struct {
	Language string `help:"Language of the bot's messages: ${enum}." enum:"en,fr,uk" default:"en"`

	Items   string        `help:"Replay these news items instead of the samples: JSON lines with id, title, summary, published, source and url; plain, .gz or .xz; \"-\" is standard input." placeholder:"FILE"`
	Speed   float64       `help:"Seconds of news in a second; 0 is as fast as possible. Default: 240 for the samples, 0 for --items." default:"-1"`
	For     time.Duration `help:"End after this time." placeholder:"30s"`
	Exit    bool          `help:"End when every item is read and delivered, and print what came of it."`
	Addr    string        `help:"Address of the page, on this machine only." default:"127.0.0.1:0"`
	Journal string        `help:"Write one JSON line for each request that the bot makes to this file." placeholder:"FILE"`
	Verbose bool          `help:"Show the bot's log." short:"v"`
}

// Help describes the command at length.
func (demoCommand) Help() string {
	return `Starts a local Discord with a page to look at, serves recorded news as RSS feeds, and
runs the real bot on both: no token, no network, nothing left behind. Open the address
that it prints, watch #alerts and #daily-briefing, and type / to ask the bot something.`
}

// demoToken is what the bot of the demo logs in with.
const demoToken = "demo"

// Run runs the demo.
func (c demoCommand) Run(ctx context.Context, streams streams) error {
	if c.For > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.For)
		defer cancel()
	}
	items, err := loadItems(c.Items, streams.in)
	if err != nil {
		return err
	}
	d := &demo{command: c, streams: streams, items: replayItems(items)}
	defer d.close()
	err = d.run(ctx)
	if ctx.Err() != nil && (err == nil || errors.Is(err, ctx.Err())) {
		fmt.Fprintln(streams.out, "\nThe demo ends.")
		return nil
	}
	return err
}

// replayItems converts items, whose times have been checked, and sorts them.
func replayItems(items []newsItem) []replay.Item {
	out := make([]replay.Item, 0, len(items))
	for _, item := range items {
		at, err := item.published()
		if err != nil {
			continue
		}
		if item.URL == "" {
			item.URL = "https://example.org/" + item.ID
		}
		if item.Source == "" {
			item.Source = "News"
		}
		out = append(out, replay.Item{ID: item.ID, Title: item.Title, Summary: item.Summary, URL: item.URL, Source: item.Source, Published: at})
	}
	replay.Sort(out)
	return out
}

// demo is a running demo.
type demo struct {
	command demoCommand
	streams streams
	items   []replay.Item

	folder  string
	clock   *replay.Clock
	feeds   *replay.Feeds
	sandbox *sandbox.Server
	program *Program
	ids     map[string]int64 // of the stored feeds, by source
	done    []func() error
	hits    atomic.Int64 // stories in which a contact was found
	read    atomic.Int64
}

// close ends what was begun, the latest first.
func (d *demo) close() {
	for i := len(d.done) - 1; i >= 0; i-- {
		if err := d.done[i](); err != nil {
			fmt.Fprintln(d.streams.err, "readout: end the demo:", err)
		}
	}
}

func (d *demo) run(ctx context.Context) error {
	if err := d.start(ctx); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return d.program.Run(ctx) })
	group.Go(func() error {
		err := d.play(ctx)
		if err == nil && d.command.Exit {
			return errFinished
		}
		return err
	})
	if err := group.Wait(); !errors.Is(err, errFinished) {
		return err
	}
	return nil
}

var errFinished = errors.New("the replay is over")

// start builds everything, with the clock shortly before the first item.
func (d *demo) start(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "readout-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the demo: %w", err)
	}
	d.folder = folder
	d.done = append(d.done, func() error { return os.RemoveAll(folder) })
	d.clock = replay.NewClock(d.items[0].Published.Add(-time.Minute), d.speed())
	journal, closeJournal, err := openJournal(d.command.Journal)
	if err != nil {
		return err
	}
	d.done = append(d.done, closeJournal)
	level := slog.LevelError
	if d.command.Verbose {
		level = slog.LevelDebug
	}
	log := d.streams.logger(level)
	d.sandbox, err = sandbox.Start(ctx, sandbox.Config{Addr: d.command.Addr, Journal: journal, Now: d.clock.Now, Log: log, Token: demoToken})
	if err != nil {
		return readout.Errorf(readout.CodeInvalid, "the local Discord cannot start: %v", err)
	}
	d.done = append(d.done, d.sandbox.Close)
	fmt.Fprintf(d.streams.out, "Open %s to see a local Discord with the bot at work.\nCtrl-C ends the demo.\n\n", d.sandbox.URL())
	base, err := d.serveFeeds(ctx)
	if err != nil {
		return err
	}
	return d.openProgram(ctx, base, log)
}

// speed is how fast the clock runs while items are left.
func (d *demo) speed() float64 {
	switch {
	case d.command.Speed > 0:
		return d.command.Speed
	case d.rush():
		return 1
	}
	return 240
}

// rush reports whether items are published without waiting.
func (d *demo) rush() bool {
	return d.command.Speed == 0 || d.command.Speed < 0 && d.command.Items != ""
}

// serveFeeds serves the items as feeds, which are empty yet.
func (d *demo) serveFeeds(ctx context.Context) (base string, err error) {
	d.feeds = replay.NewFeeds(replay.Sources(d.items))
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("serve the feeds of the demo: %w", err)
	}
	server := &http.Server{Handler: d.feeds, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }() // ends with the error that it was closed
	d.done = append(d.done, server.Close)
	return "http://" + listener.Addr().String(), nil
}

func (d *demo) openProgram(ctx context.Context, base string, log *slog.Logger) error {
	people, err := roster.Default()
	if err != nil {
		return fmt.Errorf("read the compiled roster: %w", err)
	}
	cfg := config.Defaults()
	cfg.Discord = config.Discord{Token: config.NewSecret(demoToken), APIURL: d.sandbox.URL(), CommandGuild: d.sandbox.GuildID(), NoticeChannel: d.sandbox.ChannelID("general")}
	cfg.Store.Path = filepath.Join(d.folder, "demo.db")
	cfg.HTTP.Addr = ""
	cfg.Language = d.command.Language
	cfg.Feeds.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	for _, source := range replay.Sources(d.items) {
		cfg.Feeds.List = append(cfg.Feeds.List, d.feed(people, source, base))
	}
	watch := readout.Watch{GuildID: d.sandbox.GuildID(), CreatedBy: "config", CreatedAt: d.clock.Now()}
	alerts, digest := watch, watch
	alerts.ChannelID, alerts.Kind = d.sandbox.ChannelID("alerts"), readout.WatchAlert
	digest.ChannelID, digest.Kind, digest.Cron, digest.Zone = d.sandbox.ChannelID("daily-briefing"), readout.WatchDigest, "0 7,12,18 * * *", "UTC"
	cfg.Watches = []readout.Watch{alerts, digest}
	d.program = &Program{Config: cfg, Roster: people, Now: d.clock.Now, Log: log, HostSpacing: -1, Arrived: d.arrived, Paced: true}
	d.done = append(d.done, d.program.Close)
	if err := d.program.Open(ctx); err != nil {
		return err
	}
	d.ids = map[string]int64{}
	stored, err := d.program.store.Feeds(ctx)
	if err != nil {
		return fmt.Errorf("list the feeds of the demo: %w", err)
	}
	for _, feed := range stored {
		d.ids[feed.Name] = feed.ID
	}
	return nil
}

// officialSamples are the sources of the samples that are official.
var officialSamples = map[string]string{
	"Prime Minister of Canada": "CA", "White House": "US", "President of Ukraine": "UA", "NATO": "NATO", "German Federal Government": "DE",
}

// unasked is how long a feed of the demo is left alone unless the replay has
// something new for it.
const unasked = 10 * 365 * 24 * time.Hour

// feed describes a source as the configuration would.
func (d *demo) feed(people *roster.Roster, source, base string) readout.Feed {
	f := readout.Feed{Name: source, URL: base + d.feeds.Path(source), Language: "en", Interval: unasked, AddedBy: "config", AddedAt: d.clock.Now()}
	f.Kind, f.State = speaker(people, source)
	return f
}

// speaker tells whether a source of recorded news is official, and for whom it
// speaks.
func speaker(people *roster.Roster, source string) (kind readout.FeedKind, state string) {
	state, official := people.SourceState(source)
	if !official {
		state, official = officialSamples[source]
	}
	if official {
		return readout.Official, state
	}
	return readout.Press, ""
}

// arrived shows a story on the page.
func (d *demo) arrived(s readout.Story, found int) {
	d.read.Add(1)
	if found > 0 {
		d.hits.Add(1)
	}
	d.sandbox.Story(sandbox.Story{Title: s.Title, Source: s.Source, URL: s.URL, At: s.Published, Contacts: found})
}

// summary counts what the demo has come to.
type summary struct {
	stories, hits, contacts, messages, edits, briefings int
}

func (d *demo) summary(ctx context.Context) (summary, error) {
	stats, err := d.program.store.Stats(ctx)
	if err != nil {
		return summary{}, fmt.Errorf("count: %w", err)
	}
	s := summary{stories: int(d.read.Load()), hits: int(d.hits.Load()), contacts: stats.Contacts}
	for _, m := range d.sandbox.Messages("alerts") {
		s.messages++
		s.edits += len(m.Edits)
	}
	s.briefings = len(d.sandbox.Messages("daily-briefing"))
	return s, nil
}

func (s summary) print(w io.Writer, took time.Duration) {
	fmt.Fprintf(w, "\n%d stories read in %s; %d of them tell of a contact.\n", s.stories, took.Round(time.Second/10), s.hits)
	fmt.Fprintf(w, "Contacts: %d. Alerts: %d, edited %d times. Messages of briefings: %d.\n", s.contacts, s.messages, s.edits, s.briefings)
}
