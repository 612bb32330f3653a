package config

import (
	"fmt"
	"strings"
	"time"

	"readout"
	"readout/phrases"
)

func (c *checker) watchList(entries []rawWatch) []readout.Watch {
	var out []readout.Watch
	seen := map[string]int{}
	for _, e := range entries {
		before := len(c.problems)
		w := c.watch(e)
		if len(c.problems) > before {
			continue
		}
		if err := w.Validate(); err != nil {
			c.report(e.At, "%s", readout.ErrorMessage(err))
			continue
		}
		same := fmt.Sprint(w.ChannelID, w.Kind, w.Filter)
		if line, twice := seen[same]; twice {
			c.report(e.At, "the same watch stands on line %d; remove one of them", line)
			continue
		}
		seen[same] = e.At.line
		out = append(out, w)
	}
	return out
}

func (c *checker) watch(e rawWatch) readout.Watch {
	w := readout.Watch{Kind: readout.WatchAlert, CreatedBy: "config"}
	if !e.Channel.given() {
		c.report(e.At, "the watch needs a channel, for example channel: 123456789012345678")
	}
	c.id(e.Channel, "channel", &w.ChannelID)
	c.id(e.Guild, "server", &w.GuildID)
	c.id(e.Role, "role", &w.RoleID)
	kind := string(w.Kind)
	c.oneOf(e.How, []string{string(readout.WatchAlert), string(readout.WatchDigest), string(readout.WatchBoth)}, &kind)
	w.Kind = readout.WatchKind(kind)
	w.Filter = c.who(e)
	w.Manner = c.manner(e)
	c.schedule(e, &w)
	return w
}

// manner reads how the watch posts.
func (c *checker) manner(e rawWatch) readout.Manner {
	m := readout.Manner{RoleFilter: c.filter(e.RoleOnly)}
	c.oneOf(e.Language, phrases.Languages(), &m.Language)
	c.flag(e.Publish, &m.Publish)
	c.flag(e.Forum, &m.Forum)
	c.flag(e.SkipEmpty, &m.SkipEmpty)
	for _, item := range c.items(e.Tags) {
		var id string
		c.id(item, "tag", &id)
		if id != "" {
			m.Tags = append(m.Tags, id)
		}
	}
	var hours string
	if c.text(e.Quiet, &hours) {
		quiet, err := readout.ParseQuiet(hours)
		if err != nil {
			c.report(e.Quiet.at, "%s", readout.ErrorMessage(err))
		}
		m.Quiet = quiet
	}
	return m
}

// schedule reads when a digest is posted. A zone without a digest or quiet hours,
// and a digest without a schedule, are mistakes.
func (c *checker) schedule(e rawWatch, w *readout.Watch) {
	if !w.Kind.Digests() && e.Schedule.given() {
		c.report(e.Schedule.at, "alerts are posted at once; add how: digest or how: both, or remove this key")
	}
	if !w.Kind.Digests() && !e.Quiet.given() {
		if e.Zone.given() {
			c.report(e.Zone.at, "the zone is for digests and quiet hours, and the watch has neither; remove this key")
		}
		return
	}
	w.Zone = "UTC"
	zoneKnown := c.zone(e.Zone, &w.Zone)
	if w.Kind.Digests() {
		c.cron(e, w, zoneKnown)
	}
}

func (c *checker) cron(e rawWatch, w *readout.Watch, zoneKnown bool) {
	var text string
	if !c.text(e.Schedule, &text) {
		c.report(e.At, "a digest needs a schedule, for example schedule: \"weekdays 07:00\"")
		return
	}
	line, err := readout.ParseSchedule(text)
	if err != nil {
		c.report(e.Schedule.at, "%s", readout.ErrorMessage(err))
		return
	}
	w.Cron = line
	if c.checks.Digest == nil || !zoneKnown {
		return
	}
	if err := c.checks.Digest(w.Cron, w.Zone); err != nil {
		c.report(e.Schedule.at, "%s", err)
	}
}

func (c *checker) zone(v value, into *string) bool {
	if !c.text(v, into) {
		return true
	}
	_, err := time.LoadLocation(*into)
	if err != nil || *into == "" || strings.EqualFold(*into, "local") {
		c.report(v.at, "%q is not a time zone; use an IANA name such as Europe/Berlin, America/Toronto or UTC", *into)
		return false
	}
	return true
}

