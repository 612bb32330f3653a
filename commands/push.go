package commands

import (
	"net/url"
	"time"

	"readout"
	"readout/phrases"
)

// pushed says on a line of its own what a feed's hub does for it. nil when it
// has no subscription.
func pushed(p phrases.Printer, f readout.Feed, now time.Time) readout.Text {
	s := f.Push
	hub := readout.Span{Text: clip(hostOf(s.Hub), 100)}
	switch {
	case s.Status == "", s.Status == readout.SubscriptionLeaving:
		return nil
	case s.Live(now) && !f.Pushed(now):
		return p.Text("↳ %s does not push all that is new; polled as if it did not push at all", hub)
	case s.Live(now) && s.PushedAt.IsZero():
		return p.Text("↳ pushed by %s, nothing so far", hub)
	case s.Live(now):
		return p.Text("↳ pushed by %s, last %s", hub, readout.Span{Time: s.PushedAt, Show: readout.AsRelative})
	case s.Error != "":
		return p.Text("↳ not pushed by %s: %s", hub, reason(p, s.Error))
	}
	return p.Text("↳ waits for %s to confirm that it pushes", hub)
}

// hostOf returns the host of an address.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Hostname()
	}
	return address
}
