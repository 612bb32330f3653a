package document

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// parseDate reads a date as a feed writes it. Zero when it tells none, or one
// that no feed can mean: before 2000. Dates without a zone are taken for UTC.
// fallback is what gofeed made of it, nil if nothing.
func parseDate(text string, fallback *time.Time) time.Time {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 200 {
		return time.Time{}
	}
	for _, layout := range []string{"Mon, 02 Jan 2006 15:04:05 GMT", time.RFC1123Z, time.RFC3339, "Mon, 2 Jan 2006 15:04:05 -0700"} {
		if at, err := time.Parse(layout, text); err == nil {
			return sane(at)
		}
	}
	if at, ok := readDate(text); ok {
		return sane(at)
	}
	if fallback != nil {
		return sane(*fallback)
	}
	return time.Time{}
}

func sane(at time.Time) time.Time {
	if at.Year() < 2000 || at.Year() > 9999 {
		return time.Time{}
	}
	return at.UTC()
}

// parts is a date as far as it has been read. -1 = not yet.
type parts struct {
	year, month, day     int
	hour, minute, second int
	nanosecond           int
	offset               int // seconds east of UTC
	zoned                bool
	pm, am               bool
	unsure               bool // the month's name may have been a weekday's: "mar" in French
	monthFirst           bool // as Americans write
	spelt                int  // parts of a time that is told in single numbers: "10h30"
}

// readDate reads dates word by word, whatever their order and language, as
// long as they leave no doubt: "mer, 16 nov 2022", "Mon,31 Mar 202510:50:41",
// "Sat, Dec 16 2023 02:02:33 PM", "2020/1/10 14:16:00". Seconds and
// milliseconds since 1970 are dates, too.
func readDate(text string) (time.Time, bool) {
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
		switch len(text) {
		case 10:
			return time.Unix(seconds, 0), true
		case 13:
			return time.UnixMilli(seconds), true
		}
	}
	p := parts{year: -1, month: -1, day: -1, hour: -1}
	tokens := dateTokens(plainWords.Replace(text))
	p.monthFirst = american(tokens)
	for _, token := range tokens {
		if !p.take(token) {
			return time.Time{}, false
		}
	}
	if !p.zoned && strings.Contains(text, "\uc624") { // Korean "오전", "오후": there is one zone
		p.offset = 9 * 3600
	}
	return p.time()
}

// plainWords puts what several scripts write into the words that are read.
var plainWords = strings.NewReplacer("a.m.", "am", "p.m.", "pm", "A.M.", "am", "P.M.", "pm",
	"上午", " am ", "下午", " pm ", "午前", " am ", "午後", " pm ", "오전", " am ", "오후", " pm ",
	"年", " ", "月", " ", "日", " ", "时", " ", "時", " ", "点", " ", "分", " ", "秒", " ",
	"년", " ", "월", " ", "일", " ", "시", " ", "분", " ", "초", " ")

// american reports whether "5/3/2024" is the third of May: beside a clock of
// twelve hours, or one of America's zones.
func american(tokens []string) bool {
	if !slices.Contains(tokens, "/") {
		return false
	}
	return slices.ContainsFunc(tokens, func(token string) bool {
		offset, zone := zoneOffset(token)
		return token == "am" || token == "pm" || zone && offset < 0
	})
}

func (p *parts) time() (time.Time, bool) {
	if p.year < 0 || p.month < 1 || p.day < 1 || p.month > 12 || p.day > 31 {
		return time.Time{}, false
	}
	if p.hour < 0 {
		p.hour = 0
	}
	if p.pm && p.hour < 12 {
		p.hour += 12
	}
	if p.am && p.hour == 12 {
		p.hour = 0
	}
	if p.hour > 24 || p.minute > 59 || p.second > 60 {
		return time.Time{}, false
	}
	at := time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, p.second, p.nanosecond, time.FixedZone("", p.offset))
	if at.Month() != time.Month(p.month) && p.hour != 24 {
		return time.Time{}, false // the 31st of a short month
	}
	return at, true
}

// dateTokens splits a date into words, numbers, clock times and signs.
func dateTokens(text string) []string {
	var tokens []string
	runes := []rune(strings.ToLower(text))
	for i := 0; i < len(runes); {
		start := i
		switch r := runes[i]; {
		case unicode.IsLetter(r):
			for i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsMark(runes[i])) {
				i++
			}
		case unicode.IsDigit(r):
			for i < len(runes) && (unicode.IsDigit(runes[i]) || runes[i] == ':' || runes[i] == '.' && i+1 < len(runes) && unicode.IsDigit(runes[i+1])) {
				i++
			}
		case (r == '+' || r == '-' || r == '\u2212') && i+1 < len(runes) && unicode.IsDigit(runes[i+1]):
			i++
			for i < len(runes) && (unicode.IsDigit(runes[i]) || runes[i] == ':') {
				i++
			}
		default:
			i++
			if r != '/' {
				continue
			}
		}
		tokens = append(tokens, string(runes[start:i]))
	}
	return tokens
}

// take reads one token and reports whether it makes sense where it stands.
func (p *parts) take(token string) bool {
	first := []rune(token)[0]
	switch {
	case unicode.IsLetter(first):
		return p.takeWord(token)
	case first == '/':
		return true
	case first == '+' || first == '-' || first == '\u2212':
		return p.takeSigned(token)
	case strings.Contains(token, ":"):
		return p.takeClock(token)
	case strings.Contains(token, "."):
		return p.takeDotted(token)
	}
	return p.takeNumber(token)
}

