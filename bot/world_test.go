package bot_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"readout"
	"readout/bot"
	"readout/sandbox"
	"readout/store"
)

// A session of discordgo that is told to reconnect before it is ready waits
// for itself for ever; it is left alone, and costs its goroutine. One that misses
// its heartbeats on a busy machine closes itself, which takes a second.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("github.com/bwmarrin/discordgo.(*Session).onEvent"),
		goleak.IgnoreAnyFunction("github.com/bwmarrin/discordgo.(*Session).CloseWithCode"))
}

const token = "a-token-of-the-sandbox"

// world is a sandbox with a bot in it, and what the bot rests on.
type world struct {
	*sandbox.Server
	bot      *bot.Bot
	store    *store.Store
	commands *commands
	log      *buffer
	cancel   func()       // tells the bot to stop
	stop     func() error // tells it so, and returns what its run returned
}

// newWorld starts a sandbox and a bot in it, and waits until the bot is ready.
func newWorld(t *testing.T, list ...command) *world {
	t.Helper()
	w := newIdleWorld(t, "", list...)
	w.run(t)
	w.ready(t)
	return w
}

// newIdleWorld starts a sandbox, and makes a bot that does not run yet.
func newIdleWorld(t *testing.T, commandGuild string, list ...command) *world {
	t.Helper()
	srv, err := sandbox.Start(context.Background(), sandbox.Config{Token: token})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "readout.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{Server: srv, store: s, commands: &commands{list: list}, log: &buffer{}}
	w.bot = w.newBot(t, token, commandGuild)
	return w
}

func (w *world) newBot(t *testing.T, token, commandGuild string) *bot.Bot {
	t.Helper()
	b, err := bot.New(bot.Options{
		Token: token, APIURL: w.APIURL(), CommandGuild: commandGuild, Commands: w.commands, Outbox: w.store, Settings: w.store, Now: time.Now,
		Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// run sets the bot to work until the test ends or stop is called.
func (w *world) run(t *testing.T) {
	var ctx context.Context
	ctx, w.cancel = context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.bot.Run(ctx) }()
	w.stop = sync.OnceValue(func() error { w.cancel(); return <-done })
	t.Cleanup(func() {
		if err := w.stop(); err != nil {
			t.Errorf("the bot stopped with %v", err)
		}
		if t.Failed() {
			t.Log(w.log)
		}
	})
}

func (w *world) ready(t *testing.T) {
	t.Helper()
	select {
	case <-w.bot.Ready():
	case <-limit(t).Done():
		t.Fatalf("the bot did not become ready:\n%s", w.log)
	}
}

// queue puts a message into the outbox, or raises the one with the key.
func (w *world) queue(t *testing.T, key, channel, summary string) {
	t.Helper()
	err := w.store.Commit(t.Context(), &readout.Change{Deliveries: []readout.Dispatch{{Delivery: readout.Delivery{
		Kind: readout.DeliverNotice, Key: key, ChannelID: w.ChannelID(channel), Message: readout.Message{Summary: summary},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	w.bot.Wake()
}

// limit is the longest that a test waits for anything.
func limit(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// command is a command with what it does.
type command struct {
	readout.Command
	run      func(context.Context, readout.Invocation) (readout.Reply, error)
	complete func(context.Context, readout.Invocation) ([]readout.Choice, error)
	secret   bool // not told to Discord: a subcommand of another one, or a button
}

func (c command) hidden() command {
	c.secret = true
	return c
}

// commands calls the command of an invocation. Buttons have the names of
// commands.
type commands struct{ list []command }

func (c *commands) Commands() []readout.Command {
	out := []readout.Command{}
	for _, one := range c.list {
		if !one.secret {
			out = append(out, one.Command)
		}
	}
	return out
}

var errNoCommand = errors.New("no such command")

func (c *commands) find(name string) command {
	for _, one := range c.list {
		if one.Name == name {
			return one
		}
	}
	return command{
		run:      func(context.Context, readout.Invocation) (readout.Reply, error) { return readout.Reply{}, errNoCommand },
		complete: func(context.Context, readout.Invocation) ([]readout.Choice, error) { return nil, errNoCommand },
	}
}

func (c *commands) Run(ctx context.Context, in readout.Invocation) (readout.Reply, error) {
	return c.find(in.Command).run(ctx, in)
}

func (c *commands) Press(ctx context.Context, in readout.Invocation) (readout.Reply, error) {
	return c.find(in.Command).run(ctx, in)
}

func (c *commands) Complete(ctx context.Context, in readout.Invocation) ([]readout.Choice, error) {
	return c.find(in.Command).complete(ctx, in)
}

// says is a command that answers with a line.
func says(name, line string) command {
	return command{Command: readout.Command{Name: name, Description: "Says a line"}, run: func(context.Context, readout.Invocation) (readout.Reply, error) {
		return reply(line), nil
	}}
}

func reply(line string) readout.Reply {
	return readout.Reply{Messages: []readout.Message{{Body: []readout.Text{readout.T(line)}}}}
}

// buffer holds a log.
type buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
