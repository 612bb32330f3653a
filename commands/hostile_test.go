package commands_test

import (
	"strings"
	"testing"

	"readout"
)

func hostile() []string {
	return []string{
		"@everyone", "<@&900000000000000009>", "**bold** [x](javascript:alert(1))", "`; DROP TABLE watches; --",
		"\u202egnp.exe", "a\nb\r\nc", "\x00", "\xff\xfe", strings.Repeat("a", 5000), strings.Repeat("💥", 300), strings.Repeat(",", 900),
		strings.Repeat("CA,", 300), strings.Repeat("-", 900), strings.Repeat("CA-", 300), "99999999999999999999", "-1", "NaN", "1e400", "../../etc/passwd", "Local", "%s%n",
	}
}

// Whatever is entered in whatever option, there is an answer or an error for
// users, on lines, within bounds, and nothing pings anybody.
func TestHostileInput(t *testing.T) {
	for _, c := range newWorld(t).router.Commands() {
		subs := c.Subcommands
		if len(subs) == 0 {
			subs = []readout.Command{c}
		}
		for _, sub := range subs {
			path := c.Name
			if len(c.Subcommands) > 0 {
				path += " " + sub.Name
			}
			for _, o := range sub.Options {
				for _, text := range hostile() {
					w := newWorld(t)
					inv := w.invocation("/" + path)
					for _, other := range sub.Options {
						if other.Required {
							inv.Options[other.Name] = likely(other.Name)
						}
					}
					inv.Options[o.Name] = text
					reply, err := w.router.Run(t.Context(), inv)
					checkAnswer(t, path+" "+o.Name+":"+text[:min(len(text), 40)], reply, err)
				}
			}
		}
	}
}

// likely returns a value that the required option takes.
func likely(option string) string {
	switch option {
	case "channel":
		return daily
	case "watch", "feed":
		return "1"
	case "url":
		return "https://example.org/world.xml"
	case "id":
		return "12"
	}
	return "Canada"
}

func checkAnswer(t *testing.T, what string, reply readout.Reply, err error) {
	t.Helper()
	if err != nil {
		if readout.ErrorCode(err) == readout.CodeInternal {
			t.Errorf("%q: an internal error: %v", what, err)
		}
		checkText(t, what, readout.ErrorMessage(err), 1000)
		return
	}
	if len(reply.Messages) == 0 {
		t.Errorf("%q: no answer and no error", what)
	}
	for _, m := range reply.Messages {
		for _, text := range texts(m) {
			checkText(t, what, text, 1500)
		}
		if m.RoleID != "" {
			t.Errorf("%q: the answer mentions a role", what)
		}
		for _, a := range m.Actions {
			if len(a.ID) > 100 || len(a.Label) > 80 {
				t.Errorf("%q: the button %q is too long", what, a.ID)
			}
		}
	}
}

func checkText(t *testing.T, what, text string, limit int) {
	t.Helper()
	if len(text) > limit || strings.ContainsAny(text, "\n\r\x00\u202e") || !strings.Contains(text, " ") && len(text) > 200 {
		t.Errorf("%q: the answer holds %q", what, text[:min(len(text), 300)])
	}
}

func TestControlCharactersNeverReachTheStore(t *testing.T) {
	w := newWorld(t)
	inv := w.invocation("/feeds add url:https://example.org/world.xml")
	inv.Options["name"] = "a\u202e\nb\x07c"
	if _, err := w.router.Run(t.Context(), inv); err != nil {
		t.Fatal(err)
	}
	if name := w.store.feeds[len(w.store.feeds)-1].Name; name != "a bc" {
		t.Errorf("the name is %q", name)
	}
}

func TestTooManyWatches(t *testing.T) {
	w := newWorld(t)
	for i := range 100 {
		w.store.watches = append(w.store.watches, readout.Watch{ID: int64(1000 + i), GuildID: guild})
	}
	if _, err := w.run("/watch add channel:#daily-briefing what:CA"); readout.ErrorCode(err) != readout.CodeConflict {
		t.Errorf("the hundred-and-fourth watch: %v", err)
	}
}

// An edit that leaves the schedule alone leaves the digest that is due due.
func TestEditKeepsWhatIsDue(t *testing.T) {
	w := newWorld(t)
	due := noon().Add(-1)
	w.store.watches[1].NextDigest = due
	w.must("/watch edit watch:2 what:Ukraine")
	if got := w.store.watches[1].NextDigest; !got.Equal(due) {
		t.Errorf("the digest was due at %s and is now at %s", due, got)
	}
	w.must("/watch edit watch:2 schedule:daily 07:00")
	if got := w.store.watches[1].NextDigest; got.Equal(due) {
		t.Error("a new schedule left the old time")
	}
}

func FuzzRun(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text)
	}
	for _, text := range []string{"allied, CA-US", "weekdays 07:00", "24h", "2026-01-31", "Europe/Berlin", "group NATO, leader Mark Carney"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := newWorld(t)
		for _, c := range []struct{ path, option string }{
			{"briefing", "about"}, {"briefing", "since"}, {"briefing", "zone"}, {"contacts search", "leader"}, {"contacts search", "state"},
			{"watch add", "what"}, {"watch add", "schedule"}, {"watch add", "zone"}, {"leader", "name"}, {"between", "a"}, {"feeds remove", "feed"}, {"help", "command"},
		} {
			inv := w.invocation("/" + c.path + " channel:#daily-briefing b:CA how:digest")
			if c.path != "watch add" {
				delete(inv.Options, "how")
			}
			inv.Options[c.option] = text
			reply, err := w.router.Run(t.Context(), inv)
			if err != nil || len(reply.Messages) > 0 {
				checkAnswer(t, c.path+" "+c.option, reply, err)
			}
			inv.Focused = c.option
			if _, err := w.router.Complete(t.Context(), inv); err != nil {
				t.Errorf("complete %s %s:%q: %v", c.path, c.option, text, err)
			}
		}
	})
}
