package config

import (
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"readout/phrases"
)

// config checks a whole file. Groups come before what names them, and the
// roster before everything that names states and leaders.
func (c *checker) config(file raw) Config {
	out := Defaults()
	c.text(file.Roster.File, &out.Roster.File)
	c.openRoster(file.Roster.File.at, out.Roster.File)
	c.groups = c.groupList(file.Groups)
	out.Groups = c.groups

	c.oneOf(file.Language, phrases.Languages(), &out.Language)
	c.discord(file.Discord, &out.Discord)
	if c.text(file.Store.Path, &out.Store.Path) && out.Store.Path == "" {
		c.report(file.Store.Path.at, "the path is empty; write readout.db, or leave the key out")
	}
	c.feeds(file.Feeds, &out.Feeds)
	out.Watches = c.watchList(file.Watches)
	c.http(file.HTTP, &out.HTTP)
	c.webSub(file.WebSub, out.HTTP, &out.WebSub)
	c.log(file.Log, &out.Log)
	return out
}

func (c *checker) openRoster(where position, file string) {
	if c.checks.Roster == nil {
		return
	}
	names, err := c.checks.Roster(file)
	if err != nil {
		if where.key == "" {
			where.key = "roster"
		}
		c.report(where, "%s", err)
		return
	}
	c.names = names
}

func (c *checker) discord(file rawDiscord, out *Discord) {
	c.apiURL(file.APIURL, &out.APIURL)
	c.id(file.CommandGuild, "server", &out.CommandGuild)
	c.id(file.NoticeChannel, "channel", &out.NoticeChannel)
}

// apiURL reads Discord's address. The token is sent there, so that plain HTTP
// is for this machine only.
func (c *checker) apiURL(v value, into *string) {
	var text string
	if !c.text(v, &text) {
		return
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		c.report(v.at, "%q is not an address such as https://discord.com or http://127.0.0.1:8080", text)
		return
	}
	switch path := strings.TrimSuffix(u.Path, "/"); path {
	case "", "/api", "/api/v10":
	default:
		c.report(v.at, "leave out the path %s: the bot adds /api/v10 itself", path)
		return
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		c.report(v.at, "%q would send the token in the clear; use https://, or http:// with a sandbox on this machine (http://127.0.0.1:8080)", text)
		return
	}
	*into = u.Scheme + "://" + u.Host
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func (c *checker) groupList(entries []named) []Group {
	var out []Group
	seen := map[string]int{}
	for _, e := range entries {
		name := strings.TrimSpace(e.name)
		if name == "" || len(name) > 50 {
			c.report(e.value.at, "the name of a group has 1 to 50 characters")
			continue
		}
		if line, ok := seen[strings.ToLower(name)]; ok {
			c.report(e.value.at, "the group stands here twice; the first is on line %d", line)
			continue
		}
		seen[strings.ToLower(name)] = e.value.at.line
		if !e.value.given() || isNull(e.value.node) || len(c.items(e.value)) == 0 {
			c.report(e.value.at, "a group needs members, for example [CA, US]")
			continue
		}
		out = append(out, Group{Name: name, Members: c.states(e.value)})
	}
	return out
}

// states reads a list of states and organisations, each by code or by name.
func (c *checker) states(v value) []string {
	var out []string
	for _, item := range c.items(v) {
		var name string
		if !c.text(item, &name) {
			continue
		}
		if code, ok := c.state(item.at, name); ok {
			out = append(out, code)
		}
	}
	return out
}

func (c *checker) state(where position, name string) (string, bool) {
	if c.names == nil {
		return name, name != ""
	}
	code, err := c.names.State(name)
	if err != nil {
		c.report(where, "%s", err)
		return "", false
	}
	return code, true
}

func (c *checker) http(file rawHTTP, out *HTTP) { c.listen(file.Addr, &out.Addr) }

// listen reads an address to listen on, or "" for none.
func (c *checker) listen(v value, into *string) {
	if !c.text(v, into) || *into == "" {
		return
	}
	_, port, err := net.SplitHostPort(*into)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		c.report(v.at, "%q is not an address to listen on; write 127.0.0.1:8080, or 0.0.0.0:8080 inside a container, or \"\" for none", *into)
	}
}

// webSub reads where hubs call. Without a public address it is of no use to
// listen, and with one somebody must.
func (c *checker) webSub(file rawWebSub, http HTTP, out *WebSub) {
	c.listen(file.Listen, &out.Listen)
	if !c.text(file.PublicURL, &out.PublicURL) || out.PublicURL == "" {
		if out.Listen != "" {
			c.report(file.Listen.at, "nobody can call here without websub.public_url; set it, or leave websub.listen out")
		}
		return
	}
	u, err := url.Parse(out.PublicURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || len(out.PublicURL) > 200 {
		c.report(file.PublicURL.at, "%q is not an address at which hubs can reach Readout; write https:// and a host, and a path if need be", redactAddress(out.PublicURL))
		return
	}
	if out.Listen == "" && http.Addr == "" {
		c.report(file.PublicURL.at, "hubs have nowhere to call: http.addr is empty; set it, or websub.listen")
	}
	out.PublicURL = strings.TrimRight(u.Scheme+"://"+u.Host+u.EscapedPath(), "/")
}

func (c *checker) log(file rawLog, out *Log) {
	var level, format string
	if c.oneOf(file.Level, []string{"debug", "info", "warn", "error"}, &level) {
		if err := out.Level.UnmarshalText([]byte(level)); err != nil {
			out.Level = slog.LevelInfo
		}
	}
	if c.oneOf(file.Format, []string{string(LogText), string(LogJSON)}, &format) {
		out.Format = LogFormat(format)
	}
}
