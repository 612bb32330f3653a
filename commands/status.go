package commands

import (
	"context"
	"fmt"
	"strings"
	"time"

	"readout"
	"readout/phrases"
)

type statusCommands struct {
	store   StatsStore
	feeds   FeedStore
	version string
	started time.Time
}

func (c statusCommands) table() []command {
	return []command{{
		path:        "status",
		description: "How the bot is doing: feeds, stories, contacts, messages waiting.",
		run:         c.status,
		examples:    []string{"/status"},
	}}
}

func (c statusCommands) status(ctx context.Context, in input) (readout.Reply, error) {
	s, err := c.store.Stats(ctx)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("count: %w", err)
	}
	feeds, err := c.feeds.Feeds(ctx)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("list feeds: %w", err)
	}
	m := readout.Message{
		Summary: "Readout " + c.version,
		Title:   "Readout " + c.version,
		Body:    []readout.Text{in.printer.Text("Running for %s, since %s", upFor(in.printer, in.now.Sub(c.started)), readout.Span{Time: c.started, Show: readout.AsDateTime})},
		Tone:    readout.ToneNeutral,
		Fields: []readout.Field{
			{Name: in.printer.Say("Feeds"), Inline: true, Value: feedLines(in.printer, s, feeds, in.now)},
			{Name: in.printer.Say("Last 24 hours"), Inline: true, Value: []readout.Text{
				readout.T(in.printer.Say("%d stories", s.StoriesLastDay)),
				readout.T(in.printer.Say("%d contacts", s.ContactsLastDay)),
			}},
			{Name: in.printer.Say("Messages"), Inline: true, Value: deliveryLines(in.printer, s)},
			{Name: in.printer.Say("Kept"), Value: []readout.Text{readout.T(strings.Join([]string{
				in.printer.Say("%d stories", s.Stories), in.printer.Say("%d mentions", s.Mentions), in.printer.Say("%d contacts", s.Contacts),
				in.printer.Say("%d watches", s.Watches), sizeWords(in.printer, s.Bytes),
			}, ", "))}},
		},
	}
	if s.FailingFeeds > 0 || s.Failed > 0 {
		m.Tone = readout.ToneWarning
	}
	return private(m), nil
}

func feedLines(p phrases.Printer, s readout.Stats, feeds []readout.Feed, now time.Time) []readout.Text {
	failing, stale := troubled(feeds, now)
	out := []readout.Text{readout.T(p.Say("%d healthy", len(feeds)-failing-stale))}
	if failing > 0 {
		out = append(out, readout.T(p.Say("%d failing: /feeds list", failing)))
	}
	if stale > 0 {
		out = append(out, readout.T(p.Say("%d stale: /feeds list show:stale", stale)))
	}
	if s.PushedFeeds > 0 {
		out = append(out, readout.T(p.Say("%d pushed by their hubs", s.PushedFeeds)))
	}
	if s.LastGoodPoll.IsZero() {
		return append(out, readout.T(p.Say("no good poll yet")))
	}
	bytes := int64(0)
	for _, f := range feeds {
		bytes += f.Poll.SavedBytes
	}
	out = append(out, p.Text("last good poll %s", readout.Span{Time: s.LastGoodPoll, Show: readout.AsRelative}))
	if bytes > 0 {
		out = append(out, readout.T(saved(p, bytes)))
	}
	return out
}

func deliveryLines(p phrases.Printer, s readout.Stats) []readout.Text {
	out := []readout.Text{readout.T(p.Say("none waiting"))}
	if s.Pending > 0 {
		out = []readout.Text{readout.T(p.Say("%d waiting", s.Pending))}
		if !s.OldestPending.IsZero() {
			out[0] = p.Text("%d waiting, the oldest since %s", s.Pending, readout.Span{Time: s.OldestPending, Show: readout.AsRelative})
		}
	}
	if s.Failed > 0 {
		out = append(out, readout.T(p.Say("%d given up; the log says why", s.Failed)))
	}
	return out
}

// upFor writes a length of time in its two largest units.
func upFor(p phrases.Printer, d time.Duration) string {
	days, hours, minutes := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60
	switch {
	case days > 0:
		return p.Say("%d days", days) + " " + p.Say("%d hours", hours)
	case hours > 0:
		return p.Say("%d hours", hours) + " " + p.Say("%d minutes", minutes)
	}
	return p.Say("%d minutes", minutes)
}

func sizeWords(p phrases.Printer, bytes int64) string {
	if bytes < 1<<20 {
		return p.Say("%d KiB on disk", bytes>>10)
	}
	return p.Say("%.1f MiB on disk", float64(bytes)/(1<<20))
}
