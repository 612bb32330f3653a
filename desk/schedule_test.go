package desk_test

import (
	"strings"
	"testing"
	"time"

	"readout/desk"
)

func TestNextDigest(t *testing.T) {
	for name, test := range map[string]struct{ line, zone, after, want string }{
		"the same day":                    {"0 18 * * *", "UTC", "2025-10-15T12:00:00Z", "2025-10-15T18:00:00Z"},
		"a minute late":                   {"0 18 * * *", "UTC", "2025-10-15T18:00:00Z", "2025-10-16T18:00:00Z"},
		"weekdays":                        {"0 7 * * 1-5", "UTC", "2025-10-17T12:00:00Z", "2025-10-20T07:00:00Z"},
		"in a zone":                       {"0 7 * * *", "America/Toronto", "2025-10-15T12:00:00Z", "2025-10-16T11:00:00Z"},
		"after clocks go back":            {"0 7 * * *", "Europe/Kyiv", "2025-10-25T12:00:00Z", "2025-10-26T05:00:00Z"},
		"before they do":                  {"0 7 * * *", "Europe/Kyiv", "2025-10-24T12:00:00Z", "2025-10-25T04:00:00Z"},
		"in the hour that does not exist": {"30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z", "2026-03-08T07:00:00Z"},
		"in the hour that comes twice":    {"30 1 * * *", "America/New_York", "2025-11-01T12:00:00Z", "2025-11-02T05:30:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			after, err := time.Parse(time.RFC3339, test.after)
			if err != nil {
				t.Fatal(err)
			}
			got, err := desk.NextDigest(test.line, test.zone, after)
			if err != nil {
				t.Fatal(err)
			}
			if got.UTC().Format(time.RFC3339) != test.want {
				t.Errorf("got %s, want %s", got.UTC().Format(time.RFC3339), test.want)
			}
		})
	}
}

func TestADayHasOneDigest(t *testing.T) {
	for _, zone := range []string{"Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"} {
		at := time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)
		days := map[string]int{}
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for at.Before(time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)) {
			next, err := desk.NextDigest("30 2 * * *", zone, at)
			if err != nil || !next.After(at) {
				t.Fatalf("%s after %s: %s, %v", zone, at, next, err)
			}
			at = next
			days[at.In(location).Format(time.DateOnly)]++
		}
		for day, n := range days {
			if n != 1 {
				t.Errorf("%s: %d digests on %s", zone, n, day)
			}
		}
		if len(days) < 240 {
			t.Errorf("%s: only %d days", zone, len(days))
		}
	}
}

func TestSchedulesThatAreRefused(t *testing.T) {
	for name, test := range map[string]struct{ line, zone, want string }{
		"a zone that nobody knows": {"0 7 * * *", "Mars/Olympus", "Mars/Olympus"},
		"an hour of 25":            {"0 25 * * *", "UTC", "hour"},
		"four fields":              {"0 7 * *", "UTC", "five"},
		"every minute":             {"* * * * *", "UTC", "once an hour"},
		"nothing":                  {"", "UTC", ""},
		"a day that never comes":   {"0 7 31 2 *", "UTC", ""},
		"a zone in the line":       {"CRON_TZ=UTC 0 7 * * *", "UTC", ""},
		"seconds":                  {"0 0 7 * * *", "UTC", "five"},
	} {
		t.Run(name, func(t *testing.T) {
			err := desk.CheckDigest(test.line, test.zone)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error that tells of %q", err, test.want)
			}
		})
	}
}
