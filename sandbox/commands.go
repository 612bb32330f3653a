package sandbox

import (
	"slices"
	"strconv"

	"readout/sandbox/form"
)

// maxCommands is how many slash commands an application may have.
// Source: Discord documentation, interactions/application-commands.
const maxCommands = 100

// commandsOf guards routes of commands. The sandbox has one server, so commands
// of the server and global ones are kept in one list, by their guild id.
func (s *Server) commandsOf(c *call) (guild string, refused *refusal) {
	if c.PathValue("application") != s.world.guild.bot.id {
		return "", unknownApplication
	}
	guild = c.PathValue("guild")
	if guild != "" && guild != s.world.guild.id {
		return "", unknownGuild
	}
	return guild, nil
}

func (s *Server) listCommands(c *call) answer {
	guild, refused := s.commandsOf(c)
	if refused != nil {
		return no(refused)
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	out := []object{}
	for _, command := range w.commands {
		if command.GuildID == guild {
			out = append(out, wireCommand(command))
		}
	}
	return ok(out)
}

func (s *Server) putCommands(c *call) answer {
	guild, refused := s.commandsOf(c)
	if refused != nil {
		return no(refused)
	}
	var commands []form.Command
	if refused := c.read(&commands); refused != nil {
		return no(refused)
	}
	if len(commands) > maxCommands {
		return no(tooManyCommands)
	}
	var p form.Problems
	names := map[string]bool{}
	for i := range commands {
		at := strconv.Itoa(i)
		commands[i].Check(&p, at)
		if names[commands[i].Name] {
			p.Add(at+".name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		}
		names[commands[i].Name] = true
	}
	if p.Any() {
		return no(invalid(&p))
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	kept := slices.DeleteFunc(slices.Clone(w.commands), func(k form.Command) bool { return k.GuildID == guild })
	out := []object{}
	for _, command := range commands {
		command = w.register(command, guild)
		kept = append(kept, command)
		out = append(out, wireCommand(command))
	}
	w.setCommands(kept)
	return ok(out)
}

// register completes a new command; one of the same name keeps its id. The
// caller holds the lock.
func (w *world) register(command form.Command, guild string) form.Command {
	command.ID = form.Snowflake(w.newID())
	for _, known := range w.commands {
		if known.Name == command.Name && known.GuildID == guild {
			command.ID = known.ID
		}
	}
	command.ApplicationID, command.GuildID, command.Version = w.guild.bot.id, guild, w.newID()
	if command.Type == 0 {
		command.Type = form.ChatInput
	}
	return command
}

func (w *world) setCommands(commands []form.Command) {
	w.commands = commands
	w.stream.publish("commands", w.pageCommands())
	w.touch()
}

func (s *Server) createCommand(c *call) answer {
	guild, refused := s.commandsOf(c)
	if refused != nil {
		return no(refused)
	}
	var command form.Command
	if refused := c.read(&command); refused != nil {
		return no(refused)
	}
	var p form.Problems
	command.Check(&p, "")
	if p.Any() {
		return no(invalid(&p))
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	at := slices.IndexFunc(w.commands, func(k form.Command) bool { return k.Name == command.Name && k.GuildID == guild })
	command = w.register(command, guild)
	kept := slices.Clone(w.commands)
	if at >= 0 {
		kept[at] = command
		w.setCommands(kept)
		return ok(wireCommand(command))
	}
	if len(kept) >= maxCommands {
		return no(tooManyCommands)
	}
	w.setCommands(append(kept, command))
	return created(wireCommand(command))
}

// findCommand finds a command by the ids in the path. The caller holds the
// lock.
func (s *Server) findCommand(c *call, guild string) int {
	return slices.IndexFunc(s.world.commands, func(k form.Command) bool {
		return string(k.ID) == c.PathValue("command") && k.GuildID == guild
	})
}

func (s *Server) getCommand(c *call) answer {
	guild, refused := s.commandsOf(c)
	if refused != nil {
		return no(refused)
	}
	s.world.mu.Lock()
	defer s.world.mu.Unlock()
	at := s.findCommand(c, guild)
	if at < 0 {
		return no(unknownCommand)
	}
	return ok(wireCommand(s.world.commands[at]))
}

func (s *Server) editCommand(c *call) answer {
	guild, refused := s.commandsOf(c)
	if refused != nil {
		return no(refused)
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	at := s.findCommand(c, guild)
	if at < 0 {
		return no(unknownCommand)
	}
	next := w.commands[at]
	if refused := c.read(&next); refused != nil {
		return no(refused)
	}
	var p form.Problems
	next.Check(&p, "")
	if p.Any() {
		return no(invalid(&p))
	}
	kept := slices.Clone(w.commands)
	kept[at] = w.register(next, guild)
	w.setCommands(kept)
	return ok(wireCommand(kept[at]))
}

func (s *Server) deleteCommand(c *call) answer {
	guild, refused := s.commandsOf(c)
	if refused != nil {
		return no(refused)
	}
	w := s.world
	w.mu.Lock()
	defer w.mu.Unlock()
	at := s.findCommand(c, guild)
	if at < 0 {
		return no(unknownCommand)
	}
	w.setCommands(slices.Delete(slices.Clone(w.commands), at, at+1))
	return noContent()
}
