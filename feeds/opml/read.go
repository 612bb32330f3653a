// Package opml reads and writes lists of feeds as OPML 2.0, by which feed
// readers exchange them. Source: http://opml.org/spec2.opml
package opml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"readout"
	"readout/feeds/document"
)

// Bounds of a list. Lists that people keep are far below them.
const (
	MaxSize     = 4 << 20 // bytes
	maxOutlines = 10_000
	maxDepth    = 64
	maxProblems = 100
	maxName     = 100 // bytes, as a feed's name may have
)

// namespace is that of the attributes which other programs do not know.
const namespace = "urn:readout:opml"

// Entry is a feed on a list.
type Entry struct {
	Name     string // never empty
	URL      string // as it stands on the list; may be no address at all
	Site     string // "" = not told
	Language string // BCP 47, "" = not told
	State    string // for official feeds, the state or organisation that speaks; "" for the press
	Folders  []string
	Line     int
}

// Problem is an entry that cannot be taken. Its message is fit for users.
type Problem struct {
	Line    int
	Name    string // of the entry, "" when it is the list that is broken
	Message readout.Phrase
}

// String says the problem in English.
func (p Problem) String() string {
	if p.Name == "" {
		return fmt.Sprintf("line %d: %s", p.Line, p.Message)
	}
	return fmt.Sprintf("line %d: %s: %s", p.Line, p.Name, p.Message)
}

// List is what an OPML document holds.
type List struct {
	Title    string
	Entries  []Entry
	Problems []Problem // at most a hundred
}

// Read reads a list, nested as it may be, in order. What is wrong with single
// entries is among the list's problems; an error, which is fit for users, says
// that it is no list at all.
func Read(body []byte) (List, error) {
	if len(body) > MaxSize {
		return List{}, readout.Errorf(readout.CodeInvalid, "the list is larger than %d MiB; split it", MaxSize>>20)
	}
	r := newReader(document.ToUTF8(body, ""))
	err := r.read()
	switch {
	case !r.rooted:
		return List{}, readout.Errorf(readout.CodeInvalid, "this is not an OPML list; export one from your feed reader as OPML")
	case err != nil && len(r.list.Entries) == 0:
		return List{}, readout.Errorf(readout.CodeInvalid, "the OPML list breaks off or is damaged in line %d, before its first feed; export it again", r.line())
	case err != nil:
		r.problem("", readout.Phrasef("the list breaks off or is damaged here; what stands before was read"))
	}
	return r.list, nil
}

// errTooLarge ends the reading of a list beyond the bounds.
var errTooLarge = errors.New("too many outlines, or nested too deeply")

// reader is a list being read.
type reader struct {
	decoder  *xml.Decoder
	list     List
	folders  []string // names of the outlines that are open
	rooted   bool     // the root is that of a list
	outlines int
}

// newReader reads leniently: many lists have entities and characters that
// strict XML has not. Entities of the document's own are not replaced.
func newReader(text string) *reader {
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.Strict = false
	decoder.Entity = xml.HTMLEntity
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	return &reader{decoder: decoder}
}

func (r *reader) line() int {
	line, _ := r.decoder.InputPos()
	return line
}

func (r *reader) problem(name string, message readout.Phrase) {
	if len(r.list.Problems) < maxProblems {
		r.list.Problems = append(r.list.Problems, Problem{Line: r.line(), Name: name, Message: message})
	}
}

func (r *reader) read() error {
	for depth := 0; ; {
		token, err := r.decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch element := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errTooLarge
			}
			if err := r.start(element, depth); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
			if isOutline(element.Name) && len(r.folders) > 0 {
				r.folders = r.folders[:len(r.folders)-1]
			}
		}
	}
}

func isOutline(name xml.Name) bool { return strings.EqualFold(name.Local, "outline") }

func (r *reader) start(element xml.StartElement, depth int) error {
	switch {
	case depth == 1:
		if r.rooted = strings.EqualFold(element.Name.Local, "opml"); !r.rooted {
			return errors.New("another root")
		}
	case depth == 3 && strings.EqualFold(element.Name.Local, "title") && r.list.Title == "":
		if text, err := r.decoder.Token(); err == nil {
			if chars, ok := text.(xml.CharData); ok {
				r.list.Title = oneLine(string(chars))
				return nil
			}
			if _, ok := text.(xml.StartElement); ok {
				return errors.New("a title with elements")
			}
		}
	case isOutline(element.Name):
		if r.outlines++; r.outlines > maxOutlines {
			return errTooLarge
		}
		r.outline(attributes(element))
	}
	return nil
}

// attributes returns an element's attributes by their names, in lower case,
// those of our own with "readout:" before them.
func attributes(element xml.StartElement) map[string]string {
	out := make(map[string]string, len(element.Attr))
	for _, a := range element.Attr {
		name := strings.ToLower(a.Name.Local)
		if a.Name.Space == namespace || a.Name.Space == "readout" {
			name = "readout:" + name
		}
		if _, twice := out[name]; !twice {
			out[name] = a.Value
		}
	}
	return out
}

// outline takes an entry, or a folder, over.
func (r *reader) outline(given map[string]string) {
	address := strings.TrimSpace(given["xmlurl"])
	name := oneLine(given["text"])
	if name == "" {
		name = oneLine(given["title"])
	}
	kind := strings.ToLower(given["type"])
	switch {
	case address != "":
		if name == "" {
			name = hostOf(address)
		}
		r.list.Entries = append(r.list.Entries, Entry{
			Name: name, URL: address, Site: strings.TrimSpace(given["htmlurl"]), Language: oneLine(given["language"]),
			State: oneLine(given["readout:state"]), Folders: append([]string(nil), r.folders...), Line: r.line(),
		})
	case kind == "rss" || kind == "atom":
		r.problem(name, readout.Phrasef("the entry has no address (xmlUrl)"))
	case (kind == "include" || kind == "link") && strings.HasSuffix(strings.ToLower(given["url"]), ".opml"):
		r.problem(name, readout.Phrasef("the entry refers to another list, which is not read; bring that in by itself"))
	}
	r.folders = append(r.folders, name)
}

// hostOf names a feed that has no name: without what may be a password.
func hostOf(address string) string {
	u, err := url.Parse(readout.CompleteAddress(address))
	if err != nil || u.Hostname() == "" {
		return "untitled"
	}
	return oneLine(u.Hostname())
}

// oneLine makes a name of text from outside.
func oneLine(text string) string { return clip(readout.OneLine(text)) }

// clip cuts to what a name may have, between characters.
func clip(text string) string {
	if len(text) <= maxName {
		return text
	}
	cut := maxName - len("…")
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return strings.TrimSpace(text[:cut]) + "…"
}
