package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"readout"
	"readout/briefings"
	"readout/contacts"
	"readout/contacts/roster"
	"readout/desk"
	"readout/store"
)

// TestBriefingOfARunningBot reads the database of a bot while it has it open,
// and asks for what one of its watches wants, in the watch's language.
func TestBriefingOfARunningBot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "readout.db")
	s, err := store.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	people, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	detector, err := contacts.New(people)
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(t.Context(), desk.Options{Store: s, Watches: s, Detector: detector, Groups: people, Writer: writer(people), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	feed := readout.Feed{Name: "Wire", URL: "https://example.org/feed", Kind: readout.Press, AddedBy: "config"}
	if err := s.AddFeed(t.Context(), &feed); err != nil {
		t.Fatal(err)
	}
	watch := readout.Watch{
		GuildID: "1", ChannelID: "2", Kind: readout.WatchDigest, Cron: "0 7 * * *", Zone: "Europe/Paris", CreatedBy: "3",
		Filter: readout.Filter{States: []string{"UA"}}, Manner: readout.Manner{Language: "fr"},
	}
	if err := s.AddWatch(t.Context(), &watch); err != nil {
		t.Fatal(err)
	}
	at := time.Now().Add(-time.Hour)
	for key, title := range map[string]string{"a": "Carney calls Zelenskyy", "b": "Macron calls Merz"} {
		story := readout.Story{Key: key, Title: title, URL: "https://example.org/" + key, Published: at, FirstSeen: at}
		if err := d.Arrive(t.Context(), feed, []readout.Story{story}); err != nil {
			t.Fatal(err)
		}
	}

	var out, complaints bytes.Buffer
	code := run(t.Context(), []string{"briefing", "--database", path, "--watch", "1", "--json"}, streams{out: &out, err: &complaints, env: func(string) string { return "" }})
	var got briefings.Document
	if err := json.Unmarshal(out.Bytes(), &got); code != 0 || err != nil {
		t.Fatalf("exit code %d, %v: %s%s", code, err, complaints.String(), out.String())
	}
	if len(got.New) != 1 || got.New[0].Who != "🇨🇦 Mark Carney et 🇺🇦 Volodymyr Zelensky" || got.Title != "Synthèse" || got.Language != "fr" {
		t.Errorf("got %+v", got)
	}
	if _, offset := got.Since.Zone(); offset == 0 {
		t.Errorf("the period begins at %s, which is not the time of Paris", got.Since)
	}
	if len(got.New[0].Stories) != 1 || got.New[0].Stories[0].URL != "https://example.org/a" {
		t.Errorf("stories %+v", got.New[0].Stories)
	}
}
