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
)

type eventsCommand struct {
	File string `arg:"" optional:"" help:"File of items as JSON lines, plain, .gz or .xz; without one standard input is read." type:"path" default:"-"`
}

// Help describes the command at length.
func (eventsCommand) Help() string {
	return `Reads news items as match does, in any order, and writes for each the contacts that it
belongs to. All items of one contact get the same key.`
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
}

// Run reads items and writes the contacts that they share.
func (c eventsCommand) Run(_ context.Context, streams streams) error {
	items, err := loadItems(c.File, streams.in)
	if err != nil {
		return err
	}
	detector, err := newDetector("")
	if err != nil {
		return err
	}
	found, err := mergeItems(items, detector)
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
	return out.Flush()
}

// mergeItems joins the contacts of all items, and returns them by item in the
// order of the items.
func mergeItems(items []newsItem, detector *contacts.Detector) ([]eventItem, error) {
	type told struct {
		item    int
		contact int
	}
	order := make([]int, len(items))
	stories := make([]readout.Story, len(items))
	for i, item := range items {
		story, err := item.story()
		if err != nil {
			return nil, fmt.Errorf("item %s: %w", item.ID, err)
		}
		story.ID = int64(i + 1)
		order[i], stories[i] = i, story
	}
	slices.SortStableFunc(order, func(a, b int) int { return stories[a].Published.Compare(stories[b].Published) })
	var known []readout.Contact
	var all []told
	for _, i := range order {
		for _, m := range detector.Detect(stories[i]) {
			m.StoryID = stories[i].ID
			source := readout.Source{Mention: m, Story: stories[i]}
			at := merging.Find(m, stories[i], known)
			if at < 0 {
				at = len(known)
				known = append(known, readout.Contact{ID: int64(at + 1)})
			}
			id, sources := known[at].ID, append(known[at].Sources, source)
			known[at] = merging.Assemble(sources)
			known[at].ID = id
			all = append(all, told{i, at})
		}
	}
	out := make([]eventItem, len(items))
	for i, item := range items {
		out[i] = eventItem{ID: item.ID, Contacts: []eventEntry{}}
	}
	for _, t := range all {
		key := "c" + strconv.Itoa(t.contact+1)
		if slices.ContainsFunc(out[t.item].Contacts, func(e eventEntry) bool { return e.Key == key }) {
			continue
		}
		k := known[t.contact]
		out[t.item].Contacts = append(out[t.item].Contacts, eventEntry{key, k.Participants, k.Groups, k.Mode, k.Status, k.Date})
	}
	return out, nil
}
