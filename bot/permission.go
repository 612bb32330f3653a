package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"readout"
	"readout/bot/wire"
)

// permissions finds out what the bot may do in a channel.
type permissions struct {
	api *api

	mu    sync.Mutex
	known map[string]granted // by channel
}

// granted is what the bot may do in a channel, as it was at some time.
type granted struct {
	permission readout.Permission
	name       string
	kind       readout.ChannelKind
	forum      readout.Forum
	at         time.Time // real time
}

const (
	remembered    = 5 * time.Minute
	maxRemembered = 1000
	everything    = ^readout.Permission(0)
)

func newPermissions(a *api) *permissions {
	return &permissions{api: a, known: map[string]granted{}}
}

// MayEmbed reports whether the bot may post embeds in a channel, and yes when
// that cannot be found out.
func (p *permissions) MayEmbed(ctx context.Context, channelID string) bool {
	p.mu.Lock()
	g, ok := p.known[channelID]
	p.mu.Unlock()
	if !ok || time.Since(g.at) > remembered {
		var err error
		if g, err = p.ask(ctx, channelID); err != nil {
			g = granted{permission: everything, at: time.Now()}
			p.remember(channelID, g)
		}
	}
	return g.permission.Has(readout.PermissionEmbedLinks)
}

// Missing names what the bot lacks to post in a channel.
func (p *permissions) Missing(ctx context.Context, channelID string) ([]string, error) {
	ch, err := p.Channel(ctx, channelID)
	switch {
	case readout.ErrorCode(err) == readout.CodeForbidden:
		return []string{"View Channel"}, nil
	case err != nil:
		return nil, err
	}
	return ch.Kind.Missing(ch.Bot), nil
}

// Channel tells what a channel is, and what the bot may do there. Its errors are
// fit for users; one that it may not see is forbidden.
func (p *permissions) Channel(ctx context.Context, channelID string) (readout.Channel, error) {
	g, err := p.ask(ctx, channelID)
	e, answered := errors.AsType[*wire.Error](err)
	switch {
	case answered && (e.Code == wire.UnknownChannel || e.Status == http.StatusNotFound):
		return readout.Channel{}, readout.Errorf(readout.CodeNotFound, "there is no channel %s that Readout can see: check the id, and that the bot was added to the channel's server", channelID)
	case answered && e.Status == http.StatusForbidden, err == nil && g.permission == 0:
		return readout.Channel{}, readout.Errorf(readout.CodeForbidden, "I cannot see the channel that you chose. Give me View Channel there, or choose another.")
	case err != nil:
		return readout.Channel{}, err
	}
	return readout.Channel{ID: channelID, Name: g.name, Kind: g.kind, Bot: g.permission, Forum: g.forum}, nil
}

func (p *permissions) remember(channelID string, g granted) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known) >= maxRemembered {
		clear(p.known)
	}
	p.known[channelID] = g
}

// The parts of Discord's objects that permissions follow from.
type (
	channelObject struct {
		ID         string      `json:"id"`
		Type       int         `json:"type"`
		Name       string      `json:"name"`
		GuildID    string      `json:"guild_id"`
		ParentID   string      `json:"parent_id"`
		Overwrites []overwrite `json:"permission_overwrites"`
		Flags      int         `json:"flags"`
		Tags       []struct {
			ID        string `json:"id"`
			Name      string `json:"name"`
			Moderated bool   `json:"moderated"`
		} `json:"available_tags"`
	}
	overwrite struct {
		ID    string     `json:"id"` // of a role or a member
		Allow permission `json:"allow"`
		Deny  permission `json:"deny"`
	}
	guildObject struct {
		OwnerID string `json:"owner_id"`
		Roles   []struct {
			ID          string     `json:"id"`
			Permissions permission `json:"permissions"`
		} `json:"roles"`
	}
	memberObject struct {
		Roles []string `json:"roles"`
	}
)

// permission is a permission number, which Discord writes as a string.
type permission readout.Permission

