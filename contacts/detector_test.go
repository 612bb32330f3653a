package contacts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/contacts"
	"readout/contacts/roster"
)

func detector(t testing.TB) *contacts.Detector {
	t.Helper()
	people, err := roster.Default()
	if err != nil {
		t.Fatal(err)
	}
	d, err := contacts.New(people)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// on is a Wednesday; the offices are those of that day.
var on = time.Date(2025, 10, 15, 12, 0, 0, 0, time.UTC)

// told writes down what is found that a channel would be told of, shortly:
// "CA Mark Carney, US Donald Trump: phone held".
func told(mentions []readout.Mention) []string {
	out := []string{}
	for _, m := range mentions {
		if !m.Reportable() {
			continue
		}
		var who []string
		for _, p := range m.Participants {
			if p.Office.Principal() {
				who = append(who, p.State+" "+p.Name)
			}
		}
		slices.Sort(who)
		who = append(who, m.Groups...)
		out = append(out, fmt.Sprintf("%s: %s %s", strings.Join(who, ", "), m.Mode, m.Status))
	}
	slices.Sort(out)
	return out
}

func TestContacts(t *testing.T) {
	const (
		carneyTrump = "CA Mark Carney, US Donald Trump"
		macronMerz  = "DE Friedrich Merz, FR Emmanuel Macron"
	)
	d := detector(t)
	for title, want := range map[string][]string{
		// Verbs.
		"Carney meets Trump in Washington":                   {carneyTrump + ": in_person held"},
		"Macron hosts Merz at the Elysee Palace":             {macronMerz + ": in_person held"},
		"Merz was received by Macron in Paris on Tuesday":    {macronMerz + ": in_person held"},
		"Carney speaks with Trump by phone":                  {carneyTrump + ": phone held"},
		"Carney calls Trump over tariffs":                    {carneyTrump + ": phone held"},
		"Carney and Trump spoke on Tuesday, his office said": {carneyTrump + ": unspecified held"},
		"Trump wrote to Carney about tariffs":                {carneyTrump + ": written held"},
		"Merz sat down with Macron":                          {macronMerz + ": in_person held"},
		"Carney discussed trade with Trump in a phone call":  {carneyTrump + ": phone held"},
		// Nouns.
		"Carney holds talks with Trump":                              {carneyTrump + ": unspecified held"},
		"Readout of the call between Carney and Trump":               {carneyTrump + ": phone held"},
		"Trump-Carney meeting ends without a deal":                   {carneyTrump + ": in_person held"},
		"After meeting Trump, Carney says a deal is near":            {carneyTrump + ": in_person held"},
		"Carney had a telephone conversation with Trump":             {carneyTrump + ": phone held"},
		"Macron and Merz hold a video call":                          {macronMerz + ": video held"},
		"Telegram of condolences from Xi Jinping to Emmanuel Macron": {"CN Xi Jinping, FR Emmanuel Macron: written held"},
		"Xi Jinping sends letter to Emmanuel Macron":                 {"CN Xi Jinping, FR Emmanuel Macron: written held"},
		// Offices, capitals, counterparts.
		"Canada's prime minister meets the French president":     {"CA Mark Carney, FR Emmanuel Macron: in_person held"},
		"Canadian foreign minister meets her German counterpart": {"CA Anita Anand, DE Johann Wadephul: in_person held"},
		"Chinese, Russian presidents hold talks in Beijing":      {"CN Xi Jinping, RU Vladimir Putin: in_person held"},
		"The leaders of France and Germany met in Berlin":        {macronMerz + ": in_person held"},
		// Plans.
		"Trump, Putin to meet in Budapest":                     {"RU Vladimir Putin, US Donald Trump: in_person planned"},
		"Macron will host Merz next week":                      {macronMerz + ": in_person planned"},
		"Carney is set to meet Trump":                          {carneyTrump + ": in_person planned"},
		"Carney flies to Washington ahead of talks with Trump": {carneyTrump + ": in_person planned"},
		// Proposals.
		"Putin says he is ready to meet Zelensky": {"RU Vladimir Putin, UA Volodymyr Zelenskyy: in_person proposed"},
		"Trump wants to meet Kim Jong Un":         {"KP Kim Jong Un, US Donald Trump: in_person proposed"},
		"Carney may meet Trump":                   {carneyTrump + ": in_person proposed"},
		// Off.
		"Putin cancels meeting with Macron": {"FR Emmanuel Macron, RU Vladimir Putin: in_person off"},
		"Macron refuses to meet Putin":      {"FR Emmanuel Macron, RU Vladimir Putin: in_person off"},
		"Trump-Putin summit postponed":      {"RU Vladimir Putin, US Donald Trump: in_person off"},
		// Several in one story.
		"Zelensky met Macron and Merz in Berlin": {"DE Friedrich Merz, FR Emmanuel Macron, UA Volodymyr Zelenskyy: in_person held"},
		// Groups.
		"Zelensky attends G7 summit in Canada":         {"UA Volodymyr Zelenskyy, G7: in_person held"},
		"ASEAN foreign ministers meet in Kuala Lumpur": {"ASEAN: in_person held"},
		// Spellings.
		"ERDOGAN MEETS ZELENSKIY IN ANKARA":          {"TR Recep Tayyip Erdoğan, UA Volodymyr Zelenskyy: in_person held"},
		"Orbán meets Zelenskyy in Kyiv":              {"HU Viktor Orbán, UA Volodymyr Zelenskyy: in_person held"},
		"Carney’s call with Trump ‘very productive’": {carneyTrump + ": phone held"},
	} {
		t.Run(title, func(t *testing.T) {
			story := readout.Story{Title: title, Published: on}
			if got := told(d.Detect(story)); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q\n%s", got, want, contacts.Explain(story, d.Detect(story)))
			}
		})
	}
}

