package readout_test

import (
	"testing"
	"time"

	"readout"
)

func TestQuietHoursHold(t *testing.T) {
	for name, test := range map[string]struct{ hours, zone, at, want string }{
		"over midnight, before it":             {"22:00-07:00", "Europe/Kyiv", "2025-11-10T21:00:00Z", "2025-11-11T05:00:00Z"},
		"over midnight, after it":              {"22:00-07:00", "Europe/Kyiv", "2025-11-11T04:59:59Z", "2025-11-11T05:00:00Z"},
		"when they end":                        {"22:00-07:00", "Europe/Kyiv", "2025-11-11T05:00:00Z", ""},
		"when they begin":                      {"22:00-07:00", "Europe/Kyiv", "2025-11-10T20:00:00Z", "2025-11-11T05:00:00Z"},
		"outside":                              {"22:00-07:00", "Europe/Kyiv", "2025-11-10T12:00:00Z", ""},
		"within a day":                         {"12:00-13:30", "UTC", "2025-11-10T13:00:00Z", "2025-11-10T13:30:00Z"},
		"to midnight":                          {"20:00-00:00", "UTC", "2025-11-10T23:00:00Z", "2025-11-11T00:00:00Z"},
		"none":                                 {"none", "UTC", "2025-11-10T23:00:00Z", ""},
		"the night with one hour less":         {"22:00-07:00", "America/New_York", "2026-03-08T04:00:00Z", "2026-03-08T11:00:00Z"},
		"the night with one hour more":         {"22:00-07:00", "America/New_York", "2025-11-02T03:00:00Z", "2025-11-02T12:00:00Z"},
		"they end in the hour that is skipped": {"22:00-02:30", "America/New_York", "2026-03-08T06:50:00Z", "2026-03-08T07:00:00Z"},
		"after that hour":                      {"22:00-02:30", "America/New_York", "2026-03-08T07:00:00Z", ""},
		"they begin in the skipped hour":       {"02:30-07:00", "America/New_York", "2026-03-08T07:00:00Z", "2026-03-08T11:00:00Z"},
		"before that hour":                     {"02:30-07:00", "America/New_York", "2026-03-08T06:59:00Z", ""},
		"they lie within the skipped hour":     {"02:10-02:50", "America/New_York", "2026-03-08T07:10:00Z", ""},
		"they end in the hour that comes twice, the first time": {"22:00-01:30", "America/New_York", "2025-11-02T05:10:00Z", "2025-11-02T06:30:00Z"},
		"between the two ends": {"22:00-01:30", "America/New_York", "2025-11-02T05:45:00Z", "2025-11-02T06:30:00Z"},
		"they end in the hour that comes twice, the second time": {"22:00-01:30", "America/New_York", "2025-11-02T06:30:00Z", ""},
		"they begin in the hour that comes twice":                {"01:30-07:00", "America/New_York", "2025-11-02T05:30:00Z", "2025-11-02T12:00:00Z"},
		"half an hour of summer time":                            {"01:45-06:00", "Australia/Lord_Howe", "2026-04-04T14:45:00Z", "2026-04-04T19:30:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			hours, err := readout.ParseQuiet(test.hours)
			if err != nil {
				t.Fatal(err)
			}
			zone, err := time.LoadLocation(test.zone)
			if err != nil {
				t.Fatal(err)
			}
			at, err := time.Parse(time.RFC3339, test.at)
			if err != nil {
				t.Fatal(err)
			}
			if test.want == "" {
				test.want = test.at
			}
			if got := hours.Until(at, zone).UTC().Format(time.RFC3339); got != test.want {
				t.Errorf("held until %s, want %s", got, test.want)
			}
		})
	}
}

// TestQuietHoursComeToAnEnd looks at every quarter of an hour of the weeks in which
// clocks change: what is held comes out, and nothing comes out in quiet hours.
func TestQuietHoursComeToAnEnd(t *testing.T) {
	for _, name := range []string{"Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"22:00-07:00", "00:30-02:30", "01:30-00:15", "09:00-17:00"} {
			hours, err := readout.ParseQuiet(text)
			if err != nil {
				t.Fatal(err)
			}
			for i := range 4 * 24 * 100 {
				at := time.Date(2025, 10, 4, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 15 * time.Minute)
				if i >= 4*24*50 {
					at = at.AddDate(0, 0, 95) // to February
				}
				until := hours.Until(at, zone)
				if until.Before(at) || until.Sub(at) > 26*time.Hour || !hours.Until(until, zone).Equal(until) {
					t.Fatalf("%s in %s: at %s until %s, then until %s", text, name, at.In(zone), until.In(zone), hours.Until(until, zone).In(zone))
				}
			}
		}
	}
}

func TestQuietHoursAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string]string{"22:00-07:00": "22:00-07:00", "22:00 – 7:00": "22:00-07:00", "none": "", "": ""} {
		if got, err := readout.ParseQuiet(text); err != nil || got.String() != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"22:00", "22-7", "25:00-07:00", "07:00-07:00", "at night", "22:00-07:00-08:00"} {
		if got, err := readout.ParseQuiet(text); readout.ErrorCode(err) != readout.CodeInvalid {
			t.Errorf("%q is taken as %q", text, got)
		}
	}
}
