package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"readout/sandbox/form"
)

// object is a JSON object as Discord answers it.
type object = map[string]any

// timestamp is how Discord writes an instant.
func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }

func user(m *member) object {
	u := object{
		"id": m.id, "username": m.name, "global_name": m.display, "discriminator": "0", "avatar": nil,
		"public_flags": 0, "flags": 0, "primary_guild": nil, "avatar_decoration_data": nil, "collectibles": nil,
		"banner": nil, "accent_color": nil,
	}
	if m.bot {
		u["bot"] = true
		u["discriminator"] = "4242"
		u["username"] = m.display
		u["global_name"] = nil
	}
	return u
}

// ownUser is the bot as it sees itself.
func ownUser(m *member) object {
	u := user(m)
	u["mfa_enabled"], u["locale"], u["premium_type"], u["email"], u["verified"] = true, "en-US", 0, nil, true
	return u
}

func (w *world) wireMember(m *member) object {
	roles := []string{}
	for _, r := range m.roles {
		roles = append(roles, r.id)
	}
	return object{
		"user": user(m), "nick": nil, "avatar": nil, "banner": nil, "roles": roles,
		"joined_at": timestamp(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)), "premium_since": nil,
		"deaf": false, "mute": false, "flags": 0, "pending": false, "communication_disabled_until": nil,
	}
}

// resolvedMember is a member as it stands in an interaction: with permissions.
func (w *world) resolvedMember(m *member, c *channel) object {
	o := w.wireMember(m)
	o["permissions"] = bits(m.permissionsIn(w.guild, c))
	return o
}

func bits(permissions uint64) string { return strconv.FormatUint(permissions, 10) }

func wireRole(r *role) object {
	return object{
		"id": r.id, "name": r.name, "permissions": bits(r.permissions), "position": r.position, "color": r.color,
		"colors": object{"primary_color": r.color, "secondary_color": nil, "tertiary_color": nil},
		"hoist":  false, "managed": false, "mentionable": r.mentionable, "icon": nil, "unicode_emoji": nil, "flags": 0,
	}
}

// wireChannel is a channel as the bot sees it. The caller holds the lock.
func (w *world) wireChannel(c *channel) object {
	if c.isThread() {
		return w.wireThread(c)
	}
	overwrites := []object{}
	for id, deny := range c.denied {
		kind := 1 // a member
		if _, err := w.guild.role(id); err == nil {
			kind = 0
		}
		overwrites = append(overwrites, object{"id": id, "type": kind, "allow": "0", "deny": bits(deny)})
	}
	o := object{
		"id": c.id, "type": c.kind, "guild_id": w.guild.id, "name": c.name, "position": c.position, "flags": 0,
		"parent_id": nil, "permission_overwrites": overwrites, "nsfw": false,
	}
	if c.kind == Category {
		return o
	}
	o["rate_limit_per_user"] = 0
	o["last_message_id"] = w.lastMessageID(c)
	if c.topic == "" {
		o["topic"] = nil
	} else {
		o["topic"] = c.topic
	}
	if c.kind == ForumChannel {
		o["available_tags"], o["default_reaction_emoji"] = c.wireTags(), nil
		if c.mustTag {
			o["flags"] = flagMustTag
		}
		o["default_sort_order"], o["default_forum_layout"] = nil, 0
	}
	return o
}

// flagMustTag marks forums whose posts need a tag.
// Source: Discord documentation, resources/channel, Channel Flags.
const flagMustTag = 1 << 4

func (c *channel) wireTags() []object {
	tags := []object{}
	for _, t := range c.offered {
		tags = append(tags, object{"id": t.id, "name": t.name, "moderated": false, "emoji_id": nil, "emoji_name": nil})
	}
	return tags
}

func (w *world) lastMessageID(c *channel) any {
	list := w.messages[c.id]
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Private == "" {
			return list[i].ID
		}
	}
	return nil
}

func (w *world) wireThread(c *channel) object {
	n := w.answers(c)
	o := object{
		"id": c.id, "type": c.kind, "guild_id": w.guild.id, "name": c.name, "flags": 0, "parent_id": c.parent.id,
		"owner_id": c.owner, "rate_limit_per_user": 0, "last_message_id": w.lastMessageID(c),
		"message_count": n, "member_count": 1, "total_message_sent": n,
		"thread_metadata": object{
			"archived": c.archived, "locked": c.locked, "auto_archive_duration": 4320,
			"archive_timestamp": timestamp(w.now()), "create_timestamp": timestamp(w.now()),
		},
	}
	if c.parent.kind == ForumChannel {
		o["applied_tags"] = c.tags
	}
	return o
}

// answers counts the messages of a thread without the one that it begins with.
// The caller holds the lock.
func (w *world) answers(c *channel) int {
	n := 0
	for _, m := range w.messages[c.id] {
		if m.ID != c.id {
			n++
		}
	}
	return n
}

// interactionChannel is a channel as it stands in an interaction: what the
// asker and the bot may do there.
func (w *world) interactionChannel(c *channel, asker *member) object {
	o := w.wireChannel(c)
	delete(o, "permission_overwrites")
	o["permissions"] = bits(asker.permissionsIn(w.guild, c))
	o["app_permissions"] = bits(w.guild.bot.permissionsIn(w.guild, c))
	return o
}

