package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"readout"
)

const deliveryColumns = `id, kind, key, watch_id, contact_id, channel_id, message, revision, sent_revision, message_id, nonce,
	state, attempts, first_try, not_before, error, created_at, sent_at`

func scanDelivery(row interface{ Scan(...any) error }) (readout.Delivery, error) {
	var d readout.Delivery
	err := row.Scan(&d.ID, &d.Kind, &d.Key, idInto(&d.WatchID), idInto(&d.ContactID), &d.ChannelID, jsonInto(&d.Message),
		&d.Revision, &d.SentRevision, &d.MessageID, &d.Nonce, &d.State, &d.Attempts, timeInto(&d.FirstTry),
		timeInto(&d.NotBefore), &d.Error, timeInto(&d.CreatedAt), timeInto(&d.SentAt))
	return d, err
}

// DueDeliveries returns pending deliveries that may be tried now: the one that
// waits longest of every channel, then the second of every channel, and so on.
// A page of a briefing waits for the pages before it.
func (s *Store) DueDeliveries(ctx context.Context, limit int) (due []readout.Delivery, err error) {
	err = s.view(ctx, "list due deliveries", func(ctx context.Context, tx *tx) error {
		rows, err := tx.QueryContext(ctx, `
			SELECT `+deliveryColumns+` FROM (
				SELECT d.*, row_number() OVER (PARTITION BY channel_id ORDER BY not_before, id) AS turn
				FROM deliveries d WHERE state IN ('pending', 'retract') AND not_before <= ? AND NOT EXISTS (
					SELECT 1 FROM deliveries e WHERE d.kind = 'briefing' AND e.kind = 'briefing' AND e.state = 'pending'
						AND e.channel_id = d.channel_id AND e.id < d.id AND d.message_id = '' AND e.message_id = '')
			) AS ranked ORDER BY turn, not_before, id LIMIT ?`, micros(tx.now), limit)
		due, err = collect(rows, err, scanDelivery)
		return err
	})
	return due, err
}

// Bursts returns what tells how much is going on in channels: the alerts that were
// queued since then or have still to come out, and, since the earlier time, the
// messages that stand for many alerts, the oldest first.
func (s *Store) Bursts(ctx context.Context, since, earlier time.Time) (all []readout.Delivery, err error) {
	err = s.view(ctx, "list recent posts", func(ctx context.Context, tx *tx) error {
		all, err = tx.deliveries(ctx, `kind = ? AND (created_at >= ? OR message_id = '' AND not_before >= ?)
			OR kind = ? AND key LIKE 'overflow:%' AND created_at >= ? ORDER BY id`,
			readout.DeliverAlert, micros(since), micros(since), readout.DeliverBriefing, micros(earlier))
		return err
	})
	return all, err
}

// DeliveriesOf returns the deliveries that carry a contact.
func (s *Store) DeliveriesOf(ctx context.Context, contactID int64) (all []readout.Delivery, err error) {
	err = s.view(ctx, "list deliveries of a contact", func(ctx context.Context, tx *tx) error {
		all, err = tx.deliveries(ctx, "contact_id = ? ORDER BY id", contactID)
		return err
	})
	return all, err
}

func (tx *tx) deliveries(ctx context.Context, where string, args ...any) ([]readout.Delivery, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+deliveryColumns+" FROM deliveries WHERE "+where, args...)
	return collect(rows, err, scanDelivery)
}

func (tx *tx) delivery(ctx context.Context, id int64) (readout.Delivery, error) {
	d, err := scanDelivery(tx.QueryRowContext(ctx, "SELECT "+deliveryColumns+" FROM deliveries WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return d, readout.Errorf(readout.CodeNotFound, "this delivery is not there any more")
	}
	return d, err
}

// DeliveryTried notes, before the request, that the present revision is about
// to be tried. A delivery that has been ended meanwhile is a conflict, and must
// not be tried.
func (s *Store) DeliveryTried(ctx context.Context, id int64) error {
	return s.update(ctx, "note try of delivery", func(ctx context.Context, tx *tx) error {
		d, err := tx.delivery(ctx, id)
		if err != nil {
			return err
		}
		if d.State != readout.DeliveryPending && d.State != readout.DeliveryRetract {
			return readout.Errorf(readout.CodeConflict, "this delivery is not pending any more but %s", d.State)
		}
		_, err = tx.ExecContext(ctx, `
			UPDATE deliveries SET attempts = attempts + 1, first_try = CASE WHEN first_try = 0 THEN ? ELSE first_try END
			WHERE id = ?`, micros(tx.now), id)
		return err
	})
}

// DeliverySent notes that Discord has the given revision as the given message.
// When a newer one has been queued meanwhile, the delivery stays pending.
// Revision 0 says that the message is there, but not which revision it shows:
// so it is after a POST whose nonce Discord knew already.
func (s *Store) DeliverySent(ctx context.Context, id int64, revision int, messageID string) error {
	return s.update(ctx, "note delivery sent", func(ctx context.Context, tx *tx) error {
		d, err := tx.delivery(ctx, id)
		if err != nil {
			return err
		}
		if revision < 0 || revision > d.Revision {
			return fmt.Errorf("revision %d of delivery %d does not exist", revision, id)
		}
		if revision < d.SentRevision {
			return nil // old news
		}
		if d.State != readout.DeliveryGone && d.State != readout.DeliveryRetract {
			d.State = readout.DeliveryPending
			if revision == d.Revision {
				d.State = readout.DeliveryDone
			}
		}
		_, err = tx.ExecContext(ctx, `
			UPDATE deliveries SET state = ?, sent_revision = ?, message_id = CASE WHEN ? = '' THEN message_id ELSE ? END,
				sent_at = ?, attempts = 0, first_try = 0, error = CASE WHEN state = 'retract' THEN error ELSE '' END
			WHERE id = ?`, d.State, revision, messageID, messageID, micros(tx.now), id)
		return err
	})
}

// DeliveryRetry notes that a try has failed and when the next may be. A
// delivery that has been ended meanwhile stays so.
func (s *Store) DeliveryRetry(ctx context.Context, id int64, notBefore time.Time, cause string) error {
	return s.update(ctx, "note failed try of delivery", func(ctx context.Context, tx *tx) error {
		if _, err := tx.delivery(ctx, id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			UPDATE deliveries SET not_before = ?, error = CASE WHEN state = 'retract' THEN error ELSE ? END
			WHERE id = ? AND state IN ('pending', 'retract')`, micros(notBefore), clipped(cause), id)
		return err
	})
}

// DeliveryEnded gives a delivery up as failed or gone.
func (s *Store) DeliveryEnded(ctx context.Context, id int64, state readout.DeliveryState, cause string) error {
	if state != readout.DeliveryFailed && state != readout.DeliveryGone {
		return fmt.Errorf("end delivery: %q is no end", state)
	}
	return s.update(ctx, "end delivery", func(ctx context.Context, tx *tx) error {
		done, err := tx.ExecContext(ctx, `
			UPDATE deliveries SET state = ?, error = CASE WHEN state = 'retract' THEN error ELSE ? END WHERE id = ?`, state, clipped(cause), id)
		return one(done, err, func() error {
			return readout.Errorf(readout.CodeNotFound, "this delivery is not there any more")
		})
	})
}

// clipped keeps a cause to a length that can be shown.
func clipped(cause string) string {
	r := []rune(strings.ToValidUTF8(cause, "\uFFFD"))
	return string(r[:min(len(r), 500)])
}
