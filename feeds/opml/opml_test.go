package opml_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"readout"
	"readout/feeds/opml"
)

var update = flag.Bool("update", false, "write the golden files anew")

// state knows Canada.
func state(name string) (string, error) {
	if name == "Canada" || name == "CA" {
		return "CA", nil
	}
	return "", readout.Errorf(readout.CodeInvalid, "no state or organisation is called %q", name)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "testdata/" + name
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestReader reads what a feed reader has exported, with all that can be wrong
// in it: the good entries are kept, each bad one is told.
func TestReader(t *testing.T) {
	body, err := os.ReadFile("testdata/reader.opml")
	if err != nil {
		t.Fatal(err)
	}
	list, err := opml.Read(body)
	if err != nil {
		t.Fatal(err)
	}
	plan := list.Plan([]readout.Feed{{URL: "https://known.example/feed/"}}, "me", state)
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n\n", list.Title)
	for _, e := range list.Entries {
		fmt.Fprintf(&out, "%d: %s\n", e.Line, strings.Join(append(e.Folders, e.Name), " › "))
	}
	out.WriteString("\nadd\n")
	for _, f := range plan.Add {
		fmt.Fprintf(&out, "%s (%s %s %s) %s\n", f.Name, f.Kind, f.State, f.Language, f.URL)
	}
	out.WriteString("\nknown\n")
	for _, e := range plan.Known {
		fmt.Fprintf(&out, "%d: %s\n", e.Line, e.Name)
	}
	out.WriteString("\nproblems\n")
	for _, p := range plan.Problems {
		fmt.Fprintln(&out, p)
	}
	if strings.Contains(out.String(), "hidden") {
		t.Error("a password is shown")
	}
	golden(t, "reader.golden", out.String())
}

func TestRoundTrip(t *testing.T) {
	feeds := []readout.Feed{
		{Name: "Press", URL: "https://press.example/?a=1&b=\"2\"", Kind: readout.Press, Language: "en-GB"},
		{Name: "Office <of> \"the\" Prime Minister & 'Council'", URL: "https://gov.example/feed", Kind: readout.Official, State: "CA"},
		{Name: "Українська", URL: "https://ua.example/rss", Kind: readout.Press, Language: "uk"},
		{Name: "Odd\x00\x1b name", URL: "https://odd.example/rss", Kind: readout.Press},
	}
	var written bytes.Buffer
	if err := opml.Write(&written, "Feeds & more", feeds, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	golden(t, "written.opml", written.String())
	list, err := opml.Read(written.Bytes())
	if err != nil || list.Title != "Feeds & more" {
		t.Fatalf("%q, %v", list.Title, err)
	}
	plan := list.Plan(nil, "", state)
	feeds[3].Name = "Odd name"
	want := []readout.Feed{feeds[1], feeds[0], feeds[2], feeds[3]} // official ones first
	if diff := cmp.Diff(want, plan.Add); diff != "" || len(plan.Problems)+len(plan.Known) > 0 {
		t.Errorf("(-want +got):\n%s%v", diff, plan.Problems)
	}
}

func TestEmptyList(t *testing.T) {
	var written bytes.Buffer
	if err := opml.Write(&written, "None", nil, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if list, err := opml.Read(written.Bytes()); err != nil || len(list.Entries)+len(list.Problems) > 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestHostileLists(t *testing.T) {
	const head, feed, tail = `<opml version="2.0"><body>`, `<outline type="rss" text="A" xmlUrl="https://a.example/"/>`, `</body></opml>`
	entities := `<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa">`
	for i := range 20 {
		entities += fmt.Sprintf(`<!ENTITY %c "%s">`, 'b'+i, strings.Repeat(fmt.Sprintf("&%c;", 'a'+i), 10))
	}
	for name, tc := range map[string]struct {
		body     string
		entries  int
		fails    string // the error
		problems int
	}{
		"empty":                   {"", 0, "not an OPML list", 0},
		"text":                    {"hello", 0, "not an OPML list", 0},
		"a feed":                  {`<rss version="2.0"><channel/></rss>`, 0, "not an OPML list", 0},
		"a page":                  {`<html><body><outline text="A" xmlUrl="https://a.example/"/></body></html>`, 0, "not an OPML list", 0},
		"no feeds":                {head + tail, 0, "", 0},
		"cut within a tag":        {head + feed + `<outline typ`, 1, "", 1},
		"cut between tags":        {head + feed, 1, "", 1},
		"cut at once":             {head + `<outl`, 0, "damaged in line 1", 0},
		"cut after the root":      {`<opml>`, 0, "breaks off", 0},
		"tags that do not match":  {head + feed + `</x></outline></outline>` + tail, 1, "", 1},
		"attributes twice":        {head + `<outline text="A" text="B" xmlUrl="https://a.example/" xmlUrl="https://b.example/"/>` + tail, 1, "", 0},
		"without quotes":          {head + `<outline text=A xmlUrl=https://a.example/feed />` + tail, 0, "damaged", 0},
		"entity bomb":             {entities + `]>` + head + `<outline text="&u;" xmlUrl="https://a.example/"/>` + tail, 1, "", 0},
		"foreign entity":          {`<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + head + `<outline text="&x;" xmlUrl="https://a.example/"/>` + tail, 1, "", 0},
		"deep":                    {head + feed + strings.Repeat(`<outline text="x">`, 1_000) + feed, 1, "", 1},
		"very deep":               {head + strings.Repeat(`<o>`, 500_000), 0, "damaged in line 1", 0},
		"very many":               {head + strings.Repeat(feed, 12_000) + tail, 10_000, "", 1},
		"very many without":       {head + strings.Repeat(`<outline type="rss"/>`, 5_000) + tail, 0, "", 100},
		"too large":               {head + strings.Repeat(" ", 5<<20), 0, "larger than 4 MiB", 0},
		"a long name":             {head + `<outline text="` + strings.Repeat("ї", 100_000) + `" xmlUrl="https://a.example/"/>` + tail, 1, "", 0},
		"UTF-16":                  {"\xff\xfe" + wide(head+feed+tail), 1, "", 0},
		"zero bytes":              {head + "\x00" + feed + tail, 1, "", 0},
		"an element in the title": {`<opml><head><title><b/></title></head><body>` + feed, 0, "damaged", 0},
	} {
		t.Run(name, func(t *testing.T) {
			list, err := opml.Read([]byte(tc.body))
			if (err == nil) != (tc.fails == "") || !strings.Contains(readout.ErrorMessage(err), tc.fails) {
				t.Errorf("error %v, want %q", err, tc.fails)
			}
			if len(list.Entries) != tc.entries || len(list.Problems) != tc.problems {
				t.Errorf("%d entries, %d problems, want %d and %d: %v", len(list.Entries), len(list.Problems), tc.entries, tc.problems, list.Problems)
			}
			for _, e := range list.Entries {
				if len(e.Name) > 100 || strings.Contains(e.Name, "aaaaaaaaaaaaaaaaaaaa") {
					t.Errorf("the name %q", e.Name)
				}
			}
		})
	}
}

func wide(text string) string {
	var out strings.Builder
	for _, b := range []byte(text) {
		out.WriteByte(b)
		out.WriteByte(0)
	}
	return out.String()
}

func FuzzRead(f *testing.F) {
	sample, err := os.ReadFile("testdata/reader.opml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sample)
	f.Add([]byte(`<opml><body><outline xmlUrl="&#0;&lt;x"><outline/></opml>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		list, err := opml.Read(body)
		if err != nil {
			if readout.ErrorCode(err) != readout.CodeInvalid {
				t.Errorf("an error that is not fit for users: %v", err)
			}
			return
		}
		plan := list.Plan(nil, "me", state)
		for _, feed := range plan.Add {
			if err := feed.Validate(); err != nil {
				t.Error(err)
			}
		}
		var written bytes.Buffer
		if err := opml.Write(&written, list.Title, plan.Add, time.Time{}); err != nil {
			t.Fatal(err)
		}
		again, err := opml.Read(written.Bytes())
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, written.String())
		}
		byURL := cmpopts.SortSlices(func(a, b readout.Feed) bool { return a.URL < b.URL })
		if diff := cmp.Diff(plan.Add, again.Plan(nil, "me", state).Add, byURL, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("the feeds change on the way out and in (-before +after):\n%s", diff)
		}
	})
}
