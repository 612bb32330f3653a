package sandbox

import (
	"context"
	"fmt"
	"slices"

	"readout/sandbox/form"
)

// What people do in the sandbox: the page does it for them, and so do tests.

// Invoke sends a slash command as it would be typed and waits for the answer.
// User and channel are names or ids. Errors are for whoever typed the line.
func (s *Server) Invoke(ctx context.Context, user, channel, text string) (Message, error) {
	i, err := s.invoke(user, channel, text)
	if err != nil {
		return Message{}, err
	}
	return s.await(ctx, i)
}

// invoke tells the bot of a command.
func (s *Server) invoke(userName, channelName, text string) (*interaction, error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	asker, place, err := w.place(userName, channelName)
	if err != nil {
		return nil, err
	}
	l, err := parseLine(text, w.commands)
	if err != nil {
		return nil, err
	}
	if err := l.check(); err != nil {
		return nil, err
	}
	if needs := l.command.Permissions; needs != nil && asker.permissionsIn(w.guild, place)&needs.Bits() != needs.Bits() {
		return nil, fmt.Errorf("%s may not use %s: it needs Manage Server", asker.display, l.name())
	}
	data, err := w.data(l, false)
	if err != nil {
		return nil, err
	}
	if !w.connected() {
		return nil, fmt.Errorf("the bot is offline")
	}
	i := &interaction{kind: commandInteraction, asker: asker, channel: place, command: l.name(), name: l.command.Name}
	w.open(i, data)
	return i, nil
}

// place finds a person and the channel that he writes in.
func (w *world) place(userName, channelName string) (*member, *channel, error) {
	asker, err := w.guild.member(userName)
	if err != nil {
		return nil, nil, err
	}
	c, found := w.channel(channelName)
	if !found {
		return nil, nil, fmt.Errorf("there is no channel %q", channelName)
	}
	if c.kind == ForumChannel {
		return nil, nil, fmt.Errorf("#%s is a forum; open one of its posts", c.name)
	}
	if asker.bot || asker.permissionsIn(w.guild, c)&UseApplicationCommands == 0 {
		return nil, nil, fmt.Errorf("%s may not use commands in #%s", asker.display, c.name)
	}
	return asker, c, nil
}

// await waits for the answer to an interaction, and for the end of thinking.
func (s *Server) await(ctx context.Context, i *interaction) (Message, error) {
	var m Message
	err := s.world.wait(ctx, func() bool {
		if i.late {
			return true
		}
		if !i.answered || i.original != nil && i.original.Thinking && s.world.byID[i.original.ID] != nil {
			return false
		}
		if i.original != nil {
			m = i.original.clone()
		}
		return true
	})
	if err != nil {
		return m, err
	}
	if i.late {
		return m, fmt.Errorf("the application did not respond")
	}
	return m, nil
}

