package document

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"readout"
)

// Link is a feed that a page offers.
type Link struct {
	Title string // plain text, "" when the page gives none
	URL   string
}

// maxLinks bounds how many feeds of one page are told.
const maxLinks = 20

// page is what can be seen of an HTML page without a browser.
type page struct {
	title    string
	feeds    []Link
	password bool // it has a field for one
}

// Discover returns the feeds that an HTML page at pageURL offers by its link
// elements, none when it is no page.
func Discover(body []byte, contentType, pageURL string) []Link {
	base, err := url.Parse(pageURL)
	if err != nil {
		return nil
	}
	text, kind := frame(ToUTF8(body, contentType))
	if kind != formatPage {
		return nil
	}
	return look(text, base).feeds
}

// look reads a page as far as its links, title and password fields go.
func look(text string, base *url.URL) page {
	var p page
	tokens := html.NewTokenizer(strings.NewReader(text))
	tokens.SetMaxBuf(1 << 20)
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return p
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			switch token.DataAtom {
			case atom.Title:
				if p.title == "" && tokens.Next() == html.TextToken {
					p.title = clipRunes(oneLine(string(tokens.Text())), 120)
				}
			case atom.Base:
				if moved, err := base.Parse(attribute(token, "href")); err == nil {
					base = moved
				}
			case atom.Input:
				p.password = p.password || strings.EqualFold(attribute(token, "type"), "password")
			case atom.Link:
				p.add(token, base)
			}
		}
	}
}

func (p *page) add(token html.Token, base *url.URL) {
	if !strings.Contains(" "+strings.ToLower(attribute(token, "rel"))+" ", " alternate ") || len(p.feeds) >= maxLinks {
		return
	}
	kind, _, _ := strings.Cut(strings.ToLower(attribute(token, "type")), ";")
	switch strings.TrimSpace(kind) {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "text/xml", "application/xml":
	default:
		return
	}
	address := resolve(attribute(token, "href"), base)
	for _, known := range p.feeds {
		if known.URL == address {
			return
		}
	}
	if address != "" {
		p.feeds = append(p.feeds, Link{Title: clipRunes(oneLine(Text(attribute(token, "title"))), 100), URL: address})
	}
}

func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// pageError says what page was sent instead of a feed, and which feeds it offers.
func pageError(text string, base *url.URL) *readout.Error {
	p := look(text, base)
	title := strings.ToLower(p.title)
	switch {
	case isChallenge(text, title):
		return readout.Errorf(readout.CodeForbidden, "%s sent a page that checks for a browser instead of the feed; ask the site for a feed address that programs may read", base.Hostname())
	case p.password || hasAny(title, "log in", "login", "sign in", "anmelden", "connexion"):
		return readout.Errorf(readout.CodeForbidden, "%s sent a login page instead of the feed; use a public feed of the site", base.Hostname())
	case len(p.feeds) == 1:
		return readout.Errorf(readout.CodeInvalid, "this is a page of %s, not a feed; the feed that it offers is %s", base.Hostname(), describe(p.feeds[0]))
	case len(p.feeds) > 1:
		const shown = 5
		var names []string
		for _, link := range p.feeds[:min(len(p.feeds), shown)] {
			names = append(names, describe(link))
		}
		return readout.Errorf(readout.CodeInvalid, "this is a page of %s, not a feed; choose one of the feeds that it offers: %s", base.Hostname(), strings.Join(names, ", "))
	}
	return notAFeed("%s sent a web page instead of a feed; open it in a browser and look for a link that says RSS or Atom", base)
}

func isChallenge(text, title string) bool {
	head := strings.ToLower(text[:min(len(text), 64<<10)])
	return hasAny(title, "just a moment", "attention required", "access denied", "are you a robot", "ddos-guard", "checking your browser", "security check") ||
		hasAny(head, "cf-chl", "/cdn-cgi/challenge-platform/h/", "_incapsula_resource", "g-recaptcha", "h-captcha", "cf-turnstile")
}

func hasAny(text string, marks ...string) bool {
	for _, mark := range marks {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

func describe(link Link) string {
	if link.Title == "" {
		return link.URL
	}
	return link.URL + " (" + link.Title + ")"
}
