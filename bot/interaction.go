package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"readout"
	"readout/bot/rendering"
)

const (
	// maxHandling is how many invocations are answered at once.
	maxHandling = 64

	// answerIn is how long an answer may take before Discord is told that it
	// comes later; Discord itself waits for 3 seconds.
	answerIn = 1200 * time.Millisecond

	// handleTime bounds the work on one invocation.
	handleTime = 2 * time.Minute

	// drainTime is how long running handlers have when the bot stops.
	drainTime = 5 * time.Second

	maxSuggestions = 25
	maxSuggestion  = 100 // characters
)

// The kinds of interaction and of answers to one.
// Source: Discord documentation, interactions/receiving-and-responding.
const (
	invoked   = 2
	pressed   = 3
	completed = 4

	answerMessage  = 4
	answerLater    = 5
	answerChoices  = 8
	subcommandType = 1
	groupType      = 2
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

// receive takes an event from the gateway, and must not keep it waiting.
func (b *Bot) receive(ctx context.Context, e event) {
	if e.name != "INTERACTION_CREATE" {
		return
	}
	var in interaction
	if err := json.Unmarshal(e.data, &in); err != nil || !isSnowflake(in.ID) || in.Token == "" {
		b.log.Warn("an interaction cannot be read", slog.Any("error", err))
		return
	}
	select {
	case b.handling <- struct{}{}:
	default:
		b.log.Warn("too many commands at once; one goes unanswered")
		return
	}
	arrived := time.Now()
	go func() {
		defer func() { <-b.handling }()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), handleTime)
		defer cancel()
		b.handle(ctx, in, arrived)
	}()
}

// drain waits for running handlers, but not for long.
func (b *Bot) drain() {
	timer := time.NewTimer(drainTime)
	defer timer.Stop()
	for range cap(b.handling) {
		select {
		case b.handling <- struct{}{}:
		case <-timer.C:
			return
		}
	}
}

// handle answers one interaction.
func (b *Bot) handle(ctx context.Context, in interaction, arrived time.Time) {
	switch in.Type {
	case completed:
		b.complete(ctx, in)
	case invoked, pressed:
		b.answer(ctx, in, arrived)
	}
}

// invocation is an interaction in Readout's words.
func (b *Bot) invocation(in interaction) readout.Invocation {
	path, sent := in.Data.Name, in.Data.Options
	for len(sent) == 1 && (sent[0].Type == subcommandType || sent[0].Type == groupType) {
		path, sent = path+" "+sent[0].Name, sent[0].Options
	}
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

// complete answers with suggestions. Nobody is told of errors while typing.
func (b *Bot) complete(ctx context.Context, in interaction) {
	choices := []choice{}
	found, err := b.suggestions(ctx, in)
	if err != nil {
		b.log.Error("suggestions cannot be made", slog.String("command", in.Data.Name), slog.Any("error", err))
	}
	for _, c := range found[:min(len(found), maxSuggestions)] {
		choices = append(choices, choice{Name: clip(c.Name, maxSuggestion), Value: c.Value})
	}
	b.respond(ctx, in, answerChoices, map[string]any{"choices": choices})
}

func (b *Bot) suggestions(ctx context.Context, in interaction) (found []readout.Choice, err error) {
	defer b.recover(&err)
	return b.commands.Complete(ctx, b.invocation(in))
}

func clip(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most-1]) + "…"
}

// outcome is what an invocation has come to.
type outcome struct {
	reply readout.Reply
	err   error
}

// answer runs a command or button. An answer that takes its time is announced,
// and only the asker sees that: what it is cannot be known yet.
func (b *Bot) answer(ctx context.Context, in interaction, arrived time.Time) {
	done := make(chan outcome, 1)
	go func() {
		reply, err := b.run(ctx, in)
		done <- outcome{reply, err}
	}()
	timer := time.NewTimer(answerIn - time.Since(arrived))
	defer timer.Stop()
	select {
	case o := <-done:
		b.say(ctx, in, b.pages(in, o), o.err != nil || o.reply.Private, false)
	case <-timer.C:
		private := !b.public(in)
		if !b.respond(ctx, in, answerLater, flags(private)) {
			return
		}
		o := <-done
		b.say(ctx, in, b.pages(in, o), private, true)
	}
}

