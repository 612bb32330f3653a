// Package courier brings the messages of the outbox to Discord: each one once,
// whatever happens on the way.
//
// A new message carries a nonce that stays the same for every try, and Discord
// returns the message that it has instead of making a second one. It forgets
// nonces after some minutes; a delivery whose outcome is still open by then is
// looked for in its channel before the next try. What is due is read from the
// outbox each time, so that a courier that was killed goes on where it was.
package courier

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"readout"
)

// Outbox holds what must reach Discord. store.Store is one.
type Outbox interface {
	DueDeliveries(ctx context.Context, limit int) ([]readout.Delivery, error)
	DeliveryTried(ctx context.Context, id int64) error
	DeliverySent(ctx context.Context, id int64, revision int, messageID string) error
	DeliveryRetry(ctx context.Context, id int64, notBefore time.Time, cause string) error
	DeliveryEnded(ctx context.Context, id int64, state readout.DeliveryState, cause string) error
}

// Discord is what the courier asks of Discord.
type Discord interface {
	// Call sends a request and decodes the answer. After an error other than
	// *wire.Error it is open whether Discord has done what was asked.
	Call(ctx context.Context, method, path string, in, out any) error
	// Self returns the bot's own user id.
	Self() string
	// MayEmbed reports whether the bot may post embeds in a channel. It
	// answers from memory where it can, and yes when it does not know.
	MayEmbed(ctx context.Context, channelID string) bool
	// Missing names what the bot lacks to post in a channel, asked anew.
	Missing(ctx context.Context, channelID string) ([]string, error)
}

// Options is what a Courier needs.
type Options struct {
	Outbox  Outbox
	Discord Discord
	Now     func() time.Time // the outbox's clock
	Log     *slog.Logger
}

// Courier empties an outbox.
type Courier struct {
	outbox  Outbox
	discord Discord
	now     func() time.Time
	log     *slog.Logger
	wake    chan struct{}
}

// New returns a courier; Run sets it to work.
func New(o Options) *Courier {
	return &Courier{outbox: o.Outbox, discord: o.Discord, now: o.Now, log: o.Log, wake: make(chan struct{}, 1)}
}

const (
	lookEvery   = time.Second // how often the outbox is read when nobody wakes the courier
	maxDue      = 100         // deliveries read at once
	maxChannels = 8           // channels that are served at once

	// restAtLeast holds a channel back after any failure, in real time: the
	// outbox's clock may run faster.
	restAtLeast = time.Second
)

// Wake makes the courier look into the outbox now.
func (c *Courier) Wake() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// Run delivers what is due until ctx ends. It returns an error only when
// Discord refuses the token.
func (c *Courier) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	var working sync.WaitGroup
	defer working.Wait()
	defer stop()

	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	finished := make(chan round, maxChannels)
	d := dispatch{busy: map[string]bool{}, trouble: map[string]trouble{}, rest: map[string]time.Time{}}
	for {
		for channel, due := range d.assign(c.due(ctx, &d), time.Now()) {
			r := round{channel: channel, trouble: d.trouble[channel]}
			working.Go(func() {
				c.serve(ctx, &r, due)
				finished <- r
			})
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		case <-c.wake:
		case r := <-finished:
			if r.fatal != nil {
				return r.fatal
			}
			d.note(r, time.Now(), c.now())
		}
	}
}

// due reads the outbox, unless nobody is free to deliver.
func (c *Courier) due(ctx context.Context, d *dispatch) []readout.Delivery {
	if len(d.busy) >= maxChannels || time.Now().Before(d.readAgain) {
		return nil
	}
	due, err := c.outbox.DueDeliveries(ctx, maxDue)
	if err != nil && ctx.Err() == nil {
		c.log.Error("the outbox cannot be read", slog.Any("error", err))
		d.readAgain = time.Now().Add(5 * time.Second)
	}
	return due
}

// dispatch is what Run knows of the channels. Run alone touches it.
type dispatch struct {
	busy      map[string]bool      // somebody serves it
	trouble   map[string]trouble   // nothing can be delivered there for the time being
	rest      map[string]time.Time // real time before which it is left alone
	readAgain time.Time            // real time before which the outbox is not read
}

// trouble is why a channel takes nothing, and until when nothing is tried.
type trouble struct {
	until time.Time // by the outbox's clock
	cause string
}

// round is one channel's turn.
type round struct {
	channel string
	trouble trouble
	failed  bool // something must be tried again
	fatal   error
}

