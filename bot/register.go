package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"readout"
	"readout/bot/wire"
)

// The settings that say which commands are registered, by a fingerprint, and
// in which server ("" = everywhere).
const (
	commandsKey = "commands"
	guildKey    = "commands guild"
)

// The numbers of Discord's command objects.
// Source: Discord documentation, interactions/application-commands.
const (
	typeSubcommand = 1
	typeGroup      = 2
	inGuild        = 0 // context, and installation to a server
)

var optionTypes = map[readout.OptionKind]int{
	readout.OptionText: 3, readout.OptionInteger: 4, readout.OptionBool: 5,
	readout.OptionChannel: 7, readout.OptionRole: 8, readout.OptionNumber: 10,
}

// command is a command as Discord takes it.
type command struct {
	Name        string               `json:"name"`
	Type        int                  `json:"type"`
	Description string               `json:"description"`
	Translated  readout.Translations `json:"description_localizations,omitempty"`
	Options     []option             `json:"options"`
	Permissions *string              `json:"default_member_permissions"`
	Contexts    []int                `json:"contexts,omitempty"`
	Installs    []int                `json:"integration_types,omitempty"`
}

// option is a parameter or a subcommand as Discord takes it.
type option struct {
	Type         int                  `json:"type"`
	Name         string               `json:"name"`
	Description  string               `json:"description"`
	Translated   readout.Translations `json:"description_localizations,omitempty"`
	Required     bool                 `json:"required,omitempty"`
	Choices      []choice             `json:"choices,omitempty"`
	Options      []option             `json:"options,omitempty"`
	ChannelTypes []int                `json:"channel_types,omitempty"`
	MinValue     *float64             `json:"min_value,omitempty"`
	MaxValue     *float64             `json:"max_value,omitempty"`
	MinLength    *int                 `json:"min_length,omitempty"`
	MaxLength    *int                 `json:"max_length,omitempty"`
	Autocomplete bool                 `json:"autocomplete,omitempty"`
}

type choice struct {
	Name       string               `json:"name"`
	Translated readout.Translations `json:"name_localizations,omitempty"`
	Value      any                  `json:"value"`
}

// adminPaths returns the paths of the commands that change something.
func adminPaths(commands []readout.Command) map[string]bool {
	paths := map[string]bool{}
	for _, c := range commands {
		if c.Admin {
			paths[c.Name] = true
		}
		for _, sub := range c.Subcommands {
			if c.Admin || sub.Admin {
				paths[c.Name+" "+sub.Name] = true
			}
		}
	}
	return paths
}

// definitions writes the commands as Discord takes them.
func definitions(commands []readout.Command, global bool) []command {
	out := make([]command, 0, len(commands))
	for _, c := range commands {
		d := command{Name: c.Name, Type: 1, Description: c.Description, Translated: c.Translated, Options: []option{}}
		if global {
			d.Contexts, d.Installs = []int{inGuild}, []int{inGuild}
		}
		if c.Admin {
			bits := strconv.FormatUint(uint64(readout.PermissionManageServer), 10)
			d.Permissions = &bits
		}
		for _, sub := range c.Subcommands {
			d.Options = append(d.Options, option{Type: typeSubcommand, Name: sub.Name, Description: sub.Description, Translated: sub.Translated, Options: options(sub.Options)})
		}
		if len(c.Subcommands) == 0 {
			d.Options = options(c.Options)
		}
		out = append(out, d)
	}
	return out
}

// options writes parameters, the required ones first as Discord asks.
func options(list []readout.Option) []option {
	out := []option{}
	for _, required := range []bool{true, false} {
		for _, o := range list {
			if o.Required == required {
				out = append(out, parameter(o))
			}
		}
	}
	return out
}

func parameter(o readout.Option) option {
	p := option{Type: optionTypes[o.Kind], Name: o.Name, Description: o.Description, Translated: o.Translated, Required: o.Required, Autocomplete: o.Complete}
	if o.Kind == readout.OptionChannel {
		p.ChannelTypes = []int{0, 5, 10, 11, 12, 15} // text, announcement, threads, forum
	}
	for _, c := range o.Choices {
		p.Choices = append(p.Choices, choice{Name: c.Name, Translated: c.Translated, Value: choiceValue(o.Kind, c.Value)})
	}
	if o.Min == 0 && o.Max == 0 {
		return p
	}
	switch o.Kind {
	case readout.OptionText:
		low, high := int(o.Min), int(o.Max)
		p.MinLength = &low
		if high > 0 {
			p.MaxLength = &high
		}
	case readout.OptionInteger, readout.OptionNumber:
		p.MinValue, p.MaxValue = &o.Min, &o.Max
	}
	return p
}

// choiceValue returns the value in the type of its option.
func choiceValue(kind readout.OptionKind, value string) any {
	if kind == readout.OptionInteger {
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			return n
		}
	}
	if kind == readout.OptionNumber {
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			return n
		}
	}
	return value
}

