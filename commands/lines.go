package commands

import (
	"slices"
	"strconv"
	"strings"

	"readout"
	"readout/briefings"
	"readout/contacts/roster"
	"readout/phrases"
)

// headline says in one plain line who was in contact, how, and when.
func (n Names) headline(p phrases.Printer, c readout.Contact) string {
	return n.who(p, c) + " · " + briefings.What(p, c)
}

// who names the sides of a contact: "🇨🇦 Mark Carney and 🇺🇸 Donald Trump",
// "Mark Rutte (NATO) and 🇺🇦 Ukraine".
func (n Names) who(p phrases.Printer, c readout.Contact) string {
	var sides []string
	for _, state := range statesInOrder(c.Participants) {
		sides = append(sides, n.side(p, state, n.namesOf(p, c.Participants, state)))
	}
	for _, g := range c.Groups {
		sides = append(sides, p.Name(g))
	}
	if len(sides) > 4 {
		rest := len(sides) - 3
		sides = append(sides[:3], p.Say("%d more", rest))
	}
	return upperFirst(p.And(sides))
}

func (n Names) side(p phrases.Printer, state string, people []string) string {
	flag := roster.Flag(state)
	switch {
	case len(people) == 0:
		return strings.TrimSpace(flag + " " + n.inSentence(p, state))
	case flag == "":
		return strings.Join(people, ", ") + " (" + n.stateName(p, state) + ")"
	}
	return flag + " " + strings.Join(people, ", ")
}

func statesInOrder(participants []readout.Participant) []string {
	var out []string
	for _, p := range participants {
		out = appendNew(out, p.State)
	}
	return out
}

func (n Names) namesOf(p phrases.Printer, participants []readout.Participant, state string) []string {
	var out []string
	for _, who := range participants {
		if who.State == state && who.Name != "" {
			out = append(out, n.person(p, who.Name))
		}
	}
	return out
}

// line shows a contact in a list: its number to ask further, who, how, when,
// and the story to read first.
func (n Names) line(p phrases.Printer, c readout.Contact) readout.Text {
	out := readout.Text{
		{Text: "#" + strconv.FormatInt(c.ID, 10) + " ", Style: readout.Small},
		{Text: n.who(p, c), Style: readout.Bold},
		{Text: " · " + briefings.What(p, c)},
	}
	if _, dated := c.Date.Time(); !dated && !c.FirstSeen.IsZero() {
		out = append(out, readout.Span{Text: " · "})
		out = append(out, p.Text("seen %s", readout.Span{Time: c.FirstSeen, Show: readout.AsDate})...)
	}
	if s, ok := bestSource(c); ok {
		out = append(out, readout.Span{Text: " · "}, readout.Span{Text: s.Story.Source, Link: s.Story.URL})
		if more := len(c.Outlets()) - 1; more > 0 {
			out = append(out, readout.Span{Text: " " + p.Say("and %d more", more)})
		}
	}
	return out
}

// bestSource returns a side's own account where there is one, then any other
// official story, then the oldest.
func bestSource(c readout.Contact) (readout.Source, bool) {
	own := c.Sides()
	for _, wanted := range []func(readout.Source) bool{
		func(s readout.Source) bool {
			return s.Story.Kind == readout.Official && slices.Contains(own, s.Story.State)
		},
		func(s readout.Source) bool { return s.Story.Kind == readout.Official },
		func(readout.Source) bool { return true },
	} {
		if i := slices.IndexFunc(c.Sources, wanted); i >= 0 {
			return c.Sources[i], true
		}
	}
	return readout.Source{}, false
}

func (n Names) lines(p phrases.Printer, contacts []readout.Contact) []readout.Text {
	var out []readout.Text
	for _, c := range contacts {
		out = append(out, n.line(p, c))
	}
	return out
}

// modeWords counts contacts of that mode.
func modeWords(p phrases.Printer, n int, m readout.Mode) string {
	switch m {
	case readout.Phone:
		return p.Say("%d phone calls", n)
	case readout.Video:
		return p.Say("%d video calls", n)
	case readout.InPerson:
		return p.Say("%d meetings", n)
	case readout.Written:
		return p.Say("%d letters", n)
	}
	return p.Say("%d contacts of an unknown kind", n)
}

// channel is a span that shows a channel, as a link where the renderer does
// not know its name.
func channel(p phrases.Printer, guildID, channelID, name string) readout.Span {
	if name == "" {
		name = p.Say("channel %s", channelID)
	} else {
		name = "#" + name
	}
	return readout.Span{
		Text:    name,
		Channel: channelID,
		Link:    "https://discord.com/channels/" + guildID + "/" + channelID,
	}
}

// private wraps a message that only the asker sees.
func private(m readout.Message) readout.Reply {
	return readout.Reply{Messages: []readout.Message{m}, Private: true}
}

// public wraps messages that the channel sees.
func public(messages ...readout.Message) readout.Reply {
	return readout.Reply{Messages: messages}
}
