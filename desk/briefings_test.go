package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/desk"
)

// digests lets the desk look for digests that are due.
func (o *office) digests() {
	o.t.Helper()
	if err := o.desk.Digests(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
}

// daily is a watch for a digest every day at an hour.
func (o *office) daily(hour int, zone string, manner readout.Manner) readout.Watch {
	o.t.Helper()
	line := fmt.Sprintf("0 %d * * *", hour)
	next, err := desk.NextDigest(line, zone, o.now)
	if err != nil {
		o.t.Fatal(err)
	}
	return o.watch(readout.Watch{ChannelID: "20", Kind: readout.WatchDigest, Cron: line, Zone: zone, NextDigest: next, Manner: manner})
}

// read returns a message as lines of plain text.
func read(messages ...readout.Message) string {
	var b strings.Builder
	for _, m := range messages {
		b.WriteString(m.Title + "\n")
		for _, line := range m.Body {
			b.WriteString(line.Plainly() + "\n")
		}
		b.WriteString(m.Footer + "\n")
	}
	return b.String()
}

func (o *office) brief(ask desk.Ask) string {
	o.t.Helper()
	messages, err := o.desk.Brief(o.t.Context(), ask)
	if err != nil {
		o.t.Fatal(err)
	}
	return read(messages...)
}

// contains checks that the texts stand in the order given.
func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	rest := text
	for _, part := range parts {
		_, after, found := strings.Cut(rest, part)
		if !found {
			t.Fatalf("there is no %q, or not in its place, in\n%s", part, text)
		}
		rest = after
	}
}

func lacks(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("there is %q in\n%s", part, text)
		}
	}
}

func TestADigestComesWhenItIsDue(t *testing.T) {
	o := open(t)
	o.daily(18, "UTC", readout.Manner{})
	o.tell("Wire", "CA US phone; FR DE in_person planned 2025-10-20")
	o.digests()
	o.expect()
	o.now = noon.Add(6*time.Hour + time.Second)
	o.digests()
	o.expect("20 new: Briefing: 2 new contacts")
	o.digests()
	o.expect()
	o.restart()
	o.digests()
	o.expect()
}

// What is told in one digest is not new in the next, and nothing falls between
// two of them, also not across a restart.
func TestDigestsFollowOnEachOther(t *testing.T) {
	o := open(t)
	o.daily(18, "UTC", readout.Manner{})
	pairs := []string{"CA US", "CA FR", "CA DE", "CA UA", "US FR", "US DE", "US UA", "FR DE", "FR UA", "DE UA"}
	told := map[string]int{}
	for day := range 5 {
		for i, pair := range pairs[2*day : 2*day+2] {
			o.now = noon.AddDate(0, 0, day).Add(time.Duration(i*7) * time.Hour) // one before six, one after
			o.tell("Wire", pair+" phone")
			if i == 0 {
				o.now = noon.AddDate(0, 0, day).Add(6 * time.Hour)
			}
			o.digests()
			for _, d := range o.due() {
				for _, line := range strings.Split(read(d.Message), "\n") {
					if strings.Contains(line, "phone call held") {
						told[line]++
					}
				}
			}
		}
		o.restart()
	}
	o.now = noon.AddDate(0, 0, 5).Add(6 * time.Hour)
	o.digests()
	for _, d := range o.due() {
		for _, line := range strings.Split(read(d.Message), "\n") {
			if strings.Contains(line, "phone call held") {
				told[line]++
			}
		}
	}
	if len(told) != len(pairs) {
		t.Errorf("%d of %d calls were told", len(told), len(pairs))
	}
	for line, n := range told {
		if n != 1 {
			t.Errorf("told %d times: %s", n, line)
		}
	}
}

