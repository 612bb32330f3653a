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
var leaders = map[string]string{"CA": "Mark Carney", "US": "Donald Trump", "FR": "Emmanuel Macron", "DE": "Friedrich Merz", "UA": "Volodymyr Zelenskyy", "IN": "Narendra Modi"}

// tell makes a source: "CA US phone held", with further words for a group
// "G7" or "at:G7" for its summit, a date, an office without a name, a visit and what is only mentioned.
// What follows a stroke is the story's title; two sources with the same outlet,
// hour and title are of one story.
func tell(outlet string, hours int, text string) readout.Source {
	text, title, titled := strings.Cut(text, " | ")
	if !titled {
		title = text
	}
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
		case word == "Biya":
			m.Participants = append(m.Participants, readout.Participant{State: "FR", Office: readout.OfficeHead, Name: "Paul Biya"})
		case word == "Witkoff", word == "Kellogg":
			m.Participants, m.Level = append(m.Participants, readout.Participant{State: "US", Office: readout.OfficeOther, Name: "Steve " + word}), readout.LevelOther
		case word == "UA:", word == "US:", word == "CA:": // no more than the state
			m.Participants, m.Level = append(m.Participants, readout.Participant{State: word[:2], Office: readout.OfficeOther}), readout.LevelOther
		case word == "G7":
			m.Groups = append(m.Groups, word)
		case word == "at:G7":
			m.Summit = "G7"
		case word == "background":
			m.Salience = readout.Background
		case word == "implied":
			m.Implied = true
			m.Evidence = append(m.Evidence, readout.Evidence{Role: "participant", Note: "taken for " + m.Participants[0].Name})
		case at == nil:
			m.Date = readout.Date(word)
			m.Evidence = append(m.Evidence, readout.Evidence{Role: "date"})
		case slices.Contains([]string{"phone", "in_person", "video", "written"}, word):
			m.Mode = readout.Mode(word)
		default:
			m.Status = readout.Status(word)
		}
	}
	published := monday.Add(time.Duration(hours) * time.Hour)
	story := readout.Story{Key: fmt.Sprint(outlet, hours, title), Title: title, Source: outlet, Published: published, FirstSeen: published}
	return readout.Source{Mention: m, Story: story}
}

// groups of the tests, by name.
type groups map[string][]string

func (g groups) Covers(group, state string, _ time.Time) bool {
	return slices.Contains(g[group], state)
}

var summits = groups{"G7": {"CA", "US", "FR", "DE", "JP"}}

// add lets the sources of a test arrive, those of one story together.
func add(j *merging.Joiner, sources []readout.Source) []*merging.Entry {
	var all []*merging.Entry
	for _, story := range byStory(sources) {
		var mentions []readout.Mention
		for _, s := range story {
			mentions = append(mentions, s.Mention)
		}
		entries, _ := j.Add(story[0].Story, mentions)
		all = append(all, entries...)
	}
	return all
}

// byStory keeps the order in which stories first come.
func byStory(sources []readout.Source) [][]readout.Source {
	var out [][]readout.Source
	for _, s := range sources {
		i := slices.IndexFunc(out, func(o []readout.Source) bool { return o[0].Story.Key == s.Story.Key })
		if i < 0 {
			out = append(out, nil)
			i = len(out) - 1
		}
		out[i] = append(out[i], s)
	}
	return out
}

// merge lets stories arrive one after the other and returns the contacts.
func merge(sources []readout.Source) []readout.Contact {
	return assemble(add(merging.New(summits), sources))
}

func assemble(entries []*merging.Entry) []readout.Contact {
	var out []readout.Contact
	for _, members := range merging.Contacts(entries) {
		out = append(out, merging.Assemble(merging.Sources(members)))
	}
	return out
}

