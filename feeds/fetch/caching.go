package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// freshFor tells how long an answer may be taken for current: max-age less
// Age, else Expires. 0 when the server does not say, or says not at all.
// Source: RFC 9111, 4.2 and 5.2.2.
func freshFor(header http.Header, now time.Time) time.Duration {
	maxAge := time.Duration(-1)
	for directive := range strings.SplitSeq(strings.Join(header.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch strings.ToLower(name) {
		case "no-store", "no-cache":
			return 0
		case "max-age":
			if seconds, ok := wholeSeconds(strings.Trim(value, `"`)); ok {
				maxAge = seconds
			}
		}
	}
	if maxAge >= 0 {
		age, _ := wholeSeconds(header.Get("Age"))
		return max(0, maxAge-age)
	}
	expires, err := http.ParseTime(header.Get("Expires"))
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date // the server's clock, which Expires is told by
	}
	return max(0, expires.Sub(now))
}

// retryAfter reads Retry-After in both its spellings. 0 when absent or
// nonsense. Source: RFC 9110, 10.2.3.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, ok := wholeSeconds(value); ok {
		return seconds
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date
	}
	return max(0, at.Sub(now))
}

// wholeSeconds reads a count of seconds and bounds it at a year.
func wholeSeconds(text string) (time.Duration, bool) {
	const year = 365 * 24 * 3600
	seconds, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil || seconds < 0 {
		return 0, false
	}
	return time.Duration(min(seconds, year)) * time.Second, true
}
