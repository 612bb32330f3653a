package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"readout"
	"readout/contacts/roster"
	"readout/replay"
	"readout/sandbox"
	"readout/sandbox/discordspec"
	"readout/sandbox/form"
)

// newsroom is the whole bot in a sandbox, on a clock of the test's.
type newsroom struct {
	*sandbox.Server
	t       *testing.T
	ctx     context.Context
	clock   *replay.Clock
	news    *replay.Feeds
	program *Program
	journal *safeBuffer
	told    int
}

// safeBuffer is a buffer for several goroutines.
type safeBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// outlets are the feeds of the newsroom; those with a state are official.
func outlets() map[string]string {
	return map[string]string{"Wire": "", "Post": "", "Prime Minister of Canada": "CA", "President of Ukraine": "UA"}
}

func openNewsroom(t *testing.T, guild sandbox.Guild, watches func(*sandbox.Server) []readout.Watch) *newsroom {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	t.Cleanup(cancel)
	n := &newsroom{t: t, ctx: ctx, clock: replay.NewClock(time.Date(2025, 10, 13, 9, 0, 0, 0, time.UTC), 1), journal: &safeBuffer{}}
	var err error
	if n.Server, err = sandbox.Start(ctx, sandbox.Config{Server: guild, Now: n.clock.Now, Journal: n.journal}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.Server.Close() })
	var names []string
	for name := range outlets() {
		names = append(names, name)
	}
	n.news = replay.NewFeeds(names)
	host := httptest.NewServer(n.news)
	t.Cleanup(host.Close)
	var feeds []readout.Feed
	for name, state := range outlets() {
		f := readout.Feed{Name: name, URL: host.URL + n.news.Path(name), Kind: readout.Press, Interval: time.Minute, AddedBy: "config"}
		if state != "" {
			f.Kind, f.State = readout.Official, state
		}
		feeds = append(feeds, f)
	}
	people, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	cfg := configure(n.URL(), filepath.Join(t.TempDir(), "readout.db"), feeds, watches(n.Server)...)
	n.program = &Program{Config: cfg, Roster: people, Now: n.clock.Now, Log: slog.New(slog.DiscardHandler), HostSpacing: -1, Paced: true}
	if err := n.program.Open(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.program.Close() })
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- n.program.Run(running) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	select {
	case <-n.program.bot.Ready():
	case <-ctx.Done():
		t.Fatal("the bot did not become ready")
	}
	n.poll()
	return n
}

// poll reads all feeds: one request at a time for each host.
func (n *newsroom) poll() {
	for range outlets() {
		n.program.poller.Tick(n.ctx)
	}
}

// tell publishes a story and lets the bot read it.
func (n *newsroom) tell(outlet, title, summary string) {
	n.t.Helper()
	n.told++
	n.clock.Forward(n.clock.Now().Add(2 * time.Minute))
	n.news.Publish(replay.Item{
		ID: fmt.Sprint(n.told), Title: title, Summary: summary, Source: outlet,
		URL: fmt.Sprintf("https://news.example/%d", n.told), Published: n.clock.Now(),
	})
	n.poll()
}

// see waits for a message of the channel that says all of the words. Edits of one
// message keep a minute apart: the clock goes on meanwhile.
func (n *newsroom) see(channel string, words ...string) sandbox.Message {
	n.t.Helper()
	fits := func(m sandbox.Message) bool {
		text := said(m)
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}
	for n.ctx.Err() == nil {
		ctx, cancel := context.WithTimeout(n.ctx, 2*time.Second)
		m, err := n.WaitMessage(ctx, channel, fits)
		cancel()
		if err == nil {
			return m
		}
		n.clock.Forward(n.clock.Now().Add(time.Minute))
	}
	for _, m := range n.Messages(channel) {
		n.t.Log(said(m))
	}
	n.t.Fatalf("nothing in #%s says %q", channel, words)
	return sandbox.Message{}
}

// said is all that a message says.
func said(m sandbox.Message) string {
	out := []string{m.Content}
	for _, e := range m.Embeds {
		out = append(out, e.Title, e.Description)
		for _, f := range e.Fields {
			out = append(out, f.Name, f.Value)
		}
	}
	return strings.Join(out, "\n")
}

