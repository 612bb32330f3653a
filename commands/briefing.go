package commands

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"readout"
)

// Briefer sums up what a filter wants of a period.
type Briefer interface {
	Brief(ctx context.Context, ask Ask) ([]readout.Message, error)
}

// Ask is a question for a briefing.
type Ask struct {
	Filter       readout.Filter
	Since, Until time.Time
	Title        string         // "Briefing for the last 24 hours: contacts between allied states"
	Zone         *time.Location // in which days are counted
	Language     string         // of the asker, BCP 47
}

type briefingCommands struct {
	desk    Briefer
	watches WatchStore
	names   Names
}

func (c briefingCommands) table() []command {
	return []command{{
		path:        "briefing",
		description: "Who was in contact with whom lately, and what is planned.",
		options: []readout.Option{
			{Name: "period", Description: "24h (default), today, yesterday, 7d, week, month, or a date such as 2026-01-31", Kind: readout.OptionText},
			{Name: "about", Description: "A group, state, leader or pair, several with commas, or everything; default: allied", Kind: readout.OptionText},
			{Name: "zone", Description: "Time zone in which days begin; default: that of this server's digests", Kind: readout.OptionText},
		},
		run: c.run,
		complete: map[string]completer{
			"period": completePeriod,
			"about":  c.names.completeWhat,
			"zone":   completeZone,
		},
		examples: []string{"/briefing", "/briefing period:week about:Ukraine", "/briefing period:today about:CA-US, Mark Carney"},
	}}
}

func (c briefingCommands) run(ctx context.Context, in input) (readout.Reply, error) {
	zone, err := c.zone(ctx, in)
	if err != nil {
		return readout.Reply{}, err
	}
	p, err := readPeriod(in.text("period"), in.now, zone)
	if err != nil {
		return readout.Reply{}, err
	}
	filter := readout.Filter{Groups: []string{allied}}
	if about := in.list("about"); len(about) > 0 {
		if filter, err = c.names.filter(about); err != nil {
			return readout.Reply{}, err
		}
	}
	messages, err := c.desk.Brief(ctx, Ask{
		Filter: filter,
		Since:  p.since,
		Until:  p.until,
		Title:  clip(in.printer.Say("Briefing, %s: %s", p.words, c.names.filterWords(in.printer, filter)), 200),
		Zone:   zone,

		Language: in.Locale,
	})
	if err != nil {
		return readout.Reply{}, fmt.Errorf("make briefing: %w", err)
	}
	return public(messages...), nil
}

// zone is the one that was asked for, else that of the server's digests.
func (c briefingCommands) zone(ctx context.Context, in input) (*time.Location, error) {
	name := in.text("zone")
	if name == "" && in.GuildID != "" {
		watches, err := c.watches.WatchesIn(ctx, in.GuildID)
		if err != nil {
			return nil, fmt.Errorf("list watches: %w", err)
		}
		name = usualZone(watches)
	}
	return loadZone(cmp.Or(name, "UTC"))
}
