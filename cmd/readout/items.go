package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/ulikunitz/xz"

	"readout"
)

//go:embed samples/samples.jsonl
var samples []byte

// newsItem is a news item as commands read and replay it.
type newsItem struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Summary   string `json:"summary"`
	Published string `json:"published"` // RFC 3339, or a date
	Source    string `json:"source"`
	URL       string `json:"url"`
}

// maxItemLine is the longest line that is read, in bytes.
const maxItemLine = 1 << 20

// published reads the time of publication.
func (i newsItem) published() (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime, time.DateOnly} {
		if at, err := time.Parse(layout, i.Published); err == nil {
			return at.UTC(), nil
		}
	}
	return time.Time{}, readout.Errorf(readout.CodeInvalid, "published %q is no time; write it like 2026-11-23T09:30:00Z", i.Published)
}

// story returns the item as the detector takes it.
func (i newsItem) story() (readout.Story, error) {
	at, err := i.published()
	if err != nil {
		return readout.Story{}, err
	}
	return readout.Story{Key: i.ID, Title: i.Title, Summary: i.Summary, URL: i.URL, Source: i.Source, Published: at, FirstSeen: at}, nil
}

// openItems opens a file of items: JSON lines, plain or packed with gzip or
// xz; "-" is standard input.
func openItems(name string, in io.Reader) (io.ReadCloser, error) {
	if name == "-" {
		return unpack(io.NopCloser(in))
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, readout.Errorf(readout.CodeInvalid, "the items cannot be read: %v", err)
	}
	return unpack(file)
}

// unpack looks at the first bytes and unpacks what is packed.
func unpack(file io.ReadCloser) (io.ReadCloser, error) {
	reader := bufio.NewReaderSize(file, 64<<10)
	head, _ := reader.Peek(6) // a shorter file is not packed
	var plain io.Reader = reader
	var err error
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		plain, err = gzip.NewReader(reader)
	case bytes.HasPrefix(head, []byte("\xfd7zXZ\x00")):
		plain, err = xz.NewReader(reader)
	}
	if err != nil {
		return nil, readout.Errorf(readout.CodeInvalid, "the items cannot be unpacked: %v", err)
	}
	return struct {
		io.Reader
		io.Closer
	}{plain, file}, nil
}

// eachLine calls do for every line that is not empty, with its number.
func eachLine(r io.Reader, do func(number int, line []byte) error) error {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(make([]byte, 0, 64<<10), maxItemLine)
	number := 0
	for scanner.Scan() {
		number++
		if line := bytes.TrimSpace(scanner.Bytes()); len(line) > 0 {
			if err := do(number, line); err != nil {
				return err
			}
		}
	}
	if err := scanner.Err(); err != nil {
		return readout.Errorf(readout.CodeInvalid, "line %d cannot be read: %v", number+1, err)
	}
	return nil
}

// readItem decodes a line.
func readItem(line []byte) (newsItem, error) {
	var item newsItem
	if err := json.Unmarshal(line, &item); err != nil {
		return item, readout.Errorf(readout.CodeInvalid, "no JSON object with id, title, summary, published, source and url: %v", err)
	}
	if item.ID == "" || strings.TrimSpace(item.Title) == "" {
		return item, readout.Errorf(readout.CodeInvalid, "an item needs an id and a title")
	}
	_, err := item.published()
	return item, err
}

// loadItems reads all items of a file. A line that is no item is an error with
// its number.
func loadItems(name string, in io.Reader) ([]newsItem, error) {
	reader := io.NopCloser(bytes.NewReader(samples))
	if name != "" {
		var err error
		if reader, err = openItems(name, in); err != nil {
			return nil, err
		}
	}
	defer func() { _ = reader.Close() }()
	var items []newsItem
	err := eachLine(reader, func(number int, line []byte) error {
		item, err := readItem(line)
		if err != nil {
			return readout.Errorf(readout.CodeInvalid, "line %d: %s", number, readout.ErrorMessage(err))
		}
		items = append(items, item)
		return nil
	})
	if err == nil && len(items) == 0 {
		err = readout.Errorf(readout.CodeInvalid, "there are no news items to read")
	}
	if err != nil {
		return nil, fmt.Errorf("read items: %w", err)
	}
	return items, nil
}
