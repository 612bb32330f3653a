package commands

import (
	"context"
	"fmt"
	"strings"
	"time"

	"readout"
	"readout/briefings"
	"readout/phrases"
)

// Trier tells what a watch would have made of the contacts since then. Its errors
// are fit for users.
type Trier interface {
	Try(ctx context.Context, w readout.Watch, since time.Time) ([]readout.Trial, error)
}

// How /watch test answers.
const (
	triedFor  = 7 * 24 * time.Hour
	trialPage = 15 // lines
)

// test shows what a watch, as it is or with the options that are given, would have
// posted.
func (c watchCommands) test(ctx context.Context, in input) (readout.Reply, error) {
	if err := in.inServer(); err != nil {
		return readout.Reply{}, err
	}
	w := readout.Watch{Kind: readout.WatchAlert, Filter: readout.Filter{Groups: []string{allied}}}
	if in.has("watch") {
		id, err := in.id("watch", readout.Phrasef("watch"))
		if err != nil {
			return readout.Reply{}, err
		}
		if w, err = c.known(ctx, in.GuildID, id); err != nil {
			return readout.Reply{}, err
		}
	}
	if err := c.changeFilter(in, &w.Filter); err != nil {
		return readout.Reply{}, err
	}
	trials, err := c.trials.Try(ctx, w, in.now.Add(-triedFor))
	if err != nil {
		return readout.Reply{}, fmt.Errorf("try a watch: %w", err)
	}
	return c.tried(in, w, trials)
}

// tried shows what was posted, then what was missed.
func (c watchCommands) tried(in input, w readout.Watch, trials []readout.Trial) (readout.Reply, error) {
	p := in.printer
	var wanted, missed []readout.Text
	for _, t := range trials {
		line := c.names.line(p, t.Contact)
		if t.Refusal == readout.Wanted {
			wanted = append(wanted, append(line, posting(p, t)...))
			continue
		}
		missed = append(missed, append(line, readout.Span{Text: " · "}, readout.Span{Text: why(p, t, w.Filter), Style: readout.Italic}))
	}
	head := p.Say("Posted: %d", len(wanted))
	if !w.Kind.Alerts() {
		head = p.Say("In its digests: %d", len(wanted))
	}
	all := append([]readout.Text{{{Text: head, Style: readout.Bold}}}, wanted...)
	all = append(all, nil, readout.Text{{Text: p.Say("Just missed: %d", len(missed)), Style: readout.Bold}})
	all = append(all, missed...)
	page := in.pages(trialPage)
	page.total = len(all)
	if err := page.beyond(); err != nil {
		return readout.Reply{}, err
	}
	title := p.Say("The last 7 days of a new watch")
	if w.ID != 0 {
		title = p.Say("The last 7 days of watch %s", number(w))
	}
	m := readout.Message{
		Summary: title, Title: title, Tone: readout.ToneNeutral, Footer: page.footer(), Actions: page.actions(in, "watch test"),
		Body: all[page.offset():min(len(all), page.offset()+page.size)],
	}
	about := append([]string{c.names.filterWords(p, w.Filter)}, conditionWords(p, w.Filter)...)
	m.Body = append([]readout.Text{{{Text: upperFirst(strings.Join(about, "; ")), Style: readout.Italic}}, nil}, m.Body...)
	return private(m), nil
}

// posting says what was particular about a message.
func posting(p phrases.Printer, t readout.Trial) readout.Text {
	var out readout.Text
	if !t.Held.IsZero() {
		out = append(out, readout.Span{Text: " · "})
		out = append(out, p.Text("held until %s", readout.Span{Time: t.Held, Show: readout.AsDateTime})...)
	}
	if t.Mentions {
		out = append(out, readout.Span{Text: " · " + p.Say("mentions the role")})
	}
	return out
}

// why says why a contact was missed.
func why(p phrases.Printer, t readout.Trial, f readout.Filter) string {
	switch t.Refusal {
	case readout.RefusedRejected:
		return p.Say("taken back by a moderator")
	case readout.RefusedLevel:
		return p.Say("not between leaders themselves")
	case readout.RefusedWho:
		return p.Say("only one side is in the group")
	case readout.RefusedStatus:
		return p.Say("its status: %s", briefings.Status(p, t.Contact.Status))
	case readout.RefusedMode:
		return p.Say("its kind: %s", briefings.Kind(p, t.Contact))
	case readout.RefusedSources:
		return p.Say("outlets: %d, wanted: %d", len(t.Contact.Outlets()), f.MinSources)
	case readout.RefusedSure:
		return p.Say("confidence: %.0f %%, wanted: %.0f %%", 100*t.Contact.Confidence, 100*f.MinConfidence)
	default:
		return p.Say("no side has published its own account")
	}
}