// UnmarshalText reads the number.
func (p *permission) UnmarshalText(text []byte) error {
	n, err := strconv.ParseUint(string(text), 10, 64)
	*p = permission(n)
	return err
}

// ask asks Discord what the bot may do in a channel.
func (p *permissions) ask(ctx context.Context, channelID string) (granted, error) {
	if !isSnowflake(channelID) {
		return granted{}, readout.Errorf(readout.CodeInvalid, "%q is not the id of a channel: with Developer Mode on (Settings, Advanced), right-click the channel and choose Copy Channel ID", channelID)
	}
	var channel channelObject
	if err := p.api.Call(ctx, http.MethodGet, "channels/"+channelID, nil, &channel); err != nil {
		return granted{}, fmt.Errorf("ask for the channel: %w", err)
	}
	if channel.GuildID == "" {
		return granted{}, readout.Errorf(readout.CodeInvalid, "channel %s belongs to no server; Readout posts in servers only", channelID)
	}
	g := granted{name: channel.Name, kind: channelKind(channel.Type), forum: channel.forum()}
	if g.kind == readout.ChannelThread && isSnowflake(channel.ParentID) { // a thread has the permissions of its channel
		if err := p.api.Call(ctx, http.MethodGet, "channels/"+channel.ParentID, nil, &channel); err != nil {
			return granted{}, fmt.Errorf("ask for the thread's channel: %w", err)
		}
	}
	var guild guildObject
	if err := p.api.Call(ctx, http.MethodGet, "guilds/"+channel.GuildID, nil, &guild); err != nil {
		return granted{}, fmt.Errorf("ask for the server: %w", err)
	}
	var member memberObject
	if err := p.api.Call(ctx, http.MethodGet, "guilds/"+channel.GuildID+"/members/"+p.api.Self(), nil, &member); err != nil {
		return granted{}, fmt.Errorf("ask for the bot's roles: %w", err)
	}
	g.permission = effective(channel, guild, member, p.api.Self())
	g.at = time.Now()
	p.remember(channelID, g)
	return g, nil
}

// effective works out a member's permissions in a channel: those of the roles,
// then what the channel denies and allows to everyone, to roles, to the
// member, in that order.
// Source: Discord documentation, topics/permissions, Permission Overwrites.
func effective(c channelObject, g guildObject, m memberObject, self string) readout.Permission {
	if g.OwnerID == self {
		return everything
	}
	has := map[string]bool{c.GuildID: true} // the role of everyone has the server's id
	for _, id := range m.Roles {
		has[id] = true
	}
	var p readout.Permission
	for _, role := range g.Roles {
		if has[role.ID] {
			p |= readout.Permission(role.Permissions)
		}
	}
	if p.Has(readout.PermissionAdministrator) {
		return everything
	}
	apply := func(concerns func(id string) bool) {
		var allow, deny readout.Permission
		for _, o := range c.Overwrites {
			if concerns(o.ID) {
				allow |= readout.Permission(o.Allow)
				deny |= readout.Permission(o.Deny)
			}
		}
		p = p&^deny | allow
	}
	apply(func(id string) bool { return id == c.GuildID })
	apply(func(id string) bool { return id != c.GuildID && has[id] })
	apply(func(id string) bool { return id == self })
	if !p.Has(readout.PermissionViewChannel) {
		return 0
	}
	return p
}

// mustTag is the flag of forums that refuse posts without a tag.
// Source: Discord documentation, resources/channel, Channel Flags.
const mustTag = 1 << 4

func (c channelObject) forum() readout.Forum {
	out := readout.Forum{MustTag: c.Flags&mustTag != 0}
	for _, t := range c.Tags {
		out.Tags = append(out.Tags, readout.Tag{ID: t.ID, Name: t.Name, Moderated: t.Moderated})
	}
	return out
}

func isSnowflake(id string) bool {
	if len(id) == 0 || len(id) > 20 {
		return false
	}
	for _, r := range id {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
