package briefings

import (
	"slices"
	"strconv"

	"readout"
)

// Limits of an alert.
const (
	shownSources = 5
	shownPeople  = 12
	shownMargins = 6
	shownNames   = 6 // in one line
)

// The actions under an alert; the contact's id follows the colon.
const (
	WhyAction     = "why:"
	SourcesAction = "sources:"
	FollowAction  = "follow:"
	RejectAction  = "reject:"
	RestoreAction = "restore:"
)

// Alert is the one message of a contact in a channel. Its summary says what
// matters to readers who see nothing else. Before is what is known of earlier
// contacts between the two sides; its zero value is nothing.
func (w Writer) Alert(c readout.Contact, before readout.Relation) readout.Message {
	m := w.card(c)
	m.Thread, m.Title = m.Title, upperFirst(What(w.printer, c))
	if confirmed := confirming(c); len(confirmed) > 0 {
		m.Summary += " · " + w.printer.Say("confirmed by %s", w.printer.And(w.sides(confirmed)))
	}
	m.Body = w.people(c, shownNames)
	m.Body = append(m.Body, w.turn(c)...)
	if len(c.Topics) > 0 {
		m.Body = append(m.Body, readout.T(w.printer.Say("About %s", w.topics(c))))
	}
	m.Body = append(m.Body, w.summit(c)...)
	m.Body = append(m.Body, w.earlier(c, before)...)
	m.Body = append(m.Body, w.quote(c)...)
	m.Fields = append(m.Fields, w.accounts(c)...)
	m.Fields = append(m.Fields, w.confirmation(c))
	m.Fields = append(m.Fields, w.margins(c)...)
	m.Fields = append(m.Fields, w.sources(c, 1, shownSources)...)
	m.Actions = w.actions(c)
	return m
}

// actions are the buttons under an alert.
func (w Writer) actions(c readout.Contact) []readout.Action {
	id := strconv.FormatInt(c.ID, 10)
	out := []readout.Action{
		{ID: WhyAction + id, Label: w.printer.Say("Why?")},
		{ID: SourcesAction + id, Label: w.printer.Say("Sources")},
	}
	if len(c.Sides()) == 2 {
		out = append(out, readout.Action{ID: FollowAction + id, Label: w.printer.Say("Follow this pair")})
	}
	return append(out, readout.Action{ID: RejectAction + id, Label: w.printer.Say("Not a contact")})
}

// turn says what the contact was before, and who says that it is off.
func (w Writer) turn(c readout.Contact) []readout.Text {
	var out []readout.Text
	if c.Status == readout.Off {
		if s, ok := latest(c, readout.Off); ok {
			out = append(out, w.printer.Text("Called off, says %s, %s", source(s.Story), since(s.Story.Published)))
		}
	}
	if c.Was == "" {
		return out
	}
	earlier := c
	earlier.Status = c.Was
	if s, ok := latest(c, c.Was); ok {
		earlier.Date = s.Mention.Date
	}
	return append(out, readout.T(w.printer.Say("Before: %s", What(w.printer, earlier))))
}

// latest returns the last source that tells of the status.
func latest(c readout.Contact, status readout.Status) (readout.Source, bool) {
	for _, s := range slices.Backward(c.Sources) {
		if s.Mention.Status == status && s.Mention.Salience == readout.Main {
			return s, true
		}
	}
	return readout.Source{}, false
}

// earlier says when the two sides were in contact before, and how often of late.
func (w Writer) earlier(c readout.Contact, before readout.Relation) []readout.Text {
	when := w.printer.Date(before.Last)
	var text string
	switch {
	case when == "":
		return nil
	case before.Count > 0:
		text = w.printer.Say("%d other contacts between them in the last 90 days, the latest on %s", before.Count, when)
	case c.Status == readout.Off:
		text = w.printer.Say("Last contact between them: %s", when)
	case c.Status == readout.Held:
		text = w.printer.Say("First contact between them since %s", when)
	default:
		text = w.printer.Say("It would be the first contact between them since %s", when)
	}
	return []readout.Text{readout.T(text)}
}

// summit says at the margins of which summit the contact takes place.
func (w Writer) summit(c readout.Contact) []readout.Text {
	if l, ok := c.Summit(); ok {
		return []readout.Text{readout.T(w.printer.Say("On the sidelines of a summit: %s", w.linked(l)))}
	}
	return nil
}

