package feeds_test

import (
	"archive/tar"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/feeds"
	"readout/feeds/document"
	"readout/feeds/fetch"
)

const corpus = "../../shared/feeds/corpus.tar.xz"

// eachCaptured calls f with every file of the captured corpus, in its order.
func eachCaptured(t *testing.T, f func(name string, body []byte)) {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the captured feeds are not here: " + corpus)
	}
	unpack, err := exec.LookPath("xz")
	if err != nil {
		t.Skip("xz is not installed")
	}
	command := exec.CommandContext(t.Context(), unpack, "-dc", corpus)
	pipe, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	for archive := tar.NewReader(pipe); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		body, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		f(header.Name, body)
	}
	if err := command.Wait(); err != nil {
		t.Fatal(err)
	}
}

// tape answers with one body after the other, whatever is asked.
type tape struct{ next []byte }

func (s *tape) Fetch(context.Context, fetch.Request) (*fetch.Response, error) {
	return &fetch.Response{Body: s.next, ContentType: "application/rss+xml", URL: "https://example.org/feed"}, nil
}

// TestReplay polls the snapshots of feeds whose dates change at every poll, or
// whose guids came and went. Each story must arrive once, and a second run
// through the same snapshots must bring nothing.
func TestReplay(t *testing.T) {
	if testing.Short() {
		t.Skip("parses 1,500 documents twice")
	}
	series := map[string][][]byte{}
	eachCaptured(t, func(name string, body []byte) {
		if parts := strings.Split(name, "/"); strings.Contains(name, "timeseries/") && strings.HasSuffix(name, ".xml") {
			name := parts[len(parts)-2]
			series[name] = append(series[name], body)
		}
	})
	want := map[string]int{
		"JPhx011-whitehouse_feed":            558,
		"JPhx011-wire_feed":                  921,
		"selenasun1618-whitehouse_briefings": 230,
		"1902139-feed":                       0, // counted by guid, below
		"1902139-underreported":              0,
	}
	for name, snapshots := range series {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			number := want[name]
			if number == 0 {
				number = distinctGUIDs(snapshots)
			}
			replay(t, snapshots, number)
		})
	}
}

func replay(t *testing.T, snapshots [][]byte, want int) {
	clock, source := noon(), &tape{}
	m := newMemory(clock.Now, readout.Feed{ID: 1, Name: "Captured", URL: "https://example.org/feed", Kind: readout.Press})
	p := newPoller(t, m, func(o *feeds.Options) { o.Fetcher, o.Log = source, nil })
	for pass := range 2 {
		seen, polls := map[string]int{}, 0
		for _, snapshot := range snapshots {
			source.next = snapshot
			polls++
			clock.Forward(time.Hour)
			p.Tick(t.Context())
			for _, story := range m.take() {
				seen[document.CanonicalLink(story.URL)]++
			}
		}
		for link, times := range seen {
			if times > 1 {
				t.Errorf("%s arrived %d times", link, times)
			}
		}
		if pass == 1 {
			want = 0
		}
		t.Logf("pass %d: %d polls brought %d stories, %d were told anew", pass+1, polls, len(seen), len(m.takeRetold()))
		if len(seen) != want {
			t.Errorf("pass %d brought %d stories, want %d", pass+1, len(seen), want)
		}
	}
}

// distinctGUIDs counts by the plainest of means.
func distinctGUIDs(snapshots [][]byte) int {
	guids := map[string]bool{}
	for _, snapshot := range snapshots {
		for part := range strings.SplitSeq(string(snapshot), "<guid") {
			if _, after, found := strings.Cut(part, ">"); found {
				if guid, _, found := strings.Cut(after, "</guid>"); found {
					guids[guid] = true
				}
			}
		}
	}
	return len(guids)
}
