package commands

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"readout"
	"readout/briefings"
	"readout/phrases"
)

// takenBack asks for the contacts of which a moderator has said that they are none.
const takenBack = "taken_back"

type contactCommands struct {
	store   ContactStore
	names   Names
	wording func(language string) Wording
}

func (c contactCommands) table() []command {
	return []command{{
		path:        "contacts search",
		description: "Find contacts by words, state, leader, status or time; newest first.",
		options: []readout.Option{
			{Name: "text", Description: "Words that must all occur: names, topics, words of the stories", Kind: readout.OptionText, Max: 200},
			{Name: "state", Description: "A state or organisation that took part", Kind: readout.OptionText},
			{Name: "leader", Description: "Somebody who took part", Kind: readout.OptionText},
			{Name: "status", Description: "How far the contact has come", Kind: readout.OptionText, Choices: append(statusChoices(), readout.Choice{Name: phrases.Mark("taken back by a moderator"), Value: takenBack})},
			{Name: "since", Description: "How far back: 24h, 7d, month, or a date such as 2026-01-31", Kind: readout.OptionText},
			pageOption(),
		},
		run: c.search,
		complete: map[string]completer{
			"state":  c.names.states,
			"leader": c.names.leaders,
			"since":  completePeriod,
		},
		examples: []string{"/contacts search state:Canada since:7d", "/contacts search text:ceasefire status:planned", "/contacts search leader:Mark Carney"},
	}, {
		path:        "contacts show",
		description: "One contact in full: who, how, when, all its sources, and why it was recognised.",
		options:     []readout.Option{{Name: "id", Description: "Its number; or type a name and choose", Kind: readout.OptionText, Required: true}},
		run:         c.show,
		complete:    map[string]completer{"id": c.completeContact},
		examples:    []string{"/contacts show id:12"},
	}}
}

func (c contactCommands) presses() map[string]handler {
	return map[string]handler{
		"why":     c.press(Wording.Why),
		"sources": c.press(Wording.Sources),
	}
}

// press answers a button such as "why:12" to the presser alone.
func (c contactCommands) press(say func(Wording, readout.Contact) readout.Message) handler {
	return func(ctx context.Context, in input) (readout.Reply, error) {
		_, text, _ := strings.Cut(in.Command, ":")
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return readout.Reply{}, readout.Errorf(readout.CodeInvalid, "This button cannot be read any more. Try /contacts search.")
		}
		contact, err := c.find(ctx, id)
		if err != nil {
			return readout.Reply{}, err
		}
		return private(say(c.wording(in.Locale), contact)), nil
	}
}

func (c contactCommands) find(ctx context.Context, id int64) (readout.Contact, error) {
	contact, err := c.store.Contact(ctx, id)
	if readout.ErrorCode(err) == readout.CodeNotFound {
		return contact, readout.Errorf(readout.CodeNotFound, "There is no contact %s. It may have been joined with another; /contacts search finds it.", strconv.FormatInt(id, 10))
	}
	if err != nil {
		return contact, fmt.Errorf("find contact %d: %w", id, err)
	}
	return contact, nil
}

func (c contactCommands) show(ctx context.Context, in input) (readout.Reply, error) {
	id, err := in.id("id", readout.Phrasef("contact"))
	if err != nil {
		return readout.Reply{}, err
	}
	contact, err := c.find(ctx, id)
	if err != nil {
		return readout.Reply{}, err
	}
	wording := c.wording(in.Locale)
	return public(wording.Contact(contact), wording.Why(contact)), nil
}

