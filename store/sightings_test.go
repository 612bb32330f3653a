package store_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/store"
)

// TestOpenReading reads beside a writer, and writes nothing.
func TestOpenReading(t *testing.T) {
	path := filepath.Join(t.TempDir(), "readout.db")
	writer, err := store.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = writer.Close() }()
	feed := readout.Feed{Name: "Gazette", URL: "https://gazette.example.org/feed", Kind: readout.Press}
	if err := writer.AddFeed(t.Context(), &feed); err != nil {
		t.Fatal(err)
	}
	reader, err := store.OpenReading(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
	}()
	if stats, err := reader.Stats(t.Context()); err != nil || stats.Feeds != 1 {
		t.Errorf("the reader sees %d feeds and the error %v, want 1", stats.Feeds, err)
	}
	other := readout.Feed{Name: "Other", URL: "https://other.example.org/feed", Kind: readout.Press}
	if err := reader.AddFeed(t.Context(), &other); err == nil || !strings.Contains(err.Error(), "opened for reading") {
		t.Errorf("the reader wrote: %v", err)
	}
	if _, err := store.OpenReading(t.Context(), filepath.Join(t.TempDir(), "none.db"), time.Now); readout.ErrorCode(err) != readout.CodeNotFound {
		t.Errorf("a database that is not there: %v", err)
	}
}
