package briefings

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/neurosnap/sentences"
	"github.com/neurosnap/sentences/english"

	"readout"
)

// Limits of what is shown of a side's own account.
const (
	maxExtracts   = 2
	maxExtract    = 260 // characters
	maxAccount    = 20_000
	shownAccounts = 3 // sides
)

// accounts sets what each side stresses side by side, once two have told of the
// contact: sentences of their own readouts, word for word.
func (w Writer) accounts(c readout.Contact) []readout.Field {
	confirmed := c.ConfirmedBy()
	if len(confirmed) < 2 {
		return nil
	}
	var out []readout.Field
	for _, side := range confirmed[:min(len(confirmed), shownAccounts)] {
		story, extracts := account(c, side)
		if len(extracts) == 0 {
			continue
		}
		f := readout.Field{Name: w.printer.Say("%s stresses", w.side(side)), Inline: true}
		for _, text := range extracts {
			f.Value = append(f.Value, readout.Text{{Text: text}})
		}
		f.Value = append(f.Value, readout.Text{{Text: story.Source, Link: story.URL, Style: readout.Italic}})
		out = append(out, f)
	}
	if len(out) < 2 {
		return nil // nothing to compare
	}
	return out
}

// account returns the side's readout that says the most, and what it stresses.
func account(c readout.Contact, side string) (story readout.Story, extracts []string) {
	best := 0
	for _, s := range c.Sources {
		if s.Story.Kind != readout.Official || s.Story.State != side {
			continue
		}
		if found, score := stressed(s.Story.Summary); len(found) > 0 && score > best || len(extracts) == 0 {
			story, extracts, best = s.Story, found, score
		}
	}
	return story, extracts
}

// stressed returns the sentences of a readout that say what its side cares about,
// in the order in which they stand, and how well they do.
func stressed(text string) (out []string, total int) {
	if len(text) > maxAccount {
		text = strings.ToValidUTF8(text[:maxAccount], "")
	}
	type extract struct {
		text  string
		place int
		score int
	}
	var all []extract
	for i, text := range inSentences(strings.Join(strings.Fields(text), " ")) {
		if utf8.RuneCountInString(text) > 20 {
			all = append(all, extract{text, i, weigh(text, i)})
		}
	}
	slices.SortStableFunc(all, func(a, b extract) int { return cmp.Compare(b.score, a.score) })
	all = all[:min(len(all), maxExtracts)]
	if len(all) > 1 && all[1].score <= 0 {
		all = all[:1]
	}
	slices.SortFunc(all, func(a, b extract) int { return cmp.Compare(a.place, b.place) })
	for _, e := range all {
		out, total = append(out, clip(e.text, maxExtract)), total+max(e.score, 1)
	}
	return out, total
}

// weigh tells how much a sentence says of what its author cares about. The first
// one mostly says that there was a contact at all, and one without an end was cut
// off by the feed.
func weigh(text string, place int) int {
	score := 1
	lower := strings.ToLower(text)
	for _, word := range stressing() {
		if strings.Contains(lower, word) {
			score += 2
			break
		}
	}
	if place == 0 {
		score -= 3
	}
	if !strings.ContainsAny(text[max(0, len(text)-4):], ".!?") {
		score -= 3
	}
	return score
}

// stressing are the stems of verbs with which readouts say what matters.
func stressing() []string {
	return []string{
		"stress", "emphasi", "underscor", "underlin", "reaffirm", "reiterat", "highlight", "insist", "urged", "called for", "calls for", "called on",
		"thank", "welcom", "condemn", "agreed", "committed", "commitment to", "raised", "expressed", "congratulat", "warned", "reject", "focused on", "discussed",
	}
}

// inSentences cuts a text into its sentences. An initial ends none: "Donald J. Trump".
func inSentences(text string) []string {
	var out []string
	for _, s := range tokenizer().Tokenize(text) {
		piece := strings.TrimSpace(s.Text)
		if last := len(out) - 1; last >= 0 && endsInInitial(out[last]) {
			out[last] += " " + piece
			continue
		}
		out = append(out, piece)
	}
	return out
}

// endsInInitial reports whether a text ends in a capital letter and a full stop.
func endsInInitial(text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	return len(last) == 2 && last[1] == '.' && 'A' <= last[0] && last[0] <= 'Z'
}

// tokenizer finds sentences; its training is read once.
var tokenizer = sync.OnceValue(func() *sentences.DefaultSentenceTokenizer {
	t, err := english.NewSentenceTokenizer(nil)
	if err != nil {
		panic(err) // the training is compiled in
	}
	return t
})
