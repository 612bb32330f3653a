package store_test

import (
	"crypto/rand"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
)

func testRecentContacts(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	since := start.Add(24 * time.Hour)
	add := func(key string, seen, updated time.Time, date readout.Date) int64 {
		c := contactOf("CA", "US")
		c.FirstSeen, c.UpdatedAt, c.Date = seen, updated, date
		return f.tell(t, feed, key, c).ID
	}
	old, young := since.Add(-time.Microsecond), since
	add("old", old, old, "2026-03-02")
	add("old without a date", old, old, "")
	planned := add("planned", old.Add(-time.Hour), old, "2026-06-01")
	seen := add("seen", young, young, "2026-03-01")
	updated := add("updated", old, young, "2026-03-01")

	got, err := f.RecentContacts(t.Context(), since)
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for _, c := range got {
		ids = append(ids, c.ID)
		if len(c.Sources) != 1 || c.Sources[0].Mention.ContactID != c.ID {
			t.Errorf("contact %d has sources %+v", c.ID, c.Sources)
		}
	}
	if diff := cmp.Diff([]int64{planned, updated, seen}, ids); diff != "" {
		t.Errorf("contacts differ (-want +got):\n%s", diff)
	}
}

// query runs a query and checks the keys of the stories of what it finds.
func (f *fixture) query(t *testing.T, q readout.ContactQuery, want ...string) {
	t.Helper()
	found, total, err := f.Contacts(t.Context(), q)
	if err != nil {
		t.Errorf("%+v: %v", q, err)
		return
	}
	var got []string
	for _, c := range found {
		got = append(got, c.Sources[0].Story.Key)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%+v: contacts differ (-want +got):\n%s", q, diff)
	}
	if total != len(want) {
		t.Errorf("%+v: %d in all, want %d", q, total, len(want))
	}
}

func testContactQuery(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	tell := func(key, a, b string, change func(*readout.Contact)) {
		c := contactOf(a, b)
		change(&c)
		f.tell(t, feed, key, c)
		f.clock.Forward(time.Second)
	}
	tell("call", "CA", "US", func(*readout.Contact) {})
	tell("summit", "CA", "FR", func(c *readout.Contact) { c.Status, c.Date = readout.Planned, "2026-04-01" })
	tell("undated", "US", "UA", func(c *readout.Contact) { c.Date, c.FirstSeen = "", start.Add(-48*time.Hour) })
	tell("envoy", "US", "RU", func(c *readout.Contact) {
		c.Level, c.Date, c.Participants[0].Office = readout.LevelOther, "2026-03-01", readout.OfficeOther
	})
	tell("mediated", "IL", "EG", func(c *readout.Contact) {
		c.Date = "2026-02-01"
		c.Participants = append(c.Participants, readout.Participant{State: "QA", Office: readout.OfficeOther, Name: "An envoy"})
	})
	f.query(t, readout.ContactQuery{States: []string{"QA"}}, "mediated")
	f.query(t, readout.ContactQuery{States: []string{"QA"}, ReportableOnly: true})
	midnight := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

	f.query(t, readout.ContactQuery{}, "summit", "call", "envoy", "undated", "mediated")
	f.query(t, readout.ContactQuery{States: []string{"CA"}}, "summit", "call")
	f.query(t, readout.ContactQuery{States: []string{"FR", "UA"}}, "summit", "undated")
	f.query(t, readout.ContactQuery{States: []string{"US"}}, "call", "envoy", "undated")
	f.query(t, readout.ContactQuery{States: []string{"US"}, ReportableOnly: true}, "call", "undated")
	f.query(t, readout.ContactQuery{States: []string{"XX"}})
	f.query(t, readout.ContactQuery{Pair: [2]string{"US", "CA"}}, "call")
	f.query(t, readout.ContactQuery{Pair: [2]string{"US", "FR"}})
	f.query(t, readout.ContactQuery{Leader: "head of fr"}, "summit")
	f.query(t, readout.ContactQuery{Leader: "Head of"})
	f.query(t, readout.ContactQuery{Statuses: []readout.Status{readout.Planned, readout.Off}}, "summit")
	f.query(t, readout.ContactQuery{ReportableOnly: true}, "summit", "call", "undated", "mediated")
	f.query(t, readout.ContactQuery{Since: midnight}, "summit", "call")
	f.query(t, readout.ContactQuery{Since: midnight, Until: midnight.Add(24 * time.Hour)}, "call")
	f.query(t, readout.ContactQuery{Since: midnight.Add(9 * time.Hour), Until: midnight.Add(24 * time.Hour)}, "call")
	f.query(t, readout.ContactQuery{Until: midnight}, "envoy", "undated", "mediated")
	f.query(t, readout.ContactQuery{Since: start.Add(-48 * time.Hour), Until: start.Add(-48*time.Hour + time.Microsecond)}, "undated")
	f.query(t, readout.ContactQuery{Until: start.Add(-48 * time.Hour)}, "mediated")
	f.query(t, readout.ContactQuery{Text: "trade", States: []string{"CA"}, Statuses: []readout.Status{readout.Held}, Since: midnight}, "call")
}

