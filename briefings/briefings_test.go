package briefings_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
	"readout/briefings"
)

var update = flag.Bool("update", false, "write the golden files anew")

var monday = time.Date(2025, 10, 13, 9, 0, 0, 0, time.UTC)

type states struct{}

func (states) Flag(code string) string {
	return map[string]string{"CA": "🇨🇦", "US": "🇺🇸", "UA": "🇺🇦", "FR": "🇫🇷", "NATO": ""}[code]
}

func (states) Name(code string) string {
	return map[string]string{"CA": "Canada", "US": "United States", "UA": "Ukraine", "FR": "France", "NATO": "NATO"}[code]
}

// people have names of their own in Ukrainian, all but one whom the roster lacks.
type people struct{}

func (people) Person(name, language string) string {
	known := map[string]string{"Mark Carney": "Марк Карні", "Donald Trump": "Дональд Трамп", "Volodymyr Zelenskyy": "Володимир Зеленський"}
	if own, ok := known[name]; ok && language == "uk" {
		return own
	}
	return name
}

func (people) Woman(name string) bool { return name == "Anita Anand" }

var writer = briefings.Writer{States: states{}, People: people{}}

var (
	carney    = readout.Participant{State: "CA", Office: readout.OfficeHead, Name: "Mark Carney", Title: "Prime Minister of Canada"}
	trump     = readout.Participant{State: "US", Office: readout.OfficeHead, Name: "Donald Trump", Title: "President of the United States"}
	zelenskyy = readout.Participant{State: "UA", Office: readout.OfficeHead, Name: "Volodymyr Zelenskyy", Title: "President of Ukraine"}
	rutte     = readout.Participant{State: "NATO", Office: readout.OfficeHead, Name: "Mark Rutte", Title: "Secretary-General of NATO"}
	nameless  = readout.Participant{State: "FR", Office: readout.OfficeForeign}
)

// contact makes a contact that the named outlets tell of, an hour apart. An
// outlet written "CA: Prime Minister" is official.
func contact(id int64, mode readout.Mode, status readout.Status, date readout.Date, people []readout.Participant, outlets ...string) readout.Contact {
	c := readout.Contact{
		ID: id, Participants: people, Groups: []string{}, Mode: mode, Status: status, Date: date, Level: readout.LevelPrincipal,
		Topics: []string{}, Confidence: 0.95, FirstSeen: monday, UpdatedAt: monday,
	}
	for i, outlet := range outlets {
		at := monday.Add(time.Duration(i) * time.Hour)
		s := readout.Story{Title: "Title in " + outlet, Summary: "A first sentence. A second one.", URL: fmt.Sprintf("https://example.org/%d/%d", id, i), Source: outlet, Kind: readout.Press, Published: at, FirstSeen: at}
		if state, name, official := strings.Cut(outlet, ": "); official {
			s.Kind, s.State, s.Source, s.Title = readout.Official, state, name, "Title in "+name
		}
		m := readout.Mention{
			Participants: people, Mode: mode, Status: status, Date: date, Salience: readout.Main, Level: readout.LevelPrincipal, Confidence: 0.95,
			Evidence: []readout.Evidence{{Role: "frame", Field: "title", Text: "Title", Start: 0, End: 5, Note: "a telephone call; held because it is told as a fact"}},
		}
		c.Sources = append(c.Sources, readout.Source{Mention: m, Story: s})
	}
	return c
}

