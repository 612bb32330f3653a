package document

import (
	"net"
	"net/url"
	"slices"
	"strings"
)

// CanonicalLink returns what is the same of all the addresses that one story
// goes by: no scheme, "www.", default port or last slash, host in lower case,
// query in order and without the parameters that only count clicks, no
// fragment. It is a key, not an address. "" when link is no web address.
func CanonicalLink(link string) string {
	key, _ := canonical(link)
	return key
}

// canonical also returns the key with its fragment, for documents in which
// only the fragment tells two stories apart; both are the same where there is
// none, or where it only counts clicks.
func canonical(link string) (key, withFragment string) {
	address, err := url.Parse(strings.TrimSpace(link))
	if err != nil || address.Host == "" || (address.Scheme != "http" && address.Scheme != "https") {
		return "", ""
	}
	host := strings.TrimSuffix(strings.ToLower(address.Host), ".")
	if name, port, err := net.SplitHostPort(host); err == nil && (port == "80" || port == "443") {
		host = name
	}
	host = strings.TrimPrefix(host, "www.")
	path := strings.TrimRight(address.EscapedPath(), "/")
	key = host + path
	if query := cleanQuery(address.RawQuery); query != "" {
		key += "?" + query
	}
	fragment := address.EscapedFragment()
	switch {
	case fragment == "" || countsClicks(fragment):
		return key, key
	case routes(fragment):
		key += "#" + fragment
		return key, key
	}
	return key, key + "#" + fragment
}

// routes reports whether a fragment is the page's name within a site that is
// one page, "#/news/7" or "#!/news/7".
func routes(fragment string) bool {
	return strings.HasPrefix(fragment, "!") || strings.Contains(fragment, "/") && !strings.Contains(fragment, "=")
}

// countsClicks reports whether a fragment is a tracker's, or the number that
// the BBC raises with each edit ("#0", "#12").
func countsClicks(fragment string) bool {
	if len(fragment) <= 3 && strings.Trim(fragment, "0123456789") == "" {
		return true
	}
	if name, _, found := strings.Cut(fragment, "="); found {
		return tracks(name)
	}
	return false
}

func cleanQuery(query string) string {
	var kept []string
	for part := range strings.FieldsFuncSeq(query, func(r rune) bool { return r == '&' || r == ';' }) {
		name, _, _ := strings.Cut(part, "=")
		if !tracks(name) {
			kept = append(kept, part)
		}
	}
	slices.Sort(kept)
	return strings.Join(kept, "&")
}

// tracks reports whether a parameter only counts where readers come from.
func tracks(name string) bool {
	name = strings.ToLower(name)
	for _, prefix := range []string{"utm_", "at_", "mc_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "_hs", "ns_", "wt.", "wt_", "itm_", "fb_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	switch name {
	case "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "twclid", "ttclid", "li_fat_id",
		"xtor", "traffic_source", "cmp", "cmpid", "ncid", "ocid", "smid", "sr_share", "ito", "partner", "feedtype",
		"feedname", "ftag", "source_feed", "rss", "rssfeed", "from_rss", "ref", "ref_src", "spm", "sref", "taid",
		"cid_source", "wtrid", "outputtype", "maca", "guccounter", "emc", "src_rss", "mod", "campaign", "campaign_id":
		return true
	}
	return false
}
