package document

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text returns the text of a piece of HTML: markup, scripts and styles gone,
// entities decoded even where they were encoded twice, blocks parted by line
// breaks, white space collapsed.
func Text(markup string) string {
	text := markup
	for range 3 { // plain, encoded once too often, and once more
		before := text
		if !strings.ContainsAny(text, "<&") {
			break
		}
		text = strip(text)
		if text == before || !looksEncoded(text) {
			break
		}
	}
	return tidy(text)
}

// looksEncoded reports whether an entity or a tag is left in what should be text.
func looksEncoded(text string) bool {
	closes := strings.LastIndexByte(text, '>') // no tag begins after it
	for at := 0; ; at++ {
		next := strings.IndexAny(text[at:], "<&")
		if next < 0 {
			return false
		}
		at += next
		rest := text[at+1:]
		if text[at] == '&' && startsEntity(rest) || text[at] == '<' && at < closes && startsTag(rest) {
			return true
		}
	}
}

func startsEntity(s string) bool {
	end := strings.IndexByte(s[:min(len(s), 12)], ';')
	return end > 0 && strings.TrimFunc(s[:end], func(r rune) bool {
		return r == '#' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}) == ""
}

func startsTag(s string) bool {
	s = strings.TrimPrefix(s, "/")
	end := strings.IndexFunc(s[:min(len(s), 12)], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return end > 0 && atom.Lookup([]byte(strings.ToLower(s[:end]))) != 0
}

func strip(markup string) string {
	if !strings.Contains(markup, "<") {
		return html.UnescapeString(markup)
	}
	tokens := html.NewTokenizer(strings.NewReader(markup))
	tokens.SetMaxBuf(1 << 20)
	var out strings.Builder
	hidden := atom.Atom(0) // the element whose content is not text
	for {
		switch kind := tokens.Next(); kind {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			if hidden == 0 {
				out.Write(tokens.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := tokens.TagName()
			tag := atom.Lookup(name)
			if kind == html.StartTagToken && tag != atom.Script && tag != atom.Style {
				tokens.NextIsNotRawText() // an <iframe> that is never closed shall not swallow the rest
			}
			if hidesContent(tag) {
				hidden = 0
				if kind == html.StartTagToken {
					hidden = tag
				}
			}
			out.WriteString(gap(tag))
		}
	}
}

func hidesContent(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Template, atom.Svg:
		return true
	}
	return false
}

// gap is what parts the text before and after a tag.
func gap(tag atom.Atom) string {
	switch tag {
	case atom.P, atom.Div, atom.Br, atom.Li, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Tr, atom.Table, atom.Blockquote, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Figure,
		atom.Figcaption, atom.Hr, atom.Dl, atom.Dt, atom.Dd, atom.Pre, atom.Aside, atom.Main, atom.Nav, atom.Address:
		return "\n"
	case atom.Td, atom.Th, atom.Img, atom.Video, atom.Audio, atom.Button, atom.Input:
		return " "
	}
	return ""
}

// tidy collapses white space, keeps single line breaks, and drops what has no
// width: soft hyphens, joiners between words, marks of direction.
func tidy(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	gap := rune(0) // white space that is due before the next letter
	for _, r := range text {
		switch {
		case r == '\u00ad' || r == '\ufeff' || r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\u2060' || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069':
			continue
		case r == '\n' || r == '\u2028' || r == '\u2029':
			gap = '\n'
			continue
		case unicode.IsSpace(r) || unicode.IsControl(r):
			if gap == 0 {
				gap = ' '
			}
			continue
		}
		if gap != 0 && out.Len() > 0 {
			out.WriteRune(gap)
		}
		gap = 0
		out.WriteRune(r)
	}
	return out.String()
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// clipRunes cuts text to a number of runes, at a space if one is near.
func clipRunes(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	cut := string(runes[:limit-1])
	if space := strings.LastIndexFunc(cut, unicode.IsSpace); space > len(cut)*3/4 {
		cut = cut[:space]
	}
	return strings.TrimRightFunc(cut, unicode.IsSpace) + "…"
}
