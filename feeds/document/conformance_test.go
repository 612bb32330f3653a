package document_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"readout/feeds/document"
)

const corpus = "../../../shared/feeds/corpus.tar.xz"

// eachCaptured calls f with every file of the captured corpus.
func eachCaptured(t *testing.T, f func(name string, body []byte)) {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the captured feeds are not here: " + corpus)
	}
	unpack, err := exec.LookPath("xz")
	if err != nil {
		t.Skip("xz is not installed")
	}
	command := exec.CommandContext(t.Context(), unpack, "-dc", corpus)
	pipe, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	for archive := tar.NewReader(pipe); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		if header.Typeflag == tar.TypeReg && !strings.Contains(header.Name, "timeseries/") {
			f(header.Name, body)
		}
	}
	if err := command.Wait(); err != nil {
		t.Fatal(err)
	}
}

// expectation is one that bears on a story, out of the comment at the head of
// one of feedparser's own tests.
type expectation struct {
	about string // title, summary, link, date, feed title, encoding
	want  string
}

func expectations() *regexp.Regexp {
	return regexp.MustCompile(`^(entries\[0\]|feed)(?:\.(\w+)|\['(\w+)'\])(?:\.value|\['value'\]|\[0\]\['value'\]|\[0\]\['href'\])? == (.+)$`)
}

func readExpectations(body []byte, pattern *regexp.Regexp) (out []expectation, contentType string) {
	text := document.ToUTF8(body, "")
	head := text[:min(len(text), 2000)]
	for line := range strings.Lines(head) {
		line = strings.TrimSpace(line)
		if value, ok := strings.CutPrefix(line, "Header:"); ok {
			if name, rest, _ := strings.Cut(value, ":"); strings.EqualFold(strings.TrimSpace(name), "content-type") {
				contentType = strings.TrimSpace(rest)
			}
		}
		value, ok := strings.CutPrefix(line, "Expect:")
		if !ok {
			continue
		}
		for part := range strings.SplitSeq(value, " and ") {
			part = strings.TrimSpace(part)
			if strings.HasPrefix(part, "encoding ==") {
				out = append(out, expectation{about: "encoding"})
			}
			if m := pattern.FindStringSubmatch(part); m != nil {
				if e, ok := translate(m[1], m[2]+m[3], m[4]); ok {
					out = append(out, e)
				}
			}
		}
	}
	return out, contentType
}

func translate(object, field, value string) (expectation, bool) {
	about := map[string]string{
		"entries[0] title": "title", "entries[0] title_detail": "title",
		"entries[0] description": "summary", "entries[0] summary": "summary", "entries[0] content": "summary", "entries[0] summary_detail": "summary",
		"entries[0] link":             "link",
		"entries[0] published_parsed": "date", "entries[0] updated_parsed": "date",
		"feed title": "feed title", "feed title_detail": "feed title",
	}[object+" "+field]
	if about == "date" {
		var y, mo, d, h, mi, s int
		if _, err := fmt.Sscanf(value, "(%d, %d, %d, %d, %d, %d", &y, &mo, &d, &h, &mi, &s); err != nil {
			return expectation{}, false
		}
		return expectation{about, time.Date(y, time.Month(mo), d, h, mi, s, 0, time.UTC).Format(time.RFC3339)}, true
	}
	text, ok := pythonString(value)
	if about == "" || !ok {
		return expectation{}, false
	}
	if about != "link" {
		text = document.Text(text)
	}
	return expectation{about, text}, true
}

