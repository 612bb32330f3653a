package roster

import (
	"fmt"
	"strings"
	"time"

	"readout"
)

// Term is the time for which a leader held an office.
type Term struct {
	State    string         // code
	Key      string         // key of the office within the state
	Office   readout.Office // class of the office
	Title    string         // "Prime Minister", or what was special to this term: "Acting President"
	In       string         // the title with its state: "Prime Minister of Canada"
	Leader   string         // full name
	From, To Day            // both inclusive; unknown From = since ever, unknown To = still in office

	rank int // of the office within the state, 0 first
}

// Covers reports whether the office was held on the day, the first and the
// last day included. The day is taken in t's own zone.
func (t Term) Covers(on time.Time) bool {
	return t.covers(number(on))
}

func (t *Term) covers(day int32) bool {
	return (t.From.IsZero() || day >= t.From.begin) && (t.To.IsZero() || day <= t.To.end)
}

// EndedBefore reports whether the term was over on the day.
func (t Term) EndedBefore(on time.Time) bool { return dayOf(on).After(t.To.last()) }

// Day is a date that may be known to the month or to the year only. The zero
// Day is an unknown one.
type Day struct {
	text       string // "2024-05-07", "2024-05", "2024" or ""
	begin, end int32  // the first and the last day that is meant, in days since 1970
}

// ParseDay reads a date written 2024-05-07, 2024-05 or 2024.
func ParseDay(s string) (Day, error) {
	for _, form := range []struct {
		layout string
		ends   func(begin time.Time) time.Time
	}{
		{time.DateOnly, func(begin time.Time) time.Time { return begin }},
		{"2006-01", func(begin time.Time) time.Time { return begin.AddDate(0, 1, -1) }},
		{"2006", func(begin time.Time) time.Time { return begin.AddDate(1, 0, -1) }},
	} {
		if len(s) != len(form.layout) {
			continue
		}
		if begin, err := time.Parse(form.layout, s); err == nil {
			return Day{text: s, begin: number(begin), end: number(form.ends(begin))}, nil
		}
	}
	return Day{}, fmt.Errorf("%q is not a date; write 2024-05-07, 2024-05 or 2024", s)
}

// String returns the date as it was written.
func (d Day) String() string { return d.text }

// IsZero reports whether the date is unknown.
func (d Day) IsZero() bool { return d.text == "" }

// Exact reports whether the date is known to the day.
func (d Day) Exact() bool { return len(d.text) == len(time.DateOnly) }

// first returns the first day that is meant, long ago if unknown.
func (d Day) first() time.Time {
	if d.text == "" {
		return time.Time{}
	}
	return time.Unix(int64(d.begin)*secondsPerDay, 0).UTC()
}

// last returns the last day that is meant, far ahead if unknown.
func (d Day) last() time.Time {
	if d.text == "" {
		return time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)
	}
	return time.Unix(int64(d.end)*secondsPerDay, 0).UTC()
}

const secondsPerDay = 24 * 60 * 60

// number counts the calendar day of t in days since 1970.
func number(t time.Time) int32 { return int32(dayOf(t).Unix() / secondsPerDay) }

// dayOf returns the calendar day of t, as midnight UTC.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// parseTerm reads a line such as
//
//	2021-01-20..2025-01-20 Jake Sullivan (National Security Adviser)
//
// The dates may be left out wholly or on either side of the dots, and the
// title in brackets where it is the usual one.
func parseTerm(line string) (Term, error) {
	var t Term
	line = strings.TrimSpace(line)
	if period, rest, found := strings.Cut(line, " "); found && strings.Contains(period, "..") {
		var err error
		if t.From, t.To, err = parsePeriod(period); err != nil {
			return Term{}, err
		}
		line = strings.TrimSpace(rest)
	} else if !found && strings.Contains(line, "..") {
		return Term{}, fmt.Errorf("%q names nobody; write \"2024-05-07.. Full Name\"", line)
	}
	if name, title, found := strings.Cut(line, "("); found {
		if !strings.HasSuffix(title, ")") {
			return Term{}, fmt.Errorf("%q has an open bracket", line)
		}
		line, t.Title = strings.TrimSpace(name), strings.TrimSpace(strings.TrimSuffix(title, ")"))
	}
	if line == "" {
		return Term{}, fmt.Errorf("the name is missing; write \"2024-05-07.. Full Name\"")
	}
	if line[0] >= '0' && line[0] <= '9' {
		return Term{}, fmt.Errorf("%q begins with a digit; a period needs two dots: \"2024-05-07.. Full Name\"", line)
	}
	if len(line) > 200 || len(t.Title) > 200 {
		return Term{}, fmt.Errorf("names and titles may have 200 bytes at most")
	}
	t.Leader = line
	return t, nil
}

// parsePeriod reads "2021-01-20..2025-01-20", either side of which may be empty.
func parsePeriod(s string) (from, to Day, err error) {
	start, end, found := strings.Cut(s, "..")
	if !found {
		return from, to, fmt.Errorf("%q is not a period; write 2021-01-20..2025-01-20, or 2021-01-20.. for one that lasts", s)
	}
	if start != "" {
		if from, err = ParseDay(start); err != nil {
			return from, to, err
		}
	}
	if end != "" {
		if to, err = ParseDay(end); err != nil {
			return from, to, err
		}
	}
	if to.last().Before(from.first()) {
		return from, to, fmt.Errorf("the period %s ends before it begins", s)
	}
	return from, to, nil
}
