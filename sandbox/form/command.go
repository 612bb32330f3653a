package form

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The types of a command's option.
const (
	Subcommand      = 1
	SubcommandGroup = 2
	TextOption      = 3
	IntegerOption   = 4
	BooleanOption   = 5
	UserOption      = 6
	ChannelOption   = 7
	RoleOption      = 8
	MentionOption   = 9
	NumberOption    = 10
	FileOption      = 11
)

// ChatInput is the type of a slash command.
const ChatInput = 1

// Command describes a slash command, as it is sent and as it is answered.
type Command struct {
	ID               Snowflake         `json:"id,omitempty"`
	ApplicationID    string            `json:"application_id,omitempty"`
	GuildID          string            `json:"guild_id,omitempty"`
	Version          string            `json:"version,omitempty"`
	Type             int               `json:"type,omitempty"`
	Name             string            `json:"name"`
	NameLocal        map[string]string `json:"name_localizations,omitempty"`
	Description      string            `json:"description"`
	DescriptionLocal map[string]string `json:"description_localizations,omitempty"`
	Options          []Option          `json:"options,omitempty"`
	Permissions      *PermissionText   `json:"default_member_permissions"`
	DMPermission     *bool             `json:"dm_permission,omitempty"`
	Contexts         []int             `json:"contexts,omitempty"`
	IntegrationTypes []int             `json:"integration_types,omitempty"`
	NSFW             bool              `json:"nsfw"`
}

// PermissionText is a set of permissions, which clients send as a number or as
// text and Discord answers as text.
type PermissionText string

// UnmarshalJSON accepts both forms.
func (t *PermissionText) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	if _, err := strconv.ParseUint(text, 10, 64); err != nil {
		return fmt.Errorf("permissions %s are not a number", raw)
	}
	*t = PermissionText(text)
	return nil
}

// Bits returns the permissions as a number; no permissions are 0.
func (t *PermissionText) Bits() uint64 {
	if t == nil {
		return 0
	}
	bits, _ := strconv.ParseUint(string(*t), 10, 64)
	return bits
}

// Option is a parameter of a command, or a subcommand.
type Option struct {
	Type             int               `json:"type"`
	Name             string            `json:"name"`
	NameLocal        map[string]string `json:"name_localizations,omitempty"`
	Description      string            `json:"description"`
	DescriptionLocal map[string]string `json:"description_localizations,omitempty"`
	Required         bool              `json:"required,omitempty"`
	Choices          []Choice          `json:"choices,omitempty"`
	Options          []Option          `json:"options,omitempty"`
	ChannelTypes     []int             `json:"channel_types,omitempty"`
	MinValue         *float64          `json:"min_value,omitempty"`
	MaxValue         *float64          `json:"max_value,omitempty"`
	MinLength        *int              `json:"min_length,omitempty"`
	MaxLength        *int              `json:"max_length,omitempty"`
	Autocomplete     bool              `json:"autocomplete,omitempty"`
}

// Choice is a value that an option offers. Value is text or a number.
type Choice struct {
	Name      string            `json:"name"`
	NameLocal map[string]string `json:"name_localizations,omitempty"`
	Value     json.RawMessage   `json:"value"`
}

// Text returns the choice's value as text.
func (c Choice) Text() string {
	var text string
	if json.Unmarshal(c.Value, &text) == nil {
		return text
	}
	return string(c.Value)
}

