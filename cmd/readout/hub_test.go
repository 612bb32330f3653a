package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"readout"
	"readout/contacts/roster"
	"readout/sandbox"
)

// TestHub runs the whole program with a feed that is polled every hour and a
// hub that tells of its news: the alert does not wait for the hour.
func TestHub(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	discord, err := sandbox.Start(ctx, sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = discord.Close() }()

	requests := make(chan url.Values, 10)
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		w.WriteHeader(http.StatusAccepted)
		requests <- r.PostForm
	}))
	defer hub.Close()
	var news atomic.Pointer[string]
	polled := make(chan struct{}, 10)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Link", "<"+hub.URL+">; rel=hub")
		fmt.Fprintf(w, "<rss version='2.0'><channel><title>Wire</title>%s</channel></rss>", *news.Load())
		polled <- struct{}{}
	}))
	defer site.Close()
	item := func(title string) *string {
		text := fmt.Sprintf("<item><title>%s</title><link>https://example.org/%s</link></item>", title, url.PathEscape(title))
		return &text
	}
	news.Store(item("Nothing of note"))

	people, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	feed := readout.Feed{Name: "Wire", URL: site.URL, Kind: readout.Press, Interval: time.Hour, AddedBy: "config"}
	cfg := configure(discord.URL(), filepath.Join(t.TempDir(), "readout.db"), []readout.Feed{feed}, alerts(discord.GuildID(), discord.ChannelID("alerts")))
	cfg.HTTP.Addr = freeAddress(t)
	public := "http://" + cfg.HTTP.Addr
	cfg.WebSub.PublicURL = public
	var later atomic.Int64 // by how much the program's clock is ahead
	now := func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
	program := &Program{Config: cfg, Roster: people, Now: now, Log: slog.New(slog.DiscardHandler), HostSpacing: -1}
	defer func() { _ = program.Close() }()
	if err := program.Open(ctx); err != nil {
		t.Fatal(err)
	}
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- program.Run(running) }()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the program ends with %v", err)
		}
	}()
	select {
	case <-polled:
	case <-ctx.Done():
		t.Fatal("the feed was never polled")
	}
	var request url.Values
	for request == nil { // until the poll has been written down
		program.hubs.Tick(ctx)
		select {
		case request = <-requests:
		default:
		}
		if ctx.Err() != nil {
			t.Fatal("the hub was never asked")
		}
	}
	callback := request.Get("hub.callback")
	confirm := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {request.Get("hub.topic")}, "hub.challenge": {"c"}, "hub.lease_seconds": {"3600"}}
	if got := get(ctx, t, callback+"?"+confirm.Encode()); got != "c" {
		t.Fatalf("the challenge came back as %q", got)
	}
	if got := get(ctx, t, public+"/healthz"); !strings.Contains(got, `"store":"ok"`) {
		t.Errorf("health beside the hubs: %s", got)
	}
	news.Store(item("Carney calls Macron"))
	later.Store(int64(time.Minute))
	ping, err := http.NewRequestWithContext(ctx, http.MethodPost, callback, strings.NewReader("ping"))
	if err != nil {
		t.Fatal(err)
	}
	reply, err := http.DefaultClient.Do(ping)
	if err != nil {
		t.Fatal(err)
	}
	_ = reply.Body.Close()
	if _, err := discord.WaitMessage(ctx, "alerts", func(m sandbox.Message) bool { return strings.Contains(m.Content, "Macron") }); err != nil {
		t.Errorf("no alert: %v", err)
	}
}

// freeAddress returns an address on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func get(ctx context.Context, t *testing.T, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	reply, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
