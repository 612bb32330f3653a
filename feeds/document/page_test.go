package document_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"readout/feeds/document"
)

func TestPages(t *testing.T) {
	const declared = `<link rel="alternate" type="application/rss+xml" title="All" href="/all.rss">`
	many := ""
	for i := range 100 {
		many += fmt.Sprintf(`<link rel="alternate" type="application/rss+xml" href="/%d.rss">`, i)
	}
	for name, tc := range map[string]struct {
		page  string
		at    string // address of the page
		kind  document.PageKind
		feeds string
	}{
		"nothing to be had":       {`<html><title>News</title>`, "", document.OtherPage, ""},
		"a feed":                  {`<html>` + declared, "", document.OtherPage, "https://example.org/all.rss"},
		"front page with a login": {`<html><title>News</title>` + declared + `<form><input type=password></form>`, "", document.OtherPage, "https://example.org/all.rss"},
		"front page with cookies": {`<html><title>News</title>` + declared + `<form action="/consent">`, "", document.OtherPage, "https://example.org/all.rss"},
		"comments with a captcha": {`<html><title>News</title>` + declared + `<div class="g-recaptcha">`, "", document.OtherPage, "https://example.org/all.rss"},
		"two, one twice":          {`<html>` + declared + declared + `<link rel="home alternate" type="application/feed+json;x=y" href="//example.net/feed.json">`, "", document.OtherPage, "https://example.org/all.rss https://example.net/feed.json"},
		"other alternates":        {`<html><link rel="alternate" hreflang="fr" href="/fr"><link rel="stylesheet" type="text/xml" href="/s">`, "", document.OtherPage, ""},
		"base":                    {`<html><base href="https://cdn.example/x/"><link rel="alternate" type="application/atom+xml" href="a">`, "", document.OtherPage, "https://cdn.example/x/a"},
		"a list of feeds":         {`<html><title>RSS</title><a href="/world/rss.xml">World</a><a href="/sport/rss.xml">Sport</a><a href="/about">About</a><a href="/sitemap.xml">Map</a>`, "", document.OtherPage, "https://example.org/world/rss.xml https://example.org/sport/rss.xml"},
		"declared before linked":  {`<html>` + declared + `<a href="/other/feed/">`, "", document.OtherPage, "https://example.org/all.rss"},
		"script as address":       {`<html><link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">`, "", document.OtherPage, ""},
		"challenge":               {`<html><title>Just a moment...</title>`, "", document.ChallengePage, ""},
		"challenge on a template": {`<html><title>Attention Required! | Cloudflare</title>` + declared, "", document.ChallengePage, ""},
		"captcha":                 {`<html><title>News</title><div class="h-captcha">`, "", document.ChallengePage, ""},
		"login":                   {`<html><title>Sign in - Example</title><form>`, "", document.LoginPage, ""},
		"password":                {`<html><title>Welcome</title><input type="PASSWORD">`, "", document.LoginPage, ""},
		"consent by its title":    {`<html><title>Before you continue to Example</title>`, "", document.ConsentPage, ""},
		"consent by its host":     {`<html><title>Example</title>`, "https://consent.example.org/m?continue=x", document.ConsentPage, ""},
		"consent by its form":     {`<html><title>Example</title><form method="post" action="https://example.org/v2/collectConsent?id=1">`, "", document.ConsentPage, ""},
	} {
		t.Run(name, func(t *testing.T) {
			at := tc.at
			if at == "" {
				at = "https://example.org/news"
			}
			_, err := document.Parse([]byte(tc.page), "text/html", at)
			found, ok := errors.AsType[*document.PageError](err)
			if !ok {
				t.Fatalf("got %v", err)
			}
			var feeds []string
			for _, link := range found.Feeds {
				feeds = append(feeds, link.URL)
			}
			if got := strings.Join(feeds, " "); found.Kind != tc.kind || got != tc.feeds {
				t.Errorf("%s with %q, want %s with %q", found.Kind, got, tc.kind, tc.feeds)
			}
		})
	}
	_, err := document.Parse([]byte("<html>"+many), "text/html", "https://example.org/")
	if found, ok := errors.AsType[*document.PageError](err); !ok || len(found.Feeds) != 25 || len(found.Error()) > 1000 {
		t.Errorf("a page with a hundred feeds: %v", err)
	}
}
