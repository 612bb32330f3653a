// Package eval measures the detector against labelled items: the same figures
// as the reference scorer, by week of publication, beside the keyword filters
// that feed bots have, and the merging of mentions into contacts.
package eval

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"readout"
)

// Contact is a contact as labels and predictions write it.
type Contact struct {
	Participants []readout.Participant `json:"participants"`
	Groups       []string              `json:"groups"`
	Mode         string                `json:"mode"`
	Status       string                `json:"status"`
	Date         string                `json:"date"`
	Salience     string                `json:"salience"`
	Level        string                `json:"level"`
	Implied      bool                  `json:"implied"`
}

// Counted reports whether the contact is to be found: all others are
// don't-care.
func (c Contact) Counted() bool {
	return cmp.Or(c.Salience, "main") == "main" && cmp.Or(c.Level, "principal") == "principal" && !c.Implied
}

// Tally counts what a score is made of. Tallies of several items add up.
type Tally struct {
	Items, TruePositives, FalsePositives, FalseNegatives      int
	ItemTruePositives, ItemFalsePositives, ItemFalseNegatives int
	RightParticipants, WrongParticipants, MissedParticipants  int
	Pairs, RightModes, RightStatuses, Dated, RightDates       int
}

// Add adds another tally.
func (t *Tally) Add(o Tally) {
	t.Items += o.Items
	t.TruePositives += o.TruePositives
	t.FalsePositives += o.FalsePositives
	t.FalseNegatives += o.FalseNegatives
	t.ItemTruePositives += o.ItemTruePositives
	t.ItemFalsePositives += o.ItemFalsePositives
	t.ItemFalseNegatives += o.ItemFalseNegatives
	t.RightParticipants += o.RightParticipants
	t.WrongParticipants += o.WrongParticipants
	t.MissedParticipants += o.MissedParticipants
	t.Pairs += o.Pairs
	t.RightModes += o.RightModes
	t.RightStatuses += o.RightStatuses
	t.Dated += o.Dated
	t.RightDates += o.RightDates
}

// Rates are the figures of a tally, rounded to four digits. Accuracies are nil
// where nothing was compared.
type Rates struct {
	Items          int      `json:"items"`
	Positives      int      `json:"positives"`
	Precision      float64  `json:"precision"`
	Recall         float64  `json:"recall"`
	F1             float64  `json:"f1"`
	ItemPrecision  float64  `json:"item_precision"`
	ItemRecall     float64  `json:"item_recall"`
	ItemF1         float64  `json:"item_f1"`
	ParticipantsF1 float64  `json:"participants_f1"`
	Mode           *float64 `json:"mode_accuracy"`
	Status         *float64 `json:"status_accuracy"`
	Date           *float64 `json:"date_accuracy"`
}

// Rates works the figures out.
func (t Tally) Rates() Rates {
	r := Rates{Items: t.Items, Positives: t.TruePositives + t.FalseNegatives}
	r.Precision, r.Recall, r.F1 = harmonic(t.TruePositives, t.FalsePositives, t.FalseNegatives)
	r.ItemPrecision, r.ItemRecall, r.ItemF1 = harmonic(t.ItemTruePositives, t.ItemFalsePositives, t.ItemFalseNegatives)
	_, _, r.ParticipantsF1 = harmonic(t.RightParticipants, t.WrongParticipants, t.MissedParticipants)
	r.Mode, r.Status, r.Date = share(t.RightModes, t.Pairs), share(t.RightStatuses, t.Pairs), share(t.RightDates, t.Dated)
	return r
}

// harmonic returns precision, recall and F1.
func harmonic(right, wrong, missed int) (precision, recall, f1 float64) {
	if right+wrong > 0 {
		precision = float64(right) / float64(right+wrong)
	}
	if right+missed > 0 {
		recall = float64(right) / float64(right+missed)
	}
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return rounded(precision), rounded(recall), rounded(f1)
}

func share(right, of int) *float64 {
	if of == 0 {
		return nil
	}
	r := rounded(float64(right) / float64(of))
	return &r
}

func rounded(x float64) float64 { return math.RoundToEven(x*1e4) / 1e4 }

// Score compares the contacts predicted for one item with the labels, and
// returns the tally with what was missed and what was false.
func Score(labels, predicted []Contact) (t Tally, missed, wrong []Contact) {
	var wanted, careless, found []Contact
	for _, c := range labels {
		if c.Counted() {
			wanted = append(wanted, c)
		} else {
			careless = append(careless, c)
		}
	}
	for _, c := range predicted {
		if c.Counted() {
			found = append(found, c)
		}
	}
	matchedLabels, matchedFound := pair(&t, wanted, found)
	for i, c := range wanted {
		if !matchedLabels[i] {
			missed = append(missed, c)
		}
	}
	for j, c := range found {
		if !matchedFound[j] && !slices.ContainsFunc(careless, func(g Contact) bool { return shared(g, c, true) >= 1 }) {
			wrong = append(wrong, c)
		}
	}
	t.Items = 1
	t.FalseNegatives, t.FalsePositives = len(missed), len(wrong)
	switch {
	case len(wanted) > 0 && len(found) > 0:
		t.ItemTruePositives = 1
	case len(wanted) > 0:
		t.ItemFalseNegatives = 1
	case len(careless) == 0 && len(found) > 0:
		t.ItemFalsePositives = 1
	}
	return t, missed, wrong
}

