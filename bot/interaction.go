package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"readout"
	"readout/bot/rendering"
	"readout/phrases"
)

const (
	// maxHandling is how many invocations are answered at once.
	maxHandling = 64

	// answerIn is how long an answer may take before Discord is told that it
	// comes later; Discord itself waits for 3 seconds.
	answerIn = 1200 * time.Millisecond

	// firstAnswer bounds the tries to send the first answer, which Discord
	// takes within 3 seconds.
	firstAnswer = 3 * time.Second

	// suggestTime bounds the search for suggestions, so that there is time
	// left to send them.
	suggestTime = 2 * time.Second

	// workTime bounds the work on one invocation, and handleTime that together
	// with sending what came of it. Discord takes answers for 15 minutes.
	workTime   = 2 * time.Minute
	handleTime = 5 * time.Minute

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

	answerMessage = 4
	answerLater   = 5
	answerChoices = 8
)

// receive takes an event from the gateway, and must not keep it waiting.
func (b *Bot) receive(ctx context.Context, e event) {
	if e.name != "INTERACTION_CREATE" {
		return
	}
	var in interaction
	if err := json.Unmarshal(e.data, &in); err != nil || !in.answerable() {
		b.log.Warn("an interaction cannot be read", slog.Any("error", err))
		return
	}
	arrived := time.Now()
	work := b.handle
	place := b.handling
	select {
	case b.handling <- struct{}{}:
	default:
		work, place = b.refuse, b.refusing
		select {
		case b.refusing <- struct{}{}:
		default:
			b.log.Warn("too many commands at once; one goes unanswered")
			return
		}
	}
	go func() {
		defer func() { <-place }()
		ctx, cancel := context.WithTimeout(ctx, handleTime)
		defer cancel()
		work(ctx, in, arrived)
	}()
}

// drain waits for running handlers, but not for long: then it stops them, and
// leaves alone those that do not stop either.
func (b *Bot) drain(stop func()) {
	stopping := time.AfterFunc(drainTime, stop)
	defer stopping.Stop()
	timer := time.NewTimer(2 * drainTime)
	defer timer.Stop()
	for _, places := range []chan struct{}{b.handling, b.refusing} {
		for range cap(places) {
			select {
			case places <- struct{}{}:
			case <-timer.C:
				return
			}
		}
	}
}

// refuse answers one interaction too many.
func (b *Bot) refuse(ctx context.Context, in interaction, arrived time.Time) {
	if in.Type == completed {
		b.respond(ctx, in, arrived, answerChoices, map[string]any{"choices": []choice{}})
		return
	}
	note := rendering.Note(phrases.For(in.Locale).Say("Readout is busy with other commands. Try again in a moment."))
	note.Flags = rendering.Ephemeral
	b.respond(ctx, in, arrived, answerMessage, note)
}

// handle answers one interaction.
func (b *Bot) handle(ctx context.Context, in interaction, arrived time.Time) {
	switch in.Type {
	case completed:
		b.complete(ctx, in, arrived)
	case invoked, pressed:
		b.answer(ctx, in, arrived)
	}
}

// complete answers with suggestions. Nobody is told of errors while typing.
func (b *Bot) complete(ctx context.Context, in interaction, arrived time.Time) {
	found, err := b.suggestions(ctx, in)
	if err != nil {
		b.log.Error("suggestions cannot be made", slog.String("command", in.Data.Name), slog.Any("error", err))
		found = nil
	}
	kind := in.focusedKind()
	choices := []choice{}
	for _, c := range found {
		if c.Name == "" || c.Value == "" || len([]rune(c.Value)) > maxSuggestion {
			continue // one that Discord does not take costs all
		}
		choices = append(choices, choice{Name: clip(c.Name, maxSuggestion), Value: choiceValue(kind, c.Value)})
	}
	b.respond(ctx, in, arrived, answerChoices, map[string]any{"choices": choices[:min(len(choices), maxSuggestions)]})
}

func (b *Bot) suggestions(ctx context.Context, in interaction) (found []readout.Choice, err error) {
	ctx, cancel := context.WithTimeout(ctx, suggestTime)
	defer cancel()
	return guarded(b, func() ([]readout.Choice, error) { return b.commands.Complete(ctx, b.invocation(in)) })
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

// private reports whether only the asker shall see it.
func (o outcome) private() bool { return o.err != nil || o.reply.Private }

// answer runs a command or button. An answer that takes its time is announced
// first, and must then be seen by whom the announcement is.
func (b *Bot) answer(ctx context.Context, in interaction, arrived time.Time) {
	done := make(chan outcome, 1)
	go func() {
		reply, err := guarded(b, func() (readout.Reply, error) { return b.run(ctx, in) })
		done <- outcome{reply, err}
	}()
	timer := time.NewTimer(answerIn - time.Since(arrived))
	defer timer.Stop()
	select {
	case o := <-done:
		b.say(ctx, in, arrived, o)
	case <-timer.C:
		private := !b.public(in)
		announced := b.respond(ctx, in, arrived, answerLater, flags(private))
		o := <-done
		if announced {
			b.sayLater(ctx, in, o, private)
		}
	}
}

// public reports whether everybody may see that a command takes its time: not
// so for buttons and changes.
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
func (b *Bot) run(ctx context.Context, in interaction) (readout.Reply, error) {
	ctx, cancel := context.WithTimeout(ctx, workTime)
	defer cancel()
	call := b.invocation(in)
	if call.GuildID == "" {
		return readout.Reply{}, readout.Errorf(readout.CodeInvalid, "Readout works in servers only: call the command in a channel of one.")
	}
	if in.Type == pressed {
		return b.commands.Press(ctx, call)
	}
	if b.admin[call.Command] && !call.Permissions.Has(readout.PermissionManageServer) {
		return readout.Reply{}, readout.Errorf(readout.CodeForbidden, "Only members with the permission Manage Server may use /%s.", call.Command)
	}
	return b.commands.Run(ctx, call)
}

// guarded calls f and makes an error of a panic.
func guarded[T any](b *Bot, f func() (T, error)) (result T, err error) {
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("a command panicked", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return f()
}
