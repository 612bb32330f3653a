package rendering_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"readout"
	"readout/bot/rendering"
)

// FuzzLimits renders messages of any shape and holds every result against
// Discord's limits.
func FuzzLimits(f *testing.F) {
	f.Add("text", "title", "https://example.org", 3, 2, 1, int64(1), uint8(0))
	f.Add("a*b@everyone\n- x 😀", "😀", "javascript:x", 300, 60, 30, int64(0), uint8(3))
	f.Add(strings.Repeat("😀 ", 3000), strings.Repeat("t", 400), "https://example.org/("+strings.Repeat("a", 600), 7, 30, 26, int64(-1), uint8(5))
	f.Add(strings.Repeat("*", 2500), "", "", 5, 5, 5, int64(1<<40), uint8(7))
	f.Add("", "", "", 0, 0, 0, int64(0), uint8(255))
	schema := requestSchema(f)
	f.Fuzz(func(t *testing.T, text, title, link string, lines, fields, actions int, at int64, shape uint8) {
		m := shaped(text, title, link, lines%200, fields%70, actions%40, at, shape)
		for _, embeds := range []bool{true, false} {
			checkAll(t, schema, m, embeds)
		}
	})
}

func shaped(text, title, link string, lines, fields, actions int, at int64, shape uint8) readout.Message {
	m := readout.Message{Summary: title + text, Title: title, Link: link}
	if shape&1 != 0 {
		m.Footer, m.RoleID = text, "123456789012345678"
	}
	if at != 0 {
		m.At = time.Unix(at, 0)
	}
	for i := range lines {
		m.Body = append(m.Body, readout.Text{
			{Text: text, Style: readout.Style((i + int(shape)) % 4), Link: link},
			{Text: title, Style: readout.Style(i % 3)},
			{Time: m.At, Show: readout.AsDate, Text: title},
		})
	}
	for i := range fields {
		m.Fields = append(m.Fields, readout.Field{Name: title, Inline: i%2 == 0, Value: []readout.Text{readout.T(text), readout.T(title)}})
	}
	for i := range actions {
		a := readout.Action{Label: title, ID: text}
		if i%3 == 0 {
			a.Link = link
		}
		m.Actions = append(m.Actions, a, readout.Action{Label: "ok", ID: strings.Repeat("i", i+1)})
	}
	return m
}

func checkAll(t *testing.T, schema *jsonschema.Schema, m readout.Message, embeds bool) {
	t.Helper()
	pages := append(rendering.Pages(m, embeds), rendering.Post(m, embeds), rendering.Note(m.Summary))
	if len(pages) > 600 {
		t.Errorf("%d pages", len(pages))
	}
	for _, page := range pages {
		checkLimits(t, page)
		checkSchema(t, schema, page)
	}
	if !embeds {
		for _, page := range pages[:len(pages)-1] {
			if len(page.Embeds) > 0 {
				t.Error("an embed in plain text")
			}
		}
	}
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

func checkLimits(t *testing.T, m rendering.Message) {
	t.Helper()
	atMost := func(what string, n, limit int) {
		t.Helper()
		if n > limit {
			t.Errorf("%s: %d, at most %d", what, n, limit)
		}
	}
	atMost("content", units(m.Content), 2000)
	atMost("embeds", len(m.Embeds), 10)
	atMost("rows", len(m.Components), 5)
	if strings.TrimSpace(m.Content) == "" && len(m.Embeds) == 0 {
		t.Error("the message is empty")
	}
	total := 0
	for _, e := range m.Embeds {
		atMost("title", units(e.Title), 256)
		atMost("description", units(e.Description), 4096)
		atMost("fields", len(e.Fields), 25)
		total += units(e.Title) + units(e.Description)
		for _, f := range e.Fields {
			atMost("field name", units(f.Name), 256)
			atMost("field value", units(f.Value), 1024)
			total += units(f.Name) + units(f.Value)
			if strings.TrimSpace(f.Name) == "" || strings.TrimSpace(f.Value) == "" {
				t.Errorf("empty field %q: %q", f.Name, f.Value)
			}
		}
		if e.Footer != nil {
			atMost("footer", units(e.Footer.Text), 2048)
			total += units(e.Footer.Text)
		}
		if e.Title == "" && e.Description == "" && len(e.Fields) == 0 && e.Footer == nil {
			t.Error("an embed is empty")
		}
	}
	atMost("all embeds", total, 6000)
	checkButtons(t, m, atMost)
}

func checkButtons(t *testing.T, m rendering.Message, atMost func(string, int, int)) {
	t.Helper()
	ids := map[string]bool{}
	for _, row := range m.Components {
		atMost("buttons in a row", len(row.Components), 5)
		for _, b := range row.Components {
			atMost("label", units(b.Label), 80)
			atMost("custom id", units(b.CustomID), 100)
			atMost("address", len(b.URL), 512)
			if b.Label == "" || (b.CustomID == "") == (b.URL == "") || b.CustomID != "" && ids[b.CustomID] {
				t.Errorf("button %+v", b)
			}
			ids[b.CustomID] = true
		}
	}
}

// requestSchema compiles Discord's description of a new message, where it is
// at hand.
func requestSchema(tb testing.TB) *jsonschema.Schema {
	tb.Helper()
	file := filepath.Join("..", "..", "..", "shared", "discord", "openapi.json")
	raw, err := os.ReadFile(file)
	if err != nil {
		tb.Logf("without Discord's OpenAPI description: %v", err)
		return nil
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		tb.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("openapi.json", doc); err != nil {
		tb.Fatal(err)
	}
	schema, err := c.Compile("openapi.json#/components/schemas/MessageCreateRequest")
	if err != nil {
		tb.Fatal(err)
	}
	return schema
}

func checkSchema(t *testing.T, schema *jsonschema.Schema, m rendering.Message) {
	t.Helper()
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(raw) {
		t.Error("not UTF-8")
	}
	if schema == nil {
		return
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%v in %.2000s", err, raw)
	}
}
