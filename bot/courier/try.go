package courier

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"

	"readout"
	"readout/bot/rendering"
	"readout/bot/wire"
)

const (
	// nonceWindow is how long Discord is relied upon to remember a nonce. Its
	// documentation says "the past few minutes".
	nonceWindow = 2 * time.Minute

	// keepTrying is how long a message waits for a channel that takes none.
	keepTrying = 7 * 24 * time.Hour
)

// verdict says what a try has come to.
type verdict int

const (
	again    verdict = iota // the channel, or Discord, takes nothing at present
	notNow                  // this message has to wait, others of the channel need not
	arrived                 // Discord has it
	deleted                 // Discord had it, and somebody has deleted it
	hopeless                // Discord will never take it
	fatal                   // Discord does not know the bot any more
)

// outcome is what a try has come to.
type outcome struct {
	verdict   verdict
	messageID string
	revision  int // that Discord has; 0 = not known which
	wait      time.Duration
	cause     string
}

// try brings a delivery up to its revision in Discord.
func (c *Courier) try(ctx context.Context, d readout.Delivery) outcome {
	body := rendering.Post(d.Message, c.discord.MayEmbed(ctx, d.ChannelID))
	switch {
	case d.State == readout.DeliveryRetract:
		return c.retract(ctx, d, body)
	case d.MessageID != "":
		return c.edit(ctx, d, body)
	case d.Message.Thread != "":
		return c.post(ctx, d, body)
	}
	if !d.FirstTry.IsZero() && c.now().Sub(d.FirstTry) >= nonceWindow {
		found, err := c.look(ctx, d, body)
		if err != nil {
			return c.failed(ctx, d, err)
		}
		if found.ID != "" {
			return outcome{verdict: arrived, messageID: found.ID, revision: found.revision(d, body)}
		}
	}
	return c.post(ctx, d, body)
}

// post creates the message, or learns which one Discord made at an earlier try.
func (c *Courier) post(ctx context.Context, d readout.Delivery, body rendering.Message) outcome {
	got, err := c.create(ctx, d, body)
	if isInvalidForm(err) {
		// Rather say it plainly than not at all.
		c.logInvalid(d, err)
		body = rendering.Post(d.Message, false)
		got, err = c.create(ctx, d, body)
	}
	if err != nil {
		return c.failed(ctx, d, err)
	}
	o := outcome{verdict: arrived, messageID: got.ID, revision: d.Revision}
	if !d.FirstTry.IsZero() {
		o.revision = got.revision(d, body)
	}
	if d.Message.Publish {
		c.publish(ctx, d, got.ID)
	}
	return o
}

func (c *Courier) edit(ctx context.Context, d readout.Delivery, body rendering.Message) outcome {
	path := home(d) + "/messages/" + d.MessageID
	err := c.opened(ctx, d, func() error { return c.discord.Call(ctx, http.MethodPatch, path, body, nil) })
	if isInvalidForm(err) {
		c.logInvalid(d, err)
		err = c.discord.Call(ctx, http.MethodPatch, path, rendering.Post(d.Message, false), nil)
	}
	if err != nil {
		return c.failed(ctx, d, err)
	}
	return outcome{verdict: arrived, messageID: d.MessageID, revision: d.Revision}
}

func isInvalidForm(err error) bool {
	e, ok := errors.AsType[*wire.Error](err)
	return ok && e.Status == http.StatusBadRequest &&
		!slices.Contains([]int{wire.BlockedByAutoMod, wire.TitleBlockedByAutoMod, wire.ThreadArchived}, e.Code)
}

func (c *Courier) logInvalid(d readout.Delivery, err error) {
	detail := ""
	if e, ok := errors.AsType[*wire.Error](err); ok {
		detail = e.Detail
	}
	c.log.Error("Discord calls a message malformed, which is a fault of Readout; it is sent as plain text",
		slog.Int64("delivery_id", d.ID), slog.Any("error", err), slog.String("detail", detail))
}

