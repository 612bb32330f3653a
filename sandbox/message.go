package sandbox

import (
	"slices"
	"time"

	"readout/sandbox/form"
)

// Message is a message in the sandbox, with what has become of it.
type Message struct {
	ID          string           `json:"id"`
	ChannelID   string           `json:"channel_id"`
	Channel     string           `json:"channel"` // name
	Author      Author           `json:"author"`
	Content     string           `json:"content"`
	Embeds      []form.Embed     `json:"embeds,omitempty"`
	Components  []form.Component `json:"components,omitempty"`
	Attachments []Attachment     `json:"attachments,omitempty"`
	Flags       int              `json:"flags,omitempty"`
	Nonce       string           `json:"nonce,omitempty"`
	Sent        time.Time        `json:"sent"`
	Edited      time.Time        `json:"edited,omitzero"`
	Edits       []Version        `json:"edits,omitempty"` // what it was before each edit, oldest first
	Deleted     bool             `json:"deleted,omitempty"`
	// Everyone, Roles and Users are whom the message pings; ids.
	Everyone bool     `json:"everyone,omitempty"`
	Roles    []string `json:"roles,omitempty"`
	Users    []string `json:"users,omitempty"`
	// Private is the id of the only person who sees the message.
	Private  string `json:"private,omitempty"`
	Thinking bool   `json:"thinking,omitempty"` // a deferred answer that is still to come
	// Used is the command or button that the message answers.
	Used    *Usage `json:"used,omitempty"`
	ReplyTo string `json:"reply_to,omitempty"`
	Pinned  bool   `json:"pinned,omitempty"`
}

// Author is who wrote a message.
type Author struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Bot  bool   `json:"bot,omitempty"`
}

// Version is what a message said before an edit.
type Version struct {
	Until   time.Time    `json:"until"`
	Content string       `json:"content"`
	Embeds  []form.Embed `json:"embeds,omitempty"`
}

// Attachment is a file of a message.
type Attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Size        int    `json:"size"`
	ContentType string `json:"content_type"`
	Description string `json:"description,omitempty"`
	URL         string `json:"url"`
}

// Usage is the interaction that a message answers.
type Usage struct {
	Interaction string `json:"interaction"` // id
	UserID      string `json:"user_id"`
	User        string `json:"user"`
	Command     string `json:"command,omitempty"` // "/watch add"; "" for a button
	Type        int    `json:"type"`
	Name        string `json:"name,omitempty"`
	MessageID   string `json:"message_id,omitempty"` // whose button was pressed
}

// maxVersions is how many earlier versions of a message are kept.
const maxVersions = 50

// clone returns a copy that shares nothing that changes.
func (m *Message) clone() Message {
	c := *m
	c.Embeds = slices.Clone(m.Embeds)
	c.Components = slices.Clone(m.Components)
	c.Attachments = slices.Clone(m.Attachments)
	c.Edits = slices.Clone(m.Edits)
	c.Roles = slices.Clone(m.Roles)
	c.Users = slices.Clone(m.Users)
	return c
}

// remember keeps the present version before an edit at the given time.
func (m *Message) remember(at time.Time) {
	m.Edits = append(m.Edits, Version{Until: at, Content: m.Content, Embeds: m.Embeds})
	if len(m.Edits) > maxVersions {
		m.Edits = slices.Delete(m.Edits, 0, len(m.Edits)-maxVersions)
	}
	m.Edited = at
}

// component finds a button or menu of the message by its custom id.
func (m *Message) component(customID string) *form.Component {
	for _, row := range m.Components {
		for i := range row.Components {
			if row.Components[i].CustomID == customID {
				return &row.Components[i]
			}
		}
	}
	return nil
}
