package merging

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"readout"
)

// What texts say of when a contact is.
var (
	secondTime = anyOf(
		`(second|third|another|follow-up) ((phone|telephone|video) )?(call|conversation|videoconference)`,
		`(second|third) (meeting|talks) (today|of the (day|evening)|(on )?that (same )?day|on the same day|in (a|one) day|in as many days|in (two|three) days|in (a matter of|24|48|a few) hours)`,
		`for (the|a) (second|third) time (today|that day|on (mon|tues|wednes|thurs|fri|satur|sun)day|in (a|one|a single|two|as many) days?|in (24 )?hours)`,
		`(spoke|spoken|talked|called|phoned|rang) (\S+ ){0,3}?again`,
		`again (spoke|talked|called|phoned|telephoned)`,
		`(met|meets|meet) again (today|later|in the (afternoon|evening)|that (day|evening|afternoon)|hours later)`,
	)
	// The second one of a longer time is the only one of its day.
	longSpan = anyOf(
		`(this|in a|in the|in two|in three|in as many|in recent|last) (week|month|year|summer|spring|autumn|winter|decade)s?`,
		`since`,
		`(of|during) (his|her|their) (presidency|term|tenure)`,
	)
	// What is to come, but not soon.
	later = anyOf(`later this (year|summer|autumn|fall|winter|spring)`, `next (year|summer|autumn|fall|winter|spring)`, `in (the )?coming months`, `in the new year`)
	// What is to come after what has just been.
	nextTime = anyOf(`(meet|speak|talk|call|visit) again`, `(next|another|second|further) (round|meeting|summit|call|visit|talks)`, `return visit`)
)

// anyOf compiles patterns of whole words, whatever their case.
func anyOf(patterns ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:` + strings.Join(patterns, "|") + `)\b`)
}

// again reports whether the sentence that tells of the contact says that the
// same people were in contact a short time before.
func again(s readout.Source) bool {
	for _, text := range framed(s) {
		if at := secondTime.FindStringIndex(text); at != nil {
			rest := text[at[0]:]
			return !longSpan.MatchString(rest[:min(len(rest), 80)])
		}
	}
	return false
}

// soonest returns how long after a story what it says is to come will be, at
// least: 0 where it does not say that it will be another time than this.
func soonest(s readout.Source) time.Duration {
	if s.Mention.Status == readout.Held {
		return 0
	}
	texts := framed(s)
	switch {
	case slices.ContainsFunc(texts, later.MatchString):
		return aWhile
	case slices.ContainsFunc(texts, nextTime.MatchString), slices.ContainsFunc(s.Mention.Evidence, invitation):
		return anotherDay
	}
	return 0
}

func invitation(e readout.Evidence) bool {
	return e.Role == "frame" && strings.HasPrefix(e.Note, "an invitation")
}

// framed returns the sentences that the contact was read in, the whole text
// where nothing says which.
func framed(s readout.Source) []string {
	var out []string
	for _, e := range s.Mention.Evidence {
		text := s.Story.Title
		if e.Field == "summary" {
			text = s.Story.Summary
		}
		if e.Role == "frame" && e.Start >= 0 && e.Start <= e.End && e.End <= len(text) {
			out = append(out, sentence(text, e.Start, e.End))
		}
	}
	if len(out) == 0 {
		return []string{s.Story.Title, s.Story.Summary}
	}
	return out
}

// sentence returns the sentence around a span.
func sentence(text string, start, end int) string {
	from, to := 0, len(text)
	if i := strings.LastIndex(text[:start], ". "); i >= 0 {
		from = i + 2
	}
	if i := strings.Index(text[end:], ". "); i >= 0 {
		to = end + i
	}
	return text[from:to]
}
