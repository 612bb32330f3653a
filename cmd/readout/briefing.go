package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"readout"
	"readout/briefings"
	"readout/commands"
	"readout/contacts"
	"readout/contacts/roster"
	"readout/desk"
	"readout/phrases"
	"readout/store"
)

type briefingCommand struct {
	configFlag
	File string `arg:"" optional:"" help:"Make it from these news items, as match reads them, instead of the bot's database; \"-\" is standard input."`

	Sample   bool   `help:"Make it from the samples of the demo." xor:"from"`
	Database string `help:"The database to read; default: the one that the configuration names. The bot may be running on it." placeholder:"FILE" xor:"from"`
	Since    string `help:"When it begins: 24h, 7d, today, yesterday, week, month, or a date such as 2026-01-31." default:"24h"`
	Until    string `help:"When it ends: a date, which counts in full, or a time such as 2026-01-31T18:00:00Z. Default: now, or after the last item." placeholder:"TIME"`
	About    string `help:"A group, state, leader or pair, several with commas, or everything. Default: allied." aliases:"group" xor:"what" placeholder:"allied"`
	Watch    int64  `help:"What the watch with this number wants, in its zone and language." xor:"what" placeholder:"N"`
	Zone     string `help:"Time zone in which days begin and times are written. Default: UTC, or that of the watch." placeholder:"Europe/Berlin"`
	Language string `help:"en, fr or uk. Default: that of the watch, or of the configuration." placeholder:"en"`

	Markdown bool `help:"Write Markdown; this is the default." xor:"form"`
	JSON     bool `help:"Write JSON." xor:"form"`
	Why      bool `help:"In Markdown: say of each contact what it weighs in the order; JSON always does."`
}

// Help describes the command at length.
func (briefingCommand) Help() string {
	return `Writes what is new in a period, what has moved, what is coming, who was busiest and which
allied pairs have been silent longest, as /briefing does in Discord.

  readout briefing --sample                       from the samples of the demo
  readout briefing --since 24h                    from the database of the bot
  readout briefing --since 7d --about CA-US --json
  readout briefing news.jsonl.gz --since 2026-11-23 --until 2026-11-23 --language fr`
}

// Run writes the briefing.
func (c briefingCommand) Run(ctx context.Context, streams streams) error {
	cfg, people, err := c.load(streams.env)
	if err != nil {
		return err
	}
	if c.Language != "" && !phrases.Speaks(c.Language) {
		return readout.Errorf(readout.CodeInvalid, "%q is no language that Readout speaks; choose en, fr or uk", c.Language)
	}
	var source briefingSource
	if c.Sample || c.File != "" {
		source, err = c.fromItems(ctx, people, streams.in)
	} else {
		source, err = c.fromDatabase(ctx, people, cmp.Or(c.Database, cfg.Store.Path))
	}
	if err != nil {
		return err
	}
	defer source.close()
	ask, err := c.ask(ctx, source, people, cfg.Language)
	if err != nil {
		return err
	}
	digest, err := source.desk.Digest(ctx, desk.Ask(ask))
	if err != nil {
		return err
	}
	return c.write(streams.out, writer(people).In(ask.Language), digest)
}