// commandName is Discord's own expression for names of commands and options.
// Devanagari and Thai are letters and marks to Go.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// Check adds to p what is wrong with the command, whose path is prefix.
func (c *Command) Check(p *Problems, prefix string) {
	if c.Type == 0 {
		c.Type = ChatInput
	}
	if c.Type != ChatInput {
		p.between(at(prefix, "name"), c.Name, 1, 32)
		if c.Description != "" {
			p.Add(at(prefix, "description"), "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Context menu commands cannot have description")
		}
		return
	}
	checkName(p, at(prefix, "name"), c.Name)
	checkDescription(p, at(prefix, "description"), c.Description)
	checkLocal(p, prefix, c.NameLocal, c.DescriptionLocal)
	checkOptions(p, at(prefix, "options"), c.Options, 0)
	if n := c.size(); n > 8000 {
		p.Add(prefix, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (%d > 8000)", n)
	}
}

func checkName(p *Problems, path, name string) {
	if name == "" {
		p.required(path)
		return
	}
	if !commandName.MatchString(name) || strings.ToLower(name) != name {
		p.Add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
}

func checkDescription(p *Problems, path, text string) {
	if text == "" {
		p.required(path)
		return
	}
	p.between(path, text, 1, 100)
}

func checkLocal(p *Problems, path string, names, descriptions map[string]string) {
	for locale, name := range names {
		checkName(p, at(path, "name_localizations", locale), name)
	}
	for locale, text := range descriptions {
		checkDescription(p, at(path, "description_localizations", locale), text)
	}
}

// checkOptions checks the options at a depth: 0 under a command, 1 under a
// subcommand or a group, 2 under a subcommand of a group.
func checkOptions(p *Problems, path string, options []Option, depth int) {
	p.atMost(path, len(options), 25)
	names := map[string]bool{}
	optional, nested := false, 0
	for i := range options {
		option := &options[i]
		here := at(path, i)
		option.check(p, here, depth)
		if names[option.Name] {
			p.Add(path, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option name already used")
		}
		names[option.Name] = true
		if option.Type <= SubcommandGroup {
			nested++
			continue
		}
		if option.Required && optional {
			p.Add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !option.Required
	}
	if nested > 0 && nested < len(options) {
		p.Add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
	}
}

func (o *Option) check(p *Problems, path string, depth int) {
	checkName(p, at(path, "name"), o.Name)
	checkDescription(p, at(path, "description"), o.Description)
	checkLocal(p, path, o.NameLocal, o.DescriptionLocal)
	switch {
	case o.Type == Subcommand && depth < 2, o.Type == SubcommandGroup && depth < 1:
		checkOptions(p, at(path, "options"), o.Options, max(depth+1, 3-o.Type))
		return
	case o.Type <= SubcommandGroup || o.Type > FileOption:
		p.oneOf(at(path, "type"), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11")
		return
	}
	o.checkChoices(p, path)
	for key, n := range map[string]*int{"min_length": o.MinLength, "max_length": o.MaxLength} {
		if n != nil && (*n < 0 || *n > 6000 || o.Type != TextOption) {
			p.Add(at(path, key), "NUMBER_TYPE_MAX", "int value should be between 0 and 6000, for options of text.")
		}
	}
	number := o.Type == IntegerOption || o.Type == NumberOption
	if !number && (o.MinValue != nil || o.MaxValue != nil) {
		p.Add(at(path, "min_value"), "APPLICATION_COMMAND_OPTION_INVALID", "min_value and max_value are for numbers")
	}
}

func (o *Option) checkChoices(p *Problems, path string) {
	path = at(path, "choices")
	p.atMost(path, len(o.Choices), 25)
	takesChoices := o.Type == TextOption || o.Type == IntegerOption || o.Type == NumberOption
	if !takesChoices && (len(o.Choices) > 0 || o.Autocomplete) {
		p.Add(path, "APPLICATION_COMMAND_OPTION_INVALID", "Options of this type have neither choices nor autocomplete")
	}
	if o.Autocomplete && len(o.Choices) > 0 {
		p.Add(path, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "Options with autocomplete may not have choices")
	}
	seen := map[string]bool{}
	for i, choice := range o.Choices {
		choice.check(p, at(path, i), o.Type)
		if seen[choice.Name] {
			p.Add(path, "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS", "Option choice name already used")
		}
		seen[choice.Name] = true
	}
}

func (c Choice) check(p *Problems, path string, kind int) {
	p.between(at(path, "name"), c.Name, 1, 100)
	isText := len(c.Value) > 0 && c.Value[0] == '"'
	switch {
	case len(c.Value) == 0 || string(c.Value) == "null":
		p.required(at(path, "value"))
	case isText != (kind == TextOption):
		p.Add(at(path, "value"), "APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_INVALID", "The value is not of the option's type")
	case isText:
		p.between(at(path, "value"), c.Text(), 1, 100)
	}
}

// CheckChoices checks what a bot suggests for an option of the given type.
func CheckChoices(p *Problems, path string, choices []Choice, kind int) {
	p.atMost(path, len(choices), 25)
	for i, choice := range choices {
		choice.check(p, at(path, i), kind)
	}
}

// size counts the characters that the limit per command is about.
func (c *Command) size() int {
	n := longest(c.Name, c.NameLocal) + longest(c.Description, c.DescriptionLocal)
	var walk func([]Option)
	walk = func(options []Option) {
		for _, option := range options {
			n += longest(option.Name, option.NameLocal) + longest(option.Description, option.DescriptionLocal)
			for _, choice := range option.Choices {
				n += longest(choice.Name, choice.NameLocal) + utf8.RuneCountInString(choice.Text())
			}
			walk(option.Options)
		}
	}
	walk(c.Options)
	return n
}

// longest returns the length of the longest of a text and its translations: only
// that one counts.
// Source: Discord documentation, interactions/application-commands.
func longest(text string, local map[string]string) int {
	n := utf8.RuneCountInString(text)
	for _, translated := range local {
		n = max(n, utf8.RuneCountInString(translated))
	}
	return n
}
