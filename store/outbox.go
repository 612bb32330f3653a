package store

import (
	"context"
	"crypto/rand"
	"strings"

	"readout"
)

// dispatch queues a delivery, or raises the one with its key, and returns the
// row as it then is.
func (tx *tx) dispatch(ctx context.Context, d readout.Delivery) (readout.Delivery, error) {
	if d.WatchID != 0 {
		found, err := tx.watches(ctx, "WHERE id = ?", d.WatchID)
		if err != nil || len(found) == 0 {
			return d, err // nobody wants it any more
		}
	}
	known, err := tx.deliveries(ctx, "key = ?", d.Key)
	if err != nil {
		return d, err
	}
	var id int64
	if len(known) == 0 {
		id, err = tx.addDelivery(ctx, d)
	} else {
		id, err = known[0].ID, tx.raise(ctx, known[0], d)
	}
	if err != nil {
		return d, err
	}
	if d.WatchID != 0 {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO delivery_watches (delivery_id, watch_id) VALUES (?, ?) ON CONFLICT DO NOTHING`, id, d.WatchID)
		if err != nil {
			return d, err
		}
	}
	return tx.delivery(ctx, id)
}

func (tx *tx) addDelivery(ctx context.Context, d readout.Delivery) (int64, error) {
	err := tx.QueryRowContext(ctx, `
		INSERT INTO deliveries (kind, key, watch_id, contact_id, channel_id, message, revision, nonce, state, not_before, created_at, raised_at)
		VALUES (?, ?, ?, ?, ?, ?, 1, ?, 'pending', ?, ?, ?) RETURNING id`,
		d.Kind, d.Key, orNull(d.WatchID), orNull(d.ContactID), d.ChannelID, asJSON(d.Message), newNonce(),
		micros(d.NotBefore), micros(tx.now), micros(tx.now)).Scan(&d.ID)
	return d.ID, err
}

// newNonce returns 25 random characters, as many as Discord takes.
func newNonce() string { return strings.ToLower(rand.Text()[:25]) }

// raise gives a delivery a new message, if it is another one. As long as it is
// open whether Discord has the message at all, the time of the first try stays:
// the courier must know how long ago that was, whichever revision it tried.
func (tx *tx) raise(ctx context.Context, old, d readout.Delivery) error {
	before, err := asJSON(old.Message).Value()
	if err != nil {
		return err
	}
	after, err := asJSON(d.Message).Value()
	if err != nil || before == after {
		return err
	}
	if old.State == readout.DeliveryDone {
		old.State = readout.DeliveryPending
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE deliveries SET message = ?, revision = revision + 1, state = ?, not_before = ?, raised_at = ?,
			attempts = 0, error = CASE WHEN state = 'pending' THEN '' ELSE error END,
			first_try = CASE WHEN message_id = '' THEN first_try ELSE 0 END,
			watch_id = coalesce(watch_id, ?)
		WHERE id = ?`,
		after, old.State, micros(d.NotBefore), micros(tx.now), orNull(d.WatchID), old.ID)
	return err
}

// endDeliveriesOf ends what only this watch wants and Discord does not have.
// What has never been tried is forgotten, so that another watch may ask for it
// later; of the rest nobody knows yet whether it has arrived.
func (tx *tx) endDeliveriesOf(ctx context.Context, watchID int64) error {
	const unwanted = `state = 'pending' AND message_id = '' AND id IN (
		SELECT delivery_id FROM delivery_watches WHERE watch_id = ?
		EXCEPT SELECT delivery_id FROM delivery_watches WHERE watch_id <> ?)`
	_, err := tx.ExecContext(ctx, "DELETE FROM deliveries WHERE first_try = 0 AND "+unwanted, watchID, watchID)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE deliveries SET state = 'failed', error = 'its watch was removed' WHERE "+unwanted, watchID, watchID)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE deliveries SET watch_id = (SELECT min(watch_id) FROM delivery_watches WHERE delivery_id = deliveries.id AND watch_id <> ?)
		WHERE watch_id = ?`, watchID, watchID)
	return err
}
