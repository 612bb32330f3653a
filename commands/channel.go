package commands

import (
	"context"
	"fmt"

	"readout"
)

// checkChannel refuses channels where the bot cannot post, and says what it
// lacks there.
func (c watchCommands) checkChannel(ctx context.Context, in input, id string) (notes []string, err error) {
	ch, ok := in.Channels[id]
	if !ok {
		return nil, readout.Errorf(readout.CodeInvalid, "I cannot see the channel that you chose. Give me View Channel there, or choose another.")
	}
	if err := checkKindOf(ch); err != nil {
		return nil, err
	}
	missing := missingIn(ch)
	if ch.Bot == 0 {
		if c.channels == nil {
			return []string{in.printer.Say("I could not check what I may do in #%s. If nothing arrives there, give me View Channel, Send Messages and Embed Links.", clip(oneLine(ch.Name), 100))}, nil
		}
		if missing, err = c.channels.CanPost(ctx, id); err != nil {
			return nil, fmt.Errorf("check permissions in channel %s: %w", id, err)
		}
	}
	if len(missing) > 0 {
		for i, right := range missing {
			missing[i] = in.printer.Name(right)
		}
		return nil, readout.Errorf(readout.CodeForbidden, "I cannot post in #%s. Missing there: %s. Open Edit Channel, Permissions, add my role or me, allow what is missing, and enter the command again. Nothing was saved.",
			clip(oneLine(ch.Name), 100), inWords(missing))
	}
	return nil, nil
}

func checkKindOf(ch readout.Channel) error {
	name := clip(oneLine(ch.Name), 100)
	switch ch.Kind {
	case readout.ChannelText, readout.ChannelAnnouncement, readout.ChannelThread:
		return nil
	case readout.ChannelForum:
		return readout.Errorf(readout.CodeInvalid, "#%s is a forum, which takes no messages of its own. Choose a text channel, or a thread in the forum.", name)
	}
	return readout.Errorf(readout.CodeInvalid, "#%s is no place for messages. Choose a text or announcement channel, or a thread.", name)
}

// missingIn names the permissions that posting takes and that the bot lacks.
func missingIn(ch readout.Channel) []string {
	send, sendName := readout.PermissionSendMessages, "Send Messages"
	if ch.Kind == readout.ChannelThread {
		send, sendName = readout.PermissionSendInThreads, "Send Messages in Threads"
	}
	var out []string
	for _, need := range []struct {
		permission readout.Permission
		name       string
	}{{readout.PermissionViewChannel, "View Channel"}, {send, sendName}, {readout.PermissionEmbedLinks, "Embed Links"}} {
		if !ch.Bot.Has(need.permission) {
			out = append(out, need.name)
		}
	}
	return out
}
