package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"readout"
	"readout/bot/rendering"
	"readout/bot/wire"
	"readout/phrases"
)

// pages renders what came of an invocation.
func (b *Bot) pages(in interaction, o outcome) []rendering.Message {
	if o.err != nil {
		printer := phrases.For(in.Locale)
		if readout.ErrorCode(o.err) == readout.CodeInternal {
			b.log.Error("a command failed", slog.String("interaction_id", in.ID), slog.String("command", in.Data.Name), slog.Any("error", o.err))
			return []rendering.Message{rendering.Note(printer.Say("Something went wrong inside Readout. Its log has the details under interaction_id=%s.", in.ID))}
		}
		return []rendering.Message{rendering.Note(printer.Error(o.err))}
	}
	embeds := in.Bot.permission().Has(readout.PermissionEmbedLinks) || o.reply.Private || in.Bot == ""
	var out []rendering.Message
	for _, m := range o.reply.Messages {
		out = append(out, rendering.Pages(m, embeds && !m.Plain)...)
	}
	if len(out) == 0 {
		out = append(out, rendering.Note(phrases.For(in.Locale).Say("Done.")))
	}
	return out
}

// render renders what came of an invocation, and survives an answer that
// cannot be.
func (b *Bot) render(in interaction, o outcome) []rendering.Message {
	pages, err := guarded(b, func() ([]rendering.Message, error) { return b.pages(in, o), nil })
	if err != nil {
		pages = b.pages(in, outcome{err: err})
	}
	if o.private() {
		for i := range pages {
			pages[i].Flags |= rendering.Ephemeral
		}
	}
	return pages
}

// say answers in time: with the first page, the others after it.
func (b *Bot) say(ctx context.Context, in interaction, arrived time.Time, o outcome) {
	pages := b.render(in, o)
	if b.respond(ctx, in, arrived, answerMessage, pages[0]) {
		b.follow(ctx, in, pages[1:])
	}
}

// sayLater answers what was announced. An answer that only the asker shall see
// cannot take the place of an announcement to everybody.
func (b *Bot) sayLater(ctx context.Context, in interaction, o outcome, private bool) {
	pages := b.render(in, o)
	original := in.webhook() + "/messages/@original"
	if o.private() && !private {
		if err := b.api.Call(ctx, http.MethodDelete, original, nil, nil); err != nil {
			b.log.Warn("an announced answer cannot be taken back", slog.String("interaction_id", in.ID), slog.Any("error", err))
		}
		b.follow(ctx, in, pages)
		return
	}
	first := pages[0]
	first.Flags = 0 // fixed when the answer was announced
	if err := b.api.Call(ctx, http.MethodPatch, original, first, nil); err != nil {
		b.log.Error("an answer cannot be sent", slog.String("interaction_id", in.ID), slog.Any("error", err))
		return
	}
	if private {
		for i := range pages {
			pages[i].Flags |= rendering.Ephemeral
		}
	}
	b.follow(ctx, in, pages[1:])
}

// follow sends further messages of an answer.
func (b *Bot) follow(ctx context.Context, in interaction, pages []rendering.Message) {
	for _, page := range pages {
		if err := b.api.Call(ctx, http.MethodPost, in.webhook(), page, nil); err != nil {
			b.log.Error("the rest of an answer cannot be sent", slog.String("interaction_id", in.ID), slog.Any("error", err))
			return
		}
	}
}

// respond sends the first answer to an interaction and reports whether it was
// taken. It tries again when no answer has come or Discord fails, as long as
// Discord waits.
func (b *Bot) respond(ctx context.Context, in interaction, arrived time.Time, kind int, data any) bool {
	body := struct {
		Type int `json:"type"`
		Data any `json:"data,omitempty"`
	}{kind, data}
	ctx, cancel := context.WithDeadline(ctx, arrived.Add(firstAnswer))
	defer cancel()
	for wait := 100 * time.Millisecond; ; wait *= 2 {
		err := b.api.Call(ctx, http.MethodPost, "interactions/"+in.ID+"/"+in.Token+"/callback", body, nil)
		e, answered := errors.AsType[*wire.Error](err)
		if err == nil || answered && e.Code == wire.AlreadyAcknowledged {
			return true
		}
		if answered && e.Status < http.StatusInternalServerError || !sleep(ctx, wait) {
			b.log.Error("an interaction cannot be answered", slog.String("interaction_id", in.ID),
				slog.String("command", strings.TrimSpace(in.Data.Name+" "+in.Data.CustomID)), slog.Any("error", err))
			return false
		}
	}
}