// After days away there is one digest for all of them, which says so.
func TestMissedDigestsAreCaughtUpOnce(t *testing.T) {
	o := open(t)
	o.daily(18, "Europe/Kyiv", readout.Manner{})
	o.tell("Wire", "CA US phone")
	o.now = noon.Add(3 * time.Hour) // six o'clock in Kyiv
	o.digests()
	o.expect("20 new: Briefing: 1 new contact")
	o.tell("Wire", "FR DE phone")
	o.now = o.now.AddDate(0, 0, 3).Add(time.Hour)
	o.restart()
	for range 3 {
		o.digests()
	}
	o.tell("Wire", "CA UA phone")
	got := o.due()
	if len(got) != 1 {
		t.Fatalf("%d messages after three days away", len(got))
	}
	text := read(got[0].Message)
	contains(t, text, "Friedrich Merz", "15 October, 18:00 to 18 October, 19:00 EEST", "late: it was due on 16 October, 18:00")
	lacks(t, text, "Trump", "Zelenskyy")
	o.now = o.now.Add(23 * time.Hour)
	o.digests()
	got = o.due()
	if len(got) != 1 {
		t.Fatalf("%d messages a day later", len(got))
	}
	text = read(got[0].Message)
	contains(t, text, "Volodymyr Zelenskyy", "18 October, 19:00 to 19 October, 18:00 EEST")
	lacks(t, text, "late", "Merz", "Trump")
}

// A digest that is a few minutes behind is in time: its period ends when it fell due.
func TestADigestThatIsLittleLate(t *testing.T) {
	o := open(t)
	o.daily(18, "UTC", readout.Manner{})
	o.tell("Wire", "CA US phone")
	o.now = noon.Add(6*time.Hour + 5*time.Minute)
	o.tell("Wire", "FR DE phone")
	o.digests()
	text := read(o.due()[0].Message)
	contains(t, text, "Donald Trump", "14 October, 18:00 to 15 October, 18:00 UTC")
	lacks(t, text, "Merz", "late")
	o.now = noon.AddDate(0, 0, 1).Add(6 * time.Hour)
	o.digests()
	contains(t, read(o.due()[0].Message), "Friedrich Merz")
}

