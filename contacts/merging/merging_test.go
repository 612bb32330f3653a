package merging_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/contacts/merging"
)

var monday = time.Date(2025, 10, 13, 9, 0, 0, 0, time.UTC)

// leaders of the tests, by state.
var leaders = map[string]string{"CA": "Mark Carney", "US": "Donald Trump", "FR": "Emmanuel Macron", "DE": "Friedrich Merz", "UA": "Volodymyr Zelenskyy"}

// tell makes a source: "CA US phone held", with further words for a group
// "G7", a date and an office without a name.
func tell(outlet string, hours int, text string) readout.Source {
	m := readout.Mention{Mode: readout.Unspecified, Status: readout.Held, Salience: readout.Main, Level: readout.LevelPrincipal, Confidence: 0.9}
	for word := range strings.FieldsSeq(text) {
		state, nameless := strings.CutSuffix(word, "?")
		_, at := time.Parse(time.DateOnly, word)
		switch {
		case leaders[state] != "":
			p := readout.Participant{State: state, Office: readout.OfficeHead, Name: leaders[state]}
			if nameless {
				p.Name = ""
			}
			m.Participants = append(m.Participants, p)
		case word == "Rubio":
			m.Participants = append(m.Participants, readout.Participant{State: "US", Office: readout.OfficeForeign, Name: "Marco Rubio"})
		case word == "G7":
			m.Groups = append(m.Groups, word)
		case at == nil:
			m.Date = readout.Date(word)
			m.Evidence = []readout.Evidence{{Role: "date"}}
		case slices.Contains([]string{"phone", "in_person", "video", "written"}, word):
			m.Mode = readout.Mode(word)
		default:
			m.Status = readout.Status(word)
		}
	}
	published := monday.Add(time.Duration(hours) * time.Hour)
	story := readout.Story{Key: fmt.Sprint(outlet, hours, text), Title: text, Source: outlet, Published: published, FirstSeen: published}
	return readout.Source{Mention: m, Story: story}
}

// merge lets stories arrive one after the other and returns the contacts.
func merge(sources []readout.Source) []readout.Contact {
	var known []readout.Contact
	for _, s := range sources {
		at := merging.Find(s.Mention, s.Story, known)
		if at < 0 {
			known = append(known, merging.Assemble([]readout.Source{s}))
			continue
		}
		known[at] = merging.Assemble(append(slices.Clone(known[at].Sources), s))
	}
	return known
}

// summary writes contacts down, so that they can be compared.
func summary(contacts []readout.Contact) []string {
	var out []string
	for _, c := range contacts {
		var sources []string
		for _, s := range c.Sources {
			sources = append(sources, s.Story.Key)
		}
		out = append(out, fmt.Sprintf("%v %v %s %s (%s) %s from %q", c.Sides(), c.Groups, c.Mode, c.Status, c.Was, c.Date, sources))
	}
	slices.Sort(out)
	return out
}