// TestOneContactToldTwice gives the detector stories that tell of one contact by different parts of those
// who were there, and such as only look like them.
func TestOneContactToldTwice(t *testing.T) {
	d := detector(t)
	for text, want := range map[string][]string{
		// On one line.
		"Trump speaks to Starmer, Macron and Merz":                      {"DE Friedrich Merz, FR Emmanuel Macron, GB Keir Starmer, US Donald Trump: unspecified held"},
		"Merz spoke by phone with Tusk, Macron, Starmer and Zelenskyy":  {"DE Friedrich Merz, FR Emmanuel Macron, GB Keir Starmer, PL Donald Tusk, UA Volodymyr Zelenskyy: phone held"},
		"Trump confers with Carney, Macron, Merz, Meloni and Starmer":   {"CA Mark Carney, DE Friedrich Merz, FR Emmanuel Macron, GB Keir Starmer, IT Giorgia Meloni, US Donald Trump: unspecified held"},
		"Trump speaks to Starmer and Macron":                            {"FR Emmanuel Macron, US Donald Trump: unspecified held", "GB Keir Starmer, US Donald Trump: unspecified held"},
		"Trump speaks to Macron, Erdogan and Xi":                        {"CN Xi Jinping, US Donald Trump: unspecified held", "FR Emmanuel Macron, US Donald Trump: unspecified held", "TR Recep Tayyip Erdoğan, US Donald Trump: unspecified held"},
		"Trump phones Starmer, Macron and Merz":                         {"DE Friedrich Merz, US Donald Trump: phone held", "FR Emmanuel Macron, US Donald Trump: phone held", "GB Keir Starmer, US Donald Trump: phone held"},
		"Trump speaks to Starmer, Macron and Merz in a flurry of calls": {"DE Friedrich Merz, US Donald Trump: phone held", "FR Emmanuel Macron, US Donald Trump: phone held", "GB Keir Starmer, US Donald Trump: phone held"},
		"Trump speaks to Starmer, then Macron and Merz":                 {"DE Friedrich Merz, US Donald Trump: unspecified held", "FR Emmanuel Macron, US Donald Trump: unspecified held", "GB Keir Starmer, US Donald Trump: unspecified held"},
		// A gathering, and some of those at it.
		"Trump to visit Jordan to meet Arab leaders || Trump will fly to Amman for talks with King Abdullah, Sisi and Abbas.":          {"EG Abdel Fattah el-Sisi, JO King Abdullah II, PS Mahmoud Abbas, US Donald Trump: in_person planned"},
		"At Prague summit, Armenia and Azerbaijan agree to EU mission || Aliyev and Pashinyan met Macron and Costa in Prague.":         {"AM Nikol Pashinyan, AZ Ilham Aliyev, EU António Costa, FR Emmanuel Macron: in_person held"},
		"Rubio meets Arab foreign ministers || Rubio hosted counterparts from Egypt, Jordan, Qatar, Saudi Arabia and Turkey.":          {"EG Badr Abdelatty, JO Ayman Safadi, QA Mohammed bin Abdulrahman Al Thani, SA Faisal bin Farhan, TR Hakan Fidan, US Marco Rubio, Arab leaders: in_person held"},
		"Carney meets Zelenskyy at NATO summit || Carney told Zelenskyy on Wednesday of new aid, as the leaders met on the sidelines.": {"CA Mark Carney, UA Volodymyr Zelenskyy: in_person held"},
		"Carney joins European leaders for talks with Zelensky || Earlier, Carney met Zelensky alone.":                                 {"CA Mark Carney, UA Volodymyr Zelenskyy, European leaders: in_person held", "CA Mark Carney, UA Volodymyr Zelenskyy: in_person held"},
		// Who joins whom at what.
		"European leaders to join Zelensky for White House talks with Trump":          {"UA Volodymyr Zelenskyy, US Donald Trump, European leaders: in_person planned"},
		"Macron and Merz to join Zelensky for White House talks with Trump":           {"DE Friedrich Merz, FR Emmanuel Macron, UA Volodymyr Zelenskyy, US Donald Trump: in_person planned"},
		"Macron to join Merz in Berlin on Monday and hold talks with Tusk on Tuesday": {"DE Friedrich Merz, FR Emmanuel Macron: in_person planned", "FR Emmanuel Macron, PL Donald Tusk: in_person planned"},
		"Macron joins Merz at rally before meeting with Tusk":                         {"DE Friedrich Merz, FR Emmanuel Macron: in_person held", "FR Emmanuel Macron, PL Donald Tusk: in_person planned"},
		// Who gives the meal, and another one.
		"Carney to dine with Trump and NATO leaders in The Hague || Carney will attend a dinner hosted by King Willem-Alexander.": {"CA Mark Carney, NL King Willem-Alexander, US Donald Trump, NATO: in_person planned"},
		"Carney joins Macron, Merz and Meloni at reception hosted by King Charles":                                                {"CA Mark Carney, DE Friedrich Merz, FR Emmanuel Macron, GB King Charles III, IT Giorgia Meloni: in_person held"},
		"Carney meets European leaders in London || He also attended a dinner hosted by King Charles.":                            {"CA Mark Carney, European leaders: in_person held", "CA Mark Carney, GB King Charles III: in_person held"},
		"Carney meets Macron, Merz and Meloni before dinner hosted by King Charles":                                               {"CA Mark Carney, DE Friedrich Merz, FR Emmanuel Macron, IT Giorgia Meloni: in_person held", "CA Mark Carney, GB King Charles III: in_person planned"},
	} {
		t.Run(text, func(t *testing.T) {
			title, summary, _ := strings.Cut(text, " || ")
			story := readout.Story{Title: title, Summary: summary, Published: on}
			if got := told(d.Detect(story)); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q\n%s", got, want, contacts.Explain(story, d.Detect(story)))
			}
		})
	}
}

