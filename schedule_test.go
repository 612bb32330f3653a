package readout_test

import (
	"testing"

	"readout"
)

func TestParseSchedule(t *testing.T) {
	for name, c := range map[string]struct{ text, cron, words string }{
		"time of day":        {"07:00", "0 7 * * *", "every day at 07:00"},
		"one digit":          {"7:05", "5 7 * * *", "every day at 07:05"},
		"every day at":       {"every day at 07:00", "0 7 * * *", "every day at 07:00"},
		"daily, two times":   {"daily 19:30, 07:30", "30 7,19 * * *", "every day at 07:30 and 19:30"},
		"weekdays":           {"Weekdays 07:00", "0 7 * * 1-5", "on weekdays at 07:00"},
		"weekends":           {"weekends 10:00", "0 10 * * 0,6", "at weekends at 10:00"},
		"named days":         {"thu,Mon 18:30", "30 18 * * 1,4", "on Monday and Thursday at 18:30"},
		"plural day":         {"mondays at 09:00", "0 9 * * 1", "on Monday at 09:00"},
		"cron line":          {" 0  7 * * 1-5 ", "0 7 * * 1-5", "on weekdays at 07:00"},
		"cron line of steps": {"*/30 * * * *", "*/30 * * * *", `by the cron line "*/30 * * * *"`},
		"cron line of a day": {"0 7 1 * *", "0 7 1 * *", `by the cron line "0 7 1 * *"`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := readout.ParseSchedule(c.text)
			if err != nil {
				t.Fatalf("ParseSchedule(%q): %v", c.text, err)
			}
			if got != c.cron {
				t.Errorf("ParseSchedule(%q) = %q, want %q", c.text, got, c.cron)
			}
			if words := readout.DescribeSchedule(got).String(); words != c.words {
				t.Errorf("DescribeSchedule(%q) = %q, want %q", got, words, c.words)
			}
		})
	}
}

func TestParseScheduleRefuses(t *testing.T) {
	for _, text := range []string{"", "soon", "25:00", "07:60", "7", "mo 07:00", "someday 07:00", "07:00,19:30", "@every 5m", "1 2 3 4", "07:00,", ",07:00", "-1:00"} {
		if got, err := readout.ParseSchedule(text); readout.ErrorCode(err) != readout.CodeInvalid {
			t.Errorf("ParseSchedule(%q) = %q, %v; want an error for users", text, got, err)
		}
	}
}
