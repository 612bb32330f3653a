package readout

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// WatchKind tells how a watch posts.
type WatchKind string

// The kinds of watch.
const (
	WatchAlert  WatchKind = "alert"  // each contact at once, one message kept up to date
	WatchDigest WatchKind = "digest" // a briefing at the times of a cron line
	WatchBoth   WatchKind = "both"   // each contact at once, and the briefing
)

// Alerts reports whether each contact is posted at once.
func (k WatchKind) Alerts() bool { return k == WatchAlert || k == WatchBoth }

// Digests reports whether briefings are posted.
func (k WatchKind) Digests() bool { return k == WatchDigest || k == WatchBoth }

// Trial is what a watch would have made of a contact.
type Trial struct {
	Contact  Contact
	Refusal  Refusal   // Wanted: it would have been posted
	Mentions bool      // with its role
	Held     time.Time // when quiet hours would have let it go; zero = at once
}

// Watch is a channel's standing order: which contacts, how and when.
type Watch struct {
	ID        int64
	GuildID   string
	ChannelID string
	Kind      WatchKind
	Filter    Filter
	Cron      string // for digests: five fields, "0 7 * * 1-5"
	Zone      string // of digests and quiet hours: IANA name, "America/Toronto"
	RoleID    string // role to mention with each alert; "" = nobody
	Manner    Manner
	CreatedBy string // Discord user id, or "config"
	CreatedAt time.Time

	NextDigest time.Time // when the next briefing is due; zero for alerts
	LastDigest time.Time // end of the period of the last briefing
}

// Manner tells how a watch posts.
type Manner struct {
	Language   string   `json:"language,omitempty"`   // "fr"; "" = English
	Quiet      Quiet    `json:"quiet,omitzero"`       // alerts are held meanwhile
	RoleFilter Filter   `json:"role_filter,omitzero"` // what else a contact must meet for the role to be mentioned
	Publish    bool     `json:"publish,omitempty"`    // in announcement channels: for the channels that follow
	Forum      bool     `json:"forum,omitempty"`      // the channel is a forum: each message opens a post
	Tags       []string `json:"tags,omitempty"`       // ids of the forum's tags that its posts get
	SkipEmpty  bool     `json:"skip_empty,omitempty"` // no briefing where nothing is new
}

// Quiet are hours of the day in which alerts are held back, "22:00" to "07:00" in
// the zone of the watch. The zero Quiet never holds.
type Quiet struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// ParseQuiet reads "22:00-07:00"; "" and "none" are no quiet hours.
func ParseQuiet(text string) (Quiet, error) {
	if text == "" || strings.EqualFold(text, "none") {
		return Quiet{}, nil
	}
	from, to, found := strings.Cut(strings.NewReplacer(" ", "", "–", "-").Replace(text), "-")
	h, m, okFrom := clockTime(from)
	h2, m2, okTo := clockTime(to)
	if !found || !okFrom || !okTo || h == h2 && m == m2 {
		return Quiet{}, Errorf(CodeInvalid, "%q are no quiet hours; write 22:00-07:00, or none", clip(text, 40))
	}
	return Quiet{From: fmt.Sprintf("%02d:%02d", h, m), To: fmt.Sprintf("%02d:%02d", h2, m2)}, nil
}

// String returns the hours as ParseQuiet reads them, "" for none.
func (q Quiet) String() string {
	if q == (Quiet{}) {
		return ""
	}
	return q.From + "-" + q.To
}

// Until returns when the quiet hours that t falls into end, and t itself outside
// of them. On days on which the clocks change, hours that begin or end at a time
// that the zone skips begin or end after the gap; of a time that comes twice they
// begin with the first and end with the second.
func (q Quiet) Until(t time.Time, zone *time.Location) time.Time {
	from, okFrom := timeOfDay(q.From)
	to, okTo := timeOfDay(q.To)
	if !okFrom || !okTo {
		return t
	}
	if to <= from {
		to += 24 * time.Hour
	}
	today := Naive(t.In(zone)).Truncate(24 * time.Hour)
	for _, day := range []time.Time{today.AddDate(0, 0, -1), today} {
		begins, _ := Instants(day.Add(from), zone)
		_, ends := Instants(day.Add(to), zone)
		if !t.Before(begins) && t.Before(ends) {
			return ends
		}
	}
	return t
}