// press presses the button with that label, and returns what the presser sees.
func (n *newsroom) press(user string, m sandbox.Message, label string) sandbox.Message {
	n.t.Helper()
	for _, row := range m.Components {
		for _, b := range row.Components {
			if b.Label != label {
				continue
			}
			answer, err := n.Click(n.ctx, user, m.ID, b.CustomID)
			if err != nil {
				n.t.Fatalf("%s: %v", label, err)
			}
			if answer.Private == "" {
				n.t.Errorf("everybody sees the answer to %s", label)
			}
			return answer
		}
	}
	n.t.Fatalf("no button %q under %q", label, m.Content)
	return sandbox.Message{}
}

func wants(t *testing.T, m sandbox.Message, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(said(m), w) {
			t.Errorf("this does not say %q:\n%s", w, said(m))
		}
	}
}

// holdToSpec holds all that has passed against Discord's descriptions.
func (n *newsroom) holdToSpec() {
	n.t.Helper()
	const shared = "../../../shared/discord"
	if _, err := os.Stat(shared); err != nil {
		n.t.Log("Discord's descriptions are not here:", err)
		return
	}
	spec, err := discordspec.Load(shared)
	if err != nil {
		n.t.Fatal(err)
	}
	report, err := spec.Journal(strings.NewReader(n.journal.String()))
	if err != nil {
		n.t.Fatal(err)
	}
	for _, problem := range report.Problems {
		if !strings.Contains(problem, "operation 2:") { // discordgo's own
			n.t.Error(problem)
		}
	}
}

