package commands

import (
	"context"
	"fmt"
	"time"

	"readout"
)

type statusCommands struct {
	store   StatsStore
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
	m := readout.Message{
		Summary: "Readout " + c.version,
		Title:   "Readout " + c.version,
		Body:    []readout.Text{{{Text: "Running for " + upFor(in.now.Sub(c.started)) + ", since "}, {Time: c.started, Show: readout.AsDateTime}}},
		Tone:    readout.ToneNeutral,
		Fields: []readout.Field{
			{Name: "Feeds", Inline: true, Value: feedLines(s)},
			{Name: "Last 24 hours", Inline: true, Value: []readout.Text{
				readout.T(counted(s.StoriesLastDay, "story", "stories")),
				readout.T(counted(s.ContactsLastDay, "contact", "contacts")),
			}},
			{Name: "Messages", Inline: true, Value: deliveryLines(s)},
			{Name: "Kept", Value: []readout.Text{readout.T(fmt.Sprintf("%s, %s, %s, %s, %s",
				counted(s.Stories, "story", "stories"), counted(s.Mentions, "mention", "mentions"), counted(s.Contacts, "contact", "contacts"),
				counted(s.Watches, "watch", "watches"), sizeWords(s.Bytes)))}},
		},
	}
	if s.FailingFeeds > 0 || s.Failed > 0 {
		m.Tone = readout.ToneWarning
	}
	return private(m), nil
}

func feedLines(s readout.Stats) []readout.Text {
	out := []readout.Text{readout.T(fmt.Sprintf("%d healthy", s.Feeds-s.FailingFeeds))}
	if s.FailingFeeds > 0 {
		out = append(out, readout.T(fmt.Sprintf("%d failing: /feeds list", s.FailingFeeds)))
	}
	if s.LastGoodPoll.IsZero() {
		return append(out, readout.T("no good poll yet"))
	}
	return append(out, readout.Text{{Text: "last good poll "}, {Time: s.LastGoodPoll, Show: readout.AsRelative}})
}

func deliveryLines(s readout.Stats) []readout.Text {
	out := []readout.Text{readout.T("none waiting")}
	if s.Pending > 0 {
		out = []readout.Text{{{Text: fmt.Sprintf("%d waiting", s.Pending)}}}
		if !s.OldestPending.IsZero() {
			out[0] = append(out[0], readout.Span{Text: ", the oldest since "}, readout.Span{Time: s.OldestPending, Show: readout.AsRelative})
		}
	}
	if s.Failed > 0 {
		out = append(out, readout.T(fmt.Sprintf("%d given up; the log says why", s.Failed)))
	}
	return out
}

// upFor writes a length of time in its two largest units.
func upFor(d time.Duration) string {
	days, hours, minutes := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60
	switch {
	case days > 0:
		return counted(days, "day", "days") + " " + counted(hours, "hour", "hours")
	case hours > 0:
		return counted(hours, "hour", "hours") + " " + counted(minutes, "minute", "minutes")
	}
	return counted(minutes, "minute", "minutes")
}

func sizeWords(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KiB on disk", bytes>>10)
	}
	return fmt.Sprintf("%.1f MiB on disk", float64(bytes)/(1<<20))
}
