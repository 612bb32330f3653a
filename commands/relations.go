package commands

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout"
	"readout/briefings"
	"readout/phrases"
)

// maxHistory bounds how many contacts an answer looks at.
const maxHistory = 500

// recentPeriod is what "recently" means in counts.
const recentPeriod = 90 * 24 * time.Hour

type relationCommands struct {
	store ContactStore
	names Names
}

func (c relationCommands) table() []command {
	return []command{{
		path:        "leader",
		description: "Who a leader is, whom they spoke to lately, and what is planned.",
		options:     []readout.Option{{Name: "name", Description: "The leader; type a few letters", Kind: readout.OptionText, Required: true}},
		run:         c.leader,
		complete:    map[string]completer{"name": c.names.leaders},
		examples:    []string{"/leader name:Mark Carney"},
	}, {
		path:        "between",
		description: "When two states or leaders were last in contact, how often, and what is planned.",
		options: []readout.Option{
			{Name: "a", Description: "A state, organisation or leader", Kind: readout.OptionText, Required: true},
			{Name: "b", Description: "Another one", Kind: readout.OptionText, Required: true},
		},
		run:      c.between,
		complete: map[string]completer{"a": c.names.sides, "b": c.names.sides},
		examples: []string{"/between a:Canada b:United States", "/between a:Volodymyr Zelenskyy b:Germany"},
	}}
}

func (c relationCommands) leader(ctx context.Context, in input) (readout.Reply, error) {
	name, err := c.names.personOrText(in.text("name"))
	if err != nil {
		return readout.Reply{}, err
	}
	found, err := c.history(ctx, readout.ContactQuery{Leader: name})
	if err != nil {
		return readout.Reply{}, err
	}
	l, known := c.names.roster.Leader(name)
	if !known && len(found) == 0 {
		return readout.Reply{}, readout.Errorf(readout.CodeNotFound, "%q is neither in the roster nor in any contact so far. Type a few letters and choose one of the suggestions.", clip(name, 60))
	}
	title := c.names.person(in.printer, name)
	m := readout.Message{Summary: title, Title: title, Tone: readout.ToneNeutral}
	if known {
		m.Body = append(m.Body, readout.T(upperFirst(c.names.office(in.printer, l, in.now))))
		if terms := c.names.formerOffices(in.printer, l, in.now); terms != "" {
			m.Body = append(m.Body, readout.Text{{Text: terms, Style: readout.Small}})
		}
	} else {
		m.Body = append(m.Body, readout.Text{{Text: in.printer.Say("Not in the roster; known from the news as %s.", c.titleIn(in.printer, found, name)), Style: readout.Italic}})
	}
	m.Body = append(m.Body, readout.T(countWords(in, found)))
	m.Fields = c.fields(in, found)
	if partners := c.partners(in.printer, found, name); partners != "" {
		m.Fields = append(m.Fields, readout.Field{Name: in.printer.Say("Most often with"), Value: []readout.Text{readout.T(partners)}})
	}
	return public(m), nil
}

// history returns the reportable contacts that answer the query, newest first.
func (c relationCommands) history(ctx context.Context, q readout.ContactQuery) ([]readout.Contact, error) {
	q.ReportableOnly, q.Limit = true, maxHistory
	found, _, err := c.store.Contacts(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("look up contacts: %w", err)
	}
	return found, nil
}

// titleIn returns the title that the stories give to somebody.
func (c relationCommands) titleIn(words phrases.Printer, contacts []readout.Contact, name string) string {
	for _, contact := range contacts {
		for _, p := range contact.Participants {
			if strings.EqualFold(p.Name, name) && p.Title != "" {
				return words.Office(p.Title, p.State, c.names.english(p.State), c.names.woman(name))
			}
		}
	}
	return words.Say("a leader")
}

// fields lists what is planned and what took place last.
func (c relationCommands) fields(in input, contacts []readout.Contact) []readout.Field {
	var out []readout.Field
	ahead, past := split(contacts, in.now)
	for _, list := range []struct {
		name     string
		contacts []readout.Contact
	}{{in.printer.Say("Planned"), ahead}, {in.printer.Say("Latest"), past}} {
		if len(list.contacts) == 0 {
			continue
		}
		lines := c.names.lines(in.printer, list.contacts[:min(len(list.contacts), 5)])
		if more := len(list.contacts) - 5; more > 0 {
			lines = append(lines, readout.Text{{Text: in.printer.Say("and %d more: /contacts search", more), Style: readout.Small}})
		}
		out = append(out, readout.Field{Name: list.name, Value: lines})
	}
	return out
}

// split parts what lies ahead, the next first, from all else, the latest first.
func split(contacts []readout.Contact, now time.Time) (ahead, past []readout.Contact) {
	for _, c := range contacts {
		if upcoming(c, now) {
			ahead = append(ahead, c)
		} else {
			past = append(past, c)
		}
	}
	slices.SortStableFunc(ahead, func(a, b readout.Contact) int { return a.Day().Compare(b.Day()) })
	slices.SortStableFunc(past, func(a, b readout.Contact) int { return b.Day().Compare(a.Day()) })
	return ahead, past
}

