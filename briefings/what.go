package briefings

import (
	"readout"
	"readout/phrases"
)

// sort is what people call a contact.
type sort string

// The sorts of contact.
const (
	call      sort = "phone call"
	videoCall sort = "video call"
	letter    sort = "letter"
	summit    sort = "summit"
	meeting   sort = "meeting"
	talks     sort = "talks"
)

// sortOf tells the sort of a contact: a meeting of many is a summit.
func sortOf(c readout.Contact) sort {
	switch {
	case c.Mode == readout.Phone:
		return call
	case c.Mode == readout.Video:
		return videoCall
	case c.Mode == readout.Written:
		return letter
	case c.Mode == readout.InPerson && (len(c.Groups) > 0 || len(c.Sides()) > 3):
		return summit
	case c.Mode == readout.InPerson:
		return meeting
	default:
		return talks
	}
}

// Kind says what sort of contact it is: "phone call".
func Kind(p phrases.Printer, c readout.Contact) string {
	switch sortOf(c) {
	case call:
		return p.Say("phone call")
	case videoCall:
		return p.Say("video call")
	case letter:
		return p.Say("letter")
	case summit:
		return p.Say("summit")
	case meeting:
		return p.Say("meeting")
	default:
		return p.Say("talks")
	}
}

// Status says how far a contact has come, by itself: "called off".
func Status(p phrases.Printer, s readout.Status) string {
	switch s {
	case readout.Held:
		return p.Say("held")
	case readout.Planned:
		return p.Say("planned")
	case readout.Proposed:
		return p.Say("proposed")
	case readout.Off:
		return p.Say("called off")
	default:
		return p.Say("reported")
	}
}

// What says what sort of contact it is and how far it has come, with its date:
// "meeting planned for 28 November 2026", "phone call held".
func What(p phrases.Printer, c readout.Contact) string {
	text := news[c.Status][sortOf(c)]
	if when := p.Date(c.Date); when != "" {
		return p.Say(text.dated, when)
	}
	return p.Say(text.plain)
}

// told is what is said of a contact without and with its date. Each is one
// text, since in most languages the words have to agree with the noun.
type told struct{ plain, dated string }

// news is what is said of each sort of contact at each status.
var news = map[readout.Status]map[sort]told{
	readout.Held: {
		call:      {phrases.Mark("phone call held"), phrases.Mark("phone call held on %s")},
		videoCall: {phrases.Mark("video call held"), phrases.Mark("video call held on %s")},
		letter:    {phrases.Mark("letter sent"), phrases.Mark("letter sent on %s")},
		summit:    {phrases.Mark("summit held"), phrases.Mark("summit held on %s")},
		meeting:   {phrases.Mark("meeting held"), phrases.Mark("meeting held on %s")},
		talks:     {phrases.Mark("talks held"), phrases.Mark("talks held on %s")},
	},
	readout.Planned: {
		call:      {phrases.Mark("phone call planned"), phrases.Mark("phone call planned for %s")},
		videoCall: {phrases.Mark("video call planned"), phrases.Mark("video call planned for %s")},
		letter:    {phrases.Mark("letter planned"), phrases.Mark("letter planned for %s")},
		summit:    {phrases.Mark("summit planned"), phrases.Mark("summit planned for %s")},
		meeting:   {phrases.Mark("meeting planned"), phrases.Mark("meeting planned for %s")},
		talks:     {phrases.Mark("talks planned"), phrases.Mark("talks planned for %s")},
	},
	readout.Proposed: {
		call:      {phrases.Mark("phone call proposed"), phrases.Mark("phone call proposed for %s")},
		videoCall: {phrases.Mark("video call proposed"), phrases.Mark("video call proposed for %s")},
		letter:    {phrases.Mark("letter proposed"), phrases.Mark("letter proposed for %s")},
		summit:    {phrases.Mark("summit proposed"), phrases.Mark("summit proposed for %s")},
		meeting:   {phrases.Mark("meeting proposed"), phrases.Mark("meeting proposed for %s")},
		talks:     {phrases.Mark("talks proposed"), phrases.Mark("talks proposed for %s")},
	},
	readout.Off: {
		call:      {phrases.Mark("phone call called off"), phrases.Mark("phone call called off, was for %s")},
		videoCall: {phrases.Mark("video call called off"), phrases.Mark("video call called off, was for %s")},
		letter:    {phrases.Mark("letter called off"), phrases.Mark("letter called off, was for %s")},
		summit:    {phrases.Mark("summit called off"), phrases.Mark("summit called off, was for %s")},
		meeting:   {phrases.Mark("meeting called off"), phrases.Mark("meeting called off, was for %s")},
		talks:     {phrases.Mark("talks called off"), phrases.Mark("talks called off, was for %s")},
	},
}
