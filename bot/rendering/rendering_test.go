package rendering_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
	"readout/bot/rendering"
)

var update = flag.Bool("update", false, "write the golden files anew")

func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func alert() readout.Message {
	return readout.Message{
		Summary: "Canada and the United States: leaders spoke by phone",
		Title:   "🇨🇦 Prime Minister – President 🇺🇸",
		Link:    "https://example.org/readout_(1)?a=b&c=<d>",
		Body: []readout.Text{
			{{Text: "Held", Style: readout.Bold}, {Text: " · by phone · "}, {Time: noon(), Show: readout.AsDateTime}},
			nil,
			{{Text: "The two leaders spoke about *Russia* [and more]. "}, {Text: "Morning Wire", Link: "https://example.org/a"}, {Text: ", "}, {Time: noon(), Show: readout.AsRelative}},
			{{Text: "3 sources", Style: readout.Small}},
		},
		Fields: []readout.Field{
			{Name: "Canada", Value: []readout.Text{readout.T("says so")}, Inline: true},
			{Name: "United States", Value: []readout.Text{readout.T("- says so"), readout.T("too")}, Inline: true},
		},
		Footer:  "Contact 12 – *not* markdown",
		Tone:    readout.ToneHeld,
		At:      noon(),
		RoleID:  "123456789012345678",
		Actions: []readout.Action{{ID: "why:12", Label: "Why?"}, {Label: "Source", Link: "https://example.org/a"}, {Label: "Bad", Link: "javascript:alert(1)"}},
	}
}

