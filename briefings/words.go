// Package briefings puts contacts into words: the alert of a contact, the card
// with all that is known of it, the briefing for a period, and the notices of
// the bot itself. It knows nothing of Discord, and invents nothing: each line
// comes from a story and links to it.
package briefings

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"readout"
	"readout/phrases"
)

// States names states and organisations.
type States interface {
	Flag(code string) string // emoji; "" where there is none
	Name(code string) string // "Canada"; the code itself when unknown
}

// People names leaders.
type People interface {
	Person(name, language string) string // what the language calls somebody; the name itself when unknown
	Woman(name string) bool              // some languages have other words for her offices
}

// Writer writes messages, in English unless In makes it another language.
type Writer struct {
	States States
	People People // nil = everybody goes by the English name

	printer phrases.Printer
}

// In returns the writer for readers of that language, given as BCP 47.
func (w Writer) In(language string) Writer {
	w.printer = phrases.For(language)
	return w
}

// who names everybody at a contact, flag first: "🇨🇦 Mark Carney and 🇺🇸 Donald
// Trump". Groups stand behind the people.
func (w Writer) who(c readout.Contact) string {
	var names []string
	for _, p := range shown(c) {
		names = append(names, w.person(p))
	}
	for _, g := range c.Groups {
		names = append(names, w.printer.Name(g))
	}
	if rest := len(names) - shownNames; rest > 1 {
		return upperFirst(strings.Join(names[:shownNames], ", ") + " " + w.printer.Say("and %d more", rest))
	}
	return upperFirst(w.printer.And(names))
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
	name := w.name(p)
	if flag := w.States.Flag(p.State); flag != "" {
		return flag + " " + name
	}
	if p.Name == "" {
		return name
	}
	return name + " (" + w.state(p.State) + ")"
}

// name returns what the reader's language calls somebody, or who it is when no
// story gives a name.
func (w Writer) name(p readout.Participant) string {
	switch {
	case p.Name == "":
		return w.unnamed(p)
	case w.People == nil:
		return p.Name
	}
	return w.People.Person(p.Name, w.printer.Language())
}

// state returns the name of a state in the reader's language.
func (w Writer) state(code string) string { return w.printer.State(code, w.States.Name(code)) }

// side returns the name of a state behind its flag.
func (w Writer) side(code string) string {
	return strings.TrimSpace(w.States.Flag(code) + " " + w.state(code))
}

// sides names states behind their flags, only so many.
func (w Writer) sides(codes []string) []string {
	var out []string
	for _, code := range codes[:min(len(codes), shownNames)] {
		out = append(out, w.side(code))
	}
	return out
}

// unnamed says who it is when no story gives a name.
func (w Writer) unnamed(p readout.Participant) string {
	if p.Title != "" {
		return w.office(p)
	}
	state := w.printer.OfState(p.State, w.States.Name(p.State))
	switch p.Office {
	case readout.OfficeHead:
		return w.printer.Say("leader %s", state)
	case readout.OfficeForeign:
		return w.printer.Say("foreign minister %s", state)
	case readout.OfficeDefence:
		return w.printer.Say("defence minister %s", state)
	default:
		return w.printer.Say("official %s", state)
	}
}

// office says which office somebody holds: "Prime Minister of Canada".
func (w Writer) office(p readout.Participant) string {
	woman := w.People != nil && w.People.Woman(p.Name)
	return w.printer.Office(p.Title, p.State, w.States.Name(p.State), woman)
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

func upperFirst(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// byWorth orders sources for a reader: those that tell how the contact stands
// now before those that have been overtaken; the sides' own accounts, other
// officials, then the press; the surest and the earliest first.
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
	rank := 2
	switch {
	case s.Story.Kind == readout.Official && slices.Contains(c.Sides(), s.Story.State):
		rank = 0
	case s.Story.Kind == readout.Official:
		rank = 1
	}
	if s.Mention.Status != c.Status {
		rank += 10
	}
	if !s.Mention.Reportable() {
		rank += 100
	}
	return rank
}

// sentence returns the first sentence of a summary, shortened at a word where
// it is long; "" when it says no more than the title.
func sentence(story readout.Story) string {
	text := strings.Join(strings.Fields(story.Summary), " ")
	if text == "" || strings.HasPrefix(strings.ToLower(text), strings.ToLower(story.Title)) {
		return ""
	}
	out := ""
	for _, s := range inSentences(clip(text, 1000)) {
		out = strings.TrimSpace(out + " " + s)
		if len(out) > 60 {
			break
		}
	}
	return clip(out, 300)
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
