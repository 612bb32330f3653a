package main

import (
	"context"
	"errors"

	"readout"
	"readout/bot"
	"readout/briefings"
	"readout/commands"
	"readout/contacts/roster"
	"readout/desk"
	"readout/feeds"
)

// states names states for messages.
type states struct{ roster *roster.Roster }

// Flag returns the state's flag as an emoji.
func (s states) Flag(code string) string { return roster.Flag(code) }

// Name returns the state's usual name.
func (s states) Name(code string) string {
	if state, ok := s.roster.State(code); ok {
		return state.Name
	}
	return code
}

// people names leaders for messages.
type people struct{ roster *roster.Roster }

// Person returns what the language calls the leader.
func (p people) Person(name, language string) string {
	if l, ok := p.roster.Leader(name); ok {
		return l.In(language)
	}
	return name
}

// Woman reports whether the leader is a woman.
func (p people) Woman(name string) bool {
	l, _ := p.roster.Leader(name)
	return l.Woman
}

func writer(r *roster.Roster) briefings.Writer {
	return briefings.Writer{States: states{r}, People: people{r}}
}

// wording says contacts for those who ask.
func wording(r *roster.Roster) func(language string) commands.Wording {
	return func(language string) commands.Wording { return writer(r).In(language) }
}

// briefer lets commands ask the desk for a briefing.
type briefer struct{ desk *desk.Desk }

// Brief writes a briefing for the period that was asked for.
func (b briefer) Brief(ctx context.Context, ask commands.Ask) ([]readout.Message, error) {
	return b.desk.Brief(ctx, desk.Ask(ask))
}

// Order says why that briefing is in the order that it is in.
func (b briefer) Order(ctx context.Context, ask commands.Ask) ([]readout.Message, error) {
	return b.desk.Order(ctx, desk.Ask(ask))
}

// previewer lets commands look at a feed before it is added.
type previewer struct{ poller *feeds.Poller }

// Preview finds a feed and fetches it.
func (p previewer) Preview(ctx context.Context, url string) (commands.Preview, error) {
	found, err := p.poller.Find(ctx, url)
	if err != nil {
		return commands.Preview{}, err
	}
	out := commands.Preview{URL: found.URL, Title: found.Document.Title, Language: found.Document.Language, Stories: found.Document.Stories}
	for _, link := range found.Choice {
		out.Choice = append(out.Choice, commands.Offer{Title: link.Title, URL: link.URL})
	}
	return out, nil
}

// channels lets commands ask the bot, which is made after them, what it may do
// in a channel.
type channels struct{ bot *bot.Bot }

// Channel tells what a channel is, and what the bot may do there.
func (c *channels) Channel(ctx context.Context, channelID string) (readout.Channel, error) {
	if c.bot == nil {
		return readout.Channel{}, errors.New("the bot is not connected yet")
	}
	return c.bot.Channel(ctx, channelID)
}