// plain writes messages down for reading.
func plain(messages ...readout.Message) string {
	var b strings.Builder
	line := func(t readout.Text) string {
		var out strings.Builder
		for _, s := range t {
			text := s.Text
			if s.Link != "" {
				text = "[" + text + "](" + s.Link + ")"
			}
			if !s.Time.IsZero() {
				text += "<" + s.Time.UTC().Format(time.RFC3339) + ">"
			}
			out.WriteString(text)
		}
		return out.String()
	}
	for _, m := range messages {
		fmt.Fprintf(&b, "summary: %s\ntitle: %s (%s)\ntone: %s\n", m.Summary, m.Title, m.Link, m.Tone)
		for _, t := range m.Body {
			fmt.Fprintf(&b, "  %s\n", line(t))
		}
		for _, f := range m.Fields {
			fmt.Fprintf(&b, "%s:\n", f.Name)
			for _, t := range f.Value {
				fmt.Fprintf(&b, "  %s\n", line(t))
			}
		}
		for _, a := range m.Actions {
			fmt.Fprintf(&b, "button: %s = %s\n", a.Label, a.ID)
		}
		fmt.Fprintf(&b, "footer: %s\n\n", m.Footer)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

func TestAlerts(t *testing.T) {
	moved := contact(4, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, zelenskyy}, "Wire", "CA: Prime Minister of Canada", "UA: President of Ukraine")
	moved.Was, moved.Topics = readout.Planned, []string{"energy", "war in Ukraine"}
	summit := contact(6, readout.InPerson, readout.Planned, "2025-10-20", []readout.Participant{carney}, "Wire")
	summit.Groups = []string{"G7"}
	margin := contact(12, readout.InPerson, readout.Planned, "2025-10-20", []readout.Participant{carney, trump}, "Wire")
	margin.Links = []readout.Link{readout.LinkTo(summit, readout.LinkSummit)}
	summit.Links = []readout.Link{readout.LinkTo(margin, readout.LinkMargin)}
	busy := summit
	for range 7 {
		busy.Links = append(busy.Links, readout.LinkTo(margin, readout.LinkMargin))
	}
	accounts := contact(8, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, zelenskyy}, "Wire", "CA: Prime Minister of Canada", "UA: President of Ukraine", "NATO: NATO")
	accounts.Sources[1].Story.Summary = "Today, the Prime Minister, Mark Carney, spoke with the President of Ukraine, Volodymyr Zelenskyy. The call lasted an hour. Prime Minister Carney reaffirmed Canada's support for a just peace. They agreed to remain in close contact."
	accounts.Sources[2].Story.Summary = "President of Ukraine Volodymyr Zelenskyy had a phone conversation with Mr. Carney. The President thanked Canada for air defence. It was raining. Special attention was paid to the ener"
	many := contact(9, readout.InPerson, readout.Held, "2025-10-13", []readout.Participant{carney, trump, zelenskyy, rutte, nameless}, "Wire")
	for i := range 5 {
		many.Participants = append(many.Participants, readout.Participant{State: "FR", Office: readout.OfficeHead, Name: fmt.Sprint("Minister ", i+1)})
	}
	off := contact(10, readout.InPerson, readout.Off, "2025-10-16", []readout.Participant{carney, trump}, "CA: Prime Minister of Canada", "Wire", "Desk")
	off.Was = readout.Planned
	off.Sources[0].Mention.Status, off.Sources[1].Mention.Status = readout.Planned, readout.Planned
	off.Sources[1].Mention.Date = "2025-10-15"
	initial := contact(11, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump}, "CA: Prime Minister of Canada")
	initial.Sources[0].Story.Summary = "Today, the Prime Minister, Mark Carney, spoke by phone with the President of the United States, Donald J. Trump. They spoke of steel."
	for name, c := range map[string]readout.Contact{
		"alert_initial":       initial,
		"alert_off_after_all": off,
		"alert_accounts":      accounts,
		"alert_many_people":   many,
		"alert_press_only":    contact(1, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump}, "Wire"),
		"alert_one_side":      contact(2, readout.InPerson, readout.Planned, "2025-10-15", []readout.Participant{carney, trump}, "Wire", "US: White House", "Desk"),
		"alert_called_off":    contact(3, readout.InPerson, readout.Off, "2025-10-16", []readout.Participant{trump, zelenskyy}, "Wire"),
		"alert_moved_on":      moved,
		"alert_proposed":      contact(5, readout.Unspecified, readout.Proposed, "", []readout.Participant{rutte, nameless}, "Wire"),
		"alert_summit":        summit,
		"alert_margin":        margin,
		"alert_many_margins":  busy,
		"alert_many_sources":  contact(7, readout.Written, readout.Held, "", []readout.Participant{carney, trump, zelenskyy}, "A", "B", "C", "D", "E", "F", "G"),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, plain(writer.Alert(c, readout.Relation{}))) })
	}
}

