package document_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"readout/feeds/document"
)

// typical is a news feed of 40 items with markup in their summaries.
func typical() []byte {
	var out strings.Builder
	out.WriteString(channel)
	for i := range 40 {
		fmt.Fprintf(&out, `<item><title>Prime minister &amp; president speak, day %d</title><link>https://www.example.org/news/world/%d?utm_source=rss</link><guid isPermaLink="false">tag:example.org,2026:%d</guid><pubDate>%s</pubDate><description>&lt;p&gt;The leaders &lt;a href="https://example.org"&gt;spoke&lt;/a&gt; by phone on Monday about trade and defence.&lt;/p&gt;&lt;p&gt;%s&lt;/p&gt;</description></item>`,
			i, i, i, time.Date(2026, 11, 23, i, 0, 0, 0, time.UTC).Format(time.RFC1123Z), strings.Repeat("They agreed to stay in touch. ", 10))
	}
	out.WriteString("</channel></rss>")
	return []byte(out.String())
}

func BenchmarkParse(b *testing.B) {
	body := typical()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, err := document.Parse(body, "application/rss+xml", "https://example.org/feed"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlainGofeed is the measure for BenchmarkParse.
func BenchmarkPlainGofeed(b *testing.B) {
	body := string(typical())
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, err := gofeed.NewParser().ParseString(body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) {
	const markup = "&lt;p&gt;The leaders &lt;a href=&quot;https://example.org&quot;&gt;spoke&lt;/a&gt; by phone on Monday.&lt;/p&gt;"
	for b.Loop() {
		document.Text(markup)
	}
}