func TestNoContacts(t *testing.T) {
	d := detector(t)
	for _, title := range []string{
		"Trump calls on Congress to pass the budget",
		"Macron calls for calm after riots",
		"Trump calls Putin a strong man",
		"Trump calls Carney 'governor' again",
		"Carney meets premiers in Ottawa",
		"Merz meets with protests in Dresden",
		"Carney meets the mayor of Toronto",
		"Macron speaks to reporters about Trump",
		"Starmer: talks on Ukraine need patience",
		"Merz talks about Putin in the Bundestag",
		"Trump envoy Witkoff meets Putin",
		"Netanyahu meets Trump envoy Jared Kushner",
		"Former president Obama meets Macron",
		"Elon Musk meets Modi",
		"Italy meets Germany in the semi-final",
		"Macron travels to Marseille",
		"Putin warns Macron over missiles",
		"Trump says he likes Xi",
		"Zelenskyy thanks Canada for weapons",
		"US ambassador meets Ukrainian foreign minister",
		"Carney and Trump differ over steel",
		"Poll: Merz trails Macron in popularity",
		"Open letter to Emmanuel Macron",
		"Emmanuel Macron trifft Friedrich Merz in Berlin",
		"Trump and Xi raise each other's hands",
		"Carney visited a plant with workers and Germany",
		"",
	} {
		t.Run(title, func(t *testing.T) {
			story := readout.Story{Title: title, Published: on}
			if got := told(d.Detect(story)); len(got) > 0 {
				t.Errorf("got %q\n%s", got, contacts.Explain(story, d.Detect(story)))
			}
		})
	}
}

