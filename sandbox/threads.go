package sandbox

import (
	"fmt"
	"net/http"
	"slices"

	"readout/sandbox/form"
)

// createThread makes a post in a forum, or a thread in a channel.
func (w *world) createThread(c *call, parent *channel) answer {
	var body struct {
		Name    string        `json:"name"`
		Tags    []string      `json:"applied_tags"`
		Message *form.Message `json:"message"`
	}
	if refused := c.read(&body); refused != nil {
		return no(refused)
	}
	if refused := checkName(body.Name); refused != nil {
		return no(refused)
	}
	granted := w.guild.bot.permissionsIn(w.guild, parent)
	if granted&SendMessages == 0 {
		return no(missingPermissions)
	}
	if parent.kind == ForumChannel {
		if refused := checkPost(parent, body.Tags, body.Message); refused != nil {
			return no(refused)
		}
	}
	if body.Message != nil && granted&EmbedLinks == 0 {
		body.Message.Embeds = nil
	}
	thread := &channel{id: w.newID(), name: body.Name, kind: PublicThread, parent: parent, tags: list(body.Tags), owner: w.guild.bot.id}
	w.channels = append(w.channels, thread)
	w.stream.publish("channel_create", w.pageChannel(thread))
	out := w.wireThread(thread)
	if body.Message != nil {
		m := w.post(thread, w.guild.bot, body.Message, func(m *Message) { m.ID = thread.id })
		out["message"] = w.wireMessage(m)
	}
	return answer{status: http.StatusCreated, body: out}
}

func checkName(name string) *refusal {
	if n := len([]rune(name)); n < 1 || n > 100 {
		return invalidField("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
	}
	return nil
}

// checkPost refuses what is no post for the forum.
func checkPost(forum *channel, tags []string, message *form.Message) *refusal {
	if message == nil {
		return invalidField("message", "BASE_TYPE_REQUIRED", "This field is required")
	}
	if refused := checked(func(p *form.Problems) { message.Check(p, "message") }); refused != nil {
		return refused
	}
	return forum.checkTags(tags)
}

func (c *channel) checkTags(ids []string) *refusal {
	if c.mustTag && len(ids) == 0 {
		return tagRequired
	}
	for _, id := range ids {
		if !slices.ContainsFunc(c.offered, func(t tag) bool { return t.id == id }) {
			return unknownTag
		}
	}
	return nil
}

// visibleThread finds the thread that a path names. The caller holds the lock.
func (w *world) visibleThread(c *call) (*channel, *refusal) {
	thread, refused := w.visibleChannel(c)
	if refused == nil && !thread.isThread() {
		return nil, missingPermissions // to manage channels is nothing for this bot
	}
	return thread, refused
}

// editThread opens or closes a thread, or names it anew.
func (w *world) editThread(c *call, thread *channel) answer {
	var body struct {
		Name     *string   `json:"name"`
		Archived *bool     `json:"archived"`
		Tags     *[]string `json:"applied_tags"`
	}
	if refused := c.read(&body); refused != nil {
		return no(refused)
	}
	granted := w.guild.bot.permissionsIn(w.guild, thread)
	opens := body.Name == nil && body.Tags == nil && body.Archived != nil && !*body.Archived
	switch {
	case granted&ManageThreads != 0, thread.owner == w.guild.bot.id && !thread.locked:
	case opens && !thread.locked && granted&SendMessagesInThreads != 0:
	default:
		return no(missingPermissions)
	}
	if body.Archived != nil {
		thread.archived = *body.Archived
	}
	if thread.archived && (body.Name != nil || body.Tags != nil) {
		return no(threadArchived)
	}
	if body.Name != nil {
		if refused := checkName(*body.Name); refused != nil {
			return no(refused)
		}
		thread.name = *body.Name
	}
	if body.Tags != nil {
		if refused := thread.parent.checkTags(*body.Tags); refused != nil {
			return no(refused)
		}
		thread.tags = *body.Tags
	}
	w.touch()
	return ok(w.wireThread(thread))
}

// deleteThread deletes a thread with all its messages.
func (w *world) deleteThread(_ *call, thread *channel) answer {
	if w.guild.bot.permissionsIn(w.guild, thread)&ManageThreads == 0 {
		return no(missingPermissions)
	}
	out := w.wireThread(thread)
	for _, m := range slices.Clone(w.messages[thread.id]) {
		w.remove(m)
	}
	w.channels = slices.DeleteFunc(w.channels, func(c *channel) bool { return c == thread })
	w.stream.publish("channel_delete", object{"id": thread.id})
	w.touch()
	return ok(out)
}

// Say posts a message of a person's. User and channel are names or ids.
func (s *Server) Say(user, channel, text string) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	author, place, err := w.place(user, channel)
	if err != nil {
		return err
	}
	if author.permissionsIn(w.guild, place)&place.toSend() == 0 {
		return fmt.Errorf("%s may not write in #%s", author.display, place.name)
	}
	place.archived = false
	w.post(place, author, &form.Message{Content: &text}, nil)
	return nil
}

// Archive archives a thread, as Discord does when nobody has written in it for
// some days.
func (s *Server) Archive(nameOrID string) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	thread, found := w.channel(nameOrID)
	if !found || !thread.isThread() {
		return fmt.Errorf("there is no thread %q", nameOrID)
	}
	thread.archived = true
	w.touch()
	return nil
}

// Threads returns the names of the threads of a channel, the oldest first.
func (s *Server) Threads(channel string) []string {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	parent, found := w.channel(channel)
	var out []string
	for _, c := range w.channels {
		if found && c.parent == parent {
			out = append(out, c.name)
		}
	}
	return out
}
