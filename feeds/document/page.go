package document

import (
	"net/url"
	"slices"
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
const maxLinks = 25

// PageKind tells what a page is that was sent instead of a feed.
type PageKind string

// The kinds of page.
const (
	OtherPage     PageKind = "page"
	ChallengePage PageKind = "challenge" // wants to see a browser first
	LoginPage     PageKind = "login"
	ConsentPage   PageKind = "consent" // wants a person to agree to something first
)

// PageError says that a page was sent instead of a feed. It unwraps to a
// *readout.Error that is fit for users.
type PageError struct {
	Kind  PageKind
	Feeds []Link // that the page offers by its link elements, else by links that look like feeds

	shown *readout.Error
}

// Error returns the message for users.
func (e *PageError) Error() string { return e.shown.Message }

// Unwrap returns the message for users.
func (e *PageError) Unwrap() error { return e.shown }

// page is what can be seen of an HTML page without a browser.
type page struct {
	title    string
	feeds    []Link // by link elements
	likely   []Link // by their addresses
	password bool   // it has a field for one
	agreeing bool   // it has a form for consent
}

// look reads a page as far as its links, title and forms go.
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
			default:
				p.note(token, base)
			}
		}
	}
}

// note takes over what an element says of the page.
func (p *page) note(token html.Token, base *url.URL) {
	switch token.DataAtom {
	case atom.Input:
		p.password = p.password || strings.EqualFold(attribute(token, "type"), "password")
	case atom.Form:
		p.agreeing = p.agreeing || strings.Contains(strings.ToLower(attribute(token, "action")), "consent")
	case atom.Link:
		if isFeedLink(token) {
			p.feeds = addLink(p.feeds, token, base)
		}
	case atom.A:
		if looksLikeFeed(resolve(attribute(token, "href"), base)) {
			p.likely = addLink(p.likely, token, base)
		}
	}
}

// isFeedLink reports whether a link element names a feed.
func isFeedLink(token html.Token) bool {
	kind, _, _ := strings.Cut(strings.ToLower(attribute(token, "type")), ";")
	switch strings.TrimSpace(kind) {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "text/xml", "application/xml":
		return slices.Contains(strings.Fields(strings.ToLower(attribute(token, "rel"))), "alternate")
	}
	return false
}

// looksLikeFeed reports whether an address is spelt as those of feeds are.
func looksLikeFeed(address string) bool {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return false
	}
	path := strings.TrimRight(strings.ToLower(u.Path), "/")
	last := path[strings.LastIndexByte(path, '/')+1:]
	switch {
	case last == "rss" || last == "feed" || last == "atom" || last == "rdf":
		return true
	case hasAny(last, ".rss", ".atom", ".rdf", "rss.xml", "feed.xml", "atom.xml", "feed.json"):
		return true
	}
	return strings.HasSuffix(last, ".xml") && hasAny(strings.ToLower(u.Hostname())+path, "/rss", "/feed", "rss.", "feeds.")
}

// addLink adds a link to an address that is not there yet.
func addLink(links []Link, token html.Token, base *url.URL) []Link {
	address := resolve(attribute(token, "href"), base)
	known := slices.ContainsFunc(links, func(other Link) bool { return other.URL == address })
	if address == "" || known || len(links) >= maxLinks {
		return links
	}
	return append(links, Link{Title: clipRunes(oneLine(Text(attribute(token, "title"))), 100), URL: address})
}

func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// pageError says what page was sent instead of a feed, and which feeds it
// offers. A page that offers some is what it seems, whatever else is on it:
// the front pages of many sites have a login and a notice on cookies.
func pageError(text string, base *url.URL) *PageError {
	p, host := look(text, base), base.Hostname()
	title, declares := strings.ToLower(p.title), len(p.feeds) > 0
	switch {
	case isChallenge(text, title, declares || len(p.likely) > 0):
		return &PageError{ChallengePage, nil, readout.Errorf(readout.CodeForbidden, "%s sent a page that checks for a browser instead of the feed; ask the site for a feed address that programs may read", host)}
	case !declares && isConsent(p, title, host):
		return &PageError{ConsentPage, nil, readout.Errorf(readout.CodeForbidden, "%s sent a page that asks for consent, to cookies or the like, instead of the feed; look on the site for a feed address that leads around it", host)}
	case !declares && (p.password || hasAny(title, "log in", "login", "sign in", "anmelden", "connexion")):
		return &PageError{LoginPage, nil, readout.Errorf(readout.CodeForbidden, "%s sent a login page instead of the feed; use a public feed of the site", host)}
	}
	offered := p.feeds
	if !declares {
		offered = p.likely
	}
	return &PageError{OtherPage, offered, offering(offered, base)}
}

// offering says which feeds a page offers.
func offering(links []Link, base *url.URL) *readout.Error {
	const shown = 5
	var names []string
	for _, link := range links[:min(len(links), shown)] {
		names = append(names, describe(link))
	}
	switch len(links) {
	case 0:
		return notAFeed("%s sent a web page instead of a feed; open it in a browser and look for a link that says RSS or Atom", base)
	case 1:
		return readout.Errorf(readout.CodeInvalid, "this is a page of %s, not a feed; the feed that it offers is %s", base.Hostname(), names[0])
	}
	return readout.Errorf(readout.CodeInvalid, "this is a page of %s, not a feed; choose one of the feeds that it offers: %s", base.Hostname(), strings.Join(names, ", "))
}

// isConsent recognises the pages that stand before a site until somebody has
// agreed to something.
func isConsent(p page, title, host string) bool {
	return p.agreeing || hasAny("."+host, ".consent.", ".guce.", ".privacywall.") ||
		hasAny(title, "before you continue", "bevor sie fortfahren", "avant de continuer", "avant d'accéder", "cookie consent", "your privacy choices", "privacy settings", "datenschutzeinstellungen")
}

// isChallenge recognises pages that check for a browser. Marks in the markup
// count only where the page offers no feed: forms for comments have them too.
func isChallenge(text, title string, offers bool) bool {
	head := strings.ToLower(text[:min(len(text), 64<<10)])
	return hasAny(title, "just a moment", "attention required", "access denied", "are you a robot", "ddos-guard", "checking your browser", "security check") ||
		!offers && hasAny(head, "cf-chl", "/cdn-cgi/challenge-platform/h/", "_incapsula_resource", "g-recaptcha", "h-captcha", "cf-turnstile")
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