func TestDates(t *testing.T) {
	d := detector(t)
	for title, want := range map[string]readout.Date{
		"Carney met Trump on Monday":                                          "2025-10-13",
		"Carney met Trump yesterday":                                          "2025-10-14",
		"Carney meets Trump":                                                  "2025-10-15",
		"Carney will meet Trump tomorrow":                                     "2025-10-16",
		"Carney will meet Trump on Friday":                                    "2025-10-17",
		"Carney to meet Trump on 29 October":                                  "2025-10-29",
		"Carney to meet Trump on October 29":                                  "2025-10-29",
		"Carney met Trump on May 6":                                           "2025-05-06",
		"OTTAWA, October 15 (Example) - Carney will meet Trump on Friday":     "2025-10-17",
		"Carney met Trump a week ago":                                         "2025-10-08",
		"Steel at issue; on Friday Carney will see Trump, on Monday he spoke": "2025-10-17",
		"Carney may meet Trump":                                               "",
		"Starmer calls off meeting with Carney after Monday's earthquake":     "",
		"Starmer calls off meeting with Carney. He will lead the response to Monday's earthquake": "",
		"Carney will meet Trump":                                  "",
		"Macron to host Merz on January 9, 2026":                  "2026-01-09",
		"Macron to host Merz on Friday, October 17":               "2025-10-17",
		"Cabinet rejects October 7 inquiry * Rubio met Netanyahu": "2025-10-15",
		"Carney's speech on Monday came a day after he met Trump": "2025-10-12",
		"Carney spoke on Monday. A day earlier, he met Trump":     "2025-10-12",
		"Carney met Trump on 30 June 2019":                        "",
		"Carney meets Trump; he arrived in Washington on Monday":  "2025-10-15",
	} {
		t.Run(title, func(t *testing.T) {
			story := readout.Story{Title: title, Published: on}
			got := d.Detect(story)
			if len(got) != 1 || got[0].Date != want {
				t.Errorf("got %s, want one contact on %q", contacts.Explain(story, got), want)
			}
		})
	}
}

func TestOfficesAreThoseOfTheDay(t *testing.T) {
	d := detector(t)
	for day, want := range map[string]string{
		"2022-09-20": "CA Justin Trudeau, GB Liz Truss: in_person held",
		"2023-05-10": "CA Justin Trudeau, GB Rishi Sunak: in_person held",
		"2025-06-16": "CA Mark Carney, GB Keir Starmer: in_person held",
	} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		got := told(d.Detect(readout.Story{Title: "The British prime minister meets Canada's prime minister", Published: at}))
		if !slices.Equal(got, []string{want}) {
			t.Errorf("%s: got %q, want %q", day, got, want)
		}
	}
}

func TestDeputiesWhoAreMinisters(t *testing.T) {
	d := detector(t)
	for title, want := range map[string]readout.Office{
		"Tajani meets Barrot in Rome":                        readout.OfficeForeign,
		"Tajani meets Macron in Rome":                        readout.OfficeForeign,
		"Deputy Prime Minister Tajani meets Barrot in Rome":  readout.OfficeForeign,
		"Deputy Prime Minister Tajani meets Macron in Rome":  readout.OfficeHead,
		"Australia's Marles and Hegseth hold talks in Hanoi": readout.OfficeDefence,
	} {
		mentions := d.Detect(readout.Story{Title: title, Published: on})
		if len(mentions) != 1 || !slices.ContainsFunc(mentions[0].Participants, func(p readout.Participant) bool {
			return (p.State == "IT" || p.State == "AU") && p.Office == want
		}) {
			t.Errorf("%s: %+v, want the office %s", title, mentions, want)
		}
	}
}

func TestANameThatTheRosterLacksIsBelieved(t *testing.T) {
	d := detector(t)
	got := d.Detect(readout.Story{Title: "Macron meets Canadian Prime Minister Jane Placeholder in Paris", Published: on})
	if len(got) != 1 || !slices.ContainsFunc(got[0].Participants, func(p readout.Participant) bool {
		return p.State == "CA" && p.Office == readout.OfficeHead && p.Name == "Jane Placeholder"
	}) {
		t.Errorf("got %+v", got)
	}
}

