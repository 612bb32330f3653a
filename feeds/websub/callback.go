package websub

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"readout"
)

// Path is what the subscriber adds to its public address; the token of a
// subscription follows.
const Path = "/websub/"

// Bounds of what hubs send.
const (
	maxChallenge = 4 << 10         // bytes
	maxReason    = 200             // runes
	pushTimeout  = 8 * time.Second // for the stories of one push to be stored
)

// ServeHTTP answers hubs, at PublicURL + Path and whatever address a proxy makes of it.
func (s *Subscriber) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	leave, ok := s.gate.enter()
	if !ok {
		refuse(w, http.StatusServiceUnavailable)
		return
	}
	defer leave()
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	_, token, found := strings.Cut(r.URL.Path, Path)
	if !found || len(token) != len(unguessable()) {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	switch r.Method {
	case http.MethodGet:
		s.confirm(w, r, token)
	case http.MethodPost:
		s.receive(w, r, token)
	default:
		w.Header().Set("Allow", "GET, POST")
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

// refuse asks to come again later.
func refuse(w http.ResponseWriter, status int) {
	w.Header().Set("Retry-After", "30") // seconds
	w.WriteHeader(status)
}

// confirm answers a hub that asks whether a request was ours (5.3), or says
// that it denies it (5.2).
func (s *Subscriber) confirm(w http.ResponseWriter, r *http.Request, token string) {
	query := r.URL.Query()
	agreed := false
	one, err := s.change(r.Context(), token, func(one *readout.Subscription) (keep bool) {
		agreed, keep = s.agree(one, query)
		return keep
	})
	switch {
	case err != nil && readout.ErrorCode(err) != readout.CodeNotFound:
		s.options.Log.Error("call of a hub not answered", slog.Any("error", err))
		refuse(w, http.StatusServiceUnavailable)
		return
	case err != nil || !agreed:
		w.WriteHeader(http.StatusNotFound)
		return
	}
	s.options.Log.Info("hub calls", slog.Int64("feed_id", one.FeedID), slog.String("hub", one.Hub), slog.String("mode", query.Get("hub.mode")),
		slog.Time("lease_until", one.LeaseUntil))
	if one.Status == readout.SubscriptionDenied {
		s.pollSoon(r.Context(), one)
	}
	// A plain type, so that no browser takes the challenge for a page (5.3.1).
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, query.Get("hub.challenge"))
}

// agree decides whether what a hub says of a subscription is what was asked
// for, and takes it over.
func (s *Subscriber) agree(one *readout.Subscription, query url.Values) (agreed, keep bool) {
	challenge := query.Get("hub.challenge")
	mode := query.Get("hub.mode")
	leaving := one.Status == readout.SubscriptionLeaving
	switch {
	case query.Get("hub.topic") != one.Topic:
		return false, true
	case mode == "denied":
		if !leaving {
			s.denied(one, query.Get("hub.reason"))
		}
		return true, !leaving
	case challenge == "" || len(challenge) > maxChallenge:
		return false, true
	case mode == "unsubscribe":
		return leaving, !leaving
	case mode == "subscribe" && one.Wanted && (one.Status == readout.SubscriptionAsked || one.Status == readout.SubscriptionActive):
		lease := usualLease
		if seconds, err := strconv.ParseUint(query.Get("hub.lease_seconds"), 10, 32); err == nil {
			lease = time.Duration(seconds) * time.Second
		}
		s.verified(one, lease)
		return true, true
	}
	return false, true
}

// denied writes down that the hub refuses the subscription.
func (s *Subscriber) denied(one *readout.Subscription, reason string) {
	one.Status, one.Attempts = readout.SubscriptionDenied, 0
	one.NextStep = s.options.Now().Add(deniedWait)
	one.Error = readout.Phrasef("the hub denies the subscription").Reason()
	if reason = oneLine(reason); reason != "" {
		one.Error = readout.Phrasef("the hub denies the subscription: %s", reason).Reason()
	}
}

// pollSoon has the feed of a subscription that brings nothing any more polled.
func (s *Subscriber) pollSoon(ctx context.Context, one readout.Subscription) {
	feed, err := s.options.Store.Feed(ctx, one.FeedID)
	if err == nil {
		err = s.options.Feeds.Hint(ctx, feed)
	}
	if err != nil && readout.ErrorCode(err) != readout.CodeNotFound {
		s.options.Log.Error("feed of a subscription not polled", slog.Int64("feed_id", one.FeedID), slog.Any("error", err))
	}
}

// receive takes content that a hub pushes (7).
func (s *Subscriber) receive(w http.ResponseWriter, r *http.Request, token string) {
	ctx, cancel := context.WithTimeout(r.Context(), pushTimeout)
	defer cancel()
	one, err := s.options.Store.Subscription(ctx, token)
	switch {
	case readout.ErrorCode(err) == readout.CodeNotFound, err == nil && !expects(one):
		w.WriteHeader(http.StatusGone) // the hub may end the subscription
		return
	case err != nil:
		s.options.Log.Error("subscription not read", slog.Any("error", err))
		refuse(w, http.StatusServiceUnavailable)
		return
	case !s.gate.allow(one.FeedID, s.options.Now()):
		refuse(w, http.StatusTooManyRequests)
		return
	}
	content, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.options.MaxBody))
	if err != nil {
		status := http.StatusBadRequest
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			status = http.StatusRequestEntityTooLarge
		}
		w.WriteHeader(status)
		return
	}
	if one.Secret != "" && !signed(content, r.Header.Get("X-Hub-Signature"), one.Secret) {
		// Dropped, but acknowledged, so that nobody learns by trying (7.1).
		s.options.Log.Warn("content with a wrong signature dropped", slog.Int64("feed_id", one.FeedID), slog.String("hub", one.Hub))
		w.WriteHeader(http.StatusAccepted)
		return
	}
	if err := s.take(ctx, one, content, r.Header.Get("Content-Type")); err != nil {
		s.options.Log.Error("pushed content not taken", slog.Int64("feed_id", one.FeedID), slog.Any("error", err))
		refuse(w, http.StatusServiceUnavailable) // the hub tries again
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

// expects reports whether a hub may push to the subscription: it has been
// confirmed once and nobody has ended it.
func expects(one readout.Subscription) bool {
	return !one.LeaseUntil.IsZero() && (one.Status == readout.SubscriptionActive || one.Status == readout.SubscriptionAsked)
}

// take hands content over to the feed, or has the feed polled where the
// content cannot be trusted or is none.
func (s *Subscriber) take(ctx context.Context, one readout.Subscription, content []byte, contentType string) error {
	feed, err := s.options.Store.Feed(ctx, one.FeedID)
	if err != nil {
		return ignoreMissing(err) // removed just now
	}
	fresh := 0
	if one.Secret == "" {
		err = s.options.Feeds.Hint(ctx, feed)
	} else if fresh, err = s.options.Feeds.Push(ctx, feed, content, contentType); unreadable(err) {
		err = s.options.Feeds.Hint(ctx, feed)
	}
	if err != nil {
		return err
	}
	_, err = s.change(ctx, one.Token, func(one *readout.Subscription) bool {
		one.PushedAt = s.options.Now()
		if fresh > 0 {
			one.StoryAt = one.PushedAt
		}
		return true
	})
	return ignoreMissing(err)
}

// unreadable reports whether content was refused because it is no feed.
func unreadable(err error) bool {
	code := readout.ErrorCode(err)
	return code == readout.CodeInvalid || code == readout.CodeForbidden
}
