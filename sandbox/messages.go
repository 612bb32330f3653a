package sandbox

import (
	"slices"
	"strconv"
	"strings"

	"readout/sandbox/form"
	"readout/sandbox/gateway"
)

// post makes a message of a body. The caller holds the lock and has checked
// the body.
func (w *world) post(c *channel, author *member, body *form.Message, shape func(*Message)) *Message {
	m := &Message{
		ID: w.newID(), ChannelID: c.id, Channel: c.name, Sent: w.now(), Nonce: body.NonceText(),
		Author: Author{ID: author.id, Name: author.display, Bot: author.bot},
	}
	w.fill(m, body)
	if body.Reference != nil {
		m.ReplyTo = body.Reference.MessageID
	}
	if shape != nil {
		shape(m)
	}
	w.keep(m)
	w.tell("MESSAGE_CREATE", m)
	w.stream.publish("message_create", w.pageMessage(m))
	w.touch()
	return m
}

// keep stores a message, and forgets the oldest of a full channel.
func (w *world) keep(m *Message) {
	list := append(w.messages[m.ChannelID], m)
	if len(list) > maxMessages {
		delete(w.byID, list[0].ID)
		list = slices.Delete(list, 0, 1)
	}
	w.messages[m.ChannelID] = list
	w.byID[m.ID] = m
}

// fill takes what a body says into a message; absent parts stay as they were.
func (w *world) fill(m *Message, body *form.Message) {
	if body.Content != nil {
		m.Content = *body.Content
	}
	if body.Embeds != nil {
		m.Embeds = *body.Embeds
		for i := range m.Embeds {
			if m.Embeds[i].Type == "" {
				m.Embeds[i].Type = "rich"
			}
		}
	}
	if body.Components != nil {
		m.Components = *body.Components
		form.Number(m.Components)
	}
	m.Flags = m.Flags&^form.FlagSuppressEmbeds | body.Flags
	m.Roles, m.Users, m.Everyone = w.pings(m.Content, body.AllowedMentions)
}

// pings finds out whom a text pings, as far as the body allows.
func (w *world) pings(content string, allowed *form.AllowedMentions) (roles, users []string, all bool) {
	may := func(kind, id string, listed []string) bool {
		return allowed == nil || slices.Contains(allowed.Parse, kind) || slices.Contains(listed, id)
	}
	var listedRoles, listedUsers []string
	if allowed != nil {
		listedRoles, listedUsers = allowed.Roles, allowed.Users
	}
	for _, r := range w.guild.roles {
		if strings.Contains(content, "<@&"+r.id+">") && may("roles", r.id, listedRoles) {
			roles = append(roles, r.id)
		}
	}
	for _, m := range w.guild.members {
		if (strings.Contains(content, "<@"+m.id+">") || strings.Contains(content, "<@!"+m.id+">")) && may("users", m.id, listedUsers) {
			users = append(users, m.id)
		}
	}
	all = (strings.Contains(content, "@everyone") || strings.Contains(content, "@here")) && may("everyone", "", nil)
	return roles, users, all
}

// tell sends an event on a message to the bot. The caller holds the lock.
func (w *world) tell(event string, m *Message) {
	if m.Private != "" || w.dispatch == nil {
		return
	}
	data := w.wireMessage(m)
	data["guild_id"] = w.guild.id
	w.dispatch(event, gateway.IntentGuildMessages, func(int) any { return data })
}

// readBody decodes and checks the body of a message.
func readBody(c *call, create bool) (*form.Message, *refusal) {
	var body form.Message
	if refused := c.read(&body); refused != nil {
		return nil, refused
	}
	if refused := checked(func(p *form.Problems) { body.Check(p, "") }); refused != nil {
		return nil, refused
	}
	if create && body.Empty(0) {
		return nil, emptyMessage
	}
	return &body, nil
}

// sendable refuses a message that the bot may not write to a channel. The caller
// holds the lock.
func (w *world) sendable(c *channel, body *form.Message) *refusal {
	if c.kind == Category || c.kind == ForumChannel {
		return notATextChannel
	}
	if c.locked {
		return threadLocked
	}
	granted := w.guild.bot.permissionsIn(w.guild, c)
	if granted&c.toSend() == 0 {
		return missingPermissions
	}
	if granted&EmbedLinks == 0 {
		body.Embeds = nil // Discord drops them without a word
		if body.Empty(0) {
			return emptyMessage
		}
	}
	return nil
}

func (w *world) createMessage(c *call, channel *channel) answer {
	body, refused := readBody(c, true)
	if refused != nil {
		return no(refused)
	}
	if refused := w.sendable(channel, body); refused != nil {
		return no(refused)
	}
	nonce := body.NonceText()
	if body.EnforceNonce && nonce != "" {
		if used, known := w.nonces[nonce]; known && w.wall().Sub(used.at) < w.limits.NonceWindow {
			if m := w.byID[used.messageID]; m != nil {
				return ok(w.withNonce(m))
			}
			return no(unknownMessage)
		}
	}
	channel.archived = false // a message opens a thread again
	m := w.post(channel, w.guild.bot, body, nil)
	if nonce != "" {
		w.rememberNonce(nonce, m.ID)
	}
	return ok(w.withNonce(m))
}

