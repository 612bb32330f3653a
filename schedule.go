package readout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ParseSchedule turns a schedule as people write it into a cron line of five
// fields. It takes "07:00", "weekdays 7:00", "weekends 10:00", "mon,thu 18:30",
// "daily 07:00,19:00", and cron lines, which come back as they are: whoever
// runs them checks their fields.
func ParseSchedule(text string) (string, error) {
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(text, ", ", ",")))
	words = slices.DeleteFunc(words, func(w string) bool {
		return w == "at" || w == "on" || w == "every" || w == "and"
	})
	switch len(words) {
	case 5:
		return strings.Join(strings.Fields(text), " "), nil
	case 1:
		words = []string{"daily", words[0]}
	case 2:
	default:
		return "", scheduleError(text)
	}
	days, ok := cronDays(words[0])
	if !ok {
		return "", scheduleError(text)
	}
	minute, hours, err := cronTimes(words[1])
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d %s * * %s", minute, hours, days), nil
}

func scheduleError(text string) error {
	return Errorf(CodeInvalid, "%q is not a schedule; write \"07:00\", \"weekdays 07:00\", \"mon,thu 18:30\" or a cron line such as \"0 7 * * 1-5\"", clip(text, 60))
}

func clip(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return string(r[:limit]) + "…"
	}
	return s
}

// cronDays returns the last field of a cron line for the days that are named.
func cronDays(text string) (string, bool) {
	switch strings.TrimSuffix(text, "s") {
	case "daily", "day":
		return "*", true
	case "weekday":
		return "1-5", true
	case "weekend":
		return "0,6", true
	}
	var out []int
	for name := range strings.SplitSeq(text, ",") {
		day := slices.IndexFunc(weekdays(), func(full string) bool {
			name := strings.TrimSuffix(name, "s")
			return len(name) >= 3 && strings.HasPrefix(strings.ToLower(full), name)
		})
		if day < 0 {
			return "", false
		}
		out = append(out, day)
	}
	slices.Sort(out)
	return joinNumbers(slices.Compact(out)), true
}

func weekdays() []string {
	return []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
}

// cronTimes reads "07:00" or "07:00,19:00": one cron line has one minute.
func cronTimes(text string) (minute int, hours string, err error) {
	var at []int
	for i, one := range strings.Split(text, ",") {
		h, m, ok := clockTime(one)
		if !ok {
			return 0, "", Errorf(CodeInvalid, "%q is not a time of day; write 07:00 or 18:30", clip(one, 20))
		}
		if i > 0 && m != minute {
			return 0, "", Errorf(CodeInvalid, "the times %s differ in their minutes; make one schedule for each", clip(text, 60))
		}
		minute, at = m, append(at, h)
	}
	slices.Sort(at)
	return minute, joinNumbers(slices.Compact(at)), nil
}

func clockTime(text string) (hour, minute int, ok bool) {
	h, m, found := strings.Cut(text, ":")
	if !found || len(h) < 1 || len(h) > 2 || len(m) != 2 {
		return 0, 0, false
	}
	hour, errHour := strconv.Atoi(h)
	minute, errMinute := strconv.Atoi(m)
	ok = errHour == nil && errMinute == nil && hour >= 0 && hour < 24 && minute >= 0 && minute < 60
	return hour, minute, ok
}

func joinNumbers(numbers []int) string {
	var out []string
	for _, n := range numbers {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, ",")
}

// DescribeSchedule says a cron line in words where it is a plain one, "on
// weekdays at 07:00", and quotes it where it is not.
func DescribeSchedule(cron string) Phrase {
	fields := strings.Fields(cron)
	if len(fields) == 5 && fields[2] == "*" && fields[3] == "*" {
		times, okTimes := timesInWords(fields[0], fields[1])
		days, okDays := daysInWords(fields[4])
		if okTimes && okDays {
			return Phrasef("%s at %s", days, times)
		}
	}
	return Phrasef("by the cron line %q", cron)
}

func timesInWords(minute, hours string) (AllOf, bool) {
	m, err := strconv.Atoi(minute)
	if err != nil {
		return nil, false
	}
	var out AllOf
	for hour := range strings.SplitSeq(hours, ",") {
		h, err := strconv.Atoi(hour)
		if err != nil {
			return nil, false
		}
		out = append(out, fmt.Sprintf("%02d:%02d", h, m))
	}
	return out, true
}

func daysInWords(field string) (Phrase, bool) {
	switch field {
	case "*":
		return Phrasef("every day"), true
	case "1-5":
		return Phrasef("on weekdays"), true
	case "0,6", "6,0":
		return Phrasef("at weekends"), true
	}
	var out AllOf
	for day := range strings.SplitSeq(field, ",") {
		d, err := strconv.Atoi(day)
		if err != nil || d < 0 || d > 7 {
			return Phrase{}, false
		}
		out = append(out, time.Weekday(d%7))
	}
	return Phrasef("on %s", out), true
}

// Naive returns a UTC time whose clock shows what t's does. Schedules are worked
// out on such times, which know no summer time.
func Naive(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// Instants returns the first and the last moment at which the zone's clock shows
// what wall's shows, whose own zone does not count. They differ where the clock
// is put back. Where it is put forward over wall, both are the moment after the
// gap.
func Instants(wall time.Time, zone *time.Location) (first, last time.Time) {
	wall = Naive(wall)
	at := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), zone)
	start, end := at.ZoneBounds()
	switch shown := Naive(at); {
	case shown.After(wall):
		return start, start
	case shown.Before(wall):
		return end, end
	}
	first, last = at, at
	for _, other := range []time.Time{start.Add(-time.Second), end} {
		if start.IsZero() && other.Before(at) || end.IsZero() && !other.Before(at) {
			continue
		}
		_, offset := other.In(zone).Zone()
		again := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		switch {
		case !Naive(again).Equal(wall):
		case again.Before(first):
			first = again
		case again.After(last):
			last = again
		}
	}
	return first, last
}
