package courier

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"

	"readout"
	"readout/bot/rendering"
	"readout/bot/wire"
)

// A post in a forum is a channel of its own, whose id is that of the message
// with which it begins.
// Source: Discord documentation, resources/channel, Start Thread in Forum.

// maxThreadName is Discord's limit on the title of a post, in characters.
const maxThreadName = 100

// home returns the path of the channel that the delivery's message stands in.
func home(d readout.Delivery) string {
	if d.Message.Thread != "" {
		return "channels/" + d.MessageID
	}
	return "channels/" + d.ChannelID
}

// create posts the message, in a forum as a post of its own.
func (c *Courier) create(ctx context.Context, d readout.Delivery, body rendering.Message) (posted, error) {
	if d.Message.Thread != "" {
		return c.open(ctx, d, body)
	}
	body.Nonce, body.EnforceNonce = d.Nonce, true
	var got posted
	err := c.discord.Call(ctx, http.MethodPost, "channels/"+d.ChannelID+"/messages", body, &got)
	if err == nil && got.ID == "" {
		err = errors.New("the answer names no message")
	}
	return got, err
}

// thread is a forum's post, as far as it is of interest.
type thread struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Parent  string `json:"parent_id"`
	Owner   string `json:"owner_id"`
	Message posted `json:"message"`
}

// open opens a post in a forum. Discord knows no nonce for it: where an earlier
// try may have opened it already, the forum is looked through first.
func (c *Courier) open(ctx context.Context, d readout.Delivery, body rendering.Message) (posted, error) {
	if !d.FirstTry.IsZero() {
		if found, err := c.findPost(ctx, d); err != nil || found.ID != "" {
			return found, err
		}
	}
	request := struct {
		Name    string            `json:"name"`
		Tags    []string          `json:"applied_tags,omitempty"`
		Message rendering.Message `json:"message"`
	}{threadName(d), d.Message.Tags, body}
	var got thread
	err := c.discord.Call(ctx, http.MethodPost, "channels/"+d.ChannelID+"/threads", request, &got)
	if err == nil && got.ID == "" {
		err = errors.New("the answer names no post")
	}
	got.Message.ID = got.ID
	return got.Message, err
}

func threadName(d readout.Delivery) string {
	name := []rune(d.Message.Thread)
	return string(name[:min(len(name), maxThreadName)])
}

// findPost finds the post that an earlier try may have opened: one of the bot's
// own in this forum, younger than the try, with its title.
func (c *Courier) findPost(ctx context.Context, d readout.Delivery) (posted, error) {
	var forum struct {
		Guild string `json:"guild_id"`
	}
	if err := c.discord.Call(ctx, http.MethodGet, "channels/"+d.ChannelID, nil, &forum); err != nil {
		return posted{}, err
	}
	var active struct {
		Threads []thread `json:"threads"`
	}
	if err := c.discord.Call(ctx, http.MethodGet, "guilds/"+forum.Guild+"/threads/active", nil, &active); err != nil {
		return posted{}, err
	}
	oldest := snowflake(d.FirstTry.Add(-skew))
	i := slices.IndexFunc(active.Threads, func(t thread) bool {
		return t.Parent == d.ChannelID && t.Owner == c.discord.Self() && t.Name == threadName(d) && newer(oldest, t.ID) == t.ID
	})
	if i < 0 {
		return posted{}, nil
	}
	return posted{ID: active.Threads[i].ID}, nil
}

// retract deletes the message of a delivery that was taken back. Where it is
// open whether Discord has the message, it is looked for.
func (c *Courier) retract(ctx context.Context, d readout.Delivery, body rendering.Message) outcome {
	gone := outcome{verdict: deleted, cause: d.Error}
	if d.MessageID == "" {
		find := func() (posted, error) { return c.look(ctx, d, body) }
		if d.Message.Thread != "" {
			find = func() (posted, error) { return c.findPost(ctx, d) }
		}
		found, err := find()
		if err != nil {
			return c.failed(ctx, d, err)
		}
		if found.ID == "" {
			return gone
		}
		d.MessageID = found.ID
	}
	if c.closePost(ctx, d) {
		return gone
	}
	path := home(d) + "/messages/" + d.MessageID
	if err := c.opened(ctx, d, func() error { return c.discord.Call(ctx, http.MethodDelete, path, nil, nil) }); err != nil {
		return c.failed(ctx, d, err)
	}
	return gone
}

// closePost deletes a forum's post as a whole, title and all, if nobody has
// written in it and the bot may do so. It reports whether it did; what people have
// written stays.
func (c *Courier) closePost(ctx context.Context, d readout.Delivery) bool {
	if d.Message.Thread == "" {
		return false
	}
	var post struct {
		Answers int `json:"message_count"` // without the message that it begins with
	}
	if err := c.discord.Call(ctx, http.MethodGet, home(d), nil, &post); err != nil || post.Answers > 0 {
		return false
	}
	return c.discord.Call(ctx, http.MethodDelete, home(d), nil, nil) == nil
}

// opened does something in a thread. One that Discord has archived, as it does
// with those in which nobody writes for some days, is opened again for it.
func (c *Courier) opened(ctx context.Context, d readout.Delivery, do func() error) error {
	err := do()
	if e, ok := errors.AsType[*wire.Error](err); !ok || e.Code != wire.ThreadArchived {
		return err
	}
	if err := c.discord.Call(ctx, http.MethodPatch, home(d), map[string]bool{"archived": false}, nil); err != nil {
		return err
	}
	return do()
}

// publish shows a message in the channels that follow an announcement channel.
// It is tried once: the message itself has arrived in any case.
func (c *Courier) publish(ctx context.Context, d readout.Delivery, messageID string) {
	err := c.discord.Call(ctx, http.MethodPost, "channels/"+d.ChannelID+"/messages/"+messageID+"/crosspost", nil, nil)
	if e, ok := errors.AsType[*wire.Error](err); err == nil || ok && e.Code == wire.AlreadyPublished {
		return
	}
	c.log.Warn("a message was posted, but not published", slog.Int64("delivery_id", d.ID), slog.Any("error", err))
}