// upcoming reports whether a contact is planned or proposed and its day, where
// it is known, has not passed.
func upcoming(c readout.Contact, now time.Time) bool {
	if c.Status != readout.Planned && c.Status != readout.Proposed {
		return false
	}
	day, ok := c.Date.Time()
	return !ok && now.Sub(c.FirstSeen) < recentPeriod || ok && !day.AddDate(0, 0, 1).Before(now)
}

// countWords says how many contacts were held lately, and how.
func countWords(in input, contacts []readout.Contact) string {
	byMode := map[readout.Mode]int{}
	total := 0
	for _, c := range contacts {
		if c.Status == readout.Held && in.now.Sub(c.Day()) <= recentPeriod {
			byMode[c.Mode]++
			total++
		}
	}
	if total == 0 {
		return in.printer.Say("No contact held in the last 90 days is known.")
	}
	modes := slices.SortedFunc(maps.Keys(byMode), func(a, b readout.Mode) int {
		return cmp.Or(cmp.Compare(byMode[b], byMode[a]), cmp.Compare(a, b))
	})
	var parts []string
	for _, m := range modes {
		parts = append(parts, modeWords(in.printer, byMode[m], m))
	}
	return in.printer.Say("%d contacts held in the last 90 days: %s.", total, in.printer.And(parts))
}

// partners names those who took part most often beside the leader.
func (c relationCommands) partners(words phrases.Printer, contacts []readout.Contact, name string) string {
	count := map[string]int{}
	for _, contact := range contacts {
		for _, p := range contact.Participants {
			if p.Name != "" && !strings.EqualFold(p.Name, name) && contact.Status == readout.Held {
				count[p.Name]++
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	var out []string
	for _, n := range names[:min(len(names), 5)] {
		out = append(out, fmt.Sprintf("%s (%d)", c.names.person(words, n), count[n]))
	}
	return strings.Join(out, ", ")
}

// side is one of the two parties of /between: a state or a person.
type side struct {
	state, leader string
	label         string
}

func (c relationCommands) side(p phrases.Printer, text string) (side, error) {
	if s, ok := c.names.findState(text); ok {
		return side{state: s.Code, label: c.names.stateLabel(p, s.Code)}, nil
	}
	name, err := c.names.personOrText(text)
	if err == nil {
		return side{leader: name, label: c.names.person(p, name)}, nil
	}
	near := slices.Concat(c.names.nearStates(text), c.names.nearLeaders(text))
	near = near[:min(len(near), 3)]
	return side{}, readout.Errorf(readout.CodeInvalid, "%q is no state, organisation or leader that I know%s", clip(text, 60), didYouMean(near))
}

// in reports whether the side takes part in the contact.
func (s side) in(c readout.Contact) bool {
	if s.state != "" {
		return slices.Contains(c.Sides(), s.state)
	}
	return c.Involves(s.leader)
}

func (c relationCommands) between(ctx context.Context, in input) (readout.Reply, error) {
	a, err := c.side(in.printer, in.text("a"))
	if err != nil {
		return readout.Reply{}, err
	}
	b, err := c.side(in.printer, in.text("b"))
	if err != nil {
		return readout.Reply{}, err
	}
	if a == b {
		return readout.Reply{}, readout.Errorf(readout.CodeInvalid, "Both sides are %s. Name two different ones.", a.label)
	}
	found, err := c.history(ctx, pairQuery(a, b))
	if err != nil {
		return readout.Reply{}, err
	}
	found = slices.DeleteFunc(found, func(contact readout.Contact) bool { return !a.in(contact) || !b.in(contact) })
	title := in.printer.And([]string{a.label, b.label})
	m := readout.Message{Summary: title, Title: title, Tone: readout.ToneNeutral}
	m.Body = []readout.Text{c.lastHeld(in.printer, found), readout.T(countWords(in, found))}
	m.Fields = c.fields(in, found)
	if len(found) == 0 {
		m.Body = []readout.Text{readout.T(in.printer.Say("No contact between them is known since this bot has been reading the news."))}
	}
	return public(m), nil
}

// pairQuery asks for as little as contains every contact of the two.
func pairQuery(a, b side) readout.ContactQuery {
	switch {
	case a.state != "" && b.state != "":
		return readout.ContactQuery{Pair: [2]string{a.state, b.state}}
	case a.leader != "":
		return readout.ContactQuery{Leader: a.leader}
	default:
		return readout.ContactQuery{Leader: b.leader}
	}
}

// lastHeld says when the last contact was.
func (c relationCommands) lastHeld(p phrases.Printer, contacts []readout.Contact) readout.Text {
	var last readout.Contact
	for _, contact := range contacts {
		if contact.Status == readout.Held && (last.ID == 0 || contact.Day().After(last.Day())) {
			last = contact
		}
	}
	if last.ID == 0 {
		return readout.T(p.Say("No contact that was held is known."))
	}
	if last.Date == "" {
		last.Date = readout.DateOf(last.FirstSeen.UTC())
	}
	return p.Text("Last contact: %s (%s), #%s.",
		readout.Span{Text: briefings.Kind(p, last) + ", " + p.Date(last.Date), Style: readout.Bold},
		readout.Span{Time: last.Day(), Show: readout.AsRelative}, strconv.FormatInt(last.ID, 10))
}