func TestMerge(t *testing.T) {
	for name, test := range map[string]struct {
		told []readout.Source
		want []string // sides, mode, status, date and number of sources of each contact
	}{
		"five outlets and both readouts": {[]readout.Source{
			tell("A", 0, "CA US phone held"), tell("B", 1, "CA US held"), tell("C", 2, "CA US phone held 2025-10-13"),
			tell("D", 5, "CA US? phone held"), tell("E", 20, "CA US phone held"),
		}, []string{"CA-US phone held 2025-10-13 5"}},
		"planned, then held": {[]readout.Source{
			tell("A", 0, "CA US in_person planned 2025-10-15"), tell("B", 50, "CA US in_person held"),
		}, []string{"CA-US in_person held 2025-10-15 2"}},
		"planned, then off": {[]readout.Source{
			tell("A", 0, "CA US in_person planned 2025-10-15"), tell("B", 20, "CA US in_person off 2025-10-15"),
		}, []string{"CA-US in_person off 2025-10-15 2"}},
		"a call, and a meeting planned": {[]readout.Source{
			tell("A", 0, "CA US phone held"), tell("B", 1, "CA US in_person planned 2025-10-17"),
		}, []string{"CA-US in_person planned 2025-10-17 1", "CA-US phone held  1"}},
		"two calls a week apart": {[]readout.Source{
			tell("A", 0, "CA US phone held"), tell("B", 168, "CA US phone held"),
		}, []string{"CA-US phone held  1", "CA-US phone held  1"}},
		"different pairs": {[]readout.Source{
			tell("A", 0, "CA US phone held"), tell("B", 1, "CA FR phone held"), tell("C", 2, "FR DE phone held"),
		}, []string{"CA-FR phone held  1", "CA-US phone held  1", "DE-FR phone held  1"}},
		"the president, and the minister": {[]readout.Source{
			tell("A", 0, "CA US in_person held"), tell("B", 1, "CA Rubio in_person held"),
		}, []string{"CA-US in_person held  1", "CA-US in_person held  1"}},
		"two of three at a table": {[]readout.Source{
			tell("A", 0, "UA FR DE in_person held"), tell("B", 1, "UA FR in_person held"),
		}, []string{"DE-FR-UA in_person held  2"}},
		"a summit, and two at its margins": {[]readout.Source{
			tell("A", 0, "CA US FR G7 in_person held"), tell("B", 1, "CA US in_person held"), tell("C", 2, "CA G7 in_person held"),
		}, []string{"CA-FR-US G7 in_person held  2", "CA-US in_person held  1"}},
		"dates of two zones": {[]readout.Source{
			tell("A", 0, "CA US phone held 2025-10-13"), tell("B", 2, "CA US phone held 2025-10-12"),
		}, []string{"CA-US phone held 2025-10-12 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, c := range merge(test.told) {
				date := string(c.Date)
				if !slices.ContainsFunc(c.Sources, func(s readout.Source) bool { return len(s.Mention.Evidence) > 0 }) {
					date = ""
				}
				group := ""
				if len(c.Groups) > 0 {
					group = strings.Join(c.Groups, " ") + " "
				}
				got = append(got, fmt.Sprintf("%s %s%s %s %s %d", strings.Join(c.Sides(), "-"), group, c.Mode, c.Status, date, len(c.Sources)))
			}
			slices.Sort(got)
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q\nwant %q", got, test.want)
			}
		})
	}
}

// TestAssembleDoesNotDependOnOrder puts contacts together from sources in
// random orders.
func TestAssembleDoesNotDependOnOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	words := []string{"phone", "in_person", "planned", "held", "off", "proposed", "2025-10-13", "2025-10-14", "US?", "FR", "G7"}
	for range 300 {
		var sources []readout.Source
		for i := range 2 + random.IntN(6) {
			text := "CA US"
			for range random.IntN(3) {
				text += " " + words[random.IntN(len(words))]
			}
			sources = append(sources, tell(fmt.Sprint("outlet", i), random.IntN(30), text))
		}
		want := summary([]readout.Contact{merging.Assemble(sources)})
		random.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
		if got := summary([]readout.Contact{merging.Assemble(sources)}); !slices.Equal(got, want) {
			t.Fatalf("got %q\nwant %q", got, want)
		}
	}
}

// TestAnyOrderOfArrival lets stories on several contacts, which the text keeps
// apart, arrive in every which way.
func TestAnyOrderOfArrival(t *testing.T) {
	sources := []readout.Source{
		tell("A", 0, "CA US phone held 2025-10-13"), tell("B", 1, "CA US phone held 2025-10-13"), tell("C", 9, "CA US? phone held 2025-10-13"),
		tell("A", 2, "CA US in_person planned 2025-10-20"), tell("B", 30, "CA US in_person planned 2025-10-20"), tell("C", 170, "CA US in_person held 2025-10-20"),
		tell("A", 3, "FR DE in_person held 2025-10-13"), tell("D", 4, "FR DE in_person held 2025-10-13"),
		tell("A", 5, "UA FR DE in_person planned 2025-10-16"), tell("B", 80, "UA FR DE in_person held 2025-10-16"),
		tell("A", 6, "CA FR G7 in_person planned 2025-11-20"), tell("B", 7, "FR G7 in_person planned 2025-11-20"),
	}
	want := summary(merge(sources))
	if len(want) != 5 {
		t.Fatalf("%d contacts: %q", len(want), want)
	}
	random := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		random.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
		if got := summary(merge(sources)); !slices.Equal(got, want) {
			t.Fatalf("got %q\nwant %q", got, want)
		}
	}
}
