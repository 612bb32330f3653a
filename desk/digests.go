package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"

	"readout"
	"readout/briefings"
)

// How digests behave.
const (
	heartbeat    = time.Second
	firstPeriod  = 24 * time.Hour   // what the first digest of a watch covers
	late         = 15 * time.Minute // after which a digest says that it is late
	digestsLimit = time.Minute      // for one round of due digests
	stopLimit    = 10 * time.Second // for a round that runs when the desk stops
)

// Run posts digests when they fall due, until the context ends.
func (d *Desk) Run(ctx context.Context) error {
	logger := cronLog{d.options.Log}
	beat := cron.New(
		cron.WithLogger(logger),
		cron.WithChain(cron.Recover(logger), cron.SkipIfStillRunning(cron.DiscardLogger)),
	)
	beat.Schedule(cron.Every(heartbeat), cron.FuncJob(func() {
		ctx, cancel := context.WithTimeout(ctx, digestsLimit)
		defer cancel()
		if err := d.Digests(ctx); err != nil && ctx.Err() == nil {
			d.options.Log.Error("digests failed", slog.Any("error", err))
		}
	}))
	beat.Start()
	<-ctx.Done()
	select {
	case <-beat.Stop().Done():
		return nil
	case <-time.After(stopLimit):
		return errors.New("stop the digests: a round is still running")
	}
}

// cronLog hands cron's log on.
type cronLog struct{ log *slog.Logger }

// Info drops what cron says of each run.
func (cronLog) Info(string, ...any) {}

// Error logs a run that failed.
func (l cronLog) Error(err error, msg string, _ ...any) {
	l.log.Error("scheduled run failed", slog.String("what", msg), slog.Any("error", err))
}

// Digests posts the briefings that are due. One that fell due while the bot
// was away is posted once, for the whole time since the last one, and says
// that it is late.
func (d *Desk) Digests(ctx context.Context) error {
	due, err := d.options.Watches.DueDigests(ctx)
	if err != nil {
		return fmt.Errorf("find due digests: %w", err)
	}
	var failed []error
	for _, w := range due {
		if err := d.digest(ctx, w); err != nil {
			failed = append(failed, fmt.Errorf("digest of watch %d: %w", w.ID, err))
		}
	}
	return errors.Join(failed...)
}

func (d *Desk) digest(ctx context.Context, w readout.Watch) error {
	now := d.options.Now()
	fallsDue := w.NextDigest
	next, err := NextDigest(w.Cron, w.Zone, now)
	if err != nil {
		return err
	}
	if fallsDue.IsZero() { // a watch that was just stored
		w.NextDigest = next
		return d.options.Store.Commit(ctx, &readout.Change{Watch: &w})
	}
	until, isLate := fallsDue, now.Sub(fallsDue) > late
	if isLate {
		until = now
	}
	since := w.LastDigest
	if since.IsZero() {
		since = until.Add(-firstPeriod)
	}
	zone, err := location(w.Zone)
	if err != nil {
		return err
	}
	pages := d.brief(w.Filter, d.writer(w.Manner.Language), briefings.Digest{Since: since, Until: until, Zone: zone, Late: isLate})
	w.LastDigest, w.NextDigest = until, next
	change := &readout.Change{Watch: &w}
	for i, page := range pages {
		page = w.Dress(page)
		if i == 0 {
			page.RoleID = w.RoleID
		}
		change.Deliveries = append(change.Deliveries, readout.Dispatch{Delivery: readout.Delivery{
			Kind:      readout.DeliverBriefing,
			Key:       fmt.Sprintf("briefing:%d:%d:%d", w.ID, fallsDue.Unix(), i+1),
			WatchID:   w.ID,
			ChannelID: w.ChannelID,
			Message:   page,
			NotBefore: now,
		}})
	}
	if err := d.options.Store.Commit(ctx, change); err != nil {
		return err
	}
	d.options.Posted()
	return nil
}

// Brief sums up a period for the contacts that the filter wants, in a language.
// The digest's contacts are filled in.
func (d *Desk) Brief(ctx context.Context, filter readout.Filter, language string, digest briefings.Digest) ([]readout.Message, error) {
	if d.options.Now().Sub(digest.Since) > memory {
		older, err := d.options.Store.RecentContacts(ctx, digest.Since)
		if err != nil {
			return nil, fmt.Errorf("load contacts of the period: %w", err)
		}
		return d.write(older, filter, d.writer(language), digest), nil
	}
	return d.brief(filter, d.writer(language), digest), nil
}

func (d *Desk) brief(filter readout.Filter, writer briefings.Writer, digest briefings.Digest) []readout.Message {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.write(d.recent, filter, writer, digest)
}

func (d *Desk) write(contacts []readout.Contact, filter readout.Filter, writer briefings.Writer, digest briefings.Digest) []readout.Message {
	today := readout.DateOf(d.options.Now().UTC())
	for _, c := range contacts {
		if !filter.Matches(c, d.options.Groups) {
			continue
		}
		if c.Status == readout.Planned && c.Date >= today {
			digest.Coming = append(digest.Coming, c)
		}
		changed := !c.UpdatedAt.Before(digest.Since) && c.FirstSeen.Before(digest.Until)
		if changed && !baseline(c) && !longPast(c) {
			digest.Contacts = append(digest.Contacts, c)
		}
	}
	return writer.Briefing(digest)
}

// baseline reports whether only first polls have told of the contact.
func baseline(c readout.Contact) bool {
	for _, s := range c.Sources {
		if !s.Story.Baseline {
			return false
		}
	}
	return true
}

// longPast reports whether the contact was history already when it was first told.
func longPast(c readout.Contact) bool {
	date, ok := c.Date.Time()
	return ok && c.FirstSeen.Sub(date) > oldNews
}