// TestTheLifeOfAnAlert follows a contact from its announcement to the accounts of
// both sides, and looks behind each of its buttons.
func TestTheLifeOfAnAlert(t *testing.T) {
	n := openNewsroom(t, sandbox.DefaultGuild(), func(s *sandbox.Server) []readout.Watch {
		w := alerts(s.GuildID(), s.ChannelID("alerts"))
		forum, published := w, w
		forum.ChannelID, forum.Manner = s.ChannelID("contacts"), readout.Manner{Forum: true}
		published.ChannelID, published.Manner = s.ChannelID("announcements"), readout.Manner{Publish: true, Language: "fr"}
		return []readout.Watch{w, forum, published}
	})
	n.tell("Wire", "Carney to call Zelenskyy on Tuesday", "Canadian Prime Minister Mark Carney will speak with Ukrainian President Volodymyr Zelenskyy on Tuesday.")
	m := n.see("alerts", "Mark Carney", "planned for 14 October 2025")
	wants(t, m, "Prime Minister of Canada", "Press: 1 outlet", "Canada: not yet")
	if len(m.Roles) > 0 || m.Everyone {
		t.Errorf("it pings %v", m.Roles)
	}
	post := n.see("🇨🇦 Mark Carney and 🇺🇦 Volodymyr Zelenskyy: phone call", "planned for 14 October 2025")
	if french := n.see("announcements", "prévu le 14 octobre 2025"); french.Flags&form.FlagCrossposted == 0 {
		if _, err := n.WaitMessage(n.ctx, "announcements", func(m sandbox.Message) bool { return m.Flags&form.FlagCrossposted != 0 }); err != nil {
			t.Error("the announcement is not published:", err)
		}
	}

	n.clock.Forward(time.Date(2025, 10, 14, 15, 0, 0, 0, time.UTC))
	n.tell("Prime Minister of Canada", "Prime Minister Carney speaks with President of Ukraine Volodymyr Zelenskyy",
		"Today, the Prime Minister, Mark Carney, spoke by phone with the President of Ukraine, Volodymyr Zelenskyy. Prime Minister Carney reaffirmed Canada's support for Ukraine. The leaders agreed to remain in close contact.")
	held := n.see("alerts", "held on 14 October 2025", "confirmed by 🇨🇦 Canada")
	if held.ID != m.ID {
		t.Error("a second message on the same contact")
	}
	wants(t, held, "Before: phone call planned for 14 October 2025", "✓ 🇨🇦 Canada", "Ukraine: not yet")
	n.tell("President of Ukraine", "Volodymyr Zelenskyy had a phone call with the Prime Minister of Canada",
		"President of Ukraine Volodymyr Zelenskyy had a phone call with Prime Minister of Canada Mark Carney. The President thanked Canada for air defence.")
	both := n.see("alerts", "confirmed by 🇨🇦 Canada and 🇺🇦 Ukraine")
	wants(t, both, "🇨🇦 Canada stresses", "reaffirmed Canada's support", "🇺🇦 Ukraine stresses", "thanked Canada for air defence", "✓ 🇺🇦 Ukraine")
	if edited := n.see(post.ChannelID, "confirmed by 🇨🇦 Canada and 🇺🇦 Ukraine"); edited.ID != post.ID {
		t.Error("the forum has another message in the post")
	}

	wants(t, n.press("sam", both, "Why?"), "Why this is a contact", "Carney")
	wants(t, n.press("sam", both, "Sources"), "President of Ukraine", "Wire", "https://news.example/1")
	wants(t, n.press("sam", both, "Follow this pair"), "Manage Server")
	wants(t, n.press("alex", both, "Follow this pair"), "Watch 4 added", "Canada and Ukraine", "/watch remove watch:4")
	wants(t, n.press("alex", both, "Follow this pair"), "Watch 4 follows this pair")
	wants(t, n.press("alex", post, "Follow this pair"), "Watch 5 added", "ach message opens a post")

	wants(t, n.press("sam", both, "Not a contact"), "Manage Messages")
	taken := n.press("alex", both, "Not a contact")
	wants(t, taken, "is taken back", "in every channel")
	for _, gone := range []sandbox.Message{both, post} {
		if err := n.WaitDeleted(n.ctx, gone.ID); err != nil {
			t.Fatal("it was not taken back:", err)
		}
	}
	n.tell("Post", "Carney and Zelenskyy speak by phone", "Canadian Prime Minister Mark Carney spoke with Ukrainian President Volodymyr Zelenskyy on Tuesday.")
	n.reviews(4)
	n.press("alex", taken, "Undo")
	back := n.see("alerts", "held on 14 October 2025", "confirmed by 🇨🇦 Canada and 🇺🇦 Ukraine")
	n.see("announcements", "tenu le 14 octobre 2025")
	if err := n.DeleteMessage(back.ID); err != nil {
		t.Fatal(err)
	}
	n.clock.Forward(n.clock.Now().Add(time.Hour))
	n.tell("Wire", "Carney calls Zelenskyy", "Canadian Prime Minister Mark Carney spoke by phone with Ukrainian President Volodymyr Zelenskyy on Tuesday.")
	n.tell("Wire", "Carney calls Trump", "Canadian Prime Minister Mark Carney spoke by phone with US President Donald Trump.")
	n.see("alerts", "Donald Trump")
	for _, m := range n.Messages("alerts") {
		if m.Private == "" && strings.Contains(m.Content, "Zelenskyy") {
			t.Errorf("a message that a moderator has deleted is back: %s", m.Content)
		}
	}
	n.holdToSpec()
}

// reviews reads the list of reviews as "readout reviews" prints it, and scores
// the detector against it.
func (n *newsroom) reviews(want int) {
	n.t.Helper()
	var out, complaints bytes.Buffer
	io := streams{in: strings.NewReader(""), out: &out, err: &complaints, env: os.Getenv}
	if code := run(n.ctx, []string{"reviews", "--database", n.program.Config.Store.Path}, io); code != 0 {
		n.t.Fatalf("reviews: %s", complaints.String())
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != want {
		n.t.Fatalf("%d reviews, want %d:\n%s", len(lines), want, out.String())
	}
	var first struct {
		ID, Title, Published string
		Contacts, Wrong      []any
	}
	if err := json.Unmarshal([]byte(lines[0]), &first); err != nil || first.Title == "" || len(first.Contacts) != 0 || len(first.Wrong) != 1 {
		n.t.Errorf("review %s, %v", lines[0], err)
	}
	file := filepath.Join(n.t.TempDir(), "reviews.jsonl")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		n.t.Fatal(err)
	}
	out.Reset()
	if code := run(n.ctx, []string{"eval", file, "--errors"}, io); code != 0 || strings.Count(out.String(), "false: ") != want {
		n.t.Errorf("eval: code %d, %s%s", code, out.String(), complaints.String())
	}
}