// candidate is a label and a prediction that may be the same contact.
type candidate struct {
	shared       int
	mode, status bool
	label, found int
}

// pair matches labels with predictions, the most similar first, and compares
// them.
func pair(t *Tally, wanted, found []Contact) (labels, predictions map[int]bool) {
	var candidates []candidate
	for i, g := range wanted {
		for j, p := range found {
			if matches(g, p) {
				candidates = append(candidates, candidate{shared(g, p, false), g.Mode == p.Mode, g.Status == p.Status, i, j})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), trueFirst(a.mode, b.mode), trueFirst(a.status, b.status),
			cmp.Compare(a.label, b.label), cmp.Compare(a.found, b.found))
	})
	labels, predictions = map[int]bool{}, map[int]bool{}
	for _, c := range candidates {
		if labels[c.label] || predictions[c.found] {
			continue
		}
		labels[c.label], predictions[c.found] = true, true
		t.TruePositives++
		t.compare(wanted[c.label], found[c.found])
	}
	return labels, predictions
}

func trueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// matches reports whether the two can be the same contact: they share two
// sides, or one where either has only one side or names a group.
func matches(g, p Contact) bool {
	n := shared(g, p, false)
	least := min(len(sides(g, false)), len(sides(p, false)))
	return n >= 2 || n == 1 && (least == 1 || len(g.Groups) > 0 || len(p.Groups) > 0)
}

func shared(a, b Contact, all bool) int {
	n := 0
	other := sides(b, all)
	for side := range sides(a, all) {
		if other[side] {
			n++
		}
	}
	return n
}

// sides are the states of principals, or of everybody, and the groups.
func sides(c Contact, all bool) map[string]bool {
	out := map[string]bool{}
	for _, p := range c.Participants {
		if p.State != "" && (all || p.Office != readout.OfficeOther) {
			out[casefold(p.State)] = true
		}
	}
	for _, g := range c.Groups {
		out[groupKey(g)] = true
	}
	return out
}

// compare counts what two matching contacts agree on.
func (t *Tally) compare(g, p Contact) {
	left := principals(p)
	for _, want := range principals(g) {
		at := slices.IndexFunc(left, func(have readout.Participant) bool {
			return have.State == want.State && have.Office == want.Office && samePerson(want.Name, have.Name)
		})
		if at < 0 {
			t.MissedParticipants++
			continue
		}
		left = slices.Delete(left, at, at+1)
		t.RightParticipants++
	}
	t.WrongParticipants += len(left)
	t.Pairs++
	t.RightModes += one(g.Mode == p.Mode)
	t.RightStatuses += one(g.Status == p.Status)
	if g.Date != "" {
		t.Dated++
		t.RightDates += one(g.Date == p.Date[:min(len(p.Date), 10)])
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func principals(c Contact) []readout.Participant {
	return slices.DeleteFunc(slices.Clone(c.Participants), func(p readout.Participant) bool { return p.Office == readout.OfficeOther })
}

// samePerson reports whether two names can be one person's: an absent name can
// be anybody's.
func samePerson(a, b string) bool {
	if a == "" || b == "" {
		return true
	}
	x, y := strings.Fields(fold(a)), strings.Fields(fold(b))
	if slices.Equal(x, y) {
		return true
	}
	if len(x) == 0 || len(y) == 0 || !slices.ContainsFunc(x, func(w string) bool { return slices.Contains(y, w) }) {
		return false
	}
	return slices.Contains(y, x[len(x)-1]) || slices.Contains(x, y[len(y)-1])
}

// fold removes case and accents.
func fold(s string) string {
	s = norm.NFKD.String(strings.NewReplacer("ı", "i", "ø", "o", "ł", "l").Replace(s))
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) && norm.NFKD.PropertiesString(string(r)).CCC() != 0 {
			return -1
		}
		return r
	}, s)
	return strings.ReplaceAll(casefold(s), "’", "'")
}

func casefold(s string) string { return cases.Fold().String(s) }

var groupWords = map[string]bool{
	"leaders": true, "leader": true, "members": true, "countries": true, "states": true, "nations": true, "ministers": true,
	"allies": true, "the": true, "foreign": true, "defence": true, "defense": true, "group": true, "of": true, "and": true, "world": true,
}

var groupNames = map[string]string{
	"european": "europe", "european union": "eu", "arab": "arab", "arab league": "arab", "african union": "au", "african": "africa",
}

// groupKey reduces the name of a group to what tells it from others.
func groupKey(name string) string {
	folded := fold(name)
	var words []string
	for word := range strings.FieldsSeq(strings.ReplaceAll(folded, "-", " ")) {
		if !groupWords[word] {
			words = append(words, word)
		}
	}
	key := cmp.Or(strings.Join(words, " "), folded)
	return cmp.Or(groupNames[key], key)
}
