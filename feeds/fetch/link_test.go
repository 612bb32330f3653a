package fetch_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"readout/feeds/fetch"
)

func TestLinkHeaders(t *testing.T) {
	for name, tc := range map[string]struct {
		headers   []string
		hub, self string
	}{
		"two headers":        {[]string{`<https://hub.example/>; rel="hub"`, `<https://example.org/feed>; rel="self"`}, "https://hub.example/", "https://example.org/feed"},
		"one header":         {[]string{`<https://hub.example/>; rel=hub, <https://example.org/feed>; rel=self`}, "https://hub.example/", "https://example.org/feed"},
		"no spaces":          {[]string{`<https://hub.example/>;rel="hub",<https://example.org/feed>;rel="self"`}, "https://hub.example/", "https://example.org/feed"},
		"comma in address":   {[]string{`<https://example.org/a,b>; rel="self", <https://hub.example/>; rel=hub`}, "https://hub.example/", "https://example.org/a,b"},
		"comma in title":     {[]string{`<https://example.org/x>; title="a, \"b\" <c>"; rel="next", <https://hub.example/>; rel=hub`}, "https://hub.example/", ""},
		"several relations":  {[]string{`<https://hub.example/>; rel="Preconnect HUB"`}, "https://hub.example/", ""},
		"two hubs":           {[]string{`<https://a.example/>; rel=hub, <https://b.example/>; rel=hub`}, "https://a.example/", ""},
		"relative":           {[]string{`</feed.json>; rel=self`}, "", "/feed.json"},
		"no web address":     {[]string{`<ftp://hub.example/>; rel=hub, <javascript:alert(1)>; rel=self`}, "", ""},
		"password":           {[]string{`<https://u:p@hub.example/>; rel=hub`}, "https://hub.example/", ""},
		"nonsense":           {[]string{`hub`, `<`, `<>`, `<https://hub.example/`, `;;;,,,`, `<https://hub.example/>; rel`}, "", ""},
		"a relation's start": {[]string{`<https://hub.example/>; rel="hubbub"`}, "", ""},
		"very many":          {[]string{strings.Repeat("<https://x.example/>;rel=x,", 1000) + "<https://hub.example/>;rel=hub"}, "", ""},
		"a very long one":    {[]string{"<https://hub.example/" + strings.Repeat("x", 5000) + ">;rel=hub"}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Link"] = tc.headers
				fmt.Fprint(w, "<rss/>")
			}))
			defer server.Close()
			f := fetch.New(fetch.Options{AllowPrivate: loopback()})
			defer f.Close()
			got, err := f.Fetch(t.Context(), fetch.Request{URL: server.URL + "/feed"})
			if err != nil {
				t.Fatal(err)
			}
			if self := strings.TrimPrefix(got.Self, server.URL); got.Hub != tc.hub || self != tc.self {
				t.Errorf("hub %q, self %q, want %q and %q", got.Hub, self, tc.hub, tc.self)
			}
		})
	}
}
