package eval_test

import (
	"bufio"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"readout"
	"readout/eval"
)

const shared = "../../shared/eval"

// labels are the labelled items that are not part of the repository.
func labels(t *testing.T) map[string][]eval.Contact {
	t.Helper()
	file, err := os.Open(filepath.Join(shared, "dev_labels.jsonl"))
	if err != nil {
		t.Skip("the labelled items are not here:", err)
	}
	defer func() { _ = file.Close() }()
	out := map[string][]eval.Contact{}
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		var entry struct {
			ID       string         `json:"id"`
			Contacts []eval.Contact `json:"contacts"`
		}
		if err := json.Unmarshal(scanner.Bytes(), &entry); err != nil {
			t.Fatal(err)
		}
		out[entry.ID] = entry.Contacts
	}
	return out
}

func total(labels, predictions map[string][]eval.Contact) eval.Rates {
	var t eval.Tally
	ids := map[string]bool{}
	for id := range labels {
		ids[id] = true
	}
	for id := range predictions {
		ids[id] = true
	}
	for id := range ids {
		one, _, _ := eval.Score(labels[id], predictions[id])
		t.Add(one)
	}
	return t.Rates()
}

// TestTheReferenceScorerAgrees compares every figure with those of the scorer
// that defines them, on predictions that are wrong in many ways.
func TestTheReferenceScorerAgrees(t *testing.T) {
	gold := labels(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3, which the reference scorer needs, is not here")
	}
	for name, spoil := range map[string]func(*rand.Rand, []eval.Contact) []eval.Contact{
		"perfect": func(_ *rand.Rand, c []eval.Contact) []eval.Contact { return c },
		"empty":   func(*rand.Rand, []eval.Contact) []eval.Contact { return nil },
		"spoilt":  spoilt,
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			predictions := map[string][]eval.Contact{}
			ids := make([]string, 0, len(gold))
			for id := range gold {
				ids = append(ids, id)
			}
			slices.Sort(ids)
			for _, id := range ids {
				predictions[id] = spoil(random, clone(gold[id]))
			}
			if want, got := reference(t, python, predictions), total(gold, predictions); !reflect.DeepEqual(want, got) {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
}

func clone(contacts []eval.Contact) []eval.Contact {
	out := slices.Clone(contacts)
	for i := range out {
		out[i].Participants = slices.Clone(out[i].Participants)
		out[i].Groups = slices.Clone(out[i].Groups)
	}
	return out
}

// spoilt changes contacts at random.
func spoilt(r *rand.Rand, contacts []eval.Contact) []eval.Contact {
	var out []eval.Contact
	for _, c := range contacts {
		switch r.IntN(9) {
		case 0:
			continue
		case 1:
			c.Mode = "phone"
		case 2:
			c.Status = "planned"
		case 3:
			c.Date = "2023-01-01"
		case 4:
			if len(c.Participants) > 0 {
				c.Participants[0].Name = "Somebody Else"
			}
		case 5:
			c.Participants = append(c.Participants, readout.Participant{State: "IS", Office: readout.OfficeHead, Name: "X"})
		case 6:
			if len(c.Participants) > 0 {
				c.Participants = c.Participants[1:]
			}
		case 7:
			c.Salience, c.Implied = "main", false
		case 8:
			out = append(out, c)
		}
		out = append(out, c)
	}
	if r.IntN(20) == 0 {
		out = append(out, eval.Contact{Participants: []readout.Participant{{State: "FJ", Office: readout.OfficeHead}, {State: "PE", Office: readout.OfficeHead}}, Groups: []string{"World Leaders"}, Salience: "main", Level: "principal"})
	}
	return out
}

func reference(t *testing.T, python string, predictions map[string][]eval.Contact) eval.Rates {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "predictions.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	encoder := json.NewEncoder(file)
	for id, contacts := range predictions {
		for i := range contacts {
			if contacts[i].Groups == nil {
				contacts[i].Groups = []string{}
			}
			if contacts[i].Participants == nil {
				contacts[i].Participants = []readout.Participant{}
			}
		}
		if err := encoder.Encode(map[string]any{"id": id, "contacts": contacts}); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), python, filepath.Join(shared, "score.py"), filepath.Join(shared, "dev_labels.jsonl"), file.Name(), "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var rates eval.Rates
	if err := json.Unmarshal(out, &rates); err != nil {
		t.Fatal(err)
	}
	return rates
}

func head(state, name string) readout.Participant {
	return readout.Participant{State: state, Office: readout.OfficeHead, Name: name}
}

func meeting(people ...readout.Participant) eval.Contact {
	return eval.Contact{Participants: people, Mode: "in_person", Status: "held", Date: "2025-10-15"}
}

func TestScore(t *testing.T) {
	a, b, c := head("CA", "Mark Carney"), head("US", "Donald Trump"), head("FR", "Emmanuel Macron")
	background := meeting(a, b)
	background.Salience = "background"
	group := meeting(a)
	group.Groups = []string{"G7"}
	for name, test := range map[string]struct {
		labels, predicted    []eval.Contact
		right, wrong, missed int
	}{
		"the same":                         {[]eval.Contact{meeting(a, b)}, []eval.Contact{meeting(b, a)}, 1, 0, 0},
		"another pair":                     {[]eval.Contact{meeting(a, b)}, []eval.Contact{meeting(b, c)}, 0, 1, 1},
		"nothing found":                    {[]eval.Contact{meeting(a, b)}, nil, 0, 0, 1},
		"found twice":                      {[]eval.Contact{meeting(a, b)}, []eval.Contact{meeting(a, b), meeting(a, b)}, 1, 1, 0},
		"two of three sides":               {[]eval.Contact{meeting(a, b, c)}, []eval.Contact{meeting(a, b)}, 1, 0, 0},
		"one side and a group":             {[]eval.Contact{group}, []eval.Contact{meeting(a, c)}, 1, 0, 0},
		"background is nobody's business":  {[]eval.Contact{background}, []eval.Contact{meeting(a, b)}, 0, 0, 0},
		"beside the background, all wrong": {[]eval.Contact{background}, []eval.Contact{meeting(c, head("DE", "Friedrich Merz"))}, 0, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			tally, _, _ := eval.Score(test.labels, test.predicted)
			if tally.TruePositives != test.right || tally.FalsePositives != test.wrong || tally.FalseNegatives != test.missed {
				t.Errorf("got %d right, %d wrong, %d missed; want %d, %d, %d", tally.TruePositives, tally.FalsePositives, tally.FalseNegatives, test.right, test.wrong, test.missed)
			}
		})
	}
}

func TestBCubed(t *testing.T) {
	pair := eval.Contact{Participants: []readout.Participant{head("US", ""), head("UA", "")}}
	events := map[string][]string{"1": {"US-UA one"}, "2": {"US-UA one"}, "3": {"US-UA two"}}
	for name, test := range map[string]struct {
		keys              [3]string
		precision, recall float64
	}{
		"right":    {[3]string{"a", "a", "b"}, 1, 1},
		"all one":  {[3]string{"a", "a", "a"}, (2.0/3 + 2.0/3 + 1.0/3) / 3, 1},
		"all each": {[3]string{"a", "b", "c"}, 1, (0.5 + 0.5 + 1) / 3},
	} {
		t.Run(name, func(t *testing.T) {
			found := map[string][]eval.Keyed{}
			for i, id := range []string{"1", "2", "3"} {
				found[id] = []eval.Keyed{{Key: test.keys[i], Contact: pair}}
			}
			got := eval.BCubed(eval.Pairs(events, found))
			if !near(got.Precision, test.precision) || !near(got.Recall, test.recall) || got.Events != 2 || got.Detected != 3 {
				t.Errorf("got %+v, want %f and %f", got, test.precision, test.recall)
			}
		})
	}
}

func near(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }
