package document_test

import (
	"archive/tar"
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode/utf32"

	"readout/feeds/document"
)

var corpus = flag.String("corpus", "../../../shared/feeds/corpus.tar.xz", "captured feeds to read, as a tar.xz")

// eachCaptured calls f with every file of the captured corpus.
func eachCaptured(t *testing.T, f func(name string, body []byte)) {
	t.Helper()
	if _, err := os.Stat(*corpus); err != nil {
		t.Skip("the captured feeds are not here: " + *corpus)
	}
	unpack, err := exec.LookPath("xz")
	if err != nil {
		t.Skip("xz is not installed")
	}
	command := exec.CommandContext(t.Context(), unpack, "-dc", *corpus)
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
		if header.Typeflag == tar.TypeReg {
			f(header.Name, body)
		}
	}
	if err := command.Wait(); err != nil {
		t.Fatal(err)
	}
}

// seen is what a reader makes of a document.
type seen struct {
	feedTitle []string
	stories   []seenStory
}

// seenStory has several values where a reader leaves the choice to its caller.
type seenStory struct{ title, summary, link, date []string }

const testFeed = "http://127.0.0.1:8097/tests/feed.xml"

// ours reads a document as the poller does. Many tests have items without
// anything to know them by, so one is added.
func ours(c conformanceCase, item *regexp.Regexp) (seen, error) {
	found, err := document.Parse(c.body, c.contentType, testFeed)
	if err != nil {
		return seen{}, err
	}
	var out seen
	if last := lastItem(c); len(found.Stories) <= last {
		count := 0
		text := item.ReplaceAllStringFunc(document.ToUTF8(c.body, c.contentType), func(tag string) string {
			count++
			if strings.Contains(tag, "entry") {
				return fmt.Sprintf("%s<id>conformance-%d</id>", tag, count)
			}
			return fmt.Sprintf("%s<guid isPermaLink=\"false\">conformance-%d</guid>", tag, count)
		})
		if found, err = document.Parse([]byte(text), c.contentType, testFeed); err != nil {
			return seen{}, err
		}
	}
	out.feedTitle = []string{found.Title}
	for _, story := range found.Stories {
		out.stories = append(out.stories, seenStory{[]string{story.Title}, []string{story.Summary}, []string{story.URL}, []string{story.Published.Format(time.RFC3339)}})
	}
	return out, nil
}

func lastItem(c conformanceCase) int {
	last := -1
	for _, e := range c.wanted {
		if e.about != "encoding" && e.about != "feed title" {
			last = max(last, e.item)
		}
	}
	return last
}

func plain(c conformanceCase) (out seen, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	found, err := gofeed.NewParser().Parse(bytes.NewReader(c.body))
	if err != nil {
		return seen{}, err
	}
	out.feedTitle = []string{document.Text(found.Title)}
	for _, item := range found.Items {
		s := seenStory{title: []string{document.Text(item.Title)}, link: []string{item.Link}, summary: []string{document.Text(item.Description), document.Text(item.Content)}}
		for _, at := range []*time.Time{item.PublishedParsed, item.UpdatedParsed} {
			if at != nil {
				s.date = append(s.date, at.UTC().Truncate(time.Second).Format(time.RFC3339))
			}
		}
		out.stories = append(out.stories, s)
	}
	return out, nil
}

func (s seen) get(e expectation) []string {
	switch {
	case e.about == "feed title":
		return s.feedTitle
	case e.about == "items":
		return []string{fmt.Sprint(len(s.stories))}
	case e.item >= len(s.stories):
		return nil
	}
	story := s.stories[e.item]
	return map[string][]string{"title": story.title, "summary": story.summary, "link": story.link, "date": story.date}[e.about]
}

func (s seen) has(e expectation, body []byte) bool {
	if e.about == "encoding" {
		return s.decodedAs(e.want, body)
	}
	for _, got := range s.get(e) {
		want := e.want
		switch e.about {
		case "title", "summary", "feed title":
			want, got = flat(document.Text(want)), flat(got)
			if len([]rune(got)) > 250 && strings.HasPrefix(want, strings.TrimSuffix(got, "…")) {
				return true
			}
		case "link":
			want, got = address(want), address(got)
		}
		if got == want {
			return true
		}
	}
	return false
}

