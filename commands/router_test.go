package commands_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"readout"
	"readout/phrases"
)

// The limits are Discord's: Discord documentation, application-commands.
func TestDefinitionsKeepToDiscordsLimits(t *testing.T) {
	name := regexp.MustCompile(`^[a-z][a-z0-9_-]{0,31}$`)
	all := newWorld(t).router.Commands()
	if len(all) == 0 || len(all) > 100 {
		t.Fatalf("%d commands", len(all))
	}
	seen := map[string]bool{}
	for _, c := range all {
		if seen[c.Name] {
			t.Errorf("/%s is defined twice", c.Name)
		}
		seen[c.Name] = true
		if len(c.Subcommands) > 25 || len(c.Subcommands) > 0 && len(c.Options) > 0 {
			t.Errorf("/%s has %d subcommands and %d options", c.Name, len(c.Subcommands), len(c.Options))
		}
		size := checkDefinition(t, name, "/"+c.Name, c)
		checkTranslations(t, "/"+c.Name, c)
		for _, sub := range c.Subcommands {
			size += checkDefinition(t, name, "/"+c.Name+" "+sub.Name, sub)
			checkTranslations(t, "/"+c.Name+" "+sub.Name, sub)
		}
		if size > 8000 {
			t.Errorf("/%s takes %d characters of 8000", c.Name, size)
		}
	}
	for _, want := range []string{"briefing", "contacts", "leader", "between", "watch", "feeds", "status", "help"} {
		if !seen[want] {
			t.Errorf("/%s is missing", want)
		}
	}
}

// checkDefinition returns how many characters the definition takes.
func checkDefinition(t *testing.T, name *regexp.Regexp, path string, c readout.Command) int {
	t.Helper()
	size := words(t, name, path, c.Name, c.Description, c.Translated)
	if len(c.Options) > 25 {
		t.Errorf("%s has %d options", path, len(c.Options))
	}
	optional := ""
	seen := map[string]bool{}
	for _, o := range c.Options {
		where := path + " " + o.Name
		size += words(t, name, where, o.Name, o.Description, o.Translated)
		if seen[o.Name] {
			t.Errorf("%s stands twice", where)
		}
		seen[o.Name] = true
		if o.Required && optional != "" {
			t.Errorf("%s is required but comes after %s, which is not", where, optional)
		}
		if !o.Required {
			optional = o.Name
		}
		if len(o.Choices) > 25 || len(o.Choices) > 0 && o.Complete || o.Complete && o.Kind != readout.OptionText {
			t.Errorf("%s has %d choices, complete %v, kind %s", where, len(o.Choices), o.Complete, o.Kind)
		}
		for _, choice := range o.Choices {
			size += longest(choice.Name, choice.Translated) + utf8.RuneCountInString(choice.Value)
			if choice.Name == "" || choice.Value == "" || len(choice.Name) > 100 || len(choice.Value) > 100 {
				t.Errorf("%s has the choice %q = %q", where, choice.Name, choice.Value)
			}
		}
	}
	return size
}

// checkTranslations holds each language's texts to the limits as well.
func checkTranslations(t *testing.T, path string, c readout.Command) {
	t.Helper()
	check := func(where, english string, translated readout.Translations) {
		for _, language := range phrases.Languages()[1:] {
			text := translated[language]
			if n := utf8.RuneCountInString(text); n < 1 || n > 100 {
				t.Errorf("%s in %s has %d characters: %q", where, language, n, text)
			}
		}
		if len(translated) != len(phrases.Languages())-1 {
			t.Errorf("%s: %q is translated into %d languages", where, english, len(translated))
		}
	}
	check(path, c.Description, c.Translated)
	for _, o := range c.Options {
		check(path+" "+o.Name, o.Description, o.Translated)
		for _, choice := range o.Choices {
			check(path+" "+o.Name+" "+choice.Value, choice.Name, choice.Translated)
		}
	}
}

