package store

import (
	"context"
	"slices"

	"readout"
)

const watchColumns = `id, guild_id, channel_id, kind, filter, cron, zone, role_id, created_by, created_at, next_digest, last_digest, manner`

func scanWatch(row interface{ Scan(...any) error }) (readout.Watch, error) {
	var w readout.Watch
	err := row.Scan(&w.ID, &w.GuildID, &w.ChannelID, &w.Kind, jsonInto(&w.Filter), &w.Cron, &w.Zone, &w.RoleID,
		&w.CreatedBy, timeInto(&w.CreatedAt), timeInto(&w.NextDigest), timeInto(&w.LastDigest), jsonInto(&w.Manner))
	return w, err
}

// Watches returns all watches, those added first first.
func (s *Store) Watches(ctx context.Context) ([]readout.Watch, error) {
	return s.listWatches(ctx, "list watches", "ORDER BY id")
}

// WatchesIn returns the watches of a server, those added first first.
func (s *Store) WatchesIn(ctx context.Context, guildID string) ([]readout.Watch, error) {
	return s.listWatches(ctx, "list watches of a server", "WHERE guild_id = ? ORDER BY id", guildID)
}

// DueDigests returns the watches whose next digest is due, the longest due first.
func (s *Store) DueDigests(ctx context.Context) ([]readout.Watch, error) {
	return s.listWatches(ctx, "list due digests",
		"WHERE kind IN (?, ?) AND next_digest <> 0 AND next_digest <= ? ORDER BY next_digest, id", readout.WatchDigest, readout.WatchBoth, micros(s.now()))
}

func (s *Store) listWatches(ctx context.Context, what, rest string, args ...any) (watches []readout.Watch, err error) {
	err = s.view(ctx, what, func(ctx context.Context, tx *tx) error {
		watches, err = tx.watches(ctx, rest, args...)
		return err
	})
	return watches, err
}

// Watch returns a watch of a server.
func (s *Store) Watch(ctx context.Context, guildID string, id int64) (readout.Watch, error) {
	found, err := s.listWatches(ctx, "find watch", "WHERE guild_id = ? AND id = ?", guildID, id)
	if err != nil {
		return readout.Watch{}, err
	}
	if len(found) == 0 {
		return readout.Watch{}, noWatch()
	}
	return found[0], nil
}

func noWatch() error {
	return readout.Errorf(readout.CodeNotFound, "there is no such watch in this server; /watch list shows those there are")
}

func (tx *tx) watches(ctx context.Context, rest string, args ...any) ([]readout.Watch, error) {
	rows, err := tx.QueryContext(ctx, "SELECT "+watchColumns+" FROM watches "+rest, args...)
	return collect(rows, err, scanWatch)
}

// AddWatch adds a watch and gives it its ID.
func (s *Store) AddWatch(ctx context.Context, watch *readout.Watch) error {
	added := *watch
	err := s.update(ctx, "add watch", func(ctx context.Context, tx *tx) error {
		return tx.addWatch(ctx, &added)
	})
	if err == nil {
		*watch = added
	}
	return err
}