func TestOfficialFeeds(t *testing.T) {
	d := detector(t)
	const kremlin, kyiv = "Kremlin (en.kremlin.ru)", "President of Ukraine (president.gov.ua/en)"
	for _, test := range []struct {
		story readout.Story
		want  []string
	}{
		{readout.Story{Title: "Telephone conversation with President of Serbia Aleksandar Vucic", Source: kremlin}, []string{"RS Aleksandar Vučić, RU Vladimir Putin: phone held"}},
		{readout.Story{Title: "PM speaks to Prime Minister of Australia by phone", State: "IN"}, []string{"AU Anthony Albanese, IN Narendra Modi: phone held"}},
		{readout.Story{Title: "Russia-Belarus talks", Summary: "Alexander Lukashenko is in Moscow.", Source: kremlin}, []string{"BY Alexander Lukashenko, RU Vladimir Putin: in_person held"}},
		{readout.Story{Title: "Evening address", Summary: "Prime Minister Carney was in Kyiv today, and our talks were warm.", Source: kyiv}, []string{"CA Mark Carney, UA Volodymyr Zelenskyy: in_person held"}},
		{readout.Story{Title: "Evening address", Summary: "I contacted Mark Carney. Our soldiers are holding the front.", Source: kyiv}, []string{"CA Mark Carney, UA Volodymyr Zelenskyy: unspecified held"}},
		{readout.Story{Title: "Meeting of Andrii Sybiha with Marco Rubio", Source: kyiv}, []string{"UA Andrii Sybiha, US Marco Rubio: in_person held"}},
		{readout.Story{Title: "Meeting of the Verkhovna Rada Chairman with Marco Rubio", Source: kyiv}, nil},
		{readout.Story{Title: "Evening address", Summary: "Another conversation was with Mark Carney.", Source: kyiv}, []string{"CA Mark Carney, UA Volodymyr Zelenskyy: unspecified held"}},
		{readout.Story{Title: "A new day began with a call to Mark Carney", Source: kyiv}, []string{"CA Mark Carney, UA Volodymyr Zelenskyy: phone held"}},
		{readout.Story{Title: "A similar agreement was signed in Ottawa with Mark Carney", Source: kyiv}, []string{"CA Mark Carney, UA Volodymyr Zelenskyy: in_person held"}},
	} {
		test.story.Published = on
		if got := told(d.Detect(test.story)); !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.story.Title, got, test.want)
		}
	}
}

func TestImplied(t *testing.T) {
	d := detector(t)
	got := d.Detect(readout.Story{Title: "Carney visits Ukraine", Published: on})
	if len(got) != 1 || !got[0].Implied || len(got[0].Participants) != 2 {
		t.Errorf("got %+v, want an implied contact with the host", got)
	}
}

func TestEvidencePointsIntoTheText(t *testing.T) {
	d := detector(t)
	story := readout.Story{Title: "Carney says yes", Summary: "Prime Minister Mark Carney spoke with “Emmanuel Macron” on Tuesday about Gaza.", Published: on}
	got := d.Detect(story)
	if len(got) != 1 || len(got[0].Evidence) < 3 {
		t.Fatalf("got %+v", got)
	}
	for _, e := range got[0].Evidence {
		text := map[string]string{"title": story.Title, "summary": story.Summary}[e.Field]
		if e.End > len(text) || text[e.Start:e.End] != e.Text {
			t.Errorf("%s %q is not at %d to %d", e.Role, e.Text, e.Start, e.End)
		}
	}
	if !slices.Equal(got[0].Topics, []string{"Gaza"}) {
		t.Errorf("topics %q", got[0].Topics)
	}
	if text := contacts.Explain(story, got); !strings.Contains(text, "[spoke|frame]") {
		t.Errorf("the frame is not marked in %s", text)
	}
}

func FuzzDetect(f *testing.F) {
	d := detector(f)
	f.Add("Carney meets Trump", "They spoke by phone on Monday.")
	f.Add("“Trump’s – (call) with: Xi; &amp; <b>Putin</b>", "U.S. 29 December, 2025 …")
	f.Add("Telephone conversation with President of", "of the French Republic")
	f.Add("meets with with with of of of", "the the the president of president of")
	f.Fuzz(func(t *testing.T, title, summary string) {
		story := readout.Story{Title: title, Summary: summary, Published: on}
		for _, m := range d.Detect(story) {
			for _, e := range m.Evidence {
				text := map[string]string{"title": title, "summary": summary}[e.Field]
				if e.Start < 0 || e.End > len(text) || e.Start > e.End {
					t.Fatalf("evidence %+v outside of %q", e, text)
				}
			}
			if m.Confidence < 0 || m.Confidence > 1 {
				t.Fatalf("confidence %f", m.Confidence)
			}
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	d := detector(b)
	ordinary := readout.Story{
		Title:     "Central bank holds rates for a third month as inflation slows",
		Summary:   "Governors said that prices were rising more slowly than expected, but that it was too early to speak of a turn. Markets had expected the decision, and the currency hardly moved after it was announced on Wednesday.",
		Published: on,
	}
	contact := readout.Story{
		Title:     "Carney and Trump discuss tariffs in phone call",
		Summary:   "Canadian Prime Minister Mark Carney and US President Donald Trump held a phone call on Monday about tariffs on steel and the war in Ukraine, the prime minister's office said in a readout after the conversation.",
		Published: on,
	}
	for name, story := range map[string]readout.Story{"ordinary": ordinary, "contact": contact} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d.Detect(story)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "items/s")
		})
	}
}
