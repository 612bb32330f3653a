package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"readout/sandbox/form"
)

// line is a slash command as somebody types it: "/contacts search text:peace".
type line struct {
	command form.Command
	path    []string      // names of the command and subcommands
	options []form.Option // of the innermost subcommand
	types   []int         // of the subcommands
	values  []typed       // in the order typed
}

type typed struct {
	option form.Option
	text   string
}

// name is what the line calls: "/watch add".
func (l *line) name() string { return "/" + strings.Join(l.path, " ") }

// parseLine reads a line against the registered commands. Errors are for
// whoever typed it.
func parseLine(text string, commands []form.Command) (*line, error) {
	rest, slash := strings.CutPrefix(strings.TrimLeft(text, " "), "/")
	if !slash {
		return nil, fmt.Errorf("a command begins with a slash; try /help")
	}
	word, rest, _ := strings.Cut(rest, " ")
	at := slices.IndexFunc(commands, func(c form.Command) bool { return c.Name == word })
	if at < 0 {
		if len(commands) == 0 {
			return nil, fmt.Errorf("no bot has registered commands yet")
		}
		return nil, fmt.Errorf("there is no command /%s; the commands are %s", word, commandNames(commands))
	}
	l := &line{command: commands[at], path: []string{word}, options: commands[at].Options}
	for hasSubcommands(l.options) {
		word, rest, _ = strings.Cut(strings.TrimLeft(rest, " "), " ")
		at := slices.IndexFunc(l.options, func(o form.Option) bool { return o.Name == word })
		if at < 0 {
			return nil, fmt.Errorf("%s needs one of %s", l.name(), optionNames(l.options))
		}
		l.path, l.types, l.options = append(l.path, word), append(l.types, l.options[at].Type), l.options[at].Options
	}
	return l, l.readValues(rest)
}

func hasSubcommands(options []form.Option) bool {
	return len(options) > 0 && (options[0].Type == form.Subcommand || options[0].Type == form.SubcommandGroup)
}

func commandNames(commands []form.Command) string {
	var names []string
	for _, c := range commands {
		names = append(names, "/"+c.Name)
	}
	sort.Strings(names)
	return strings.Join(names, ", ")
}

func optionNames(options []form.Option) string {
	var names []string
	for _, o := range options {
		names = append(names, o.Name)
	}
	return strings.Join(names, ", ")
}

// readValues reads "name:value name:value". A value goes on to the name of the
// next option.
func (l *line) readValues(text string) error {
	for rest := strings.TrimLeft(text, " "); rest != ""; {
		name, value, found := strings.Cut(rest, ":")
		at := slices.IndexFunc(l.options, func(o form.Option) bool { return o.Name == name })
		if !found || at < 0 {
			if len(l.options) == 0 {
				return fmt.Errorf("%s takes no options", l.name())
			}
			return fmt.Errorf("%q is no option of %s; write name:value with one of %s", strings.TrimSpace(rest), l.name(), optionNames(l.options))
		}
		end := len(value)
		for _, o := range l.options {
			if next := strings.Index(value, " "+o.Name+":"); next >= 0 && next < end {
				end = next
			}
		}
		if slices.ContainsFunc(l.values, func(v typed) bool { return v.option.Name == name }) {
			return fmt.Errorf("%s is given twice", name)
		}
		l.values = append(l.values, typed{l.options[at], strings.TrimSpace(value[:end])})
		rest = strings.TrimLeft(value[end:], " ")
	}
	return nil
}

// check reports what keeps the line from being sent.
func (l *line) check() error {
	for _, o := range l.options {
		given := slices.IndexFunc(l.values, func(v typed) bool { return v.option.Name == o.Name })
		if o.Required && (given < 0 || l.values[given].text == "") {
			return fmt.Errorf("%s needs %s: %s", l.name(), o.Name, o.Description)
		}
	}
	return nil
}

