// Package websub subscribes feeds at the hubs that they name, so that their
// stories come when they are published and not when the feed is polled next.
//
// It is a subscriber in the sense of WebSub, W3C Recommendation, 23 January
// 2018. Comments that name a section mean that document.
package websub

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"readout"
)

// Store keeps subscriptions.
type Store interface {
	Feed(ctx context.Context, id int64) (readout.Feed, error)
	// Unsubscribed returns feeds that name a hub and have no subscription, as
	// many as may be added until there are most of them.
	Unsubscribed(ctx context.Context, limit, most int) ([]readout.Feed, error)
	// DueSubscriptions returns those about which their hub must be asked something.
	DueSubscriptions(ctx context.Context, limit int) ([]readout.Subscription, error)
	// Subscription finds the one whose callback address has the token.
	Subscription(ctx context.Context, token string) (readout.Subscription, error)
	AddSubscription(ctx context.Context, s readout.Subscription) error
	SaveSubscription(ctx context.Context, s readout.Subscription) error
	RemoveSubscription(ctx context.Context, token string) error
}

// Poster sends forms to hubs; *fetch.Fetcher is one.
type Poster interface {
	Post(ctx context.Context, address string, form url.Values) error
}

// Feeds takes what hubs push; *feeds.Poller is one.
type Feeds interface {
	// Push takes content and returns how many stories in it were new.
	Push(ctx context.Context, feed readout.Feed, content []byte, contentType string) (fresh int, err error)
	// Hint has the feed polled soon.
	Hint(ctx context.Context, feed readout.Feed) error
}

// Options are what a Subscriber needs. Store, Hubs, Feeds and PublicURL must be given.
type Options struct {
	Store Store
	Hubs  Poster
	Feeds Feeds
	// PublicURL is where hubs reach the subscriber, without the path that it
	// adds: "https://readout.example.org".
	PublicURL string
	MaxBody   int64 // of what a hub pushes, in bytes; 0 = 10 MiB
	Now       func() time.Time
	Log       *slog.Logger
}

// Bounds of what is asked of hubs.
const (
	heartbeat        = 5 * time.Second
	batch            = 50    // subscriptions in one heartbeat
	hubsAtOnce       = 8     // asked at the same time, each by one request
	maxSubscriptions = 10000 // altogether
)

// Subscriber keeps the subscriptions of all feeds. Its ServeHTTP is where hubs call.
type Subscriber struct {
	options Options
	mu      sync.Mutex // held while a subscription is read, changed and written
	gate    *gate
}

// New returns a Subscriber that asks nobody until Run or Tick is called.
func New(options Options) *Subscriber {
	if options.MaxBody == 0 {
		options.MaxBody = 10 << 20
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	options.PublicURL = strings.TrimRight(options.PublicURL, "/")
	return &Subscriber{options: options, gate: newGate()}
}

// Run asks hubs for what is due until the context ends.
func (s *Subscriber) Run(ctx context.Context) error {
	ticker := time.NewTicker(heartbeat)
	defer ticker.Stop()
	for {
		s.Tick(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// Tick asks hubs for what is due now and returns when they have answered.
func (s *Subscriber) Tick(ctx context.Context) {
	if err := s.tick(ctx); err != nil && ctx.Err() == nil {
		s.options.Log.Error("subscriptions not looked after", slog.Any("error", err))
	}
}

func (s *Subscriber) tick(ctx context.Context) error {
	feeds, err := s.options.Store.Unsubscribed(ctx, batch, maxSubscriptions)
	if err != nil {
		return err
	}
	for _, feed := range feeds {
		if err := s.add(ctx, feed); err != nil {
			return err
		}
	}
	due, err := s.options.Store.DueSubscriptions(ctx, batch)
	if err != nil {
		return err
	}
	var group errgroup.Group
	group.SetLimit(hubsAtOnce)
	for _, subscriptions := range byHub(due) {
		group.Go(func() error {
			for _, one := range subscriptions {
				if down, err := s.step(ctx, one); down || err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// add begins a subscription.
func (s *Subscriber) add(ctx context.Context, feed readout.Feed) error {
	one := readout.Subscription{
		FeedID: feed.ID, Hub: feed.Poll.Hub, Topic: feed.Poll.Topic, Base: s.options.PublicURL, Token: unguessable(),
		Status: readout.SubscriptionAsked, NextStep: s.options.Now(),
	}
	// A secret must not be sent in the clear (5.1).
	if strings.HasPrefix(one.Hub, "https://") {
		one.Secret = unguessable()
	}
	if err := s.options.Store.AddSubscription(ctx, one); err != nil {
		return fmt.Errorf("subscribe feed %d: %w", feed.ID, err)
	}
	return nil
}

// unguessable returns 256 random bits as a word that fits into an address.
func unguessable() string {
	var bits [32]byte
	_, _ = rand.Read(bits[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(bits[:])
}

// callback is the address that a subscription's hub calls.
func (s *Subscriber) callback(one readout.Subscription) string {
	return s.options.PublicURL + Path + one.Token
}

// byHub groups subscriptions by the host of their hub, so that each is asked
// by one request at a time.
func byHub(all []readout.Subscription) map[string][]readout.Subscription {
	out := map[string][]readout.Subscription{}
	for _, one := range all {
		host := one.Hub
		if address, err := url.Parse(one.Hub); err == nil {
			host = address.Hostname()
		}
		out[host] = append(out[host], one)
	}
	return out
}

// change reads a subscription anew, lets do change it and writes it, or removes
// it when do says so.
func (s *Subscriber) change(ctx context.Context, token string, do func(*readout.Subscription) (keep bool)) (readout.Subscription, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, err := s.options.Store.Subscription(ctx, token)
	if err != nil {
		return one, err
	}
	before := one
	switch keep := do(&one); {
	case !keep:
		err = s.options.Store.RemoveSubscription(ctx, token)
	case one != before:
		err = s.options.Store.SaveSubscription(ctx, one)
	}
	return one, err
}