// failed decides what becomes of a delivery after an error.
func (c *Courier) failed(ctx context.Context, d readout.Delivery, err error) outcome {
	e, ok := errors.AsType[*wire.Error](err)
	if !ok {
		return outcome{wait: backoff(d.Attempts), cause: "no answer from Discord: " + err.Error()}
	}
	wait := max(e.RetryAfter, backoff(d.Attempts))
	switch {
	case e.Unsent:
		return outcome{wait: e.RetryAfter, cause: e.Error()}
	case e.Status == http.StatusUnauthorized:
		return outcome{verdict: fatal, cause: "Discord refuses the bot's token. Set DISCORD_TOKEN to a valid one and start again."}
	case e.Code == wire.UnknownMessage, e.Code == wire.UnknownChannel && d.MessageID != "" && d.Message.Thread != "": // a forum's post was deleted whole
		return outcome{verdict: deleted, cause: "deleted in Discord"}
	case e.Code == wire.EditsOfOldMessagesUsed:
		return outcome{verdict: notNow, wait: max(wait, time.Minute), cause: e.Error()}
	case e.Code == wire.SlowMode, e.Code == wire.TooManyAnnouncements:
		return outcome{wait: max(wait, time.Minute), cause: e.Error()}
	case e.Status == http.StatusTooManyRequests, e.Status >= 500:
		return outcome{wait: wait, cause: e.Error()}
	case e.Code == wire.BlockedByAutoMod, e.Code == wire.TitleBlockedByAutoMod:
		return outcome{verdict: hopeless, cause: "the server's AutoMod blocks the message; exempt Readout in Server Settings, AutoMod"}
	case e.Code == wire.AnotherAuthor:
		return outcome{verdict: hopeless, cause: "the message was posted by another bot, so this one cannot edit it"}
	case e.Status == http.StatusForbidden, e.Status == http.StatusNotFound, e.Code == wire.ThreadArchived:
		return c.shutOut(ctx, d, e)
	}
	return outcome{verdict: hopeless, cause: e.Error()}
}

// shutOut is for a channel that the bot cannot write to: it is tried ever more
// rarely, for somebody may mend it, and given up after some days.
func (c *Courier) shutOut(ctx context.Context, d readout.Delivery, e *wire.Error) outcome {
	cause := c.reason(ctx, d.ChannelID, e)
	since := d.FirstTry
	if d.MessageID == "" {
		since = d.CreatedAt
	}
	if !since.IsZero() && c.now().Sub(since) > keepTrying {
		return outcome{verdict: hopeless, cause: cause}
	}
	wait := time.Hour
	if d.Attempts < 3 {
		wait = time.Minute << (2 * max(d.Attempts, 0)) // 1, 4, 16 minutes
	}
	return outcome{wait: wait, cause: cause}
}

// reason says in words why a channel cannot be written to.
func (c *Courier) reason(ctx context.Context, channelID string, e *wire.Error) string {
	switch e.Code {
	case wire.UnknownChannel:
		return "the channel does not exist any more, or the bot was removed from its server"
	case wire.ThreadArchived, wire.ThreadLocked:
		return "the thread is archived or locked; open it again"
	case wire.NotInThisChannel:
		return "the channel takes no messages; choose a text or announcement channel"
	}
	missing, err := c.discord.Missing(ctx, channelID)
	if err == nil && len(missing) > 0 {
		return fmt.Sprintf("the bot lacks %s in the channel", strings.Join(missing, ", "))
	}
	if e.Code == wire.MissingAccess {
		return "the bot lacks View Channel in the channel, or was removed from its server"
	}
	return e.Error()
}

// backoff is how long to wait after a failure of Discord or of the network.
func backoff(attempts int) time.Duration {
	wait := 2 * time.Second << min(max(attempts, 0), 8)
	wait = min(wait, 5*time.Minute)
	return wait*3/4 + rand.N(wait/2)
}