// register tells Discord the commands, unless it knows them already, and says
// that the bot is ready once it is connected as well. It tries until ctx ends.
func (b *Bot) register(ctx context.Context) error {
	for wait := firstDelay; ; wait = min(2*wait, longestDelay) {
		err := b.tryRegister(ctx)
		if err == nil {
			break
		}
		if ctx.Err() != nil {
			return nil
		}
		pausing := jittered(wait)
		if e, ok := errors.AsType[*wire.Error](err); ok {
			if e.Status == http.StatusUnauthorized {
				return errRefused()
			}
			pausing = max(pausing, e.RetryAfter)
		}
		b.log.Error("the commands are not registered yet", slog.Any("error", err), slog.String("advice", b.advice(err)), slog.Duration("wait", pausing))
		if !sleep(ctx, pausing) {
			return nil
		}
	}
	select {
	case <-b.gateway.first:
		b.readyOnce.Do(func() { close(b.ready) })
	case <-ctx.Done():
	}
	return nil
}

// advice says what to do when the commands cannot be registered.
func (b *Bot) advice(err error) string {
	e, ok := errors.AsType[*wire.Error](err)
	switch {
	case !ok || e.Status >= http.StatusInternalServerError:
		return "Discord or the way to it is disturbed; nothing to do"
	case e.Code == wire.CommandCreatesUsedUp || e.Status == http.StatusTooManyRequests:
		return "Discord takes only so many changes in a day; it is tried again by itself"
	case b.commandGuild != "" && (e.Status == http.StatusForbidden || e.Status == http.StatusNotFound):
		return "add the bot to the server that discord.command_guild names, with the scopes bot and applications.commands"
	case e.Status == http.StatusBadRequest:
		return "this is a fault of Readout; report it with this line: " + e.Detail
	}
	return "invite the bot again with the scopes bot and applications.commands"
}

func (b *Bot) tryRegister(ctx context.Context) error {
	var application struct {
		ID string `json:"id"`
	}
	if err := b.api.Call(ctx, http.MethodGet, "applications/@me", nil, &application); err != nil {
		return fmt.Errorf("ask Discord for the application: %w", err)
	}
	if !isSnowflake(application.ID) {
		return errors.New("the answer names no application")
	}
	path := commandsPath(application.ID, b.commandGuild)
	wanted := definitions(b.commands.Commands(), b.commandGuild == "")
	sum, err := fingerprint(path, wanted)
	if err != nil {
		return err
	}
	known, err := b.settings.Setting(ctx, commandsKey)
	if err != nil {
		return fmt.Errorf("look up the registered commands: %w", err)
	}
	if known == sum {
		registered, err := b.registered(ctx, path)
		if err != nil || registered == len(wanted) {
			return err
		}
	}
	start := time.Now()
	if err := b.api.Call(ctx, http.MethodPut, path, wanted, nil); err != nil {
		return fmt.Errorf("register the commands: %w", err)
	}
	if err := b.clearElsewhere(ctx, application.ID, known); err != nil {
		return err
	}
	b.log.Info("commands registered", slog.Int("commands", len(wanted)), slog.Duration("took", time.Since(start)))
	for _, setting := range [][2]string{{guildKey, b.commandGuild}, {commandsKey, sum}} {
		if err := b.settings.SetSetting(ctx, setting[0], setting[1]); err != nil {
			return fmt.Errorf("remember the registered commands: %w", err)
		}
	}
	return nil
}

// clearElsewhere takes away the commands that were registered for another
// reach: members would see each command twice.
func (b *Bot) clearElsewhere(ctx context.Context, application, known string) error {
	before, err := b.settings.Setting(ctx, guildKey)
	if err != nil {
		return fmt.Errorf("look up where commands were registered: %w", err)
	}
	if known == "" || before == b.commandGuild {
		return nil
	}
	err = b.api.Call(ctx, http.MethodPut, commandsPath(application, before), []command{}, nil)
	if e, ok := errors.AsType[*wire.Error](err); ok && (e.Status == http.StatusForbidden || e.Status == http.StatusNotFound) {
		return nil // the bot has left that server, and its commands with it
	}
	if err != nil {
		return fmt.Errorf("take away the commands registered before: %w", err)
	}
	return nil
}

func commandsPath(application, guild string) string {
	if guild == "" {
		return "applications/" + application + "/commands"
	}
	return "applications/" + application + "/guilds/" + guild + "/commands"
}

// registered counts the commands that Discord has.
func (b *Bot) registered(ctx context.Context, path string) (int, error) {
	var have []struct {
		ID string `json:"id"`
	}
	if err := b.api.Call(ctx, http.MethodGet, path, nil, &have); err != nil {
		return 0, fmt.Errorf("ask for the registered commands: %w", err)
	}
	return len(have), nil
}

func fingerprint(path string, commands []command) (string, error) {
	text, err := json.Marshal(commands)
	if err != nil {
		return "", fmt.Errorf("write down the commands: %w", err)
	}
	sum := sha256.Sum256(append([]byte(path+"\n"), text...))
	return hex.EncodeToString(sum[:]), nil
}
