package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"readout"
	"readout/store"
)

// crashing names the environment variable that turns this test's process into
// one that commits until it is killed.
const crashing = "READOUT_TEST_COMMIT_UNTIL_KILLED"

// TestKilledWhileCommitting kills a process that commits as fast as it can,
// several times over, and checks that what it had said to be written is there,
// whole, and that the next process can go on at once.
func TestKilledWhileCommitting(t *testing.T) {
	if path := os.Getenv(crashing); path != "" {
		commitUntilKilled(path)
	}
	if testing.Short() {
		t.Skip("starts processes")
	}
	path := filepath.Join(t.TempDir(), "readout.db")
	var written []string
	for round := range 5 {
		written = append(written, killAfter(t, path, 5+23*round)...)
		checkWhole(t, path, written)
	}
}

// killAfter starts a committing process, kills it when it has reported so many
// stories as written, and returns their keys.
func killAfter(t *testing.T, path string, stories int) []string {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledWhileCommitting$")
	child.Env = append(os.Environ(), crashing+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var keys []string
	lines := bufio.NewScanner(out)
	for len(keys) < stories && lines.Scan() {
		keys = append(keys, lines.Text())
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // what was written between the last look and the end
		keys = append(keys, lines.Text())
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the process ended by itself")
	}
	return keys
}

// checkWhole checks that every reported story is there, and that each story
// there is has its two mentions, its contact and its delivery.
func checkWhole(t *testing.T, path string, written []string) {
	t.Helper()
	s := mustOpen(t, path)
	defer mustClose(t, s)
	feeds, err := s.Feeds(t.Context())
	if err != nil || len(feeds) != 1 {
		t.Fatalf("%d feeds, %v", len(feeds), err)
	}
	lost, err := unknownKeys(t, s, feeds[0], written)
	if len(lost) > 0 || err != nil {
		t.Errorf("lost %q, %v", lost, err)
	}
	got, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := got.Stories; n < len(written) || got.Mentions != 2*n || got.Contacts != n || got.Pending != n {
		t.Errorf("half a commit: %+v", got)
	}
	contacts, _, err := s.Contacts(t.Context(), readout.ContactQuery{Text: "head story"})
	if len(contacts) != min(got.Stories, 1000) || err != nil {
		t.Errorf("%d contacts are found, %v", len(contacts), err)
	}
	for _, c := range contacts {
		deliveries, err := s.DeliveriesOf(t.Context(), c.ID)
		if len(c.Sources) != 2 || len(deliveries) != 1 || err != nil {
			t.Errorf("contact %d has %d sources and %d deliveries, %v", c.ID, len(c.Sources), len(deliveries), err)
		}
	}
	mustClose(t, s)
	checkIntegrity(t, path)
}

// commitUntilKilled prints the key of each story once it is committed.
func commitUntilKilled(path string) {
	fail := func(err error) {
		fmt.Fprintln(os.Stderr, "committing process:", err)
		os.Exit(3)
	}
	ctx := context.Background()
	s, err := store.Open(ctx, path, time.Now)
	if err != nil {
		fail(err)
	}
	if err := s.SyncFeeds(ctx, []readout.Feed{{Name: "herald", URL: "https://herald.example", Kind: readout.Press}}); err != nil {
		fail(err)
	}
	feeds, err := s.Feeds(ctx)
	if err != nil {
		fail(err)
	}
	for i := 0; ; i++ {
		key := fmt.Sprintf("%d-%d", os.Getpid(), i)
		if err := bring(ctx, s, feeds[0], key); err != nil {
			fail(err)
		}
		fmt.Println(key)
	}
}