// margins lists the contacts at the margins of a summit.
func (w Writer) margins(c readout.Contact) []readout.Field {
	links := slices.DeleteFunc(slices.Clone(c.Links), func(l readout.Link) bool { return l.Kind != readout.LinkMargin })
	if len(links) == 0 {
		return nil
	}
	f := readout.Field{Name: w.printer.Say("On the sidelines")}
	for _, l := range links[:min(len(links), shownMargins)] {
		f.Value = append(f.Value, readout.T(w.linked(l)))
	}
	if rest := len(links) - shownMargins; rest > 0 {
		f.Value = append(f.Value, readout.T(w.printer.Say("and %d more", rest)))
	}
	return []readout.Field{f}
}

// linked names another contact, by its group if it has one, and its number.
func (w Writer) linked(l readout.Link) string {
	other := readout.Contact{ID: l.ContactID, Groups: l.Groups}
	if len(l.Groups) == 0 {
		other.Participants = l.Participants
	}
	return w.who(other) + " · " + w.number(other)
}

// source names where a story stands, leading there.
func source(s readout.Story) readout.Span { return readout.Span{Text: s.Source, Link: s.URL} }

// Contact is the card with all that is known of a contact.
func (w Writer) Contact(c readout.Contact) readout.Message {
	m := w.card(c)
	m.Body = append(m.Body, readout.Text{{Text: upperFirst(What(w.printer, c)), Style: readout.Bold}})
	m.Body = append(m.Body, w.turn(c)...)
	if len(c.Topics) > 0 {
		m.Body = append(m.Body, readout.T(w.printer.Say("About %s", w.topics(c))))
	}
	m.Body = append(m.Body, w.summit(c)...)
	m.Body = append(m.Body, w.quote(c)...)
	m.Fields = append(m.Fields, readout.Field{Name: w.printer.Say("Who"), Value: w.people(c, shownPeople)})
	m.Fields = append(m.Fields, w.accounts(c)...)
	m.Fields = append(m.Fields, w.confirmation(c))
	m.Fields = append(m.Fields, w.margins(c)...)
	m.Fields = append(m.Fields, w.sources(c, 0, 3*shownSources)...)
	id := strconv.FormatInt(c.ID, 10)
	m.Actions = []readout.Action{{ID: WhyAction + id, Label: w.printer.Say("Why?")}}
	if c.Rejected() {
		m.Tone = readout.ToneNeutral
		m.Body = append([]readout.Text{w.printer.Text("Taken back by a moderator %s: it is no contact", since(c.RejectedAt))}, m.Body...)
		m.Actions = append(m.Actions, readout.Action{ID: RestoreAction + id, Label: w.printer.Say("Undo")})
	}
	return m
}

// card is what every message on one contact begins with.
func (w Writer) card(c readout.Contact) readout.Message {
	m := readout.Message{
		Summary:  w.printer.Say("%s: %s", w.who(c), What(w.printer, c)),
		Title:    w.printer.Say("%s: %s", w.who(c), Kind(w.printer, c)),
		Tone:     tone(c.Status),
		At:       c.FirstSeen,
		Footer:   w.number(c) + " · " + w.printer.Say("%d outlets", len(c.Outlets())),
		Language: w.printer.Language(),
	}
	if best := byWorth(c); len(best) > 0 {
		m.Link = best[0].Story.URL
	}
	return m
}

// number is what a contact is called in commands.
func (w Writer) number(c readout.Contact) string {
	return w.printer.Say("Contact %s", strconv.FormatInt(c.ID, 10))
}

func (w Writer) topics(c readout.Contact) string {
	var names []string
	for _, t := range c.Topics {
		names = append(names, w.printer.Name(t))
	}
	return w.printer.And(names)
}

// quote is the best story's headline and first sentence, word for word.
func (w Writer) quote(c readout.Contact) []readout.Text {
	best := byWorth(c)
	if len(best) == 0 {
		return nil
	}
	lines := []readout.Text{nil, append(link(best[0].Story), readout.Span{Text: ", "}, since(best[0].Story.Published))}
	if text := sentence(best[0].Story); text != "" {
		lines = append(lines, readout.Text{{Text: text, Style: readout.Italic}})
	}
	return lines
}

// people names everybody with flag and office, a line each.
func (w Writer) people(c readout.Contact, limit int) []readout.Text {
	var out []readout.Text
	all := shown(c)
	for _, p := range all[:min(len(all), limit)] {
		line := readout.Text{{Text: w.person(p), Style: readout.Bold}}
		if p.Name != "" && p.Title != "" {
			line = append(line, readout.Span{Text: ", " + w.office(p)})
		}
		out = append(out, line)
	}
	if rest := len(all) - limit; rest > 0 {
		out = append(out, readout.T(w.printer.Say("and %d more", rest)))
	}
	for _, g := range c.Groups {
		out = append(out, readout.Text{{Text: w.printer.Name(g), Style: readout.Bold}})
	}
	return out
}

