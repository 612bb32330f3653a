package rendering

import (
	"strings"

	"readout"
)

// ellipsis stands where something was left out of a message.
const ellipsis = "…"

// layout distributes a message over as many messages of Discord as it needs,
// or, when it may be only one, as much of it as fits.
type layout struct {
	message  readout.Message
	single   bool // one message only
	embeds   bool // else plain text
	announce bool // with the summary, and the role to mention

	done  []Message
	page  Message
	total int // characters in the page's embeds
	full  bool
}

func (l *layout) pages() []Message {
	l.page = newMessage()
	if l.announce {
		l.mention()
	}
	if l.embeds && l.hasDetail() {
		l.layEmbeds()
	} else {
		l.layText()
	}
	l.page.Components = buttons(l.message.Actions)
	if l.page.Content == "" && len(l.page.Embeds) == 0 {
		l.page.Content = ellipsis // Discord takes no empty message
	}
	return append(l.done, l.page)
}

// hasDetail reports whether there is more to show than the summary.
func (l *layout) hasDetail() bool {
	m := l.message
	return m.Title != "" || len(m.Body) > 0 || len(m.Fields) > 0 || m.Footer != ""
}

// mention begins the content with the role.
func (l *layout) mention() {
	if isSnowflake(l.message.RoleID) {
		l.page.Content = "<@&" + l.message.RoleID + ">"
		l.page.AllowedMentions.Roles = []string{l.message.RoleID}
	}
}

// footer returns the line under the last embed, for which every page keeps
// room: which page is the last shows only at the end.
func (l *layout) footer() string {
	return cut(strings.TrimSpace(clean(l.message.Footer)), maxFooter)
}

func (l *layout) layEmbeds() {
	in := where{}
	if l.announce {
		l.addContent(where{content: true}.line(readout.T(l.message.Summary), maxContent-size(l.page.Content)-1))
	}
	l.page.Embeds = append(l.page.Embeds, l.head(in))
	longest := min(maxDescription, maxEmbedsTotal-maxTitle-size(l.footer())-len(ellipsis))
	for _, t := range l.message.Body {
		l.addLine(in.line(t, longest))
	}
	for _, f := range l.message.Fields {
		l.addField(in, f)
	}
	l.foot()
}

// head returns the first embed with its title.
func (l *layout) head(in where) Embed {
	e := Embed{Color: colour(l.message.Tone)}
	address, linked := link(l.message.Link, maxLink)
	if linked {
		e.URL = address
	}
	title := in.line(readout.T(strings.TrimSpace(l.message.Title)), maxTitle)
	// The same words above the embed and in it would be read twice.
	if linked || !l.announce || !strings.EqualFold(strings.TrimSpace(l.message.Title), strings.TrimSpace(l.message.Summary)) || l.nothingElse() {
		e.Title = title
	}
	if e.Title == "" {
		e.URL = ""
	}
	l.total += size(e.Title)
	return e
}

func (l *layout) nothingElse() bool {
	return len(l.message.Body) == 0 && len(l.message.Fields) == 0 && l.message.Footer == ""
}

// last returns the embed that is being filled.
func (l *layout) last() *Embed { return &l.page.Embeds[len(l.page.Embeds)-1] }

// room reports whether the page takes n more characters in its embeds.
func (l *layout) room(n int) bool {
	return l.total+n+size(l.footer())+len(ellipsis) <= maxEmbedsTotal
}

// begin opens a new embed for n characters: in this message if there is room,
// else in the next. It reports false when there is to be no next.
func (l *layout) begin(n int) bool {
	if !l.room(n) || len(l.page.Embeds) == maxEmbeds {
		if l.single {
			l.leaveOut()
			return false
		}
		l.done = append(l.done, l.page)
		l.page, l.total = newMessage(), 0
	}
	l.page.Embeds = append(l.page.Embeds, Embed{Color: colour(l.message.Tone)})
	return true
}

// leaveOut marks that something is missing from here on.
func (l *layout) leaveOut() {
	l.full = true
	e := l.last()
	if len(e.Fields) == 0 && size(e.Description)+2 <= maxDescription {
		e.Description = strings.TrimSpace(e.Description + "\n" + ellipsis)
		l.total += 2
	}
}

// addLine adds a line to the description.
func (l *layout) addLine(line string) {
	if l.full {
		return
	}
	e := l.last()
	n := size(line)
	if e.Description != "" {
		n++ // for the break
	}
	if size(e.Description)+n > maxDescription || !l.room(n) {
		if line == "" {
			return // a break needs no empty line
		}
		if !l.begin(n) {
			return
		}
		e = l.last()
	}
	if e.Description == "" {
		if line == "" {
			return
		}
		e.Description = line
		l.total += n
		return
	}
	e.Description += "\n" + line
	l.total += n
}

