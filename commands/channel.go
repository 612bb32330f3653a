package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"readout"
)

// ChannelChecker asks Discord what a channel is and what the bot may do there,
// for when the invocation does not tell. Its errors are fit for users.
type ChannelChecker interface {
	Channel(ctx context.Context, channelID string) (readout.Channel, error)
}

// changePlace reads where the watch posts and how messages are made for that
// place. It refuses channels where the bot cannot post, and says what it lacks
// there.
func (c watchCommands) changePlace(ctx context.Context, in input, w *readout.Watch) (notes []string, err error) {
	if w.ID != 0 && !in.has("channel") && !in.has("publish") && !in.has("tags") {
		return nil, nil
	}
	if in.has("channel") || w.ID == 0 {
		w.ChannelID = in.text("channel")
	}
	ch, err := c.lookAt(ctx, in, w.ChannelID)
	if err != nil {
		return nil, err
	}
	if err := checkPlace(in, ch); err != nil {
		return nil, err
	}
	w.Manner.Forum = ch.Kind == readout.ChannelForum
	if err := changePublishing(in, w, ch); err != nil {
		return nil, err
	}
	if err := changeTags(in, w, ch); err != nil {
		return nil, err
	}
	name := clip(readout.OneLine(ch.Name), 100)
	if ch.Bot == 0 {
		return []string{in.printer.Say("I could not check what I may do in #%s. If nothing arrives there, give me: %s.", name, c.rights(in, ch))}, nil
	}
	return []string{in.printer.Say("What I need there, and have: %s.", c.rights(in, ch))}, nil
}

// lookAt returns a channel as the invocation describes it, or as Discord does
// where that does not say enough.
func (c watchCommands) lookAt(ctx context.Context, in input, id string) (readout.Channel, error) {
	ch, ok := in.Channels[id]
	if !ok && in.has("channel") {
		return ch, readout.Errorf(readout.CodeInvalid, "I cannot see the channel that you chose. Give me View Channel there, or choose another.")
	}
	if c.channels == nil || ok && ch.Bot != 0 && ch.Kind != readout.ChannelForum {
		return ch, nil
	}
	found, err := c.channels.Channel(ctx, id)
	if err != nil {
		return ch, fmt.Errorf("look at channel %s: %w", id, err)
	}
	return found, nil
}

// checkPlace refuses what is no place for messages, or not for the bot's.
func checkPlace(in input, ch readout.Channel) error {
	name := clip(readout.OneLine(ch.Name), 100)
	if ch.Kind == readout.ChannelElse {
		return readout.Errorf(readout.CodeInvalid, "#%s is no place for messages. Choose a text, announcement or forum channel, or a thread.", name)
	}
	missing := ch.Kind.Missing(ch.Bot)
	if ch.Bot == 0 || len(missing) == 0 {
		return nil
	}
	for i, right := range missing {
		missing[i] = in.printer.Name(right)
	}
	return readout.Errorf(readout.CodeForbidden, "I cannot post in #%s. Missing there: %s. Open Edit Channel, Permissions, add my role or me, allow what is missing, and enter the command again. Nothing was saved.",
		name, readout.AllOf(readout.Items(missing)))
}

// rights names what posting in the channel takes.
func (c watchCommands) rights(in input, ch readout.Channel) string {
	var out []string
	for _, right := range ch.Kind.Needs() {
		out = append(out, in.printer.Name(right.Name))
	}
	return in.printer.And(out)
}

func changePublishing(in input, w *readout.Watch, ch readout.Channel) error {
	wanted := in.flag("publish", w.Manner.Publish)
	if wanted && ch.Kind != readout.ChannelAnnouncement {
		if in.has("publish") {
			return readout.Errorf(readout.CodeInvalid, "Only messages in announcement channels can be published, and #%s is none. Leave out publish, or choose another channel.", clip(readout.OneLine(ch.Name), 100))
		}
		wanted = false // it has moved to another kind of channel
	}
	w.Manner.Publish = wanted
	return nil
}

// changeTags reads the names of a forum's tags.
func changeTags(in input, w *readout.Watch, ch readout.Channel) error {
	name := clip(readout.OneLine(ch.Name), 100)
	if ch.Kind != readout.ChannelForum {
		if in.has("tags") {
			return readout.Errorf(readout.CodeInvalid, "Only posts in a forum have tags, and #%s is none. Leave out tags, or choose a forum.", name)
		}
		w.Manner.Tags = nil
		return nil
	}
	if in.has("tags") || in.has("channel") {
		w.Manner.Tags = nil
	}
	for _, wanted := range in.list("tags") {
		if strings.EqualFold(wanted, "none") {
			continue
		}
		i := slices.IndexFunc(ch.Forum.Tags, func(t readout.Tag) bool { return strings.EqualFold(t.Name, wanted) })
		switch {
		case i < 0 && len(ch.Forum.Tags) == 0:
			return readout.Errorf(readout.CodeInvalid, "The forum #%s has no tags. Leave them out.", name)
		case i < 0:
			return readout.Errorf(readout.CodeInvalid, "The forum #%s has no tag “%s”; it has %s.", name, clip(wanted, 40), readout.AllOf(readout.Items(tagNames(ch.Forum))))
		case ch.Forum.Tags[i].Moderated && !ch.Bot.Has(readout.PermissionManageThreads):
			return readout.Errorf(readout.CodeForbidden, "Only moderators can give the tag “%s”: allow me Manage Threads in #%s, or choose another tag.", ch.Forum.Tags[i].Name, name)
		}
		w.Manner.Tags = appendNew(w.Manner.Tags, ch.Forum.Tags[i].ID)
	}
	if ch.Forum.MustTag && len(w.Manner.Tags) == 0 {
		return readout.Errorf(readout.CodeInvalid, "Posts in the forum #%s need a tag. Name one with tags: %s.", name, readout.AnyOf(readout.Items(tagNames(ch.Forum))))
	}
	return nil
}

func tagNames(f readout.Forum) []string {
	var out []string
	for _, t := range f.Tags {
		out = append(out, clip(readout.OneLine(t.Name), 40))
	}
	return out
}

// completeTags suggests the tags of the forum that is named beside them, or of
// the watch's own, after those that have been typed.
func (c watchCommands) completeTags(ctx context.Context, in input, typed string) ([]readout.Choice, error) {
	forum := in.text("channel")
	if id, err := in.id("watch", readout.Phrasef("watch")); forum == "" && err == nil {
		if w, err := c.store.Watch(ctx, in.GuildID, id); err == nil {
			forum = w.ChannelID
		}
	}
	if forum == "" || c.channels == nil {
		return nil, nil
	}
	ch, err := c.channels.Channel(ctx, forum)
	if err != nil {
		return nil, nil // whoever types is told when the command is entered
	}
	before, last := lastOfList(typed)
	var all []candidate
	for _, name := range tagNames(ch.Forum) {
		all = append(all, candidate{choice: readout.Choice{Name: before + name, Value: before + name}, found: []string{name}})
	}
	return best(all, last), nil
}

// completeQuiet suggests hours.
func completeQuiet(_ context.Context, _ input, typed string) ([]readout.Choice, error) {
	var all []candidate
	for _, hours := range []string{"22:00-07:00", "23:00-06:00", "20:00-08:00", "none"} {
		all = append(all, candidate{choice: readout.Choice{Name: hours, Value: hours}, found: []string{hours}})
	}
	found := best(all, typed)
	if _, err := readout.ParseQuiet(typed); typed != "" && err == nil {
		found = append([]readout.Choice{{Name: typed, Value: typed}}, found...)
	}
	return found, nil
}
