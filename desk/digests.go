package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"

	"readout"
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
	zone, err := location(w.Zone)
	if err != nil {
		return err
	}
	ask := Ask{Filter: w.Filter, Until: fallsDue, Zone: zone, Language: w.Manner.Language}
	if now.Sub(fallsDue) > late {
		ask.Until, ask.Due = now, fallsDue
	}
	if ask.Since = w.LastDigest; ask.Since.IsZero() {
		ask.Since = ask.Until.Add(-firstPeriod)
	}
	ask.Order = orderButton(w, ask)
	digest, err := d.Digest(ctx, ask)
	if err != nil {
		return err
	}
	w.LastDigest, w.NextDigest = ask.Until, next
	change := &readout.Change{Watch: &w}
	if !digest.Empty() || !w.Manner.SkipEmpty {
		change.Deliveries = d.deliveries(w, d.writer(ask.Language).Briefing(digest), fallsDue)
	}
	if err := d.options.Store.Commit(ctx, change); err != nil {
		return err
	}
	if len(change.Deliveries) > 0 {
		d.options.Posted()
	}
	return nil
}

// deliveries queues the pages of a briefing. Only the first mentions the role.
func (d *Desk) deliveries(w readout.Watch, pages []readout.Message, due time.Time) []readout.Dispatch {
	var out []readout.Dispatch
	for i, page := range pages {
		page = w.Dress(page)
		if i == 0 {
			page.RoleID = w.RoleID
		}
		out = append(out, readout.Dispatch{Delivery: readout.Delivery{
			Kind:      readout.DeliverBriefing,
			Key:       fmt.Sprintf("briefing:%d:%d:%d", w.ID, due.Unix(), i+1),
			WatchID:   w.ID,
			ChannelID: w.ChannelID,
			Message:   page,
			NotBefore: d.options.Now(),
		}})
	}
	return out
}

// orderButton is the id of the button under a watch's briefing that asks why it
// is in the order that it is in; commands reads it.
func orderButton(w readout.Watch, ask Ask) string {
	return fmt.Sprintf("order:%d:%d:watch %d", ask.Since.Unix(), ask.Until.Unix(), w.ID)
}
