package document_test

import (
	"strings"
	"testing"

	"readout"
	"readout/feeds/document"
)

// TestWeights reads documents that would end the process, or fill its memory,
// if they were parsed.
func TestWeights(t *testing.T) {
	const (
		many  = 1 << 20
		start = `<rss version="2.0" xmlns:x="urn:x"><channel><item>`
	)
	for name, body := range map[string]string{
		"nested":                       start + strings.Repeat("<x:a>", many),
		"nested, closed in CDATA":      start + strings.Repeat("<x:a><![CDATA[</x:a>]]>", many/4),
		"nested, closed in comments":   start + strings.Repeat("<x:a><!--</x:a>-->", many/4),
		"nested, closed by directives": start + strings.Repeat(`<x:a><!b "</x:a>">`, many/4),
		"nested, closed in attributes": start + strings.Repeat(`<x:a b="/></x:a>">`, many/4),
		"nested in a bracket":          start + "<!b [>" + strings.Repeat("<x:a>", many) + "]>",
		"nested, closed as others":     start + strings.Repeat("<x:a></x:b>", many/4) + strings.Repeat("<x:a>", many),
		"nested behind a quote":        start + `<!">` + strings.Repeat("<x:a>", many) + `">`,
		"nested behind a comment":      start + "<!b <!-- ' -->>" + strings.Repeat("<x:a>", many),
		"nested in Atom":               `<feed xmlns="http://www.w3.org/2005/Atom"><entry>` + strings.Repeat("<a:b>", many),
		"nested far enough":            start + strings.Repeat("<x:a>", 300) + strings.Repeat("</x:a>", 300),
		"too many items of JSON":       `{"version":"https://jsonfeed.org/version/1.1","items":[` + strings.Repeat(`{"a":"\"{"},`, many/4) + `{}]}`,
		"nested by mended quotes":      "<rss version=“2.0” x=“'“><channel>" + strings.Repeat("<x:a y='>", many),
		"too many items":               `<rss version="2.0"><channel>` + strings.Repeat("<item/>", many),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := document.Parse([]byte(body), "", "https://example.org/feed")
			if readout.ErrorCode(err) != readout.CodeInvalid {
				t.Errorf("error %v, want one fit for users", err)
			}
		})
	}
	fine := map[string]string{
		"unclosed paragraphs": start + "<description>" + strings.Repeat("<p>one<br>", 300) + "</description><link>https://example.org/a</link></item></channel></rss>",
		"braces in JSON":      `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"` + strings.Repeat(`{\\\"`, many/8) + `"}]}`,
		"much markup":         start + "<description><![CDATA[" + strings.Repeat("<p>one<br>", many/8) + "]]></description><link>https://example.org/a</link></item></channel></rss>",
	}
	if found, err := document.Parse([]byte(fine["much markup"]), "", "https://example.org/feed"); err != nil || len(found.Stories) != 1 {
		t.Errorf("much markup: %d stories, %v", len(found.Stories), err)
	}
	if found, err := document.Parse([]byte(fine["braces in JSON"]), "", "https://example.org/feed"); err != nil || len(found.Stories) != 1 {
		t.Errorf("braces in JSON: %d stories, %v", len(found.Stories), err)
	}
	if found, err := document.Parse([]byte(fine["unclosed paragraphs"]), "", "https://example.org/feed"); err == nil && len(found.Stories) != 1 {
		t.Errorf("unclosed paragraphs: %d stories", len(found.Stories))
	}
}
