package fetch

import (
	"net/netip"
	"syscall"

	"code.dny.dev/ssrf"
)

// guard returns a dialer's control function that refuses every address which
// is not on the public Internet. It sees the resolved address of each
// connection, so neither redirects nor a DNS server that changes its answer
// get round it.
func guard(allowed []netip.Prefix) func(network, address string, _ syscall.RawConn) error {
	var v4, v6 []netip.Prefix
	for _, prefix := range allowed {
		if prefix.Addr().Is4() {
			v4 = append(v4, prefix)
		} else {
			v6 = append(v6, prefix)
		}
	}
	// The platform of Azure answers its machines at an address that looks public.
	// Source: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
	azure := netip.MustParsePrefix("168.63.129.16/32")
	return ssrf.New(
		ssrf.WithAnyPort(), // feeds on other ports exist
		ssrf.WithDeniedV4Prefixes(azure),
		ssrf.WithAllowedV4Prefixes(v4...),
		ssrf.WithAllowedV6Prefixes(v6...),
	).Safe
}