// assign chooses the channels to be served now, each with what is due there in
// order. A channel is served by one at a time, which keeps its order.
func (d *dispatch) assign(due []readout.Delivery, now time.Time) map[string][]readout.Delivery {
	out := map[string][]readout.Delivery{}
	for _, delivery := range due {
		channel := delivery.ChannelID
		if out[channel] == nil && (d.busy[channel] || now.Before(d.rest[channel]) || len(d.busy) >= maxChannels) {
			continue
		}
		d.busy[channel] = true
		out[channel] = append(out[channel], delivery)
	}
	return out
}

// note takes account of a finished turn.
func (d *dispatch) note(r round, realNow, now time.Time) {
	delete(d.busy, r.channel)
	for channel, until := range d.rest {
		if !realNow.Before(until) {
			delete(d.rest, channel)
		}
	}
	for channel, t := range d.trouble {
		if !now.Before(t.until) {
			delete(d.trouble, channel)
		}
	}
	if r.failed {
		d.rest[r.channel] = realNow.Add(restAtLeast)
	}
	if now.Before(r.trouble.until) {
		d.trouble[r.channel] = r.trouble
	} else {
		delete(d.trouble, r.channel)
	}
}

// serve delivers to one channel, in order, until something goes wrong there;
// then the rest waits as long as what went wrong.
func (c *Courier) serve(ctx context.Context, r *round, due []readout.Delivery) {
	for _, d := range due {
		if ctx.Err() != nil {
			return
		}
		if err := c.step(ctx, r, d); err != nil {
			c.log.Error("the outbox cannot be written", slog.Int64("delivery_id", d.ID), slog.Any("error", err))
			r.failed = true
			return
		}
		if r.fatal != nil {
			return
		}
	}
}

// step tries one delivery and writes down what came of it. Its errors are the
// outbox's.
func (c *Courier) step(ctx context.Context, r *round, d readout.Delivery) error {
	ctx, cancel := lasting(ctx)
	defer cancel()
	if c.now().Before(r.trouble.until) {
		return c.outbox.DeliveryRetry(ctx, d.ID, r.trouble.until, r.trouble.cause)
	}
	err := c.outbox.DeliveryTried(ctx, d.ID)
	switch readout.ErrorCode(err) {
	case "":
	case readout.CodeConflict, readout.CodeNotFound:
		return nil // ended meanwhile
	default:
		return err
	}
	result := c.try(ctx, d)
	return c.settle(ctx, r, d, result)
}

// settle writes down what came of a try.
func (c *Courier) settle(ctx context.Context, r *round, d readout.Delivery, o outcome) error {
	log := c.log.With(slog.Int64("delivery_id", d.ID), slog.String("channel_id", d.ChannelID), slog.String("kind", string(d.Kind)))
	switch o.verdict {
	case arrived:
		r.trouble = trouble{}
		log.Debug("delivered", slog.String("message_id", o.messageID), slog.Int("revision", o.revision))
		return c.outbox.DeliverySent(ctx, d.ID, o.revision, o.messageID)
	case deleted:
		log.Info("a message was deleted in Discord and is not brought back")
		return c.outbox.DeliveryEnded(ctx, d.ID, readout.DeliveryGone, o.cause)
	case hopeless:
		log.Error("a message cannot be delivered", slog.String("cause", o.cause))
		return c.outbox.DeliveryEnded(ctx, d.ID, readout.DeliveryFailed, o.cause)
	case fatal:
		r.fatal = readout.Errorf(readout.CodeForbidden, "%s", o.cause)
		return c.outbox.DeliveryRetry(ctx, d.ID, c.now(), o.cause)
	}
	r.failed = true
	until := c.now().Add(o.wait)
	if o.verdict != notNow {
		r.trouble = trouble{until: until, cause: o.cause}
	}
	log.Warn("a message has to wait", slog.String("cause", o.cause), slog.Duration("wait", o.wait))
	return c.outbox.DeliveryRetry(ctx, d.ID, until, o.cause)
}

// A delivery that is under way when the program is told to stop gets some time
// to end well; that a message has arrived must still be written down.
const (
	stepTime = 45 * time.Second
	stopTime = 5 * time.Second
)

func lasting(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(parent), stepTime)
	stop := context.AfterFunc(parent, func() {
		timer := time.NewTimer(stopTime)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel()
		case <-ctx.Done():
		}
	})
	return ctx, func() { stop(); cancel() }
}
