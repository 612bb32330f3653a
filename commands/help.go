package commands

import (
	"context"
	"strings"

	"readout"
	"readout/phrases"
)

// helpCommand explains the commands of the table and itself.
func helpCommand(table []command) command {
	out := command{
		path:        "help",
		description: "What the bot can do, by example; or one command in full.",
		options:     []readout.Option{{Name: "command", Description: "Which command; type a few letters", Kind: readout.OptionText}},
		examples:    []string{"/help command:watch add"},
	}
	h := help{table: append(table[:len(table):len(table)], out)}
	out.run = h.run
	out.complete = map[string]completer{"command": h.completeCommand}
	return out
}

type help struct{ table []command }

func (h help) completeCommand(_ context.Context, _ input, typed string) ([]readout.Choice, error) {
	var out []candidate
	for _, c := range h.table {
		out = append(out, candidate{choice: readout.Choice{Name: "/" + c.path, Value: c.path}, found: []string{c.path, "/" + c.path}})
	}
	return best(out, typed), nil
}

func (h help) run(_ context.Context, in input) (readout.Reply, error) {
	asked := strings.ToLower(strings.TrimPrefix(in.text("command"), "/"))
	if asked == "" {
		return private(h.overview(in.printer)), nil
	}
	var found []command
	for _, c := range h.table {
		if c.path == asked || strings.HasPrefix(c.path, asked+" ") {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		var known []string
		for _, c := range h.table {
			known = append(known, c.path)
		}
		return readout.Reply{}, readout.Errorf(readout.CodeNotFound, "There is no command /%s%s", clip(asked, 40), didYouMean(nearest(asked, known)))
	}
	var out []readout.Message
	for _, c := range found {
		out = append(out, explain(in.printer, c))
	}
	return readout.Reply{Messages: out, Private: true}, nil
}

func (h help) overview(p phrases.Printer) readout.Message {
	example := func(typed string) readout.Span { return readout.Span{Text: typed, Style: readout.Bold} }
	m := readout.Message{
		Summary: p.Say("What Readout can do"),
		Title:   p.Say("What Readout can do"),
		Body: []readout.Text{
			readout.T(p.Say("Readout reads news and government feeds and posts each call, meeting or letter between leaders once. Stories told later are added to the same message.")),
			nil,
			{{Text: p.Say("To begin"), Style: readout.Bold}},
			p.Text("%s posts each contact between allied leaders at once", example("/watch add channel:#alerts")),
			p.Text("%s posts a briefing on weekdays", example("/watch add channel:#daily-briefing how:digest schedule:weekdays 07:00 zone:Europe/Berlin")),
			p.Text("%s tells when they last spoke", example("/between a:Canada b:United States")),
			nil,
			{{Text: p.Say("All commands"), Style: readout.Bold}},
		},
		Footer: p.Say("/help command:watch add explains one command with examples."),
		Tone:   readout.ToneNeutral,
	}
	for _, c := range h.table {
		line := readout.Text{{Text: "/" + c.path, Style: readout.Bold}, {Text: " · " + p.Say(c.description)}}
		if c.admin {
			line = append(line, readout.Span{Text: " " + p.Say("(Manage Server)"), Style: readout.Small})
		}
		m.Body = append(m.Body, line)
	}
	return m
}

func explain(p phrases.Printer, c command) readout.Message {
	m := readout.Message{
		Summary: p.Say("%s: %s", "/"+c.path, p.Say(c.description)),
		Title:   "/" + c.path,
		Body:    []readout.Text{readout.T(p.Say(c.description))},
		Tone:    readout.ToneNeutral,
	}
	if c.admin {
		m.Body = append(m.Body, readout.Text{{Text: p.Say("For members who may manage the server."), Style: readout.Italic}})
	}
	var options []readout.Text
	for _, o := range c.options {
		line := p.Text("%s: %s", readout.Span{Text: o.Name, Style: readout.Bold}, p.Say(o.Description))
		if o.Required {
			line = append(line, readout.Span{Text: " " + p.Say("(required)"), Style: readout.Small})
		}
		options = append(options, line)
	}
	if len(options) > 0 {
		m.Fields = append(m.Fields, readout.Field{Name: p.Say("Options"), Value: options})
	}
	var examples []readout.Text
	for _, e := range c.examples {
		examples = append(examples, readout.T(e))
	}
	m.Fields = append(m.Fields, readout.Field{Name: p.Say("Examples"), Value: examples})
	return m
}
