package contacts_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"readout"
	"readout/contacts"
)

// TestHeadlines holds the detector to testdata/headlines.txt.
func TestHeadlines(t *testing.T) {
	file, err := os.ReadFile("testdata/headlines.txt")
	if err != nil {
		t.Fatal(err)
	}
	d := detector(t)
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		text, want, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("no expectation: %s", line)
		}
		t.Run(text, func(t *testing.T) {
			title, summary, _ := strings.Cut(text, " || ")
			story := readout.Story{Title: title, Summary: summary, Published: on}
			found := d.Detect(story)
			if !slices.ContainsFunc(reported(found), func(got string) bool { return fits(got, want) }) {
				t.Errorf("got %q, want %q\n%s", reported(found), want, contacts.Explain(story, found))
			}
		})
	}
}

// reported writes what a channel would be told of as the file does, with every
// mode; "none" for nothing.
func reported(mentions []readout.Mention) []string {
	var out []string
	for _, m := range mentions {
		if !m.Reportable() {
			continue
		}
		var sides []string
		for _, p := range m.Participants {
			if p.Office.Principal() {
				sides = append(sides, p.State)
			}
		}
		for _, g := range m.Groups {
			sides = append(sides, strings.ReplaceAll(g, " ", "_"))
		}
		slices.Sort(sides)
		out = append(out, strings.Join(append(slices.Compact(sides), string(m.Mode), string(m.Status)), " "))
	}
	if out == nil {
		return []string{"none"}
	}
	return out
}

// fits compares two such lines; the mode may be missing from what is wanted.
func fits(got, want string) bool {
	words, wanted := strings.Fields(got), strings.Fields(want)
	if len(words) == len(wanted)+1 {
		words = slices.Delete(words, len(words)-2, len(words)-1)
	}
	slices.Sort(words)
	slices.Sort(wanted)
	return slices.Equal(words, wanted)
}

// TestPiecesOfHeadlines gives the detector every headline of testdata/headlines.txt cut in
// two at every word, as title and summary: whatever feeds cut off, it must not fail, and
// what it quotes must be there.
func TestPiecesOfHeadlines(t *testing.T) {
	file, err := os.ReadFile("testdata/headlines.txt")
	if err != nil {
		t.Fatal(err)
	}
	d := detector(t)
	for line := range strings.Lines(string(file)) {
		text, _, _ := strings.Cut(line, " => ")
		words := strings.Fields(text)
		for cut := range words {
			story := readout.Story{Title: strings.Join(words[:cut], " "), Summary: strings.Join(words[cut:], " "), Published: on, Source: "Kremlin"}
			contacts.Explain(story, d.Detect(story))
		}
	}
}

// TestMixedHeadlines gives the detector what feeds never would: pieces of headlines of
// testdata/headlines.txt one behind the other, with any mark between, and words in any
// order. It must end, and not fail.
func TestMixedHeadlines(t *testing.T) {
	file, err := os.ReadFile("testdata/headlines.txt")
	if err != nil {
		t.Fatal(err)
	}
	var headlines [][]string
	for line := range strings.Lines(string(file)) {
		if text, _, ok := strings.Cut(line, " => "); ok {
			headlines = append(headlines, strings.Fields(text))
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	piece := func() []string {
		words := headlines[random.IntN(len(headlines))]
		begin := random.IntN(len(words))
		return slices.Clone(words[begin : begin+1+random.IntN(len(words)-begin)])
	}
	marks := strings.Fields(`. , : ; ? ! - – " ' ( ) / and with for to in`)
	d := detector(t)
	for range 20_000 {
		words := append(append(piece(), marks[random.IntN(len(marks))]), piece()...)
		if random.IntN(4) == 0 {
			random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		}
		cut := random.IntN(len(words) + 1)
		story := readout.Story{Title: strings.Join(words[:cut], " "), Summary: strings.Join(words[cut:], " "), Published: on, Source: "Kremlin"}
		contacts.Explain(story, d.Detect(story))
	}
}
