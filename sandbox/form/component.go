package form

import (
	"encoding/json"
	"slices"
)

// The types of component that a message holds.
const (
	ActionRow         = 1
	Button            = 2
	StringSelect      = 3
	UserSelect        = 5
	RoleSelect        = 6
	MentionableSelect = 7
	ChannelSelect     = 8
)

// The styles of a button.
const (
	ButtonPrimary = 1
	ButtonDanger  = 4
	ButtonLink    = 5
)

// Component is a row, a button or a select menu, as it is sent and answered.
type Component struct {
	Type          int               `json:"type"`
	ID            int               `json:"id"`
	CustomID      string            `json:"custom_id,omitempty"`
	Style         int               `json:"style,omitempty"`
	Label         string            `json:"label,omitempty"`
	Disabled      bool              `json:"disabled,omitempty"`
	Emoji         *Emoji            `json:"emoji,omitempty"`
	URL           string            `json:"url,omitempty"`
	Placeholder   string            `json:"placeholder,omitempty"`
	MinValues     *int              `json:"min_values,omitempty"`
	MaxValues     *int              `json:"max_values,omitempty"`
	Options       []SelectOption    `json:"options,omitempty"`
	ChannelTypes  []int             `json:"channel_types,omitempty"`
	DefaultValues []json.RawMessage `json:"default_values,omitempty"`
	Components    []Component       `json:"components,omitempty"`
}

// Emoji is a picture on a button.
type Emoji struct {
	ID       string `json:"id,omitempty"`
	Name     string `json:"name"`
	Animated bool   `json:"animated,omitempty"`
}

// SelectOption is an entry of a select menu.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Emoji       *Emoji `json:"emoji,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// Number gives every component its id, counting in order of appearance.
func Number(rows []Component) {
	next := 0
	var walk func([]Component)
	walk = func(list []Component) {
		for i := range list {
			next++
			list[i].ID = next
			list[i].fillDefaults()
			walk(list[i].Components)
		}
	}
	walk(rows)
}

// fillDefaults sets what Discord answers for a select menu that left it out.
func (c *Component) fillDefaults() {
	if !c.isSelect() {
		return
	}
	if c.MinValues == nil {
		c.MinValues = new(1)
	}
	if c.MaxValues == nil {
		c.MaxValues = new(1)
	}
}

func (c *Component) isSelect() bool {
	return slices.Contains([]int{StringSelect, UserSelect, RoleSelect, MentionableSelect, ChannelSelect}, c.Type)
}

// checkRows checks the rows of buttons and menus under a message.
func checkRows(p *Problems, path string, rows []Component, flags int) {
	if flags&FlagComponentsV2 != 0 {
		p.Add(path, "SANDBOX_UNSUPPORTED", "The sandbox has no layout components (flag 32768).")
		return
	}
	p.atMost(path, len(rows), 5)
	seen := map[string]bool{}
	for i := range rows {
		row := &rows[i]
		if row.Type != ActionRow {
			p.Add(at(path, i, "type"), "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,).")
			continue
		}
		row.checkRow(p, at(path, i), seen)
	}
}

func (c *Component) checkRow(p *Problems, path string, seen map[string]bool) {
	path = at(path, "components")
	if len(c.Components) < 1 || len(c.Components) > 5 {
		p.Add(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	width := 0
	for i := range c.Components {
		child := &c.Components[i]
		switch {
		case child.Type == Button:
			width++
			child.checkButton(p, at(path, i))
		case child.isSelect():
			width += 5
			child.checkSelect(p, at(path, i))
		default:
			p.Add(at(path, i, "type"), "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).")
		}
		if child.CustomID != "" && seen[child.CustomID] {
			p.Add(at(path, i, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
		}
		seen[child.CustomID] = true
	}
	if width > 5 {
		p.Add(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
	}
}

func (c *Component) checkButton(p *Problems, path string) {
	p.longest(at(path, "label"), c.Label, 80)
	if c.Label == "" && c.Emoji == nil {
		p.Add(path, "BUTTON_COMPONENT_INVALID_LABEL", "A button needs a label or an emoji")
	}
	if c.Style == ButtonLink {
		if c.URL == "" {
			p.Add(path, "BUTTON_COMPONENT_URL_REQUIRED", "A url is required")
		}
		p.address(at(path, "url"), c.URL, "http", "https", "discord")
		p.longest(at(path, "url"), c.URL, 512)
		if c.CustomID != "" {
			p.Add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
		}
		return
	}
	if c.Style < ButtonPrimary || c.Style > ButtonDanger {
		p.oneOf(at(path, "style"), "1, 2, 3, 4, 5, 6")
	}
	if c.URL != "" {
		p.Add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
	}
	checkCustomID(p, path, c.CustomID)
}

func checkCustomID(p *Problems, path, id string) {
	if id == "" {
		p.Add(path, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
		return
	}
	p.between(at(path, "custom_id"), id, 1, 100)
}

func (c *Component) checkSelect(p *Problems, path string) {
	checkCustomID(p, path, c.CustomID)
	p.longest(at(path, "placeholder"), c.Placeholder, 150)
	if c.Type == StringSelect {
		if len(c.Options) < 1 || len(c.Options) > 25 {
			p.Add(at(path, "options"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.")
		}
		values := map[string]bool{}
		for i, option := range c.Options {
			p.between(at(path, "options", i, "label"), option.Label, 1, 100)
			p.between(at(path, "options", i, "value"), option.Value, 1, 100)
			p.longest(at(path, "options", i, "description"), option.Description, 100)
			if values[option.Value] {
				p.Add(at(path, "options", i, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
			}
			values[option.Value] = true
		}
	}
	least, most := 1, 1
	if c.MinValues != nil {
		least = *c.MinValues
	}
	if c.MaxValues != nil {
		most = *c.MaxValues
	}
	if least < 0 || least > 25 || most < 1 || most > 25 || least > most {
		p.Add(at(path, "max_values"), "NUMBER_TYPE_MAX", "min_values and max_values must be within 0 and 25, and in order.")
	}
}
