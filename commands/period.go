package commands

import (
	"context"
	"strconv"
	"strings"
	"time"

	"readout"
	"readout/contacts/roster"
	"readout/phrases"
)

// maxPeriod bounds how far back a question reaches.
const maxPeriod = 366 * 24 * time.Hour

// period is a stretch of time and what it is called.
type period struct {
	since, until time.Time
	words        readout.Phrase // "the last 24 hours"
}

// periodWord returns the English word for a period that is named in the asker's
// language; any other text stays as it is.
func periodWord(p phrases.Printer, text string) string {
	for _, word := range []string{phrases.Mark("today"), phrases.Mark("yesterday"), phrases.Mark("week"), phrases.Mark("month")} {
		if roster.Fold(text) == roster.Fold(p.Say(word)) {
			return word
		}
	}
	return text
}

// readPeriod reads "24h", "7d", "2 weeks", "today", "yesterday", "week",
// "month" or a date. Days begin at midnight in the zone.
func readPeriod(text string, now time.Time, zone *time.Location) (period, error) {
	local := now.In(zone)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
	word := strings.ToLower(text)
	word = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(word, "the "), "last "), "this ")
	switch word {
	case "", "day", "24 hours":
		return lastHours(24, now), nil
	case "today":
		return period{midnight, now, readout.Phrasef("today")}, nil
	case "yesterday":
		return period{midnight.AddDate(0, 0, -1), midnight, readout.Phrasef("yesterday")}, nil
	case "week":
		return lastDays(7, now), nil
	case "month":
		return lastDays(30, now), nil
	}
	if day, err := time.ParseInLocation(time.DateOnly, text, zone); err == nil {
		return sinceDay(day, now)
	}
	return readSpan(text, word, now)
}

func sinceDay(day, now time.Time) (period, error) {
	if day.After(now) {
		return period{}, readout.Errorf(readout.CodeInvalid, "%s lies in the future; a period begins in the past.", readout.DateOf(day))
	}
	if now.Sub(day) > maxPeriod {
		return period{}, tooLong()
	}
	return period{day, now, readout.Phrasef("since %s", readout.DateOf(day))}, nil
}

// readSpan reads a number with a unit.
func readSpan(text, word string, now time.Time) (period, error) {
	digits := 0
	for digits < len(word) && word[digits] >= '0' && word[digits] <= '9' {
		digits++
	}
	number, err := strconv.Atoi(word[:digits])
	if err != nil || number < 1 {
		return period{}, notPeriod(text)
	}
	if number > 24*366 {
		return period{}, tooLong()
	}
	switch strings.TrimSpace(word[digits:]) {
	case "h", "hour", "hours":
		if time.Duration(number)*time.Hour > maxPeriod {
			return period{}, tooLong()
		}
		return lastHours(number, now), nil
	case "w", "week", "weeks":
		number *= 7
	case "d", "day", "days":
	default:
		return period{}, notPeriod(text)
	}
	if time.Duration(number)*24*time.Hour > maxPeriod {
		return period{}, tooLong()
	}
	return lastDays(number, now), nil
}

func notPeriod(text string) error {
	return readout.Errorf(readout.CodeInvalid, "%q is not a period. Write 24h, 7d, 2w, today, yesterday, week, month, or the date on which it begins, such as 2026-01-31.", clip(text, 40))
}

func tooLong() error {
	return readout.Errorf(readout.CodeInvalid, "That is too long ago: a period covers one year at most.")
}

func lastHours(n int, now time.Time) period {
	return period{now.Add(-time.Duration(n) * time.Hour), now, readout.Phrasef("the last %d hours", n)}
}

func lastDays(n int, now time.Time) period {
	return period{now.AddDate(0, 0, -n), now, readout.Phrasef("the last %d days", n)}
}

// completePeriod suggests periods, and shows how what was typed is understood.
func completePeriod(_ context.Context, in input, typed string) ([]readout.Choice, error) {
	var out []candidate
	for _, word := range []string{"24h", "today", "yesterday", "48h", "week", "14d", "month"} {
		p, err := readPeriod(word, in.now, time.UTC)
		if err != nil {
			return nil, err
		}
		out = append(out, candidate{choice: in.explained(word, p.words), found: []string{word, p.words.String(), in.printer.Phrase(p.words), in.printer.Say(word)}})
	}
	choices := best(out, typed)
	if p, err := readPeriod(periodWord(in.printer, typed), in.now, time.UTC); err == nil && typed != "" {
		choices = append([]readout.Choice{in.explained(typed, p.words)}, choices...)
	}
	return choices, nil
}

// explained is a value with what it is understood as.
func (in input) explained(value string, words readout.Phrase) readout.Choice {
	return readout.Choice{Name: in.printer.Say("%s: %s", clip(value, 40), words), Value: value}
}
