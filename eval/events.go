package eval

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Keyed is a predicted contact with the key of its event.
type Keyed struct {
	Key     string
	Contact Contact
}

// ReadEvents reads which events each item tells of. The name of an event
// begins with the codes of its sides: "US-UA Biden in Kyiv 2023-02-20".
func ReadEvents(name string, open func(string) (io.ReadCloser, error)) (map[string][]string, error) {
	file, err := open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	out := map[string][]string{}
	scanner := bufio.NewScanner(file)
	for number := 1; scanner.Scan(); number++ {
		if strings.TrimSpace(scanner.Text()) == "" {
			continue
		}
		var entry struct {
			ID     string   `json:"id"`
			Events []string `json:"events"`
		}
		if err := json.Unmarshal(scanner.Bytes(), &entry); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		out[entry.ID] = entry.Events
	}
	return out, scanner.Err()
}

// BCubedRates are the figures of a clustering, over pairs of item and event.
type BCubedRates struct {
	Items, Events, Pairs  int // items with events; distinct events; pairs that were detected
	Precision, Recall, F1 float64
}

// BCubed compares the keys of predicted contacts with the events that items
// tell of. What was not detected counts against detection, not here.
// Source of the measure: Bagga and Baldwin, 1998.
func BCubed(events map[string][]string, found map[string][]Keyed) BCubedRates {
	type pair struct{ gold, key string }
	var pairs []pair
	distinct := map[string]bool{}
	ids := make([]string, 0, len(events))
	for id, names := range events {
		ids = append(ids, id)
		for _, name := range names {
			distinct[name] = true
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		left := slices.Clone(found[id])
		for _, event := range events[id] {
			at := best(event, left)
			if at < 0 {
				continue
			}
			pairs = append(pairs, pair{event, left[at].Key})
			left = slices.Delete(left, at, at+1)
		}
	}
	out := BCubedRates{Items: len(events), Events: len(distinct), Pairs: len(pairs)}
	if len(pairs) == 0 {
		return out
	}
	byGold, byKey, both := map[string]int{}, map[string]int{}, map[pair]int{}
	for _, p := range pairs {
		byGold[p.gold]++
		byKey[p.key]++
		both[p]++
	}
	for _, p := range pairs {
		out.Precision += float64(both[p]) / float64(byKey[p.key])
		out.Recall += float64(both[p]) / float64(byGold[p.gold])
	}
	out.Precision, out.Recall = out.Precision/float64(len(pairs)), out.Recall/float64(len(pairs))
	out.F1 = 2 * out.Precision * out.Recall / (out.Precision + out.Recall)
	return out
}

// best returns the contact that shares most sides with the event's name, -1
// for none.
func best(event string, found []Keyed) int {
	head, _, _ := strings.Cut(event, " ")
	wanted := map[string]bool{}
	for side := range strings.SplitSeq(head, "-") {
		wanted[groupKey(side)] = true
	}
	at, most := -1, 0
	for i, f := range found {
		n := 0
		for side := range sides(f.Contact, true) {
			if wanted[cmp.Or(groupKey(side), side)] {
				n++
			}
		}
		if n > most {
			at, most = i, n
		}
	}
	return at
}
