package commands_test

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/commands"
	"readout/contacts/roster"
)

// noon is when everything in these tests happens.
func noon() time.Time { return time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC) }

const (
	guild    = "900000000000000001"
	alerts   = "900000000000000002"
	daily    = "900000000000000003"
	silent   = "900000000000000004" // the bot may see it and no more
	voice    = "900000000000000005"
	forum    = "900000000000000006"
	thread   = "900000000000000007"
	open     = "900000000000000011" // a thread in which the bot may post
	unknown  = "900000000000000008" // Discord does not tell the permissions
	role     = "900000000000000009"
	user     = "900000000000000010"
	strict   = "900000000000000012" // a forum whose posts need a tag
	canPost  = readout.PermissionViewChannel | readout.PermissionSendMessages | readout.PermissionEmbedLinks | readout.PermissionReadHistory
	manager  = readout.PermissionManageServer
	ordinary = readout.PermissionSendMessages
)

func channels() map[string]readout.Channel {
	return map[string]readout.Channel{
		alerts:  {ID: alerts, Name: "alerts", Kind: readout.ChannelText, Bot: canPost},
		daily:   {ID: daily, Name: "daily-briefing", Kind: readout.ChannelAnnouncement, Bot: readout.PermissionAdministrator},
		silent:  {ID: silent, Name: "silent", Kind: readout.ChannelText, Bot: readout.PermissionViewChannel},
		voice:   {ID: voice, Name: "Voice", Kind: readout.ChannelElse, Bot: canPost},
		forum:   {ID: forum, Name: "forum", Kind: readout.ChannelForum, Bot: canPost | readout.PermissionSendInThreads},
		strict:  {ID: strict, Name: "strict", Kind: readout.ChannelForum, Bot: canPost | readout.PermissionSendInThreads},
		thread:  {ID: thread, Name: "thread", Kind: readout.ChannelThread, Bot: canPost},
		open:    {ID: open, Name: "open", Kind: readout.ChannelThread, Bot: canPost | readout.PermissionSendInThreads},
		unknown: {ID: unknown, Name: "unknown", Kind: readout.ChannelText},
	}
}

// world is a router with everything around it that the tests look at.
type world struct {
	t      *testing.T
	store  *store
	router *commands.Router
	asked  []commands.Ask
	taken  map[int64]string // contacts that are taken back, and by whom
	trials []readout.Trial
	tried  readout.Watch
}

// Try remembers the watch and answers with the trials.
func (w *world) Try(_ context.Context, tried readout.Watch, since time.Time) ([]readout.Trial, error) {
	if !since.Equal(noon().AddDate(0, 0, -7)) {
		w.t.Errorf("tried since %s", since)
	}
	w.tried = tried
	return w.trials, nil
}

// Channel tells of a forum what the invocation does not.
func (w *world) Channel(_ context.Context, id string) (readout.Channel, error) {
	ch := channels()[id]
	switch id {
	case forum, strict:
		ch.Forum = readout.Forum{MustTag: id == strict, Tags: []readout.Tag{{ID: "51", Name: "Call"}, {ID: "52", Name: "Meeting"}, {ID: "53", Name: "Official", Moderated: true}}}
	case unknown:
		ch.Bot = readout.PermissionViewChannel
	case "":
		return ch, readout.Errorf(readout.CodeForbidden, "I cannot see the channel")
	}
	return ch, nil
}

func (w *world) Reject(_ context.Context, id int64, by string) error {
	if w.taken[id] != "" {
		return readout.Errorf(readout.CodeConflict, "contact %s has been taken back already", strconv.FormatInt(id, 10))
	}
	w.taken[id] = by
	return nil
}

func (w *world) Restore(_ context.Context, id int64) error {
	delete(w.taken, id)
	return nil
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, store: newStore(), taken: map[int64]string{}}
	w.router = commands.New(commands.Options{
		Store:      w.store,
		Roster:     testRoster(t),
		Desk:       w,
		Reviews:    w,
		Trials:     w,
		Wording:    func(string) commands.Wording { return wording{} },
		Feeds:      previews{},
		Channels:   w,
		NextDigest: nextDigest,
		Now:        noon,
		Version:    "1.2.3",
		Started:    noon().Add(-50 * time.Hour),
	})
	return w
}

