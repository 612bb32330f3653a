package sandbox

import (
	"encoding/json"
	"net/http"
	"time"

	"readout/sandbox/form"
)

// The kinds of interaction.
// Source: Discord documentation, interactions/receiving-and-responding.
const (
	commandInteraction      = 2
	componentInteraction    = 3
	autocompleteInteraction = 4
)

// The kinds of answer.
const (
	answerMessage  = 4
	answerDeferred = 5
	answerSilent   = 6
	answerUpdate   = 7
	answerChoices  = 8
)

// interaction is a command, a button or a half-typed command that the bot was
// told of.
type interaction struct {
	id, token string
	kind      int
	asker     *member
	channel   *channel
	command   string // "/watch add"
	name      string
	messageID string // of the button
	began     time.Time
	deadline  *time.Timer

	late     bool
	answered bool
	original *Message // the answer
	choices  []form.Choice
}

// open makes an interaction and tells the bot of it. The caller holds the lock.
func (w *world) open(i *interaction, data object) {
	i.id = w.newID()
	i.token = newToken(i.id)
	i.began = w.wall()
	w.forgetInteractions()
	w.interactions[i.token] = i
	i.deadline = time.AfterFunc(w.limits.AnswerIn, func() { w.expire(i) })
	event := object{
		"id": i.id, "application_id": w.guild.bot.id, "type": i.kind, "data": data, "token": i.token, "version": 1,
		"guild_id": w.guild.id, "guild": object{"id": w.guild.id, "locale": w.guild.locale, "features": []string{}},
		"channel_id": i.channel.id, "channel": w.interactionChannel(i.channel, i.asker),
		"member": w.resolvedMember(i.asker, i.channel), "locale": i.asker.locale, "guild_locale": w.guild.locale,
		"app_permissions": bits(w.guild.bot.permissionsIn(w.guild, i.channel)), "entitlements": []object{},
		"authorizing_integration_owners": object{"0": w.guild.id}, "context": 0, "attachment_size_limit": 10 << 20,
	}
	if m := w.byID[i.messageID]; m != nil {
		event["message"] = w.wireMessage(m)
	}
	w.dispatch("INTERACTION_CREATE", 0, func(int) any { return event })
}

// expire ends the wait for a first answer.
func (w *world) expire(i *interaction) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !i.answered {
		i.late = true
		w.touch()
	}
}

// forgetInteractions drops those whose tokens are worth nothing any more. The
// caller holds the lock.
func (w *world) forgetInteractions() {
	for token, i := range w.interactions {
		if w.wall().Sub(i.began) > w.limits.TokenLife {
			delete(w.interactions, token)
		}
	}
}