// address makes one of the ways in which an address can be written.
func address(text string) string {
	base, err := url.Parse(testFeed)
	if err != nil {
		return text
	}
	absolute, err := base.Parse(text)
	if err != nil {
		return text
	}
	absolute.Host = strings.ToLower(absolute.Host)
	return strings.TrimSuffix(absolute.String(), "/")
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// decodedAs reports whether a reader has found the texts that are in a body of
// the named encoding.
func (s seen) decodedAs(name string, body []byte) bool {
	var encoding encoding.Encoding
	switch strings.ToLower(name) {
	case "utf-32be":
		encoding = utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case "utf-32le":
		encoding = utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	default:
		encoding, _ = charset.Lookup(name)
	}
	if encoding == nil {
		return false
	}
	text, err := encoding.NewDecoder().Bytes(body)
	if err != nil {
		return false
	}
	want, err := ours(conformanceCase{body: text}, nil)
	if err != nil || !slices.Equal(s.feedTitle, want.feedTitle) || len(s.stories) != len(want.stories) {
		return false
	}
	for i := range want.stories {
		if !slices.Equal(s.stories[i].title, want.stories[i].title) || s.stories[i].summary[0] != want.stories[i].summary[0] {
			return false
		}
	}
	return true
}

// why says, for the cases in which we differ on purpose or give up, which of
// the two it is.
func why(c conformanceCase, e expectation, got []string) string {
	if e.about == "link" && len(got) > 0 && bytes.Contains(c.body, []byte("origLink>"+got[0])) {
		return "on purpose: the address from before FeedBurner counted clicks"
	}
	for _, known := range []struct{ names, reason string }{
		{"/cdf/", "given up: CDF, a format of 1997"},
		{"http_item_link_base_content_location", "on purpose: Content-Location sets no base since RFC 7231"},
		{"atom_namespace_", "given up: Atom in namespaces of somebody's own"},
		{"no_href_link", "given up: Atom links whose address is their text"},
		{"_and_summary. summary_and_", "on purpose: description before summary"},
		{"/lang. /rang.", "on purpose: the brackets that HTML 5 means"},
		{"_crazy nested_cdata malicious_comment unexpected_character not_a_doctype", "on purpose: read as browsers read such markup"},
		{"linenoise", "given up: bytes without a meaning"},
	} {
		for name := range strings.FieldsSeq(known.names) {
			if strings.Contains(c.name, name) {
				return known.reason
			}
		}
	}
	return "unknown"
}

// score counts what became of the expectations about one thing.
type score struct{ cases, ours, plain int }

// TestConformance holds the reader against what other projects' tests expect,
// side by side with plain gofeed. Run it with -v for the report.
func TestConformance(t *testing.T) {
	scores, reasons := map[string]*score{}, map[string]int{}
	item := regexp.MustCompile(`<(?:\w+:)?(?:item|entry)(?:\s[^<>]*)?>`)
	for _, c := range conformanceCases(t) {
		we, weErr := ours(c, item)
		they, _ := plain(c)
		for _, e := range c.wanted {
			name := suite(c.name) + " " + e.about
			if scores[name] == nil {
				scores[name] = &score{}
			}
			right, plainRight := we.has(e, c.body), they.has(e, c.body)
			scores[name].cases++
			if plainRight {
				scores[name].plain++
			}
			if right {
				scores[name].ours++
				continue
			}
			reason := why(c, e, we.get(e))
			reasons[reason]++
			if reason == "unknown" {
				t.Logf("%s: %s of item %d: want %.300q, got %.300q, plain %.300q, error %v", c.name, e.about, e.item, e.want, we.get(e), they.get(e), weErr)
			}
			if plainRight && !strings.HasPrefix(reason, "on purpose") {
				t.Errorf("%s: %s of item %d: plain gofeed is right and we are not", c.name, e.about, e.item)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		s := scores[name]
		t.Logf("%-24s %5d cases: %5d right, %5d right with plain gofeed", name, s.cases, s.ours, s.plain)
	}
	for _, reason := range slices.Sorted(maps.Keys(reasons)) {
		t.Logf("%4d not met, %s", reasons[reason], reason)
	}
	for about, floor := range map[string]float64{"date": 0.98, "encoding": 0.98} {
		total, right := 0, 0
		for name, s := range scores {
			if strings.HasSuffix(name, " "+about) {
				total, right = total+s.cases, right+s.ours
			}
		}
		if float64(right) < floor*float64(total) {
			t.Errorf("%s: %d of %d cases right, want %.0f %%", about, right, total, 100*floor)
		}
	}
}

func suite(name string) string {
	parts := strings.Split(name, "/")
	return parts[min(1, len(parts)-1)]
}

func conformanceCases(t *testing.T) []conformanceCase {
	var out []conformanceCase
	files := map[string][]byte{}
	parser := newFeedparserTests()
	eachCaptured(t, func(name string, body []byte) {
		if strings.Contains(name, "timeseries/") {
			return
		}
		files[name] = body
		if c := parser.read(name, body); len(c.wanted) > 0 {
			out = append(out, c)
		}
	})
	for name, body := range files {
		if path.Ext(name) == ".json" && !strings.Contains(name, "json/") && !strings.Contains(name, "jsonfeed/") {
			continue
		}
		for _, golden := range goldenOf(name) {
			if expected := readGolden(files[golden]); golden != name && len(expected) > 0 {
				out = append(out, conformanceCase{name: name, body: body, wanted: expected})
			}
		}
	}
	slices.SortFunc(out, func(a, b conformanceCase) int { return cmp.Compare(a.name, b.name) })
	return out
}
