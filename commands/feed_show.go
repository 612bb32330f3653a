package commands

import (
	"context"
	"time"

	"readout"
	"readout/phrases"
)

// show says all that is known of a feed.
func (c feedCommands) show(ctx context.Context, in input) (readout.Reply, error) {
	f, err := c.chosen(ctx, in)
	if err != nil {
		return readout.Reply{}, err
	}
	p := in.printer
	m := readout.Message{
		Summary: f.Name, Title: mark(f.Poll, in.now) + " " + f.Name, Tone: readout.ToneNeutral,
		Body: []readout.Text{c.origin(p, f)},
		Fields: []readout.Field{
			{Name: p.Say("Polls"), Value: pollLines(p, f, in.now)},
			{Name: p.Say("Stories"), Value: storyLines(p, f.Poll, in.now)},
		},
	}
	if f.Poll.Failures > 0 || f.Poll.Stale(in.now) {
		m.Tone = readout.ToneWarning
	}
	if f.Poll.SavedBytes > 0 {
		m.Fields = append(m.Fields, readout.Field{Name: p.Say("Saved"), Value: []readout.Text{readout.T(saved(p, f.Poll.SavedBytes))}})
	}
	if f.AddedBy == fromConfig {
		m.Body = append(m.Body, readout.T(p.Say("From the configuration of the bot.")))
	} else if !f.AddedAt.IsZero() {
		m.Body = append(m.Body, p.Text("Added %s", readout.Span{Time: f.AddedAt, Show: readout.AsRelative}))
	}
	return private(m), nil
}

// pollLines say how polling goes, and what stands in its way.
func pollLines(p phrases.Printer, f readout.Feed, now time.Time) []readout.Text {
	ago := func(at time.Time) readout.Span { return readout.Span{Time: at, Show: readout.AsRelative} }
	poll := f.Poll
	out := []readout.Text{lastPoll(p, poll)}
	if poll.Failures > 0 {
		out = append(out,
			p.Text("failing since %s: %s", ago(poll.FailingSince), reason(p, poll.Error)),
			readout.T(p.Say("%d polls failed in a row", poll.Failures)),
			p.Text("next try %s", ago(poll.NextCheck)))
	} else if !poll.NextCheck.IsZero() {
		out = append(out, p.Text("next poll %s", ago(poll.NextCheck)))
	}
	if poll.MovedTo != "" {
		out = append(out, p.Text("its site redirects to %s for good", readout.Span{Text: clip(poll.MovedTo, 200), Link: poll.MovedTo}))
	}
	if hub := pushed(p, f, now); hub != nil {
		out = append(out, hub)
	}
	return out
}

// storyLines say what the feed brings, and how often.
func storyLines(p phrases.Printer, poll readout.PollState, now time.Time) []readout.Text {
	if poll.LastStory.IsZero() {
		return []readout.Text{readout.T(p.Say("none so far"))}
	}
	last := p.Text("last story %s", readout.Span{Time: poll.LastStory, Show: readout.AsRelative})
	if poll.Stale(now) {
		last = append(last, readout.Span{Text: ", " + p.Say("far longer ago than usual")})
	}
	if poll.Rhythm <= 0 {
		return []readout.Text{last, readout.T(p.Say("how often is not known yet"))}
	}
	return []readout.Text{last, readout.T(every(p, poll.Rhythm))}
}

// every says how often a feed has a story.
func every(p phrases.Printer, rhythm time.Duration) string {
	const day = 24 * time.Hour
	length := p.Say("%d minutes", int(max(rhythm, time.Minute).Round(time.Minute)/time.Minute))
	switch {
	case rhythm >= 2*day:
		length = p.Say("%d days", int(rhythm.Round(day)/day))
	case rhythm >= 2*time.Hour:
		length = p.Say("%d hours", int(rhythm.Round(time.Hour)/time.Hour))
	}
	return p.Say("usually every %s", length)
}

// saved says what polling has not had to transfer.
func saved(p phrases.Printer, bytes int64) string {
	if bytes < 1<<20 {
		return p.Say("%d KiB not transferred, by caching and compression", bytes>>10)
	}
	return p.Say("%.1f MiB not transferred, by caching and compression", float64(bytes)/(1<<20))
}
