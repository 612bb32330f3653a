package fetch

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Bounds of what is read of Link headers.
const (
	maxLinks       = 50
	maxLinkAddress = 2000 // bytes
)

// linkTo returns the first address to which a Link header gives the relation,
// "" when none does. Source: RFC 8288, 3.
func linkTo(relation string, header http.Header, base *url.URL) string {
	read := 0
	for _, value := range header.Values("Link") {
		for value != "" && read < maxLinks {
			read++
			var target, params string
			target, params, value = nextLink(value)
			if target == "" || !slices.Contains(relations(params), relation) {
				continue
			}
			if address, err := base.Parse(target); err == nil && address.Host != "" && (address.Scheme == "http" || address.Scheme == "https") {
				address.User = nil
				return address.String()
			}
		}
	}
	return ""
}

// nextLink splits the first link off a Link header: its address, its
// parameters, and what comes behind it.
func nextLink(value string) (target, params, rest string) {
	_, value, found := strings.Cut(value, "<")
	if !found {
		return "", "", ""
	}
	target, value, found = strings.Cut(value, ">")
	if !found || len(target) > maxLinkAddress {
		return "", "", value
	}
	quoted := false
	for i := 0; i < len(value); i++ {
		switch {
		case quoted && value[i] == '\\':
			i++
		case value[i] == '"':
			quoted = !quoted
		case value[i] == ',' && !quoted:
			return strings.TrimSpace(target), value[:i], value[i+1:]
		}
	}
	return strings.TrimSpace(target), value, ""
}

// relations returns the words of the rel parameter in lower case.
func relations(params string) []string {
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(param), "=")
		if strings.EqualFold(strings.TrimSpace(name), "rel") {
			return strings.Fields(strings.ToLower(strings.Trim(strings.TrimSpace(value), `"`)))
		}
	}
	return nil
}
