package feeds_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"readout"
)

func TestFind(t *testing.T) {
	feed := rss(item{title: "A", link: "https://example.org/a"})
	link := func(address string) string {
		return `<link rel="alternate" type="application/rss+xml" title="T" href="` + address + `">`
	}
	for name, tc := range map[string]struct {
		pages map[string]string // by path
		at    string
		found string // path of the feed, or paths to choose from
		fails string
		asked int
	}{
		"the feed itself":           {map[string]string{"/feed": feed}, "/feed", "/feed", "", 1},
		"one on the page":           {map[string]string{"/": "<html>" + link("/world"), "/world": feed}, "/", "/world", "", 2},
		"several on the page":       {map[string]string{"/": "<html>" + link("/a") + link("/b")}, "/", "choose /a /b", "", 1},
		"a usual place":             {map[string]string{"/": "<html>", "/atom.xml": feed}, "/", "/atom.xml", "", 6},
		"below the page":            {map[string]string{"/news/": "<html>", "/news/feed": feed, "/feed": feed}, "/news/", "/news/feed", "", 2},
		"a page at the usual place": {map[string]string{"/": "<html>", "/feed": "<html><title>Log in</title>", "/rss.xml": feed}, "/", "/rss.xml", "", 3},
		"nowhere":                   {map[string]string{"/": "<html><title>x</title>"}, "/", "", "sent a web page instead of a feed", 8},
		"a challenge":               {map[string]string{"/": "<html><title>Just a moment...</title>", "/feed": feed}, "/", "", "checks for a browser", 1},
		"a login":                   {map[string]string{"/": "<html><title>Log in</title>", "/feed": feed}, "/", "", "login page", 1},
		"consent":                   {map[string]string{"/": "<html><form action='/consent'>", "/feed": feed}, "/", "", "asks for consent", 1},
		"nothing at all":            {map[string]string{}, "/", "", "404", 1},
		"a broken promise":          {map[string]string{"/": "<html>" + link("/gone")}, "/", "", "404", 2},
		"a page that names a page":  {map[string]string{"/": "<html>" + link("/more"), "/more": "<html>" + link("/")}, "/", "", "this is a page of", 2},
		"text":                      {map[string]string{"/": "hello"}, "/", "", "neither RSS", 1},
	} {
		t.Run(name, func(t *testing.T) {
			clock, server := noon(), newSite(t)
			server.answers(func(w http.ResponseWriter, r *http.Request) {
				body, ok := tc.pages[r.URL.Path]
				if !ok {
					http.NotFound(w, r)
					return
				}
				fmt.Fprint(w, body)
			})
			p := newPoller(t, newMemory(clock.Now), nil)
			found, err := p.Find(t.Context(), " "+server.URL+tc.at+" ")
			if asked := len(server.asked()); asked != tc.asked {
				t.Errorf("%d requests, want %d", asked, tc.asked)
			}
			if tc.fails != "" {
				if !strings.Contains(readout.ErrorMessage(err), tc.fails) {
					t.Errorf("got %+v, %v, want %q", found, err, tc.fails)
				}
				return
			}
			got := strings.TrimPrefix(found.URL, server.URL)
			if found.URL == "" {
				got = "choose"
				for _, one := range found.Choice {
					got += " " + strings.TrimPrefix(one.URL, server.URL)
				}
			} else if len(found.Document.Stories) != 1 {
				t.Errorf("the feed has %d stories", len(found.Document.Stories))
			}
			if err != nil || got != tc.found {
				t.Errorf("got %s, %v, want %s", got, err, tc.found)
			}
		})
	}
}

// TestFindGivesUp: a site that refuses is not asked at seven more places.
func TestFindGivesUp(t *testing.T) {
	clock, server := noon(), newSite(t)
	server.answers(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			fmt.Fprint(w, "<html>")
			return
		}
		w.WriteHeader(http.StatusTooManyRequests)
	})
	p := newPoller(t, newMemory(clock.Now), nil)
	if _, err := p.Find(t.Context(), server.URL); !strings.Contains(readout.ErrorMessage(err), "web page") {
		t.Errorf("got %v", err)
	}
	if asked := len(server.asked()); asked != 2 {
		t.Errorf("%d requests, want 2", asked)
	}
}
