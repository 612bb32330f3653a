package document

import (
	"regexp"
	"slices"
	"strings"
)

// format is what a text turns out to be.
type format int

const (
	formatUnknown format = iota
	formatXML            // RSS, RDF or Atom
	formatJSON
	formatPage // HTML
	formatEmpty
)

// preamble is how far into a text its root element may begin: long licences
// and the warnings of broken scripts come first.
const preamble = 256 << 10

// frame finds the root of a document and returns the text from there on.
// What comes before says nothing that a story needs: the declaration names an
// encoding that no longer holds, and comments can be longer than the window
// that gofeed looks through.
func frame(text string) (string, format) {
	rest := strings.TrimLeft(text, " \t\r\n\ufeff\u200b\u00a0")
	if rest == "" {
		return "", formatEmpty
	}
	if rest[0] == '{' || rest[0] == '[' {
		return rest, formatJSON
	}
	found := skipMisc(rest)
	if hasPrefixFold(found, "<!doctype") { // HTML's, which some feeds wear
		if inner := skipMisc(found[max(0, afterDoctype(found)):]); rootKind(inner) == formatXML {
			return inner, formatXML
		}
	}
	if kind := rootKind(found); kind != formatUnknown {
		return found, kind
	}
	// Something that does not belong here comes first. Look for a root, unless
	// it turns out to be a page that only shows one.
	head := strings.ToLower(rest[:min(len(rest), preamble)])
	for _, mark := range []string{"<html", "<!doctype html"} {
		if strings.Contains(head, mark) {
			return rest, formatPage
		}
	}
	for _, mark := range []string{"<?xml", "<rss", "<feed", "<rdf:rdf"} {
		if at := strings.Index(head, mark); at >= 0 && at < len(rest) {
			found := skipMisc(rest[at:])
			if rootKind(found) == formatXML {
				return found, formatXML
			}
		}
	}
	return rest, formatUnknown
}

// skipMisc skips the declaration, processing instructions, comments and the
// document type.
func skipMisc(text string) string {
	for {
		text = strings.TrimLeft(text, " \t\r\n\ufeff")
		var end int
		switch {
		case strings.HasPrefix(text, "<?"):
			end = after(text, "?>")
		case strings.HasPrefix(text, "<!--"):
			end = after(text, "-->")
		case hasPrefixFold(text, "<!doctype") && !hasPrefixFold(text, "<!doctype html"):
			end = afterDoctype(text)
		default:
			return text
		}
		if end < 0 {
			return text
		}
		text = text[end:]
	}
}

func after(text, mark string) int {
	at := strings.Index(text, mark)
	if at < 0 {
		return -1
	}
	return at + len(mark)
}

// afterDoctype steps over a document type with its internal subset, in which
// entity bombs live: they are dropped unread.
func afterDoctype(text string) int {
	var quote byte
	depth := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			return i + 1
		}
	}
	return -1
}

// rootKind tells what the element at the start of the text makes of it.
func rootKind(text string) format {
	if hasPrefixFold(text, "<!doctype html") {
		return formatPage
	}
	if !strings.HasPrefix(text, "<") {
		return formatUnknown
	}
	end := strings.IndexAny(text, " \t\r\n/>")
	if end < 1 {
		return formatUnknown
	}
	name := strings.ToLower(text[1:end])
	if _, local, prefixed := strings.Cut(name, ":"); prefixed {
		name = local
	}
	switch name {
	case "rss", "rdf", "feed", "entry":
		return formatXML
	case "html", "head", "body", "title", "meta", "script", "div":
		return formatPage
	}
	return formatUnknown
}

func hasPrefixFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// asFeed puts a feed around an Atom entry that stands alone (RFC 4287, 2), and
// turns what Atom 0.3 alone has into what gofeed reads: it drops created, and
// takes base64 for text where a type is told.
func asFeed(text string) string {
	const atom03 = `"http://purl.org/atom/ns#"`
	tag, _, _ := strings.Cut(text, ">")
	if name := tag[:strings.IndexAny(tag+" ", " \t\r\n/")]; name == "<entry" || strings.HasSuffix(name, ":entry") {
		text = "<feed>" + text + "</feed>"
	}
	// gofeed keeps an element of RSS's own as it stands, and of others their words.
	text = strings.ReplaceAll(text, `<body xmlns="http://www.w3.org/1999/xhtml">`, "<body>")
	if !strings.Contains(tag, atom03) {
		return text
	}
	text = strings.NewReplacer("<created>", `<dcterms:created xmlns:dcterms="http://purl.org/dc/terms/">`, "</created>", "</dcterms:created>").Replace(text)
	return regexp.MustCompile(`\stype="[^"<>]*"(\s+mode="base64")`).ReplaceAllString(text, "$1")
}

// plainQuotes puts plain quotation marks around the attributes of a document
// whose root shows that a word processor has left curly ones.
func plainQuotes(text string) string {
	end := strings.IndexByte(text, '>')
	if end < 0 || !strings.ContainsAny(text[:end], "“”„‟") {
		return text
	}
	return regexp.MustCompile(`(\s[\w:-]+=)[“”„‟]([^“”„‟"<>]*)[“”„‟]`).ReplaceAllString(text, `$1"$2"`)
}

// mend cuts a document that breaks off, or breaks, after its last whole item
// and closes what is open. It returns "" when there is no whole item.
func mend(text string) string {
	end := -1
	for _, mark := range []string{"</item>", "</entry>", "</atom:entry>"} {
		if at := strings.LastIndex(text, mark); at >= 0 {
			end = max(end, at+len(mark))
		}
	}
	if end < 0 {
		return ""
	}
	text = text[:end]
	still, _ := walk(text)
	for _, name := range slices.Backward(still) {
		text += "</" + name + ">"
	}
	return text
}