// addField adds a field, in several parts when it is long.
func (l *layout) addField(in where, f readout.Field) {
	name := in.line(readout.T(strings.TrimSpace(f.Name)), maxFieldName-2)
	for i, value := range fieldValues(in, f.Value) {
		part := EmbedField{Name: name, Value: value, Inline: f.Inline}
		if i > 0 {
			part.Name += " " + ellipsis
		}
		if strings.TrimSpace(part.Name) == "" {
			part.Name = "\u200b" // Discord takes no field without a name
		}
		l.putField(part)
	}
}

func (l *layout) putField(f EmbedField) {
	if l.full {
		return
	}
	n := size(f.Name) + size(f.Value)
	if len(l.last().Fields) == maxFields || !l.room(n) {
		if !l.begin(n) {
			return
		}
	}
	e := l.last()
	e.Fields = append(e.Fields, f)
	l.total += n
}

// fieldValues joins lines to values that are not too long.
func fieldValues(in where, lines []readout.Text) []string {
	var out []string
	for _, t := range lines {
		line := in.line(t, maxFieldValue)
		n := len(out)
		switch {
		case n > 0 && size(out[n-1])+1+size(line) <= maxFieldValue:
			out[n-1] += "\n" + line
		case strings.TrimSpace(line) != "":
			out = append(out, line)
		}
	}
	for i := range out {
		out[i] = strings.TrimRight(out[i], "\n ")
	}
	return out
}

// foot ends the last embed, and takes away embeds that stayed empty.
func (l *layout) foot() {
	e := l.last()
	if footer := l.footer(); footer != "" {
		e.Footer = &EmbedFooter{Text: footer}
	}
	e.Timestamp = timestamp(l.message.At)
	for i := range l.page.Embeds {
		l.page.Embeds[i].Description = strings.TrimRight(l.page.Embeds[i].Description, "\n ")
	}
	if len(l.page.Embeds) == 1 && e.Title == "" && e.Description == "" && len(e.Fields) == 0 && e.Footer == nil {
		l.page.Embeds = []Embed{}
		l.addContent(where{content: true}.line(readout.T(l.message.Summary), maxContent))
	}
}

// addContent adds text to the content, after a mention.
func (l *layout) addContent(text string) {
	if text == "" || strings.HasSuffix(l.page.Content, text) {
		return
	}
	if l.page.Content != "" {
		l.page.Content += " "
	}
	l.page.Content += text
}

// layText sets everything as plain text.
func (l *layout) layText() {
	in := where{content: true}
	if !l.hasDetail() {
		l.addContent(in.line(readout.T(l.message.Summary), maxContent-size(l.page.Content)-1))
		return
	}
	title := strings.TrimSpace(l.message.Title)
	if l.announce || title == "" {
		title = strings.TrimSpace(l.message.Summary) // says more, to readers of notifications too
	}
	l.addContent(in.line(readout.Text{{Text: title, Style: readout.Bold, Link: l.message.Link}}, maxContent/2))
	const longest = maxContent - 200
	for _, t := range l.message.Body {
		l.addText(in.line(t, longest))
	}
	for _, f := range l.message.Fields {
		if strings.TrimSpace(clean(f.Name)) != "" {
			l.addText("")
			l.addText(in.line(readout.Text{{Text: f.Name, Style: readout.Bold}}, maxFieldName))
		}
		for _, t := range f.Value {
			l.addText(in.line(t, longest))
		}
	}
	if footer := cut(l.footer(), maxFieldValue); footer != "" {
		l.addText(in.line(readout.Text{{Text: footer, Style: readout.Small}}, longest))
	}
	l.page.Content = strings.TrimRight(l.page.Content, "\n ")
}

// addText adds a line to the content.
func (l *layout) addText(line string) {
	if l.full || l.page.Content == "" && line == "" {
		return
	}
	if size(l.page.Content)+1+size(line)+len(ellipsis)+1 <= maxContent {
		if l.page.Content != "" {
			l.page.Content += "\n"
		}
		l.page.Content += line
		return
	}
	if l.single {
		l.full = true
		l.page.Content += "\n" + ellipsis
		return
	}
	l.page.Content = strings.TrimRight(l.page.Content, "\n ")
	l.done = append(l.done, l.page)
	l.page = newMessage()
	l.page.Content = line
}