// timeOfDay reads "22:00" as the time since midnight.
func timeOfDay(text string) (time.Duration, bool) {
	h, m, ok := clockTime(text)
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute, ok
}

// Filter tells which contacts a watch wants. Lists are alternatives: one match
// in any list is enough, and an empty filter wants every contact.
type Filter struct {
	Groups  []string    `json:"groups,omitempty"`  // names of groups: at least two sides within one of them
	States  []string    `json:"states,omitempty"`  // any side is one of these
	Leaders []string    `json:"leaders,omitempty"` // any participant is one of these
	Pairs   [][2]string `json:"pairs,omitempty"`   // both states of one of these take part

	AnyLevel      bool     `json:"any_level,omitempty"`      // contacts of envoys and aides as well
	OneSide       bool     `json:"one_side,omitempty"`       // for groups: one side within it is enough
	Statuses      []Status `json:"statuses,omitempty"`       // only these; empty = all
	Modes         []Mode   `json:"modes,omitempty"`          // only these; empty = all
	MinConfidence float64  `json:"min_confidence,omitempty"` // 0 to 1
	OfficialOnly  bool     `json:"official_only,omitempty"`  // at least one side has confirmed
	MinSources    int      `json:"min_sources,omitempty"`    // distinct outlets
}

// Groups tells which states belong to a named group on a date.
type Groups interface {
	// Covers reports whether the state or organisation belongs to the group
	// on that day. A group that nobody knows covers nothing.
	Covers(group, state string, on time.Time) bool
}

// Refusal is why a filter does not want a contact.
type Refusal string

// The reasons, in the order in which they are looked at.
const (
	Wanted          Refusal = ""           // it does
	RefusedRejected Refusal = "taken_back" // somebody has said that it is none
	RefusedLevel    Refusal = "level"      // leaders themselves were not in contact, or only in the background
	RefusedWho      Refusal = "who"        // nobody whom the filter names takes part
	RefusedStatus   Refusal = "status"
	RefusedMode     Refusal = "mode"
	RefusedSources  Refusal = "sources"       // too few outlets
	RefusedSure     Refusal = "confidence"    // the detector is not sure enough
	RefusedOfficial Refusal = "not_confirmed" // no side has given its own account
)

// IsZero reports whether the filter wants every contact.
func (f Filter) IsZero() bool { return reflect.ValueOf(f).IsZero() }

// Matches reports whether the filter wants the contact.
func (f Filter) Matches(c Contact, groups Groups) bool { return f.Refuses(c, groups) == Wanted }

// Refuses returns the first reason for which the filter does not want the
// contact, Wanted where there is none.
func (f Filter) Refuses(c Contact, groups Groups) Refusal {
	switch {
	case c.Rejected():
		return RefusedRejected
	case !c.Reportable() && !(f.AnyLevel && c.Told()):
		return RefusedLevel
	case !f.WantsEverybody() && !f.wantsParticipants(c, groups):
		return RefusedWho
	case len(f.Statuses) > 0 && !slices.Contains(f.Statuses, c.Status):
		return RefusedStatus
	case len(f.Modes) > 0 && !slices.Contains(f.Modes, c.Mode):
		return RefusedMode
	case len(c.Outlets()) < f.MinSources:
		return RefusedSources
	case c.Confidence < f.MinConfidence:
		return RefusedSure
	case f.OfficialOnly && len(c.ConfirmedBy()) == 0:
		return RefusedOfficial
	}
	return Wanted
}

// Nearly reports whether the filter does not want the contact, but would if it
// asked for one thing less.
func (f Filter) Nearly(c Contact, groups Groups) bool {
	switch f.Refuses(c, groups) {
	case Wanted:
		return false
	case RefusedRejected:
		c.RejectedAt = time.Time{}
	case RefusedLevel:
		f.AnyLevel = true
	case RefusedWho:
		f.OneSide = true
	case RefusedStatus:
		f.Statuses = nil
	case RefusedMode:
		f.Modes = nil
	case RefusedSources:
		f.MinSources = 0
	case RefusedSure:
		f.MinConfidence = 0
	case RefusedOfficial:
		f.OfficialOnly = false
	}
	return f.Matches(c, groups)
}

