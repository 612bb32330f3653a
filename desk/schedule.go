package desk

import (
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"readout"
)

// leastPause is the shortest time between two digests of one watch.
const leastPause = time.Hour

// NextDigest returns when a digest with the cron line falls due next after the
// instant, in the IANA zone. A time that the zone skips in spring falls due at
// the first instant after the gap; one that it repeats in autumn falls due
// once, the first time. Errors are fit for users.
func NextDigest(line, zone string, after time.Time) (time.Time, error) {
	schedule, location, err := parse(line, zone)
	if err != nil {
		return time.Time{}, err
	}
	wall := readout.Naive(after.In(location))
	for {
		wall = schedule.Next(wall)
		if wall.IsZero() {
			return time.Time{}, readout.Errorf(readout.CodeInvalid, "the schedule %q never falls due: there is no such day", line)
		}
		if at, _ := readout.Instants(wall, location); at.After(after) {
			return at, nil
		}
	}
}

// CheckDigest tells what is wrong with a cron line and a zone. Errors are fit
// for users.
func CheckDigest(line, zone string) error {
	_, err := NextDigest(line, zone, time.Unix(0, 0))
	return err
}

func parse(line, zone string) (cron.Schedule, *time.Location, error) {
	fields := strings.Fields(line)
	if strings.HasPrefix(line, "@") || strings.Contains(line, "=") || len(fields) != 5 {
		return nil, nil, readout.Errorf(readout.CodeInvalid, "%q is not a schedule of five fields (minute hour day month weekday); write \"0 7 * * 1-5\" for seven o'clock on weekdays", clipped(line))
	}
	schedule, err := cron.ParseStandard(line)
	if err != nil {
		return nil, nil, readout.Errorf(readout.CodeInvalid, "%s of the schedule %q is wrong; write \"0 7 * * 1-5\" for seven o'clock on weekdays", wrongField(fields), clipped(line))
	}
	location, err := location(zone)
	if err != nil {
		return nil, nil, err
	}
	if tooOften(schedule) {
		return nil, nil, readout.Errorf(readout.CodeInvalid, "the schedule %q falls due more than once an hour; give one minute, as in \"30 * * * *\", and use alerts to hear of each contact at once", line)
	}
	return schedule, location, nil
}

func clipped(s string) string {
	const limit = 60
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return s
}

// wrongField names the first field that cannot be read.
func wrongField(fields []string) readout.Phrase {
	for i := range fields {
		alone := []string{"*", "*", "*", "*", "*"}
		alone[i] = fields[i]
		if _, err := cron.ParseStandard(strings.Join(alone, " ")); err != nil {
			return fieldName(i, clipped(fields[i]))
		}
	}
	return readout.Phrasef("a field")
}

// fieldName names one of the five fields, with what stands in it.
func fieldName(i int, text string) readout.Phrase {
	switch i {
	case 0:
		return readout.Phrasef("the minute (%s)", text)
	case 1:
		return readout.Phrasef("the hour (%s)", text)
	case 2:
		return readout.Phrasef("the day of the month (%s)", text)
	case 3:
		return readout.Phrasef("the month (%s)", text)
	}
	return readout.Phrasef("the weekday (%s)", text)
}

func location(zone string) (*time.Location, error) {
	if zone == "" {
		return time.UTC, nil
	}
	location, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" {
		return nil, readout.Errorf(readout.CodeInvalid, "%q is not a time zone; use a name from the IANA list such as Europe/Kyiv, America/Toronto or UTC", clipped(zone))
	}
	return location, nil
}

// tooOften looks at the times of a day or so.
func tooOften(schedule cron.Schedule) bool {
	at := schedule.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC))
	for range 25 {
		next := schedule.Next(at)
		if at.IsZero() || next.IsZero() {
			return false
		}
		if next.Sub(at) < leastPause {
			return true
		}
		at = next
	}
	return false
}
