package document

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"readout"
)

// maxItems bounds what is taken from one document. The longest feeds seen are
// archives of podcasts.
const maxItems = 1000

// Document is a feed as it was read. Its stories have neither feed nor times
// of their own first sight; Published is zero where the feed tells no date.
type Document struct {
	Title    string // plain text
	Language string // BCP 47 as far as the feed keeps to it, "" when it does not say
	Link     string // the site that the feed belongs to
	Stories  []readout.Story
	Skipped  int  // items without anything to know them again by
	Partial  bool // damaged: the whole items before the damage were read

	TTL       time.Duration  // how long the feed asks to be left alone; 0 = not told
	SkipHours []int          // hours (UTC) in which the feed asks not to be read
	SkipDays  []time.Weekday // days (UTC) likewise
	Hub       string         // WebSub hub, "" when there is none
	Self      string         // the feed's own name for its address, "" when it has none
}

// Parse reads a feed that was found at feedURL. Errors are of type
// *readout.Error and say what the document is instead of a feed.
func Parse(body []byte, contentType, feedURL string) (Document, error) {
	base, err := url.Parse(feedURL)
	if err != nil {
		return Document{}, readout.Errorf(readout.CodeInvalid, "the feed's address cannot be read; check its spelling")
	}
	text, kind := frame(ToUTF8(body, contentType))
	switch kind {
	case formatEmpty:
		return Document{}, notAFeed("%s sent an empty document instead of a feed; check the address in a browser, or try again later", base)
	case formatPage:
		return Document{}, pageError(text, base)
	case formatUnknown:
		return Document{}, notAFeed("%s sent neither RSS, Atom nor JSON Feed instead of a feed; check the address in a browser", base)
	case formatXML:
		text = asFeed(plainQuotes(text))
	case formatJSON:
		if err := checkJSON(text, base); err != nil {
			return Document{}, err
		}
	}
	if kind == formatXML && tooHeavy(text) || kind == formatJSON && tooManyObjects(text) {
		return Document{}, notAFeed("%s sent a document with far more elements than any feed has instead of a feed; check the address; look for a shorter feed of the same site", base)
	}
	feed, partial, err := parse(text, kind)
	if err != nil {
		return Document{}, fmt.Errorf("parse: %w", &damaged{
			shown: notAFeed("%s sent a feed that is damaged beyond reading instead of a feed; try again later, or tell the site", base),
			cause: err,
		})
	}
	out := read(feed, base)
	out.Partial = partial
	switch kind {
	case formatXML:
		readHints(text, &out)
	case formatJSON:
		readJSONHints(text, &out)
	}
	out.Hub, out.Self = resolve(out.Hub, base), resolve(out.Self, base)
	return out, nil
}

// damaged keeps the parser's complaint for the log.
type damaged struct {
	shown *readout.Error
	cause error
}

func (e *damaged) Error() string   { return e.shown.Message + ": " + e.cause.Error() }
func (e *damaged) Unwrap() []error { return []error{e.shown, e.cause} }

// notAFeed says what a host sent instead of a feed, and what to do about it.
func notAFeed(format string, base *url.URL) *readout.Error {
	return readout.Errorf(readout.CodeInvalid, format, base.Hostname())
}

// parse runs gofeed, a second time on what can be mended. One parser is made
// for each document: gofeed's cannot be shared.
func parse(text string, kind format) (feed *gofeed.Feed, partial bool, err error) {
	feed, err = parseOnce(text)
	if err == nil || kind != formatXML {
		return feed, false, err
	}
	if rest := strings.TrimRight(text, " \t\r\n"); strings.HasSuffix(rest, "</rss") || strings.HasSuffix(rest, "</feed") {
		if feed, again := parseOnce(rest + ">"); again == nil {
			return feed, false, nil // only the last character was lost
		}
	}
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		text = firstLines(text, syntax.Line)
	}
	for range 3 {
		text = mend(text)
		if text == "" {
			return nil, false, err
		}
		if feed, again := parseOnce(text); again == nil && len(feed.Items) > 0 {
			return feed, true, nil
		}
		// Perhaps the last item is the damaged one: cut before it.
		text = text[:lastItemStart(text)]
	}
	return nil, false, err
}

// firstLines returns a document up to the end of a line, counted from 1.
func firstLines(text string, count int) string {
	end := 0
	for range count {
		at := strings.IndexByte(text[end:], '\n')
		if at < 0 {
			return text
		}
		end += at + 1
	}
	return text[:end]
}

func lastItemStart(text string) int {
	return max(0, strings.LastIndex(text, "<item"), strings.LastIndex(text, "<entry"))
}

// parseOnce guards against panics of the parser: a document is no reason to
// lose the process, nor the other feeds of a worker.
func parseOnce(text string) (feed *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			feed, err = nil, fmt.Errorf("parser panicked: %v", r)
		}
	}()
	parser := gofeed.NewParser()
	parser.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	return parser.Parse(strings.NewReader(text))
}

// read turns what gofeed found into stories.
func read(feed *gofeed.Feed, base *url.URL) Document {
	out := Document{
		Title:    clipRunes(Text(feed.Title), maxTitle),
		Language: clipRunes(strings.TrimSpace(feed.Language), 35),
		Link:     resolve(feed.Link, base),
	}
	items := feed.Items
	if len(items) > maxItems {
		items = newest(items)
	}
	drafts := make([]draft, 0, len(items))
	for _, item := range items {
		if item != nil {
			drafts = append(drafts, newDraft(item, base, out.Link))
		}
	}
	out.Stories, out.Skipped = identify(drafts)
	return out
}

// newest keeps as many items as are taken, whichever end of the document is
// the new one.
func newest(items []*gofeed.Item) []*gofeed.Item {
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b *gofeed.Item) int {
		return cmp.Compare(dateOf(b).Unix(), dateOf(a).Unix())
	})
	return items[:maxItems]
}
