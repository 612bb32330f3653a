package bot_test

import (
	"slices"
	"strings"
	"testing"

	"readout"
	"readout/bot"
	"readout/sandbox"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	for name, token := range map[string]string{"none": "", "only a prefix": "Bot ", "a line break": "abc\ndef", "a letter that no token has": "abcé"} {
		t.Run(name, func(t *testing.T) {
			_, err := bot.New(bot.Options{Token: token, Commands: &commands{}})
			if readout.ErrorCode(err) != readout.CodeInvalid || !strings.Contains(readout.ErrorMessage(err), "DISCORD_TOKEN") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestCheckToken(t *testing.T) {
	t.Parallel()
	w := newIdleWorld(t, "")
	if name, err := w.bot.CheckToken(limit(t)); name != "Readout" || err != nil {
		t.Errorf("got %q, %v", name, err)
	}
	_, err := w.newBot(t, "another-token", "").CheckToken(limit(t))
	if readout.ErrorCode(err) != readout.CodeForbidden || strings.Contains(err.Error(), "another-token") {
		t.Errorf("got %v", err)
	}
}

func TestRunEndsWhenTheTokenIsRefused(t *testing.T) {
	t.Parallel()
	w := newIdleWorld(t, "")
	if err := w.newBot(t, "another-token", "").Run(limit(t)); readout.ErrorCode(err) != readout.CodeForbidden {
		t.Errorf("got %v", err)
	}
}

func TestRunWaitsForDiscord(t *testing.T) {
	t.Parallel()
	w := newIdleWorld(t, "", says("hello", "good morning"))
	w.Inject(sandbox.Fault{Path: "/users/@me", Status: 503})
	w.Inject(sandbox.Fault{Path: "/users/@me", Status: 0})
	w.run(t)
	w.ready(t)
	if err := w.bot.Healthy(); err != nil {
		t.Error(err)
	}
}

func TestMissingPermissions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, says("hello", "good morning"))
	for channel, want := range map[string][]string{"alerts": nil, "announcements": nil, "contacts": nil, "read-only": {"Send Messages"}} {
		if ch, err := w.bot.Channel(limit(t), w.ChannelID(channel)); err != nil || !slices.Equal(ch.Kind.Missing(ch.Bot), want) {
			t.Errorf("%s: got %+v, %v, want %v", channel, ch, err, want)
		}
	}
	for id, want := range map[string]readout.Code{"1": readout.CodeNotFound, "general": readout.CodeInvalid, "": readout.CodeInvalid} {
		if _, err := w.bot.Channel(limit(t), id); readout.ErrorCode(err) != want {
			t.Errorf("%q: got %v, want %s", id, err, want)
		}
	}
}

func TestChannelsAreLookedAt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, says("hello", "good morning"))
	ch, err := w.bot.Channel(limit(t), w.ChannelID("contacts"))
	if err != nil || ch.Name != "contacts" || ch.Kind != readout.ChannelForum || len(ch.Kind.Missing(ch.Bot)) > 0 {
		t.Errorf("got %+v, %v", ch, err)
	}
	if ch.Forum.MustTag || len(ch.Forum.Tags) != 3 || ch.Forum.Tags[0].Name != "Call" || ch.Forum.Tags[0].ID == "" {
		t.Errorf("tags %+v", ch.Forum)
	}
}

func TestCommandsAreRegisteredWhenTheyChange(t *testing.T) {
	t.Parallel()
	hello, bye := says("hello", "good morning"), says("bye", "good night")
	bye.Admin = true
	w := newWorld(t, hello)
	again := func(b *bot.Bot, list ...command) (registered bool) {
		t.Helper()
		if err := w.stop(); err != nil {
			t.Fatal(err)
		}
		w.commands.list = list
		before := strings.Count(w.log.String(), "commands registered")
		w.bot = b
		w.run(t)
		w.ready(t)
		return strings.Count(w.log.String(), "commands registered") > before
	}
	if again(w.newBot(t, token, ""), hello) {
		t.Error("the same commands were registered again")
	}
	w.commands.list = []command{hello, bye}
	if !again(w.newBot(t, token, ""), hello, bye) {
		t.Error("a new command was not registered")
	}
	commands := w.Commands()
	if len(commands) != 2 {
		t.Fatalf("got %d commands", len(commands))
	}
	for _, c := range commands {
		if admin := c.Permissions != nil; admin != (c.Name == "bye") {
			t.Errorf("%s is for administrators: %v", c.Name, admin)
		}
	}
	if !again(w.newBot(t, token, w.GuildID()), hello, bye) {
		t.Error("the commands were not registered in the server")
	}
	if commands := w.Commands(); len(commands) != 2 {
		t.Errorf("got %d commands after they moved to the server", len(commands))
	}
}

func TestRegistrationIsTriedAgain(t *testing.T) {
	t.Parallel()
	w := newIdleWorld(t, "", says("hello", "good morning"))
	w.Inject(sandbox.Fault{Method: "PUT", Path: "/commands", Status: 403, Message: "Missing Access"})
	w.run(t)
	w.ready(t)
	if len(w.Commands()) != 1 {
		t.Errorf("got %v", w.Commands())
	}
	if !strings.Contains(w.log.String(), "applications.commands") {
		t.Error("the log does not say what to do")
	}
}

func TestTheBotComesBack(t *testing.T) {
	t.Parallel()
	for _, fault := range []sandbox.GatewayFault{sandbox.GatewayCut, sandbox.GatewayReconnect, sandbox.GatewayInvalidate, sandbox.GatewayClose} {
		t.Run(string(fault), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, says("hello", "good morning"))
			w.InjectGateway(fault)
			ctx := limit(t)
			for {
				// Until the loss is noticed the command may get lost with the line.
				m, err := w.Invoke(ctx, "sam", "general", "/hello")
				if err == nil && text(m) == "good morning" {
					break
				}
				if ctx.Err() != nil {
					t.Fatalf("got %q, %v", text(m), err)
				}
				if err := w.WaitConnected(ctx); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.bot.Healthy(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestMessagesOfTheOutboxArriveOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, says("hello", "good morning"))
	w.Inject(sandbox.Fault{Method: "POST", Path: "/messages", Status: 0, Done: true})
	w.queue(t, "a", "alerts", "a call is planned")
	saying := func(words string) func(sandbox.Message) bool {
		return func(m sandbox.Message) bool { return strings.Contains(text(m), words) }
	}
	if _, err := w.WaitMessage(limit(t), "alerts", saying("a call is planned")); err != nil {
		t.Fatal(err)
	}
	w.queue(t, "a", "alerts", "a call was held")
	if _, err := w.WaitMessage(limit(t), "alerts", saying("a call was held")); err != nil {
		t.Fatal(err)
	}
	if all := w.Messages("alerts"); len(all) != 1 {
		t.Errorf("got %d messages", len(all))
	}
}
