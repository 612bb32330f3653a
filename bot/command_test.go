package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"readout"
	"readout/sandbox"
)

func TestInvocation(t *testing.T) {
	t.Parallel()
	got := make(chan readout.Invocation, 1)
	take := func(_ context.Context, in readout.Invocation) (readout.Reply, error) {
		got <- in
		return reply("taken"), nil
	}
	root := command{Command: readout.Command{Name: "watch", Description: "Watches", Subcommands: []readout.Command{{
		Name: "add", Description: "Adds one",
		Options: []readout.Option{
			{Name: "count", Description: "A number", Kind: readout.OptionInteger, Min: 1, Max: 20},
			{Name: "confidence", Description: "A number", Kind: readout.OptionNumber, Max: 1},
			{Name: "quiet", Description: "Yes or no", Kind: readout.OptionBool},
			{Name: "channel", Description: "Where", Kind: readout.OptionChannel, Required: true},
			{Name: "text", Description: "Words", Kind: readout.OptionText, Max: 200},
		},
	}}}}
	w := newWorld(t, root, command{Command: readout.Command{Name: "watch add", Description: "Taken by the subcommand"}, run: take}.hidden())
	line := "/watch add channel:#alerts count:3 confidence:0.5 quiet:true text:<@everyone> \"quoted\""
	if _, err := w.Invoke(limit(t), "alex", "general", line); err != nil {
		t.Fatal(err)
	}
	in := <-got
	alerts := w.ChannelID("alerts")
	want := readout.Invocation{
		Command:   "watch add",
		Options:   map[string]string{"channel": alerts, "count": "3", "confidence": "0.5", "quiet": "true", "text": "<@everyone> \"quoted\""},
		GuildID:   w.GuildID(),
		ChannelID: w.ChannelID("general"),
		Locale:    "en-GB",
		Channels:  map[string]readout.Channel{alerts: {ID: alerts, Name: "alerts", Kind: readout.ChannelText}},
	}
	ignored := cmp.Options{
		cmpopts.IgnoreFields(readout.Invocation{}, "UserID", "Permissions", "Bot", "At"),
		cmpopts.IgnoreFields(readout.Channel{}, "Bot"),
	}
	if diff := cmp.Diff(want, in, ignored); diff != "" {
		t.Errorf("invocation differs (-want +got):\n%s", diff)
	}
	if in.UserID == "" || in.At.IsZero() || !in.Permissions.Has(readout.PermissionManageServer) || !in.Bot.Has(readout.PermissionSendMessages) {
		t.Errorf("got %+v", in)
	}
}

func TestAdminCommandsAreForAdmins(t *testing.T) {
	t.Parallel()
	ran := false
	set := command{Command: readout.Command{Name: "feed set", Description: "Sets one"}, run: func(context.Context, readout.Invocation) (readout.Reply, error) {
		ran = true
		return reply("set"), nil
	}}
	// Discord hides whole commands only: a subcommand that changes something
	// stands open to everybody beside one that does not.
	root := command{Command: readout.Command{Name: "feed", Description: "Feeds", Subcommands: []readout.Command{
		{Name: "set", Description: "Sets one", Admin: true}, {Name: "list", Description: "Lists them"},
	}}}
	w := newWorld(t, root, set.hidden())
	got, err := w.Invoke(limit(t), "sam", "general", "/feed set")
	if err != nil || !strings.Contains(text(got), "Manage Server") || got.Private == "" || ran {
		t.Errorf("a member without the permission got %q, %v; the command ran: %v", text(got), err, ran)
	}
	if got, err := w.Invoke(limit(t), "alex", "general", "/feed set"); err != nil || text(got) != "set" {
		t.Errorf("an administrator got %q, %v", text(got), err)
	}
}

