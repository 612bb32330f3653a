package form

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Embed is a framed block of a message, as it is sent and as it is answered.
type Embed struct {
	Type        string       `json:"type,omitempty"`
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url,omitempty"`
	Color       *int         `json:"color,omitempty"`
	Timestamp   string       `json:"timestamp,omitempty"`
	Author      *EmbedAuthor `json:"author,omitempty"`
	Fields      []EmbedField `json:"fields,omitempty"`
	Image       *EmbedImage  `json:"image,omitempty"`
	Thumbnail   *EmbedImage  `json:"thumbnail,omitempty"`
	Footer      *EmbedFooter `json:"footer,omitempty"`
}

// EmbedAuthor is the small line above the title.
type EmbedAuthor struct {
	Name    string `json:"name"`
	URL     string `json:"url,omitempty"`
	IconURL string `json:"icon_url,omitempty"`
}

// EmbedField is a labelled piece of an embed.
type EmbedField struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline"`
}

// EmbedImage is a picture of an embed, by address or as "attachment://name".
type EmbedImage struct {
	URL string `json:"url"`
}

// EmbedFooter is the small line below.
type EmbedFooter struct {
	Text    string `json:"text"`
	IconURL string `json:"icon_url,omitempty"`
}

// trim removes white space around all text, as Discord does.
func (e *Embed) trim() {
	for _, text := range []*string{&e.Title, &e.Description} {
		*text = strings.TrimSpace(*text)
	}
	for i := range e.Fields {
		e.Fields[i].Name = strings.TrimSpace(e.Fields[i].Name)
		e.Fields[i].Value = strings.TrimSpace(e.Fields[i].Value)
	}
	if e.Author != nil {
		e.Author.Name = strings.TrimSpace(e.Author.Name)
	}
	if e.Footer != nil {
		e.Footer.Text = strings.TrimSpace(e.Footer.Text)
	}
}

// size counts the characters that the limit over all embeds is about.
func (e *Embed) size() int {
	n := utf8.RuneCountInString(e.Title) + utf8.RuneCountInString(e.Description)
	for _, field := range e.Fields {
		n += utf8.RuneCountInString(field.Name) + utf8.RuneCountInString(field.Value)
	}
	if e.Author != nil {
		n += utf8.RuneCountInString(e.Author.Name)
	}
	if e.Footer != nil {
		n += utf8.RuneCountInString(e.Footer.Text)
	}
	return n
}

func (e *Embed) check(p *Problems, path string) {
	p.longest(at(path, "title"), e.Title, 256)
	p.longest(at(path, "description"), e.Description, 4096)
	p.atMost(at(path, "fields"), len(e.Fields), 25)
	for i, field := range e.Fields {
		p.labelled(at(path, "fields", i, "name"), field.Name, 256)
		p.labelled(at(path, "fields", i, "value"), field.Value, 1024)
	}
	if e.Author != nil {
		p.labelled(at(path, "author", "name"), e.Author.Name, 256)
		p.address(at(path, "author", "url"), e.Author.URL, "http", "https")
		p.address(at(path, "author", "icon_url"), e.Author.IconURL, "http", "https", "attachment")
	}
	if e.Footer != nil {
		p.labelled(at(path, "footer", "text"), e.Footer.Text, 2048)
		p.address(at(path, "footer", "icon_url"), e.Footer.IconURL, "http", "https", "attachment")
	}
	for key, image := range map[string]*EmbedImage{"image": e.Image, "thumbnail": e.Thumbnail} {
		if image != nil {
			p.address(at(path, key, "url"), image.URL, "http", "https", "attachment")
		}
	}
	p.address(at(path, "url"), e.URL, "http", "https")
	if e.Color != nil && (*e.Color < 0 || *e.Color > 0xffffff) {
		p.Add(at(path, "color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
	}
	if e.Timestamp != "" && !validTime(e.Timestamp) {
		p.Add(at(path, "timestamp"), "DATE_TIME_TYPE_PARSE", "Could not parse %s. Should be ISO8601.", e.Timestamp)
	}
	if e.empty() {
		p.required(at(path, "description"))
	}
}

func (e *Embed) empty() bool {
	return e.size() == 0 && e.Image == nil && e.Thumbnail == nil
}

// labelled complains of text that is missing or too long.
func (p *Problems) labelled(path, text string, limit int) {
	if text == "" {
		p.required(path)
		return
	}
	p.longest(path, text, limit)
}

// address complains of a link that is malformed or of another scheme.
func (p *Problems) address(path, text string, schemes ...string) {
	if text == "" {
		return
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme == "" || u.Host == "" && u.Opaque == "" {
		p.Add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
		return
	}
	if !slices.Contains(schemes, strings.ToLower(u.Scheme)) {
		p.Add(path, "URL_TYPE_INVALID_SCHEME", "Scheme %q is not supported. Scheme must be one of ('%s').", u.Scheme, strings.Join(schemes, "', '"))
	}
	p.longest(path, text, 2048)
}
