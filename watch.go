package readout

import (
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
)

// Watch is a channel's standing order: which contacts, how and when.
type Watch struct {
	ID        int64
	GuildID   string
	ChannelID string
	Kind      WatchKind
	Filter    Filter
	Cron      string // for digests: five fields, "0 7 * * 1-5"
	Zone      string // for digests: IANA name, "America/Toronto"
	RoleID    string // role to mention with each alert; "" = nobody
	CreatedBy string // Discord user id, or "config"
	CreatedAt time.Time

	NextDigest time.Time // when the next briefing is due; zero for alerts
	LastDigest time.Time // end of the period of the last briefing
}

// Filter tells which contacts a watch wants. Lists are alternatives: one match
// in any list is enough, and an empty filter wants every contact.
type Filter struct {
	Groups  []string    `json:"groups,omitempty"`  // names of groups: at least two sides within one of them
	States  []string    `json:"states,omitempty"`  // any side is one of these
	Leaders []string    `json:"leaders,omitempty"` // any participant is one of these
	Pairs   [][2]string `json:"pairs,omitempty"`   // both states of one of these take part

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

// Matches reports whether the filter wants the contact.
func (f Filter) Matches(c Contact, groups Groups) bool {
	if !c.Reportable() || c.Confidence < f.MinConfidence || len(c.Outlets()) < f.MinSources {
		return false
	}
	if len(f.Statuses) > 0 && !slices.Contains(f.Statuses, c.Status) {
		return false
	}
	if len(f.Modes) > 0 && !slices.Contains(f.Modes, c.Mode) {
		return false
	}
	if f.OfficialOnly && len(c.ConfirmedBy()) == 0 {
		return false
	}
	return f.wantsEverybody() || f.wantsParticipants(c, groups)
}

func (f Filter) wantsEverybody() bool {
	return len(f.Groups)+len(f.States)+len(f.Leaders)+len(f.Pairs) == 0
}

func (f Filter) wantsParticipants(c Contact, groups Groups) bool {
	own := c.Sides()
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
	for _, side := range c.Sides() {
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
	case WatchDigest:
		if w.Cron == "" {
			return Errorf(CodeInvalid, "a digest needs a schedule, for example \"0 7 * * *\" for seven o'clock every day")
		}
	default:
		return Errorf(CodeInvalid, "a watch is either alert or digest, not %q", w.Kind)
	}
	if w.Filter.MinConfidence < 0 || w.Filter.MinConfidence > 1 {
		return Errorf(CodeInvalid, "the minimum confidence must lie between 0 and 1")
	}
	if len(w.Filter.Groups)+len(w.Filter.States)+len(w.Filter.Leaders)+len(w.Filter.Pairs) > 50 {
		return Errorf(CodeInvalid, "a watch can name at most 50 groups, states, leaders and pairs; make a second watch for the rest")
	}
	return nil
}
