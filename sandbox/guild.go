package sandbox

import (
	"fmt"
	"strconv"
	"strings"
)

// Guild describes the server that the bot is in.
type Guild struct {
	Name     string
	Locale   string // "" = "en-GB"
	Channels []Channel
	Roles    []Role
	Members  []Member
	// BotName and BotPermissions are the bot's; "" = "Readout", 0 = what an
	// invitation commonly grants.
	BotName        string
	BotPermissions uint64
}

// The kinds of channel that the sandbox has.
const (
	TextChannel         = 0
	VoiceChannel        = 2
	Category            = 4
	AnnouncementChannel = 5
	PublicThread        = 11
	ForumChannel        = 15
)

// Channel describes a channel. Deny takes permissions from the bot there.
type Channel struct {
	Name  string
	Topic string
	Kind  int
	Deny  uint64
	// Hidden takes the channel from members who do not manage the server.
	Hidden bool
	// Tags are those of a forum; with MustTag its posts need one.
	Tags    []string
	MustTag bool
}

// Role describes a role.
type Role struct {
	Name        string
	Color       int
	Permissions uint64
	Mentionable bool
}

// Member describes a person. The first one who manages the server owns it.
type Member struct {
	Name        string // of the account: lower case, no spaces
	Display     string
	Permissions uint64 // on top of those of the roles
	Roles       []string
	Locale      string // "" = the server's
}

// Permissions that the sandbox looks at.
// Source: Discord documentation, topics/permissions.
const (
	Administrator          = 1 << 3
	ManageChannels         = 1 << 4
	ManageServer           = 1 << 5
	ViewChannel            = 1 << 10
	SendMessages           = 1 << 11
	ManageMessages         = 1 << 13
	EmbedLinks             = 1 << 14
	AttachFiles            = 1 << 15
	ReadMessageHistory     = 1 << 16
	MentionEveryone        = 1 << 17
	ManageRoles            = 1 << 28
	UseApplicationCommands = 1 << 31
	ManageThreads          = 1 << 34
	CreatePublicThreads    = 1 << 35
	SendMessagesInThreads  = 1 << 38

	allPermissions = 1<<53 - 1

	// everyone is what any member may do.
	everyone = ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory |
		UseApplicationCommands | CreatePublicThreads | SendMessagesInThreads
)

// DefaultGuild is a newsroom's server: channels for alerts and briefings, one
// that the bot may read but not write to, an administrator and a member.
func DefaultGuild() Guild {
	return Guild{
		Name: "Briefing room",
		Channels: []Channel{
			{Name: "alerts", Topic: "Contacts between leaders, as they become known"},
			{Name: "daily-briefing", Topic: "One summary a day"},
			{Name: "general", Topic: "Talk about the news"},
			{Name: "read-only", Topic: "The bot may read here, but not write", Deny: SendMessages | SendMessagesInThreads},
			{Name: "announcements", Topic: "What other servers follow", Kind: AnnouncementChannel},
			{Name: "contacts", Topic: "A post for each contact, to talk about it", Kind: ForumChannel, Tags: []string{"Call", "Meeting", "Breaking"}},
		},
		Roles: []Role{{Name: "Duty desk", Color: 0xE67E22, Mentionable: true}, {Name: "Analysts", Color: 0x3498DB}},
		Members: []Member{
			{Name: "alex", Display: "Alex (admin)", Permissions: Administrator, Roles: []string{"Duty desk"}},
			{Name: "sam", Display: "Sam", Roles: []string{"Analysts"}},
			{Name: "elise", Display: "Élise (en français)", Locale: "fr", Roles: []string{"Analysts"}},
			{Name: "olena", Display: "Олена (українською)", Locale: "uk", Roles: []string{"Analysts"}},
		},
	}
}

// firstID is the id of the server. The fixed parts of the sandbox have ids
// counted from here, the same at every start, so that a bot's database fits a
// sandbox that was started again.
const firstID = 1191041298432000000

// Offsets of ids from firstID, by kind.
const (
	channelIDs = 1000
	roleIDs    = 2000
	memberIDs  = 3000
	tagIDs     = 4000 // and the channel's place times maxTags
	botID      = 9000
)

// maxTags is how many tags a forum can have.
// Source: Discord documentation, resources/channel.
const maxTags = 20

func fixedID(offset int) string { return strconv.Itoa(firstID + offset) }

// guild is the description made concrete. Only channels change: threads come.
type guild struct {
	id, name, locale, owner string
	roles                   []*role
	members                 []*member // the bot is the last
	bot                     *member
}

type role struct {
	id          string
	name        string
	color       int
	permissions uint64
	mentionable bool
	position    int
}

type member struct {
	id          string
	name        string
	display     string
	locale      string
	bot         bool
	permissions uint64 // without those of the roles
	roles       []*role
}