// who reads which contacts the watch is for: allied ones unless the file says
// otherwise.
func (c *checker) who(e rawWatch) readout.Filter {
	f := c.filter(e.rawFilter)
	var everything bool
	c.flag(e.Everything, &everything)
	named := e.Groups.given() || e.States.given() || e.Leaders.given() || e.Pairs.given()
	switch {
	case everything && named:
		c.report(e.Everything.at, "the watch names groups, states, leaders or pairs too; keep either them or everything")
	case !everything && !named:
		f.Groups = []string{"allied"}
	}
	return f
}

func (c *checker) filter(e rawFilter) readout.Filter {
	f := readout.Filter{
		Groups:   c.groupNames(e.Groups),
		States:   c.states(e.States),
		Leaders:  c.leaders(e.Leaders),
		Pairs:    c.pairsOfStates(e.Pairs),
		Statuses: words(c, e.Statuses, readout.Held, readout.Planned, readout.Proposed, readout.Off),
		Modes:    words(c, e.Modes, readout.Phone, readout.Video, readout.InPerson, readout.Written, readout.Unspecified),
	}
	c.flag(e.OneSide, &f.OneSide)
	c.flag(e.AnyLevel, &f.AnyLevel)
	c.flag(e.OfficialOnly, &f.OfficialOnly)
	c.fraction(e.MinConfidence, &f.MinConfidence)
	c.wholeNumber(e.MinSources, 0, 100, &f.MinSources)
	return f
}

// words reads a list of words of a closed set.
func words[T ~string](c *checker, v value, known ...T) []T {
	var texts []string
	for _, k := range known {
		texts = append(texts, string(k))
	}
	var out []T
	for _, item := range c.items(v) {
		var word string
		if c.oneOf(item, texts, &word) {
			out = append(out, T(word))
		}
	}
	return out
}

func (c *checker) groupNames(v value) []string {
	var out []string
	for _, item := range c.items(v) {
		var text string
		if !c.text(item, &text) {
			continue
		}
		if name, ok := c.group(item.at, text); ok {
			out = append(out, name)
		}
	}
	return out
}

// group finds a group of the file itself first, then one of the roster.
func (c *checker) group(where position, text string) (string, bool) {
	for _, g := range c.groups {
		if strings.EqualFold(g.Name, text) {
			return g.Name, true
		}
	}
	if c.names == nil {
		return text, text != ""
	}
	name, err := c.names.Group(text)
	if err != nil {
		c.report(where, "%s", err)
		return "", false
	}
	return name, true
}

func (c *checker) leaders(v value) []string {
	var out []string
	for _, item := range c.items(v) {
		var text string
		if !c.text(item, &text) {
			continue
		}
		name := text
		if c.names != nil {
			full, err := c.names.Leader(text)
			if err != nil {
				c.report(item.at, "%s", err)
				continue
			}
			name = full
		}
		out = append(out, name)
	}
	return out
}

// pairsOfStates reads "CA-US", or "Canada - United States".
func (c *checker) pairsOfStates(v value) [][2]string {
	var out [][2]string
	for _, item := range c.items(v) {
		var text string
		if !c.text(item, &text) {
			continue
		}
		left, right, ok := cutPair(text)
		if !ok {
			c.report(item.at, "%q is not a pair of states; write CA-US", text)
			continue
		}
		a, okA := c.state(item.at, left)
		b, okB := c.state(item.at, right)
		if okA && okB && a == b {
			c.report(item.at, "a pair needs two different states")
			continue
		}
		if okA && okB {
			out = append(out, [2]string{a, b})
		}
	}
	return out
}

// cutPair splits at " - " where there is one, so that names with a hyphen of
// their own can be written, else at the only hyphen.
func cutPair(text string) (left, right string, ok bool) {
	left, right, ok = strings.Cut(text, " - ")
	if !ok {
		left, right, ok = strings.Cut(text, "-")
		if strings.Contains(right, "-") {
			return "", "", false
		}
	}
	left, right = strings.TrimSpace(left), strings.TrimSpace(right)
	return left, right, ok && left != "" && right != ""
}