// confirmation shows for each side whether its own office has told of the
// contact, which officials of others have, and how many of the press. With many
// sides only those that have are named.
func (w Writer) confirmation(c readout.Contact) readout.Field {
	f := readout.Field{Name: w.printer.Say("Confirmed by")}
	sides := c.Sides()
	for _, side := range sides {
		s, ok := own(c, side)
		switch {
		case ok && s.Mention.Status != c.Status:
			line := w.printer.Text("%s: %s", w.side(side), source(s.Story))
			f.Value = append(f.Value, append(line, readout.Span{Text: " (" + Status(w.printer, s.Mention.Status) + ")"}))
		case ok:
			f.Value = append(f.Value, w.printer.Text("%s: %s", "✓ "+w.side(side), source(s.Story)))
		case len(sides) <= 3:
			f.Value = append(f.Value, readout.T(w.printer.Say("%s: not yet", w.side(side))))
		}
	}
	if len(f.Value) == 0 {
		f.Value = append(f.Value, readout.T(w.printer.Say("no side yet")))
	}
	others, press := others(c)
	if len(others) > 0 {
		f.Value = append(f.Value, readout.T(w.printer.Say("Other officials: %s", w.printer.And(others))))
	}
	if press > 0 {
		f.Value = append(f.Value, readout.T(w.printer.Say("Press: %d outlets", press)))
	}
	return f
}

// own returns the side's best account of the contact.
func own(c readout.Contact, side string) (readout.Source, bool) {
	all := byWorth(c)
	i := slices.IndexFunc(all, func(s readout.Source) bool { return s.Story.Kind == readout.Official && s.Story.State == side })
	if i < 0 {
		return readout.Source{}, false
	}
	return all[i], true
}

// confirming returns the sides that tell of the contact as it stands now.
func confirming(c readout.Contact) []string {
	return slices.DeleteFunc(c.ConfirmedBy(), func(side string) bool {
		s, _ := own(c, side)
		return s.Mention.Status != c.Status
	})
}

// others returns the official feeds of third parties that tell of the contact,
// and how many outlets of the press do.
func others(c readout.Contact) (officials []string, press int) {
	sides := c.Sides()
	var outlets []string
	for _, s := range c.Sources {
		switch name := s.Story.Source; {
		case s.Story.Kind != readout.Official && !slices.Contains(outlets, name):
			outlets = append(outlets, name)
		case s.Story.Kind == readout.Official && !slices.Contains(sides, s.Story.State) && !slices.Contains(officials, name):
			officials = append(officials, name)
		}
	}
	return officials, len(outlets)
}

// sources lists one story of each outlet, the best first, without the first few
// that stand elsewhere.
func (w Writer) sources(c readout.Contact, skip, limit int) []readout.Field {
	f := readout.Field{Name: w.printer.Say("Sources")}
	if skip > 0 {
		f.Name = w.printer.Say("More sources")
	}
	var outlets []string
	for _, s := range byWorth(c) {
		if slices.Contains(outlets, s.Story.Source) {
			continue
		}
		outlets = append(outlets, s.Story.Source)
		if n := len(outlets); n > skip && n <= limit {
			f.Value = append(f.Value, link(s.Story))
		}
	}
	if rest := len(outlets) - limit; rest > 0 {
		f.Value = append(f.Value, readout.T(w.printer.Say("and %d more outlets", rest)))
	}
	if len(f.Value) == 0 {
		return nil
	}
	return []readout.Field{f}
}

// Sources lists every story on a contact.
func (w Writer) Sources(c readout.Contact) readout.Message {
	const limit = 25
	m := readout.Message{
		Title:    w.printer.Say("%s: sources", w.who(c)),
		Tone:     readout.ToneNeutral,
		Plain:    true,
		Footer:   w.number(c) + " · " + w.printer.Say("%d stories", len(c.Sources)),
		Language: w.printer.Language(),
	}
	all := byWorth(c)
	for _, s := range all[:min(len(all), limit)] {
		line := append(link(s.Story), readout.Span{Text: ", "}, since(s.Story.Published))
		if s.Mention.Status != c.Status {
			line = append(line, readout.Span{Text: " (" + Status(w.printer, s.Mention.Status) + ")"})
		}
		m.Body = append(m.Body, line)
	}
	if rest := len(all) - limit; rest > 0 {
		m.Body = append(m.Body, readout.T(w.printer.Say("and %d more stories", rest)))
	}
	m.Summary = m.Title
	return m
}
