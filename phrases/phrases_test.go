package phrases_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"

	"readout/contacts/roster"
	"readout/phrases"
)

func catalogue(t *testing.T, code string) map[string][]string {
	t.Helper()
	out, err := phrases.Read(code)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Every text that users see has its place in each catalogue, and a catalogue
// has no text that nobody says any more.
func TestCataloguesAreComplete(t *testing.T) {
	used := map[string]string{}
	for _, u := range texts(t) {
		used[u.text] = u.where
	}
	for _, code := range phrases.Languages()[1:] {
		known := catalogue(t, code)
		var missing []string
		for text, where := range used {
			if known[text] == nil {
				missing = append(missing, fmt.Sprintf("%q: \"\" # %s", text, where))
			}
		}
		slices.Sort(missing)
		if len(missing) > 0 {
			t.Errorf("%s.yml lacks %d texts:\n%s", code, len(missing), strings.Join(missing, "\n"))
		}
	}
	for _, code := range phrases.Languages() {
		for text := range catalogue(t, code) {
			if used[text] == "" {
				t.Errorf("%s.yml has %q, which nothing says any more", code, text)
			}
		}
	}
}

// A text that is said with other arguments than it asks for shows it to users.
func TestTextsGetTheirArguments(t *testing.T) {
	for _, u := range texts(t) {
		if n := len(verbs(u.text)); u.args >= 0 && n != u.args {
			t.Errorf("%s: %q asks for %d arguments and gets %d", u.where, u.text, n, u.args)
		}
	}
}

func TestTranslationsTakeTheSameArguments(t *testing.T) {
	for _, code := range phrases.Languages() {
		for text, forms := range catalogue(t, code) {
			for _, form := range forms {
				got, want := verbs(form), verbs(text)
				if len(forms) > 1 && len(got) < len(want) {
					continue // a form for one may leave the number out
				}
				if strings.TrimSpace(form) == "" || !maps.Equal(got, want) {
					t.Errorf("%s.yml: %q takes %v, but %q takes %v", code, form, got, text, want)
				}
			}
		}
	}
}

// verbs returns the verbs of a format by the number of their argument.
func verbs(format string) map[int]string {
	out := map[int]string{}
	next := 1
	for _, m := range regexp.MustCompile(`%(?:\[(\d+)\])?[-+# 0]*\d*(?:\.\d+)?([a-zA-Z%])`).FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n
		}
		out[next] = strings.Replace(m[2], "q", "s", 1) // languages have quotation marks of their own
		next++
	}
	return out
}

// French sets a narrow no-break space before high punctuation, and within
// quotation marks.
func TestFrenchTypography(t *testing.T) {
	wrong := regexp.MustCompile(`\S [:;?!»]|« |[^\x{202f}\s/\d]»|«[^\x{202f}]|[a-zà-ÿ][;?!]|'[a-zà-ÿ]|"`)
	for text, forms := range catalogue(t, "fr") {
		for _, form := range forms {
			if m := wrong.FindString(form); m != "" && !strings.Contains(form, "/"+strings.Trim(m, " ")) {
				t.Errorf("fr.yml: %q at %q, for %q", form, m, text)
			}
		}
	}
}

// Ukrainian is written with its own letters and marks.
func TestUkrainianTypography(t *testing.T) {
	wrong := regexp.MustCompile(`[ыэъёЫЭЪЁ"]|[а-яіїє]['’][а-яіїє]|[а-яіїє][a-z]|[a-z][а-яіїє]`)
	for text, forms := range catalogue(t, "uk") {
		for _, form := range forms {
			if m := wrong.FindString(form); m != "" {
				t.Errorf("uk.yml: %q at %q, for %q", form, m, text)
			}
		}
	}
}

// A text stands in one file of a language, where it can be found.
func TestTextsStandOnce(t *testing.T) {
	for _, code := range phrases.Languages() {
		first := map[string]string{}
		files, err := filepath.Glob(filepath.Join(code, "*.yml"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", code, files, err)
		}
		for _, file := range files {
			if slices.Contains([]string{"states.yml", "women.yml"}, filepath.Base(file)) {
				continue // by codes, and by offices
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var entries map[string]any
			if err := yaml.Unmarshal(text, &entries); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			for key := range entries {
				if first[key] != "" && filepath.Base(file) != "names.yml" {
					t.Errorf("%q stands in %s and in %s", key, first[key], file)
				}
				first[key] = file
			}
		}
	}
}

func TestNamesAreComplete(t *testing.T) {
	french, err := phrases.Names("fr")
	if err != nil {
		t.Fatal(err)
	}
	ukrainian, err := phrases.Names("uk")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(french)), slices.Collect(maps.Keys(ukrainian))) {
		if french[name] == "" || ukrainian[name] == "" {
			t.Errorf("%q is not named in both languages", name)
		}
	}
}

func TestOfficesOfWomen(t *testing.T) {
	people, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for name, want := range map[string][2]string{
		"Giorgia Meloni":       {"première ministre d’Italie", "премʼєр-міністерка Італії"},
		"Ursula von der Leyen": {"présidente de la Commission européenne", "президентка Європейської комісії"},
		"Kaja Kallas":          {"haute représentante de l’UE", "висока представниця ЄС"},
		"Penny Wong":           {"ministre des Affaires étrangères d’Australie", "міністерка закордонних справ Австралії"},
		"Mark Carney":          {"premier ministre du Canada", "премʼєр-міністр Канади"},
	} {
		l, ok := people.Leader(name)
		held := l.HeldOn(day)
		if !ok || len(held) == 0 {
			t.Fatalf("%s holds no office", name)
		}
		state, _ := people.State(held[0].State)
		for i, code := range []string{"fr", "uk"} {
			if got := phrases.For(code).Office(held[0].In, state.Code, state.Name, l.Woman); got != want[i] {
				t.Errorf("%s is %q, want %q", name, got, want[i])
			}
		}
	}
}

// What is written in Ukrainian is written in its letters, and without a letter
// that its spelling of these names does not have any more.
func TestStatesInUkrainianLetters(t *testing.T) {
	people, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, state := range people.States() {
		p := phrases.For("uk")
		for _, name := range append(p.StateNames(state.Code), p.OfState(state.Code, state.Name)) {
			if strings.ContainsFunc(name, isLatin) || strings.ContainsAny(name, "ыэъёґ’'") {
				t.Errorf("%s is %q", state.Name, name)
			}
		}
	}
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }
