package readout

import "time"

// Command describes a slash command, or one of its subcommands, to Discord
// and to the reader of /help.
type Command struct {
	Name        string       // lower case, at most 32 characters
	Description string       // at most 100 characters
	Translated  Translations // of the description; names are the same in all languages: messages quote them, and a channel has readers of several
	Admin       bool         // only for members who may manage the server
	Options     []Option
	Subcommands []Command // with any of these, Options is empty
}

// OptionKind is the kind of value that an option takes.
type OptionKind string

// The kinds of option.
const (
	OptionText    OptionKind = "text"
	OptionInteger OptionKind = "integer"
	OptionNumber  OptionKind = "number"
	OptionBool    OptionKind = "bool"
	OptionChannel OptionKind = "channel" // the value is the channel's id
	OptionRole    OptionKind = "role"    // the value is the role's id
)

// Option is a parameter of a command.
type Option struct {
	Name        string
	Description string
	Translated  Translations // of the description
	Kind        OptionKind
	Required    bool
	Choices     []Choice // a closed list of at most 25
	Complete    bool     // suggestions are asked for while it is typed
	Min, Max    float64  // for numbers, and lengths of text; both 0 = unbounded
}

// Choice is a value that the asker may pick, and the name it goes by.
type Choice struct {
	Name       string // at most 100 characters
	Translated Translations
	Value      string // at most 100 characters
}

// Translations are a text in languages other than English, by their codes.
// Discord shows each member the one of the language that they use it in.
type Translations map[string]string

// Permission is a right in Discord, as a bit of a permission number.
type Permission uint64

// The permissions that Readout asks about.
// Source: Discord documentation, topics/permissions.
const (
	PermissionAdministrator  Permission = 1 << 3
	PermissionManageServer   Permission = 1 << 5
	PermissionViewChannel    Permission = 1 << 10
	PermissionSendMessages   Permission = 1 << 11
	PermissionManageMessages Permission = 1 << 13
	PermissionEmbedLinks     Permission = 1 << 14
	PermissionReadHistory    Permission = 1 << 16
	PermissionMentionAll     Permission = 1 << 17
	PermissionManageThreads  Permission = 1 << 34
	PermissionSendInThreads  Permission = 1 << 38
)

// Has reports whether p includes all of want. An administrator has everything.
func (p Permission) Has(want Permission) bool {
	return p&PermissionAdministrator != 0 || p&want == want
}

// Invocation is a command as a person has entered it, a button pressed, or a
// command half typed that asks for suggestions.
type Invocation struct {
	Command string            // "briefing", "watch add"; for a button its Action.ID
	Options map[string]string // by name, as text: numbers in decimal, booleans "true" or "false", ids of channels and roles
	Focused string            // the option being typed, when suggestions are asked for

	GuildID     string
	ChannelID   string
	MessageID   string // of the message whose button was pressed
	UserID      string
	Locale      string     // of the asker, BCP 47
	Permissions Permission // of the asker in the channel
	Bot         Permission // of the bot in the channel

	Channels map[string]Channel // those that options name, by id
	At       time.Time
}

// Channel is a channel as Discord describes it to whoever names it in a command.
type Channel struct {
	ID    string
	Name  string
	Kind  ChannelKind
	Bot   Permission // what the bot may do there; 0 when Discord does not tell
	Forum Forum      // of forums, where that was asked for
}

// ChannelKind is what can be done with a channel.
type ChannelKind string

// The kinds of channel.
const (
	ChannelText         ChannelKind = "text"
	ChannelAnnouncement ChannelKind = "announcement"
	ChannelThread       ChannelKind = "thread"
	ChannelForum        ChannelKind = "forum"
	ChannelElse         ChannelKind = "else" // voice, category, directory: no place for messages
)

// Right is a permission and the name under which Discord's settings show it.
type Right struct {
	Permission Permission
	Name       string
}

// Needs returns what it takes to post in a channel of the kind and to keep the
// messages up to date.
func (k ChannelKind) Needs() []Right {
	rights := []Right{{PermissionViewChannel, "View Channel"}}
	switch k {
	case ChannelThread:
		rights = append(rights, Right{PermissionSendInThreads, "Send Messages in Threads"})
	case ChannelForum:
		rights = append(rights, Right{PermissionSendMessages, "Create Posts"}, Right{PermissionSendInThreads, "Send Messages in Posts"})
	default:
		rights = append(rights, Right{PermissionSendMessages, "Send Messages"})
	}
	return append(rights, Right{PermissionEmbedLinks, "Embed Links"}, Right{PermissionReadHistory, "Read Message History"})
}

// Missing names what of that the permissions lack.
func (k ChannelKind) Missing(p Permission) []string {
	var out []string
	for _, right := range k.Needs() {
		if !p.Has(right.Permission) {
			out = append(out, right.Name)
		}
	}
	return out
}

// Forum is what posts in a forum may be tagged with.
type Forum struct {
	Tags    []Tag
	MustTag bool // posts without a tag are refused
}

// Tag is a tag of a forum.
type Tag struct {
	ID        string
	Name      string
	Moderated bool // only members who may manage threads can give it
}

// Reply answers an invocation.
type Reply struct {
	Messages []Message // one or more; further ones are follow-ups
	Private  bool      // only the asker sees it
}
