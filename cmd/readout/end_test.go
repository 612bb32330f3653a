package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"readout"
	"readout/config"
	"readout/contacts/roster"
	"readout/replay"
	"readout/sandbox"
	"readout/sandbox/discordspec"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"readout": main, "short-lived": shortLived})
}

// configure returns the configuration of a bot in the sandbox that alerts the
// channels to every contact.
func configure(api, path string, feeds []readout.Feed, watches ...readout.Watch) config.Config {
	cfg := config.Defaults()
	cfg.Discord = config.Discord{Token: config.NewSecret("test-token"), APIURL: api}
	cfg.Store.Path, cfg.HTTP.Addr = path, ""
	cfg.Feeds.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	cfg.Feeds.MaxBody = 1 << 20
	cfg.Feeds.Timeout = 5 * time.Second
	cfg.Feeds.List, cfg.Watches = feeds, watches
	return cfg
}

func alerts(guild, channel string) readout.Watch {
	return readout.Watch{GuildID: guild, ChannelID: channel, Kind: readout.WatchAlert, CreatedBy: "config"}
}

// shortLived is a bot that is going to be killed. It is told by the environment
// where everything is, and looks at its feed every second.
func shortLived() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	people, err := roster.Default()
	if err != nil {
		panic(err)
	}
	feed := readout.Feed{Name: "Wire", URL: os.Getenv("TEST_FEED"), Kind: readout.Press, Interval: time.Second, AddedBy: "config"}
	cfg := configure(os.Getenv("TEST_API"), os.Getenv("TEST_STORE"), []readout.Feed{feed}, alerts(os.Getenv("TEST_GUILD"), os.Getenv("TEST_CHANNEL")))
	program := &Program{Config: cfg, Roster: people, Now: time.Now, Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), HostSpacing: -1}
	if err := program.Open(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := program.Run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// moments tells of things that happen, for somebody who waits for the next one.
type moments struct {
	mu   sync.Mutex
	wait map[string]chan struct{}
}

// next returns a channel that is closed when the thing happens the next time.
func (m *moments) next(what string) <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.wait[what] == nil {
		m.wait[what] = make(chan struct{})
	}
	return m.wait[what]
}

func (m *moments) happen(what string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.wait[what] != nil {
		close(m.wait[what])
		m.wait[what] = nil
	}
}

// Write takes lines of the sandbox's journal.
func (m *moments) Write(line []byte) (int, error) {
	switch {
	case bytes.Contains(line, []byte(`"gateway":"sent"`)):
		m.happen("identified")
	case bytes.Contains(line, []byte(`"method":"POST"`)):
		m.happen("posted")
	case bytes.Contains(line, []byte(`"method":"PUT"`)):
		m.happen("registered")
	}
	return len(line), nil
}

// TestKilled kills the bot over and over, at different moments, while news
// arrive: in the end the channel has every alert once.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	at := &moments{wait: map[string]chan struct{}{}}
	server, err := sandbox.Start(ctx, sandbox.Config{Journal: at})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	news := replay.NewFeeds([]string{"Wire"})
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at.happen("polled")
		news.ServeHTTP(w, r)
	}))
	defer host.Close()

	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	name := filepath.Join(folder, "short-lived")
	if err := os.Symlink(self, name); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	start := func() *exec.Cmd {
		cmd := exec.CommandContext(ctx, name)
		cmd.Env = append(os.Environ(), "TEST_API="+server.URL(), "TEST_STORE="+filepath.Join(folder, "readout.db"), "TEST_FEED="+host.URL+news.Path("Wire"),
			"TEST_GUILD="+server.GuildID(), "TEST_CHANNEL="+server.ChannelID("alerts"))
		cmd.Stderr = &log
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	until := func(moment <-chan struct{}, what string) {
		t.Helper()
		select {
		case <-moment:
		case <-ctx.Done():
			t.Fatalf("waited in vain until the bot has %s\n%s", what, log.String())
		}
	}

	first := at.next("polled")
	bot := start()
	until(first, "polled")
	until(at.next("polled"), "polled again") // the baseline is in the store

	others := []string{"Macron", "Merz", "Starmer", "Meloni", "Erdogan", "Modi", "Zelensky", "Tusk"}
	when := []string{"polled", "posted", "identified", "posted", "registered", "polled", "posted", "posted"}
	published := time.Date(2025, 10, 15, 12, 0, 0, 0, time.UTC)
	for i, other := range others {
		moment := at.next(when[i%len(when)])
		news.Publish(replay.Item{ID: other, Title: "Carney calls " + other, URL: "https://example.org/" + other, Source: "Wire", Published: published})
		if when[i%len(when)] == "identified" || when[i%len(when)] == "registered" {
			until(at.next("polled"), "polled")
			_ = bot.Process.Kill()
			_ = bot.Wait()
			bot = start()
			moment = at.next("identified")
		}
		until(moment, when[i%len(when)])
		if err := bot.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = bot.Wait() // it was killed
		bot = start()
	}
	for _, other := range others {
		if _, err := server.WaitMessage(ctx, "alerts", func(m sandbox.Message) bool { return strings.Contains(m.Content, surname(other)) }); err != nil {
			t.Fatalf("no alert for %s\n%s", other, log.String())
		}
	}
	until(at.next("polled"), "polled")
	if err := bot.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := bot.Wait(); err != nil {
		t.Errorf("the bot ends with %v\n%s", err, log.String())
	}
	if got := server.Messages("alerts"); len(got) != len(others) {
		for _, m := range got {
			t.Log(m.Content)
		}
		t.Errorf("%d alerts, want %d", len(got), len(others))
	}
}

