package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"time"

	"readout"
	"readout/commands"
	"readout/config"
	"readout/feeds/opml"
	"readout/store"
)

type feedsFindCommand struct {
	configFlag
	URL string `arg:"" help:"Address of a site, a page or a feed."`
}

// Help describes the command at length.
func (feedsFindCommand) Help() string {
	return `Looks at the address, at the feeds that the page there names, and where many sites
have theirs. Says what is there instead when there is none: a login, a challenge for
browsers, a page that asks for consent. Nothing is added: use /feeds add, or
feeds.list in the configuration.`
}

// Run looks for feeds.
func (c feedsFindCommand) Run(ctx context.Context, streams streams) error {
	cfg, people, err := c.load(streams.env)
	if err != nil {
		return err
	}
	program := &Program{Config: cfg, Roster: people, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	program.openFeeds()
	defer program.fetcher.Close()
	found, err := program.poller.Find(ctx, c.URL)
	if err != nil {
		return err
	}
	if found.URL != "" {
		fmt.Fprintf(streams.out, "%s\n  %s, %d stories\n", found.URL, printable(found.Document.Title), len(found.Document.Stories))
		for _, story := range found.Document.Stories[:min(3, len(found.Document.Stories))] {
			fmt.Fprintf(streams.out, "  - %s\n", printable(story.Title))
		}
		return nil
	}
	for _, link := range found.Choice {
		fmt.Fprintln(streams.out, printable(link.URL))
		if link.Title != "" {
			fmt.Fprintf(streams.out, "  %s\n", printable(link.Title))
		}
	}
	return nil
}

type feedsImportCommand struct {
	configFlag
	File   string `arg:"" help:"OPML file; - is standard input."`
	DryRun bool   `help:"Say what would be added, and add nothing."`
}

// Help describes the command at length.
func (feedsImportCommand) Help() string {
	return `Adds the feeds of an OPML list to the database; the bot must not be running. Entries
that cannot be taken are told one by one, the others are kept; feeds that are polled
already, and those that stand on the list twice, are left out. All are taken as
press, but for those that "readout feeds export" has written as official.

The exit code is 1 when an entry could not be taken.`
}

// Run brings a list in.
func (c feedsImportCommand) Run(ctx context.Context, streams streams) error {
	cfg, people, err := c.load(streams.env)
	if err != nil {
		return err
	}
	list, err := readList(c.File, streams.in)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, cfg.Store.Path, time.Now)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	known, err := s.Feeds(ctx)
	if err != nil {
		return err
	}
	plan := list.Plan(append(known, cfg.Feeds.List...), "opml", commands.NewNames(people).State)
	if !c.DryRun {
		for i := range plan.Add {
			if err := s.AddFeed(ctx, &plan.Add[i]); err != nil {
				return err
			}
		}
	}
	printPlan(streams.out, plan, c.DryRun)
	if len(plan.Problems) > 0 {
		return errProblems
	}
	return nil
}

// readList reads an OPML file.
func readList(name string, in io.Reader) (opml.List, error) {
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return opml.List{}, readout.Errorf(readout.CodeInvalid, "the list cannot be read: %v", err)
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	body, err := io.ReadAll(io.LimitReader(in, opml.MaxSize+1))
	if err != nil {
		return opml.List{}, readout.Errorf(readout.CodeInvalid, "the list cannot be read: %v", err)
	}
	return opml.Read(body)
}

func printPlan(w io.Writer, plan opml.Plan, dry bool) {
	for _, f := range plan.Add {
		fmt.Fprintf(w, "✓ %s: %s\n", f.Name, f.URL)
	}
	for _, p := range plan.Problems {
		fmt.Fprintf(w, "✗ %s\n", p)
	}
	verb := "added"
	if dry {
		verb = "to be added"
	}
	fmt.Fprintf(w, "%d %s, %d there already, %d that cannot be taken\n", len(plan.Add), verb, len(plan.Known), len(plan.Problems))
}

type feedsExportCommand struct {
	configFlag
	File string `arg:"" optional:"" help:"Where to write it; without one, standard output."`
}

// Help describes the command at length.
func (feedsExportCommand) Help() string {
	return `Writes all feeds, those of the configuration and those added, as an OPML list for
feed readers or for another Readout. The bot may be running meanwhile.`
}

// Run writes the list.
func (c feedsExportCommand) Run(ctx context.Context, streams streams) error {
	cfg, _, err := c.load(streams.env)
	if err != nil {
		return err
	}
	feeds, err := allFeeds(ctx, cfg)
	if err != nil {
		return err
	}
	if c.File == "" {
		return opml.Write(streams.out, "Readout", feeds, time.Now())
	}
	file, err := os.Create(c.File)
	if err != nil {
		return readout.Errorf(readout.CodeInvalid, "the list cannot be written: %v", err)
	}
	if err := opml.Write(file, "Readout", feeds, time.Now()); err != nil {
		_ = file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	fmt.Fprintf(streams.err, "%d feeds written\n", len(feeds))
	return nil
}

// allFeeds returns the feeds of the configuration and, once the bot has run,
// those that were added.
func allFeeds(ctx context.Context, cfg config.Config) ([]readout.Feed, error) {
	s, err := store.OpenReading(ctx, cfg.Store.Path, time.Now)
	if readout.ErrorCode(err) == readout.CodeNotFound {
		return cfg.Feeds.List, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.Close() }()
	stored, err := s.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	feeds := slices.Clone(cfg.Feeds.List)
	for _, f := range stored {
		if f.AddedBy != "config" {
			feeds = append(feeds, f)
		}
	}
	return feeds, nil
}