func (c briefingCommand) write(out io.Writer, w briefings.Writer, d briefings.Digest) error {
	if !c.JSON {
		_, err := io.WriteString(out, w.Markdown(d, c.Why))
		return err
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(w.Document(d))
}

// briefingSource is what a briefing is made from.
type briefingSource struct {
	desk  *desk.Desk
	store *store.Store
	now   time.Time // when the briefing is asked for
	close func()
}

// fromDatabase opens the database of a bot for reading.
func (c briefingCommand) fromDatabase(ctx context.Context, people *roster.Roster, path string) (briefingSource, error) {
	now := time.Now()
	s, err := store.OpenReading(ctx, path, time.Now)
	if err != nil {
		return briefingSource{}, err
	}
	source := briefingSource{store: s, now: now, close: func() { _ = s.Close() }}
	source.desk, err = desk.New(ctx, desk.Options{Store: s, Watches: s, Groups: people, Writer: writer(people), Now: time.Now})
	if err != nil {
		source.close()
		return briefingSource{}, err
	}
	return source, nil
}

// fromItems takes news items in as the bot would, into a database that is
// thrown away.
func (c briefingCommand) fromItems(ctx context.Context, people *roster.Roster, in io.Reader) (source briefingSource, err error) {
	items, err := loadItems(c.File, in)
	if err != nil {
		return source, err
	}
	folder, err := os.MkdirTemp("", "readout-briefing-")
	if err != nil {
		return source, fmt.Errorf("make a folder: %w", err)
	}
	source.close = func() { _ = os.RemoveAll(folder) }
	defer func() {
		if err != nil {
			source.close()
		}
	}()
	now := func() time.Time { return source.now }
	if source.store, err = store.Open(ctx, filepath.Join(folder, "readout.db"), now); err != nil {
		return source, err
	}
	source.close = func() {
		_ = source.store.Close()
		_ = os.RemoveAll(folder)
	}
	detector, err := contacts.New(people)
	if err != nil {
		return source, fmt.Errorf("compile the detector: %w", err)
	}
	source.desk, err = desk.New(ctx, desk.Options{Store: source.store, Watches: source.store, Detector: detector, Groups: people, Writer: writer(people), Now: now})
	if err != nil {
		return source, err
	}
	feeds := map[string]readout.Feed{}
	for _, item := range replayItems(items) {
		source.now = item.Published
		feed, known := feeds[item.Source]
		if !known {
			feed = readout.Feed{Name: item.Source, URL: fmt.Sprintf("https://example.org/feed/%d", len(feeds)), AddedBy: "config", AddedAt: source.now}
			feed.Kind, feed.State = speaker(people, item.Source)
			if err := source.store.AddFeed(ctx, &feed); err != nil {
				return source, fmt.Errorf("add the source %s: %w", item.Source, err)
			}
			feeds[item.Source] = feed
		}
		story := readout.Story{Key: item.ID, Title: item.Title, Summary: item.Summary, URL: item.URL, Published: item.Published, FirstSeen: item.Published}
		if err := source.desk.Arrive(ctx, feed, []readout.Story{story}); err != nil {
			return source, err
		}
	}
	source.now = source.now.Add(time.Second)
	return source, nil
}

// ask reads the question.
func (c briefingCommand) ask(ctx context.Context, source briefingSource, people *roster.Roster, language string) (commands.Ask, error) {
	watch, err := c.watch(ctx, source.store)
	if err != nil {
		return commands.Ask{}, err
	}
	zone, err := time.LoadLocation(cmp.Or(c.Zone, watch.Zone, "UTC"))
	if err != nil {
		return commands.Ask{}, readout.Errorf(readout.CodeInvalid, "%q is not a time zone; use a name such as Europe/Berlin", c.Zone)
	}
	until, err := c.until(source.now, zone)
	if err != nil {
		return commands.Ask{}, err
	}
	language = cmp.Or(c.Language, watch.Manner.Language, language)
	ask, err := commands.NewNames(people).Ask(c.About, c.Since, until, zone, language)
	if err == nil && c.Watch != 0 {
		ask.Filter, ask.Title = watch.Filter, ""
	}
	return ask, err
}

func (c briefingCommand) watch(ctx context.Context, s *store.Store) (readout.Watch, error) {
	if c.Watch == 0 {
		return readout.Watch{}, nil
	}
	all, err := s.Watches(ctx)
	if err != nil {
		return readout.Watch{}, fmt.Errorf("list watches: %w", err)
	}
	i := slices.IndexFunc(all, func(w readout.Watch) bool { return w.ID == c.Watch })
	if i < 0 {
		return readout.Watch{}, readout.Errorf(readout.CodeNotFound, "there is no watch %d in this database; /watch list shows their numbers", c.Watch)
	}
	return all[i], nil
}

// until reads when the period ends; a day counts in full, but not beyond now.
func (c briefingCommand) until(now time.Time, zone *time.Location) (time.Time, error) {
	if c.Until == "" {
		return now, nil
	}
	if day, err := time.ParseInLocation(time.DateOnly, c.Until, zone); err == nil {
		return day.AddDate(0, 0, 1), nil
	}
	at, err := time.Parse(time.RFC3339, c.Until)
	if err != nil {
		return time.Time{}, readout.Errorf(readout.CodeInvalid, "%q is neither a date nor a time; write 2026-01-31 or 2026-01-31T18:00:00Z", c.Until)
	}
	return at, nil
}