// pythonString reads a string literal as far as the tests use them.
func pythonString(literal string) (string, bool) {
	literal = strings.TrimPrefix(strings.TrimSpace(literal), "u")
	if len(literal) < 2 || literal[0] != literal[len(literal)-1] || literal[0] != '\'' && literal[0] != '"' {
		return "", false
	}
	inner := literal[1 : len(literal)-1]
	if strings.Contains(inner, string(literal[0])) && !strings.Contains(inner, `\`+string(literal[0])) {
		return "", false
	}
	inner = regexp.MustCompile(`\\x([0-9a-fA-F]{2})`).ReplaceAllString(inner, `\u00$1`)
	inner = strings.NewReplacer(`\'`, `'`, `\"`, `"`, `"`, `\"`).Replace(inner)
	out, err := strconv.Unquote(`"` + inner + `"`)
	return out, err == nil
}

// seen is what a reader makes of a document.
type seen map[string][]string

const testFeed = "http://127.0.0.1:8097/tests/feed.xml"

// ours reads a document as the poller does. Most tests have items without
// anything to know them by, so one is added.
func ours(body []byte, contentType string, item *regexp.Regexp) (seen, error) {
	text := item.ReplaceAllStringFunc(document.ToUTF8(body, contentType), func(tag string) string {
		if strings.Contains(tag, "entry") {
			return tag + "<id>conformance</id>"
		}
		return tag + "<guid isPermaLink=\"false\">conformance</guid>"
	})
	found, err := document.Parse([]byte(text), contentType, testFeed)
	if err != nil {
		return nil, err
	}
	out := seen{"feed title": {found.Title}, "encoding": {mojibake(found.Title)}}
	if len(found.Stories) > 0 {
		story := found.Stories[0]
		out["title"], out["summary"], out["link"] = []string{story.Title}, []string{story.Summary}, []string{story.URL}
		out["date"] = []string{story.Published.Format(time.RFC3339)}
	}
	return out, nil
}

func plain(body []byte) (seen, error) {
	found, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out := seen{"feed title": {document.Text(found.Title)}, "encoding": {mojibake(found.Title)}}
	if len(found.Items) > 0 {
		item := found.Items[0]
		out["title"], out["link"] = []string{document.Text(item.Title)}, []string{item.Link}
		out["summary"] = []string{document.Text(item.Description), document.Text(item.Content)}
		for _, at := range []*time.Time{item.PublishedParsed, item.UpdatedParsed} {
			if at != nil {
				out["date"] = append(out["date"], at.UTC().Format(time.RFC3339))
			}
		}
	}
	return out, nil
}

func mojibake(text string) string {
	if strings.ContainsAny(text, "\ufffd") || strings.Contains(text, "Ã") {
		return text
	}
	return ""
}

func (s seen) has(e expectation) bool {
	for _, got := range s[e.about] {
		if got == e.want || len([]rune(got)) > 250 && strings.HasPrefix(e.want, strings.TrimSuffix(got, "…")) {
			return true
		}
		if e.about == "link" {
			if base, err := url.Parse(testFeed); err == nil {
				if absolute, err := base.Parse(e.want); err == nil && absolute.String() == got {
					return true
				}
			}
		}
	}
	return false
}

// TestConformance holds the reader against feedparser's tests, side by side
// with plain gofeed.
func TestConformance(t *testing.T) {
	type score struct{ cases, ours, plain, worse int }
	scores := map[string]*score{}
	pattern, item := expectations(), regexp.MustCompile(`<(?:item|entry)(?:\s[^<>]*)?>`)
	eachCaptured(t, func(name string, body []byte) {
		if !strings.Contains(name, "feedparser/tests/") {
			return
		}
		wanted, contentType := readExpectations(body, pattern)
		if len(wanted) == 0 {
			return
		}
		we, weErr := ours(body, contentType, item)
		they, _ := plain(body)
		for _, e := range wanted {
			s := scores[e.about]
			if s == nil {
				s = &score{}
				scores[e.about] = s
			}
			right, plainRight := we.has(e), they.has(e)
			s.cases++
			if right {
				s.ours++
			} else {
				t.Logf("%s: %s: want %q, got %q, plain %q, error %v", name, e.about, e.want, we[e.about], they[e.about], weErr)
			}
			if plainRight {
				s.plain++
			}
			if plainRight && !right {
				s.worse++
			}
		}
	})
	for about, s := range scores {
		t.Logf("%-10s %4d cases: %4d right, %4d right with plain gofeed", about, s.cases, s.ours, s.plain)
		if s.worse > 0 {
			t.Errorf("%s: plain gofeed is right in %d cases in which we are wrong", about, s.worse)
		}
	}
}
