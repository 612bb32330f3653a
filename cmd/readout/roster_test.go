package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/store"
)

// TestRosterUpdateAsks puts the question to a query service on this machine.
func TestRosterUpdateAsks(t *testing.T) {
	var asked *http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r
		w.Header().Set("Content-Type", "application/sparql-results+json")
		_, _ = w.Write([]byte(`{"results":{"bindings":[]}}`))
	}))
	defer server.Close()
	out, errors, code := shell(t, "roster", "update", "--endpoint", server.URL+"/sparql", "--contact", "desk@example.org")
	if code != 0 || !strings.Contains(out, "the roster agrees with Wikidata") {
		t.Fatalf("code %d, output %q, errors %q", code, out, errors)
	}
	if q := asked.URL.Query(); !strings.Contains(q.Get("query"), "wdt:P1313") || q.Get("format") != "json" {
		t.Errorf("asked %q", asked.URL)
	}
	if agent := asked.UserAgent(); !strings.Contains(agent, "Readout") || !strings.Contains(agent, "desk@example.org") {
		t.Errorf("User-Agent %q", agent)
	}
}

func TestRosterUpdateRefused(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "60")
		http.Error(w, "too many requests", http.StatusTooManyRequests)
	}))
	defer server.Close()
	_, errors, code := shell(t, "roster", "update", "--endpoint", server.URL)
	if code != 1 || !strings.Contains(errors, "try again later") {
		t.Errorf("code %d, errors %q", code, errors)
	}
}

// TestSightings looks into the database of a bot that is running.
func TestSightings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "readout.db")
	db, err := store.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	feed := readout.Feed{Name: "Gazette", URL: "https://gazette.example.org/feed", Kind: readout.Press}
	if err := db.AddFeed(t.Context(), &feed); err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{"Jane Placeholder", "Jane Placeholder", "Mark Carney"} {
		people := []readout.Participant{{State: "CA", Office: readout.OfficeHead, Name: name}, {State: "US", Office: readout.OfficeOther, Name: "Some Envoy"}}
		key := string(rune('a' + i))
		change := &readout.Change{
			Story: &readout.Story{
				FeedID: feed.ID, Key: key, Title: "Canadian Prime Minister " + name + " speaks", URL: "https://gazette.example.org/" + key,
				Kind: readout.Press, Published: time.Now().Add(-time.Hour), FirstSeen: time.Now(),
			},
			Found: []readout.Found{{
				Mention: &readout.Mention{Participants: people, Mode: readout.Phone, Status: readout.Held, Salience: readout.Main, Level: readout.LevelPrincipal},
				Contact: &readout.Contact{Participants: people, Mode: readout.Phone, Status: readout.Held, Level: readout.LevelPrincipal, FirstSeen: time.Now()},
			}},
		}
		if err := db.Commit(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	out, errors, code := shell(t, "roster", "check", "--database", path)
	if code != 0 {
		t.Fatalf("code %d, errors %q", code, errors)
	}
	for _, want := range []string{"perhaps out of date: Jane Placeholder, leader of CA in 2 stories", "the roster has Mark Carney", "2 people named in office in stories of the last 90 days, 1 of them"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q lacks %q", out, want)
		}
	}
}

// shell runs the program as a shell does.
func shell(t *testing.T, args ...string) (out, errors string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.WithoutCancel(t.Context()), args, streams{in: strings.NewReader(""), out: &o, err: &e, env: func(string) string { return "" }})
	return o.String(), e.String(), code
}
