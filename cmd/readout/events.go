package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"readout"
	"readout/contacts"
	"readout/contacts/merging"
	"readout/contacts/roster"
)

type eventsCommand struct {
	Files  []string `arg:"" optional:"" help:"Files of items as JSON lines, plain, .gz or .xz; without one standard input is read." type:"path"`
	Roster string   `help:"Extend the roster by this file." placeholder:"FILE"`
}

// Help describes the command at length.
func (eventsCommand) Help() string {
	return `Reads news items as match does, in any order, and writes for each one, in the same
order, the contacts that it tells of, as all items together make them:

  {"id":"1","contacts":[{"key":"c1","participants":[…],"groups":[],"mode":"phone","status":"held","date":"2026-11-23"}]}

All items of one contact get the same key, whatever their order. A contact at the
margins of a summit has "summit", the key of that one.

A line that is no item is reported on standard error, and the exit code is 1; all
others are answered.`
}

// eventItem is what events writes for an item.
type eventItem struct {
	ID       string       `json:"id"`
	Contacts []eventEntry `json:"contacts"`
}

type eventEntry struct {
	Key          string                `json:"key"`
	Participants []readout.Participant `json:"participants"`
	Groups       []string              `json:"groups"`
	Mode         readout.Mode          `json:"mode"`
	Status       readout.Status        `json:"status"`
	Date         readout.Date          `json:"date"`
	Summit       string                `json:"summit,omitempty"` // key of the summit at whose margins it takes place
}

// Run reads items and writes the contacts that they share.
func (c eventsCommand) Run(_ context.Context, streams streams) error {
	people, err := newRoster(c.Roster)
	if err != nil {
		return err
	}
	items, bad, err := c.read(streams)
	if err != nil {
		return err
	}
	found, err := mergeItems(items, people)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(streams.out)
	encoder := json.NewEncoder(out)
	for _, entry := range found {
		if err := encoder.Encode(entry); err != nil {
			return fmt.Errorf("write the contacts: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the contacts: %w", err)
	}
	if bad > 0 {
		return readout.Errorf(readout.CodeInvalid, "lines that are no items: %d", bad)
	}
	return nil
}

// read returns the items of all files, and how many lines are none.
func (c eventsCommand) read(streams streams) (items []newsItem, bad int, err error) {
	files := c.Files
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, name := range files {
		reader, err := openItems(name, streams.in)
		if err != nil {
			return nil, 0, err
		}
		err = eachLine(reader, func(number int, line []byte) error {
			item, err := readItem(line)
			if err != nil {
				bad++
				fmt.Fprintf(streams.err, "readout: line %d: %s\n", number, readout.ErrorMessage(err))
				return nil
			}
			items = append(items, item)
			return nil
		})
		_ = reader.Close() // it was only read
		if err != nil {
			return nil, 0, err
		}
	}
	return items, bad, nil
}

// mergeItems joins the contacts of all items, and returns them by item in the
// order of the items. Keys do not depend on that order.
func mergeItems(items []newsItem, people *roster.Roster) ([]eventItem, error) {
	detector, err := contacts.New(people)
	if err != nil {
		return nil, err
	}
	joiner := merging.New(people)
	var all []*merging.Entry
	place := map[*merging.Entry]int{}
	out := make([]eventItem, len(items))
	for i, item := range items {
		story, err := item.story()
		if err != nil {
			return nil, fmt.Errorf("item %s: %w", item.ID, err)
		}
		entries, _ := joiner.Add(story, detector.Detect(story))
		for _, e := range entries {
			place[e] = i
		}
		all = append(all, entries...)
		out[i] = eventItem{ID: item.ID, Contacts: []eventEntry{}}
	}
	joined := merging.Contacts(all)
	for i, contact := range eventsOf(joined) {
		for _, m := range joined[i] {
			item := &out[place[m]]
			if !slices.ContainsFunc(item.Contacts, func(e eventEntry) bool { return e.Key == contact.Key }) {
				item.Contacts = append(item.Contacts, contact)
			}
		}
	}
	return out, nil
}

func eventsOf(joined [][]*merging.Entry) []eventEntry {
	assembled, summits := make([]readout.Contact, len(joined)), []*readout.Contact{}
	for i, members := range joined {
		assembled[i] = merging.Assemble(merging.Sources(members))
		assembled[i].ID = int64(i + 1)
		summits = append(summits, &assembled[i])
	}
	key := func(c readout.Contact) string { return "c" + strconv.FormatInt(c.ID, 10) }
	out := make([]eventEntry, len(joined))
	for i, c := range assembled {
		out[i] = eventEntry{Key: key(c), Participants: c.Participants, Groups: c.Groups, Mode: c.Mode, Status: c.Status, Date: c.Date}
		if summit := merging.Summit(c, summits); summit != nil {
			out[i].Summit = key(*summit)
		}
	}
	return out
}