// WantsEverybody reports whether the filter names nobody.
func (f Filter) WantsEverybody() bool {
	return len(f.Groups)+len(f.States)+len(f.Leaders)+len(f.Pairs) == 0
}

func (f Filter) wantsParticipants(c Contact, groups Groups) bool {
	own := c.Sides()
	if f.AnyLevel && !c.Reportable() {
		own = c.States()
	}
	for _, s := range f.States {
		if slices.Contains(own, s) {
			return true
		}
	}
	for _, name := range f.Leaders {
		if c.Involves(name) {
			return true
		}
	}
	for _, p := range f.Pairs {
		if slices.Contains(own, p[0]) && slices.Contains(own, p[1]) {
			return true
		}
	}
	for _, g := range f.Groups {
		if f.wantsGroup(g, own, c, groups) {
			return true
		}
	}
	return false
}

// wantsGroup counts those within the group. A contact with the group itself (a
// summit of the G7) counts as two.
func (f Filter) wantsGroup(group string, own []string, c Contact, groups Groups) bool {
	n := 0
	for _, side := range own {
		if groups.Covers(group, side, c.Day()) {
			n++
		}
	}
	for _, met := range c.Groups {
		if strings.EqualFold(met, group) || groups.Covers(group, met, c.Day()) {
			n += 2
		}
	}
	return n >= 2 || f.OneSide && n >= 1
}

// Mentions returns the role to be mentioned with the contact, "" for nobody: that
// of the watch, if the contact meets what it asks for the role.
func (w Watch) Mentions(c Contact, groups Groups) string {
	only := w.Manner.RoleFilter
	if only.IsZero() {
		return w.RoleID
	}
	only.AnyLevel = only.AnyLevel || w.Filter.AnyLevel
	if !only.Matches(c, groups) {
		return ""
	}
	return w.RoleID
}

// Dress gives a message that is written for the watch the form that its channel
// needs.
func (w Watch) Dress(m Message) Message {
	m.Publish = w.Manner.Publish
	if !w.Manner.Forum {
		m.Thread = ""
		return m
	}
	m.Thread, m.Tags = cmp.Or(m.Thread, m.Title), w.Manner.Tags
	return m
}

// Validate checks what a person has typed in. Cron lines and zones are
// checked by the package that runs them.
func (w Watch) Validate() error {
	if w.ChannelID == "" {
		return Errorf(CodeInvalid, "a watch needs a channel to post to")
	}
	switch w.Kind {
	case WatchAlert:
		if w.Cron != "" {
			return Errorf(CodeInvalid, "a watch for alerts posts at once and takes no schedule; use a digest to post at fixed times")
		}
	case WatchDigest, WatchBoth:
		if w.Cron == "" {
			return Errorf(CodeInvalid, "a digest needs a schedule, for example \"0 7 * * *\" for seven o'clock every day")
		}
	default:
		return Errorf(CodeInvalid, "a watch is alert, digest or both, not %q", w.Kind)
	}
	if w.Filter.MinConfidence < 0 || w.Filter.MinConfidence > 1 {
		return Errorf(CodeInvalid, "the minimum confidence must lie between 0 and 1")
	}
	if w.Manner.Quiet != (Quiet{}) && !w.Kind.Alerts() {
		return Errorf(CodeInvalid, "quiet hours hold alerts, and a digest has none; give its schedule another time instead")
	}
	if !w.Manner.RoleFilter.IsZero() && w.RoleID == "" {
		return Errorf(CodeInvalid, "the watch says when a role is mentioned, but not which; name the role")
	}
	if w.Manner.Publish && w.Manner.Forum {
		return Errorf(CodeInvalid, "posts in a forum cannot be published; only messages in announcement channels can")
	}
	if len(w.Manner.Tags) > 0 && !w.Manner.Forum {
		return Errorf(CodeInvalid, "only posts in a forum have tags, and the channel is none")
	}
	if len(w.Manner.Tags) > 5 {
		return Errorf(CodeInvalid, "a post in a forum can have at most 5 tags")
	}
	if len(w.Filter.Groups)+len(w.Filter.States)+len(w.Filter.Leaders)+len(w.Filter.Pairs) > 50 {
		return Errorf(CodeInvalid, "a watch can name at most 50 groups, states, leaders and pairs; make a second watch for the rest")
	}
	return nil
}
