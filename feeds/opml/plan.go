package opml

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"readout"
)

// Plan is what becomes of a list.
type Plan struct {
	Add      []readout.Feed
	Known    []Entry   // polled already, or on the list before
	Problems []Problem // the list's own and those of entries that make no feed
}

// Plan works out which entries are new feeds, besides those that are known.
// state returns the code of a state or organisation, or an error for users.
func (l List) Plan(known []readout.Feed, addedBy string, state func(string) (string, error)) Plan {
	plan := Plan{Problems: slices.Clone(l.Problems)}
	seen := map[string]bool{}
	for _, f := range known {
		seen[readout.AddressKey(f.URL)] = true
	}
	for _, e := range l.Entries {
		feed, err := e.feed(addedBy, state)
		key := readout.AddressKey(feed.URL)
		switch {
		case err != nil:
			if len(plan.Problems) < maxProblems {
				plan.Problems = append(plan.Problems, Problem{Line: e.Line, Name: e.Name, Message: asPhrase(err)})
			}
		case seen[key]:
			plan.Known = append(plan.Known, e)
		default:
			seen[key] = true
			plan.Add = append(plan.Add, feed)
		}
	}
	slices.SortStableFunc(plan.Problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return plan
}

// feed returns the feed that an entry describes.
func (e Entry) feed(addedBy string, state func(string) (string, error)) (readout.Feed, error) {
	f := readout.Feed{Name: e.Name, URL: readout.CompleteAddress(e.URL), Kind: readout.Press, Language: language(e.Language), AddedBy: addedBy}
	if e.State != "" {
		code, err := state(e.State)
		if err != nil {
			return f, err
		}
		f.Kind, f.State = readout.Official, code
	}
	return f, f.Validate()
}

// language keeps what can be the code of a language.
func language(code string) string {
	const longest = 35 // RFC 5646, 4.4.1
	if len(code) > longest || strings.ContainsFunc(code, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-'
	}) {
		return ""
	}
	return code
}

// asPhrase makes an error for users a phrase in a list of problems.
func asPhrase(err error) readout.Phrase {
	if known, ok := errors.AsType[*readout.Error](err); ok && known.Format != "" {
		return readout.Phrase{Format: known.Format, Args: known.Args}
	}
	return readout.Phrasef("%s", readout.ErrorMessage(err))
}