// rememberNonce keeps a nonce and forgets those whose time is over.
func (w *world) rememberNonce(nonce, message string) {
	now := w.wall()
	for known, used := range w.nonces {
		if now.Sub(used.at) >= w.limits.NonceWindow {
			delete(w.nonces, known)
		}
	}
	w.nonces[nonce] = usedNonce{message, now}
}

// withNonce is the message as its author gets it.
func (w *world) withNonce(m *Message) object {
	o := w.wireMessage(m)
	if m.Nonce != "" {
		o["nonce"] = m.Nonce
	}
	return o
}

// visibleMessage finds a message that the bot may see. The caller holds the
// lock.
func (w *world) visibleMessage(c *call) (*Message, *refusal) {
	if _, refused := w.visibleChannel(c); refused != nil {
		return nil, refused
	}
	m := w.byID[c.PathValue("message")]
	if m == nil || m.ChannelID != c.PathValue("channel") || m.Private != "" {
		return nil, unknownMessage
	}
	return m, nil
}

func (w *world) getMessage(_ *call, m *Message) answer { return ok(w.withNonce(m)) }

func (w *world) listMessages(c *call, channel *channel) answer {
	limit, refused := number(c, "limit", 50, 1, 100)
	if refused != nil {
		return no(refused)
	}
	if w.guild.bot.permissionsIn(w.guild, channel)&ReadMessageHistory == 0 {
		return ok([]object{})
	}
	query := c.URL.Query()
	picked := pick(w.messages[channel.id], query.Get("before"), query.Get("after"), limit)
	out := []object{}
	for _, m := range picked {
		out = append(out, w.withNonce(m))
	}
	return ok(out)
}

// pick returns public messages, newest first: the newest before an id, or the
// oldest after one.
func pick(messages []*Message, before, after string, limit int) []*Message {
	var out []*Message
	for _, m := range messages {
		if m.Private == "" && (before == "" || olderID(m.ID, before)) && (after == "" || olderID(after, m.ID)) {
			out = append(out, m)
		}
	}
	if len(out) > limit {
		if after != "" {
			out = out[:limit]
		} else {
			out = out[len(out)-limit:]
		}
	}
	slices.Reverse(out)
	return out
}

// olderID compares ids, which are numbers.
func olderID(a, b string) bool {
	x, errX := strconv.ParseUint(a, 10, 64)
	y, errY := strconv.ParseUint(b, 10, 64)
	return errX == nil && errY == nil && x < y
}

func (w *world) editMessage(c *call, m *Message) answer {
	if m.Author.ID != w.guild.bot.id {
		return no(notTheAuthor)
	}
	if channel, _ := w.channel(m.ChannelID); channel.archived {
		return no(threadArchived)
	}
	return w.editAnswer(c, m)
}

// edit changes a message. The caller holds the lock.
func (w *world) edit(m *Message, body *form.Message) answer {
	next := m.clone()
	w.fill(&next, body)
	if next.Content == "" && len(next.Embeds) == 0 && len(next.Components) == 0 && len(next.Attachments) == 0 {
		return no(emptyMessage)
	}
	if m.Thinking {
		next.Thinking = false
		next.Flags &^= form.FlagLoading
	} else {
		next.remember(w.now())
	}
	*m = next
	w.tell("MESSAGE_UPDATE", m)
	w.stream.publish("message_update", w.pageMessage(m))
	w.touch()
	return ok(w.withNonce(m))
}

func (w *world) deleteMessage(_ *call, m *Message) answer {
	channel, _ := w.channel(m.ChannelID)
	if m.Author.ID != w.guild.bot.id && w.guild.bot.permissionsIn(w.guild, channel)&ManageMessages == 0 {
		return no(missingPermissions)
	}
	w.remove(m)
	return noContent()
}

// remove deletes a message. The caller holds the lock.
func (w *world) remove(m *Message) {
	delete(w.byID, m.ID)
	w.messages[m.ChannelID] = slices.DeleteFunc(w.messages[m.ChannelID], func(o *Message) bool { return o == m })
	if m.Private == "" && w.dispatch != nil {
		data := object{"id": m.ID, "channel_id": m.ChannelID, "guild_id": w.guild.id}
		w.dispatch("MESSAGE_DELETE", gateway.IntentGuildMessages, func(int) any { return data })
	}
	w.stream.publish("message_delete", object{"id": m.ID, "channel_id": m.ChannelID})
	w.touch()
}

func (w *world) crosspost(_ *call, m *Message) answer {
	if channel, _ := w.channel(m.ChannelID); channel.kind != AnnouncementChannel {
		return no(wrongChannelType)
	}
	if m.Flags&form.FlagCrossposted != 0 {
		return no(alreadyCrossposted)
	}
	m.Flags |= form.FlagCrossposted
	w.stream.publish("message_update", w.pageMessage(m))
	w.touch()
	return ok(w.withNonce(m))
}

func (*world) typing(*call, *channel) answer { return noContent() }
