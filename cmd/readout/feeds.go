package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"readout"
)

type feedsCommand struct {
	List   feedsListCommand   `cmd:"" help:"List the feeds that the bot polls, with their health."`
	Find   feedsFindCommand   `cmd:"" help:"Find the feeds of a site."`
	Import feedsImportCommand `cmd:"" help:"Add the feeds of an OPML list."`
	Export feedsExportCommand `cmd:"" help:"Write the feeds as an OPML list."`
}

type feedsListCommand struct {
	databaseFlag
	Show string `help:"Only some: ${enum}." enum:"all,failing,stale,waiting,healthy" default:"all"`
	JSON bool   `help:"Write JSON lines with all that is known, for programs." name:"json"`
}

// Help describes the command at length.
func (feedsListCommand) Help() string {
	return `Reads the bot's database; the bot may be running meanwhile. Feeds that fail come first,
with why and when they are tried next, then those that are stale: they answer, and have
brought nothing new for ten times as long as is usual for them, two days at least.`
}

// Run lists feeds.
func (c feedsListCommand) Run(ctx context.Context, streams streams) error {
	s, err := c.openReading(ctx, streams)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	feeds, err := s.Feeds(ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	feeds = slices.DeleteFunc(feeds, func(f readout.Feed) bool {
		return c.Show != "all" && string(f.Poll.Health(now)) != c.Show
	})
	slices.SortStableFunc(feeds, func(a, b readout.Feed) int {
		return cmp.Or(cmp.Compare(severity(a, now), severity(b, now)), cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	if c.JSON {
		return writeFeedLines(streams.out, feeds, now)
	}
	return writeFeedTable(streams.out, feeds, now)
}

// severity sorts by health, the worst first.
func severity(f readout.Feed, now time.Time) int {
	return slices.Index([]readout.Health{readout.Failing, readout.Stale, readout.Waiting, readout.Healthy}, f.Poll.Health(now))
}

// feedLine is a feed for programs. Times are RFC 3339 in UTC.
type feedLine struct {
	ID           int64            `json:"id"`
	Name         string           `json:"name"`
	URL          string           `json:"url"`
	Kind         readout.FeedKind `json:"kind"`
	State        string           `json:"state,omitempty"`
	Health       readout.Health   `json:"health"`
	LastPoll     time.Time        `json:"last_poll,omitzero"`
	LastGoodPoll time.Time        `json:"last_good_poll,omitzero"`
	NextPoll     time.Time        `json:"next_poll,omitzero"`
	LastStory    time.Time        `json:"last_story,omitzero"`
	Rhythm       float64          `json:"rhythm_seconds,omitempty"` // usual time between two stories
	Failures     int              `json:"failures"`                 // polls in a row
	FailingSince time.Time        `json:"failing_since,omitzero"`
	Error        string           `json:"error,omitempty"`
	MovedTo      string           `json:"moved_to,omitempty"`
	Hub          string           `json:"hub,omitempty"`
	Pushed       bool             `json:"pushed"`      // the hub brings what is new
	SavedBytes   int64            `json:"saved_bytes"` // not transferred, by caching and compression
}

func writeFeedLines(out io.Writer, feeds []readout.Feed, now time.Time) error {
	encoder := json.NewEncoder(out)
	for _, f := range feeds {
		p := f.Poll
		err := encoder.Encode(feedLine{
			ID: f.ID, Name: f.Name, URL: f.URL, Kind: f.Kind, State: f.State, Health: p.Health(now),
			LastPoll: p.CheckedAt, LastGoodPoll: p.SucceededAt, NextPoll: p.NextCheck, LastStory: p.LastStory, Rhythm: p.Rhythm.Seconds(),
			Failures: p.Failures, FailingSince: p.FailingSince, Error: p.Error.String(), MovedTo: p.MovedTo, Hub: p.Hub, Pushed: f.Pushed(now), SavedBytes: p.SavedBytes,
		})
		if err != nil {
			return fmt.Errorf("write the feeds: %w", err)
		}
	}
	return nil
}

func writeFeedTable(out io.Writer, feeds []readout.Feed, now time.Time) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "HEALTH\tFEED\tGOOD POLL\tLAST STORY\tUSUALLY EVERY\tSAVED")
	for _, f := range feeds {
		p := f.Poll
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%.1f MiB\n", p.Health(now), printable(f.Name), ago(p.SucceededAt, now), ago(p.LastStory, now), lengthOf(p.Rhythm), float64(p.SavedBytes)/(1<<20))
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("write the feeds: %w", err)
	}
	for _, f := range feeds {
		if p := f.Poll; p.Failures > 0 {
			fmt.Fprintf(out, "\n%s has been failing for %s, %d times in a row; next try in %s\n  %s\n  %s\n", printable(f.Name),
				lengthOf(now.Sub(p.FailingSince)), p.Failures, lengthOf(max(time.Second, p.NextCheck.Sub(now))), f.URL, printable(p.Error.String()))
		}
	}
	return nil
}

func ago(at, now time.Time) string {
	if at.IsZero() {
		return "never"
	}
	return lengthOf(max(time.Second, now.Sub(at))) + " ago"
}

// lengthOf writes a length of time in its largest unit.
func lengthOf(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d <= 0:
		return "?"
	case d < 2*time.Minute:
		return fmt.Sprintf("%ds", int(d.Seconds()))
	case d < 2*time.Hour:
		return fmt.Sprintf("%dm", int(d.Minutes()))
	case d < 2*day:
		return fmt.Sprintf("%dh", int(d.Hours()))
	}
	return fmt.Sprintf("%dd", int(d/day))
}

// printable keeps what a feed says of itself from steering the terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}
