package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"readout"
	"readout/eval"
)

// scoreEvents scores how the contacts of items are joined.
func (c evalCommand) scoreEvents(streams streams) error {
	items, err := loadItems(c.Items, streams.in)
	if err != nil {
		return err
	}
	gold, err := eval.ReadEvents(c.Events, func(name string) (io.ReadCloser, error) { return openItems(name, strings.NewReader("")) })
	if err != nil {
		return readout.Errorf(readout.CodeInvalid, "the events cannot be read: %s", readout.ErrorMessage(err))
	}
	people, err := newRoster("")
	if err != nil {
		return err
	}
	merged, err := mergeItems(items, people)
	if err != nil {
		return err
	}
	found := map[string][]eval.Keyed{}
	for _, m := range merged {
		for _, e := range m.Contacts {
			found[m.ID] = append(found[m.ID], eval.Keyed{Key: e.Key, Contact: eval.Contact{Participants: e.Participants, Groups: e.Groups}})
		}
	}
	pairs := eval.Pairs(gold, found)
	rates := eval.BCubed(pairs)
	if c.JSON {
		return json.NewEncoder(streams.out).Encode(rates)
	}
	if c.Errors {
		printJoins(streams.out, pairs, items)
	}
	fmt.Fprintf(streams.out, "%d items tell of %d events in %d pairs, of which %d are detected\nB-cubed precision %.3f, recall %.3f, F1 %.3f\n",
		len(gold), rates.Events, rates.Told, rates.Detected, rates.Precision, rates.Recall, rates.F1)
	return nil
}

// printJoins lists the contacts that hold items of several events, and the events
// whose items lie in several contacts.
func printJoins(out io.Writer, pairs []eval.Pair, items []newsItem) {
	titles := map[string]string{}
	for _, item := range items {
		titles[item.ID] = item.Title
	}
	event := func(p eval.Pair) string { return p.Event }
	key := func(p eval.Pair) string { return p.Key }
	for _, fault := range []struct {
		what      string
		one, many func(eval.Pair) string
	}{{"joined", key, event}, {"split", event, key}} {
		wholes := grouped(pairs, fault.one)
		for _, whole := range slices.Sorted(maps.Keys(wholes)) {
			parts := grouped(wholes[whole], fault.many)
			if len(parts) < 2 {
				continue
			}
			fmt.Fprintf(out, "%s: %s\n", fault.what, whole)
			for _, part := range slices.Sorted(maps.Keys(parts)) {
				fmt.Fprintf(out, "    %s: %d\n", part, len(parts[part]))
				for _, p := range parts[part][:min(len(parts[part]), 3)] {
					fmt.Fprintf(out, "        %s %s\n", p.Item, titles[p.Item])
				}
			}
		}
	}
}

// grouped returns the pairs that were detected by what a function says of them.
func grouped(pairs []eval.Pair, by func(eval.Pair) string) map[string][]eval.Pair {
	out := map[string][]eval.Pair{}
	for _, p := range pairs {
		if p.Key != "" {
			out[by(p)] = append(out[by(p)], p)
		}
	}
	return out
}
