package rendering

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

const (
	maxLink       = 2048 // of an embed; Discord documentation, resources/message
	maxButtonLink = 512  // of a button; Discord's OpenAPI description
)

// linkEscapes are characters that would end a link or be read as markdown.
var linkEscapes = strings.NewReplacer(
	"(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D",
	`\`, "%5C", `"`, "%22", "`", "%60", "|", "%7C", "*", "%2A", "'", "%27", " ", "%20",
)

// link returns the address in a form that can stand in markdown, and whether
// it is one to be offered at all: http or https, of a host, without password.
func link(text string, longest int) (string, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > longest || !utf8.ValidString(text) {
		return "", false
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Opaque != "" {
		return "", false
	}
	if strings.ContainsAny(u.Host, "()<>[]\\\"`|*' \t") || clean(u.Host) != u.Host {
		return "", false
	}
	start := u.Scheme + "://" + u.Host
	u.Scheme, u.Host = "", ""
	address := start + linkEscapes.Replace(u.String())
	return address, len(address) <= longest
}
