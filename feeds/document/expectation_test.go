package document_test

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout/feeds/document"
)

// expectation is one that bears on a story: what somebody else's test says
// that a reader must find in a document.
type expectation struct {
	about string // title, summary, link, date, feed title, encoding, items
	item  int    // which story
	want  string // dates in RFC 3339, encodings by their names
}

// conformanceCase is a document with what its authors expect of it.
type conformanceCase struct {
	name, contentType string
	body              []byte
	wanted            []expectation
}

// feedparserTests reads the comments at the head of feedparser's tests, whose
// expectations are expressions in Python:
//
//	Header:   Content-type: text/xml; charset=big5
//	Expect:   not bozo and entries[0]['title'] == u'\u82f1'
type feedparserTests struct{ comparison, literal *regexp.Regexp }

func newFeedparserTests() feedparserTests {
	const literal = `(?:[uU]?(?:\"\"\".*?\"\"\"|\'\'\'.*?\'\'\'|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))`
	return feedparserTests{regexp.MustCompile(
		`(?:(entries\[(\d+)\]|feed)((?:\.\w+|\['\w+'\]|\[0\])+)|(encoding)|(len\(entries\)))\s*==\s*` +
			`(` + literal + `(?:\s*\+\s*` + literal + `)*|\([\d, ]+\)|\d+)`), regexp.MustCompile(literal)}
}

func (p feedparserTests) read(name string, body []byte) conformanceCase {
	c := conformanceCase{name: name, body: body}
	text := document.ToUTF8(body, "")
	text = text[:min(len(text), 4000)]
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if value, ok := strings.CutPrefix(line, "Header:"); ok {
			if name, rest, _ := strings.Cut(value, ":"); strings.EqualFold(strings.TrimSpace(name), "content-type") {
				c.contentType = strings.TrimSpace(rest)
			}
		}
		_, value, ok := strings.Cut(line, "Expect:")
		if !ok {
			continue
		}
		for _, m := range p.comparison.FindAllStringSubmatch(value, -1) {
			if e, ok := p.translate(m); ok {
				c.wanted = append(c.wanted, e)
			}
		}
	}
	return c
}

func (p feedparserTests) translate(m []string) (expectation, bool) {
	item, _ := strconv.Atoi(m[2])
	value := m[6]
	switch {
	case m[5] != "":
		return expectation{about: "items", want: value}, true
	case m[4] != "":
		name, ok := p.python(value)
		return expectation{about: "encoding", want: name}, ok
	}
	field := strings.Trim(strings.NewReplacer("']", "", "['", ".", "[0]", "").Replace(m[3]), ".")
	field = strings.NewReplacer("_detail.value", "", "content.value", "content").Replace(field)
	about := map[string]string{
		"title": "title", "description": "summary", "summary": "summary", "content": "summary", "link": "link",
		"published_parsed": "date", "updated_parsed": "date", "created_parsed": "date",
	}[field]
	if m[1] == "feed" {
		about = map[string]string{"title": "feed title"}[field]
	}
	switch {
	case about == "":
		return expectation{}, false
	case about == "date":
		var year, month, day, hour, minute, second int
		_, err := fmt.Sscanf(value, "(%d, %d, %d, %d, %d, %d", &year, &month, &day, &hour, &minute, &second)
		at := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
		return expectation{about, item, at.Format(time.RFC3339)}, err == nil
	}
	text, ok := p.python(value)
	return expectation{about, item, text}, ok
}

// python reads string literals, added up, as far as the tests use them.
func (p feedparserTests) python(expression string) (string, bool) {
	out := ""
	for _, literal := range p.literal.FindAllString(expression, -1) {
		literal = strings.TrimLeft(literal, "uU")
		quotes := 1
		if len(literal) >= 6 && (strings.HasPrefix(literal, `"""`) || strings.HasPrefix(literal, "'''")) {
			quotes = 3
		}
		inner := literal[quotes : len(literal)-quotes]
		inner = regexp.MustCompile(`\\x([0-9a-fA-F]{2})`).ReplaceAllString(inner, `\u00$1`)
		inner = strings.NewReplacer(`\\`, `\\`, `\'`, `'`, `\"`, `\"`, `"`, `\"`, "\n", `\n`).Replace(inner)
		text, err := strconv.Unquote(`"` + inner + `"`)
		if err != nil {
			return "", false
		}
		out += text
	}
	return out, true
}

// goldenOf returns the names under which projects keep what they expect of a
// document: gofeed's and feed-rs's own results as JSON.
func goldenOf(name string) []string {
	stem := strings.TrimSuffix(name, path.Ext(name))
	return []string{stem + ".json", stem + ".serde.json", stem + "_expected.json"}
}

// readGolden takes what bears on stories from such a result.
func readGolden(golden []byte) []expectation {
	var root map[string]any
	if json.Unmarshal(golden, &root) != nil || strings.Contains(fmt.Sprint(root["version"]), "jsonfeed.org") {
		return nil // a JSON Feed of the same name
	}
	var out []expectation
	add := func(about string, item int, want string) {
		if want != "" {
			out = append(out, expectation{about, item, want})
		}
	}
	add("feed title", 0, content(root["title"]))
	items, _ := root["items"].([]any)
	if items == nil {
		items, _ = root["entries"].([]any)
	}
	for i, entry := range items {
		item, _ := entry.(map[string]any)
		add("title", i, content(item["title"]))
		for _, name := range []string{"description", "summary", "content", "content_text", "content_html"} {
			if text := content(item[name]); text != "" {
				add("summary", i, text)
				break
			}
		}
		add("link", i, ownLink(item))
		add("date", i, earliest(item))
	}
	return out
}

// content reads a text that is a string or an object around one.
func content(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case map[string]any:
		for _, name := range []string{"content", "value", "body"} {
			if text, ok := v[name].(string); ok {
				return text
			}
		}
	}
	return ""
}

func ownLink(item map[string]any) string {
	if link, ok := item["link"].(string); ok {
		return link
	}
	links, _ := item["links"].([]any)
	for _, entry := range links {
		if link, ok := entry.(map[string]any); ok {
			rel, _ := link["rel"].(string)
			href, _ := link["href"].(string)
			if rel == "" || rel == "alternate" {
				return href
			}
		}
	}
	return ""
}

// earliest returns the earliest date of an item: what a story's date is.
func earliest(item map[string]any) string {
	var dates []time.Time
	for _, name := range []string{"pubDateParsed", "publishedParsed", "updatedParsed", "published", "updated"} {
		text, _ := item[name].(string)
		if at, err := time.Parse(time.RFC3339, text); err == nil {
			dates = append(dates, at.UTC().Truncate(time.Second))
		}
	}
	if len(dates) == 0 {
		return ""
	}
	return slices.MinFunc(dates, time.Time.Compare).Format(time.RFC3339)
}
