package commands

import (
	"context"
	"fmt"
	"strings"
	"time"

	"readout"
	"readout/phrases"
)

// stored shows a watch as it is kept now.
func (c watchCommands) stored(in input, w readout.Watch, title string, notes []string) readout.Reply {
	ch := channel(in.printer, w.GuildID, w.ChannelID, readout.OneLine(in.Channels[w.ChannelID].Name))
	m := readout.Message{Summary: title, Title: title, Tone: readout.ToneNeutral}
	m.Body = append(c.lines(in.printer, w, ch), m.Body...)
	if w.RoleID != "" {
		m.Body = append(m.Body, readout.T(in.printer.Say("The role must allow that it is mentioned, or I need the permission Mention Everyone.")))
	}
	for _, note := range notes {
		m.Body = append(m.Body, readout.Text{{Text: note, Style: readout.Italic}})
	}
	return private(m)
}

// lines says what a watch posts, where, how and when.
func (c watchCommands) lines(p phrases.Printer, w readout.Watch, where readout.Span) []readout.Text {
	out := []readout.Text{p.Text("%s: %s", where, c.names.filterWords(p, w.Filter)+", "+kindWords(p, w))}
	if conditions := conditionWords(p, w.Filter); len(conditions) > 0 {
		out = append(out, readout.T(p.Say("Conditions: %s", strings.Join(conditions, "; "))))
	}
	if w.RoleID != "" {
		out = append(out, c.mentionLine(p, w))
	}
	if w.Kind.Digests() {
		out = append(out, nextDigestLine(p, w))
	}
	if manner := mannerWords(p, w); len(manner) > 0 {
		out = append(out, readout.T(upperFirst(strings.Join(manner, " · "))))
	}
	return out
}

// mentionLine says which role a watch mentions, and when.
func (c watchCommands) mentionLine(p phrases.Printer, w readout.Watch) readout.Text {
	role := readout.Span{Text: p.Say("the role %s", w.RoleID), Role: w.RoleID}
	only := w.Manner.RoleFilter
	if only.IsZero() {
		return p.Text("Mentions %s", role)
	}
	words := conditionWords(p, only)
	if !only.WantsEverybody() {
		words = append([]string{c.names.filterWords(p, only)}, words...)
	}
	return p.Text("Mentions %s for some of them: %s", role, strings.Join(words, "; "))
}

// mannerWords says what is particular about how a watch posts.
func mannerWords(p phrases.Printer, w readout.Watch) []string {
	m := w.Manner
	var out []string
	if m.Quiet != (readout.Quiet{}) {
		out = append(out, p.Say("alerts are held from %s to %s (%s)", m.Quiet.From, m.Quiet.To, w.Zone))
	}
	if m.Language != "" {
		out = append(out, p.Say("language: %s", phrases.Name(m.Language)))
	}
	if m.Publish {
		out = append(out, p.Say("published to the channels that follow"))
	}
	switch {
	case len(m.Tags) > 0:
		out = append(out, p.Say("each message opens a post, with %d tags", len(m.Tags)))
	case m.Forum:
		out = append(out, p.Say("each message opens a post"))
	}
	if m.SkipEmpty {
		out = append(out, p.Say("no digest when nothing is new"))
	}
	return out
}

func kindName(p phrases.Printer, k readout.WatchKind) string {
	switch k {
	case readout.WatchDigest:
		return p.Say("digest")
	case readout.WatchBoth:
		return p.Say("alert and digest")
	}
	return p.Say("alert")
}

func kindWords(p phrases.Printer, w readout.Watch) string {
	var out []string
	if w.Kind.Alerts() {
		out = append(out, p.Say("each at once"))
	}
	if w.Kind.Digests() {
		out = append(out, p.Say("as a digest %s (%s)", readout.DescribeSchedule(w.Cron), w.Zone))
	}
	return p.And(out)
}

// nextDigestLine gives the time in the watch's own zone and in the reader's.
func nextDigestLine(p phrases.Printer, w readout.Watch) readout.Text {
	if w.NextDigest.IsZero() {
		return readout.T(p.Say("The next digest has not been set yet."))
	}
	left := readout.Span{Time: w.NextDigest, Show: readout.AsRelative}
	if zone, err := time.LoadLocation(w.Zone); err == nil {
		return p.Text("Next digest: %s (%s), %s", p.Minute(w.NextDigest.In(zone)), w.Zone, left)
	}
	return p.Text("Next digest: %s", left)
}

func (c watchCommands) list(ctx context.Context, in input) (readout.Reply, error) {
	if err := in.inServer(); err != nil {
		return readout.Reply{}, err
	}
	watches, err := c.store.WatchesIn(ctx, in.GuildID)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("list watches: %w", err)
	}
	if len(watches) == 0 {
		return private(noWatches(in.printer)), nil
	}
	p := in.pages(10)
	p.total = len(watches)
	if err := p.beyond(); err != nil {
		return readout.Reply{}, err
	}
	m := readout.Message{
		Summary: in.printer.Say("%d watches", len(watches)),
		Title:   in.printer.Say("%d watches in this server", len(watches)),
		Footer:  p.footer(),
		Tone:    readout.ToneNeutral,
		Actions: p.actions(in, "watch list"),
	}
	for _, w := range watches[p.offset():min(len(watches), p.offset()+p.size)] {
		m.Fields = append(m.Fields, c.field(in.printer, w))
	}
	return private(m), nil
}

func noWatches(p phrases.Printer) readout.Message {
	example := func(typed string) readout.Span { return readout.Span{Text: typed, Style: readout.Bold} }
	return readout.Message{
		Summary: p.Say("No watches yet"),
		Title:   p.Say("No watches yet"),
		Body: []readout.Text{
			readout.T(p.Say("Nothing is posted in this server. Begin with one of these:")),
			p.Text("%s for each contact between allied leaders at once", example("/watch add channel:#alerts")),
			p.Text("%s for a briefing", example("/watch add channel:#daily-briefing how:digest schedule:weekdays 07:00")),
		},
		Tone: readout.ToneNeutral,
	}
}

func (c watchCommands) field(p phrases.Printer, w readout.Watch) readout.Field {
	lines := c.lines(p, w, channel(p, w.GuildID, w.ChannelID, ""))
	if w.CreatedBy == fromConfig {
		lines = append(lines, readout.Text{{Text: p.Say("Stands in the configuration of the bot"), Style: readout.Small}})
	}
	return readout.Field{Name: p.Say("Watch %s", number(w)) + " · " + kindName(p, w.Kind), Value: lines}
}