// data is the interaction's data. Where focus is set, the last option is being
// typed and nothing is checked.
func (w *world) data(l *line, focus bool) (object, error) {
	resolved := resolution{channels: object{}, roles: object{}, users: object{}, members: object{}}
	sent := []object{}
	for i, v := range l.values {
		focused := focus && i == len(l.values)-1
		value, err := w.value(v, focused, &resolved)
		if err != nil {
			return nil, err
		}
		o := object{"name": v.option.Name, "type": v.option.Type, "value": value}
		if focused {
			o["focused"] = true
		}
		sent = append(sent, o)
	}
	for i := len(l.path) - 1; i > 0; i-- {
		sent = []object{{"name": l.path[i], "type": l.types[i-1], "options": sent}}
	}
	data := object{"id": l.command.ID, "name": l.command.Name, "type": form.ChatInput}
	if len(sent) > 0 {
		data["options"] = sent
	}
	if l.command.GuildID != "" {
		data["guild_id"] = l.command.GuildID
	}
	if all := resolved.object(); len(all) > 0 {
		data["resolved"] = all
	}
	return data, nil
}

// resolution collects the channels, roles and people that options name.
type resolution struct{ channels, roles, users, members object }

func (r *resolution) object() object {
	out := object{}
	for name, part := range map[string]object{"channels": r.channels, "roles": r.roles, "users": r.users, "members": r.members} {
		if len(part) > 0 {
			out[name] = part
		}
	}
	return out
}

// value converts the text of an option.
func (w *world) value(v typed, focused bool, r *resolution) (any, error) {
	if focused {
		return v.text, nil
	}
	o := v.option
	for _, c := range o.Choices {
		if strings.EqualFold(c.Name, v.text) || c.Text() == v.text {
			return json.RawMessage(c.Value), nil
		}
	}
	if len(o.Choices) > 0 {
		return nil, fmt.Errorf("%s must be one of the choices offered", o.Name)
	}
	switch o.Type {
	case form.IntegerOption:
		n, err := strconv.ParseInt(v.text, 10, 53)
		if err != nil || outside(o, float64(n)) {
			return nil, fmt.Errorf("%s must be a whole number%s", o.Name, span(o))
		}
		return n, nil
	case form.NumberOption:
		n, err := strconv.ParseFloat(v.text, 64)
		if err != nil || outside(o, n) {
			return nil, fmt.Errorf("%s must be a number%s", o.Name, span(o))
		}
		return n, nil
	case form.BooleanOption:
		yes, err := strconv.ParseBool(strings.ToLower(v.text))
		if err != nil {
			return nil, fmt.Errorf("%s must be true or false", o.Name)
		}
		return yes, nil
	case form.ChannelOption, form.RoleOption, form.UserOption:
		return w.named(v, r)
	}
	n := len([]rune(v.text))
	if o.MinLength != nil && n < *o.MinLength || o.MaxLength != nil && n > *o.MaxLength || n > 6000 {
		return nil, fmt.Errorf("%s is too short or too long", o.Name)
	}
	return v.text, nil
}

func outside(o form.Option, n float64) bool {
	return o.MinValue != nil && n < *o.MinValue || o.MaxValue != nil && n > *o.MaxValue
}

func span(o form.Option) string {
	if o.MinValue == nil || o.MaxValue == nil {
		return ""
	}
	return fmt.Sprintf(" from %g to %g", *o.MinValue, *o.MaxValue)
}

// named finds the channel, role or person that an option names.
func (w *world) named(v typed, r *resolution) (any, error) {
	switch v.option.Type {
	case form.ChannelOption:
		c, found := w.channel(v.text)
		if !found {
			return nil, fmt.Errorf("there is no channel %q", v.text)
		}
		if len(v.option.ChannelTypes) > 0 && !slices.Contains(v.option.ChannelTypes, c.kind) {
			return nil, fmt.Errorf("#%s is not of a kind that %s takes", c.name, v.option.Name)
		}
		o := w.wireChannel(c)
		delete(o, "permission_overwrites")
		o["permissions"] = bits(everyone)
		o["app_permissions"] = bits(w.guild.bot.permissionsIn(w.guild, c))
		r.channels[c.id] = o
		return c.id, nil
	case form.RoleOption:
		found, err := w.guild.role(v.text)
		if err != nil {
			return nil, err
		}
		r.roles[found.id] = wireRole(found)
		return found.id, nil
	}
	m, err := w.guild.member(v.text)
	if err != nil {
		return nil, err
	}
	r.users[m.id] = user(m)
	resolved := w.wireMember(m)
	delete(resolved, "user")
	resolved["permissions"] = bits(m.guildPermissions(w.guild))
	r.members[m.id] = resolved
	return m.id, nil
}
