package websub

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"strconv"
	"time"

	"readout"
	"readout/feeds/fetch"
)

// Leases and waits.
const (
	wantedLease = 10 * 24 * time.Hour // what is asked for; hubs have their own mind
	usualLease  = 24 * time.Hour      // taken for granted when an old hub tells none
	minLease    = time.Minute
	maxLease    = 90 * 24 * time.Hour

	firstRetry = 5 * time.Minute // doubled with each try
	maxRetry   = 12 * time.Hour
	deniedWait = 7 * 24 * time.Hour
	farewells  = 3 // tries to unsubscribe
)

// step does what a subscription is due for: it asks the hub to subscribe, to
// renew, or to unsubscribe. down reports that the hub is not to be reached.
func (s *Subscriber) step(ctx context.Context, due readout.Subscription) (down bool, err error) {
	ask := false
	asked, err := s.change(ctx, due.Token, func(one *readout.Subscription) bool {
		ask = s.prepare(one)
		return ask
	})
	if err != nil || !ask {
		return false, ignoreMissing(err)
	}
	refusal := s.options.Hubs.Post(ctx, asked.Hub, s.request(asked))
	if ctx.Err() != nil {
		return true, nil // stopped; the next start goes on
	}
	_, err = s.change(ctx, due.Token, func(one *readout.Subscription) bool {
		if one.Attempts == asked.Attempts && one.Status == asked.Status { // else the hub has called meanwhile
			s.note(one, refusal)
		}
		return true
	})
	return isDown(refusal), ignoreMissing(err)
}

// isDown reports whether a request has failed in a way that the next one to
// the same hub would share.
func isDown(err error) bool {
	failure, ok := errors.AsType[*fetch.Error](err)
	return ok && failure.Kind != fetch.Denied
}

// prepare counts the request that is about to be made. It returns false when
// none is: the subscription is over.
func (s *Subscriber) prepare(one *readout.Subscription) bool {
	now := s.options.Now()
	switch {
	case !one.Wanted && one.Status != readout.SubscriptionLeaving:
		if one.LeaseUntil.IsZero() && one.Attempts == 0 {
			return false // the hub has never heard of it
		}
		one.Status, one.Attempts, one.Error = readout.SubscriptionLeaving, 0, ""
	case one.Status == readout.SubscriptionActive && !now.Before(one.LeaseUntil), one.Status == readout.SubscriptionDenied:
		one.Status = readout.SubscriptionAsked
	}
	one.Attempts++
	one.NextStep = now.Add(retry(one.Attempts))
	return one.Status != readout.SubscriptionLeaving || one.Attempts <= farewells
}

// retry returns how long to wait for a hub before it is asked again.
func retry(attempts int) time.Duration {
	return min(firstRetry<<min(attempts-1, 20), maxRetry)
}

// request is the form that asks the hub (5.1).
func (s *Subscriber) request(one readout.Subscription) url.Values {
	form := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {one.Topic}, "hub.callback": {s.callback(one)}}
	if one.Status == readout.SubscriptionLeaving {
		form.Set("hub.mode", "unsubscribe")
		return form
	}
	form.Set("hub.lease_seconds", strconv.Itoa(int(wantedLease.Seconds())))
	if one.Secret != "" {
		form.Set("hub.secret", one.Secret)
	}
	return form
}

// note writes down how a hub has answered a request. That it was accepted
// means nothing yet: the hub must call.
func (s *Subscriber) note(one *readout.Subscription, err error) {
	log := s.options.Log.With(slog.Int64("feed_id", one.FeedID), slog.String("hub", one.Hub), slog.Int("attempts", one.Attempts))
	if err == nil {
		one.Error = ""
		if one.Attempts > 1 {
			one.Error = readout.Phrasef("the hub accepts the subscription and does not call back; check that websub.public_url can be reached from the Internet").Reason()
		}
		log.Debug("hub asked", slog.String("status", string(one.Status)))
		return
	}
	one.Error = readout.ReasonOf(err)
	if failure, ok := errors.AsType[*fetch.Error](err); ok {
		wait := min(failure.RetryAfter, deniedWait)
		if failure.Kind == fetch.Denied || failure.Kind == fetch.Refused {
			wait = max(wait, maxRetry)
		}
		one.NextStep = s.options.Now().Add(max(wait, retry(one.Attempts)))
	}
	log.Warn("hub does not take the request", slog.String("status", string(one.Status)), slog.Time("next", one.NextStep), slog.Any("error", err))
}

// verified writes down that the hub has confirmed the subscription.
func (s *Subscriber) verified(one *readout.Subscription, lease time.Duration) {
	now := s.options.Now()
	lease = min(max(lease, minLease), maxLease)
	one.Status, one.Attempts, one.Error = readout.SubscriptionActive, 0, ""
	one.LeaseUntil = now.Add(lease)
	one.NextStep = now.Add(lease - lease/5) // leaves time for several tries
}

// ignoreMissing drops the error of a subscription that has ended meanwhile.
func ignoreMissing(err error) error {
	if readout.ErrorCode(err) == readout.CodeNotFound {
		return nil
	}
	return err
}