// Digests keep to the hour in the watch's zone on both days on which clocks
// change, and cover every hour once.
func TestDigestsWhenClocksChange(t *testing.T) {
	for name, test := range map[string]struct {
		zone  string
		start time.Time
		want  []string // when each comes, and the period that it covers
	}{
		"back in Kyiv": {"Europe/Kyiv", time.Date(2025, 10, 25, 3, 0, 0, 0, time.UTC), []string{
			"04:00 24 October, 07:00 to 25 October, 07:00 EEST",
			"05:00 25 October, 07:00 to 26 October, 07:00 EET",
			"05:00 26 October, 07:00 to 27 October, 07:00 EET",
		}},
		"forward in Toronto": {"America/Toronto", time.Date(2026, 3, 7, 3, 0, 0, 0, time.UTC), []string{
			"12:00 6 March, 07:00 to 7 March, 07:00 EST",
			"11:00 7 March, 07:00 to 8 March, 07:00 EDT",
			"11:00 8 March, 07:00 to 9 March, 07:00 EDT",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			o.now = test.start
			o.daily(7, test.zone, readout.Manner{})
			var got []string
			for len(got) < len(test.want) && o.now.Before(test.start.AddDate(0, 0, 5)) {
				o.now = o.now.Add(10 * time.Minute)
				o.digests()
				for _, d := range o.due() {
					got = append(got, o.now.Format("15:04 ")+d.Message.Footer)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestNothingNew(t *testing.T) {
	o := open(t)
	o.daily(18, "UTC", readout.Manner{})
	o.now = noon.Add(6 * time.Hour)
	o.digests()
	got := o.due()
	if len(got) != 1 || len(got[0].Message.Body) != 1 {
		t.Fatalf("nothing new is told as %+v", got)
	}
	contains(t, read(got[0].Message), "Nothing new")

	o = open(t)
	o.daily(18, "UTC", readout.Manner{SkipEmpty: true})
	o.now = noon.Add(6 * time.Hour)
	o.digests()
	o.expect()
	o.tell("Wire", "CA US phone")
	o.now = noon.AddDate(0, 0, 1).Add(6 * time.Hour)
	o.digests()
	o.expect("20 new: Briefing: 1 new contact")
	o.now = noon.AddDate(0, 0, 2).Add(6 * time.Hour)
	o.digests()
	o.expect() // the call was told the day before
}

func TestADigestInAnotherLanguage(t *testing.T) {
	o := open(t)
	o.daily(18, "Europe/Kyiv", readout.Manner{Language: "uk"})
	o.tell("Wire", "CA US phone planned 2025-10-21; FR DE phone")
	o.now = noon.Add(3 * time.Hour)
	o.digests()
	o.expect("20 new: Огляд: 2 нові контакти")
}

// A briefing tells what has become of a plan since it was last told, and does
// not tell it again when only another outlet repeats it.
func TestWhatMoved(t *testing.T) {
	o := open(t)
	o.tell("Wire", "CA US in_person planned 2025-10-16; FR DE in_person planned 2025-10-17; CA UA in_person planned 2025-10-20")
	first := o.now
	o.now = o.now.AddDate(0, 0, 1)
	since := o.now
	o.tell("Desk", "CA US in_person held 2025-10-16")
	o.tell("Desk", "FR DE in_person off 2025-10-17")
	o.tell("Desk", "CA UA in_person planned 2025-10-20")
	o.now = o.now.Add(time.Hour)
	text := o.brief(desk.Ask{Since: since, Until: o.now})
	contains(t, text, "Moved on", "Donald Trump", "meeting held on 16 October 2025 (before: meeting planned)", "Friedrich Merz", "called off, was for 17 October 2025 (before: meeting planned)",
		"Coming up", "20 October 2025: Mark Carney (CA) and Volodymyr Zelenskyy (UA), meeting")
	lacks(t, text, "New\n")

	o.now = o.now.AddDate(0, 0, 1)
	later := o.now
	o.tell("Third", "CA US in_person held 2025-10-16")
	o.now = o.now.Add(time.Hour)
	contains(t, o.brief(desk.Ask{Since: later, Until: o.now}), "Nothing new")

	// The same period, asked for later, tells the same; the time before it tells of plans.
	again := o.brief(desk.Ask{Since: since, Until: since.Add(time.Hour)})
	if again != text {
		t.Errorf("asked for later:\n%s\nat the time:\n%s", again, text)
	}
	text = o.brief(desk.Ask{Since: first.Add(-time.Hour), Until: since})
	contains(t, text, "New", "meeting planned for 16 October 2025")
	lacks(t, text, "held", "called off", "Desk")
}

func TestAPlanThatIsPutOff(t *testing.T) {
	o := open(t)
	o.tell("Wire", "CA US in_person planned 2025-10-20")
	o.now = o.now.AddDate(0, 0, 1)
	since := o.now
	for _, outlet := range []string{"Desk", "Third", "Fourth"} {
		o.tell(outlet, "CA US in_person planned 2025-10-21")
	}
	o.now = o.now.Add(time.Hour)
	contains(t, o.brief(desk.Ask{Since: since, Until: o.now}), "meeting planned for 21 October 2025 (before: meeting planned for 20 October 2025)")
}

// The calendar holds what is planned for today in the zone of the asker.
func TestComingBeginsToday(t *testing.T) {
	o := open(t)
	o.tell("Wire", "CA US in_person planned 2025-10-15; FR DE phone")
	ask := desk.Ask{Since: noon.Add(-time.Hour), Until: noon.Add(11 * time.Hour)} // 23:00 in London, the next day in Tokyo
	contains(t, o.brief(ask), "Coming up", "15 October 2025")
	var err error
	if ask.Zone, err = time.LoadLocation("Asia/Tokyo"); err != nil {
		t.Fatal(err)
	}
	lacks(t, o.brief(ask), "Coming up")
}

// A plan without a day stays in the calendar for as long as it is in the news.
func TestPlansWithoutADay(t *testing.T) {
	o := open(t)
	o.tell("Wire", "CA US in_person planned; FR DE in_person planned 2025-10-20")
	o.now = noon.Add(time.Hour)
	contains(t, o.brief(desk.Ask{Since: noon.Add(-time.Hour), Until: o.now}), "Coming up", "20 October 2025: ", "day not known yet: Mark Carney")
	o.now = noon.AddDate(0, 0, 20)
	o.tell("Wire", "CA UA phone")
	o.now = o.now.Add(time.Hour)
	lacks(t, o.brief(desk.Ask{Since: noon.AddDate(0, 0, 19), Until: o.now}), "Coming up")
}

func TestSilentPairs(t *testing.T) {
	o := open(t)
	o.now = noon.AddDate(0, -3, 0)
	o.tell("Wire", "CA US phone held "+o.now.Format(time.DateOnly)+"; FR DE phone held "+o.now.Format(time.DateOnly))
	o.now = noon.AddDate(0, -1, 0)
	o.tell("Wire", "FR DE phone held "+o.now.Format(time.DateOnly)+"; CA UA phone held "+o.now.Format(time.DateOnly))
	o.now = noon
	o.tell("Wire", "CA UA phone held 2025-10-15")
	text := o.brief(desk.Ask{Since: noon.Add(-time.Hour), Until: noon.Add(time.Hour)})
	contains(t, text, "Silent longest", "CA and US: no contact known since 15 July 2025 (phone call) – Wire", "DE and FR: no contact known since 15 September 2025")
	lacks(t, text, "CA and UA: no contact")
	text = o.brief(desk.Ask{Filter: readout.Filter{States: []string{"CA"}}, Since: noon.Add(-time.Hour), Until: noon.Add(time.Hour)})
	contains(t, text, "CA and US: no contact")
	lacks(t, text, "DE and FR")
}

// A pair that seldom deals with each other comes before one that does every day.
func TestRarePairsComeFirst(t *testing.T) {
	o := open(t)
	o.now = noon.AddDate(0, 0, -2)
	o.tell("Wire", "CA US phone held 2025-10-13")
	o.now = noon.AddDate(0, -4, 0)
	o.tell("Wire", "FR UA phone held 2025-06-15")
	o.now = noon
	o.tell("Wire", "CA US phone held 2025-10-15; FR UA phone held 2025-10-15")
	ask := desk.Ask{Since: noon.Add(-time.Hour), Until: noon.Add(time.Hour)}
	contains(t, o.brief(ask), "New", "Emmanuel Macron", "Mark Carney")
	messages, err := o.desk.Order(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, read(messages...), "Why this order", "Emmanuel Macron", "16 points", "last contact between them before: 15 June 2025 (5)", "Mark Carney", "11 points")
}

// The button under a scheduled briefing carries its watch and its period.
func TestDigestsCanBeExplained(t *testing.T) {
	o := open(t)
	w := o.daily(18, "UTC", readout.Manner{})
	o.tell("Wire", "CA US phone; FR DE phone")
	o.now = noon.Add(6 * time.Hour)
	o.digests()
	got := o.due()
	want := fmt.Sprintf("order:%d:%d:watch %d", noon.Add(-18*time.Hour).Unix(), noon.Add(6*time.Hour).Unix(), w.ID)
	if len(got) != 1 || len(got[0].Message.Actions) != 1 || got[0].Message.Actions[0].ID != want {
		t.Errorf("buttons %+v, want %s", got[0].Message.Actions, want)
	}
}

func TestADigestNamesTheSummit(t *testing.T) {
	o := open(t)
	o.tell("Wire", "CA US at:G7 in_person planned 2025-10-20")
	o.tell("Wire", "CA US FR DE G7 in_person planned 2025-10-20")
	ask := desk.Ask{Since: noon.AddDate(0, 0, -1), Until: noon.AddDate(0, 0, 1)}
	contains(t, o.brief(ask), "Mark Carney (CA) and Donald Trump (US): meeting planned for 20 October 2025, on the sidelines of a summit: G7 – Wire", "Coming up", "meeting, on the sidelines of a summit: G7")
	o.restart()
	contains(t, o.brief(ask), ", on the sidelines of a summit: G7")
	if err := o.desk.Reject(t.Context(), o.contactOf("CA US FR DE G7 in_person planned 2025-10-20").ID, "7"); err != nil {
		t.Fatal(err)
	}
	lacks(t, o.brief(ask), "sidelines")
}
