package document_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"readout"
	"readout/feeds/document"
)

type entry struct{ title, link, guid, date string }

func feedOf(entries ...entry) string {
	var out strings.Builder
	out.WriteString(`<rss version="2.0"><channel><title>Wire</title>`)
	for _, e := range entries {
		fmt.Fprintf(&out, "<item><title>%s</title><link>%s</link><guid>%s</guid><pubDate>%s</pubDate></item>", e.title, e.link, e.guid, e.date)
	}
	out.WriteString("</channel></rss>")
	return out.String()
}

func parse(t *testing.T, body string) document.Document {
	t.Helper()
	found, err := document.Parse([]byte(body), "application/rss+xml", "https://example.org/feed")
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return found
}

// known reports whether a story would be taken for one of those before it.
func known(before []readout.Story, story readout.Story) bool {
	for _, b := range before {
		for _, key := range append([]string{story.Key}, story.AltKeys...) {
			if b.Key == key || slices.Contains(b.AltKeys, key) {
				return true
			}
		}
	}
	return false
}

// TestIdentityOverTime reads two states of a feed and counts the stories of
// the second that would count as new.
func TestIdentityOverTime(t *testing.T) {
	const day1, day2 = "Mon, 23 Nov 2026 10:00:00 GMT", "Tue, 24 Nov 2026 11:30:00 GMT"
	link := func(n int) string { return fmt.Sprintf("https://example.org/news/%d", n) }
	for name, tc := range map[string]struct {
		before, after []entry
		fresh         int
	}{
		"nothing changes":          {[]entry{{"A", link(1), "g1", day1}, {"B", link(2), "g2", day1}}, []entry{{"A", link(1), "g1", day1}, {"B", link(2), "g2", day1}}, 0},
		"one is new":               {[]entry{{"A", link(1), "g1", day1}}, []entry{{"B", link(2), "g2", day1}, {"A", link(1), "g1", day1}}, 1},
		"retitled":                 {[]entry{{"A", link(1), "g1", day1}}, []entry{{"A, updated", link(1), "g1", day1}}, 0},
		"date bumped":              {[]entry{{"A", link(1), "", day1}}, []entry{{"A", link(1), "", day2}}, 0},
		"headline in the link":     {[]entry{{"A", "https://example.org/a", "g1", day1}}, []entry{{"A2", "https://example.org/a2", "g1", day1}}, 0},
		"guids change overnight":   {[]entry{{"A", link(1), "old-1", day1}, {"B", link(2), "old-2", day1}}, []entry{{"A", link(1), "new/1", day1}, {"B", link(2), "new/2", day1}}, 0},
		"guids appear":             {[]entry{{"A", link(1), "", day1}, {"B", link(2), "", day1}}, []entry{{"A", link(1), "x1", day1}, {"B", link(2), "x2", day1}}, 0},
		"site moves to https":      {[]entry{{"A", "http://www.example.org/1", "", day1}}, []entry{{"A", "https://example.org/1/", "", day1}}, 0},
		"edit number in the guid":  {[]entry{{"A", link(1), link(1) + "#0", day1}}, []entry{{"A", link(1) + "?at_medium=RSS", link(1) + "#3", day1}}, 0},
		"tracker in the guid":      {[]entry{{"A", link(1), link(1) + "#xtor=RSS-3-[x]", day1}}, []entry{{"A", link(1), link(1) + "#xtor=RSS-9", day2}}, 0},
		"date within the guid":     {[]entry{{"A", link(1), "a " + day1, day1}}, []entry{{"A", link(1), "a " + day2, day2}}, 0},
		"seconds within the guid":  {[]entry{{"A", link(1), "a-1795428000", day1}}, []entry{{"A", link(1), "a-1795519800", day2}}, 0},
		"one guid for all":         {[]entry{{"A", link(1), "same", day1}, {"B", link(2), "same", day1}}, []entry{{"C", link(3), "same", day2}, {"A", link(1), "same", day1}}, 1},
		"one link for all":         {[]entry{{"A", "https://example.org/", "g1", day1}, {"B", "https://example.org/", "g2", day1}}, []entry{{"C", "https://example.org/", "g3", day2}, {"B", "https://example.org/", "g2", day1}}, 1},
		"one link and no guid":     {[]entry{{"A", "https://example.org/", "", day1}, {"B", "https://example.org/", "", day1}}, []entry{{"C", "https://example.org/", "", day2}, {"B", "https://example.org/", "", day1}}, 1},
		"pages of one-page site":   {[]entry{{"A", "https://example.org/#/n/1", "", day1}}, []entry{{"B", "https://example.org/#/n/2", "", day1}}, 1},
		"query names the story":    {[]entry{{"A", "https://example.org/n?id=1&utm_source=rss", "", day1}}, []entry{{"A", "https://example.org/n?utm_source=x&id=1", "", day1}, {"B", "https://example.org/n?id=2", "", day1}}, 1},
		"re-sorted":                {[]entry{{"A", link(1), "", day1}, {"B", link(2), "", day1}}, []entry{{"B", link(2), "", day1}, {"A", link(1), "", day1}}, 0},
		"live blog entries, parts": {[]entry{{"A", link(1) + "#post-1001", "", day1}, {"B", link(1) + "#post-1002", "", day1}}, []entry{{"C", link(1) + "#post-1003", "", day1}, {"B", link(1) + "#post-1002", "", day1}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			before, after := parse(t, feedOf(tc.before...)), parse(t, feedOf(tc.after...))
			if len(before.Stories) != len(tc.before) || len(after.Stories) != len(tc.after) {
				t.Fatalf("%d and %d stories, want %d and %d", len(before.Stories), len(after.Stories), len(tc.before), len(tc.after))
			}
			fresh := 0
			for _, story := range after.Stories {
				if !known(before.Stories, story) {
					fresh++
				}
			}
			if fresh != tc.fresh {
				t.Errorf("%d new stories, want %d\nbefore %+v\nafter %+v", fresh, tc.fresh, before.Stories, after.Stories)
			}
		})
	}
}

