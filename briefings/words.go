// Package briefings puts contacts into words: the alert of a contact, the card
// with all that is known of it, the briefing for a period, and the notices of
// the bot itself. It knows nothing of Discord, and invents nothing: each line
// comes from a story and links to it.
package briefings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"readout"
)

// States names states and organisations.
type States interface {
	Flag(code string) string // emoji; "" where there is none
	Name(code string) string // "Canada"; the code itself when unknown
}

// Writer writes messages.
type Writer struct {
	States States
}

// who names everybody at a contact, flag first: "🇨🇦 Mark Carney and 🇺🇸 Donald
// Trump". Groups stand behind the people.
func (w Writer) who(c readout.Contact) string {
	var names []string
	for _, p := range shown(c) {
		names = append(names, w.person(p))
	}
	names = append(names, c.Groups...)
	return inWords(names)
}

// shown returns the participants to be named: principals, or everybody where
// there are none.
func shown(c readout.Contact) []readout.Participant {
	principals := slices.DeleteFunc(slices.Clone(c.Participants), func(p readout.Participant) bool { return !p.Office.Principal() })
	if len(principals) > 0 {
		return principals
	}
	return c.Participants
}

func (w Writer) person(p readout.Participant) string {
	name := p.Name
	if name == "" {
		name = w.unnamed(p)
	}
	if flag := w.States.Flag(p.State); flag != "" {
		return flag + " " + name
	}
	if p.Name == "" {
		return name
	}
	return name + " (" + w.States.Name(p.State) + ")"
}

// unnamed says who it is when no story gives a name.
func (w Writer) unnamed(p readout.Participant) string {
	if p.Title != "" {
		return p.Title
	}
	country := w.States.Name(p.State)
	switch p.Office {
	case readout.OfficeHead:
		return "leader of " + country
	case readout.OfficeForeign:
		return "foreign minister of " + country
	case readout.OfficeDefence:
		return "defence minister of " + country
	default:
		return "official of " + country
	}
}

// kind says what sort of contact it is.
func kind(c readout.Contact) string {
	switch {
	case c.Mode == readout.Phone:
		return "phone call"
	case c.Mode == readout.Video:
		return "video call"
	case c.Mode == readout.Written:
		return "letter"
	case c.Mode == readout.InPerson && (len(c.Groups) > 0 || len(c.Sides()) > 3):
		return "summit"
	case c.Mode == readout.InPerson:
		return "meeting"
	default:
		return "talks"
	}
}

// standing says how far the contact has come, with its date: "planned for 28
// November 2026", "held on 23 November 2026", "called off".
func standing(c readout.Contact) string {
	when := dateWords(c.Date)
	switch c.Status {
	case readout.Held:
		if c.Mode == readout.Written {
			return joined("sent", "on", when)
		}
		return joined("held", "on", when)
	case readout.Planned:
		return joined("planned", "for", when)
	case readout.Proposed:
		return joined("proposed", "for", when)
	default:
		return joined("called off", "was for", when)
	}
}

func joined(word, preposition, when string) string {
	if when == "" {
		return word
	}
	if preposition == "was for" {
		return word + ", " + preposition + " " + when
	}
	return word + " " + preposition + " " + when
}

func tone(s readout.Status) readout.Tone {
	switch s {
	case readout.Held:
		return readout.ToneHeld
	case readout.Planned:
		return readout.TonePlanned
	case readout.Proposed:
		return readout.ToneProposed
	default:
		return readout.ToneOff
	}
}

// dateWords writes a calendar date out: it has no zone to be shifted by.
func dateWords(d readout.Date) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	return t.Format("2 January 2006")
}

// inWords joins with commas and a last "and".
func inWords(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

func upperFirst(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// byWorth orders sources for a reader: the sides' own accounts, other
// officials, then the press, the surest and the earliest first.
func byWorth(c readout.Contact) []readout.Source {
	out := slices.Clone(c.Sources)
	slices.SortStableFunc(out, func(a, b readout.Source) int {
		return cmp.Or(
			cmp.Compare(worth(c, a), worth(c, b)),
			cmp.Compare(b.Mention.Confidence, a.Mention.Confidence),
			a.Story.Published.Compare(b.Story.Published),
		)
	})
	return out
}

func worth(c readout.Contact, s readout.Source) int {
	switch {
	case !s.Mention.Reportable():
		return 3
	case s.Story.Kind == readout.Official && slices.Contains(c.Sides(), s.Story.State):
		return 0
	case s.Story.Kind == readout.Official:
		return 1
	default:
		return 2
	}
}

// sentence returns the first sentence of a summary, shortened at a word where
// it is long; "" when it says no more than the title.
func sentence(story readout.Story) string {
	text := strings.Join(strings.Fields(story.Summary), " ")
	if text == "" || strings.HasPrefix(strings.ToLower(text), strings.ToLower(story.Title)) {
		return ""
	}
	for i, r := range text {
		end := i + len(string(r))
		if (r == '.' || r == '!' || r == '?') && i > 60 && (end == len(text) || text[end] == ' ') {
			text = text[:end]
			break
		}
	}
	return clip(text, 300)
}

// clip shortens at a word to at most limit runes and marks that it did.
func clip(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	cut := strings.TrimSpace(string(runes[:limit-1]))
	if space := strings.LastIndexByte(cut, ' '); space > len(cut)/2 {
		cut = cut[:space]
	}
	return cut + "…"
}

// link returns the story's headline, leading to the story, and its source.
func link(s readout.Story) readout.Text {
	return readout.Text{
		{Text: clip(strings.TrimSpace(s.Title), 200), Link: s.URL},
		{Text: " – " + s.Source},
	}
}

// since is a moment as readers see it, in their own zone.
func since(t time.Time) readout.Span { return readout.Span{Time: t, Show: readout.AsRelative} }
