package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"readout"
	"readout/store"
)

func benchStore(b *testing.B) (*store.Store, readout.Feed) {
	b.Helper()
	s := mustOpen(b, filepath.Join(b.TempDir(), "readout.db"))
	feed := readout.Feed{Name: "herald", URL: "https://herald.example", Kind: readout.Press}
	if err := s.AddFeed(b.Context(), &feed); err != nil {
		b.Fatal(err)
	}
	return s, feed
}

func BenchmarkCommit(b *testing.B) {
	s, feed := benchStore(b)
	n := 0
	for b.Loop() {
		n++
		if err := bring(b.Context(), s, feed, fmt.Sprint(n)); err != nil {
			b.Fatal(err)
		}
	}
}

// manyContacts fills a store with contacts of two sources each, hour by hour.
func manyContacts(b *testing.B, n int) *store.Store {
	b.Helper()
	s, feed := benchStore(b)
	states := []string{"CA", "US", "FR", "DE", "GB", "UA", "PL", "JP", "KR", "IT"}
	for i := range n {
		c := contactOf(states[i%10], states[(i/10+i+1)%10])
		c.FirstSeen = start.Add(time.Duration(i) * time.Hour)
		c.UpdatedAt, c.Date = c.FirstSeen, readout.DateOf(c.FirstSeen)
		story := storyOf(feed, fmt.Sprint(i), c.FirstSeen)
		story.Title = fmt.Sprintf("%s and %s speak by phone about matter %d", c.Participants[0].Name, c.Participants[1].Name, i)
		first, second := mentionOf(c), mentionOf(c)
		err := s.Commit(context.Background(), &readout.Change{
			Story: &story, Found: []readout.Found{{Mention: &first, Contact: &c}, {Mention: &second, Contact: &c}},
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkReads measures what is asked of a store of 10,000 contacts.
func BenchmarkReads(b *testing.B) {
	s := manyContacts(b, 10_000)
	last := start.Add(10_000 * time.Hour)
	for _, days := range []int{3, 30, 1000} {
		b.Run(fmt.Sprintf("RecentContacts of %d days", days), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.RecentContacts(b.Context(), last.Add(-24*time.Hour*time.Duration(days))); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for name, q := range map[string]readout.ContactQuery{
		"a rare word":    {Text: "9876", Limit: 10},
		"common words":   {Text: "head phone", Limit: 10},
		"a prefix":       {Text: "h", Limit: 10},
		"a pair":         {Pair: [2]string{"CA", "US"}, ReportableOnly: true, Limit: 10},
		"words and pair": {Text: "speak phone", Pair: [2]string{"CA", "US"}, Limit: 10},
		"a week":         {Since: last.Add(-7 * 24 * time.Hour), Limit: 10},
		"everything":     {Limit: 10},
	} {
		b.Run("Contacts by "+name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := s.Contacts(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("Stats", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Stats(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