// callback takes the first answer to an interaction.
func (s *Server) callback(c *call) answer {
	var body struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if refused := c.read(&body); refused != nil {
		return no(refused)
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	i := w.interactions[c.PathValue("token")]
	if i == nil || i.id != c.PathValue("interaction") || i.late {
		return no(unknownInteraction)
	}
	if i.answered {
		return no(alreadyAnswered)
	}
	if refused := w.take(i, body.Type, body.Data); refused != nil {
		return no(refused)
	}
	i.answered = true
	i.deadline.Stop()
	w.touch()
	if c.URL.Query().Get("with_response") != "true" {
		return noContent()
	}
	return ok(w.callbackResponse(i, body.Type))
}

// take carries out a first answer. The caller holds the lock.
func (w *world) take(i *interaction, kind int, data json.RawMessage) *refusal {
	switch {
	case kind == answerChoices && i.kind == autocompleteInteraction:
		return i.takeChoices(data)
	case i.kind == autocompleteInteraction:
		return invalidField("type", "BASE_TYPE_CHOICES", "Value must be one of {8}.")
	case kind == answerMessage, kind == answerDeferred:
		return w.takeMessage(i, kind, data)
	case kind == answerSilent && i.kind == componentInteraction:
		i.original = w.byID[i.messageID]
		return nil
	case kind == answerUpdate && i.kind == componentInteraction:
		return w.takeUpdate(i, data)
	}
	return invalidField("type", "BASE_TYPE_CHOICES", "Value must be one of {4, 5, 6, 7, 8}.")
}

func (i *interaction) takeChoices(data json.RawMessage) *refusal {
	var body struct {
		Choices []form.Choice `json:"choices"`
	}
	if json.Unmarshal(data, &body) != nil {
		return invalidField("data.choices", "BASE_TYPE_REQUIRED", "This field is required")
	}
	if refused := checked(func(p *form.Problems) { form.CheckChoices(p, "data.choices", body.Choices, form.TextOption) }); refused != nil {
		return refused
	}
	i.choices = body.Choices
	return nil
}

func (w *world) takeMessage(i *interaction, kind int, data json.RawMessage) *refusal {
	body := &form.Message{}
	if len(data) > 0 && string(data) != "null" {
		if json.Unmarshal(data, body) != nil {
			return notJSON
		}
		if refused := checked(func(p *form.Problems) { body.Check(p, "data") }); refused != nil {
			return refused
		}
	}
	if kind == answerMessage && body.Empty(0) {
		return emptyMessage
	}
	i.original = w.post(i.channel, w.guild.bot, body, func(m *Message) {
		w.shapeAnswer(i, m, body.Flags)
		m.Thinking = kind == answerDeferred
		if m.Thinking {
			m.Flags |= form.FlagLoading
		}
	})
	return nil
}

// shapeAnswer makes a message the answer to an interaction.
func (w *world) shapeAnswer(i *interaction, m *Message, flags int) {
	m.Used = &Usage{
		Interaction: i.id, UserID: i.asker.id, User: i.asker.display, Command: i.command, Type: i.kind, Name: i.name, MessageID: i.messageID,
	}
	if flags&form.FlagEphemeral != 0 {
		m.Private = i.asker.id
	}
}

func (w *world) takeUpdate(i *interaction, data json.RawMessage) *refusal {
	var body form.Message
	if json.Unmarshal(data, &body) != nil {
		return notJSON
	}
	if refused := checked(func(p *form.Problems) { body.Check(p, "data") }); refused != nil {
		return refused
	}
	m := w.byID[i.messageID]
	if m == nil {
		return unknownMessage
	}
	if a := w.edit(m, &body); a.status != http.StatusOK {
		return emptyMessage
	}
	i.original = m
	return nil
}

func (w *world) callbackResponse(i *interaction, kind int) object {
	o := object{
		"interaction": object{"id": i.id, "type": i.kind, "response_message_id": nil, "response_message_loading": kind == answerDeferred, "response_message_ephemeral": false},
		"resource":    object{"type": kind},
	}
	if i.original != nil {
		o["interaction"].(object)["response_message_id"] = i.original.ID
		o["interaction"].(object)["response_message_ephemeral"] = i.original.Private != ""
		o["resource"].(object)["message"] = w.wireMessage(i.original)
	}
	return o
}

// answered finds the interaction of a webhook's token. The caller holds the
// lock.
func (w *world) answered(c *call) (*interaction, *refusal) {
	if c.PathValue("webhook") != w.guild.bot.id {
		return nil, unknownWebhook
	}
	i := w.interactions[c.PathValue("token")]
	if i == nil || w.wall().Sub(i.began) > w.limits.TokenLife {
		return nil, expiredToken
	}
	if !i.answered {
		return nil, unknownWebhook
	}
	return i, nil
}

// followUp posts a further answer.
func (w *world) followUp(c *call, i *interaction) answer {
	body, refused := readBody(c, true)
	if refused != nil {
		return no(refused)
	}
	m := w.post(i.channel, w.guild.bot, body, func(m *Message) {
		w.shapeAnswer(i, m, body.Flags)
		if i.original != nil {
			m.ReplyTo = i.original.ID
		}
	})
	return ok(w.wireMessage(m))
}

// answerMessage finds the message of a webhook route. The caller holds the
// lock.
func (w *world) answerMessage(c *call) (*Message, *refusal) {
	i, refused := w.answered(c)
	if refused != nil {
		return nil, refused
	}
	if c.PathValue("message") == "@original" {
		if i.original == nil || w.byID[i.original.ID] == nil {
			return nil, unknownMessage
		}
		return i.original, nil
	}
	m := w.byID[c.PathValue("message")]
	if m == nil || m.Used == nil || m.Used.Interaction != i.id {
		return nil, unknownMessage
	}
	return m, nil
}

func (w *world) getAnswer(_ *call, m *Message) answer { return ok(w.wireMessage(m)) }

func (w *world) editAnswer(c *call, m *Message) answer {
	body, refused := readBody(c, false)
	if refused != nil {
		return no(refused)
	}
	return w.edit(m, body)
}

func (w *world) deleteAnswer(_ *call, m *Message) answer {
	w.remove(m)
	return noContent()
}
