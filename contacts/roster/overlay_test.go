package roster_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/contacts/roster"
)

func compiled(t testing.TB) *roster.Roster {
	t.Helper()
	r, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func date(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestWhoHeldAnOffice(t *testing.T) {
	r := compiled(t)
	for _, test := range []struct{ state, office, day, want string }{
		{"GB", "prime_minister", "2022-09-06", "Liz Truss"},
		{"GB", "prime_minister", "2022-10-24", "Liz Truss"},
		{"GB", "prime_minister", "2022-10-26", "Rishi Sunak"},
		{"DE", "chancellor", "2021-11-30", "Angela Merkel"},
		{"DE", "chancellor", "2022-01-01", "Olaf Scholz"},
		{"US", "president", "2025-01-19", "Joe Biden"},
		{"US", "president", "2025-01-21", "Donald Trump"},
		{"NATO", "secretary_general", "2024-11-01", "Mark Rutte"},
		{"VA", "pope", "2025-06-01", "Pope Leo XIV"},
	} {
		got, ok := r.Holder(test.state, test.office, date(t, test.day))
		if !ok || got.Leader != test.want {
			t.Errorf("%s %s on %s: %q, want %q", test.state, test.office, test.day, got.Leader, test.want)
		}
	}
}

func TestAFileExtendsAndCorrects(t *testing.T) {
	r, err := roster.Load(compiled(t), strings.NewReader(`
states:
  CA:
    demonyms: [Canuck]
    terms:
      prime_minister:
        - 2027-01-01.. Jane Placeholder
  ZZ:
    name: Zedland
    capital: Zed City
    executive: [president]
    terms:
      president:
        - 2020-01-01.. John Placeholder
groups:
  allied:
    members: [ZZ]
names:
  uk:
    John Placeholder: Джон Заповнювач
    Mark Carney: Марк Карней
`), "mine.yml")
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2026-12-31": "Mark Carney", "2027-01-02": "Jane Placeholder"} {
		if got, _ := r.Executive("CA", date(t, day)); got.Leader != want {
			t.Errorf("on %s: %q, want %q", day, got.Leader, want)
		}
	}
	if !r.Covers("allied", "ZZ", date(t, "2026-01-01")) || !r.Covers("allied", "CA", date(t, "2026-01-01")) {
		t.Error("the file takes members away, or does not add its own")
	}
	for name, want := range map[string]string{"John Placeholder": "Джон Заповнювач", "Mark Carney": "Марк Карней", "Jane Placeholder": "Jane Placeholder"} {
		if l, _ := r.Leader(name); l.In("uk") != want {
			t.Errorf("%s is %q in Ukrainian, want %q", name, l.In("uk"), want)
		}
	}
	if state, ok := r.FindState("zedland"); !ok || state.Code != "ZZ" {
		t.Errorf("Zedland: %+v", state)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"an unknown key":     {"states:\n  CA:\n    colour: red\n", "mine.yml:3"},
		"a term without":     {"states:\n  CA:\n    terms:\n      prime_minister:\n        - 2020\n", "mine.yml:5"},
		"a day that is none": {"states:\n  CA:\n    terms:\n      prime_minister:\n        - 2020-13-01.. A B\n", "2020-13-01"},
		"a name for nobody":  {"names:\n  uk:\n    Jane Placeholder: Джейн\n", "mine.yml:3"},
		"a woman unknown":    {"women:\n  - Mark Carney\n  - Jane Placeholder\n", "mine.yml:3"},
		"no language":        {"names:\n  Ukrainian:\n    Mark Carney: Марк Карні\n", "mine.yml:2"},
		"no YAML":            {"states: [", "mine.yml"},
		"another shape":      {"states: 1\n", "mine.yml:1"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := roster.Load(compiled(t), strings.NewReader(test.text), "mine.yml")
			if err == nil || readout.ErrorCode(err) != readout.CodeInvalid || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error for users that tells of %q", err, test.want)
			}
		})
	}
}

func FuzzLoad(f *testing.F) {
	base := compiled(f)
	f.Add("states:\n  CA:\n    terms:\n      prime_minister:\n        - 2027-01-01.. Jane Placeholder\n")
	f.Add("names:\n  uk: {Mark Carney: Марк Карні}\n  fr:\n    Xi Jinping: I V\nwomen: [Xi Jinping]\n")
	f.Add("people:\n  A B: {alone: false, also: [AB]}\ngroups:\n  X: {members: [CA 2020-01-01..]}\n")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := roster.Load(base, strings.NewReader(text), "fuzz.yml")
		if err != nil {
			if readout.ErrorCode(err) != readout.CodeInvalid {
				t.Fatalf("an error that is not for users: %v", err)
			}
			return
		}
		r.Check()
		r.Search("м", 5)
		r.Covers("allied", "CA", time.Unix(0, 0))
	})
}

// TestTheRosterKnowsWhomPeopleHaveNamed measures how many of the leaders in
// labelled news are in the roster with that office on that day.
func TestTheRosterKnowsWhomPeopleHaveNamed(t *testing.T) {
	const shared = "../../../shared/eval/"
	items, err := os.Open(shared + "dev_items.jsonl")
	if err != nil {
		t.Skip("the labelled items are not here:", err)
	}
	defer func() { _ = items.Close() }()
	labels, err := os.Open(shared + "dev_labels.jsonl")
	if err != nil {
		t.Skip("the labels are not here:", err)
	}
	defer func() { _ = labels.Close() }()
	published := map[string]string{}
	lines := bufio.NewScanner(items)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var item struct{ ID, Published string }
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
			t.Fatal(err)
		}
		published[item.ID] = item.Published[:10]
	}
	r := compiled(t)
	known, all := 0, 0
	lines = bufio.NewScanner(labels)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var label struct {
			ID       string
			Contacts []struct{ Participants []readout.Participant }
		}
		if err := json.Unmarshal(lines.Bytes(), &label); err != nil {
			t.Fatal(err)
		}
		for _, c := range label.Contacts {
			for _, p := range c.Participants {
				if !p.Office.Principal() || p.Name == "" {
					continue
				}
				all++
				if holds(r, p, date(t, published[label.ID])) {
					known++
				} else {
					t.Logf("%s: %s %s %s", published[label.ID], p.State, p.Office, p.Name)
				}
			}
		}
	}
	t.Logf("%d of %d", known, all)
	if known*100 < all*95 {
		t.Errorf("the roster knows %d of %d leaders", known, all)
	}
}

func holds(r *roster.Roster, p readout.Participant, on time.Time) bool {
	for _, term := range r.HeldOn(p.State, p.Office, on) {
		if roster.Fold(term.Leader) == roster.Fold(p.Name) {
			return true
		}
	}
	return false
}
