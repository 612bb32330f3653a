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
		d.story.Summary = clipRunes(Text(bounded(firstOf(item.Content, extension(item, "media", "description")))), maxSummary)
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
	published := parseDate(firstOf(item.Published, extension(item, "dcterms", "issued"), extension(item, "dcterms", "created")), item.PublishedParsed)
	updated := parseDate(firstOf(item.Updated, extension(item, "dcterms", "modified")), item.UpdatedParsed)
	if published.IsZero() || (!updated.IsZero() && updated.Before(published)) {
		return updated
	}
	return published
}
