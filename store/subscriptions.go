package store

import (
	"context"

	"readout"
)

const subscriptionColumns = `s.feed_id, s.hub, s.topic, s.base, s.token, s.secret, s.status, s.attempts,
	s.next_step, s.lease_until, s.pushed_at, s.story_at, s.error, f.removed_at = 0 AND f.hub = s.hub AND f.topic = s.topic`

func scanSubscription(row interface{ Scan(...any) error }) (readout.Subscription, error) {
	var s readout.Subscription
	err := row.Scan(&s.FeedID, &s.Hub, &s.Topic, &s.Base, &s.Token, &s.Secret, &s.Status, &s.Attempts,
		timeInto(&s.NextStep), timeInto(&s.LeaseUntil), timeInto(&s.PushedAt), timeInto(&s.StoryAt), &s.Error, &s.Wanted)
	return s, err
}

func (tx *tx) subscriptions(ctx context.Context, rest string, args ...any) ([]readout.Subscription, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+subscriptionColumns+" FROM subscriptions s JOIN feeds f ON f.id = s.feed_id "+rest, args...)
	return collect(rows, err, scanSubscription)
}

// Unsubscribed returns feeds that name a hub and have no subscription, as many
// as may be added until there are most subscriptions, and not more than limit.
func (s *Store) Unsubscribed(ctx context.Context, limit, most int) (feeds []readout.Feed, err error) {
	err = s.view(ctx, "list feeds to subscribe to", func(ctx context.Context, tx *tx) error {
		var there int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM subscriptions").Scan(&there); err != nil {
			return err
		}
		feeds, err = tx.feeds(ctx, "AND feeds.hub <> '' AND s.feed_id IS NULL ORDER BY id LIMIT ?", max(0, min(limit, most-there)))
		return err
	})
	return feeds, err
}

// DueSubscriptions returns the subscriptions about which the hub must be asked
// something, the longest due first: those whose next step has come, and those
// that are not wanted any more and of which the hub does not know so.
func (s *Store) DueSubscriptions(ctx context.Context, limit int) (due []readout.Subscription, err error) {
	err = s.view(ctx, "list due subscriptions", func(ctx context.Context, tx *tx) error {
		due, err = tx.subscriptions(ctx, `
			WHERE s.next_step <= ? OR s.status <> ? AND (f.removed_at > 0 OR f.hub <> s.hub OR f.topic <> s.topic)
			ORDER BY s.next_step, s.feed_id LIMIT ?`, micros(tx.now), readout.SubscriptionLeaving, limit)
		return err
	})
	return due, err
}

// Subscription returns the subscription whose callback address has the token.
func (s *Store) Subscription(ctx context.Context, token string) (sub readout.Subscription, err error) {
	err = s.view(ctx, "find subscription", func(ctx context.Context, tx *tx) error {
		found, err := tx.subscriptions(ctx, "WHERE s.token = ?", token)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return noSubscription()
		}
		sub = found[0]
		return nil
	})
	return sub, err
}

func noSubscription() error {
	return readout.Errorf(readout.CodeNotFound, "there is no such subscription")
}

// AddSubscription adds a feed's subscription. A feed has one at a time.
func (s *Store) AddSubscription(ctx context.Context, sub readout.Subscription) error {
	return s.update(ctx, "add subscription", func(ctx context.Context, tx *tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO subscriptions (feed_id, hub, topic, base, token, secret, status, attempts, next_step, lease_until, pushed_at, story_at, error)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			sub.FeedID, sub.Hub, sub.Topic, sub.Base, sub.Token, sub.Secret, sub.Status, sub.Attempts,
			micros(sub.NextStep), micros(sub.LeaseUntil), micros(sub.PushedAt), micros(sub.StoryAt), sub.Error)
		return err
	})
}

// SaveSubscription writes how a subscription stands.
func (s *Store) SaveSubscription(ctx context.Context, sub readout.Subscription) error {
	return s.update(ctx, "save subscription", func(ctx context.Context, tx *tx) error {
		done, err := tx.ExecContext(ctx, `
			UPDATE subscriptions SET status = ?, attempts = ?, next_step = ?, lease_until = ?, pushed_at = ?, story_at = ?, error = ?
			WHERE token = ?`,
			sub.Status, sub.Attempts, micros(sub.NextStep), micros(sub.LeaseUntil), micros(sub.PushedAt), micros(sub.StoryAt), sub.Error, sub.Token)
		return one(done, err, noSubscription)
	})
}

// RemoveSubscription forgets a subscription: what its hub still sends is refused.
func (s *Store) RemoveSubscription(ctx context.Context, token string) error {
	return s.update(ctx, "remove subscription", func(ctx context.Context, tx *tx) error {
		done, err := tx.ExecContext(ctx, "DELETE FROM subscriptions WHERE token = ?", token)
		return one(done, err, noSubscription)
	})
}

// KeepSubscriptions forgets the subscriptions whose hubs know this Readout
// under another public address than base; "" forgets all.
func (s *Store) KeepSubscriptions(ctx context.Context, base string) error {
	return s.update(ctx, "keep subscriptions", func(ctx context.Context, tx *tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM subscriptions WHERE base <> ? OR base = ''", base)
		return err
	})
}