func (c contactCommands) search(ctx context.Context, in input) (readout.Reply, error) {
	q, asked, err := c.query(in)
	if err != nil {
		return readout.Reply{}, err
	}
	p := in.pages(10)
	q.Limit, q.Offset = p.size, p.offset()
	found, total, err := c.found(ctx, q)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("search contacts: %w", err)
	}
	p.total = total
	if total == 0 {
		return private(nothingFound(in.printer, asked)), nil
	}
	if err := p.beyond(); err != nil {
		return readout.Reply{}, err
	}
	title := in.printer.Say("%d contacts", total)
	m := readout.Message{
		Summary: strings.TrimSpace(title + " " + asked),
		Title:   title,
		Body:    c.names.lines(in.printer, found),
		Footer:  p.footer(),
		Tone:    readout.ToneNeutral,
		Actions: p.actions(in, "contacts search"),
	}
	if asked != "" {
		m.Body = append([]readout.Text{{{Text: asked, Style: readout.Italic}}, nil}, m.Body...)
	}
	if q.Rejected {
		m.Body = append(m.Body, nil, readout.T(in.printer.Say("To undo that, press the button under /contacts show.")))
		return private(m), nil
	}
	return public(m), nil
}

// found looks contacts up. Where no story has the words they may be the name of a
// leader in another language than that of the stories.
func (c contactCommands) found(ctx context.Context, q readout.ContactQuery) ([]readout.Contact, int, error) {
	contacts, total, err := c.store.Contacts(ctx, q)
	if err != nil || total > 0 || q.Text == "" || q.Leader != "" {
		return contacts, total, err
	}
	name, unknown := c.names.Leader(q.Text)
	if unknown != nil {
		return nil, 0, nil
	}
	q.Text, q.Leader = "", name
	return c.store.Contacts(ctx, q)
}

func nothingFound(p phrases.Printer, asked string) readout.Message {
	title := p.Say("No contact found")
	m := readout.Message{Summary: title, Title: title, Tone: readout.ToneNeutral}
	if asked != "" {
		m.Body = append(m.Body, readout.Text{{Text: asked, Style: readout.Italic}})
	}
	m.Body = append(m.Body, readout.T(p.Say("Ask for less: leave out the words or the status, or look further back with since:month.")))
	return m
}

// query reads the options, and says in words what was asked.
func (c contactCommands) query(in input) (q readout.ContactQuery, asked string, err error) {
	q.ReportableOnly = true
	var words []string
	if q.Text = in.text("text"); q.Text != "" {
		words = append(words, in.printer.Say("with the words “%s”", clip(q.Text, 100)))
	}
	if in.has("state") {
		code, err := c.names.State(in.text("state"))
		if err != nil {
			return q, "", err
		}
		q.States = []string{code}
		words = append(words, in.printer.Say("with %s", c.names.stateLabel(in.printer, code)))
	}
	if in.has("leader") {
		if q.Leader, err = c.names.personOrText(in.text("leader")); err != nil {
			return q, "", err
		}
		words = append(words, in.printer.Say("with %s", c.names.person(in.printer, q.Leader)))
	}
	switch s := in.text("status"); s {
	case "", "all":
	case takenBack:
		if !in.mayTakeBack() {
			return q, "", readout.Errorf(readout.CodeForbidden, "What was taken back is listed for those who may undo it, so it needs the permission Manage Messages, which you do not have here. Ask a moderator.")
		}
		q.Rejected = true
		words = append(words, in.printer.Say("taken back by a moderator"))
	default:
		q.Statuses = []readout.Status{readout.Status(s)}
		words = append(words, briefings.Status(in.printer, readout.Status(s)))
	}
	if in.has("since") {
		p, err := readPeriod(periodWord(in.printer, in.text("since")), in.now, time.UTC)
		if err != nil {
			return q, "", err
		}
		q.Since = p.since
		if p.until.Before(in.now) {
			q.Until = p.until
		}
		words = append(words, in.printer.Phrase(p.words))
	}
	return q, strings.Join(words, ", "), nil
}

// personOrText returns the full name from the roster, or the text itself where
// it looks like a full name: the detector believes names that the roster lacks.
func (n Names) personOrText(text string) (string, error) {
	name, err := n.Leader(text)
	if err == nil {
		return name, nil
	}
	if strings.Contains(text, " ") && len(nearest(text, n.fullNames())) == 0 {
		return clip(text, 100), nil
	}
	return "", err
}

func (n Names) fullNames() []string {
	var out []string
	for _, l := range n.roster.Leaders() {
		out = append(out, l.Name)
		for _, name := range l.Names {
			out = append(out, name)
		}
	}
	return out
}
