package commands

import (
	"context"
	"fmt"
	"strings"
	"time"

	"readout"
)

// stored shows a watch as it is kept now.
func (c watchCommands) stored(in input, w readout.Watch, title string, notes []string) readout.Reply {
	ch := channel(w.GuildID, w.ChannelID, oneLine(in.Channels[w.ChannelID].Name))
	m := readout.Message{Summary: title, Title: title, Tone: readout.ToneNeutral}
	m.Body = append(m.Body, readout.Text{{Text: "In "}, ch, {Text: ": " + c.names.filterWords(w.Filter) + ", " + kindWords(w) + "."}})
	if conditions := conditionWords(w.Filter); len(conditions) > 0 {
		m.Body = append(m.Body, readout.T("Conditions: "+strings.Join(conditions, "; ")+"."))
	}
	if w.RoleID != "" {
		m.Body = append(m.Body, readout.Text{{Text: "Mentions "}, {Text: "the role " + w.RoleID, Role: w.RoleID}, {Text: ". The role must allow that it is mentioned, or I need the permission Mention Everyone."}})
	}
	if w.Kind == readout.WatchDigest {
		m.Body = append(m.Body, nextDigestLine(w))
	}
	for _, note := range notes {
		m.Body = append(m.Body, readout.Text{{Text: note, Style: readout.Italic}})
	}
	return private(m)
}

func kindWords(w readout.Watch) string {
	if w.Kind == readout.WatchAlert {
		return "each at once"
	}
	return "as a digest " + readout.DescribeSchedule(w.Cron).String() + " (" + w.Zone + ")"
}

// nextDigestLine gives the time in the watch's own zone and in the reader's.
func nextDigestLine(w readout.Watch) readout.Text {
	if w.NextDigest.IsZero() {
		return readout.T("The next digest has not been set yet.")
	}
	out := readout.Text{{Text: "Next digest: "}}
	if zone, err := time.LoadLocation(w.Zone); err == nil {
		out = append(out, readout.Span{Text: w.NextDigest.In(zone).Format("Monday 2 January 15:04") + " in " + w.Zone + ", "})
	}
	return append(out, readout.Span{Time: w.NextDigest, Show: readout.AsRelative}, readout.Span{Text: "."})
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
		return private(readout.Message{
			Summary: "No watches yet",
			Title:   "No watches yet",
			Body: []readout.Text{
				readout.T("Nothing is posted in this server. Begin with one of these:"),
				{{Text: "/watch add channel:#alerts", Style: readout.Bold}, {Text: " for each contact between allied leaders at once"}},
				{{Text: "/watch add channel:#daily-briefing how:digest schedule:weekdays 07:00", Style: readout.Bold}, {Text: " for a briefing"}},
			},
			Tone: readout.ToneNeutral,
		}), nil
	}
	p := in.pages(10)
	p.total = len(watches)
	if err := p.beyond(); err != nil {
		return readout.Reply{}, err
	}
	m := readout.Message{
		Summary: counted(len(watches), "watch", "watches"),
		Title:   counted(len(watches), "watch", "watches") + " in this server",
		Footer:  p.footer(),
		Tone:    readout.ToneNeutral,
		Actions: p.actions(in, "watch list"),
	}
	for _, w := range watches[p.offset():min(len(watches), p.offset()+p.size)] {
		m.Fields = append(m.Fields, c.field(w))
	}
	return private(m), nil
}

func (c watchCommands) field(w readout.Watch) readout.Field {
	lines := []readout.Text{
		{channel(w.GuildID, w.ChannelID, ""), {Text: ": " + c.names.filterWords(w.Filter) + ", " + kindWords(w)}},
	}
	if conditions := conditionWords(w.Filter); len(conditions) > 0 {
		lines = append(lines, readout.T("Conditions: "+strings.Join(conditions, "; ")))
	}
	if w.RoleID != "" {
		lines = append(lines, readout.Text{{Text: "Mentions "}, {Text: "the role " + w.RoleID, Role: w.RoleID}})
	}
	if w.Kind == readout.WatchDigest {
		lines = append(lines, nextDigestLine(w))
	}
	if w.CreatedBy == fromConfig {
		lines = append(lines, readout.Text{{Text: "Stands in the configuration of the bot", Style: readout.Small}})
	}
	return readout.Field{Name: fmt.Sprintf("Watch %d · %s", w.ID, w.Kind), Value: lines}
}
