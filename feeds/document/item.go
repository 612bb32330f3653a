package document

import (
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"readout"
)

// How much text of a story is kept, in runes.
const (
	maxTitle   = 300
	maxSummary = 2000
	maxURL     = 2000 // bytes
)

// draft is a story whose identity is still to be settled, for which the other
// items of the document must be known.
type draft struct {
	story readout.Story
	guid  string // as the feed has it
	link  string // the item's own link, absolute; "" when it has none
}

func newDraft(item *gofeed.Item, base *url.URL, site string) draft {
	d := draft{
		guid: strings.TrimSpace(item.GUID),
		link: itemLink(item, base),
	}
	d.story = readout.Story{
		Title:     clipRunes(oneLine(Text(bounded(firstOf(item.Title, extension(item, "media", "title"))))), maxTitle),
		Summary:   clipRunes(Text(bounded(item.Description)), maxSummary),
		URL:       firstOf(d.link, site, base.String()),
		Published: dateOf(item),
	}
	if d.story.Summary == "" {
		d.story.Summary = clipRunes(Text(bounded(firstOf(item.Content, extension(item, "media", "description"),
			item.Custom["summary"], item.Custom["body"], item.Custom["fullitem"]))), maxSummary)
	}
	if d.story.Title == "" {
		d.story.Title = clipRunes(oneLine(d.story.Summary), 120)
	}
	return d
}

// bounded cuts markup that is far longer than what is kept of it.
func bounded(markup string) string {
	const limit = 64 << 10
	if len(markup) > limit {
		return strings.ToValidUTF8(markup[:limit], "")
	}
	return markup
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// itemLink returns the address of the item itself: the one from before
// FeedBurner counted clicks, the link, the guid if it is an address, or an
// enclosure.
func itemLink(item *gofeed.Item, base *url.URL) string {
	candidates := []string{extension(item, "feedburner", "origLink"), extension(item, "pheedo", "origLink"), item.Link}
	candidates = append(candidates, item.Links...)
	if strings.HasPrefix(item.GUID, "http://") || strings.HasPrefix(item.GUID, "https://") {
		candidates = append(candidates, item.GUID)
	}
	for _, enclosure := range item.Enclosures {
		if enclosure != nil {
			candidates = append(candidates, enclosure.URL)
		}
	}
	for _, candidate := range candidates {
		if link := resolve(candidate, base); link != "" {
			return link
		}
	}
	return ""
}

// extension returns the text of an element of another namespace, also where
// Media RSS has grouped it.
func extension(item *gofeed.Item, prefix, name string) string {
	if found := item.Extensions[prefix][name]; len(found) > 0 {
		return found[0].Value
	}
	for _, group := range item.Extensions[prefix]["group"] {
		if found := group.Children[name]; len(found) > 0 {
			return found[0].Value
		}
	}
	return ""
}

// resolve makes an absolute http or https address of a link, or "".
func resolve(link string, base *url.URL) string {
	link = strings.Join(strings.Fields(link), "")
	if link == "" || len(link) > maxURL {
		return ""
	}
	address, err := base.Parse(link)
	if err != nil || address.Host == "" || (address.Scheme != "http" && address.Scheme != "https") {
		return ""
	}
	address.User = nil
	if s := address.String(); len(s) <= maxURL {
		return s
	}
	return ""
}

// dateOf returns the earliest sane date that an item tells, zero if none:
// publishers bump dates when they edit, they never bump them back.
func dateOf(item *gofeed.Item) time.Time {
	published := parseDate(item.Published, item.PublishedParsed)
	if published.IsZero() {
		published = dublinCore(item, "issued", "created")
	}
	updated := parseDate(item.Updated, item.UpdatedParsed)
	if updated.IsZero() {
		updated = dublinCore(item, "modified")
	}
	return earlier(published, updated)
}

// dublinCore returns the earliest of the dates that Dublin Core terms tell.
func dublinCore(item *gofeed.Item, terms ...string) (out time.Time) {
	for _, term := range terms {
		for _, element := range item.Extensions["dcterms"][term] {
			out = earlier(out, parseDate(element.Value, nil))
		}
	}
	return out
}

// earlier returns the earlier of two dates, either of which may be unknown.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
