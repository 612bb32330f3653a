package commands_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
)

// TestAWatchIsTried shows what was posted, and for what was missed one line for
// each reason.
func TestAWatchIsTried(t *testing.T) {
	w := newWorld(t)
	all := sampleContacts()
	w.trials = []readout.Trial{
		{Contact: all[1], Mentions: true},
		{Contact: all[2], Held: noon().Add(19 * time.Hour)},
	}
	for i, refusal := range []readout.Refusal{
		readout.RefusedRejected, readout.RefusedLevel, readout.RefusedWho, readout.RefusedStatus, readout.RefusedMode,
		readout.RefusedSources, readout.RefusedSure, readout.RefusedOfficial,
	} {
		w.trials = append(w.trials, readout.Trial{Contact: all[i%len(all)], Refusal: refusal})
	}
	var b strings.Builder
	for _, line := range []string{
		"/watch test watch:2", "/watch test watch:2 what:Ukraine status:held,planned min_confidence:0.95 min_sources:4", "/watch test", "/watch test page:2",
		"/watch test what:Kanada", "/watch test watch:4", "/watch test watch:99",
	} {
		b.WriteString("> " + line + "\n")
		reply, err := w.run(line)
		if err != nil {
			b.WriteString("(" + string(readout.ErrorCode(err)) + ") " + readout.ErrorMessage(err) + "\n\n")
			continue
		}
		b.WriteString(show(reply) + "\n")
	}
	golden(t, filepath.Join("testdata", "replies", "watch_test.txt"), b.String())
}

// TestATrialChangesNothing tries a stored watch with other options: that one is
// tried, and the stored one stays.
func TestATrialChangesNothing(t *testing.T) {
	w := newWorld(t)
	before := w.store.watches[0]
	w.must("/watch test watch:1 what:CA-US mode:phone,video level:any")
	want := readout.Filter{Pairs: [][2]string{{"CA", "US"}}, Modes: []readout.Mode{readout.Phone, readout.Video}, AnyLevel: true}
	if diff := cmp.Diff(want, w.tried.Filter); diff != "" || w.tried.RoleID != role {
		t.Errorf("tried (-want +got):\n%s\nrole %q", diff, w.tried.RoleID)
	}
	if diff := cmp.Diff(before, w.store.watches[0]); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
}