// Each language has its own words, plural forms, dates and names of states.
func TestLanguages(t *testing.T) {
	moved := contact(4, readout.Phone, readout.Held, "2025-11-01", []readout.Participant{carney, rutte, nameless}, "Wire", "CA: Prime Minister of Canada")
	moved.Was, moved.Topics = readout.Planned, []string{"energy", "war in Ukraine"}
	moved.Links = []readout.Link{{Kind: readout.LinkSummit, ContactID: 6, Groups: []string{"G7"}}, {Kind: readout.LinkMargin, ContactID: 5, Participants: []readout.Participant{carney, rutte}}}
	off := contact(2, readout.InPerson, readout.Off, "2025-10-16", []readout.Participant{trump, zelenskyy}, "A", "B", "C", "D", "E", "F", "G", "H")
	accounts := contact(8, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{trump, zelenskyy}, "US: White House", "UA: President of Ukraine")
	accounts.Sources[0].Story.Summary = "President Trump spoke with President Zelenskyy. President Trump stressed that the war must end."
	accounts.Sources[1].Story.Summary = "President of Ukraine Volodymyr Zelenskyy had a phone conversation with Mr. Trump. The President thanked the United States for air defence."
	for _, language := range []string{"fr", "uk"} {
		writer := writer.In(language)
		golden(t, "alert_"+language, plain(writer.Alert(moved, earlier), writer.Alert(off, readout.Relation{Last: "2025-03-01"}), writer.Alert(accounts, readout.Relation{}), writer.Contact(moved), writer.Why(moved), writer.Sources(off)))
		long := digest()
		long.Due = monday.Add(-3 * time.Hour)
		golden(t, "briefing_"+language, plain(writer.Briefing(long)...)+plain(writer.Order(long)...)+plain(writer.Briefing(briefings.Digest{})...))
		feed := readout.Feed{Name: "Wire", URL: "https://example.org/feed", Poll: readout.PollState{FailingSince: monday, Error: readout.Phrasef("%s has a problem of its own (%d); try again later", "example.org", 503).Reason(), SucceededAt: monday}}
		golden(t, "notices_"+language, plain(writer.FeedDown(feed), writer.FeedUp(feed)))
	}
}

// earlier is what is known of contacts before.
var earlier = readout.Relation{A: "CA", B: "UA", Last: "2025-09-28", Mode: readout.Phone, Count: 3}

func TestWhatWasBefore(t *testing.T) {
	for name, test := range map[string]struct {
		status readout.Status
		before readout.Relation
		want   string
	}{
		"nothing is known":   {readout.Held, readout.Relation{}, ""},
		"several":            {readout.Held, earlier, "3 other contacts between them in the last 90 days, the latest on 28 September 2025"},
		"one":                {readout.Planned, readout.Relation{Last: "2025-09-28", Count: 1}, "1 other contact between them in the last 90 days, on 28 September 2025"},
		"the first for long": {readout.Held, readout.Relation{Last: "2024-01-02"}, "First contact between them since 2 January 2024"},
		"it is off":          {readout.Off, readout.Relation{Last: "2024-01-02"}, "Last contact between them: 2 January 2024"},
		"it is to come":      {readout.Planned, readout.Relation{Last: "2024-01-02"}, "It would be the first contact between them since 2 January 2024"},
	} {
		t.Run(name, func(t *testing.T) {
			c := contact(1, readout.Phone, test.status, "2025-10-13", []readout.Participant{carney, zelenskyy}, "Wire")
			text := plain(writer.Alert(c, test.before))
			if !strings.Contains(text, test.want) || test.want == "" && strings.Contains(text, "between them") {
				t.Errorf("%s\ndoes not say %q", text, test.want)
			}
		})
	}
}

func TestCards(t *testing.T) {
	c := contact(8, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump}, "Wire", "CA: Prime Minister of Canada")
	golden(t, "card", plain(writer.Contact(c)))
	golden(t, "why", plain(writer.Why(c)))
	taken := c
	taken.RejectedBy, taken.RejectedAt = "77", monday.Add(time.Hour)
	golden(t, "card_taken_back", plain(writer.Contact(taken)))
	golden(t, "sources", plain(writer.Sources(c)))
}

