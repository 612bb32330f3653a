package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEventsInAnyOrder gives items in many orders: each item gets the same answer
// in all of them.
func TestEventsInAnyOrder(t *testing.T) {
	t.Run("samples", func(t *testing.T) {
		testAnyOrder(t, strings.Split(strings.TrimSpace(string(samples)), "\n"))
	})
	t.Run("busy days", func(t *testing.T) { testAnyOrder(t, itemsOfEvents(t)) })
}

func testAnyOrder(t *testing.T, lines []string) {
	random := rand.New(rand.NewPCG(13, 14))
	var want []string
	for round := range 12 {
		var out, complaints bytes.Buffer
		code := run(t.Context(), []string{"events"}, streams{in: strings.NewReader(strings.Join(lines, "\n")), out: &out, err: &complaints, env: os.Getenv})
		if code != 0 {
			t.Fatalf("exit code %d: %s", code, complaints.String())
		}
		got := strings.Split(strings.TrimSpace(out.String()), "\n")
		slices.Sort(got)
		if round == 0 {
			want = got
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("in another order\n got %s\nwant %s", got[i], want[i])
			}
		}
		random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	}
}

// itemsOfEvents returns the items of the evaluation set whose events are named.
func itemsOfEvents(t *testing.T) []string {
	t.Helper()
	shared := filepath.Join("..", "..", "..", "shared", "eval")
	events, err := os.ReadFile(filepath.Join(shared, "dev_events.jsonl"))
	if err != nil {
		t.Skipf("the evaluation set is not beside the checkout: %v", err)
	}
	named := map[string]bool{}
	for line := range strings.Lines(string(events)) {
		var entry struct{ ID string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatal(err)
		}
		named[entry.ID] = true
	}
	reader, err := openItems(filepath.Join(shared, "dev_days.jsonl.xz"), strings.NewReader(""))
	if err != nil {
		t.Skipf("the evaluation set is not beside the checkout: %v", err)
	}
	defer func() { _ = reader.Close() }()
	var out []string
	err = eachLine(reader, func(_ int, line []byte) error {
		item, err := readItem(line)
		if err == nil && named[item.ID] {
			out = append(out, string(line))
		}
		return err
	})
	if err != nil || len(out) != len(named) {
		t.Fatalf("%d of %d items, %v", len(out), len(named), err)
	}
	return out
}

// TestEventsNameTheSummit gives a summit, two who meet at it, and two of its members
// who meet elsewhere on the same day.
func TestEventsNameTheSummit(t *testing.T) {
	var out, complaints bytes.Buffer
	in := `{"id":"meeting","title":"Carney meets Macron on the sidelines of the G7 summit","published":"2025-06-16T12:00:00Z"}
{"id":"summit","title":"Carney, Trump and Macron arrive for G7 summit in Alberta","summary":"The G7 summit began on Monday.","published":"2025-06-16T09:00:00Z"}
{"id":"elsewhere","title":"Merz meets Starmer in London","published":"2025-06-16T15:00:00Z"}`
	code := run(t.Context(), []string{"events"}, streams{in: strings.NewReader(in), out: &out, err: &complaints, env: os.Getenv})
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, complaints.String())
	}
	told := map[string]eventEntry{}
	for line := range strings.Lines(out.String()) {
		var item eventItem
		if err := json.Unmarshal([]byte(line), &item); err != nil || len(item.Contacts) == 0 {
			t.Fatalf("%s: %v", line, err)
		}
		told[item.ID] = item.Contacts[len(item.Contacts)-1] // behind the summit that it names
	}
	if got := told["meeting"].Summit; got == "" || got != told["summit"].Key || told["summit"].Summit != "" {
		t.Errorf("the meeting is at %q, and the summit is %+v", got, told["summit"])
	}
	if got := told["elsewhere"].Summit; got != "" {
		t.Errorf("a meeting elsewhere is at %q", got)
	}
}