func TestGolden(t *testing.T) {
	long := alert()
	long.Body = nil
	for range 60 {
		long.Body = append(long.Body, readout.T(strings.Repeat("words that fill a line ", 12)))
	}
	for name, pages := range map[string][]rendering.Message{
		"post":               {rendering.Post(alert(), true)},
		"post-without-embed": {rendering.Post(alert(), false)},
		"answer":             rendering.Pages(alert(), true),
		"answer-plain":       rendering.Pages(alert(), false),
		"notice":             {rendering.Post(readout.Message{Summary: "Feed @here is down"}, true)},
		"long-post":          {rendering.Post(long, true)},
		"long-answer":        rendering.Pages(long, true),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := json.MarshalIndent(pages, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", name+".json")
			if *update {
				if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimSpace(string(want)), string(got)); diff != "" {
				t.Errorf("rendering differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEscape(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"emphasis":              {"*a* _b_ ~~c~~ `d` ||e||", "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\` \\|\\|e\\|\\|"},
		"backslash":             {`\*`, `\\\*`},
		"link":                  {"[x](https://e.org)", `\[x\]\(https\://e.org\)`},
		"everyone":              {"@everyone", `\@everyone`},
		"mention":               {"<@1> <#2> <t:1:R>", `\<\@1\> \<#2\> \<t:1:R\>`},
		"heading":               {"# big", `\# big`},
		"small":                 {"-# small", `\-# small`},
		"list":                  {"- item", `\- item`},
		"indented list":         {"  + item", `  \+ item`},
		"numbered list":         {"2024. It was", `2024\. It was`},
		"number":                {"3.5 million", `3\.5 million`},
		"quotation":             {">>> all", `\>\>\> all`},
		"dash inside":           {"a - b # c", "a - b # c"},
		"newline":               {"a\n# b\r\nc", "a # b  c"},
		"direction":             {"a\u202eb\u2066c\u200fd", "abcd"},
		"no width":              {"@\u200beveryone\ufeff\u00ad\u2060", `\@everyone`},
		"invisible letters":     {"a\u3164b\u2800c", "abc"},
		"joined emoji":          {"👩\u200d🚀 🏴\U000e0067\U000e0062\U000e007f", "👩\u200d🚀 🏴\U000e0067\U000e0062\U000e007f"},
		"controls":              {"a\x00b\x1bc\u0085d", "abc d"},
		"not UTF-8":             {"a\xffb", "ab"},
		"invitation":            {"discord.gg/abc", `discord.gg\/abc`},
		"noncharacters":         {"a\ufffeb\U0010ffffc", "abc"},
		"other scripts":         {"Президент Тайваню 台灣", "Президент Тайваню 台灣"},
		"spaces of other kinds": {"a\u00a0b\u2003c\u2028d", "a b c d"},
	} {
		t.Run(name, func(t *testing.T) {
			got := rendering.Pages(readout.Message{Title: "t", Body: []readout.Text{readout.T("x"), readout.T(tc.text)}}, true)
			want := strings.TrimRight("x\n"+tc.want, " ")
			if d := got[0].Embeds[0].Description; d != want {
				t.Errorf("got %q, want %q", d, want)
			}
		})
	}
}

func TestSpans(t *testing.T) {
	for name, tc := range map[string]struct {
		text readout.Text
		want string
	}{
		"bold":               {readout.Text{{Text: "a", Style: readout.Bold}, {Text: " b"}}, "**a** b"},
		"spaces outside":     {readout.Text{{Text: " a ", Style: readout.Bold}, {Text: "b"}}, " **a** b"},
		"bold before italic": {readout.Text{{Text: "a", Style: readout.Bold}, {Text: "b", Style: readout.Italic}}, "**a**_b_"},
		"italic before word": {readout.Text{{Text: "a", Style: readout.Italic}, {Text: "b"}}, "*a*b"},
		"joined":             {readout.Text{{Text: "a", Style: readout.Bold}, {Text: "b", Style: readout.Bold}}, "**ab**"},
		"small line":         {readout.Text{{Text: "# a", Style: readout.Small}}, "-# \\# a"},
		"small later":        {readout.Text{{Text: "a"}, {Text: "b", Style: readout.Small}}, "ab"},
		"list after blank":   {readout.Text{{Text: " ", Style: readout.Bold}, {Text: "- a"}}, " \\- a"},
		"link":               {readout.Text{{Text: "a]", Link: "https://e.org/x(y)|z"}}, "[a\\]](https://e.org/x%28y%29%7Cz)"},
		"bold link":          {readout.Text{{Text: "a", Style: readout.Bold, Link: "http://e.org"}}, "**[a](http://e.org)**"},
		"script link":        {readout.Text{{Text: "a", Link: "javascript:x"}}, "a"},
		"link with password": {readout.Text{{Text: "a", Link: "https://u:p@e.org"}}, "a"},
		"channel":            {readout.Text{{Text: "#alerts", Channel: "12"}}, "<#12>"},
		"channel by name":    {readout.Text{{Text: "alerts", Channel: "12>"}}, "alerts"},
		"role":               {readout.Text{{Text: "@desk", Role: "12"}}, "<@&12>"},
		"date":               {readout.Text{{Time: noon(), Show: readout.AsDate}}, "<t:1795435200:D>"},
		"time":               {readout.Text{{Time: noon(), Show: readout.AsTime, Style: readout.Bold}}, "**<t:1795435200:t>**"},
	} {
		t.Run(name, func(t *testing.T) {
			got := rendering.Pages(readout.Message{Title: "t", Body: []readout.Text{tc.text}}, true)
			if d := got[0].Embeds[0].Description; d != tc.want {
				t.Errorf("got %q, want %q", d, tc.want)
			}
		})
	}
}

func TestLongLineIsCutAtWord(t *testing.T) {
	m := readout.Message{Title: "t", Body: []readout.Text{{{Text: strings.Repeat("word ", 2000), Style: readout.Bold, Link: "https://e.org"}}}}
	got := rendering.Pages(m, true)[0].Embeds[0].Description
	if !strings.HasPrefix(got, "**[word word") || !strings.HasSuffix(got, "word…](https://e.org)**") {
		t.Errorf("got %q … %q", got[:20], got[len(got)-40:])
	}
}

func TestNobodyIsPinged(t *testing.T) {
	m := alert()
	m.RoleID = "everyone"
	got := rendering.Post(m, true).AllowedMentions
	if diff := cmp.Diff(rendering.AllowedMentions{Parse: []string{}}, got); diff != "" {
		t.Errorf("allowed mentions differ (-want +got):\n%s", diff)
	}
}

// TestPagesKeepEverything: paging breaks between lines and loses none.
func TestPagesKeepEverything(t *testing.T) {
	var m readout.Message
	m.Title = "t"
	for i := range 400 {
		m.Body = append(m.Body, readout.T(strings.Repeat(string(rune('a'+i%26)), 20+i%50)))
	}
	for i := range 60 {
		m.Fields = append(m.Fields, readout.Field{Name: "n", Value: []readout.Text{readout.T(strings.Repeat(string(rune('A'+i%26)), 100))}})
	}
	for _, embeds := range []bool{true, false} {
		var lines []string
		for _, page := range rendering.Pages(m, embeds) {
			lines = append(lines, strings.Split(page.Content, "\n")...)
			for _, e := range page.Embeds {
				lines = append(lines, strings.Split(e.Description, "\n")...)
				for _, f := range e.Fields {
					lines = append(lines, f.Value)
				}
			}
		}
		all := "\n" + strings.Join(lines, "\n") + "\n"
		for _, text := range m.Body {
			if !strings.Contains(all, "\n"+text.Plainly()+"\n") {
				t.Fatalf("embeds %v: line %q is missing", embeds, text.Plainly())
			}
		}
		for _, f := range m.Fields {
			if !strings.Contains(all, "\n"+f.Value[0].Plainly()+"\n") {
				t.Fatalf("embeds %v: field %q is missing", embeds, f.Value[0].Plainly())
			}
		}
	}
}