type channel struct {
	id       string
	name     string
	topic    string
	kind     int
	position int
	parent   *channel // of a thread
	tags     []string // ids, of a thread
	offered  []tag    // of a forum
	mustTag  bool     // of a forum
	owner    string   // of a thread
	archived bool
	locked   bool
	denied   map[string]uint64 // permissions taken away, by id of role or member
}

// tag is what posts of a forum can be tagged with.
type tag struct{ id, name string }

func newGuild(d Guild) (*guild, []*channel) {
	g := &guild{id: fixedID(0), name: d.Name, locale: d.Locale}
	if g.locale == "" {
		g.locale = "en-GB"
	}
	g.roles = append(g.roles, &role{id: g.id, name: "@everyone", permissions: everyone})
	byName := map[string]*role{}
	for i, r := range d.Roles {
		made := &role{fixedID(roleIDs + i), r.Name, r.Color, r.Permissions, r.Mentionable, i + 1}
		g.roles = append(g.roles, made)
		byName[r.Name] = made
	}
	for i, m := range d.Members {
		made := &member{id: fixedID(memberIDs + i), name: m.Name, display: m.Display, locale: m.Locale, permissions: m.Permissions}
		if made.display == "" {
			made.display = m.Name
		}
		if made.locale == "" {
			made.locale = g.locale
		}
		for _, name := range m.Roles {
			if r := byName[name]; r != nil {
				made.roles = append(made.roles, r)
			}
		}
		if g.owner == "" && made.guildPermissions(g)&(Administrator|ManageServer) != 0 {
			g.owner = made.id
		}
		g.members = append(g.members, made)
	}
	g.bot = newBot(d, g)
	g.members = append(g.members, g.bot)
	if g.owner == "" {
		g.owner = g.members[0].id
	}
	return g, newChannels(d, g)
}

func newBot(d Guild, g *guild) *member {
	name := d.BotName
	if name == "" {
		name = "Readout"
	}
	return &member{id: fixedID(botID), name: strings.ToLower(name), display: name, bot: true, locale: g.locale, permissions: d.BotPermissions}
}

func newChannels(d Guild, g *guild) []*channel {
	var channels []*channel
	for i, c := range d.Channels {
		made := &channel{id: fixedID(channelIDs + i), name: c.Name, topic: c.Topic, kind: c.Kind, position: i, mustTag: c.MustTag, denied: map[string]uint64{}}
		for j, name := range c.Tags[:min(len(c.Tags), maxTags)] {
			made.offered = append(made.offered, tag{fixedID(tagIDs + maxTags*i + j), name})
		}
		if c.Deny != 0 {
			made.denied[g.bot.id] = c.Deny
		}
		if c.Hidden {
			for _, m := range g.members {
				if !m.bot && m.guildPermissions(g)&(Administrator|ManageServer) == 0 {
					made.denied[m.id] |= ViewChannel
				}
			}
		}
		channels = append(channels, made)
	}
	return channels
}

// guildPermissions are a member's permissions before channels take any away.
func (m *member) guildPermissions(g *guild) uint64 {
	bits := m.permissions | g.roles[0].permissions
	for _, r := range m.roles {
		bits |= r.permissions
	}
	if bits&Administrator != 0 || m.id == g.owner {
		return allPermissions
	}
	return bits
}

// permissionsIn are a member's permissions in a channel.
// Source: Discord documentation, topics/permissions, "Permission Overwrites".
func (m *member) permissionsIn(g *guild, c *channel) uint64 {
	bits := m.guildPermissions(g)
	if bits&Administrator != 0 {
		return bits
	}
	denied := c.denied
	if c.parent != nil {
		denied = c.parent.denied
	}
	bits &^= denied[g.id]
	for _, r := range m.roles {
		bits &^= denied[r.id]
	}
	bits &^= denied[m.id]
	if bits&ViewChannel == 0 {
		return 0
	}
	return bits
}

// isThread reports whether the channel is a thread or a forum's post.
func (c *channel) isThread() bool { return c.parent != nil }

// toSend is the permission that messages in the channel need.
func (c *channel) toSend() uint64 {
	if c.isThread() {
		return SendMessagesInThreads
	}
	return SendMessages
}

// member finds a person by name or id.
func (g *guild) member(nameOrID string) (*member, error) {
	wanted := strings.Trim(strings.TrimPrefix(nameOrID, "@"), "<@!>")
	for _, m := range g.members {
		if m.id == wanted || m.name == wanted || m.display == wanted {
			return m, nil
		}
	}
	return nil, fmt.Errorf("nobody called %q is in the server", nameOrID)
}

// role finds a role by name or id.
func (g *guild) role(nameOrID string) (*role, error) {
	wanted := strings.TrimSuffix(strings.TrimPrefix(nameOrID, "<@&"), ">")
	for _, r := range g.roles {
		if r.id == wanted || r.name == wanted || "@"+r.name == wanted {
			return r, nil
		}
	}
	return nil, fmt.Errorf("there is no role called %q", nameOrID)
}