func (tx *tx) addWatch(ctx context.Context, w *readout.Watch) error {
	if w.CreatedAt.IsZero() {
		w.CreatedAt = tx.now
	}
	return tx.QueryRowContext(ctx, `
		INSERT INTO watches (guild_id, channel_id, kind, filter, cron, zone, role_id, created_by, created_at, next_digest, last_digest, manner)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		w.GuildID, w.ChannelID, w.Kind, asJSON(w.Filter), w.Cron, w.Zone, w.RoleID, w.CreatedBy,
		micros(w.CreatedAt), micros(w.NextDigest), micros(w.LastDigest), asJSON(w.Manner)).Scan(&w.ID)
}

// UpdateWatch replaces a watch of the same server and ID.
func (s *Store) UpdateWatch(ctx context.Context, watch readout.Watch) error {
	return s.update(ctx, "change watch", func(ctx context.Context, tx *tx) error {
		done, err := tx.ExecContext(ctx, `
			UPDATE watches SET channel_id = ?, kind = ?, filter = ?, cron = ?, zone = ?, role_id = ?, next_digest = ?, last_digest = ?, manner = ?
			WHERE guild_id = ? AND id = ?`,
			watch.ChannelID, watch.Kind, asJSON(watch.Filter), watch.Cron, watch.Zone, watch.RoleID,
			micros(watch.NextDigest), micros(watch.LastDigest), asJSON(watch.Manner), watch.GuildID, watch.ID)
		return one(done, err, noWatch)
	})
}

// saveDigest notes that a briefing has been queued and when the next is due.
func (tx *tx) saveDigest(ctx context.Context, w readout.Watch) error {
	done, err := tx.ExecContext(ctx, "UPDATE watches SET next_digest = ?, last_digest = ? WHERE id = ?",
		micros(w.NextDigest), micros(w.LastDigest), w.ID)
	return one(done, err, noWatch)
}

// RemoveWatch removes a watch of a server and ends what it has waiting for
// Discord, unless another watch of the channel wants that too.
func (s *Store) RemoveWatch(ctx context.Context, guildID string, id int64) error {
	return s.update(ctx, "remove watch", func(ctx context.Context, tx *tx) error {
		found, err := tx.watches(ctx, "WHERE guild_id = ? AND id = ?", guildID, id)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return noWatch()
		}
		return tx.removeWatch(ctx, id)
	})
}

func (tx *tx) removeWatch(ctx context.Context, id int64) error {
	if err := tx.endDeliveriesOf(ctx, id); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM watches WHERE id = ?", id)
	return err
}

// SyncWatches makes the watches of the configuration the given ones, told
// apart by channel, kind and filter; among several such, a schedule that has
// stayed the same decides. A watch that is found keeps its digests' times
// unless its schedule has changed. Watches that people have added stay.
func (s *Store) SyncWatches(ctx context.Context, watches []readout.Watch) error {
	return s.update(ctx, "take over watches of the configuration", func(ctx context.Context, tx *tx) error {
		left, err := tx.watches(ctx, "WHERE created_by = ? ORDER BY id", fromConfig)
		if err != nil {
			return err
		}
		wanted := slices.Clone(watches)
		for _, alike := range []func(a, b readout.Watch) bool{sameSchedule, samePurpose} {
			for i := range wanted {
				at := slices.IndexFunc(left, func(w readout.Watch) bool { return alike(w, wanted[i]) })
				if wanted[i].ID != 0 || at < 0 {
					continue
				}
				if err := tx.syncWatch(ctx, left[at], &wanted[i]); err != nil {
					return err
				}
				left = slices.Delete(left, at, at+1)
			}
		}
		return tx.replaceWatches(ctx, left, wanted)
	})
}

func samePurpose(a, b readout.Watch) bool {
	x, errX := asJSON(a.Filter).Value()
	y, errY := asJSON(b.Filter).Value()
	return errX == nil && errY == nil && a.ChannelID == b.ChannelID && a.Kind == b.Kind && x == y
}

func sameSchedule(a, b readout.Watch) bool {
	return samePurpose(a, b) && a.Cron == b.Cron && a.Zone == b.Zone
}

// syncWatch lets the stored watch become the wanted one.
func (tx *tx) syncWatch(ctx context.Context, stored readout.Watch, wanted *readout.Watch) error {
	wanted.ID = stored.ID
	next := wanted.NextDigest
	if sameSchedule(stored, *wanted) && !stored.NextDigest.IsZero() {
		next = stored.NextDigest
	}
	_, err := tx.ExecContext(ctx, "UPDATE watches SET guild_id = ?, cron = ?, zone = ?, role_id = ?, next_digest = ?, manner = ? WHERE id = ?",
		wanted.GuildID, wanted.Cron, wanted.Zone, wanted.RoleID, micros(next), asJSON(wanted.Manner), stored.ID)
	return err
}

// replaceWatches removes the watches that nobody wants any more and adds the new ones.
func (tx *tx) replaceWatches(ctx context.Context, old, wanted []readout.Watch) error {
	for _, w := range old {
		if err := tx.removeWatch(ctx, w.ID); err != nil {
			return err
		}
	}
	for _, w := range wanted {
		if w.ID == 0 {
			w.CreatedBy = fromConfig
			if err := tx.addWatch(ctx, &w); err != nil {
				return err
			}
		}
	}
	return nil
}
