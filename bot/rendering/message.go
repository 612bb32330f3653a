// Package rendering turns messages into what Discord takes: markdown with all
// outside text escaped, embeds, buttons, and the limits on each.
package rendering

import (
	"strings"
	"time"

	"readout"
)

// The limits of a message.
// Source: Discord documentation, resources/message and components/reference.
const (
	maxContent     = 2000
	maxEmbeds      = 10
	maxEmbedsTotal = 6000 // over all embeds of a message
	maxTitle       = 256
	maxDescription = 4096
	maxFields      = 25
	maxFieldName   = 256
	maxFieldValue  = 1024
	maxFooter      = 2048
	maxButtons     = 5 // in a row
	maxRows        = 5
	maxButtonLabel = 80
	maxButtonID    = 100
)

// Message is the body of a request that creates or edits a message. Every
// part is always sent, so that an edit takes away what is not there any more.
type Message struct {
	Content         string          `json:"content"`
	Embeds          []Embed         `json:"embeds"`
	Components      []Row           `json:"components"`
	AllowedMentions AllowedMentions `json:"allowed_mentions"`
	Flags           int             `json:"flags,omitempty"`
	Nonce           string          `json:"nonce,omitempty"`
	EnforceNonce    bool            `json:"enforce_nonce,omitempty"`
}

// Ephemeral is the flag of a message that only one member sees.
const Ephemeral = 1 << 6

// AllowedMentions tells who may be pinged by a message.
type AllowedMentions struct {
	Parse []string `json:"parse"`
	Roles []string `json:"roles,omitempty"`
}

// Embed is a framed piece of a message.
type Embed struct {
	Title       string       `json:"title,omitempty"`
	URL         string       `json:"url,omitempty"`
	Description string       `json:"description,omitempty"`
	Color       int          `json:"color,omitempty"`
	Timestamp   string       `json:"timestamp,omitempty"`
	Footer      *EmbedFooter `json:"footer,omitempty"`
	Fields      []EmbedField `json:"fields,omitempty"`
}

// EmbedFooter is the small line under an embed.
type EmbedFooter struct {
	Text string `json:"text"`
}

// EmbedField is a labelled part of an embed.
type EmbedField struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}

// Row is a row of buttons.
type Row struct {
	Type       int      `json:"type"`
	Components []Button `json:"components"`
}

// Button is a button under a message.
type Button struct {
	Type     int    `json:"type"`
	Style    int    `json:"style"`
	Label    string `json:"label"`
	CustomID string `json:"custom_id,omitempty"`
	URL      string `json:"url,omitempty"`
}

// The types of components and the styles of buttons that are used.
const (
	typeRow        = 1
	typeButton     = 2
	styleSecondary = 2
	styleLink      = 5
)

// Post renders a message that is posted for everybody in a channel to see. It
// is one message whatever its length: what does not fit is left out between
// two lines, and an ellipsis says so. Its summary stands above the embed, for
// notifications and for readers without embeds.
//
// Without embeds, which a bot may lack the permission for, all is plain text.
func Post(m readout.Message, embeds bool) Message {
	l := layout{message: m, single: true, embeds: embeds, announce: true}
	return l.pages()[0]
}

// Pages renders an answer to somebody who has asked: as many messages as its
// length needs, broken between lines, the buttons under the last.
func Pages(m readout.Message, embeds bool) []Message {
	l := layout{message: m, embeds: embeds}
	return l.pages()
}

// Note renders a line of text.
func Note(text string) Message {
	m := newMessage()
	m.Content = where{content: true}.line(readout.T(text), maxContent)
	if m.Content == "" {
		m.Content = "…"
	}
	return m
}

func newMessage() Message {
	return Message{Embeds: []Embed{}, Components: []Row{}, AllowedMentions: AllowedMentions{Parse: []string{}}}
}

// colour returns what a tone looks like at the edge of an embed.
func colour(tone readout.Tone) int {
	switch tone {
	case readout.ToneHeld:
		return 0x2e9e5b // green
	case readout.TonePlanned:
		return 0x3b7dd8 // blue
	case readout.ToneProposed:
		return 0xd9a520 // amber
	case readout.ToneOff:
		return 0xc0392b // red
	case readout.ToneWarning:
		return 0xe67e22 // orange
	}
	return 0x6b7785 // slate
}

// buttons renders actions in rows. What Discord would refuse is left out.
func buttons(actions []readout.Action) []Row {
	rows := []Row{}
	known := map[string]bool{}
	for _, a := range actions {
		b, ok := button(a)
		if !ok || b.CustomID != "" && known[b.CustomID] {
			continue
		}
		known[b.CustomID] = true
		if n := len(rows); n == 0 || len(rows[n-1].Components) == maxButtons {
			if n == maxRows {
				break
			}
			rows = append(rows, Row{Type: typeRow})
		}
		last := &rows[len(rows)-1]
		last.Components = append(last.Components, b)
	}
	return rows
}

func button(a readout.Action) (Button, bool) {
	label := cut(strings.TrimSpace(clean(a.Label)), maxButtonLabel)
	if label == "" {
		return Button{}, false
	}
	if a.Link != "" {
		address, ok := link(a.Link, maxButtonLink)
		return Button{Type: typeButton, Style: styleLink, Label: label, URL: address}, ok
	}
	if a.ID == "" || size(a.ID) > maxButtonID || clean(a.ID) != a.ID {
		return Button{}, false
	}
	return Button{Type: typeButton, Style: styleSecondary, Label: label, CustomID: a.ID}, true
}

// timestamp is the form of an instant in an embed.
func timestamp(t time.Time) string {
	if t.IsZero() || t.Year() < 1970 || t.Year() > 9999 {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}