// Suggestion is a value that the bot suggests for an option.
type Suggestion struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Autocomplete asks the bot for suggestions to the last option of a line that
// is being typed, and returns the option's name with them.
func (s *Server) Autocomplete(ctx context.Context, user, channel, text string) (option string, found []Suggestion, err error) {
	i, option, err := s.ask(user, channel, text)
	if err != nil || i == nil {
		return option, nil, err
	}
	err = s.world.wait(ctx, func() bool { return i.answered || i.late })
	if err != nil {
		return option, nil, err
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	if i.late {
		return option, nil, fmt.Errorf("the application did not respond")
	}
	for _, c := range i.choices {
		found = append(found, Suggestion{c.Name, c.Text()})
	}
	return option, found, nil
}

func (s *Server) ask(userName, channelName, text string) (*interaction, string, error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	asker, place, err := w.place(userName, channelName)
	if err != nil {
		return nil, "", err
	}
	l, err := parseLine(text, w.commands)
	if err != nil {
		return nil, "", err
	}
	if len(l.values) == 0 {
		return nil, "", nil
	}
	last := l.values[len(l.values)-1]
	if !last.option.Autocomplete || !w.connected() {
		return nil, last.option.Name, nil
	}
	data, err := w.data(l, true)
	if err != nil {
		return nil, last.option.Name, err
	}
	i := &interaction{kind: autocompleteInteraction, asker: asker, channel: place, command: l.name(), name: l.command.Name}
	w.open(i, data)
	return i, last.option.Name, nil
}

// Click presses a button, or picks values of a menu, and waits for the answer.
func (s *Server) Click(ctx context.Context, user, messageID, customID string, values ...string) (Message, error) {
	i, err := s.click(user, messageID, customID, values)
	if err != nil {
		return Message{}, err
	}
	return s.await(ctx, i)
}

func (s *Server) click(userName, messageID, customID string, values []string) (*interaction, error) {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	m := w.byID[messageID]
	if m == nil {
		return nil, fmt.Errorf("the message is gone")
	}
	asker, place, err := w.place(userName, m.ChannelID)
	if err != nil {
		return nil, err
	}
	button := m.component(customID)
	if button == nil || button.Disabled || m.Private != "" && m.Private != asker.id {
		return nil, fmt.Errorf("the message has no such button")
	}
	if !w.connected() {
		return nil, fmt.Errorf("the bot is offline")
	}
	data := object{"custom_id": customID, "component_type": button.Type, "id": button.ID}
	if button.Type != form.Button {
		data["values"] = list(values)
	}
	i := &interaction{kind: componentInteraction, asker: asker, channel: place, messageID: messageID}
	w.open(i, data)
	return i, nil
}

// Messages returns the messages of a channel, oldest first, private ones too.
func (s *Server) Messages(channel string) []Message {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	c, found := w.channel(channel)
	if !found {
		return nil
	}
	var out []Message
	for _, m := range w.messages[c.id] {
		out = append(out, m.clone())
	}
	return out
}

// WaitMessage waits for a message of the channel that fits.
func (s *Server) WaitMessage(ctx context.Context, channel string, fits func(Message) bool) (Message, error) {
	var found Message
	w := s.world
	err := w.wait(ctx, func() bool {
		c, known := w.channel(channel)
		if !known {
			return false
		}
		at := slices.IndexFunc(w.messages[c.id], func(m *Message) bool { return fits(m.clone()) })
		if at >= 0 {
			found = w.messages[c.id][at].clone()
		}
		return at >= 0
	})
	return found, err
}

// WaitDeleted waits until a message is gone.
func (s *Server) WaitDeleted(ctx context.Context, id string) error {
	return s.world.wait(ctx, func() bool { return s.world.byID[id] == nil })
}

// DeleteMessage deletes a message as a moderator does.
func (s *Server) DeleteMessage(id string) error {
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	m := w.byID[id]
	if m == nil {
		return fmt.Errorf("there is no message %s", id)
	}
	w.remove(m)
	return nil
}

// ChannelID returns the id of the channel of that name, "" when there is none.
func (s *Server) ChannelID(name string) string {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	c, found := s.world.channel(name)
	if !found {
		return ""
	}
	return c.id
}

// GuildID returns the id of the server.
func (s *Server) GuildID() string { return s.world.guild.id }

// Commands returns the registered commands.
func (s *Server) Commands() []form.Command {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	return slices.Clone(s.world.commands)
}

// Connected reports whether the bot is connected to the gateway.
func (s *Server) Connected() bool { return s.hub.Online() }

// Identifies returns how often the bot has identified.
func (s *Server) Identifies() int {
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	return s.world.identifies
}

// WaitConnected waits until the bot is connected.
func (s *Server) WaitConnected(ctx context.Context) error {
	return s.world.wait(ctx, func() bool { return s.world.online })
}

// WaitCommands waits until the bot has registered commands.
func (s *Server) WaitCommands(ctx context.Context) error {
	return s.world.wait(ctx, func() bool { return len(s.world.commands) > 0 })
}
