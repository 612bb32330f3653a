package document_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"readout"
	"readout/feeds/document"
)

func items(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, "<item><title>Story %d</title><link>https://example.org/%d</link></item>", i+1, i+1)
	}
	return out.String()
}

const channel = `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>`

func TestDocumentsThatAreFeeds(t *testing.T) {
	const end = "</channel></rss>"
	for name, tc := range map[string]struct {
		body    string
		stories int
		partial bool
	}{
		"rss":                     {channel + items(3) + end, 3, false},
		"atom":                    {`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>A</title></entry></feed>`, 1, false},
		"rdf":                     {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>W</title></channel><item><title>A</title><link>https://example.org/a</link></item></rdf:RDF>`, 1, false},
		"json feed":               {`{"version":"https://jsonfeed.org/version/1.1","title":"W","items":[{"id":"1","title":"A","url":"https://example.org/a"}]}`, 1, false},
		"no items yet":            {channel + end, 0, false},
		"white space first":       {"\n\n  \t" + channel + items(1) + end, 1, false},
		"a long comment first":    {`<?xml version="1.0"?><!-- ` + strings.Repeat("licence ", 2000) + ` --><rss version="2.0"><channel>` + items(1) + end, 1, false},
		"instructions first":      {`<?xml version="1.0"?>` + strings.Repeat(`<?xml-stylesheet href="a.xsl" type="text/xsl"?>`, 200) + `<rss version="2.0"><channel>` + items(1) + end, 1, false},
		"a script's warning":      {"<b>Warning</b>: undefined index in /var/www/feed.php on line 7<br />\n" + channel + items(2) + end, 2, false},
		"text first":              {"feed follows: " + channel + items(2) + end, 2, false},
		"a document type":         {`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "]>"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel>` + items(1) + end, 1, false},
		"an entity bomb":          {`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title>` + items(1) + end, 1, false},
		"junk behind":             {channel + items(2) + end + "<script>track()</script>", 2, false},
		"cut within an item":      {channel + items(3) + "<item><title>Sto", 3, true},
		"cut within a tag":        {channel + items(3) + "<item><tit", 3, true},
		"cut between items":       {channel + items(3), 3, true},
		"cut within CDATA":        {channel + items(3) + "<item><title><![CDATA[Sto", 3, true},
		"atom, cut":               {`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>A</title></entry><entry><id>b</id><title>B`, 1, true},
		"broken in the middle":    {channel + items(2) + "\n<item><title>A</title></\n0>" + items(3) + end, 2, true},
		"an entry that is alone":  {`<?xml version="1.0"?><entry xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>A</title></entry>`, 1, false},
		"a stray ampersand":       {channel + "<item><title>AT&T & friends</title><link>https://example.org/1?a=1&b=2</link></item>" + end, 1, false},
		"control characters":      {channel + "<item><title>A\x06\x00B</title><link>https://example.org/1</link></item>" + end, 1, false},
		"upper-case declaration":  {strings.Replace(channel, "<?xml", "<?XML", 1) + items(1) + end, 1, false},
		"curly quotes":            {strings.Replace(channel, `"2.0"`, "“2.0”", 1) + items(1) + end, 1, false},
		"last character lost":     {strings.TrimSuffix(channel+items(1)+end, ">"), 1, false},
		"single quotes in prolog": {strings.ReplaceAll(channel[:21], `"`, `'`) + channel[21:] + items(1) + end, 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := document.Parse([]byte(tc.body), "", "https://example.org/feed")
			if err != nil {
				t.Fatal(err)
			}
			if len(found.Stories) != tc.stories || found.Partial != tc.partial {
				t.Errorf("%d stories, partial %v; want %d, %v", len(found.Stories), found.Partial, tc.stories, tc.partial)
			}
		})
	}
}

