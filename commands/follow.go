package commands

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"readout"
)

// follow adds a watch for the two sides of a contact where its message stands.
func (c watchCommands) follow(ctx context.Context, in input) (readout.Reply, error) {
	if err := in.inServer(); err != nil {
		return readout.Reply{}, err
	}
	if !in.Permissions.Has(readout.PermissionManageServer) {
		return readout.Reply{}, readout.Errorf(readout.CodeForbidden, "Following a pair changes what the whole channel gets, so it needs the permission Manage Server, which you do not have here. Ask somebody who has it.")
	}
	id, err := in.pressed()
	if err != nil {
		return readout.Reply{}, err
	}
	contact, err := c.contacts.find(ctx, id)
	if err != nil {
		return readout.Reply{}, err
	}
	sides := contact.Sides()
	if len(sides) != 2 {
		return readout.Reply{}, readout.Errorf(readout.CodeInvalid, "Contact %s is not one between two sides any more. Name those whom you want to follow with /watch add what:CA-US.", strconv.FormatInt(id, 10))
	}
	w, err := c.here(ctx, in, id)
	if err != nil {
		return readout.Reply{}, err
	}
	w.Filter = readout.Filter{Pairs: [][2]string{[2]string(sides)}}
	others, err := c.store.WatchesIn(ctx, in.GuildID)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("list watches: %w", err)
	}
	if len(others) >= maxWatches {
		return readout.Reply{}, tooMany(others)
	}
	if i := slices.IndexFunc(others, func(o readout.Watch) bool { return follows(o, w) }); i >= 0 {
		return readout.Reply{}, readout.Errorf(readout.CodeConflict, "Watch %s follows this pair in that channel already. /watch list shows it.", number(others[i]))
	}
	if err := c.store.AddWatch(ctx, &w); err != nil {
		return readout.Reply{}, fmt.Errorf("add watch: %w", err)
	}
	number := number(w)
	notes := append(besides(in, w, others), in.printer.Say("/watch edit watch:%s changes it, /watch remove watch:%s ends it.", number, number))
	return c.stored(in, w, in.printer.Say("Watch %s added", number), notes), nil
}

// follows reports whether a watch posts each contact of the other's pair in its
// channel.
func follows(o, w readout.Watch) bool {
	pair := w.Filter.Pairs[0]
	return o.ChannelID == w.ChannelID && o.Kind.Alerts() && slices.ContainsFunc(o.Filter.Pairs, func(p [2]string) bool {
		return p == pair || p == [2]string{pair[1], pair[0]}
	})
}

// here returns a watch that posts as the message does whose button was pressed:
// in its channel, which for a forum's post is the forum.
func (c watchCommands) here(ctx context.Context, in input, contactID int64) (readout.Watch, error) {
	w := readout.Watch{GuildID: in.GuildID, ChannelID: in.ChannelID, Kind: readout.WatchAlert, CreatedBy: in.UserID, CreatedAt: in.now}
	deliveries, err := c.store.DeliveriesOf(ctx, contactID)
	if err != nil {
		return w, fmt.Errorf("find the message: %w", err)
	}
	i := slices.IndexFunc(deliveries, func(d readout.Delivery) bool { return d.MessageID == in.MessageID })
	if i < 0 {
		return w, nil
	}
	d := deliveries[i]
	w.ChannelID = d.ChannelID
	w.Manner = readout.Manner{Language: d.Message.Language, Publish: d.Message.Publish, Forum: d.Message.Thread != "", Tags: d.Message.Tags}
	like, err := c.store.Watch(ctx, in.GuildID, d.WatchID)
	if err != nil {
		return w, nil // it has been removed, or stands in the configuration of another server
	}
	w.Manner.Quiet, w.Manner.Language = like.Manner.Quiet, like.Manner.Language
	if w.Manner.Quiet != (readout.Quiet{}) {
		w.Zone = like.Zone
	}
	return w, nil
}
