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

// Pair says that an item tells of an event, and under which key the contact was
// found that was taken for it; "" = nothing was detected.
type Pair struct {
	Item  string
	Event string
	Key   string
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

// Pairs finds for each event that an item tells of the contact of the item that
// shares most sides with it. The pairs are in the order of the items' ids.
func Pairs(events map[string][]string, found map[string][]Keyed) []Pair {
	ids := make([]string, 0, len(events))
	for id := range events {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var out []Pair
	for _, id := range ids {
		left := slices.Clone(found[id])
		for _, event := range events[id] {
			pair := Pair{Item: id, Event: event}
			if at := best(event, left); at >= 0 {
				pair.Key = left[at].Key
				left = slices.Delete(left, at, at+1)
			}
			out = append(out, pair)
		}
	}
	return out
}

// BCubedRates are the figures of a clustering, over pairs of item and event.
type BCubedRates struct {
	Events    int     `json:"events"`   // distinct ones
	Told      int     `json:"told"`     // pairs
	Detected  int     `json:"detected"` // pairs for which a contact was found
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// BCubed compares the keys of predicted contacts with the events that items
// tell of. What was not detected counts against detection, not here.
// Source of the measure: Bagga and Baldwin, 1998.
func BCubed(all []Pair) BCubedRates {
	events, byEvent, byKey, both := map[string]bool{}, map[string]int{}, map[string]int{}, map[Pair]int{}
	var pairs []Pair
	for _, p := range all {
		events[p.Event] = true
		if p.Key == "" {
			continue
		}
		p.Item = ""
		pairs = append(pairs, p)
		byEvent[p.Event]++
		byKey[p.Key]++
		both[p]++
	}
	out := BCubedRates{Events: len(events), Told: len(all), Detected: len(pairs)}
	if len(pairs) == 0 {
		return out
	}
	for _, p := range pairs {
		out.Precision += float64(both[p]) / float64(byKey[p.Key])
		out.Recall += float64(both[p]) / float64(byEvent[p.Event])
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
