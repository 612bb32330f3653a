package farm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// write writes a feed as it is when that story is its latest, on the base of a
// document that has been read, if one is given.
func write(feed int, t traits, read []byte, latest int64, built time.Time) []byte {
	w := writer{feed: feed, traits: t}
	if read != nil {
		w.real(read, latest, built)
		return w.Bytes()
	}
	w.Grow(t.items * (t.bytes + 400))
	switch t.format {
	case atom:
		w.atom(latest, built)
	case jsonFeed:
		w.json(latest)
	default:
		w.rss(latest, built)
	}
	return w.Bytes()
}

// writer writes one document.
type writer struct {
	bytes.Buffer
	feed   int
	traits traits
}

// story is an item before it is put into a format.
type story struct {
	number    int64
	published time.Time
	title     string
	address   string
	summary   string // HTML
	content   string // HTML, "" in most feeds
	topic     string
}

func (w *writer) site() string { return fmt.Sprintf("https://news%d.example", w.feed) }

func (w *writer) story(number int64) story {
	random := rand.New(rand.NewPCG(w.traits.persona, uint64(number)))
	s := story{number: number, published: w.traits.published(number), title: headline(random), topic: pick(random, topics)}
	slug := strings.Join(strings.FieldsFunc(strings.ToLower(s.title), func(r rune) bool { return r < 'a' || r > 'z' }), "-")
	s.address = fmt.Sprintf("%s/%s/stories/%d-%s?utm_source=rss&utm_medium=feed", w.site(), strings.ToLower(s.topic), s.published.UnixMilli(), slug)
	text := w.traits.bytes - 500 // what the other elements take
	if text < 1000 {
		s.summary = sentences(random, max(150, text))
		return s
	}
	s.summary = fmt.Sprintf(`<p><img src="%s/images/%d.jpg" alt="" width="640" height="360"/> %s</p>`, w.site(), number, sentences(random, 300))
	for len(s.content) < text-500 {
		s.content += "<p>" + sentences(random, 500) + "</p>\n"
	}
	return s
}

func (w *writer) rss(latest int64, built time.Time) {
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>News %d</title>
<link>%s</link>
<description>Made up to measure with</description>
<language>en</language>
<atom:link href="%s/rss.xml" rel="self" type="application/rss+xml"/>
<lastBuildDate>%s</lastBuildDate>
<ttl>1</ttl>
`, w.feed, w.site(), w.site(), built.UTC().Format(time.RFC1123Z))
	for n := range w.traits.items {
		s := w.story(latest - int64(n))
		fmt.Fprintf(w, "<item>\n<title>%s</title>\n<link>%s</link>\n<guid isPermaLink=\"false\">news%d:%d</guid>\n<pubDate>%s</pubDate>\n<dc:creator><![CDATA[The desk]]></dc:creator>\n<category><![CDATA[%s]]></category>\n<description><![CDATA[%s]]></description>\n",
			escape(s.title), escape(s.address), w.feed, s.number, s.published.UTC().Format(time.RFC1123Z), s.topic, s.summary)
		if s.content != "" {
			fmt.Fprintf(w, "<content:encoded><![CDATA[%s]]></content:encoded>\n", s.content)
		}
		fmt.Fprintf(w, "<media:content medium=\"image\" url=\"%s/images/%d.jpg\" width=\"1024\" height=\"576\"/>\n</item>\n", w.site(), s.number)
	}
	w.WriteString("</channel>\n</rss>\n")
}

func (w *writer) atom(latest int64, built time.Time) {
	fmt.Fprintf(w, `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>News %d</title>
<id>%s/</id>
<link href="%s/"/>
<link rel="self" href="%s/atom.xml"/>
<updated>%s</updated>
`, w.feed, w.site(), w.site(), w.site(), built.UTC().Format(time.RFC3339))
	for n := range w.traits.items {
		s := w.story(latest - int64(n))
		fmt.Fprintf(w, "<entry>\n<title type=\"html\">%s</title>\n<link rel=\"alternate\" href=\"%s\"/>\n<id>tag:news%d.example,2026:%d</id>\n<published>%s</published>\n<updated>%s</updated>\n<author><name>The desk</name></author>\n<category term=\"%s\"/>\n<summary type=\"html\">%s</summary>\n",
			escape(s.title), escape(s.address), w.feed, s.number, s.published.UTC().Format(time.RFC3339), s.published.UTC().Format(time.RFC3339), s.topic, escape(s.summary))
		if s.content != "" {
			fmt.Fprintf(w, "<content type=\"html\">%s</content>\n", escape(s.content))
		}
		w.WriteString("</entry>\n")
	}
	w.WriteString("</feed>\n")
}

func (w *writer) json(latest int64) {
	type item struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Summary   string   `json:"summary,omitempty"`
		HTML      string   `json:"content_html,omitempty"`
		Published string   `json:"date_published"`
		Tags      []string `json:"tags"`
	}
	out := struct {
		Version string `json:"version"`
		Title   string `json:"title"`
		Home    string `json:"home_page_url"`
		Items   []item `json:"items"`
	}{Version: "https://jsonfeed.org/version/1.1", Title: fmt.Sprintf("News %d", w.feed), Home: w.site()}
	for n := range w.traits.items {
		s := w.story(latest - int64(n))
		out.Items = append(out.Items, item{fmt.Sprint(s.number), s.address, s.title, s.summary, s.content, s.published.UTC().Format(time.RFC3339), []string{s.topic}})
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	_ = encoder.Encode(out) // strings and slices: nothing that can fail
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(text string) string { return escaper.Replace(text) }
