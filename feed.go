package readout

import (
	"net/url"
	"strings"
	"time"
)

// FeedKind tells whose voice a feed is.
type FeedKind string

// The kinds of feed.
const (
	Official FeedKind = "official" // published by a state or an international organisation
	Press    FeedKind = "press"
)

// Feed is an RSS, Atom or JSON feed that is polled, with the state of its polling.
type Feed struct {
	ID       int64
	Name     string // shown as the source of its stories
	URL      string // http or https
	Kind     FeedKind
	State    string        // for official feeds: the state or organisation that speaks, as in Participant.State
	Language string        // BCP 47, "" when unknown
	Interval time.Duration // shortest time between two polls; 0 = the poller's default
	AddedBy  string        // "config", or the Discord user id of whoever added it
	AddedAt  time.Time

	Poll PollState
	Push PushState
}

// PollState is what the poller remembers of a feed between two polls.
type PollState struct {
	ETag         string    // verbatim, with quotes and weakness mark
	LastModified string    // verbatim
	CheckedAt    time.Time // last finished poll, good or bad; zero = never polled
	SucceededAt  time.Time // last good poll; zero = never
	NextCheck    time.Time // when the feed is due
	Failures     int       // polls failed in a row
	FailingSince time.Time // first of them; zero when healthy
	Error        Reason    // why the last poll failed; "" when it did not
	LastStory    time.Time // publication of its newest story; zero = none so far
	DownNotified bool      // the notice channel has been told that the feed is down

	FullAt     time.Time     // last good answer to a request without validators
	Rhythm     time.Duration // typical time between two stories; 0 = unknown
	MovedTo    string        // where permanent redirects have led
	MovedSeen  int           // polls in a row that were redirected there
	SavedBytes int64         // not transferred thanks to validators and compression

	Hub    string // WebSub hub that the feed names; "" = none
	Topic  string // address by which the hub knows the feed
	Missed int    // polls in a row that brought stories which the hub should have pushed
}

// Baselined reports whether the feed has had its first good poll, whose
// stories are recorded but not posted.
func (s PollState) Baselined() bool { return !s.SucceededAt.IsZero() }

// missedTooOften is how many polls in a row a hub may have kept silent about.
const missedTooOften = 2

// Pushed reports whether the feed's hub can be relied upon to bring what is new.
func (f Feed) Pushed(now time.Time) bool {
	return f.Push.Live(now) && f.Poll.Missed < missedTooOften
}

// Stale reports whether the feed answers but has brought nothing new for far
// longer than is usual for it: ten times its rhythm, and two days at least.
func (s PollState) Stale(now time.Time) bool {
	if s.Rhythm <= 0 || s.LastStory.IsZero() || s.Failures > 0 {
		return false
	}
	return now.Sub(s.LastStory) > max(10*s.Rhythm, 48*time.Hour)
}

// Health is how the polling of a feed goes.
type Health string

// The kinds of health, the worst first.
const (
	Failing Health = "failing" // the last poll went wrong
	Stale   Health = "stale"   // see PollState.Stale
	Waiting Health = "waiting" // for its first poll
	Healthy Health = "healthy"
)

// Health returns how the polling of the feed goes.
func (s PollState) Health(now time.Time) Health {
	switch {
	case s.Failures > 0:
		return Failing
	case s.Stale(now):
		return Stale
	case !s.Baselined():
		return Waiting
	}
	return Healthy
}

// Validate checks what a person has typed in.
func (f Feed) Validate() error {
	if strings.TrimSpace(f.Name) == "" {
		return Errorf(CodeInvalid, "a feed needs a name, as it shall be shown beside its stories")
	}
	if len(f.Name) > 100 {
		return Errorf(CodeInvalid, "the feed's name is %d bytes long; use at most 100", len(f.Name))
	}
	if len(f.URL) > 2000 {
		return Errorf(CodeInvalid, "the feed's address is %d bytes long; use at most 2000", len(f.URL))
	}
	u, err := url.Parse(f.URL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return Errorf(CodeInvalid, "%q is not a feed address: it must start with https:// or http:// and name a host", f.URL)
	}
	if u.User != nil {
		return Errorf(CodeInvalid, "the feed's address holds a user name or password; remove it")
	}
	switch f.Kind {
	case Official:
		if f.State == "" {
			return Errorf(CodeInvalid, "the official feed %q needs the state or organisation that speaks, for example state: CA", f.Name)
		}
	case Press:
	default:
		return Errorf(CodeInvalid, "the kind of feed %q must be official or press, not %q", f.Name, f.Kind)
	}
	if f.Interval < 0 {
		return Errorf(CodeInvalid, "the interval of feed %q must not be negative", f.Name)
	}
	return nil
}
