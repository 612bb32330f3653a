package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/store"
)

// feedsDatabase writes a database with a feed of every kind of health.
func feedsDatabase(t *testing.T, now time.Time) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "readout.db")
	s, err := store.Open(t.Context(), path, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	ago := func(hours int) time.Time {
		return now.Add(-time.Duration(hours) * time.Hour).UTC().Truncate(time.Microsecond)
	}
	states := map[int64]readout.PollState{}
	for name, state := range map[string]readout.PollState{
		"Fresh\x1b[31m": {CheckedAt: ago(1), SucceededAt: ago(1), NextCheck: ago(-1), LastStory: ago(3), Rhythm: 4 * time.Hour, SavedBytes: 3 << 20, MovedTo: "https://example.org/new"},
		"Gone":          {CheckedAt: ago(1), SucceededAt: ago(30), NextCheck: ago(-2), Failures: 7, FailingSince: ago(29), Error: "gone.example has taken this feed down for good (410)"},
		"New":           {},
		"Quiet":         {CheckedAt: ago(1), SucceededAt: ago(1), NextCheck: ago(-1), LastStory: ago(24 * 40), Rhythm: 24 * time.Hour},
	} {
		feed := readout.Feed{Name: name, URL: "https://" + strings.ToLower(name[:3]) + ".example/rss", Kind: readout.Press}
		if err := s.AddFeed(t.Context(), &feed); err != nil {
			t.Fatal(err)
		}
		states[feed.ID] = state
	}
	if err := s.SavePolls(t.Context(), states); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func feedsList(t *testing.T, args ...string) string {
	t.Helper()
	var out, errors bytes.Buffer
	code := run(t.Context(), append([]string{"feeds", "list"}, args...), streams{out: &out, err: &errors, env: func(string) string { return "" }})
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, errors.String())
	}
	return out.String()
}

func TestFeedsListTellsTheHealthOfEachFeed(t *testing.T) {
	path := feedsDatabase(t, time.Now())
	want := `HEALTH   FEED        GOOD POLL  LAST STORY  USUALLY EVERY  SAVED
failing  Gone        30h ago    never       ?              0.0 MiB
stale    Quiet       60m ago    40d ago     24h            0.0 MiB
waiting  New         never      never       ?              0.0 MiB
healthy  Fresh [31m  60m ago    3h ago      4h             3.0 MiB

Gone has been failing for 29h, 7 times in a row; next try in 119m
  https://gon.example/rss
  gone.example has taken this feed down for good (410)
`
	if got := feedsList(t, "--database", path); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := feedsList(t, "--database", path, "--show", "stale"); strings.Count(got, "\n") != 2 || !strings.Contains(got, "Quiet") {
		t.Errorf("stale feeds only, got\n%s", got)
	}
}

func TestFeedsListForPrograms(t *testing.T) {
	now := time.Now()
	path := feedsDatabase(t, now)
	var health []string
	for line := range strings.Lines(feedsList(t, "--database", path, "--json")) {
		var got feedLine
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		health = append(health, string(got.Health))
		if got.Name == "Gone" && (got.Failures != 7 || got.Error == "" || got.FailingSince.IsZero() || !got.NextPoll.After(now)) {
			t.Errorf("a failing feed without why, since when and when next: %s", line)
		}
		if got.Health == readout.Healthy && (got.Rhythm != 4*3600 || got.SavedBytes != 3<<20 || got.LastStory.IsZero() || got.MovedTo == "") {
			t.Errorf("a healthy feed without its rhythm, its last story or what was saved: %s", line)
		}
	}
	if want := []string{"failing", "stale", "waiting", "healthy"}; !slices.Equal(health, want) {
		t.Errorf("health %q, want %q", health, want)
	}
}