// digest is a briefing in which everything happens.
func digest() briefings.Digest {
	call := contact(1, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump}, "Wire", "CA: Prime Minister of Canada")
	second := contact(4, readout.InPerson, readout.Planned, "2025-10-28", []readout.Participant{carney, rutte, nameless}, "Wire", "Desk")
	off := contact(2, readout.InPerson, readout.Off, "2025-10-16", []readout.Participant{carney, zelenskyy}, "Wire")
	off.Was, off.FirstSeen = readout.Planned, monday.AddDate(0, 0, -5)
	planned := off
	planned.Status, planned.Was = readout.Planned, ""
	later := contact(5, readout.InPerson, readout.Planned, "2025-10-23", []readout.Participant{trump, zelenskyy}, "Wire")
	sooner := later
	sooner.Date = "2025-10-20"
	later.Links = []readout.Link{{Kind: readout.LinkSummit, ContactID: 6, Groups: []string{"G7"}, Date: "2025-10-23"}}
	last := contact(9, readout.Phone, readout.Held, "2025-07-03", []readout.Participant{zelenskyy, {State: "FR", Office: readout.OfficeHead, Name: "Emmanuel Macron"}}, "Old Wire")
	return briefings.Digest{
		Since: monday.AddDate(0, 0, -1), Until: monday.Add(time.Hour), Zone: time.UTC, Order: "order:1:2:",
		New:    []briefings.Item{{Contact: second}, {Contact: call, Earlier: readout.Relation{A: "CA", B: "US", Last: "2025-06-01"}}},
		Moved:  []briefings.Item{{Contact: off, Before: planned}, {Contact: later, Before: sooner}},
		Coming: []readout.Contact{second, later},
		Silent: []briefings.Silence{{A: "FR", B: "UA", Last: last}},
	}
}

func TestBriefings(t *testing.T) {
	full := digest()
	golden(t, "briefing", plain(writer.Briefing(full)...))
	golden(t, "briefing_order", plain(writer.Order(full)...))
	full.Due = monday.Add(-3 * time.Hour)
	golden(t, "briefing_late", plain(writer.Briefing(full)...))
	golden(t, "briefing_nothing", plain(writer.Briefing(briefings.Digest{Since: full.Since, Until: full.Until, Coming: full.Coming, Silent: full.Silent})...))
	golden(t, "briefing_moved_only", plain(writer.Briefing(briefings.Digest{Title: "Briefing, today", Since: full.Since, Until: full.Until, Moved: full.Moved})...))
}

// A long briefing is parted between lines: every line is there once, no title
// stands alone at the end, and where a section goes on its title says so.
func TestLongBriefings(t *testing.T) {
	long := digest()
	for i := range 58 {
		outlet := strings.Repeat("A newspaper with a long_name (of the [north]) ", i%4+1)
		long.New = append(long.New, briefings.Item{Contact: contact(int64(100+i), readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump, zelenskyy}, outlet, "B", "C")})
	}
	pages := writer.Briefing(long)
	if len(pages) < 3 {
		t.Fatalf("62 contacts fill %d pages", len(pages))
	}
	seen := 0
	for i, p := range pages {
		if want := fmt.Sprintf("Briefing (%d of %d)", i+1, len(pages)); p.Title != want {
			t.Errorf("page %d is called %q, not %q", i+1, p.Title, want)
		}
		if first := p.Body[0].Plainly(); i > 0 && strings.HasPrefix(first, "•") {
			t.Errorf("page %d begins with no title: %q", i+1, first)
		}
		if last := p.Body[len(p.Body)-1].Plainly(); !strings.HasPrefix(last, "•") {
			t.Errorf("page %d ends with %q", i+1, last)
		}
		if (len(p.Actions) > 0) != (i == len(pages)-1) {
			t.Errorf("page %d has the buttons %v", i+1, p.Actions)
		}
		for _, l := range p.Body {
			if strings.Contains(l.Plainly(), "phone call held") {
				seen++
			}
		}
	}
	if seen != 59 {
		t.Errorf("%d of 59 calls are on the pages", seen)
	}
}