// summary writes contacts down, with the summit at whose margins each takes place,
// so that they can be compared.
func summary(contacts []readout.Contact) []string {
	var summits []*readout.Contact
	for i := range contacts {
		summits = append(summits, &contacts[i])
	}
	var out []string
	for _, c := range contacts {
		text := written(c)
		if s := merging.Summit(c, summits); s != nil {
			text += " at the margins of " + written(*s)
		}
		out = append(out, text)
	}
	slices.Sort(out)
	return out
}

func written(c readout.Contact) string {
	var sources []string
	for _, s := range c.Sources {
		sources = append(sources, s.Story.Key)
	}
	return fmt.Sprintf("%v %v %s %s (%s) %s from %q", c.Sides(), c.Groups, c.Mode, c.Status, c.Was, c.Date, sources)
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
		"two of three, who are to meet by themselves too": {[]readout.Source{
			tell("A", 0, "UA FR DE in_person planned 2025-10-14 | all"), tell("A", 0, "UA FR in_person planned 2025-10-14 | all"),
			tell("B", 1, "UA FR in_person planned 2025-10-14"),
		}, []string{"DE-FR-UA in_person planned 2025-10-14 1", "FR-UA in_person planned 2025-10-14 2"}},
		"two pairs, and the table of three": {[]readout.Source{
			tell("A", 0, "UA FR in_person held"), tell("B", 1, "UA DE in_person held"), tell("C", 40, "UA FR DE in_person held"),
		}, []string{"DE-FR-UA in_person held  1", "DE-UA in_person held  1", "FR-UA in_person held  1"}},
		"a summit is told by its group": {[]readout.Source{
			tell("A", 0, "CA G7 in_person planned"), tell("B", 30, "FR G7 in_person held"), tell("C", 31, "G7 in_person held"), tell("D", 32, "UA G7 in_person held"),
		}, []string{"CA-FR-UA G7 in_person held  4"}},
		"two guests of a group": {[]readout.Source{
			tell("A", 0, "UA G7 in_person held"), tell("B", 1, "IN G7 in_person held"),
		}, []string{"IN G7 in_person held  1", "UA G7 in_person held  1"}},
		"two guests at a summit": {[]readout.Source{
			tell("A", 0, "UA G7 in_person held"), tell("B", 1, "IN CA G7 in_person held"),
		}, []string{"CA-IN-UA G7 in_person held  2"}},
		"a summit of a month later, and a visit": {[]readout.Source{
			tell("A", 0, "CA FR G7 in_person planned"), tell("B", 480, "CA FR in_person held"),
		}, []string{"CA-FR G7 in_person planned  1", "CA-FR in_person held  1"}},
		"ministers of a group are not its leaders": {[]readout.Source{
			tell("A", 0, "CA FR G7 in_person held"), tell("B", 1, "Rubio G7 in_person held"),
		}, []string{"CA-FR G7 in_person held  1", "US G7 in_person held  1"}},
		"what is vague does not hold two together": {[]readout.Source{
			tell("A", 0, "CA US held 2025-10-13"), tell("B", 1, "CA US phone held"), tell("C", 2, "CA US in_person held"),
		}, []string{"CA-US in_person held  1", "CA-US phone held 2025-10-13 2"}},
		"the host of a visit is any leader of the state": {[]readout.Source{
			tell("A", 0, "US FR in_person planned implied"), tell("B", 9, "US Biya in_person held"),
		}, []string{"FR-US in_person held  2"}},
		"a visitor is nobody else": {[]readout.Source{
			tell("A", 0, "Rubio FR in_person planned implied"), tell("B", 9, "US FR in_person held"),
		}, []string{"FR-US in_person held  1", "FR-US in_person planned  1"}},
		"held, and the next one planned in the same story": {[]readout.Source{
			tell("A", 0, "CA US in_person held | both"), tell("A", 0, "CA US in_person planned | both"), tell("B", 1, "CA US in_person held"),
		}, []string{"CA-US in_person held  2", "CA-US in_person planned  1"}},
		"a plan of a month ago": {[]readout.Source{
			tell("A", 0, "CA US in_person planned"), tell("B", 27*24, "CA US in_person held 2025-11-09"),
		}, []string{"CA-US in_person held 2025-11-09 2"}},
		"an idea of a month ago": {[]readout.Source{
			tell("A", 0, "CA US in_person proposed"), tell("B", 27*24, "CA US in_person held 2025-11-09"),
		}, []string{"CA-US in_person held 2025-11-09 1", "CA-US in_person proposed  1"}},
		"a second call": {[]readout.Source{
			tell("A", 0, "CA US phone held 2025-10-13"), tell("B", 1, "CA US phone held 2025-10-13"),
			tell("A", 9, "CA US phone held 2025-10-13 | Carney and Trump hold second call of the day"),
			tell("B", 9, "CA US phone held 2025-10-13 | Carney calls Trump"),
		}, []string{"CA-US phone held 2025-10-13 2", "CA-US phone held 2025-10-13 2"}},
		"a second call, told with its day later": {[]readout.Source{
			tell("A", 0, "CA US phone held"), tell("A", 9, "CA US held | Carney spoke with Trump again"), tell("B", 10, "CA US phone held 2025-10-13"),
		}, []string{"CA-US phone held  1", "CA-US phone held 2025-10-13 2"}},
		"spoke again": {[]readout.Source{
			tell("A", 0, "CA US phone held"), tell("A", 9, "CA US phone held | Carney spoke with Trump again on Monday evening"),
		}, []string{"CA-US phone held  1", "CA-US phone held  1"}},
		"for the second time today": {[]readout.Source{
			tell("A", 0, "CA US phone held"), tell("A", 9, "CA US phone held | Carney talks to Trump for the second time today"),
		}, []string{"CA-US phone held  1", "CA-US phone held  1"}},
		"to speak again": {[]readout.Source{
			tell("A", 0, "CA US phone held"), tell("B", 2, "CA US phone held | Carney and Trump, in their second call this year, agree to speak again"),
		}, []string{"CA-US phone held  2"}},
		"two envoys": {[]readout.Source{
			tell("A", 0, "UA Witkoff in_person held"), tell("B", 1, "UA Kellogg in_person held"), tell("C", 2, "UA US: in_person held"),
		}, []string{"UA in_person held  1", "UA in_person held  2"}},
		"somebody of a state, who is its leader": {[]readout.Source{
			tell("A", 0, "UA US in_person held"), tell("B", 1, "UA US: in_person held"), tell("C", 3, "UA: US: in_person held"),
		}, []string{" in_person held  1", "UA-US in_person held  2"}},
		"two who each deal with somebody": {[]readout.Source{
			tell("A", 0, "CA: Witkoff in_person held"), tell("B", 1, "CA US: in_person held"),
		}, []string{" in_person held  1", "CA in_person held  1"}},
		"a visit later this year": {[]readout.Source{
			tell("A", 0, "CA US in_person proposed | Carney invites Trump to Ottawa later this year"), tell("B", 48, "CA US in_person held"), tell("C", 480, "CA US in_person held"),
		}, []string{"CA-US in_person held  1", "CA-US in_person held  2"}},
		"agreed to meet again": {[]readout.Source{
			tell("A", 0, "CA US in_person held 2025-10-13"), tell("B", 3, "CA US in_person planned | Carney and Trump are to meet again"), tell("C", 100, "CA US in_person held 2025-10-17"),
		}, []string{"CA-US in_person held 2025-10-13 1", "CA-US in_person held 2025-10-17 2"}},
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

// TestAtMargins tells what takes place at the margins of a summit.
func TestAtMargins(t *testing.T) {
	const told = "CA FR G7 in_person held 2025-10-13"
	for name, test := range map[string]struct {
		contact, summit string
		want            bool
	}{
		"two, as their story says":             {"CA US at:G7 in_person held 2025-10-14", told, true},
		"two guests":                           {"UA IN at:G7 in_person held 2025-10-13", told, true},
		"talks":                                {"CA US at:G7 held 2025-10-13", told, true},
		"two who are to meet":                  {"CA US at:G7 in_person planned", told, true},
		"both to come":                         {"CA US at:G7 in_person planned", "CA FR G7 in_person planned", true},
		"a day named, in a month nobody knows": {"CA US at:G7 in_person planned 2025-11-03", "CA FR G7 in_person planned", true},
		"no story says so":                     {"CA US in_person held 2025-10-13", told, false},
		"a call":                               {"CA US at:G7 phone held 2025-10-13", told, false},
		"called off":                           {"CA US at:G7 in_person off 2025-10-13", told, false},
		"a summit by video":                    {"CA US at:G7 in_person held 2025-10-13", "CA FR G7 video held 2025-10-13", false},
		"a summit called off":                  {"CA US at:G7 in_person held 2025-10-13", "CA FR G7 in_person off 2025-10-13", false},
		"no summit of the group":               {"CA US at:G7 in_person held 2025-10-13", "CA FR UA DE in_person held 2025-10-13", false},
		"a week before the summit":             {"CA US at:G7 in_person held 2025-10-13", "CA FR G7 in_person planned 2025-10-20", false},
		"a week after":                         {"CA US at:G7 in_person held 2025-10-20", told, false},
		"long past":                            {"CA US at:G7 in_person background", told, false},
		"a summit long past":                   {"CA US at:G7 in_person held 2025-10-13", "CA FR G7 in_person background", false},
		"a summit named in passing":            {"CA US at:G7 in_person held 2025-10-13 | news", "CA FR G7 in_person background | news", true},
		"four":                                 {"CA US FR DE at:G7 in_person held 2025-10-13", told, false},
		"the summit itself":                    {"CA US G7 at:G7 in_person held 2025-10-13", told, false},
	} {
		t.Run(name, func(t *testing.T) {
			contact := merging.Assemble([]readout.Source{tell("A", 0, test.contact)})
			summit := merging.Assemble([]readout.Source{tell("A", 0, test.summit)})
			if got := merging.AtMargins(contact, summit); got != test.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

// TestToldAfterTheSummit lets days pass until a story tells of a meeting at a summit.
func TestToldAfterTheSummit(t *testing.T) {
	summit := merging.Assemble([]readout.Source{tell("A", 0, "CA FR G7 in_person held 2025-10-13")})
	for days, want := range map[int]bool{0: true, 5: true, 11: false} {
		told := tell("B", 24*days, "CA US at:G7 in_person held")
		told.Mention.Date = readout.DateOf(told.Story.Published) // as where the text names none
		if got := merging.AtMargins(merging.Assemble([]readout.Source{told}), summit); got != want {
			t.Errorf("%d days later: %t", days, got)
		}
	}
}

// TestTheNearestSummit chooses among summits of one group.
func TestTheNearestSummit(t *testing.T) {
	last := merging.Assemble([]readout.Source{tell("A", 0, "CA FR G7 in_person held 2025-10-11")})
	this := merging.Assemble([]readout.Source{tell("B", 0, "Rubio G7 in_person held 2025-10-13")})
	next := merging.Assemble([]readout.Source{tell("C", 0, "CA US G7 in_person planned")})
	contact := merging.Assemble([]readout.Source{tell("D", 1, "CA US at:G7 in_person held 2025-10-13")})
	for _, summits := range [][]*readout.Contact{{&last, &this, &next}, {&next, &this, &last}} {
		if got := merging.Summit(contact, summits); got != &this {
			t.Errorf("at the margins of %+v", got)
		}
	}
	first, second := merging.Assemble(this.Sources), merging.Assemble([]readout.Source{tell("E", 2, "DE FR G7 in_person held 2025-10-13")})
	for _, summits := range [][]*readout.Contact{{&first, &second}, {&second, &first}} {
		if got := merging.Summit(contact, summits); got != &first {
			t.Errorf("of two that are as near, at the margins of %+v", got)
		}
	}
	if got := merging.Summit(contact, nil); got != nil {
		t.Errorf("at the margins of %+v, of none", got)
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

// storyline is news of a week in which much happens between the same people.
func storyline() []readout.Source {
	return []readout.Source{
		tell("A", 0, "CA US phone held 2025-10-13"), tell("B", 1, "CA US phone held 2025-10-13"), tell("C", 9, "CA US? phone held 2025-10-13"),
		tell("D", 10, "CA US phone held 2025-10-13 | Carney and Trump spoke again late on Monday"),
		tell("A", 2, "CA US in_person planned 2025-10-20"), tell("B", 30, "CA US in_person planned 2025-10-20"), tell("C", 170, "CA US in_person held 2025-10-20"),
		tell("E", 31, "CA US planned"), tell("F", 172, "CA US held background"),
		tell("A", 3, "FR DE in_person held 2025-10-13"), tell("D", 4, "FR DE in_person held"),
		tell("A", 5, "UA FR DE in_person planned 2025-10-16"), tell("B", 80, "UA FR DE in_person held 2025-10-16"), tell("C", 81, "UA FR in_person held 2025-10-16"),
		tell("G", 9, "CA DE at:G7 in_person planned 2025-11-21"), tell("H", 10, "CA DE in_person planned 2025-11-21"), tell("F", 11, "US DE at:G7 in_person planned"),
		tell("A", 6, "CA FR G7 in_person planned 2025-11-20"), tell("B", 7, "FR G7 in_person planned 2025-11-20"), tell("C", 8, "G7 in_person planned"),
	}
}

func TestAnyOrderOfArrival(t *testing.T) {
	sources := storyline()
	want := summary(merge(sources))
	if text := strings.Join(want, "\n"); len(want) != 8 || strings.Count(text, "at the margins of") != 2 {
		t.Fatalf("%d contacts:\n%s", len(want), text)
	}
	random := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		random.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
		if got := summary(merge(sources)); !slices.Equal(got, want) {
			t.Fatalf("got %q\nwant %q", got, want)
		}
	}
}

// TestAnyStories makes stories up at random, dated, undated, of several mentions
// and on the same few people, and checks that what is joined follows from the set
// of them: in any order of arrival, and after others have come and gone.
func TestAnyStories(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	words := []string{
		"phone", "in_person", "in_person", "video", "planned", "planned", "proposed", "off", "2025-10-13", "2025-10-14", "2025-10-20",
		"FR", "DE", "G7", "at:G7", "at:G7", "background", "implied",
	}
	pairs := []string{"CA US", "CA US?", "CA Rubio", "FR DE", "UA FR", "UA FR DE", "CA G7", "G7"}
	titles := []string{"", "", "", " | They spoke again", " | Their second call today"}
	for range 400 {
		var sources []readout.Source
		for i := range 2 + random.IntN(25) {
			outlet, hours, title := fmt.Sprint("outlet", i), random.IntN(24*20), titles[random.IntN(len(titles))]
			for range 1 + random.IntN(2) {
				text := pairs[random.IntN(len(pairs))]
				for range random.IntN(5) {
					if word := words[random.IntN(len(words))]; word != "implied" || !strings.HasPrefix(text, "G7") {
						text += " " + word
					}
				}
				sources = append(sources, tell(outlet, hours, text+title))
			}
		}
		want := summary(merge(sources))
		stories := byStory(sources)
		for range 4 {
			random.Shuffle(len(stories), func(i, j int) { stories[i], stories[j] = stories[j], stories[i] })
			if got := summary(merge(slices.Concat(stories...))); !slices.Equal(got, want) {
				t.Fatalf("in another order\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
			}
		}
		half := len(stories) / 2
		joiner := merging.New(summits)
		var gone [][]*merging.Entry
		for _, story := range stories[:half] {
			gone = append(gone, add(joiner, story))
		}
		left := add(joiner, slices.Concat(stories[half:]...))
		for _, story := range gone {
			joiner.Remove(story)
		}
		if got, want := summary(assemble(left)), summary(merge(slices.Concat(stories[half:]...))); !slices.Equal(got, want) {
			t.Fatalf("after others have gone\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
}

// TestChangesAreTold keeps contacts by what Add says has changed, and finds them
// as they are.
func TestChangesAreTold(t *testing.T) {
	sources := storyline()
	random := rand.New(rand.NewPCG(9, 10))
	for range 200 {
		random.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
		joiner := merging.New(summits)
		contactOf, last := map[*merging.Entry]int{}, 0
		var all []*merging.Entry
		for _, s := range sources {
			entries, changed := joiner.Add(s.Story, []readout.Mention{s.Mention})
			all = append(all, entries...)
			for _, members := range changed {
				last++
				for _, m := range members {
					contactOf[m] = last
				}
			}
		}
		for _, members := range merging.Contacts(all) {
			for _, m := range members {
				if contactOf[m] != contactOf[members[0]] {
					t.Fatalf("nobody said that %q tells of the same as %q", m.Source.Story.Key, members[0].Source.Story.Key)
				}
			}
		}
	}
}

// TestToldAnew lets one story tell what another tells: what is joined is as if it
// had told so from the start, and as before when that is undone. Each contact
// that is not as it was must be told of.
func TestToldAnew(t *testing.T) {
	sources := storyline()
	random := rand.New(rand.NewPCG(11, 12))
	for range 500 {
		random.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
		joiner := merging.New(summits)
		contactOf, last := map[*merging.Entry]int{}, 0
		keep := func(changed [][]*merging.Entry) {
			for _, members := range changed {
				last++
				for _, m := range members {
					contactOf[m] = last
				}
			}
		}
		var all [][]*merging.Entry
		for _, s := range sources {
			entries, changed := joiner.Add(s.Story, []readout.Mention{s.Mention})
			all = append(all, entries)
			keep(changed)
		}
		retold := slices.Clone(sources)
		at, other := random.IntN(len(sources)), random.IntN(len(sources))
		retold[at] = readout.Source{Mention: sources[other].Mention, Story: sources[at].Story}
		before := all[at]
		entries, changed := joiner.Replace(before, sources[at].Story, []readout.Mention{sources[other].Mention})
		all[at] = entries
		keep(changed)
		if got, want := summary(assemble(slices.Concat(all...))), summary(merge(retold)); !slices.Equal(got, want) {
			t.Fatalf("told anew\n got %q\nwant %q", got, want)
		}
		for _, members := range merging.Contacts(slices.Concat(all...)) {
			for _, m := range members {
				if contactOf[m] != contactOf[members[0]] {
					t.Fatalf("nobody said that %q tells of the same as %q", m.Source.Story.Key, members[0].Source.Story.Key)
				}
			}
		}
		joiner.Remove(entries)
		joiner.Restore(before)
		all[at] = before
		if got, want := summary(assemble(slices.Concat(all...))), summary(merge(sources)); !slices.Equal(got, want) {
			t.Fatalf("undone\n got %q\nwant %q", got, want)
		}
	}
}

// BenchmarkAdd places a story among a few thousand others, of which some hundreds
// are on the same two leaders.
func BenchmarkAdd(b *testing.B) {
	joiner := merging.New(summits)
	random := rand.New(rand.NewPCG(11, 12))
	pairs := []string{"CA US", "CA US", "CA US", "FR DE", "UA FR", "UA US", "CA FR", "UA DE", "US FR G7", "DE US"}
	text := func() string {
		return pairs[random.IntN(len(pairs))] + []string{" phone", " in_person", ""}[random.IntN(3)] + []string{" held", " held", " planned", " planned 2025-11-20"}[random.IntN(4)]
	}
	for i := range 3000 {
		add(joiner, []readout.Source{tell(fmt.Sprint(i), random.IntN(24*60), text())})
	}
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		s := tell(fmt.Sprint("new", i), random.IntN(24*60), text())
		b.StartTimer()
		entries, _ := joiner.Add(s.Story, []readout.Mention{s.Mention})
		joiner.Remove(entries)
	}
}