// surname is how an alert writes a name.
func surname(name string) string {
	switch name {
	case "Erdogan":
		return "Erdoğan"
	case "Zelensky":
		return "Zelenskyy"
	}
	return name
}

// TestRequestsAreAsDiscordDescribesThem holds everything that passes between
// the bot and its Discord in the demo against Discord's descriptions.
func TestRequestsAreAsDiscordDescribesThem(t *testing.T) {
	const shared = "../../../shared/discord"
	if _, err := os.Stat(shared); err != nil {
		t.Skip("Discord's descriptions are not here:", err)
	}
	spec, err := discordspec.Load(shared)
	if err != nil {
		t.Fatal(err)
	}
	journal := filepath.Join(t.TempDir(), "journal.jsonl")
	var out, complaints bytes.Buffer
	code := run(t.Context(), []string{"demo", "--speed", "0", "--exit", "--journal", journal}, streams{in: strings.NewReader(""), out: &out, err: &complaints, env: os.Getenv})
	if code != 0 {
		t.Fatalf("the demo ends with %d: %s", code, complaints.String())
	}
	file, err := os.Open(journal)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	report, err := spec.Journal(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range report.Problems {
		if strings.Contains(problem, "operation 2:") {
			continue // discordgo identifies as the gateway's version 6 wanted it, which Discord still takes
		}
		t.Error(problem)
	}
	if report.Requests < 15 {
		t.Errorf("only %d requests were checked", report.Requests)
	}
}

// TestBadInput has feeds of all kinds of trouble beside a good one, and a
// channel that the bot may not write to beside one that it may.
func TestBadInput(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	server, err := sandbox.Start(ctx, sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	news := replay.NewFeeds([]string{"Good"})
	mux := http.NewServeMux()
	mux.Handle("/feeds/", news)
	mux.HandleFunc("/html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><html><head><title>News</title></head><body>Hello</body></html>")
	})
	mux.HandleFunc("/empty", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := fmt.Fprint(w, strings.Repeat("<item><title>x</title></item>", 1000)); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.CopyN(z, zeros{}, 64<<20) // the client hangs up
	})
	host := httptest.NewServer(mux)
	defer host.Close()

	var feeds []readout.Feed
	for name, address := range map[string]string{
		"Good": host.URL + news.Path("Good"), "HTML": host.URL + "/html", "Empty": host.URL + "/empty", "Endless": host.URL + "/endless",
		"Bomb": host.URL + "/bomb", "Private": "http://10.11.12.13/feed.xml",
	} {
		feeds = append(feeds, readout.Feed{Name: name, URL: address, Kind: readout.Press, Interval: time.Minute, AddedBy: "config"})
	}
	people, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	now := replay.NewClock(time.Date(2025, 10, 15, 12, 0, 0, 0, time.UTC), 1)
	cfg := configure(server.URL(), filepath.Join(t.TempDir(), "readout.db"), feeds,
		alerts(server.GuildID(), server.ChannelID("alerts")), alerts(server.GuildID(), server.ChannelID("read-only")))
	program := &Program{Config: cfg, Roster: people, Now: now.Now, Log: slog.New(slog.DiscardHandler), HostSpacing: -1, Paced: true}
	if err := program.Open(ctx); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = program.Close() }()
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- program.Run(running) }()
	<-program.bot.Ready()

	poll := func() {
		for range len(feeds) { // one request at a time for each host
			program.poller.Tick(ctx)
		}
	}
	poll()
	news.Publish(replay.Item{ID: "1", Title: "Carney calls Trump", URL: "https://example.org/1", Source: "Good", Published: now.Now()})
	now.Forward(now.Now().Add(2 * time.Minute))
	poll()
	if _, err := server.WaitMessage(ctx, "alerts", func(m sandbox.Message) bool { return strings.Contains(m.Content, "Mark Carney") }); err != nil {
		t.Fatal("the good feed was not heard beside the bad ones:", err)
	}
	stored, err := program.store.Feeds(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range stored {
		want := map[string]string{"Good": "", "HTML": "web page", "Empty": "empty", "Endless": "larger than", "Bomb": "larger than", "Private": "private"}[f.Name]
		if want == "" && f.Poll.Error != "" || !strings.Contains(f.Poll.Error.String(), want) {
			t.Errorf("%s: %q does not say %q", f.Name, f.Poll.Error, want)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	waiting, err := program.store.DeliveriesOf(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	causes := ""
	for _, d := range waiting {
		causes += d.Error + "\n"
	}
	if len(waiting) != 2 || !strings.Contains(causes, "Send Messages") {
		t.Errorf("deliveries %d, causes %q; want the one for #read-only kept, and why", len(waiting), causes)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
