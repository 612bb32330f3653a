package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"readout"
	"readout/contacts/roster"
)

type rosterCommand struct {
	List   rosterList   `cmd:"" help:"List who holds which office."`
	Show   rosterShow   `cmd:"" help:"Show all that is known of a leader, a state or a group."`
	Check  rosterCheck  `cmd:"" help:"Look for overlaps, gaps, dates that are not exact, names that several people have, and people whom stories name in an office that they do not hold here."`
	Update rosterUpdate `cmd:"" help:"Ask Wikidata who is in office now, and write what differs as a roster file."`
}

// rosterFile adds an operator's file to the compiled roster.
type rosterFile struct {
	File string `help:"Extend the compiled roster by this file." placeholder:"FILE"`
}

func (f rosterFile) load() (*roster.Roster, error) {
	people, err := roster.Default()
	if err != nil {
		return nil, fmt.Errorf("read the compiled roster: %w", err)
	}
	return withFile(people, f.File)
}

type rosterList struct {
	rosterFile
	State string `arg:"" optional:"" help:"Code or name of a state or organisation; without one all are listed."`
	On    string `help:"The day for which to list. Default: today." placeholder:"2025-06-30"`
	JSON  bool   `help:"Print JSON lines." name:"json"`
}

// Run lists office holders of a day.
func (c rosterList) Run(_ context.Context, streams streams) error {
	people, err := c.load()
	if err != nil {
		return err
	}
	on := time.Now()
	if c.On != "" {
		if on, err = time.Parse(time.DateOnly, c.On); err != nil {
			return readout.Errorf(readout.CodeInvalid, "--on %q is no day; write it like 2025-06-30", c.On)
		}
	}
	code := ""
	if c.State != "" {
		state, ok := people.FindState(c.State)
		if !ok {
			return unknownName(people, c.State)
		}
		code = state.Code
	}
	var terms []roster.Term
	for _, t := range people.Terms() {
		if t.Covers(on) && t.Office.Principal() && (code == "" || t.State == code) {
			terms = append(terms, t)
		}
	}
	return printTerms(streams.out, terms, c.JSON)
}

// printTerms writes terms as a table or as JSON lines.
func printTerms(out io.Writer, terms []roster.Term, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(out)
		for _, t := range terms {
			entry := map[string]string{"state": t.State, "office": t.Key, "class": string(t.Office), "title": t.In, "name": t.Leader, "from": t.From.String(), "to": t.To.String()}
			if err := encoder.Encode(entry); err != nil {
				return fmt.Errorf("print: %w", err)
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, t := range terms {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", t.State, t.Leader, t.In, period(t))
	}
	return w.Flush()
}

func period(t roster.Term) string {
	switch {
	case t.From.IsZero() && t.To.IsZero():
		return ""
	case t.To.IsZero():
		return "since " + t.From.String()
	case t.From.IsZero():
		return "until " + t.To.String()
	}
	return t.From.String() + " to " + t.To.String()
}

type rosterShow struct {
	rosterFile
	Name string `arg:"" help:"Name of a leader, code or name of a state, name of a group."`
}

// Run shows one entry.
func (c rosterShow) Run(_ context.Context, streams streams) error {
	people, err := c.load()
	if err != nil {
		return err
	}
	if state, ok := people.FindState(c.Name); ok {
		return showState(streams.out, people, state)
	}
	if group, ok := people.Group(c.Name); ok {
		fmt.Fprintf(streams.out, "%s (%s)\n", group.Name, group.Kind)
		printList(streams.out, "also called", group.Names)
		printList(streams.out, "members today", people.Members(group.Name, time.Now()))
		return nil
	}
	leader, ok := people.Leader(c.Name)
	if !ok {
		found := people.Search(c.Name, 2)
		if len(found) != 1 {
			return unknownName(people, c.Name)
		}
		leader = found[0]
	}
	fmt.Fprintln(streams.out, leader.Name)
	var names []string
	for _, a := range leader.Aliases {
		text := a.Text
		if !a.Alone {
			text += " (beside an office or a state only)"
		}
		names = append(names, text)
	}
	printList(streams.out, "written as", names)
	for _, code := range slices.Sorted(maps.Keys(leader.Names)) {
		printList(streams.out, "in "+display.English.Tags().Name(language.Make(code)), []string{leader.Names[code]})
	}
	return printTerms(streams.out, leader.Terms, false)
}

func showState(out io.Writer, people *roster.Roster, s roster.State) error {
	fmt.Fprintf(out, "%s %s (%s, %s)\n", roster.Flag(s.Code), s.Name, s.Code, s.Kind)
	printList(out, "also called", s.Names)
	printList(out, "demonyms", s.Demonyms)
	printList(out, "capital", s.AllCapitals())
	var seats []string
	for _, seat := range s.Seats {
		seats = append(seats, seat.Name)
	}
	printList(out, "seats", seats)
	printList(out, "groups today", people.MemberOf(s.Code, time.Now()))
	var terms []roster.Term
	for _, t := range people.Terms() {
		if t.State == s.Code {
			terms = append(terms, t)
		}
	}
	return printTerms(out, terms, false)
}

func printList(out io.Writer, what string, list []string) {
	if len(list) > 0 {
		fmt.Fprintf(out, "  %s: %s\n", what, strings.Join(list, ", "))
	}
}

// unknownName says what the name may have meant.
func unknownName(people *roster.Roster, name string) error {
	var near []string
	for _, l := range people.Search(name, 5) {
		near = append(near, l.Name)
	}
	if len(near) > 0 {
		return readout.Errorf(readout.CodeNotFound, "%q is not one entry of the roster; did you mean %s?", name, strings.Join(near, ", "))
	}
	return readout.Errorf(readout.CodeNotFound, "the roster has no %q; \"readout roster list\" lists all", name)
}
