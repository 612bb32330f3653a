package readout

import (
	"fmt"
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
// of them. Hours that a change of the clocks skips do not hold.
func (q Quiet) Until(t time.Time, zone *time.Location) time.Time {
	if q == (Quiet{}) {
		return t
	}
	local := t.In(zone)
	clock := local.Format("15:04")
	within := clock >= q.From && clock < q.To
	if q.From > q.To {
		within = clock >= q.From || clock < q.To
	}
	if !within {
		return t
	}
	h, m, ok := clockTime(q.To)
	if !ok {
		return t
	}
	end := time.Date(local.Year(), local.Month(), local.Day(), h, m, 0, 0, zone)
	if !end.After(t) {
		end = time.Date(local.Year(), local.Month(), local.Day()+1, h, m, 0, 0, zone)
	}
	return end
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
	case !f.wantsEverybody() && !f.wantsParticipants(c, groups):
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

func (f Filter) wantsEverybody() bool {
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
		if f.wantsGroup(g, c, groups) {
			return true
		}
	}
	return false
}

// wantsGroup counts the sides within the group. A contact with the group
// itself (a summit of the G7) counts as two.
func (f Filter) wantsGroup(group string, c Contact, groups Groups) bool {
	on := c.FirstSeen
	if t, ok := c.Date.Time(); ok {
		on = t
	}
	n := 0
	all := c.Sides()
	if f.AnyLevel && !c.Reportable() {
		all = c.States()
	}
	for _, side := range all {
		if groups.Covers(group, side, on) {
			n++
		}
	}
	for _, met := range c.Groups {
		if strings.EqualFold(met, group) || groups.Covers(group, met, on) {
			n += 2
		}
	}
	return n >= 2 || f.OneSide && n >= 1
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
	if len(w.Manner.Tags) > 5 {
		return Errorf(CodeInvalid, "a post in a forum can have at most 5 tags")
	}
	if len(w.Filter.Groups)+len(w.Filter.States)+len(w.Filter.Leaders)+len(w.Filter.Pairs) > 50 {
		return Errorf(CodeInvalid, "a watch can name at most 50 groups, states, leaders and pairs; make a second watch for the rest")
	}
	return nil
}
