package wikidata_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
	"readout/contacts/roster"
	"readout/contacts/roster/wikidata"
)

func today() time.Time { return time.Date(2026, time.January, 15, 12, 0, 0, 0, time.UTC) }

// people is a small roster of states that do exist, with invented holders.
const people = `
states:
  CA: {terms: {prime_minister: [2025-03-14.. Mark Carney]}, replace: [prime_minister]}
  DE: {terms: {chancellor: [2025-05-06.. Friedrich Merz]}, replace: [chancellor]}
  FR: {terms: {foreign: [2024-09-21.. Jean-Noël Barrot]}, replace: [foreign]}
  SK: {terms: {president: [2024-06-15.. Peter Pellegrini]}, replace: [president]}
  AT: {terms: {chancellor: [2025-03-03.. Christian Stocker]}, replace: [chancellor]}
`

func load(t *testing.T, overlay string) *roster.Roster {
	t.Helper()
	r, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	if r, err = roster.Load(r, strings.NewReader(overlay), "test.yml"); err != nil {
		t.Fatal(err)
	}
	return r
}

// row is one row of an answer in the form of the query service.
func row(code, role, office, item, name, start, startPrecision, end, endPrecision string) string {
	uri := func(v string) string {
		return fmt.Sprintf(`{"type":"uri","value":"http://www.wikidata.org/entity/%s"}`, v)
	}
	literal := func(v string) string { return fmt.Sprintf(`{"type":"literal","value":%q}`, v) }
	out := `"code":` + literal(code) + `,"role":` + literal(role) + `,"officeLabel":` + literal(office) + `,"person":` + uri(item) + `,"personLabel":` + literal(name)
	if start != "" {
		out += `,"start":` + literal(start+"T00:00:00Z") + `,"startPrecision":` + literal(startPrecision)
	}
	if end != "" {
		out += `,"end":` + literal(end+"T00:00:00Z") + `,"endPrecision":` + literal(endPrecision)
	}
	return "{" + out + "}"
}

func answer(rows ...string) string {
	return `{"head":{"vars":["code","role","officeLabel","person","personLabel","start","startPrecision","end","endPrecision"]},"results":{"bindings":[` + strings.Join(rows, ",") + `]}}`
}

