package commands

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"readout"
	"readout/contacts/roster"
)

// headline says in one plain line who was in contact, how, and when.
func (n Names) headline(c readout.Contact) string {
	out := n.who(c) + " · " + kind(c) + " " + statusWord(c.Status)
	if when := dateWords(c.Date); when != "" {
		out += " · " + when
	}
	return out
}

// who names the sides of a contact: "🇨🇦 Mark Carney and 🇺🇸 Donald Trump",
// "Mark Rutte (NATO) and 🇺🇦 Ukraine".
func (n Names) who(c readout.Contact) string {
	var sides []string
	for _, state := range statesInOrder(c.Participants) {
		sides = append(sides, n.side(state, namesOf(c.Participants, state)))
	}
	sides = append(sides, c.Groups...)
	if len(sides) > 4 {
		rest := len(sides) - 3
		sides = append(sides[:3], fmt.Sprintf("%d more", rest))
	}
	return upperFirst(inWords(sides))
}

func (n Names) side(state string, people []string) string {
	flag := roster.Flag(state)
	switch {
	case len(people) == 0:
		return strings.TrimSpace(flag + " " + n.inSentence(state))
	case flag == "":
		return strings.Join(people, ", ") + " (" + n.stateName(state) + ")"
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

func namesOf(participants []readout.Participant, state string) []string {
	var out []string
	for _, p := range participants {
		if p.State == state && p.Name != "" {
			out = append(out, p.Name)
		}
	}
	return out
}

// line shows a contact in a list: its number to ask further, who, how, when,
// and the story to read first.
func (n Names) line(c readout.Contact) readout.Text {
	out := readout.Text{
		{Text: fmt.Sprintf("#%d ", c.ID), Style: readout.Small},
		{Text: n.who(c), Style: readout.Bold},
		{Text: " · " + kind(c) + " " + statusWord(c.Status)},
	}
	if when := dateWords(c.Date); when != "" {
		out = append(out, readout.Span{Text: " · " + when})
	} else if !c.FirstSeen.IsZero() {
		out = append(out, readout.Span{Text: " · seen "}, readout.Span{Time: c.FirstSeen, Show: readout.AsDate})
	}
	if s, ok := bestSource(c); ok {
		out = append(out, readout.Span{Text: " · "}, readout.Span{Text: s.Story.Source, Link: s.Story.URL})
		if more := len(c.Outlets()) - 1; more > 0 {
			out = append(out, readout.Span{Text: fmt.Sprintf(" and %d more", more)})
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

func (n Names) lines(contacts []readout.Contact) []readout.Text {
	var out []readout.Text
	for _, c := range contacts {
		out = append(out, n.line(c))
	}
	return out
}

// modeWord is the noun for contacts of that mode.
func modeWord(m readout.Mode) string {
	switch m {
	case readout.Phone:
		return "phone call"
	case readout.Video:
		return "video call"
	case readout.InPerson:
		return "meeting"
	case readout.Written:
		return "letter"
	}
	return "talks"
}

// modeWords counts contacts of that mode.
func modeWords(n int, m readout.Mode) string {
	if m == readout.Unspecified || m == "" {
		return counted(n, "contact of an unknown kind", "contacts of an unknown kind")
	}
	return counted(n, modeWord(m), modeWord(m)+"s")
}

// kind is the noun for the contact: a meeting of many is a summit.
func kind(c readout.Contact) string {
	if c.Mode == readout.InPerson && (len(c.Groups) > 0 || len(c.Sides()) > 3) {
		return "summit"
	}
	return modeWord(c.Mode)
}

// statusWord follows the noun: "meeting planned".
func statusWord(s readout.Status) string {
	switch s {
	case readout.Off:
		return "called off"
	case "":
		return "reported"
	}
	return string(s)
}

func dateWords(d readout.Date) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	return t.Format("2 Jan 2006")
}

// dayOf returns when a contact took or takes place, as well as is known.
func dayOf(c readout.Contact) time.Time {
	if t, ok := c.Date.Time(); ok {
		return t
	}
	return c.FirstSeen
}

// channel is a span that shows a channel, as a link where the renderer does
// not know its name.
func channel(guildID, channelID, name string) readout.Span {
	if name == "" {
		name = "channel " + channelID
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
