package farm

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"readout/feeds/document"
)

// ReadDocuments returns the news feeds among the files of a tar archive, to be
// served as the Documents of a Farm: in UTF-8, of five stories at least and a
// megabyte at most. Successive states of one feed are left out.
func ReadDocuments(archive io.Reader) ([][]byte, error) {
	var out [][]byte
	files := tar.NewReader(archive)
	for {
		file, err := files.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read documents: %w", err)
		}
		if file.Typeflag != tar.TypeReg || file.Size > 1<<20 || strings.Contains(file.Name, "timeseries/") {
			continue
		}
		body, err := io.ReadAll(files)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file.Name, err)
		}
		if usable(body) {
			out = append(out, body)
		}
	}
}

func usable(body []byte) bool {
	if !utf8.Valid(body) || firstItem(body) < 0 {
		return false
	}
	found, err := document.Parse(body, "application/xml", "https://example.org/feed")
	return err == nil && !found.Partial && len(found.Stories) >= 5
}

// Rest returns how long a document asks to be left alone, be it at times only:
// by ttl, skipHours and skipDays. 0 = it does not.
func Rest(body []byte) time.Duration {
	found, err := document.Parse(body, "application/xml", "https://example.org/feed")
	if err != nil {
		return 0
	}
	rest := found.TTL
	if len(found.SkipHours) > 0 {
		rest = max(rest, time.Hour)
	}
	if len(found.SkipDays) > 0 {
		rest = max(rest, 24*time.Hour)
	}
	return rest
}

// firstItem returns where the first item or entry begins, -1 if there is none.
func firstItem(body []byte) int {
	for _, mark := range []string{"<item>", "<item ", "<entry>", "<entry "} {
		if at := bytes.Index(body, []byte(mark)); at >= 0 {
			return at
		}
	}
	return -1
}

// fresh is how many stories of the farm's own stand above those of a real
// document.
const fresh = 10

// real writes a document that has been read, with the feed's latest stories on
// top of it.
func (w *writer) real(body []byte, latest int64, built time.Time) {
	at := firstItem(body)
	w.Write(body[:at])
	isAtom := bytes.HasPrefix(body[at:], []byte("<entry"))
	for n := range fresh {
		s := w.story(latest - int64(n))
		text := escape(s.summary)
		if isAtom {
			date := s.published.UTC().Format(time.RFC3339)
			fmt.Fprintf(w, "<entry><title>%s</title><link rel=\"alternate\" href=\"%s\"/><id>tag:news%d.example,2026:%d</id><published>%s</published><updated>%s</updated><summary type=\"html\">%s</summary></entry>\n",
				escape(s.title), escape(s.address), w.feed, s.number, date, date, text)
			continue
		}
		fmt.Fprintf(w, "<item><title>%s</title><link>%s</link><guid isPermaLink=\"false\">news%d:%d</guid><pubDate>%s</pubDate><description>%s</description></item>\n",
			escape(s.title), escape(s.address), w.feed, s.number, s.published.UTC().Format(time.RFC1123Z), text)
	}
	w.Write(body[at:])
	if w.traits.caching == restless {
		fmt.Fprintf(w, "<!-- written at %s -->", built.UTC().Format(time.RFC3339))
	}
}