func TestSlowCommands(t *testing.T) {
	tests := map[string]struct {
		admin   bool
		reply   func() (readout.Reply, error)
		text    string
		thinks  bool // where everybody sees it
		private bool
	}{
		"public": {reply: func() (readout.Reply, error) { return reply("found"), nil }, text: "found", thinks: true},
		"change": {admin: true, reply: func() (readout.Reply, error) { return reply("changed"), nil }, text: "changed", private: true},
		"private in the end": {reply: func() (readout.Reply, error) {
			return readout.Reply{Messages: reply("secret").Messages, Private: true}, nil
		}, text: "secret", thinks: true, private: true},
		"failure in the end": {reply: func() (readout.Reply, error) {
			return readout.Reply{}, readout.Errorf(readout.CodeInvalid, "no such day")
		}, text: "no such day", thinks: true, private: true},
		"a panic in the end": {reply: func() (readout.Reply, error) { panic("late") }, text: "Something went wrong", thinks: true, private: true},
		"nothing in the end": {reply: func() (readout.Reply, error) { return readout.Reply{}, nil }, text: "Done.", thinks: true},
		"more than one message": {reply: func() (readout.Reply, error) {
			return readout.Reply{Messages: append(reply("one").Messages, reply("two").Messages...)}, nil
		}, text: "two", thinks: true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			release := make(chan struct{})
			slow := command{Command: readout.Command{Name: "slow", Description: "Takes its time", Admin: test.admin}, run: func(context.Context, readout.Invocation) (readout.Reply, error) {
				<-release
				return test.reply()
			}}
			w := newWorld(t, slow)
			ctx, cancel := context.WithCancel(limit(t))
			asked := make(chan struct{})
			go func() {
				_, _ = w.Invoke(ctx, "alex", "general", "/slow") // ends with ctx where the announcement is taken back
				close(asked)
			}()
			waiting, err := w.WaitMessage(limit(t), "general", func(m sandbox.Message) bool { return m.Thinking })
			if err != nil {
				t.Fatal(err)
			}
			if (waiting.Private == "") != test.thinks {
				t.Errorf("everybody sees that the bot thinks: %v", waiting.Private == "")
			}
			close(release)
			got, err := w.WaitMessage(limit(t), "general", func(m sandbox.Message) bool { return !m.Deleted && strings.Contains(text(m), test.text) })
			if err != nil {
				t.Fatal(err)
			}
			if (got.Private != "") != test.private {
				t.Errorf("private is %v, want %v", got.Private != "", test.private)
			}
			cancel()
			<-asked
		})
	}
}

func TestBusy(t *testing.T) {
	t.Parallel()
	const atOnce = 64
	started, release := make(chan struct{}, atOnce), make(chan struct{})
	slow := says("slow", "")
	slow.run = func(context.Context, readout.Invocation) (readout.Reply, error) {
		started <- struct{}{}
		<-release
		return reply("done"), nil
	}
	w := newWorld(t, slow)
	answers := make(chan error, atOnce)
	for range atOnce {
		go func() {
			_, err := w.Invoke(limit(t), "sam", "general", "/slow")
			answers <- err
		}()
	}
	for range atOnce {
		<-started
	}
	got, err := w.Invoke(limit(t), "sam", "general", "/slow")
	if err != nil || !strings.Contains(text(got), "busy") || got.Private == "" {
		t.Errorf("got %q, %v", text(got), err)
	}
	close(release)
	for range atOnce {
		if err := <-answers; err != nil {
			t.Error(err)
		}
	}
}

