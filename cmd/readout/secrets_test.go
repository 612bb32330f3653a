package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/config"
	"readout/contacts/roster"
)

// TestSecretsOfFeedsStaySecret polls a feed behind a login, which is then
// refused and then sent elsewhere: what it is asked with must be known to the
// feed's own site and to nobody else, neither the database nor the log.
func TestSecretsOfFeedsStaySecret(t *testing.T) {
	var elsewhere []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elsewhere = append(elsewhere, fmt.Sprint(r.Header))
		w.WriteHeader(http.StatusNotFound)
	}))
	defer other.Close()
	polls := 0
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if user != "desk" || password != "opensesame" || r.Header.Get("X-Api-Key") != "key-4711" {
			t.Errorf("asked with %q", r.Header)
		}
		switch polls++; polls {
		case 1:
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Wire</title><item><title>A</title><link>https://example.org/a</link></item></channel></rss>`)
		case 2:
			w.WriteHeader(http.StatusUnauthorized)
		default:
			http.Redirect(w, r, other.URL, http.StatusMovedPermanently)
		}
	}))
	defer site.Close()

	dir := t.TempDir()
	path := filepath.Join(dir, "readout.yml")
	key := filepath.Join(dir, "key")
	files := map[string]string{key: "key-4711\n", path: fmt.Sprintf(`
discord: {api_url: http://127.0.0.1:1}
store: {path: %q}
http: {addr: ""}
feeds:
  allow_private: [127.0.0.1/32]
  defaults: false
  list:
    - name: Wire
      url: %s/feed
      login: WIRE_LOGIN
      headers: {x-api-key: WIRE_KEY}
`, filepath.Join(dir, "readout.db"), site.URL)}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := map[string]string{"DISCORD_TOKEN": "test-token", "WIRE_LOGIN": "desk:opensesame", "WIRE_KEY_FILE": key}
	cfg, err := config.Load(path, func(name string) string { return env[name] }, config.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	people, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	var log bytes.Buffer
	program := &Program{Config: cfg, Roster: people, Now: func() time.Time { return now }, Paced: true, HostSpacing: -1,
		Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if err := program.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		program.poller.Tick(t.Context())
		now = now.Add(3 * time.Hour)
	}
	program.Log.Info("configuration", slog.Any("config", cfg.Feeds))
	if err := program.Close(); err != nil {
		t.Fatal(err)
	}
	if polls != 3 || len(elsewhere) != 1 {
		t.Fatalf("%d polls, %d requests elsewhere; want 3 and 1", polls, len(elsewhere))
	}

	written := elsewhere[0] + log.String()
	databases, err := filepath.Glob(filepath.Join(dir, "readout.db*"))
	if err != nil || len(databases) == 0 {
		t.Fatalf("no database: %v", err)
	}
	for _, name := range databases {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		written += string(content)
	}
	for _, secret := range []string{"opensesame", "key-4711", "ZGVzazpvcGVuc2VzYW1l"} {
		if strings.Contains(written, secret) {
			t.Errorf("%q is in the database, the log or a foreign request", secret)
		}
	}
	if !strings.Contains(written, "example.org/a") {
		t.Error("the story is not in the database")
	}
}