func testRoster(t *testing.T) *roster.Roster {
	t.Helper()
	f, err := os.Open("testdata/roster.yml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	r, err := roster.Load(&roster.Roster{}, f, "roster.yml")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// invocation reads a command as it is typed, "/watch add channel:#alerts how:digest".
func (w *world) invocation(typed string) readout.Invocation {
	w.t.Helper()
	inv := readout.Invocation{
		Options: map[string]string{}, GuildID: guild, ChannelID: alerts, UserID: user,
		Permissions: manager, Channels: channels(), At: noon(),
	}
	head := typed
	option := regexp.MustCompile(` ([a-z_]+):`)
	marks := option.FindAllStringSubmatchIndex(typed, -1)
	for i, m := range marks {
		if i == 0 {
			head = typed[:m[0]]
		}
		end := len(typed)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		inv.Options[typed[m[2]:m[3]]] = id(typed[m[1]:end])
	}
	inv.Command = strings.TrimPrefix(head, "/")
	return inv
}

// id replaces the name of a channel or role with its id.
func id(text string) string {
	for _, c := range channels() {
		if text == "#"+c.Name {
			return c.ID
		}
	}
	if text == "@desk" {
		return role
	}
	return text
}

func (w *world) run(typed string) (readout.Reply, error) {
	w.t.Helper()
	return w.router.Run(w.t.Context(), w.invocation(typed))
}

func (w *world) must(typed string) readout.Reply {
	w.t.Helper()
	reply, err := w.run(typed)
	if err != nil {
		w.t.Fatalf("%s: %v", typed, err)
	}
	return reply
}

func (w *world) complete(typed, option string) []readout.Choice {
	w.t.Helper()
	inv := w.invocation(typed)
	inv.Focused = option
	choices, err := w.router.Complete(w.t.Context(), inv)
	if err != nil {
		w.t.Fatalf("complete %s: %v", typed, err)
	}
	return choices
}

// Brief remembers what was asked and answers with one message.
func (w *world) Brief(_ context.Context, ask commands.Ask) ([]readout.Message, error) {
	w.asked = append(w.asked, ask)
	return []readout.Message{{Summary: ask.Title, Title: ask.Title, Body: []readout.Text{
		readout.T(fmt.Sprintf("from %s to %s", ask.Since.Format(time.RFC3339), ask.Until.Format(time.RFC3339))),
	}}}, nil
}

// Order remembers what was asked as well.
func (w *world) Order(ctx context.Context, ask commands.Ask) ([]readout.Message, error) {
	messages, err := w.Brief(ctx, ask)
	messages[0].Title = "order"
	return messages, err
}

// wording says just enough to tell the messages apart.
type wording struct{}

func (wording) Contact(c readout.Contact) readout.Message { return said("card", c) }
func (wording) Why(c readout.Contact) readout.Message     { return said("why", c) }
func (wording) Sources(c readout.Contact) readout.Message { return said("sources", c) }

func said(what string, c readout.Contact) readout.Message {
	return readout.Message{Title: fmt.Sprintf("%s of contact %d", what, c.ID)}
}

// previews knows two addresses.
type previews struct{}

func (previews) Preview(_ context.Context, url string) (commands.Preview, error) {
	switch url {
	case "https://example.org/world.xml", "https://example.org":
		return commands.Preview{URL: "https://example.org/world.xml", Title: " World  News\n", Language: "en-GB", Stories: []readout.Story{
			{Title: "Older", URL: "https://example.org/1", Published: noon().Add(-5 * time.Hour)},
			{Title: "**Newest** @everyone", URL: "https://example.org/2", Published: noon().Add(-time.Hour)},
		}}, nil
	case "https://example.org/leer.xml":
		return commands.Preview{URL: url, Title: "Leer", Language: "de"}, nil
	case "https://many.example.org/":
		return commands.Preview{Choice: []commands.Offer{
			{Title: "**World**", URL: "https://many.example.org/world.xml"}, {URL: "https://local.example.org/rss/"},
			{Title: "Long", URL: "https://many.example.org/" + strings.Repeat("x", 100)},
		}}, nil
	case "https://many.example.org/world.xml":
		return commands.Preview{URL: url, Title: "Many: world"}, nil
	}
	return commands.Preview{}, readout.Errorf(readout.CodeInvalid, "this address is a web page, not a feed; look there for a link called RSS")
}

// nextDigest stands in for the desk's: it knows the next full day only.
func nextDigest(cron, zone string, after time.Time) (time.Time, error) {
	place, err := time.LoadLocation(zone)
	if err != nil {
		return time.Time{}, readout.Errorf(readout.CodeInvalid, "%q is not a time zone; use a name such as Europe/Berlin", zone)
	}
	if strings.HasPrefix(cron, "61 ") {
		return time.Time{}, readout.Errorf(readout.CodeInvalid, "the schedule %q has the minute 61", cron)
	}
	day := after.In(place).AddDate(0, 0, 1)
	return time.Date(day.Year(), day.Month(), day.Day(), 7, 0, 0, 0, place), nil
}

// show writes a reply down as its reader sees it.
func show(reply readout.Reply) string {
	var b strings.Builder
	if reply.Private {
		b.WriteString("(only you can see this)\n")
	}
	for i, m := range reply.Messages {
		if i > 0 {
			b.WriteString("────\n")
		}
		fmt.Fprintf(&b, "[%s] %s\n", m.Tone, m.Title)
		for _, line := range m.Body {
			b.WriteString(strings.TrimRight(plain(line), " ") + "\n")
		}
		for _, f := range m.Fields {
			b.WriteString("• " + f.Name + "\n")
			for _, line := range f.Value {
				b.WriteString("    " + plain(line) + "\n")
			}
		}
		if m.Footer != "" {
			b.WriteString("— " + m.Footer + "\n")
		}
		for _, a := range m.Actions {
			fmt.Fprintf(&b, "[ %s ] %s\n", a.Label, a.ID)
		}
	}
	return b.String()
}

func plain(line readout.Text) string {
	var b strings.Builder
	for _, s := range line {
		switch {
		case s.Channel != "":
			fmt.Fprintf(&b, "<%s>", s.Text)
		case s.Link != "":
			fmt.Fprintf(&b, "[%s](%s)", s.Text, s.Link)
		case s.Show == readout.AsRelative:
			fmt.Fprintf(&b, "{%s ago}", noon().Sub(s.Time))
		default:
			b.WriteString(readout.Text{s}.Plainly())
		}
	}
	return b.String()
}

// names returns what the choices are called.
func values(choices []readout.Choice) []string {
	var out []string
	for _, c := range choices {
		out = append(out, c.Value)
	}
	return out
}

func texts(m readout.Message) []string {
	out := []string{m.Title, m.Summary, m.Footer}
	for _, l := range m.Body {
		out = append(out, l.Plainly())
	}
	for _, f := range m.Fields {
		out = append(out, f.Name)
		for _, l := range f.Value {
			out = append(out, l.Plainly())
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}
