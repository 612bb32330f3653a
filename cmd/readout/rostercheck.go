package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"readout"
	"readout/contacts/roster"
	"readout/store"
)

type rosterCheck struct {
	rosterFile
	All      bool          `help:"Show gaps, inexact dates and shared names too, not only overlaps."`
	Database string        `help:"Look also for people whom the stories of this database name in an office that the roster does not give them. The bot may be running on it." placeholder:"FILE"`
	Since    time.Duration `help:"How far back the stories may go." default:"2160h"`
}

// Run lists doubts. Only overlaps are mistakes, and make the exit code 1.
func (c rosterCheck) Run(ctx context.Context, streams streams) error {
	people, err := c.load()
	if err != nil {
		return err
	}
	counts := map[roster.FindingKind]int{}
	for _, f := range people.Check() {
		counts[f.Kind]++
		if c.All || f.Kind == roster.FindingOverlap {
			fmt.Fprintf(streams.out, "%-9s %-5s %s\n", f.Kind, f.State, f.Text)
		}
	}
	fmt.Fprintf(streams.out, "%d states and organisations, %d leaders, %d terms: %d overlaps, %d gaps, %d inexact dates, %d shared names, %d without an executive\n",
		len(people.States()), len(people.Leaders()), len(people.Terms()), counts[roster.FindingOverlap], counts[roster.FindingGap],
		counts[roster.FindingDate], counts[roster.FindingAmbiguous], counts[roster.FindingNobody])
	if c.Database != "" {
		if err := c.sightings(ctx, people, streams.out); err != nil {
			return err
		}
	}
	if counts[roster.FindingOverlap] > 0 {
		return readout.Errorf(readout.CodeInvalid, "two people hold an office for one at the same time")
	}
	return nil
}

// sightings lists whom stories name in an office that is somebody else's here.
func (c rosterCheck) sightings(ctx context.Context, people *roster.Roster, out io.Writer) error {
	s, err := store.OpenReading(ctx, c.Database, time.Now)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	seen, err := s.Sightings(ctx, time.Now().Add(-c.Since))
	if err != nil {
		return err
	}
	doubts := 0
	for _, f := range seen {
		held := people.HeldOn(f.State, f.Office, f.Last)
		if slices.ContainsFunc(held, func(t roster.Term) bool { return t.Leader == f.Name }) {
			continue
		}
		doubts++
		fmt.Fprintf(out, "perhaps out of date: %s, %s of %s in %s until %s; the roster has %s\n    %s\n    %s\n",
			f.Name, officeWord(f.Office), f.State, counted(f.Stories, "story", "stories"), f.Last.Format(time.DateOnly), holders(held), f.Title, f.URL)
	}
	fmt.Fprintf(out, "%s named in office in stories of the last %s, %d of them perhaps out of date here\n", counted(len(seen), "person", "people"), days(c.Since), doubts)
	return nil
}

func officeWord(o readout.Office) string {
	switch o {
	case readout.OfficeForeign:
		return "foreign minister"
	case readout.OfficeDefence:
		return "defence minister"
	}
	return "leader"
}

func holders(held []roster.Term) string {
	if len(held) == 0 {
		return "nobody"
	}
	return held[0].Leader
}

func days(d time.Duration) string { return counted(int(d/(24*time.Hour)), "day", "days") }

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