// public reports whether everybody shall see the answer to a command that
// takes its time: lists and searches, but no buttons and no changes.
func (b *Bot) public(in interaction) bool {
	return in.Type == invoked && !b.admin[b.invocation(in).Command]
}

func flags(private bool) any {
	if private {
		return map[string]any{"flags": rendering.Ephemeral}
	}
	return nil
}

// run calls the command, after a second look at the asker's permissions:
// server settings can let anybody call a command.
func (b *Bot) run(ctx context.Context, in interaction) (reply readout.Reply, err error) {
	defer b.recover(&err)
	call := b.invocation(in)
	if call.GuildID == "" {
		return reply, readout.Errorf(readout.CodeInvalid, "Readout works in servers only: call the command in a channel of one.")
	}
	if in.Type == pressed {
		return b.commands.Press(ctx, call)
	}
	if b.admin[call.Command] && !call.Permissions.Has(readout.PermissionManageServer) {
		return reply, readout.Errorf(readout.CodeForbidden, "Only members with the permission Manage Server may use /%s.", call.Command)
	}
	return b.commands.Run(ctx, call)
}

// recover makes an error of a panic.
func (b *Bot) recover(err *error) {
	if p := recover(); p != nil {
		b.log.Error("a command panicked", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
		*err = fmt.Errorf("panic: %v", p)
	}
}

// pages renders what came of an invocation.
func (b *Bot) pages(in interaction, o outcome) []rendering.Message {
	if o.err != nil {
		if readout.ErrorCode(o.err) == readout.CodeInternal {
			b.log.Error("a command failed", slog.String("interaction_id", in.ID), slog.String("command", in.Data.Name), slog.Any("error", o.err))
			return []rendering.Message{rendering.Note("Something went wrong inside Readout. Its log has the details under interaction_id=" + in.ID + ".")}
		}
		return []rendering.Message{rendering.Note(readout.ErrorMessage(o.err))}
	}
	embeds := in.Bot.permission().Has(readout.PermissionEmbedLinks) || o.reply.Private || in.Bot == ""
	var out []rendering.Message
	for _, m := range o.reply.Messages {
		out = append(out, rendering.Pages(m, embeds)...)
	}
	if len(out) == 0 {
		out = append(out, rendering.Note("Done."))
	}
	return out
}

// say sends the pages: the first as the answer, the others after it.
func (b *Bot) say(ctx context.Context, in interaction, pages []rendering.Message, private, later bool) {
	for i := range pages {
		if private {
			pages[i].Flags |= rendering.Ephemeral
		}
	}
	if later {
		path := "webhooks/" + in.AppID + "/" + in.Token + "/messages/@original"
		first := pages[0]
		first.Flags = 0 // fixed when the answer was announced
		if err := b.api.Call(ctx, http.MethodPatch, path, first, nil); err != nil {
			b.log.Error("an answer cannot be sent", slog.String("interaction_id", in.ID), slog.Any("error", err))
			return
		}
	} else if !b.respond(ctx, in, answerMessage, pages[0]) {
		return
	}
	for _, page := range pages[1:] {
		if err := b.api.Call(ctx, http.MethodPost, "webhooks/"+in.AppID+"/"+in.Token, page, nil); err != nil {
			b.log.Error("the rest of an answer cannot be sent", slog.String("interaction_id", in.ID), slog.Any("error", err))
			return
		}
	}
}

// respond sends the first answer to an interaction and reports whether it was
// taken.
func (b *Bot) respond(ctx context.Context, in interaction, kind int, data any) bool {
	body := struct {
		Type int `json:"type"`
		Data any `json:"data,omitempty"`
	}{kind, data}
	err := b.api.Call(ctx, http.MethodPost, "interactions/"+in.ID+"/"+in.Token+"/callback", body, nil)
	if err != nil {
		b.log.Error("an interaction cannot be answered", slog.String("interaction_id", in.ID),
			slog.String("command", strings.TrimSpace(in.Data.Name+" "+in.Data.CustomID)), slog.Any("error", err))
	}
	return err == nil
}
