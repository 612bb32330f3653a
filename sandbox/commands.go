package sandbox

import (
	"slices"
	"strconv"

	"readout/sandbox/form"
)

// maxCommands is how many slash commands an application may have.
// Source: Discord documentation, interactions/application-commands.
const maxCommands = 100

// commandsOf finds the scope of a path: the id of the server, or "" for global
// commands. The sandbox has one server, so both are kept in one list.
func (w *world) commandsOf(c *call) (guild string, refused *refusal) {
	if c.PathValue("application") != w.guild.bot.id {
		return "", unknownApplication
	}
	guild = c.PathValue("guild")
	if guild != "" && guild != w.guild.id {
		return "", unknownGuild
	}
	return guild, nil
}

// commandOf finds the place of the command that a path names. The caller holds
// the lock.
func (w *world) commandOf(c *call) (int, *refusal) {
	guild, refused := w.commandsOf(c)
	if refused != nil {
		return 0, refused
	}
	at := slices.IndexFunc(w.commands, func(k form.Command) bool {
		return string(k.ID) == c.PathValue("command") && k.GuildID == guild
	})
	if at < 0 {
		return 0, unknownCommand
	}
	return at, nil
}

func (w *world) listCommands(_ *call, guild string) answer {
	out := []object{}
	for _, command := range w.commands {
		if command.GuildID == guild {
			out = append(out, wireCommand(command))
		}
	}
	return ok(out)
}

func (w *world) putCommands(c *call, guild string) answer {
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

func (w *world) createCommand(c *call, guild string) answer {
	var command form.Command
	if refused := c.read(&command); refused != nil {
		return no(refused)
	}
	if refused := checked(func(p *form.Problems) { command.Check(p, "") }); refused != nil {
		return no(refused)
	}
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

func (w *world) getCommand(_ *call, at int) answer { return ok(wireCommand(w.commands[at])) }

func (w *world) editCommand(c *call, at int) answer {
	next := w.commands[at]
	if refused := c.read(&next); refused != nil {
		return no(refused)
	}
	if refused := checked(func(p *form.Problems) { next.Check(p, "") }); refused != nil {
		return no(refused)
	}
	kept := slices.Clone(w.commands)
	kept[at] = w.register(next, next.GuildID)
	w.setCommands(kept)
	return ok(wireCommand(kept[at]))
}

func (w *world) deleteCommand(_ *call, at int) answer {
	w.setCommands(slices.Delete(slices.Clone(w.commands), at, at+1))
	return noContent()
}
