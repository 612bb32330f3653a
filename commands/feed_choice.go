package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"readout"
)

// addPress is the button that adds one of several feeds: its id goes on with
// the state that speaks, if any, and the address.
const addPress = "feedadd"

// choose asks which of the feeds that a page offers is meant. Those that are
// polled already are marked; the others have a button each where the address
// fits into one.
func (c feedCommands) choose(ctx context.Context, in input, f readout.Feed, offers []Offer) (readout.Reply, error) {
	known, err := c.store.Feeds(ctx)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("list feeds: %w", err)
	}
	title := in.printer.Say("Which of these %d feeds?", len(offers))
	m := readout.Message{Summary: title, Title: title, Tone: readout.ToneNeutral}
	for i, offer := range offers {
		name := clip(readout.OneLine(offer.Title), 100)
		if name == "" {
			name = clip(hostOf(offer.URL), 100)
		}
		line := readout.Text{{Text: fmt.Sprintf("%d. ", i+1)}, {Text: name, Style: readout.Bold}, {Text: " "}, {Text: clip(offer.URL, 200), Link: offer.URL}}
		if slices.ContainsFunc(known, func(k readout.Feed) bool { return readout.SameFeed(k.URL, offer.URL) }) {
			m.Body = append(m.Body, append(line, readout.Span{Text: " · " + in.printer.Say("polled already"), Style: readout.Italic}))
			continue
		}
		m.Body = append(m.Body, line)
		if id := addPress + ":" + f.State + ":" + offer.URL; len(id) <= maxAction {
			m.Actions = append(m.Actions, readout.Action{ID: id, Label: in.printer.Say("Add %d", i+1)})
		}
	}
	m.Body = append(m.Body, readout.Text{}, readout.T(in.printer.Say("Press the button of the one that you mean, or use /feeds add with its address.")))
	return private(m), nil
}

// addChosen answers the button of a feed.
func (c feedCommands) addChosen(ctx context.Context, in input) (readout.Reply, error) {
	if err := permitted(command{path: "feeds add", admin: true}, in.Invocation); err != nil {
		return readout.Reply{}, err
	}
	_, rest, _ := strings.Cut(in.Command, ":")
	state, address, _ := strings.Cut(rest, ":")
	f := readout.Feed{URL: readout.OneLine(address), Kind: readout.Press, AddedBy: in.UserID, AddedAt: in.now}
	if state != "" {
		code, err := c.names.State(state)
		if err != nil {
			return readout.Reply{}, err
		}
		f.Kind, f.State = readout.Official, code
	}
	return c.addFeed(ctx, in, f)
}