func testContactText(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	c := contactOf("PL", "FR")
	c.Participants[0].Name, c.Participants[0].Title = "Wołodymyr Żółć-Tusk", "Prime Minister of Poland"
	c.Participants[1].Name = "Emmanuel Macron"
	c.Topics, c.Groups = []string{"energy"}, []string{"Weimar Triangle"}
	story, mention := storyOf(feed, "weimar", start), mentionOf(c)
	story.Title, story.Summary = "Leaders discuss Straße & İstanbul", "They spoke for 90 minutes – “frankly”. 會談"
	f.commit(t, &readout.Change{Story: &story, Found: []readout.Found{{Mention: &mention, Contact: &c}}})
	f.tell(t, feed, "other", contactOf("CA", "US"))

	for _, text := range []string{
		"macron", "MACRON", "Macron", "emma", "wolodymyr", "Wołodymyr", "zolc tusk", "żółć", "poland minister", "energy macron", "weimar",
		"strasse", "straße", "istanbul", "İSTANBUL", "90 minutes", "frankly", "會談", "macron,", "“macron”", "ｍacron",
	} {
		f.query(t, readout.ContactQuery{Text: text}, "weimar")
	}
	for _, text := range []string{"acron", "macron canada", "putin"} {
		f.query(t, readout.ContactQuery{Text: text})
	}
	f.query(t, readout.ContactQuery{Text: "  "}, "other", "weimar")
	f.query(t, readout.ContactQuery{Text: "head"}, "other")
	f.query(t, readout.ContactQuery{Leader: "wolodymyr zolc tusk"}, "weimar")
}

// hostile holds text that means something to SQL, to FTS5, or to nobody.
var hostile = []string{
	`"`, `'`, `''; DROP TABLE contacts; --`, `%`, `_`, `*`, `a*`, `(`, `)`, `NOT`, `a OR`, `NEAR(a b)`, `text:`, `-a`, `^a`, `{a b}: c`, `+`, `\`,
	"\x00", "a\x00b", "\xff\xfe", "\u202e", "???", `"unclosed`, strings.Repeat("a ", 5000), strings.Repeat("x", 100000), "🤝", "ǅ", "e\u0301", "\u037a", "\U00010fe0", "½",
}

func testHostileText(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	for i, text := range hostile {
		if _, _, err := f.Contacts(t.Context(), readout.ContactQuery{Text: text, Leader: text, States: []string{text}, Pair: [2]string{text, text}}); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
		if _, _, err := f.Contacts(t.Context(), readout.ContactQuery{Text: text}); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
		c := contactOf("CA", "US")
		c.Participants[0].Name, c.Topics = text, []string{text}
		story, mention := storyOf(feed, fmt.Sprint(i), start), mentionOf(c)
		story.Title, story.Summary = text, text
		f.commit(t, &readout.Change{Story: &story, Found: []readout.Found{{Mention: &mention, Contact: &c}}})
		if _, err := f.KnownStories(t.Context(), feed.ID, []string{text}); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	if _, n, err := f.Contacts(t.Context(), readout.ContactQuery{}); n != len(hostile) || err != nil {
		t.Errorf("%d contacts, %v", n, err)
	}
}

func testContactPages(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	for i := range 7 {
		c := contactOf("CA", "US")
		c.Date = readout.Date(fmt.Sprintf("2026-03-%02d", i/2+1))
		f.tell(t, feed, fmt.Sprint(i), c)
	}
	var got []string
	for offset := 0; ; offset += 3 {
		page, total, err := f.Contacts(t.Context(), readout.ContactQuery{Limit: 3, Offset: offset})
		if err != nil || total != 7 {
			t.Fatalf("%d in all, %v", total, err)
		}
		if len(page) == 0 {
			break
		}
		for _, c := range page {
			got = append(got, c.Sources[0].Story.Key)
		}
	}
	if diff := cmp.Diff([]string{"6", "5", "4", "3", "2", "1", "0"}, got); diff != "" {
		t.Errorf("pages differ (-want +got):\n%s", diff)
	}
}

// FuzzContactText looks for text that breaks a query, or that does not find
// the very story it is the title of.
func FuzzContactText(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	s := mustOpen(f, filepath.Join(f.TempDir(), "readout.db"))
	feed := readout.Feed{Name: "herald", URL: "https://herald.example", Kind: readout.Press}
	if err := s.AddFeed(f.Context(), &feed); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, before, err := s.Contacts(t.Context(), readout.ContactQuery{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		c := contactOf("CA", "US")
		story, mention := storyOf(feed, rand.Text(), start), mentionOf(c)
		story.Title = text
		if err := s.Commit(t.Context(), &readout.Change{Story: &story, Found: []readout.Found{{Mention: &mention, Contact: &c}}}); err != nil {
			t.Fatal(err)
		}
		_, after, err := s.Contacts(t.Context(), readout.ContactQuery{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		wordless := after == 0 && !strings.ContainsAny(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz0123456789")
		if !wordless && after != before+1 {
			t.Errorf("%q finds %d contacts, and %d with one more", text, before, after)
		}
	})
}
