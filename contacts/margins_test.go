package contacts_test

import (
	"strings"
	"testing"

	"readout"
)

// TestSummits reads at whose summit a story says that leaders meet by themselves.
func TestSummits(t *testing.T) {
	d := detector(t)
	for text, want := range map[string]string{
		"Carney meets Trump on the sidelines of the G7 summit":                                                  "G7",
		"Carney met Trump on the margins of G20":                                                                "G20",
		"Carney to meet Trump at the annual NATO leaders' summit in Vilnius":                                    "NATO",
		"Carney meets Trump during a meeting of the Commonwealth":                                               "Commonwealth",
		"In the framework of the Eastern Partnership summit, Macron met with Merz":                              "Eastern Partnership",
		"Macron and Merz held talks on the final day of the G7 summit":                                          "G7",
		"Macron met Merz on the sidelines of the 80th session of the UN General Assembly":                       "UN General Assembly",
		"Macron confronts Merz at G-20, says remarks were leaked":                                               "G20",
		"Carney meets Trump in Alberta || The two leaders met at the G7 summit.":                                "G7",
		"G7 summit: Carney meets Trump || The two spoke of trade.":                                              "G7",
		"Carney and Trump hold bilateral meeting on G7 sidelines":                                               "G7",
		"As part of the NATO summit in The Hague, Macron met with Merz":                                         "NATO",
		"Macron met Merz during the UN General Assembly high-level week in New York":                            "UN General Assembly",
		"Carney to meet Trump at the G20 on Thursday, their first meeting since 2019":                           "G20",
		"Macron and Merz, who last met at the G20 in Osaka, will meet in Paris next week":                       "",
		"Macron meets Merz in Paris || Macron first met Merz at the G7 summit in Alberta.":                      "",
		"Macron meets Merz in Paris || Their last meeting took place at the G20 summit.":                        "",
		"Macron met Merz in Paris. The two will meet again at the G20 summit":                                   "", // that of the first
		"Macron and Merz met at the G20 in Osaka in 2019":                                                       "",
		"Macron hosts Merz in Paris during the G7 presidency":                                                   "",
		"Carney to hold a bilateral meeting with Trump on Friday on the sidelines of the historic G20 summit":   "G20",
		"Carney meets Trump at the G7 summit, in Kananaskis, Alberta, on June 9, 2019":                          "",
		"Carney meets Modi on the sidelines of the SCO":                                                         "SCO",
		"Carney met Trump at the last G7 summit":                                                                "",
		"Carney meets Trump at this year's G7 summit":                                                           "G7",
		"Carney meets Trump in Washington":                                                                      "",
		"Carney meets Trump ahead of the G7 summit":                                                             "",
		"Carney meets Trump in Ottawa after the NATO summit":                                                    "",
		"Carney said at the G7 summit that he had met Trump in Washington":                                      "",
		"Carney met Trump in Ottawa, before talks at the NATO summit":                                           "",
		"Carney meets Trump at NATO headquarters":                                                               "",
		"Carney meets Trump on the sidelines of an online G7 summit":                                            "",
		"Carney calls Trump during the G7 summit":                                                               "",
		"Carney invites Trump to meet at next year's G20":                                                       "",
		"Carney met Trump as a member of the G7":                                                                "",
		"Carney met Trump on the sidelines of the UN Climate Change Conference":                                 "",
		"Carney meets Trump || The prime minister will attend the NATO summit next week.":                       "",
		"G7: Carney on climate || Carney met Trump in Ottawa in September. Sanctions came up, his office said.": "",
	} {
		title, summary, _ := strings.Cut(text, " || ")
		said := false
		for _, m := range d.Detect(readout.Story{Title: title, Summary: summary, Published: on}) {
			if len(m.Groups) > 0 || len(readout.SidesOf(m.Participants)) != 2 {
				continue
			}
			said = true
			if m.Summit != want {
				t.Errorf("%q: at the summit of %q, want %q", text, m.Summit, want)
			}
			break
		}
		if !said {
			t.Errorf("%q tells of no contact", text)
		}
	}
}
