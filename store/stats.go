package store

import (
	"context"
	"time"

	"readout"
)

// Stats counts what there is.
func (s *Store) Stats(ctx context.Context) (stats readout.Stats, err error) {
	err = s.view(ctx, "count", func(ctx context.Context, tx *tx) error {
		yesterday := micros(tx.now.Add(-24 * time.Hour))
		return tx.QueryRowContext(ctx, `
			SELECT
				(SELECT count(*) FROM feeds WHERE removed_at = 0),
				(SELECT count(*) FROM feeds WHERE removed_at = 0 AND failures > 0),
				(SELECT count(*) FROM subscriptions WHERE status = ? AND lease_until > ?),
				(SELECT count(*) FROM stories),
				(SELECT count(*) FROM stories WHERE first_seen >= ?),
				(SELECT count(*) FROM mentions),
				(SELECT count(*) FROM contacts WHERE joined_into IS NULL),
				(SELECT count(*) FROM contacts WHERE joined_into IS NULL AND first_seen >= ?),
				(SELECT count(*) FROM watches),
				(SELECT count(*) FROM deliveries WHERE state = 'pending'),
				(SELECT count(*) FROM deliveries WHERE state = 'failed'),
				(SELECT coalesce(min(raised_at), 0) FROM deliveries WHERE state = 'pending'),
				(SELECT coalesce(max(succeeded_at), 0) FROM feeds WHERE removed_at = 0),
				(SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size())`,
			readout.SubscriptionActive, micros(tx.now), yesterday, yesterday).Scan(
			&stats.Feeds, &stats.FailingFeeds, &stats.PushedFeeds, &stats.Stories, &stats.StoriesLastDay, &stats.Mentions,
			&stats.Contacts, &stats.ContactsLastDay, &stats.Watches, &stats.Pending, &stats.Failed,
			timeInto(&stats.OldestPending), timeInto(&stats.LastGoodPoll), &stats.Bytes)
	})
	return stats, err
}
