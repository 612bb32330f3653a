package merging

import (
	"regexp"
	"strings"

	"readout"
)

// What texts say of a second contact of one day.
var (
	secondTime = regexp.MustCompile(`(?i)\b(?:second|third|another|follow-up) (?:phone |telephone |video |video-?conference )*(?:call|conversation|phone call|telephone call|videoconference)\b` +
		`|\b(?:second|third) (?:phone |telephone )?(?:call|conversation|meeting|talks) (?:today|of the day|of the evening|that day|on the same day|in a day|in as many (?:days|hours)|in (?:two|three|24|48|several|a few) (?:days|hours)|in (?:hours|a matter of hours))\b` +
		`|\bfor (?:the|a) (?:second|third) time (?:today|that day|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in (?:a day|a single day|one day|two days|as many days|24 hours|hours))\b` +
		`|\b(?:spoke|spoken|talked|called|phoned|rang) (?:\S+ ){0,3}?again\b|\bagain (?:spoke|talked|called|phoned|telephoned)\b` +
		`|\b(?:met|meets|meet) again (?:today|later|in the (?:afternoon|evening)|that (?:day|evening|afternoon)|hours later)\b`)
	// A second one of a longer time is the only one of its day.
	longSpan = regexp.MustCompile(`(?i)\b(?:this|in a|in the|in two|in three|in as many|in recent|last) (?:week|month|year|summer|spring|autumn|winter|decade)s?\b|\bsince\b|\b(?:of|during) (?:his|her|their) (?:presidency|term|tenure)\b`)
)

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
