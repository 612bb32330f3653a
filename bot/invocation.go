package bot

import (
	"encoding/json"
	"strconv"
	"strings"

	"readout"
)

// interaction is what of Discord's interaction object is needed.
type interaction struct {
	ID        string `json:"id"`
	Token     string `json:"token"`
	Type      int    `json:"type"`
	AppID     string `json:"application_id"`
	GuildID   string `json:"guild_id"`
	ChannelID string `json:"channel_id"`
	Locale    string `json:"locale"`
	Bot       text   `json:"app_permissions"`
	Member    struct {
		Permissions text `json:"permissions"`
		User        struct {
			ID string `json:"id"`
		} `json:"user"`
	} `json:"member"`
	Message struct {
		ID string `json:"id"`
	} `json:"message"`
	Data struct {
		Name     string           `json:"name"`
		CustomID string           `json:"custom_id"`
		Options  []sentOption     `json:"options"`
		Resolved resolvedChannels `json:"resolved"`
	} `json:"data"`
}

type resolvedChannels struct {
	Channels map[string]struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		Type int    `json:"type"`
		Bot  text   `json:"app_permissions"`
	} `json:"channels"`
}

type sentOption struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
	Options []sentOption    `json:"options"`
}

// text is a value that Discord sends as a string or as a number.
type text string

// UnmarshalJSON takes strings and numbers as they are, and nothing else.
func (t *text) UnmarshalJSON(raw []byte) error {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		*t = text(s)
	} else if n := json.Number(""); json.Unmarshal(raw, &n) == nil {
		*t = text(n)
	}
	return nil
}

func (t text) permission() readout.Permission {
	n, err := strconv.ParseUint(string(t), 10, 64)
	if err != nil {
		return 0
	}
	return readout.Permission(n)
}

// invocation is an interaction in Readout's words.
func (b *Bot) invocation(in interaction) readout.Invocation {
	path, sent := in.path()
	out := readout.Invocation{
		Command: path, Options: map[string]string{}, GuildID: in.GuildID, ChannelID: in.ChannelID, MessageID: in.Message.ID,
		UserID: in.Member.User.ID, Locale: in.Locale, Permissions: in.Member.Permissions.permission(), Bot: in.Bot.permission(),
		Channels: map[string]readout.Channel{}, At: b.now(),
	}
	if in.Type == pressed {
		out.Command = in.Data.CustomID
	}
	for _, o := range sent {
		out.Options[o.Name] = plainValue(o.Value)
		if o.Focused {
			out.Focused = o.Name
		}
	}
	for id, c := range in.Data.Resolved.Channels {
		out.Channels[id] = readout.Channel{ID: id, Name: c.Name, Kind: channelKind(c.Type), Bot: c.Bot.permission()}
	}
	return out
}

// plainValue returns a JSON string's content and any other value as written.
func plainValue(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

func channelKind(kind int) readout.ChannelKind {
	switch kind {
	case 0:
		return readout.ChannelText
	case 5:
		return readout.ChannelAnnouncement
	case 10, 11, 12:
		return readout.ChannelThread
	case 15:
		return readout.ChannelForum
	}
	return readout.ChannelElse
}

// answerable reports whether the parts of the address for answers are such that
// no other address can come of them.
func (in interaction) answerable() bool {
	odd := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("/?#%\\", r) }
	return in.Token != "" && in.Token != "." && in.Token != ".." && !strings.ContainsFunc(in.Token, odd) &&
		isSnowflake(in.ID) && isSnowflake(in.AppID)
}

// webhook is where further answers go.
func (in interaction) webhook() string { return "webhooks/" + in.AppID + "/" + in.Token }

// focusedKind tells what kind of value the option being typed takes.
func (in interaction) focusedKind() readout.OptionKind {
	_, sent := in.path()
	for _, o := range sent {
		for kind, number := range optionTypes {
			if o.Focused && o.Type == number {
				return kind
			}
		}
	}
	return readout.OptionText
}

// path returns the command with its subcommand, and its options.
func (in interaction) path() (string, []sentOption) {
	path, sent := in.Data.Name, in.Data.Options
	for len(sent) == 1 && (sent[0].Type == typeSubcommand || sent[0].Type == typeGroup) {
		path, sent = path+" "+sent[0].Name, sent[0].Options
	}
	return path, sent
}
