package readout

import (
	"strings"
	"time"
)

// Style is how a span of text is set.
type Style int

// The styles of a span.
const (
	Plain Style = iota
	Bold
	Italic
	Small // set in a smaller, quieter type where there is one
)

// TimeStyle is how an instant is shown to a reader, in the reader's own zone.
type TimeStyle string

// The ways to show an instant.
const (
	AsRelative TimeStyle = "relative" // "2 hours ago"
	AsDateTime TimeStyle = "datetime" // "23 November 2026 14:05"
	AsDate     TimeStyle = "date"     // "23 November 2026"
	AsTime     TimeStyle = "time"     // "14:05"
)

// Span is a stretch of text set in one way. Text comes from anywhere and is
// never markup: whoever renders it escapes it.
type Span struct {
	Text  string    `json:"text,omitempty"`
	Style Style     `json:"style,omitempty"`
	Link  string    `json:"link,omitempty"` // http or https; anything else is rendered without a link
	Time  time.Time `json:"time,omitzero"`  // shown instead of Text
	Show  TimeStyle `json:"show,omitempty"`

	// Channel and Role are ids. Where the name can be looked up it is shown
	// instead of Text; nobody is ever pinged by it.
	Channel string `json:"channel,omitempty"`
	Role    string `json:"role,omitempty"`
}

// Text is a line of rich text.
type Text []Span

// Plainly returns the line without styles, links and times' local form.
func (t Text) Plainly() string {
	var b strings.Builder
	for _, s := range t {
		if s.Time.IsZero() {
			b.WriteString(s.Text)
		} else {
			b.WriteString(s.Time.UTC().Format("2 Jan 2006 15:04 MST"))
		}
	}
	return b.String()
}

// T returns text in one plain span.
func T(s string) Text { return Text{{Text: s}} }

// Tone is the feeling of a message; renderers show it as a colour.
type Tone string

// The tones of a message.
const (
	ToneHeld     Tone = "held"
	TonePlanned  Tone = "planned"
	ToneProposed Tone = "proposed"
	ToneOff      Tone = "off"
	ToneNeutral  Tone = "neutral"
	ToneWarning  Tone = "warning"
)

// Field is a labelled piece of a message.
type Field struct {
	Name   string `json:"name"`
	Value  []Text `json:"value"`            // lines
	Inline bool   `json:"inline,omitempty"` // may stand beside its neighbours
}

// Action is a button under a message.
type Action struct {
	ID    string `json:"id,omitempty"` // what the bot is told when it is pressed; at most 100 bytes
	Label string `json:"label"`
	Link  string `json:"link,omitempty"` // opens this address instead
}

// Message is what the bot says, independent of where it says it. Renderers
// keep to the limits of the place by paging between Body lines and Fields.
type Message struct {
	Summary string    `json:"summary"` // one plain line for notifications and for readers without embeds
	Title   string    `json:"title,omitempty"`
	Link    string    `json:"link,omitempty"` // where the title leads
	Body    []Text    `json:"body,omitempty"` // lines; an empty line separates paragraphs
	Fields  []Field   `json:"fields,omitempty"`
	Footer  string    `json:"footer,omitempty"`
	Tone    Tone      `json:"tone,omitempty"`
	At      time.Time `json:"at,omitzero"`
	RoleID  string    `json:"role_id,omitempty"` // role to mention; "" = nobody
	Actions []Action  `json:"actions,omitempty"`

	Contacts []int64  `json:"contacts,omitempty"` // ids of those that it tells of in place of their alerts
	Plain    bool     `json:"plain,omitempty"`    // as text, which readers see who have turned embeds off
	Language string   `json:"language,omitempty"` // of the text; "" = English
	Publish  bool     `json:"publish,omitempty"`  // also to the channels that follow this one
	Thread   string   `json:"thread,omitempty"`   // title of the forum post to be opened; "" = an ordinary message, which is what Dress makes of it elsewhere
	Tags     []string `json:"tags,omitempty"`     // ids of the forum's tags for it
}