func TestSuggestions(t *testing.T) {
	t.Parallel()
	values := map[string][]readout.Choice{
		"many":   {},
		"hard":   {{Name: strings.Repeat("é", 150), Value: "long name"}, {Name: "", Value: "no name"}, {Name: "no value"}, {Name: "long value", Value: strings.Repeat("v", 101)}},
		"fails":  nil,
		"panics": nil,
	}
	for i := range 40 {
		values["many"] = append(values["many"], readout.Choice{Name: fmt.Sprint("choice ", i), Value: fmt.Sprint(i)})
	}
	ask := says("ask", "")
	ask.Options = []readout.Option{{Name: "what", Description: "What", Kind: readout.OptionText, Complete: true}}
	ask.complete = func(ctx context.Context, in readout.Invocation) ([]readout.Choice, error) {
		if _, ok := ctx.Deadline(); !ok || in.Focused != "what" {
			t.Errorf("asked for %q, with a deadline: %v", in.Focused, ok)
		}
		switch in.Options["what"] {
		case "fails":
			return values["many"], errors.New("the disk is on fire")
		case "panics":
			panic("oh no")
		}
		return values[in.Options["what"]], nil
	}
	w := newWorld(t, ask)
	for typed, want := range map[string]int{"many": 25, "hard": 1, "fails": 0, "panics": 0, "nothing": 0} {
		t.Run(typed, func(t *testing.T) {
			_, found, err := w.Autocomplete(limit(t), "sam", "general", "/ask what:"+typed)
			if err != nil || len(found) != want {
				t.Fatalf("got %v, %v, want %d", found, err, want)
			}
			if typed == "hard" && found[0].Name != strings.Repeat("é", 99)+"…" {
				t.Errorf("got %q", found[0].Name)
			}
		})
	}
}

func TestButtons(t *testing.T) {
	t.Parallel()
	shows := says("shows", "")
	shows.run = func(context.Context, readout.Invocation) (readout.Reply, error) {
		m := reply("a button").Messages[0]
		m.Actions = []readout.Action{{ID: "why 7", Label: "Why?"}}
		return readout.Reply{Messages: []readout.Message{m}}, nil
	}
	pressed := make(chan readout.Invocation, 1)
	why := command{Command: readout.Command{Name: "why 7", Description: "Pressed"}, run: func(_ context.Context, in readout.Invocation) (readout.Reply, error) {
		pressed <- in
		return readout.Reply{Messages: reply("because").Messages, Private: true}, nil
	}}
	w := newWorld(t, shows, why.hidden())
	m, err := w.Invoke(limit(t), "sam", "general", "/shows")
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.Click(limit(t), "sam", m.ID, "why 7")
	if err != nil || text(got) != "because" || got.Private == "" {
		t.Errorf("got %q, %v", text(got), err)
	}
	if in := <-pressed; in.MessageID != m.ID || in.Command != "why 7" {
		t.Errorf("got %+v", in)
	}
}

func TestLongAnswersAreSeveralMessages(t *testing.T) {
	t.Parallel()
	long := says("long", "")
	long.run = func(context.Context, readout.Invocation) (readout.Reply, error) {
		m := readout.Message{Title: "Long"}
		for i := range 400 {
			m.Body = append(m.Body, readout.T(fmt.Sprintf("line %d %s", i, strings.Repeat("word ", 10))))
		}
		return readout.Reply{Messages: []readout.Message{m}}, nil
	}
	w := newWorld(t, long)
	if _, err := w.Invoke(limit(t), "sam", "general", "/long"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.WaitMessage(limit(t), "general", func(m sandbox.Message) bool { return strings.Contains(text(m), "line 399") }); err != nil {
		t.Fatal(err)
	}
	if all := w.Messages("general"); len(all) < 2 {
		t.Errorf("got %d messages", len(all))
	}
}

func TestRunningCommandsEndWellWhenTheBotStops(t *testing.T) {
	t.Parallel()
	started, release := make(chan struct{}), make(chan struct{})
	slow := says("slow", "")
	slow.run = func(ctx context.Context, _ readout.Invocation) (readout.Reply, error) {
		close(started)
		<-release
		return reply("done"), ctx.Err()
	}
	w := newWorld(t, slow)
	answered := make(chan error, 1)
	go func() {
		m, err := w.Invoke(limit(t), "sam", "general", "/slow")
		if err == nil && text(m) != "done" {
			err = fmt.Errorf("answered %q", text(m))
		}
		answered <- err
	}()
	<-started
	w.cancel()
	close(release)
	if err := <-answered; err != nil {
		t.Error(err)
	}
	if err := w.stop(); err != nil {
		t.Error(err)
	}
}
