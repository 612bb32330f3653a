package document_test

import (
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	at := func(year int, month time.Month, day, hour, minute, second int) time.Time {
		return time.Date(year, month, day, hour, minute, second, 0, time.UTC)
	}
	for text, want := range map[string]time.Time{
		"Mon, 23 Nov 2026 10:00:00 GMT":           at(2026, 11, 23, 10, 0, 0),
		"Mon, 23 Nov 2026 10:00:00 +0200":         at(2026, 11, 23, 8, 0, 0),
		"2026-11-23T10:00:00Z":                    at(2026, 11, 23, 10, 0, 0),
		"2026-11-23T10:00:00.123+02:00":           at(2026, 11, 23, 8, 0, 0).Add(123 * time.Millisecond),
		"2026-11-23T10:00":                        at(2026, 11, 23, 10, 0, 0),
		"2026-11-23":                              at(2026, 11, 23, 0, 0, 0),
		"20261123":                                at(2026, 11, 23, 0, 0, 0),
		"2026/11/3 14:16:00":                      at(2026, 11, 3, 14, 16, 0),
		"Sun, 30Mar 2025":                         at(2025, 3, 30, 0, 0, 0),
		"Mon,31 Mar 202510:50:41":                 at(2025, 3, 31, 10, 50, 41),
		"Sat, Dec 16 2023 02:02:33 PM":            at(2023, 12, 16, 14, 2, 33),
		"Nov 23, 2026 12:15 AM":                   at(2026, 11, 23, 0, 15, 0),
		"Mon Nov 23 2026 10:00:00 GMT+0100 (CET)": at(2026, 11, 23, 9, 0, 0),
		"23 Nov 26 10:00 EST":                     at(2026, 11, 23, 15, 0, 0),
		"Mon, 23 Nov 2026 10:00:00 MSK":           at(2026, 11, 23, 7, 0, 0),
		"Mon, 23 Nov 2026 10:00:00 EET":           at(2026, 11, 23, 8, 0, 0),
		"Thu, 23 Jul 2026 10:00:00 EEST":          at(2026, 7, 23, 7, 0, 0),
		"Mon, 23 Nov 2026 10:00:00 JST":           at(2026, 11, 23, 1, 0, 0),
		"Mon, 23 Nov 2026 10:00:00 XYZ":           at(2026, 11, 23, 10, 0, 0),
		"Mon, 23 Nov 2026 24:00:00 GMT":           at(2026, 11, 24, 0, 0, 0),
		"23.11.2026 10:30":                        at(2026, 11, 23, 10, 30, 0),
		"23.11.2026 10.30":                        at(2026, 11, 23, 10, 30, 0),
		"11/23/2026 10:30":                        at(2026, 11, 23, 10, 30, 0),
		"mer, 16 nov 2022":                        at(2022, 11, 16, 0, 0, 0), // Italian, French
		"mar. 15 novembre 2022 09:30":             at(2022, 11, 15, 9, 30, 0),
		"dim., 14 févr. 2021 08:00:00 +0100":      at(2021, 2, 14, 7, 0, 0),
		"1er août 2024 à 18:05":                   at(2024, 8, 1, 18, 5, 0),
		"Di, 16 Mär 2021 10:00:00 +0100":          at(2021, 3, 16, 9, 0, 0), // German
		"Mittwoch, 3. Dezember 2025, 14:00 Uhr":   at(2025, 12, 3, 14, 0, 0),
		"lunes, 23 de noviembre de 2026 10:00":    at(2026, 11, 23, 10, 0, 0), // Spanish
		"martedì 5 maggio 2026 12:00":             at(2026, 5, 5, 12, 0, 0),   // Italian
		"seg, 23 out 2023 10:00:00 -0300":         at(2023, 10, 23, 13, 0, 0), // Portuguese
		"maandag 2 maart 2026 10:00":              at(2026, 3, 2, 10, 0, 0),   // Dutch
		"pon, 23 lis 2026 10:00:00 +0100":         at(2026, 11, 23, 9, 0, 0),  // Polish
		"23 листопада 2026 10:00":                 at(2026, 11, 23, 10, 0, 0), // Ukrainian
		"Пт, 05 Июн 2026 12:00:00 +0300":          at(2026, 6, 5, 9, 0, 0),    // Russian
		"23 Kasım 2026 Pazartesi 10:00":           at(2026, 11, 23, 10, 0, 0), // Turkish
		"23 november 2026 kl. 10:00":              at(2026, 11, 23, 10, 0, 0), // Swedish, Danish, Norwegian
		"ma 23 marraskuuta 2026 klo 10:00":        at(2026, 11, 23, 10, 0, 0), // Finnish
		"2026年11月23日 10:00":                       at(2026, 11, 23, 10, 0, 0), // Japanese, Chinese
		"2026年11月23日 下午5:30":                      at(2026, 11, 23, 17, 30, 0),
		"2026년 11월 23일  오후 01:31:15":              at(2026, 11, 23, 4, 31, 15), // Korean
		"út, 3. listopadu 2026 10:00 +0100":       at(2026, 11, 3, 9, 0, 0),    // Czech
		"14. července 2026":                       at(2026, 7, 14, 0, 0, 0),
		"2026. szeptember 3. 10:20":               at(2026, 9, 3, 10, 20, 0), // Hungarian
		"marți, 3 noiembrie 2026 10:00":           at(2026, 11, 3, 10, 0, 0), // Romanian
		"3 ноември 2026 г.":                       at(2026, 11, 3, 0, 0, 0),  // Bulgarian
		"3 نوفمبر 2026":                           at(2026, 11, 3, 0, 0, 0),  // Arabic
		"Τρι, 12 Μάϊ 2026 12:00:00 +0300":         at(2026, 5, 12, 9, 0, 0),  // Greek
		"23 de novembro de 2026 às 10h30":         at(2026, 11, 23, 10, 30, 0),
		"Nov. 23, 2026, 5 p.m. EST":               at(2026, 11, 23, 22, 0, 0),
		"5/3/2026 5:04:05 PM":                     at(2026, 5, 3, 17, 4, 5), // American
		"5/3/2026 17:04:05":                       at(2026, 3, 5, 17, 4, 5),
		"5/3/2026 10:00 EDT":                      at(2026, 5, 3, 14, 0, 0),
		"20261123T101455Z":                        at(2026, 11, 23, 10, 14, 55),
		"20261123101455":                          at(2026, 11, 23, 10, 14, 55),
		"1795428000":                              at(2026, 11, 23, 10, 0, 0),
		"1795428000000":                           at(2026, 11, 23, 10, 0, 0),
		"Mon, 23 Nov 2026 10:00:00 IDT":           at(2026, 11, 23, 7, 0, 0),
		"Fri, 31 Dec 1999 23:59:59 GMT":           {},
		"Thu, 01 Jan 1970 00:00:00 GMT":           {},
		"0001-01-01T00:00:00Z":                    {},
		"31 Feb 2026":                             {},
		"99/99/2026":                              {},
		"yesterday":                               {},
		"":                                        {},
	} {
		t.Run(text, func(t *testing.T) {
			found := parse(t, feedOf(entry{"A", "https://example.org/a", "", text}))
			if got := found.Stories[0].Published; !got.Equal(want) {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestEarliestDateCounts(t *testing.T) {
	found := parse(t, `<feed xmlns="http://www.w3.org/2005/Atom"><title>Site</title>
		<entry><title>Edited</title><id>a</id><link href="https://example.org/a"/><published>2026-11-20T08:00:00Z</published><updated>2026-11-23T10:00:00Z</updated></entry>
		<entry><title>Only updated</title><id>b</id><link href="https://example.org/b"/><updated>2026-11-22T10:00:00Z</updated></entry>
		<entry><title>Nonsense</title><id>c</id><link href="https://example.org/c"/><published>1806-01-01T00:00:00Z</published><updated>2026-11-22T10:00:00Z</updated></entry></feed>`)
	for i, want := range []string{"2026-11-20T08:00:00Z", "2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z"} {
		if got := found.Stories[i].Published.Format(time.RFC3339); got != want {
			t.Errorf("%s: %s, want %s", found.Stories[i].Title, got, want)
		}
	}
}