// longest returns the length of the longest translation: only that one counts.
func longest(text string, translated readout.Translations) int {
	n := utf8.RuneCountInString(text)
	for _, other := range translated {
		n = max(n, utf8.RuneCountInString(other))
	}
	return n
}

func words(t *testing.T, name *regexp.Regexp, where, called, description string, translated readout.Translations) int {
	t.Helper()
	if !name.MatchString(called) {
		t.Errorf("%s: the name %q is not one", where, called)
	}
	n := utf8.RuneCountInString(description)
	if n < 1 || n > 100 {
		t.Errorf("%s: the description has %d characters: %q", where, n, description)
	}
	return utf8.RuneCountInString(called) + longest(description, translated)
}

// Every example that /help shows must be one that works as it stands, so far
// as names go.
func TestExamplesNameOptionsThatExist(t *testing.T) {
	w := newWorld(t)
	for _, c := range w.router.Commands() {
		subs := c.Subcommands
		if len(subs) == 0 {
			subs = []readout.Command{c}
		}
		for _, sub := range subs {
			known := map[string]bool{}
			for _, o := range sub.Options {
				known[o.Name] = true
			}
			path := c.Name
			if len(c.Subcommands) > 0 {
				path += " " + sub.Name
			}
			help := w.must("/help command:" + path).Messages[0]
			for _, line := range help.Fields[len(help.Fields)-1].Value {
				inv := w.invocation(line.Plainly())
				if inv.Command != path {
					t.Errorf("the example %q is for /%s, not /%s", line.Plainly(), inv.Command, path)
				}
				for name := range inv.Options {
					if !known[name] {
						t.Errorf("the example %q uses an option %s that /%s lacks", line.Plainly(), name, path)
					}
				}
			}
		}
	}
}

func TestChangesNeedManageServer(t *testing.T) {
	for typed, admin := range map[string]bool{
		"/watch add channel:#daily-briefing":           true,
		"/watch edit watch:1 what:CA":                  true,
		"/watch remove watch:1":                        true,
		"/feeds add url:https://example.org/world.xml": true,
		"/feeds remove feed:3":                         true,
		"/watch list":                                  false,
		"/feeds list":                                  false,
		"/contacts search":                             false,
		"/status":                                      false,
	} {
		t.Run(typed, func(t *testing.T) {
			w := newWorld(t)
			watches, feeds := fmt.Sprint(w.store.watches), fmt.Sprint(w.store.feeds)
			inv := w.invocation(typed)
			inv.Permissions = ordinary
			_, err := w.router.Run(t.Context(), inv)
			if forbidden := readout.ErrorCode(err) == readout.CodeForbidden; forbidden != admin {
				t.Errorf("without Manage Server: %v", err)
			}
			if fmt.Sprint(w.store.watches) != watches || fmt.Sprint(w.store.feeds) != feeds {
				t.Error("something was changed all the same")
			}
			inv.Permissions = readout.PermissionAdministrator
			if _, err := w.router.Run(t.Context(), inv); err != nil {
				t.Errorf("as administrator: %v", err)
			}
		})
	}
}

func TestWatchesNeedAServer(t *testing.T) {
	w := newWorld(t)
	for _, typed := range []string{"/watch list", "/watch add channel:#alerts", "/watch remove watch:1", "/watch edit watch:1"} {
		inv := w.invocation(typed)
		inv.GuildID = ""
		if _, err := w.router.Run(t.Context(), inv); readout.ErrorCode(err) != readout.CodeInvalid {
			t.Errorf("%s in a direct message: %v", typed, err)
		}
	}
}

