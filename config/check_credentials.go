package config

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// headers reads what a feed must be asked with. The file holds the names of
// variables only; what these hold is never part of a problem.
func (c *checker) headers(e rawFeed, feedURL string) map[string]Secret {
	out := map[string]Secret{}
	if secret, ok := c.secretOf(e.Login); ok {
		if !strings.Contains(secret, ":") {
			c.report(e.Login.at, "the variable holds no login; it must hold user:password")
		}
		out["Authorization"] = NewSecret("Basic " + base64.StdEncoding.EncodeToString([]byte(secret)))
	}
	for _, header := range e.Headers {
		name := http.CanonicalHeaderKey(header.name)
		_, twice := out[name]
		switch {
		case !httpguts.ValidHeaderFieldName(name):
			c.report(header.value.at, "%q is not the name of a header", header.name)
		case isOurs(name):
			c.report(header.value.at, "%s is set by Readout itself; remove it here", name)
		case twice:
			c.report(header.value.at, "%s is set twice; keep login or the header", name)
		default:
			if secret, ok := c.secretOf(header.value); ok {
				out[name] = NewSecret(secret)
			}
		}
	}
	if len(out) > 0 && inTheClear(feedURL) {
		c.report(e.URL.at, "what the feed is asked with would be sent in the clear; use https://")
	}
	return out
}

// isOurs reports whether a header belongs to the connection, to caching or to
// the way in which Readout presents itself.
func isOurs(name string) bool {
	return strings.HasPrefix(name, "If-") || strings.HasPrefix(name, "Proxy-") ||
		slices.Contains([]string{"Accept-Encoding", "Connection", "Content-Length", "Host", "Keep-Alive", "Range", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent"}, name)
}

// secretOf reads the variable that a value names.
func (c *checker) secretOf(v value) (string, bool) {
	var name string
	if !c.text(v, &name) {
		return "", false
	}
	if name == "" || strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_'
	}) {
		c.report(v.at, "the name of an environment variable is needed here, such as WIRE_LOGIN; the secret itself does not belong into this file")
		return "", false
	}
	before := len(c.problems)
	_, text, ok := c.variable(name)
	switch {
	case len(c.problems) > before:
		return "", false
	case !ok || text == "":
		c.report(v.at, "the environment has no variable of this name; set it, or set one with _FILE behind its name to the path of a file")
		return "", false
	case !httpguts.ValidHeaderFieldValue(text):
		c.report(v.at, "what %s holds cannot be sent in a header; it must be one line of printable characters", name)
		return "", false
	}
	return text, true
}

// inTheClear reports whether everybody on the way could read along: plain http,
// but not to this machine.
func inTheClear(feedURL string) bool {
	u, err := url.Parse(feedURL)
	return err == nil && u.Scheme == "http" && !loopback(u.Hostname())
}
