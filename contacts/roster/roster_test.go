package roster_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/contacts/roster"
	"readout/phrases"
)

func TestDefaultLoads(t *testing.T) {
	r, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Check() {
		t.Log(f.Kind, f.State, f.Text)
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		if _, err := roster.Default(); err != nil {
			b.Fatal(err)
		}
	}
}

// Readers of Ukrainian are told of allied leaders and ministers in their own
// letters.
func TestWhoGovernsAnAllyHasAUkrainianName(t *testing.T) {
	r := compiled(t)
	today := time.Now()
	for _, state := range r.Members("allied", today) {
		for _, office := range []readout.Office{readout.OfficeHead, readout.OfficeForeign, readout.OfficeDefence} {
			for _, term := range r.HeldOn(state, office, today) {
				if l, _ := r.Leader(term.Leader); l.Names["uk"] == "" {
					t.Errorf("%s, %s, has no name in Ukrainian; add one to data/names.yml", l.Name, term.In)
				}
			}
		}
	}
}

// A letter that only looks Ukrainian is found by nobody who types the name.
func TestNamesInOtherLanguagesAreWrittenInTheirLetters(t *testing.T) {
	letters := map[string]*regexp.Regexp{
		"fr": regexp.MustCompile(`^(?:[\p{Latin}\x{1D49}\x{2B3}]|[-’., ])+$`),
		"uk": regexp.MustCompile(`^[а-щьюяєіїА-ЩЮЯЄІЇ](?:[а-щьюяєіїА-ЩЬЮЯЄІЇ]|[-ʼ, ]|\b[IVX]+\b)+$`),
	}
	for _, l := range compiled(t).Leaders() {
		for code, name := range l.Names {
			if letters[code] == nil || !letters[code].MatchString(name) {
				t.Errorf("%s is %q in %s", l.Name, name, code)
			}
			if name == l.Name {
				t.Errorf("%s needs no line in %s: it is the same name", l.Name, code)
			}
		}
	}
}

func TestPeopleAreFoundInTheirReadersLanguage(t *testing.T) {
	r := compiled(t)
	for typed, want := range map[string]string{
		"зеленськ": "Volodymyr Zelenskyy", "ВОЛОДИМИР": "Volodymyr Zelenskyy", "сі ц": "Xi Jinping", "фон дер": "Ursula von der Leyen",
		"poutine": "Vladimir Putin", "benyamin": "Benjamin Netanyahu", "charles": "King Charles III",
	} {
		found := r.Search(typed, 3)
		if !slices.ContainsFunc(found, func(l roster.Leader) bool { return l.Name == want }) {
			t.Errorf("%q finds %v, want %s among them", typed, found, want)
		}
	}
	for name, want := range map[string]string{"Зеленський": "Volodymyr Zelenskyy", "Сі": "Xi Jinping", "Чарльз": "King Charles III", "Poutine": "Vladimir Putin", "Carney": "Mark Carney"} {
		if l, _ := r.Leader(want); !l.AnswersTo(name) {
			t.Errorf("%s does not answer to %q", want, name)
		}
	}
}

func TestMonarchsHaveTheirOtherNames(t *testing.T) {
	r, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]string{
		"King Hamad":           "King Hamad bin Isa Al Khalifa",
		"Naruhito":             "Emperor Naruhito",
		"Queen Elizabeth":      "Queen Elizabeth II",
		"King Carl Gustaf":     "King Carl XVI Gustaf",
		"King of the Belgians": "King Philippe",
	}
	for a := range r.Aliases() {
		if whom, asked := wanted[a.Text]; asked && whom == a.Leader {
			delete(wanted, a.Text)
		}
	}
	if len(wanted) > 0 {
		t.Errorf("nobody is known as %v", wanted)
	}
}

// States and groups of the roster, and the offices of leaders, are called by
// names of the language everywhere.
func TestTheRosterIsNamedInEveryLanguage(t *testing.T) {
	people := compiled(t)
	for _, code := range phrases.Languages()[1:] {
		p := phrases.For(code)
		for _, state := range people.States() {
			if len(p.StateNames(state.Code)) == 0 || strings.HasPrefix(p.OfState(state.Code, state.Name), "(") {
				t.Errorf("phrases/%s/states.yml lacks %s, %s", code, state.Code, state.Name)
			}
		}
		known, err := phrases.Names(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range people.Groups() {
			if known[group.Name] == "" {
				t.Errorf("phrases/%s/names.yml lacks the group %s", code, group.Name)
			}
		}
		for _, term := range people.Terms() {
			state, _ := people.State(term.State)
			if term.Office.Principal() && p.Office(term.In, term.State, state.Name, false) == term.In && known[term.In] == "" {
				t.Errorf("phrases/%s/names.yml lacks the office %q, as of %s", code, term.In, term.Leader)
			}
		}
	}
}

func TestWhereThePressIsAtHome(t *testing.T) {
	r := compiled(t)
	own, err := roster.Load(r, strings.NewReader("states: {CA: {press: [The Maple Gazette]}}"), "own.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ source, want string }{
		{"The Guardian", "GB"},
		{"Guardian", "GB"},
		{"BBC World", "GB"},
		{"BBC — Top Stories", "GB"},
		{"Politico", "US"},
		{"Politico — UK", "GB"},
		{"Politico Europe", "EU"},
		{"ABC News (US)", "US"},
		{"cbc-politics", "CA"},
		{"El Pais", "ES"},
		{"Maple Gazette – World", "CA"},
		{"Al Jazeera", ""},
		{"", ""},
		{" - (", ""},
	} {
		if got, ok := own.PressState(test.source); got != test.want || ok != (test.want != "") {
			t.Errorf("%q: %q, %v, want %q", test.source, got, ok, test.want)
		}
	}
	if got, ok := r.PressState("Maple Gazette"); ok {
		t.Errorf("an outlet of another roster is at home in %q", got)
	}
}
