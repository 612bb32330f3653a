package wikidata

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"readout"
	"readout/contacts/roster"
)

// Change is a term that the roster lacks, or has with other dates.
type Change struct {
	State  string     // code
	Office string     // key of the office within the state
	Title  string     // "Prime Minister of Canada"
	Name   string     // as the roster writes it where it knows the person
	Item   string     // on Wikidata
	From   roster.Day // both inclusive
	To     roster.Day
	Was    string // what the roster has: "Justin Trudeau since 2015-11-04"; "" = nobody
}

// Compare returns the changes that bring the roster in line with who is in
// office on the day, by state and office. What the roster says of earlier times
// stays: it is read by people, Wikidata's own past is not always. Where the
// roster names somebody who came later, it is believed.
func Compare(people *roster.Roster, terms []Term, on time.Time) []Change {
	type place struct{ state, office string }
	latest := map[place]Term{}
	for _, t := range terms {
		office, ok := officeOf(people, t)
		if !ok || !covers(t, on) {
			continue
		}
		at := place{t.State, office}
		if old, ok := latest[at]; !ok || old.From.String() < t.From.String() {
			latest[at] = t
		}
	}
	var out []Change
	for at, t := range latest {
		if c, differs := compare(people, t, at.office, on); differs {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Change) int { return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Office, b.Office)) })
	return out
}

func compare(people *roster.Roster, t Term, office string, on time.Time) (Change, bool) {
	c := Change{State: t.State, Office: office, Title: t.Office, Name: nameIn(people, t.Name), Item: t.Item, From: t.From, To: t.To}
	held, known := people.Holder(t.State, office, on)
	if !known {
		return c, true
	}
	c.Was = held.Leader
	if !held.From.IsZero() {
		c.Was += " since " + held.From.String()
	}
	if held.Leader == c.Name {
		return c, held.To.IsZero() && !t.To.IsZero()
	}
	return c, held.From.String() < t.From.String()
}

// nameIn returns the roster's own writing of the name.
func nameIn(people *roster.Roster, name string) string {
	if l, ok := people.Leader(name); ok {
		return l.Name
	}
	for a := range people.Aliases() {
		if a.Kind == roster.AliasName && roster.Fold(a.Text) == roster.Fold(name) {
			return a.Leader
		}
	}
	return name
}

func covers(t Term, on time.Time) bool {
	return roster.Term{From: t.From, To: t.To}.Covers(on)
}

// officeOf returns the key of the office in the state's entry: by role for
// ministers, by the title in the label for heads, the longest first.
func officeOf(people *roster.Roster, t Term) (string, bool) {
	state, ok := people.State(t.State)
	if !ok {
		return "", false
	}
	label, found, length := roster.Fold(t.Office), "", 0
	for _, o := range state.Offices {
		switch {
		case o.Class == readout.OfficeForeign && t.Role == "foreign", o.Class == readout.OfficeDefence && t.Role == "defence":
			return o.Key, true
		case o.Class != readout.OfficeHead || t.Role == "foreign" || t.Role == "defence" || o.Several:
			continue
		}
		for _, title := range o.Titles {
			if title = roster.Fold(title); len(title) > length && strings.HasPrefix(label+" ", title+" ") {
				found, length = o.Key, len(title)
			}
		}
	}
	return found, found != ""
}

// Write writes the changes as a file that extends the roster, with what each one
// replaces beside it.
func Write(w io.Writer, changes []Change, on time.Time) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Changes to the compiled roster, drawn from Wikidata (CC0) on %s.\n", on.UTC().Format(time.DateOnly))
	b.WriteString("# Read them, correct what is wrong, and name this file as roster.file.\n")
	b.WriteString("states:")
	if len(changes) == 0 {
		b.WriteString(" {} # the roster agrees with Wikidata\n")
	}
	for i, c := range changes {
		if i == 0 {
			b.WriteString("\n")
		}
		if i == 0 || changes[i-1].State != c.State {
			fmt.Fprintf(&b, "  %s:\n    terms:\n", c.State)
		}
		was := "nobody"
		if c.Was != "" {
			was = c.Was
		}
		fmt.Fprintf(&b, "      # %s: was %s (https://www.wikidata.org/wiki/%s)\n", c.Title, was, c.Item)
		fmt.Fprintf(&b, "      %s: [\"%s..%s %s\"]\n", c.Office, c.From, c.To, c.Name)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
