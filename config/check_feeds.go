package config

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"readout"
)

func (c *checker) feeds(file rawFeeds, out *Feeds) {
	c.duration(file.Interval, time.Minute, 24*time.Hour, &out.Interval)
	c.duration(file.FastInterval, time.Minute, 24*time.Hour, &out.FastInterval)
	c.duration(file.Timeout, time.Second, 5*time.Minute, &out.Timeout)
	c.duration(file.DownAfter, 10*time.Minute, 30*24*time.Hour, &out.DownAfter)
	c.size(file.MaxBody, 64<<10, 100<<20, &out.MaxBody)
	c.contact(file.Contact, &out.Contact)
	out.AllowPrivate = c.prefixes(file.AllowPrivate)

	own := c.feedList(file.List, out)
	defaults := true
	c.flag(file.Defaults, &defaults)
	out.List = own
	if defaults {
		out.List = append(c.defaultFeeds(own, file.LeaveOut), own...)
	}
	if len(out.List) == 0 && len(c.problems) == 0 {
		c.report(file.Defaults.at, "no feed is left to poll; add some under feeds.list, or leave feeds.defaults out")
	}
}

// defaultFeeds returns the compiled feeds without those that are left out and
// those that the operator's own list describes anew.
func (c *checker) defaultFeeds(own []readout.Feed, leaveOut value) []readout.Feed {
	feeds, err := DefaultFeeds()
	if err != nil {
		c.report(position{file: "feeds.yml"}, "the compiled list of feeds cannot be read: %s", err)
		return nil
	}
	var names []string
	for _, f := range feeds {
		names = append(names, f.Name)
	}
	for _, item := range c.items(leaveOut) {
		var name string
		if !c.oneOf(item, names, &name) {
			continue
		}
		feeds = slices.DeleteFunc(feeds, func(f readout.Feed) bool { return f.Name == name })
	}
	return slices.DeleteFunc(feeds, func(f readout.Feed) bool {
		return slices.ContainsFunc(own, func(o readout.Feed) bool {
			return readout.SameFeed(o.URL, f.URL) || strings.EqualFold(o.Name, f.Name)
		})
	})
}

// feedList reads a list of feeds, and into out what they must be asked with.
func (c *checker) feedList(entries []rawFeed, into *Feeds) []readout.Feed {
	var out []readout.Feed
	lines := map[string]int{}
	names := map[string]int{}
	for _, e := range entries {
		f, ok := c.feed(e)
		if !ok {
			continue
		}
		address, name := readout.AddressKey(f.URL), strings.ToLower(f.Name)
		if line, twice := lines[address]; twice {
			c.report(e.URL.at, "the feed stands here twice; the first is on line %d", line)
			continue
		}
		if line, twice := names[name]; twice {
			c.report(e.Name.at, "another feed has the name %q, on line %d; give each its own", f.Name, line)
			continue
		}
		lines[address], names[name] = e.URL.at.line, e.Name.at.line
		out = append(out, f)
		if headers := c.headers(e, f.URL); len(headers) > 0 {
			if into.Headers == nil {
				into.Headers = map[string]map[string]Secret{}
			}
			into.Headers[f.URL] = headers
		}
	}
	return out
}

func (c *checker) feed(e rawFeed) (readout.Feed, bool) {
	before := len(c.problems)
	f := readout.Feed{AddedBy: "config"}
	c.text(e.Name, &f.Name)
	if f.Name == "" {
		c.report(e.At, "the feed needs a name, as it shall stand beside its stories")
	}
	c.text(e.URL, &f.URL)
	c.feedURL(e, f.URL)
	c.text(e.State, &f.State)
	if f.State != "" {
		f.State, _ = c.state(e.State.at, f.State)
	}
	f.Kind = c.feedKind(e, f.State)
	c.language(e.Language, &f.Language)
	c.duration(e.Interval, time.Minute, 24*time.Hour, &f.Interval)
	if len(c.problems) > before {
		return f, false
	}
	if err := f.Validate(); err != nil {
		c.report(e.At, "%s", readout.ErrorMessage(err))
		return f, false
	}
	return f, true
}

func (c *checker) feedURL(e rawFeed, text string) {
	if text == "" {
		c.report(e.At, "the feed needs a url, for example url: https://example.org/rss.xml")
		return
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "":
		c.report(e.URL.at, "%q is not the address of a feed; write it with https:// and a host", redactAddress(text))
	case u.Scheme != "http" && u.Scheme != "https":
		c.report(e.URL.at, "%q is not an http address; use https:// (or http:// where the site has nothing else)", redactAddress(text))
	case u.User != nil:
		c.report(e.URL.at, "the address holds a user name or password; remove them here, and name with login the environment variable that holds user:password")
	}
}

// redactAddress returns an address for an error, without what may be a
// password: whatever stands before an "@".
func redactAddress(text string) string {
	if i := strings.LastIndexByte(text, '@'); i >= 0 {
		return "…" + text[i:]
	}
	return text
}

// feedKind is official where a state speaks, unless the file says press.
func (c *checker) feedKind(e rawFeed, state string) readout.FeedKind {
	var kind string
	if !c.oneOf(e.Kind, []string{string(readout.Official), string(readout.Press)}, &kind) {
		if e.State.given() {
			return readout.Official
		}
		return readout.Press
	}
	if kind == string(readout.Official) && !e.State.given() {
		c.report(e.Kind.at, "an official feed needs the state or organisation that speaks, for example state: CA")
	}
	if kind == string(readout.Press) && state != "" {
		c.report(e.State.at, "only official feeds speak for a state; remove state, or make it kind: official")
	}
	return readout.FeedKind(kind)
}

func (c *checker) language(v value, into *string) {
	if !c.text(v, into) || *into == "" {
		return
	}
	if !regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$`).MatchString(*into) {
		c.report(v.at, "%q is not the code of a language; write en, fr or uk", *into)
	}
}

// contact reads what site owners may write to: it becomes part of a header.
func (c *checker) contact(v value, into *string) {
	if !c.text(v, into) || *into == "" {
		return
	}
	u, err := url.Parse(*into)
	web := err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
	mail := regexp.MustCompile(`^[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+$`).MatchString(*into)
	if !web && !mail || len(*into) > 200 || strings.ContainsAny(*into, "()<> \r\n\t") {
		c.report(v.at, "%q is neither an address of a web page (https://…) nor of mail (name@example.org)", *into)
	}
}

func (c *checker) prefixes(v value) []netip.Prefix {
	var out []netip.Prefix
	for _, item := range c.items(v) {
		var text string
		if !c.text(item, &text) {
			continue
		}
		if p, err := netip.ParsePrefix(text); err == nil {
			out = append(out, p.Masked())
		} else if a, err := netip.ParseAddr(text); err == nil && a.Zone() == "" {
			out = append(out, netip.PrefixFrom(a, a.BitLen()))
		} else {
			c.report(item.at, "%q is not a network; write 127.0.0.1/32, 10.0.0.0/8 or fd00::/8", text)
		}
	}
	return out
}
