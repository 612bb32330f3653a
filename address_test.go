package readout_test

import (
	"testing"

	"readout"
)

func TestCompleteAddress(t *testing.T) {
	for typed, want := range map[string]string{
		" https://example.org/feed ":     "https://example.org/feed",
		"example.org":                    "https://example.org",
		"example.org/world?a=b":          "https://example.org/world?a=b",
		"feed://example.org/rss":         "https://example.org/rss",
		"feed:http://example.org/rss":    "http://example.org/rss",
		"ftp://example.org/":             "ftp://example.org/",
		"javascript:alert(document.x)":   "javascript:alert(document.x)",
		"me@example.org":                 "me@example.org",
		"the feed of example.org please": "the feed of example.org please",
		"localhost":                      "localhost",
		"":                               "",
	} {
		if got := readout.CompleteAddress(typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
	}
}

func TestSameFeed(t *testing.T) {
	const feed = "https://example.org/feed?a=1"
	for other, want := range map[string]bool{
		"http://example.org/feed?a=1":   true,
		"https://EXAMPLE.org/feed/?a=1": true,
		"https://example.org/feed?a=2":  false,
		"https://example.org/Feed?a=1":  false,
		"https://example.net/feed?a=1":  false,
		"":                              false,
	} {
		if got := readout.SameFeed(feed, other); got != want {
			t.Errorf("%q is the same feed: %t", other, got)
		}
	}
}
