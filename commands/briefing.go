package commands

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"readout"
	"readout/phrases"
)

// Briefer sums up what a filter wants of a period.
type Briefer interface {
	Brief(ctx context.Context, ask Ask) ([]readout.Message, error)
	// Order says why the briefing is in the order that it is in.
	Order(ctx context.Context, ask Ask) ([]readout.Message, error)
}

// Ask is a question for a briefing.
type Ask struct {
	Filter       readout.Filter
	Since, Until time.Time
	Title        string         // "Briefing, the last 24 hours: contacts between allied states"
	Zone         *time.Location // in which days begin
	Language     string         // of the asker, BCP 47
	Due          time.Time      // of no meaning here: an answer is never late
	Order        string         // id of the button that asks for the reasons of the order; "" = no button
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
			{Name: "since", Description: "24h (default), today, yesterday, 7d, week, month, or a date such as 2026-01-31", Kind: readout.OptionText},
			{Name: "about", Description: "A group, state, leader or pair, several with commas, or everything; default: allied", Kind: readout.OptionText},
			{Name: "zone", Description: "Time zone in which days begin; default: that of this server's digests", Kind: readout.OptionText},
		},
		run: c.run,
		complete: map[string]completer{
			"since": completePeriod,
			"about": c.names.completeWhat,
			"zone":  completeZone,
		},
		examples: []string{"/briefing", "/briefing since:week about:Ukraine", "/briefing since:today about:CA-US, Mark Carney"},
	}}
}

func (c briefingCommands) run(ctx context.Context, in input) (readout.Reply, error) {
	zone, err := c.zone(ctx, in)
	if err != nil {
		return readout.Reply{}, err
	}
	ask, err := c.names.Ask(in.text("about"), in.text("since"), in.now, zone, in.Locale)
	if err != nil {
		return readout.Reply{}, err
	}
	ask.Order = orderButton(ask, in.text("about"))
	messages, err := c.desk.Brief(ctx, ask)
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

// Ask reads a question for a briefing as people write it: what it is about, ""
// for contacts between allied states, and its period, "" for the last 24 hours,
// with days that begin at midnight in the zone. Its errors are fit for users.
func (n Names) Ask(about, period string, now time.Time, zone *time.Location, language string) (Ask, error) {
	printer := phrases.For(language)
	p, err := readPeriod(periodWord(printer, period), now, zone)
	if err != nil {
		return Ask{}, err
	}
	filter, err := n.about(about)
	if err != nil {
		return Ask{}, err
	}
	title := printer.Say("Briefing, %s: %s", p.words, n.filterWords(printer, filter))
	return Ask{Filter: filter, Since: p.since, Until: p.until, Title: clip(title, 200), Zone: zone, Language: language}, nil
}

func (n Names) about(text string) (readout.Filter, error) {
	if text == "" {
		return readout.Filter{Groups: []string{allied}}, nil
	}
	return n.filter(parts(text))
}

// orderPress is the kind of the button that asks why a briefing is in the order
// that it is in. It carries the period, in seconds, and what the briefing is
// about: "order:1790000000:1790086400:allied, CA-US", or "watch 3".
const orderPress = "order"

// orderButton returns the button's id, "" where it would be too long.
func orderButton(ask Ask, about string) string {
	id := fmt.Sprintf("%s:%d:%d:%s", orderPress, ask.Since.Unix(), ask.Until.Unix(), about)
	if len(id) > maxAction {
		return ""
	}
	return id
}

// order tells the presser why a briefing is in the order that it is in.
func (c briefingCommands) order(ctx context.Context, in input) (readout.Reply, error) {
	fields := strings.SplitN(in.Command, ":", 4)
	if len(fields) != 4 {
		return readout.Reply{}, unreadable()
	}
	since, errSince := strconv.ParseInt(fields[1], 10, 64)
	until, errUntil := strconv.ParseInt(fields[2], 10, 64)
	if errSince != nil || errUntil != nil || since < 0 || until < since {
		return readout.Reply{}, unreadable()
	}
	filter, err := c.pressed(ctx, in, fields[3])
	if err != nil {
		return readout.Reply{}, err
	}
	messages, err := c.desk.Order(ctx, Ask{Filter: filter, Since: time.Unix(since, 0).UTC(), Until: time.Unix(until, 0).UTC(), Language: in.Locale})
	if err != nil {
		return readout.Reply{}, fmt.Errorf("explain the order: %w", err)
	}
	return readout.Reply{Messages: messages, Private: true}, nil
}

// pressed returns the filter that an order button carries.
func (c briefingCommands) pressed(ctx context.Context, in input, about string) (readout.Filter, error) {
	number, ofWatch := strings.CutPrefix(about, "watch ")
	if !ofWatch {
		return c.names.about(about)
	}
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return readout.Filter{}, unreadable()
	}
	w, err := c.watches.Watch(ctx, in.GuildID, id)
	if err != nil {
		return readout.Filter{}, fmt.Errorf("find watch %d: %w", id, err)
	}
	return w.Filter, nil
}

func unreadable() error {
	return readout.Errorf(readout.CodeInvalid, "This button cannot be read any more. Ask again with a command; /help lists them.")
}