// wireMessage is a message as the bot sees it. The caller holds the lock.
func (w *world) wireMessage(m *Message) object {
	o := object{
		"id": m.ID, "channel_id": m.ChannelID, "type": 0, "content": m.Content, "author": w.wireAuthor(m),
		"timestamp": timestamp(m.Sent), "edited_timestamp": nil, "tts": false, "mention_everyone": m.Everyone,
		"mentions": w.wireMentions(m), "mention_roles": list(m.Roles), "attachments": wireAttachments(m.Attachments),
		"embeds": list(m.Embeds), "components": list(m.Components), "pinned": m.Pinned, "flags": m.Flags,
	}
	if !m.Edited.IsZero() {
		o["edited_timestamp"] = timestamp(m.Edited)
	}
	if m.Used != nil {
		w.wireUsage(o, m)
	}
	if m.ReplyTo != "" {
		o["type"] = 19
		o["message_reference"] = object{"type": 0, "message_id": m.ReplyTo, "channel_id": m.ChannelID, "guild_id": w.guild.id}
	}
	return o
}

// list makes a nil slice an empty list.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func (w *world) wireAuthor(m *Message) object {
	author, err := w.guild.member(m.Author.ID)
	if err != nil {
		return object{}
	}
	return user(author)
}

func (w *world) wireMentions(m *Message) []object {
	mentions := []object{}
	for _, id := range m.Users {
		if mentioned, err := w.guild.member(id); err == nil {
			mentions = append(mentions, user(mentioned))
		}
	}
	return mentions
}

// wireUsage adds what a message says of the interaction that it answers.
func (w *world) wireUsage(o object, m *Message) {
	used := m.Used
	o["webhook_id"], o["application_id"] = w.guild.bot.id, w.guild.bot.id
	asker, err := w.guild.member(used.UserID)
	if err != nil {
		return
	}
	metadata := object{
		"id": used.Interaction, "type": used.Type, "user": user(asker),
		"authorizing_integration_owners": object{"0": w.guild.id},
	}
	if used.Type == commandInteraction {
		o["type"] = 20
		o["interaction"] = object{"id": used.Interaction, "type": used.Type, "name": used.Name, "user": user(asker)}
	} else {
		metadata["interacted_message_id"] = used.MessageID
	}
	o["interaction_metadata"] = metadata
}

func wireAttachments(attachments []Attachment) []object {
	out := []object{}
	for _, a := range attachments {
		o := object{
			"id": a.ID, "filename": a.Filename, "size": a.Size, "url": a.URL, "proxy_url": a.URL,
			"content_type": a.ContentType,
		}
		if a.Description != "" {
			o["description"] = a.Description
		}
		out = append(out, o)
	}
	return out
}

func wireCommand(c form.Command) object {
	raw, err := json.Marshal(c)
	var o object
	if err != nil || json.Unmarshal(raw, &o) != nil {
		return object{}
	}
	return o
}

// commonGuild is what GET /guilds and GUILD_CREATE have in common.
func (w *world) commonGuild() object {
	roles := []object{}
	for _, r := range w.guild.roles {
		roles = append(roles, wireRole(r))
	}
	return object{
		"id": w.guild.id, "name": w.guild.name, "icon": nil, "description": nil, "splash": nil, "discovery_splash": nil,
		"features": []string{}, "banner": nil, "owner_id": w.guild.owner, "application_id": nil,
		"afk_channel_id": nil, "afk_timeout": 300, "system_channel_id": nil, "system_channel_flags": 0,
		"widget_enabled": false, "widget_channel_id": nil, "verification_level": 0, "roles": roles,
		"default_message_notifications": 0, "mfa_level": 0, "explicit_content_filter": 0, "max_presences": nil,
		"max_members": 500000, "max_stage_video_channel_users": 50, "max_video_channel_users": 25,
		"vanity_url_code": nil, "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": w.guild.locale,
		"rules_channel_id": nil, "safety_alerts_channel_id": nil, "public_updates_channel_id": nil,
		"premium_progress_bar_enabled": false, "nsfw_level": 0, "emojis": []object{}, "stickers": []object{},
		"incidents_data": nil, "hub_type": nil,
	}
}

// wireGuild is the answer to GET /guilds.
func (w *world) wireGuild() object {
	o := w.commonGuild()
	delete(o, "hub_type")
	o["home_header"], o["nsfw"], o["region"] = nil, false, "deprecated"
	return o
}

// guildCreate is the data of GUILD_CREATE.
func (w *world) guildCreate() object {
	o := w.commonGuild()
	channels, threads := []object{}, []object{}
	for _, c := range w.channels {
		if w.guild.bot.permissionsIn(w.guild, c)&ViewChannel == 0 {
			continue
		}
		if c.isThread() {
			threads = append(threads, w.wireChannel(c))
		} else {
			channels = append(channels, w.wireChannel(c))
		}
	}
	o["channels"], o["threads"], o["members"] = channels, threads, []object{w.wireMember(w.guild.bot)}
	o["joined_at"], o["large"], o["unavailable"] = timestamp(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)), false, false
	o["member_count"], o["voice_states"], o["presences"] = len(w.guild.members), []object{}, []object{}
	o["stage_instances"], o["guild_scheduled_events"], o["soundboard_sounds"] = []object{}, []object{}, []object{}
	return o
}

// application is the bot's application as it sees it.
func (w *world) application() object {
	return object{
		"id": w.guild.bot.id, "name": w.guild.bot.display, "icon": nil, "description": "", "type": nil,
		"bot": user(w.guild.bot), "bot_public": true, "bot_require_code_grant": false,
		"verify_key": strings.Repeat("0", 64), "flags": 0, "flags_new": "0", "redirect_uris": []string{},
		"interactions_endpoint_url": nil, "role_connections_verification_url": nil, "owner": user(w.guild.members[0]),
		"approximate_guild_count": 1, "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
		"explicit_content_filter": 0, "team": nil, "eligible_oauth2_scopes": []string{},
	}
}