func TestPress(t *testing.T) {
	for id, want := range map[string]string{
		"why:12":                               "why of contact 12",
		"sources:12":                           "sources of contact 12",
		"why:99":                               "(not_found) There is no contact 99",
		"why:":                                 "(invalid) This button cannot be read",
		"why:1 OR 1=1":                         "(invalid) This button cannot be read",
		"sell:12":                              "(not_found) This button belongs to an older version",
		"follow:12":                            "(forbidden) Following a pair changes",
		"reject:12":                            "(forbidden) Taking a contact back",
		"restore:12":                           "(forbidden) Taking a contact back",
		"":                                     "(not_found) This button belongs to an older version",
		"page:contacts search?page=1&state=CA": "5 contacts",
		"page:contacts search?%zz":             "(invalid) This button cannot be read",
		"page:watch remove?watch=1":            "(invalid) This button cannot be read",
		"order:1763812800:1763899200:allied, CA-US":   "order",
		"order:1763812800:1763899200:":                "order",
		"order:1763812800:1763899200:watch 1":         "order",
		"order:1763812800:1763899200:watch 77":        "(not_found)",
		"order:1763812800:1763899200:Atlantis":        "(invalid)",
		"order:1763899200:1763812800:":                "(invalid) This button cannot be read",
		"order:soon:later:":                           "(invalid) This button cannot be read",
		"order:":                                      "(invalid) This button cannot be read",
		"page:contacts search?page=99999999999999999": "(invalid) The option page",
		"page:contacts search?page=1&state=Atlantis":  "(invalid) No state",
	} {
		t.Run(id, func(t *testing.T) {
			w := newWorld(t)
			inv := w.invocation("/x")
			inv.Command, inv.Permissions = id, ordinary
			reply, err := w.router.Press(t.Context(), inv)
			got := "(" + string(readout.ErrorCode(err)) + ") " + readout.ErrorMessage(err)
			if err == nil {
				got = reply.Messages[0].Title
				if !reply.Private {
					t.Error("the whole channel sees what one has pressed")
				}
			}
			if !strings.Contains(got, want) {
				t.Errorf("press %q: %s, want %s", id, got, want)
			}
		})
	}
}

// Whoever turns the pages of a search sees every contact once.
func TestPagesCoverTheList(t *testing.T) {
	w := newWorld(t)
	w.store.contacts = nil
	for i := range 37 {
		w.store.contacts = append(w.store.contacts, contact(int64(100+i), readout.Held, readout.Phone, "2026-11-20", "trade",
			readout.Participant{State: "CA", Office: readout.OfficeHead, Name: "Mark Carney"}))
	}
	reply := w.must("/contacts search leader:Mark Carney")
	seen := map[string]int{}
	for page := 1; ; page++ {
		for _, line := range reply.Messages[0].Body {
			if number, _, ok := strings.Cut(line.Plainly(), " "); ok && strings.HasPrefix(number, "#") {
				seen[number]++
			}
		}
		actions := reply.Messages[0].Actions
		last := actions[len(actions)-1]
		if last.Label != "More" {
			break
		}
		inv := w.invocation("/x")
		inv.Command = last.ID
		var err error
		if reply, err = w.router.Press(t.Context(), inv); err != nil {
			t.Fatalf("page %d: %v", page+1, err)
		}
		if page > 10 {
			t.Fatal("the pages never end")
		}
	}
	if len(seen) != 37 {
		t.Errorf("%d of 37 contacts were shown", len(seen))
	}
	for number, times := range seen {
		if times != 1 {
			t.Errorf("contact %s was shown %d times", number, times)
		}
	}
}

// A question that is too long for a button still answers.
func TestLongQuestionsHaveNoButtons(t *testing.T) {
	w := newWorld(t)
	for i := range 30 {
		w.store.contacts = append(w.store.contacts, contact(int64(100+i), readout.Held, readout.Phone, "2026-11-20", strings.Repeat("trade ", 20),
			readout.Participant{State: "CA", Office: readout.OfficeHead}))
	}
	m := w.must("/contacts search text:" + strings.TrimSpace(strings.Repeat("trade ", 20))).Messages[0]
	if len(m.Actions) != 0 || !strings.HasPrefix(m.Footer, "Page 1 of 3") {
		t.Errorf("actions %v, footer %q", m.Actions, m.Footer)
	}
}