// What weighs more is told first, whatever else there is.
func TestOrder(t *testing.T) {
	minister := readout.Participant{State: "FR", Office: readout.OfficeForeign, Name: "A Minister"}
	base := contact(1, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump}, "A")
	lately := readout.Relation{Last: "2025-10-10"}
	copied := contact(2, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump}, "A", "B")
	copied.Sources[1].Story.Title = copied.Sources[0].Story.Title
	for name, test := range map[string]struct{ more, less briefings.Item }{
		"leaders before ministers": {
			briefings.Item{Contact: base, Earlier: lately},
			briefings.Item{Contact: contact(2, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, minister}, "A"), Earlier: lately},
		},
		"confirmed before not": {
			briefings.Item{Contact: contact(2, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump}, "CA: Prime Minister"), Earlier: lately},
			briefings.Item{Contact: base, Earlier: lately},
		},
		"many sources before one": {
			briefings.Item{Contact: contact(2, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump}, "A", "B"), Earlier: lately},
			briefings.Item{Contact: base, Earlier: lately},
		},
		"independent sources before copies": {
			briefings.Item{Contact: contact(3, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump}, "A", "B"), Earlier: lately},
			briefings.Item{Contact: copied, Earlier: lately},
		},
		"a rare pair before a usual one": {
			briefings.Item{Contact: base, Earlier: readout.Relation{Last: "2025-06-01"}},
			briefings.Item{Contact: contact(2, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, zelenskyy}, "A"), Earlier: lately},
		},
	} {
		t.Run(name, func(t *testing.T) {
			test.more.Contact.Mode, test.less.Contact.Mode = readout.Phone, readout.Video
			for _, items := range [][]briefings.Item{{test.more, test.less}, {test.less, test.more}} {
				m := writer.Briefing(briefings.Digest{New: items})[0]
				if first := m.Body[1].Plainly(); !strings.Contains(first, "phone call") {
					t.Errorf("first is %q", first)
				}
			}
		})
	}
}

func TestNotices(t *testing.T) {
	feed := readout.Feed{Name: "Wire", URL: "https://example.org/feed"}
	feed.Poll = readout.PollState{FailingSince: monday, Error: "the site answers 503 Service Unavailable", SucceededAt: monday.Add(-time.Hour)}
	golden(t, "notices", plain(writer.FeedDown(feed), writer.FeedUp(feed)))
	golden(t, "overflow", plain(writer.Overflow([]readout.Contact{
		contact(1, readout.Phone, readout.Held, "2025-10-13", []readout.Participant{carney, trump}, "Wire"),
		contact(2, readout.InPerson, readout.Planned, "", []readout.Participant{carney, zelenskyy}, "Wire"),
	})...))
}

// What the detector has noted is told in the words of the reader.
func TestWhyInTheWordsOfTheReader(t *testing.T) {
	c := contact(1, readout.InPerson, readout.Planned, "2025-10-20", []readout.Participant{carney, nameless}, "Wire")
	c.Sources[0].Mention.Evidence = []readout.Evidence{
		{Role: "participant", Text: "Carney", Note: "taken for Mark Carney, Prime Minister of Canada"},
		{Role: "participant", Text: "Smith", Note: "taken for John Smith, Minister of Something"},
		{Role: "other side", Text: "Paris", Note: "the state, no leader named"},
		{Role: "group", Text: "the bloc", Note: "meets as NATO"},
		{Role: "frame", Text: "to host", Note: "one receives the other; planned because it is an infinitive: still to come"},
		{Role: "frame", Text: "with", Note: "; held because it is told as a fact"},
		{Role: "frame", Text: "x", Note: "a note; of another kind"},
		{Role: "date", Text: "Monday", Note: "2025-10-20"},
		{Role: "summit", Text: "the G7", Note: "takes place at its summit"},
	}
	for _, language := range []string{"en", "fr", "uk"} {
		golden(t, "why_"+language, plain(writer.In(language).Why(c)))
	}
}
