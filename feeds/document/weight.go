package document

import "strings"

// What a feed may weigh. gofeed reads elements of other namespaces by
// recursion, which ends the whole process when they are nested a million times,
// and makes an object of each: real feeds are far below both bounds.
const (
	maxDepth    = 256
	maxElements = 300_000
	maxObjects  = 100_000 // of JSON, in which each is worth several elements
)

// tooHeavy reports whether a document has more elements, or more of them within
// each other, than can be parsed safely.
func tooHeavy(text string) bool {
	_, heavy := walk(text)
	return heavy
}

// walk steps through the tags of a document and returns the names of the
// elements that are open at its end, the outermost first. It stops where the
// document proves too heavy. It follows encoding/xml's non-strict rules; where
// that would stop with an error, the answer does not matter.
func walk(text string) (open []string, heavy bool) {
	for elements := 0; ; {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			return open, false
		}
		text = text[at:]
		switch {
		case strings.HasPrefix(text, "<![CDATA["):
			text = behind(text, "]]>")
		case strings.HasPrefix(text, "<!--"):
			text = behind(text, "-->")
		case strings.HasPrefix(text, "<?"):
			text = behind(text, "?>")
		case strings.HasPrefix(text, "<!"):
			text = text[directiveEnd(text):]
		case strings.HasPrefix(text, "</"):
			name := tagName(text[2:])
			for len(open) > 0 { // an end tag closes all that is open within its element
				last := open[len(open)-1]
				open = open[:len(open)-1]
				if last == name {
					break
				}
			}
			text = behind(text, ">")
		default:
			end := tagEnd(text)
			if elements++; elements > maxElements {
				return open, true
			}
			if text[max(0, end-2)] != '/' {
				if open = append(open, tagName(text[1:])); len(open) > maxDepth {
					return open, true
				}
			}
			text = text[end:]
		}
	}
}

// tooManyObjects reports whether a JSON document has more objects than can be
// parsed safely.
func tooManyObjects(text string) bool {
	objects, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && quoted:
			i++
		case c == '{' && !quoted:
			objects++
		}
	}
	return objects > maxObjects
}

// behind returns what follows the next mark, nothing if there is none.
func behind(text, mark string) string {
	_, rest, _ := strings.Cut(text, mark)
	return rest
}

func tagName(text string) string {
	end := strings.IndexAny(text[:min(len(text), 256)], " \t\r\n/>")
	if end < 0 {
		return text[:min(len(text), 256)]
	}
	return text[:end]
}

// tagEnd returns where a start tag ends: behind the first ">" that is in no
// quotation marks.
func tagEnd(text string) int {
	var quote byte
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return len(text)
}

// directiveEnd returns where "<!…>" ends: at the first ">" that is neither in
// quotation marks, nor in a comment, nor within "<" and ">" of its own.
func directiveEnd(text string) int {
	var quote byte
	depth := 0
	for i := 3; i < len(text); i++ { // the first character means nothing, whatever it is
		switch c := text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case strings.HasPrefix(text[i:], "<!--"):
			end := after(text[i+4:], "-->")
			if end < 0 {
				return len(text)
			}
			i += 4 + end - 1
		case c == '<':
			depth++
		case c == '>' && depth == 0:
			return i + 1
		case c == '>':
			depth--
		}
	}
	return len(text)
}