func TestIdentityWithinADocument(t *testing.T) {
	for name, tc := range map[string]struct {
		entries []entry
		stories int
		skipped int
	}{
		"printed twice":                     {[]entry{{"A", "https://example.org/a", "g", ""}, {"A", "https://example.org/a", "g", ""}, {"B", "https://example.org/b", "h", ""}}, 2, 0},
		"three on the front page":           {[]entry{{"A", "https://example.org/", "", ""}, {"B", "https://example.org/", "", ""}, {"C", "https://example.org/", "", ""}, {"D", "https://example.org/d", "", ""}}, 4, 0},
		"printed twice, retitled":           {[]entry{{"A", "https://example.org/a", "https://example.org/a#1", ""}, {"A2", "https://example.org/a", "https://example.org/a#10", ""}, {"B", "https://example.org/b", "https://example.org/b#1", ""}}, 2, 0},
		"neither guid nor link":             {[]entry{{"A", "", "", ""}, {"B", "https://example.org/b", "", ""}, {"", "", "", ""}}, 2, 1},
		"guids that are not addresses":      {[]entry{{"A", "", "a", ""}, {"B", "", "b", ""}}, 2, 0},
		"guids that differ in fragments":    {[]entry{{"A", "https://example.org/", "https://example.org/x#first-1000", ""}, {"B", "https://example.org/", "https://example.org/x#second-2000", ""}}, 2, 0},
		"a link that is not for the web":    {[]entry{{"A", "javascript:alert(1)", "", ""}, {"B", "mailto:a@example.org", "", ""}}, 2, 0},
		"an overlong guid":                  {[]entry{{"A", "", strings.Repeat("g", 5000), ""}, {"B", "", strings.Repeat("g", 5001), ""}}, 2, 0},
		"one guid for all, no links at all": {[]entry{{"A", "", "same", ""}, {"B", "", "same", ""}}, 2, 0},
	} {
		t.Run(name, func(t *testing.T) {
			found := parse(t, feedOf(tc.entries...))
			if len(found.Stories) != tc.stories || found.Skipped != tc.skipped {
				t.Errorf("%d stories, %d skipped; want %d, %d: %+v", len(found.Stories), found.Skipped, tc.stories, tc.skipped, found.Stories)
			}
			seen := map[string]bool{}
			for _, story := range found.Stories {
				for _, key := range append([]string{story.Key}, story.AltKeys...) {
					if seen[key] || len(key) > 300 {
						t.Errorf("key %q is shared or too long", key)
					}
					seen[key] = true
				}
			}
		})
	}
}

func TestCanonicalLink(t *testing.T) {
	for link, want := range map[string]string{
		"https://www.Example.org:443/a/?utm_source=x&b=2&a=1#top": "example.org/a?a=1&b=2",
		"http://example.org:80/a":                                 "example.org/a",
		"http://example.org:8080/a":                               "example.org:8080/a",
		"https://example.org/a?fbclid=1&xtor=RSS&traffic_source=r&at_medium=rss&at_campaign=k": "example.org/a",
		"https://example.org/?p=123":           "example.org?p=123",
		"https://example.org/a%20b?q=%C3%A9":   "example.org/a%20b?q=%C3%A9",
		"https://example.org/#/s/1":            "example.org#/s/1",
		"ftp://example.org/a":                  "",
		"not an address":                       "",
		"https://example.org/a#at_campaign=64": "example.org/a",
	} {
		if got := document.CanonicalLink(link); got != want {
			t.Errorf("CanonicalLink(%q) = %q, want %q", link, got, want)
		}
	}
}