// TestDocumentsThatBreakOff cuts documents at every byte: the items that are
// whole must be read.
func TestDocumentsThatBreakOff(t *testing.T) {
	for name, body := range map[string]string{
		"rss":  `<?xml version="1.0"?><rss version="2.0" xmlns:m="urn:m"><channel xmlns:m="urn:m"><title>Wire</title>` + items(3) + `<m:x/></channel></rss>`,
		"rdf":  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>W</title></channel>` + items(3) + `</rdf:RDF>`,
		"atom": `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title type="html"><![CDATA[<b>A</b>]]></title></entry><entry><id>b</id><title>B</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content></entry></feed>`,
	} {
		t.Run(name, func(t *testing.T) {
			for cut := range len(body) {
				whole := strings.Count(body[:cut], "</item>") + strings.Count(body[:cut], "</entry>")
				if whole == 0 {
					continue
				}
				found, err := document.Parse([]byte(body[:cut]), "", "https://example.org/feed")
				if err != nil || len(found.Stories) != whole {
					t.Errorf("cut after %q: %d stories, want %d; error %v", body[max(0, cut-20):cut], len(found.Stories), whole, err)
				}
			}
		})
	}
}

func TestDocumentsThatAreNot(t *testing.T) {
	for name, tc := range map[string]struct {
		body string
		code readout.Code
		says string
	}{
		"empty":                    {"", readout.CodeInvalid, "empty"},
		"white space":              {" \n\ufeff", readout.CodeInvalid, "empty"},
		"text":                     {"Service temporarily unavailable", readout.CodeInvalid, "neither RSS"},
		"some XML":                 {`<?xml version="1.0"?><opml version="2.0"><body/></opml>`, readout.CodeInvalid, "neither RSS"},
		"a sitemap":                {`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>`, readout.CodeInvalid, "neither RSS"},
		"broken XML":               {`<rss version="2.0"><channel><title>Wire</tit`, readout.CodeInvalid, "damaged"},
		"a page":                   {"<!DOCTYPE html><html><head><title>News</title></head></html>", readout.CodeInvalid, "web page"},
		"a page that shows a feed": {"<html><body><pre>&lt;rss&gt; or <rss></pre></body></html>", readout.CodeInvalid, "web page"},
		"a page in XML":            {`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head/></html>`, readout.CodeInvalid, "web page"},
		"a challenge":              {"<html><head><title>Just a moment...</title></head></html>", readout.CodeForbidden, "checks for a browser"},
		"another":                  {`<html><script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script></html>`, readout.CodeForbidden, "checks for a browser"},
		"a login page":             {`<html><form><input type="password" name="p"></form></html>`, readout.CodeForbidden, "login page"},
		"a page with feed":         {`<html><head><link rel="alternate" type="application/rss+xml" title="All &amp; news" href="/all.rss"></head></html>`, readout.CodeInvalid, "https://example.org/all.rss (All & news)"},
		"a page with two":          {`<html><head><link rel="alternate" type="application/atom+xml" href="a.atom"><link rel='ALTERNATE' type="application/rss+xml; charset=utf-8" href="https://other.example/b"></head></html>`, readout.CodeInvalid, "https://example.org/a.atom, https://other.example/b"},
		"JSON":                     {`{"error":{"code":401}}`, readout.CodeInvalid, "JSON that is no feed"},
		"a JSON list":              {`[1,2,3]`, readout.CodeInvalid, "JSON that is no feed"},
		"JSON, broken":             {`{"version":"https://jsonfeed.org/version/1","items":[`, readout.CodeInvalid, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := document.Parse([]byte(tc.body), "", "https://example.org/feed")
			if readout.ErrorCode(err) != tc.code || !strings.Contains(readout.ErrorMessage(err), tc.says) {
				t.Errorf("error %q (%s), want %q (%s)", readout.ErrorMessage(err), readout.ErrorCode(err), tc.says, tc.code)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	for name, tc := range map[string]struct{ body, want string }{
		"absolute":        {channel + `<item><title>A</title><link> https://example.org/a </link></item></channel></rss>`, "https://example.org/a"},
		"relative":        {channel + `<item><title>A</title><link>/news/a</link></item></channel></rss>`, "https://example.org/news/a"},
		"no scheme":       {channel + `<item><title>A</title><link>//cdn.example.org/a</link></item></channel></rss>`, "https://cdn.example.org/a"},
		"xml:base":        {`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/x/"><entry><title>A</title><link href="a"/></entry></feed>`, "https://base.example/x/a"},
		"original":        {`<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item><title>A</title><link>https://feedproxy.example/~r/1</link><feedburner:origLink>https://example.org/a</feedburner:origLink></item></channel></rss>`, "https://example.org/a"},
		"guid only":       {channel + `<item><title>A</title><guid>https://example.org/a</guid></item></channel></rss>`, "https://example.org/a"},
		"enclosure only":  {channel + `<item><title>A</title><enclosure url="https://example.org/a.mp3" type="audio/mpeg"/></item></channel></rss>`, "https://example.org/a.mp3"},
		"escaped":         {channel + `<item><title>A</title><link>https://example.org/?a=1&amp;b=2</link></item></channel></rss>`, "https://example.org/?a=1&b=2"},
		"script":          {channel + `<item><title>A</title><guid isPermaLink="false">a</guid><link>javascript:alert(1)</link></item></channel></rss>`, "https://example.org/feed"},
		"password":        {channel + `<item><title>A</title><link>https://me:secret@example.org/a</link></item></channel></rss>`, "https://example.org/a"},
		"site when none":  {strings.Replace(channel, "</title>", "</title><link>https://site.example/</link>", 1) + `<item><title>A</title><guid isPermaLink="false">a</guid></item></channel></rss>`, "https://site.example/"},
		"broken by lines": {channel + "<item><title>A</title><link>https://example.org/\n  a</link></item></channel></rss>", "https://example.org/a"},
	} {
		t.Run(name, func(t *testing.T) {
			found := parse(t, tc.body)
			if len(found.Stories) != 1 || found.Stories[0].URL != tc.want {
				t.Errorf("got %+v, want %s", found.Stories, tc.want)
			}
		})
	}
}

func TestText(t *testing.T) {
	for name, tc := range map[string]struct{ markup, want string }{
		"plain":            {"Leaders speak", "Leaders speak"},
		"inline":           {"The <b>Prime</b> Minister<i>s</i>", "The Prime Ministers"},
		"blocks":           {"<p>One</p><p>Two<br>Three</p><ul><li>Four</li></ul>", "One\nTwo\nThree\nFour"},
		"white space":      {"  a \t b\n\n\n c\u00a0d ", "a b\nc d"},
		"script and style": {"a<script>x<1&&y>2</script><style>p{}</style>b", "ab"},
		"entities":         {"Zelensky &amp; Carney &ndash; &#8220;good&#x201d;", "Zelensky & Carney – “good”"},
		"encoded twice":    {"AT&amp;amp;T &amp;quot;x&amp;quot;", `AT&T "x"`},
		"markup encoded":   {"&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &amp;amp; three&lt;/p&gt;", "One\nTwo & three"},
		"less than":        {"5 < 6 & 7 > 3", "5 < 6 & 7 > 3"},
		"encoded less":     {"5 &lt; 6", "5 < 6"},
		"unclosed":         {"<p>One <a href=\"x", "One"},
		"comment":          {"a<!-- x -->b<![CDATA[c]]>", "ab"},
		"image":            {`<img src="x" alt="y">Text`, "Text"},
		"no width":         {"Zelen\u00adsky\u200b \u202eabc\u202c", "Zelensky abc"},
		"table":            {"<table><tr><td>a</td><td>b</td></tr></table>", "a b"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := document.Text(tc.markup); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestTextIsBounded(t *testing.T) {
	long := strings.Repeat("слово ", 1000)
	found := parse(t, channel+"<item><title>"+long+"</title><description>"+strings.Repeat(long, 50)+"</description><link>https://example.org/a</link></item></channel></rss>")
	story := found.Stories[0]
	if n := utf8.RuneCountInString(story.Title); n > 300 || n < 250 {
		t.Errorf("the title has %d runes", n)
	}
	if n := utf8.RuneCountInString(story.Summary); n > 2000 || n < 1900 {
		t.Errorf("the summary has %d runes", n)
	}
	if strings.Contains(story.Title, "\n") || !strings.HasSuffix(story.Title, "слово…") {
		t.Errorf("the title is cut within a word: %q", story.Title)
	}
}

func TestSummaries(t *testing.T) {
	found := parse(t, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
		<item><title>A</title><link>https://example.org/a</link><description>Short</description><content:encoded>Long</content:encoded></item>
		<item><title>B</title><link>https://example.org/b</link><content:encoded><![CDATA[<p>Only this</p>]]></content:encoded></item>
		<item><link>https://example.org/c</link><description>&lt;p&gt;No title here&lt;/p&gt;</description></item></channel></rss>`)
	if got := found.Stories; got[0].Summary != "Short" || got[1].Summary != "Only this" || got[2].Title != "No title here" {
		t.Errorf("got %+v", got)
	}
}

func TestItemsAreCapped(t *testing.T) {
	var out strings.Builder
	out.WriteString(channel)
	for i := range 1200 { // oldest first, as some archives are
		fmt.Fprintf(&out, "<item><title>%d</title><link>https://example.org/%d</link><pubDate>%s</pubDate></item>", i, i,
			time.Date(2020, 1, 1, i, 0, 0, 0, time.UTC).Format(time.RFC1123Z))
	}
	out.WriteString("</channel></rss>")
	found := parse(t, out.String())
	if len(found.Stories) != 1000 || found.Stories[0].Title != "1199" {
		t.Errorf("%d stories, first %q; want the 1000 newest", len(found.Stories), found.Stories[0].Title)
	}
}

func TestHints(t *testing.T) {
	found := parse(t, `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>W</title><language>en-CA</language><ttl>15</ttl>
		<skipHours><hour>1</hour><hour>24</hour><hour>77</hour></skipHours><skipDays><day>Sunday</day><day>Someday</day></skipDays>
		<atom:link rel="hub" href="https://hub.example/"/><item><title>A</title><link>https://example.org/a</link><ttl>99</ttl></item></channel></rss>`)
	if found.TTL != 15*time.Minute || fmt.Sprint(found.SkipHours) != "[1 0]" || fmt.Sprint(found.SkipDays) != "[Sunday]" ||
		found.Hub != "https://hub.example/" || found.Language != "en-CA" {
		t.Errorf("got %+v", found)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(channel+items(2)+"</channel></rss>"), "text/xml", "https://example.org/feed")
	f.Add([]byte(channel+items(2)), "", "http://example.org")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1}]}`), "application/json", "")
	f.Add([]byte(`<html><title>Log in`), "text/html", "https://example.org/%zz")
	f.Add([]byte(`<feed xml:base="//x"><entry><link href="&#x2f;a"/></entry>`), "", "https://example.org/feed")
	f.Fuzz(func(t *testing.T, body []byte, contentType, address string) {
		found, err := document.Parse(body, contentType, address)
		if err != nil {
			if readout.ErrorCode(err) == readout.CodeInternal {
				t.Errorf("error not fit for users: %v", err)
			}
			return
		}
		seen := map[string]bool{}
		for _, story := range found.Stories {
			if story.Key == "" || utf8.RuneCountInString(story.Title) > 300 || utf8.RuneCountInString(story.Summary) > 2000 {
				t.Errorf("story out of bounds: %+v", story)
			}
			for _, key := range append([]string{story.Key}, story.AltKeys...) {
				if seen[key] {
					t.Errorf("two stories have the key %q", key)
				}
				seen[key] = true
			}
		}
	})
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"<p>a</p>", "&amp;lt;script&gt;", "<script", "<a href='", "&#0;&#xD800;", "\x00<\xff", "<![CDATA["} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, markup string) {
		text := document.Text(markup)
		if strings.Contains(text, "  ") || text != strings.TrimSpace(text) {
			t.Errorf("white space left: %q", text)
		}
		if len(text) > 3*len(markup)+16 {
			t.Errorf("%d bytes grew to %d", len(markup), len(text))
		}
	})
}
