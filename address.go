package readout

import (
	"net/url"
	"strings"
)

// CompleteAddress makes an address of what people type: of a site without a
// scheme, or with the scheme that some programs give to feeds.
func CompleteAddress(typed string) string {
	typed = strings.TrimSpace(typed)
	if rest, ok := strings.CutPrefix(typed, "feed://"); ok {
		return "https://" + rest
	}
	typed = strings.TrimPrefix(typed, "feed:")
	if typed != "" && !strings.Contains(typed, ":") && !strings.ContainsAny(typed, "@ ") && strings.Contains(typed, ".") {
		return "https://" + typed
	}
	return typed
}

// SameFeed reports whether two addresses lead to the same feed beyond doubt:
// they differ in the scheme, the case of the host, or a slash at the end.
func SameFeed(a, b string) bool { return AddressKey(a) == AddressKey(b) }

// AddressKey is what is the same of all addresses for which SameFeed holds.
func AddressKey(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.ToLower(u.Host) + "/" + strings.Trim(u.EscapedPath(), "/") + "?" + u.RawQuery
}