func (p *parts) takeWord(word string) bool {
	switch word {
	case "pm":
		p.pm = true
		return true
	case "am":
		p.am = true
		return true
	case "t", "z", "de", "del", "di", "of", "at", "um", "uhr", "à", "às", "a", "o", "klo", "kl", "г", "року", "в", "о", "st", "nd", "rd", "th", "er", "el", "e", "le", "den", "h", "tháng":
		if word == "z" {
			p.zoned = true
		}
		return true
	}
	if month := monthNumber(word); month > 0 {
		if p.month > 0 && !p.unsure {
			return weekday(word)
		}
		p.month, p.unsure = month, weekday(word)
		return true
	}
	if weekday(word) {
		return true
	}
	if offset, ok := zoneOffset(word); ok {
		if p.hour >= 0 && !p.zoned {
			p.offset, p.zoned = offset, true
		}
		return true
	}
	// A weekday in yet another language, or a zone that nobody knows.
	return p.day < 0 && p.month < 0 && p.year < 0 || p.day > 0 && p.month > 0 && p.year >= 0
}

// takeSigned reads a zone, "+0200", or the next number of "16-11-2022".
func (p *parts) takeSigned(token string) bool {
	token = strings.Replace(token, "\u2212", "-", 1)
	digits := strings.ReplaceAll(token[1:], ":", "")
	if p.hour < 0 && token[0] == '-' {
		return !strings.Contains(token, ":") && p.takeNumber(digits)
	}
	value, err := strconv.Atoi(digits)
	if err != nil || len(digits) > 4 {
		return false
	}
	if len(digits) <= 2 {
		value *= 100
	}
	offset := value/100*3600 + value%100*60
	if offset > 15*3600 || value%100 > 59 {
		return false
	}
	if token[0] == '-' {
		offset = -offset
	}
	p.offset, p.zoned = offset, true
	return true
}

// takeClock reads "10:50:41", and "202510:50:41" where the space was lost.
func (p *parts) takeClock(token string) bool {
	if p.hour >= 0 {
		return false
	}
	fields := strings.Split(token, ":")
	if len(fields) > 3 {
		return false
	}
	if head := fields[0]; len(head) == 6 && p.year < 0 {
		if !p.takeNumber(head[:4]) {
			return false
		}
		fields[0] = head[4:]
	}
	last := len(fields) - 1
	whole, fraction, _ := strings.Cut(fields[last], ".")
	fields[last] = whole
	var numbers [3]int
	for i, field := range fields {
		n, err := strconv.Atoi(field)
		if err != nil || len(field) > 2 {
			return false
		}
		numbers[i] = n
	}
	p.hour, p.minute, p.second = numbers[0], numbers[1], numbers[2]
	if len(fields) == 3 && fraction != "" {
		n, _ := strconv.Atoi((fraction + "000000000")[:9])
		p.nanosecond = n
	}
	return true
}

// takeDotted reads "16.11.2022", and "10.30" after a date.
func (p *parts) takeDotted(token string) bool {
	if p.year >= 0 && p.day >= 0 && p.hour < 0 {
		return p.takeClock(strings.ReplaceAll(token, ".", ":"))
	}
	for number := range strings.SplitSeq(token, ".") {
		if !p.takeNumber(number) {
			return false
		}
	}
	return true
}

// takeSpelt reads the numbers of "10h30" and "17시 30분", once the day is known.
func (p *parts) takeSpelt(n int) bool {
	switch p.spelt++; p.spelt {
	case 1:
		p.hour = n
	case 2:
		p.minute = n
	case 3:
		p.second = n
	}
	return p.spelt <= 3
}

// takeNumber puts a number where it fits: a year first in "2022-11-16", else
// day, month, year. A month before its day, as in America, is only taken where
// it cannot be a day's month, or where everything else is American.
func (p *parts) takeNumber(token string) bool {
	n, err := strconv.Atoi(token)
	if err != nil {
		return false
	}
	dated := p.year >= 0 && p.month > 0 && p.day > 0
	switch {
	case len(token) == 14 && p.year < 0 && p.month < 0 && p.hour < 0:
		p.year, p.month, p.day = n/1e10, n/1e8%100, n/1e6%100
		p.hour, p.minute, p.second = n/1e4%100, n/100%100, n%100
	case len(token) == 8 && p.year < 0 && p.month < 0:
		p.year, p.month, p.day = n/10000, n/100%100, n%100
	case len(token) == 6 && dated && p.hour < 0: // 20261123T100000
		p.hour, p.minute, p.second = n/10000, n/100%100, n%100
	case dated && len(token) <= 2 && (p.hour < 0 || p.spelt > 0):
		return p.takeSpelt(n)
	case len(token) == 4 && p.year < 0:
		p.year = n
	case len(token) > 2:
		return false
	case p.year >= 0 && p.month < 0 && p.day < 0: // 2022-11-16
		p.month = n
	case p.day < 0:
		p.day = n
	case p.month < 0:
		p.month = n
		if p.day <= 12 && (n > 12 || p.monthFirst) {
			p.month, p.day = p.day, n
		}
	case p.year < 0 && len(token) == 2:
		p.year = 2000 + n
		if n >= 70 {
			p.year = 1900 + n
		}
	default:
		return false
	}
	return true
}
