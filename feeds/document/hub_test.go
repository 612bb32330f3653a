package document_test

import "testing"

func TestHubOfAFeed(t *testing.T) {
	for name, tc := range map[string]struct{ body, hub, self string }{
		"RSS": {`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>W</title><atom:link rel="hub" href="https://hub.example/"/>
			<atom:link rel="self" type="application/rss+xml" href="https://example.org/feed"/><item><title>A</title><link>https://example.org/a</link></item></channel></rss>`,
			"https://hub.example/", "https://example.org/feed"},
		"Atom": {`<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><link rel="self" href="/atom.xml"/><link rel="hub" href="https://hub.example/"/>
			<link rel="hub" href="https://second.example/"/><entry><id>1</id><title>A</title><link rel="hub" href="https://wrong.example/"/></entry></feed>`,
			"https://hub.example/", "https://example.org/atom.xml"},
		"JSON Feed": {`{"version":"https://jsonfeed.org/version/1.1","title":"W","feed_url":"https://example.org/feed.json",
			"hubs":[{"type":"rssCloud","url":"https://cloud.example/"},{"type":"WebSub","url":"https://hub.example/"}],"items":[{"id":"1","title":"A"}]}`,
			"https://hub.example/", "https://example.org/feed.json"},
		"none":           {`<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><entry><id>1</id><title>A</title></entry></feed>`, "", ""},
		"no web address": {`<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><link rel="hub" href="file:///etc/passwd"/><entry><id>1</id><title>A</title></entry></feed>`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if found := parse(t, tc.body); found.Hub != tc.hub || found.Self != tc.self {
				t.Errorf("hub %q, self %q, want %q and %q", found.Hub, found.Self, tc.hub, tc.self)
			}
		})
	}
}
