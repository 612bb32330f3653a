package contacts_test

import (
	"testing"
	"time"

	"readout"
)

// TestToday tells the plans that news of the morning has for the day from those that are
// only announced.
func TestToday(t *testing.T) {
	d := detector(t)
	for title, want := range map[string]readout.Date{
		"Carney to meet Trump at White House":                          "2025-10-15",
		"Carney due at White House for talks with Trump":               "2025-10-15",
		"Carney to press for lower tariffs in talks with Trump":        "2025-10-15",
		"Carney lands in Washington to meet Trump":                     "2025-10-15",
		"Carney in Washington for talks with Trump":                    "2025-10-15",
		"Carney will call Trump later":                                 "2025-10-15",
		"Budget live updates: Carney will meet Trump":                  "2025-10-15",
		"Carney says he will meet Trump":                               "",
		"Carney to meet Trump, Ottawa says":                            "",
		"Carney to meet Trump — officials":                             "",
		"Carney to meet Trump next month":                              "",
		"Carney to meet Trump in November":                             "",
		"Carney to visit Washington and meet Trump":                    "",
		"Carney heads to Washington for talks with Trump":              "2025-10-15",
		"Carney departs for Washington for talks with Trump":           "",
		"Carney agrees to meet Trump":                                  "",
		"Carney arrives in Washington, will meet Trump":                "2025-10-15",
		"Carney arrives in Beijing, will meet Xi":                      "",
		"Carney arrives in Washington on three-day visit to see Trump": "",
		"Carney sets out terms on the eve of talks with Trump":         "2025-10-16",
		"Carney talks tariffs hours before he is due to meet Trump":    "2025-10-15",
	} {
		story := readout.Story{Title: title, Published: on.Add(-2 * time.Hour)}
		got := d.Detect(story)
		if len(got) != 1 || got[0].Status != readout.Planned || got[0].Date != want {
			t.Errorf("%q: got %v, want one plan on %q", title, got, want)
		}
	}
	evening := readout.Story{Title: "Carney to meet Trump at White House", Published: on.Add(8 * time.Hour)}
	if got := d.Detect(evening); len(got) != 1 || got[0].Date != "" {
		t.Errorf("in the evening: got %v, want one plan without a day", got)
	}
}

// TestNight dates what is told in the first hours of a day.
func TestNight(t *testing.T) {
	d := detector(t)
	night := on.Add(-8 * time.Hour) // four o'clock
	for _, test := range []struct {
		title, source string
		want          readout.Date
	}{
		{"Trump meets Carney", "Fox News", "2025-10-14"},
		{"Carney hails progress after talks with Trump at the White House", "BBC World", "2025-10-14"},
		{"Carney met Trump at the White House", "BBC World", "2025-10-14"},
		{"Trump and Carney meet at the White House", "BBC World", "2025-10-14"},
		{"Trump, Netanyahu meet at the White House", "Haaretz", "2025-10-15"},
		{"Merz met Macron", "BBC World", "2025-10-14"},
		{"Modi met Xi in Beijing", "BBC World", "2025-10-15"},
	} {
		got := d.Detect(readout.Story{Title: test.title, Source: test.source, Published: night})
		if len(got) != 1 || got[0].Date != test.want {
			t.Errorf("%q: got %v, want one contact on %q", test.title, got, test.want)
		}
	}
}
