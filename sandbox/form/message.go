package form

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The limits of a message.
// Source: Discord documentation, resources/message.
const (
	MaxContent     = 2000
	MaxEmbeds      = 10
	MaxEmbedsTotal = 6000 // characters of all text in all embeds
	MaxNonce       = 25
	MaxAttachments = 10
)

// The flags of a message that a bot may set, and some that Discord sets.
const (
	FlagCrossposted    = 1 << 0
	FlagSuppressEmbeds = 1 << 2
	FlagEphemeral      = 1 << 6
	FlagLoading        = 1 << 7
	FlagSilent         = 1 << 12
	FlagComponentsV2   = 1 << 15
)

// Message is the body of a request that creates or edits a message. A nil
// field was absent; an edit leaves what it belongs to as it was.
type Message struct {
	Content         *string           `json:"content"`
	Embeds          *[]Embed          `json:"embeds"`
	Components      *[]Component      `json:"components"`
	Attachments     *[]Attachment     `json:"attachments"`
	AllowedMentions *AllowedMentions  `json:"allowed_mentions"`
	Reference       *MessageReference `json:"message_reference"`
	Flags           int               `json:"flags"`
	Nonce           json.RawMessage   `json:"nonce"`
	EnforceNonce    bool              `json:"enforce_nonce"`
	TTS             bool              `json:"tts"`
	StickerIDs      []string          `json:"sticker_ids"`
	Poll            json.RawMessage   `json:"poll"`
}

// MessageReference names the message that is replied to.
type MessageReference struct {
	MessageID       string `json:"message_id"`
	ChannelID       string `json:"channel_id"`
	FailIfNotExists *bool  `json:"fail_if_not_exists"`
}

// Attachment describes a file of a message.
type Attachment struct {
	ID          Snowflake `json:"id"`
	Filename    string    `json:"filename"`
	Description string    `json:"description"`
}

// AllowedMentions says whom a message may ping.
type AllowedMentions struct {
	Parse []string `json:"parse"`
	Users []string `json:"users"`
	Roles []string `json:"roles"`
}

// Snowflake is an id, which clients send as text or as a number.
type Snowflake string

// UnmarshalJSON accepts both forms.
func (s *Snowflake) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if text == "null" {
		return nil
	}
	*s = Snowflake(text)
	return nil
}

// NonceText returns the nonce as text, empty when there is none.
func (m *Message) NonceText() string {
	if len(m.Nonce) == 0 || string(m.Nonce) == "null" {
		return ""
	}
	var text string
	if json.Unmarshal(m.Nonce, &text) == nil {
		return text
	}
	return string(m.Nonce)
}

// Empty reports whether a message made of this body alone would show nothing.
func (m *Message) Empty(files int) bool {
	return strings.TrimSpace(deref(m.Content)) == "" && len(deref(m.Embeds)) == 0 && len(m.StickerIDs) == 0 &&
		len(deref(m.Components)) == 0 && files == 0 && (len(m.Poll) == 0 || string(m.Poll) == "null")
}

func deref[T any](p *T) T {
	var zero T
	if p == nil {
		return zero
	}
	return *p
}

// Check adds to p what is wrong with the message, whose path is prefix.
func (m *Message) Check(p *Problems, prefix string) {
	p.longest(at(prefix, "content"), deref(m.Content), MaxContent)
	m.checkNonce(p, prefix)
	p.atMost(at(prefix, "embeds"), len(deref(m.Embeds)), MaxEmbeds)
	total := 0
	for i := range deref(m.Embeds) {
		embed := &(*m.Embeds)[i]
		embed.trim()
		embed.check(p, at(prefix, "embeds", i))
		total += embed.size()
	}
	if total > MaxEmbedsTotal {
		p.Add(at(prefix, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of %d", MaxEmbedsTotal)
	}
	checkRows(p, at(prefix, "components"), deref(m.Components), m.Flags)
	p.atMost(at(prefix, "attachments"), len(deref(m.Attachments)), MaxAttachments)
	if m.AllowedMentions != nil {
		m.AllowedMentions.check(p, at(prefix, "allowed_mentions"))
	}
}

func (m *Message) checkNonce(p *Problems, prefix string) {
	path := at(prefix, "nonce")
	nonce := m.NonceText()
	if utf8.RuneCountInString(nonce) > MaxNonce {
		p.Add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", MaxNonce)
	}
	if len(m.Nonce) > 0 && m.Nonce[0] != '"' && nonce != "" {
		if _, err := strconv.ParseInt(nonce, 10, 64); err != nil {
			p.Add(path, "NONCE_TYPE_COERCE", "Could not interpret %q as nonce.", nonce)
		}
	}
}

func (a *AllowedMentions) check(p *Problems, path string) {
	for i, kind := range a.Parse {
		if !slices.Contains([]string{"everyone", "roles", "users"}, kind) {
			p.oneOf(at(path, "parse", i), "'everyone', 'roles', 'users'")
		}
	}
	checkIDs(p, at(path, "users"), a.Users)
	checkIDs(p, at(path, "roles"), a.Roles)
	for kind, ids := range map[string][]string{"users": a.Users, "roles": a.Roles} {
		if len(ids) > 0 && slices.Contains(a.Parse, kind) {
			p.Add(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", `parse:["%s"] and %s: [ids...] are mutually exclusive.`, kind, kind)
		}
	}
}

func checkIDs(p *Problems, path string, ids []string) {
	p.atMost(path, len(ids), 100)
	for i, id := range ids {
		if !IsSnowflake(id) {
			p.Add(at(path, i), "NUMBER_TYPE_COERCE", "Value %q is not snowflake.", id)
		}
		if slices.Index(ids, id) < i {
			p.Add(path, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value.")
		}
	}
}

// IsSnowflake reports whether text is an id of Discord.
func IsSnowflake(text string) bool {
	_, err := strconv.ParseUint(text, 10, 64)
	return err == nil
}

// validTime reports whether text is a timestamp as Discord takes it.
func validTime(text string) bool {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02"} {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}