func TestCompare(t *testing.T) {
	tests := map[string]struct {
		rows []string
		want []string // "STATE office FROM..TO name, was …"
	}{
		"the same person": {rows: []string{row("CA", "government", "Prime Minister of Canada", "Q1", "Mark Carney", "2025-03-14", "11", "", "")}},
		"a successor": {
			rows: []string{
				row("CA", "government", "Prime Minister of Canada", "Q1", "Mark Carney", "2025-03-14", "11", "2026-01-10", "11"),
				row("CA", "government", "Prime Minister of Canada", "Q2", "Ann O'Neil", "2026-01-10", "11", "", ""),
			},
			want: []string{"CA prime_minister 2026-01-10.. Ann O'Neil, was Mark Carney since 2025-03-14"},
		},
		"a title in other words": {
			rows: []string{row("DE", "government", "Federal Chancellor of Germany", "Q3", "Anna Beispiel", "2026-01-01", "11", "", "")},
			want: []string{"DE chancellor 2026-01-01.. Anna Beispiel, was Friedrich Merz since 2025-05-06"},
		},
		"a minister, known to the month": {
			rows: []string{row("FR", "foreign", "Minister of Europe and Foreign Affairs", "Q4", "Claire Exemple", "2025-12-01", "10", "", "")},
			want: []string{"FR foreign 2025-12.. Claire Exemple, was Jean-Noël Barrot since 2024-09-21"},
		},
		"an end": {
			rows: []string{row("SK", "state", "President of Slovakia", "Q5", "Peter Pellegrini", "2024-06-15", "11", "2026-03-01", "11")},
			want: []string{"SK president 2024-06-15..2026-03-01 Peter Pellegrini, was Peter Pellegrini since 2024-06-15"},
		},
		"somebody whose end Wikidata forgot": {rows: []string{row("AT", "government", "Chancellor of Austria", "Q6", "Karl Vorgänger", "2021-12-06", "11", "", "")}},
		"terms that are over":                {rows: []string{row("AT", "government", "Chancellor of Austria", "Q6", "Karl Vorgänger", "2025-06-06", "11", "2025-07-01", "11")}},
		"a name without accents":             {rows: []string{row("FR", "foreign", "Minister of Foreign Affairs", "Q4", "Jean-Noel Barrot", "2024-09-21", "11", "", "")}},
		"unknown country and office": {rows: []string{
			row("ZZ", "state", "President of Nowhere", "Q7", "Nobody Known", "2025-01-01", "11", "", ""),
			row("CA", "government", "Keeper of the Keys", "Q7", "Nobody Known", "2025-12-01", "11", "", ""),
		}},
		"rows of no use": {rows: []string{
			row("CA", "government", "Prime Minister of Canada", "Q8", "Q8", "2026-01-01", "11", "", ""),              // no label
			row("CA", "government", "Prime Minister of Canada", "Q8", "No Start", "", "", "", ""),                    // no start
			row("CA", "government", "Prime Minister of Canada", "Q8", "Some Century", "2000-01-01", "7", "", ""),     // a century
			row("CA", "government", "Prime Minister of Canada", "Q8", "A [B] \"C\" (D)", "2026-01-01", "11", "", ""), // would not be a line of the roster
		}},
	}
	r := load(t, people)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			terms, err := wikidata.Read(strings.NewReader(answer(test.rows...)))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range wikidata.Compare(r, terms, today()) {
				got = append(got, fmt.Sprintf("%s %s %s..%s %s, was %s", c.State, c.Office, c.From, c.To, c.Name, c.Was))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestWrite reads back as an operator's file what was written.
func TestWrite(t *testing.T) {
	terms, err := wikidata.Read(strings.NewReader(answer(
		row("CA", "government", "Prime Minister\nof Canada", "Q2", "Ann O'Neil", "2026-01-10", "11", "", ""),
		row("CA", "foreign", "Minister of Foreign Affairs", "Q9", "Núria, Exemple", "2025-12-01", "10", "", ""),
		row("SK", "state", "President of Slovakia", "Q5", "Peter Pellegrini", "2024-06-15", "11", "2026-03-01", "11"),
	)))
	if err != nil {
		t.Fatal(err)
	}
	var file strings.Builder
	if err := wikidata.Write(&file, wikidata.Compare(load(t, people), terms, today()), today()); err != nil {
		t.Fatal(err)
	}
	r, err := roster.Load(load(t, people), strings.NewReader(file.String()), "roster.yml")
	if err != nil {
		t.Fatalf("%v; the file:\n%s", err, file.String())
	}
	for _, want := range []struct{ state, office, name string }{{"CA", "prime_minister", "Ann O'Neil"}, {"CA", "foreign", "Núria, Exemple"}, {"SK", "president", "Peter Pellegrini"}} {
		if held, _ := r.Holder(want.state, want.office, today()); held.Leader != want.name {
			t.Errorf("%s %s is %q, want %q; the file:\n%s", want.state, want.office, held.Leader, want.name, file.String())
		}
	}
	if again := wikidata.Compare(r, terms, today()); len(again) != 0 {
		t.Errorf("the same answer still changes %v", again)
	}
	file.Reset()
	if err := wikidata.Write(&file, nil, today()); err != nil {
		t.Fatal(err)
	}
	load(t, file.String())
}

func TestReadRefuses(t *testing.T) {
	for name, text := range map[string]string{"a web page": "<html>busy</html>", "nothing": "", "other JSON": `{"error":"timeout"}`} {
		t.Run(name, func(t *testing.T) {
			if _, err := wikidata.Read(strings.NewReader(text)); readout.ErrorCode(err) != readout.CodeInvalid {
				t.Errorf("Read gave %v, want an error for users", err)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(answer(row("CA", "state", "King", "Q1", "Name", "2025-01-01", "11", "2026-01-01", "9")))
	f.Add(`{"results":{"bindings":[{}]}}`)
	r, err := roster.Default()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		terms, err := wikidata.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		changes := wikidata.Compare(r, terms, today())
		if len(changes) == 0 {
			return
		}
		var file strings.Builder
		if err := wikidata.Write(&file, changes, today()); err != nil {
			t.Fatal(err)
		}
		if _, err := roster.Load(r, strings.NewReader(file.String()), "roster.yml"); err != nil {
			t.Errorf("what was written cannot be read: %v\n%s", err, file.String())
		}
	})
}

func TestQuery(t *testing.T) {
	q := wikidata.Query(today())
	for _, want := range []string{"wdt:P1313", "wdt:P1906", "wd:Q7330070", `"2026-01-15T12:00:00Z"^^xsd:dateTime`} {
		if !strings.Contains(q, want) {
			t.Errorf("the query lacks %s", want)
		}
	}
	if strings.Count(q, "{") != strings.Count(q, "}") {
		t.Error("the query's braces do not match")
	}
}
