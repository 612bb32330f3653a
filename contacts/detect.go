package contacts

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"readout"
)

// Detect returns the contacts that the story tells of, the most important
// first. It is a pure function of the story.
func (d *Detector) Detect(s readout.Story) []readout.Mention {
	t := d.read(s)
	findings := d.apart(t, d.find(t))
	for i := range findings {
		d.assemble(t, &findings[i])
	}
	findings = slices.DeleteFunc(findings, func(f finding) bool { return !f.whole() })
	for i := range findings {
		findings[i].mode = d.mode(t, &findings[i], findings)
	}
	t.captions(findings)
	for i := range findings {
		findings[i].below = t.tokens[t.elements[findings[i].at].from].field == inSummary
		if findings[i].status == readout.Held && t.greets(findings[i].at) {
			findings[i].greeted = cmp.Or(findings[i].date, readout.DateOf(d.justNow(t, &findings[i])))
		}
		findings[i].anew = t.instead(findings[i].at)
		findings[i].beside = findings[i].beside || t.near(findings[i].at, isSeparate, 6)
		findings[i].onPaper = findings[i].mode == readout.Written && t.near(findings[i].at, isWritten, 8)
		findings[i].margins = findings[i].margins || t.inPassing(findings[i].at)
		findings[i].again = findings[i].again || t.onceMore(findings[i].at)
	}
	d.atSummits(t, findings)
	var out []readout.Mention
	findings = t.withoutSums(t.merge(d.joinGroups(t, findings)))
	t.aside(findings)
	t.invited(findings)
	for _, f := range findings {
		if f.frame == frameInvite && f.status == readout.Proposed && t.takenUp(f.at) {
			f.set(readout.Planned, "an invitation accepted")
		}
		if f.status == readout.Planned && t.dropped(&f) {
			f.set(readout.Off, "a plan of the past in a story of something called off")
		}
		if f.unsure && t.hoped(f.at) {
			f.set(readout.Planned, "what somebody hopes for at it")
		}
		if f.status == readout.Held && d.toPress(t, &f) {
			f.set(readout.Planned, "said elsewhere to be still to come")
			f.date, f.dated = "", -1
		}
		if f.unsure && (t.foretold(&f) || d.stillToCome(t) || t.isSchedule()) {
			f.set(readout.Planned, "said elsewhere to be still to come")
		}
		d.settleDate(t, &f, findings)
		d.settleSummit(t, &f)
		out = append(out, d.mention(t, f))
	}
	return out
}

// read cuts the story into tokens and elements.
func (d *Detector) read(s readout.Story) *text {
	t := &text{story: s, fields: [2]string{s.Title, blankHead(trimTail(s.Summary, s.Title))}, known: map[*person]bool{}}
	r := reader{words: d.trie.words, tokens: make([]token, 0, min(len(t.fields[0])+len(t.fields[1]), 2*maxField)/4)}
	r.read(t.fields[inTitle], inTitle)
	r.read(t.fields[inSummary], inSummary)
	t.tokens = r.tokens
	d.partStandfirst(t)
	t.looksTitled()
	d.scan(t)
	t.meet()
	d.actors(t)
	if d.meetHolders(t) {
		t.elements = t.elements[:0]
		d.scan(t)
		d.actors(t)
	}
	for k := range t.elements {
		if e := &t.elements[k]; e.actor == nil && e.phrase == nil && e.noun != noFrame && t.spokeFor(k) {
			e.entry = entry{}
		}
	}
	d.sharedTitles(t)
	d.secondMentions(t)
	return t
}

// trimTail cuts off what feeds put behind a summary.
func trimTail(summary, title string) string {
	for _, mark := range [...]string{"The post " + title, "The post ", "Continue reading", "Read more"} {
		if at := strings.LastIndex(summary, mark); at > 0 && (mark != "The post " || strings.Contains(summary[at:], "appeared first on")) {
			summary = summary[:at]
		}
	}
	return summary
}

// blankHead blanks what the White House's feed puts before a text, its title and the day
// of publication again: "The White HouseFebruary 7, 2025 President Trump and".
func blankHead(summary string) string {
	const house = "The White House"
	at := strings.LastIndex(summary, house)
	if at < 0 {
		return summary
	}
	parts := strings.SplitN(summary[at+len(house):], " ", 4)
	if len(parts) < 4 {
		return summary
	}
	if _, err := time.Parse("January 2, 2006", strings.Join(parts[:3], " ")); err != nil {
		return summary
	}
	body := parts[3]
	return strings.Repeat(" ", len(summary)-len(body)) + body
}

// mention writes a finding down.
func (d *Detector) mention(t *text, f finding) readout.Mention {
	m := readout.Mention{
		Participants: f.people, Groups: f.groups, Summit: f.summit, Mode: f.mode, Status: f.status, Date: f.date,
		Salience: readout.Main, Level: readout.LevelPrincipal, Implied: f.implied, Confidence: f.strength,
		Topics: d.about(t), Evidence: t.evidence(&f),
	}
	if m.Groups == nil {
		m.Groups = []string{}
	}
	if m.Participants == nil {
		m.Participants = []readout.Participant{}
	}
	if !f.leaders() {
		m.Level = readout.LevelOther
	}
	if f.back {
		m.Salience = readout.Background
	}
	m.Participants = slices.DeleteFunc(m.Participants, func(p readout.Participant) bool { return p.State == "" })
	slices.SortStableFunc(m.Participants, func(a, b readout.Participant) int {
		return cmp.Compare(rankOf(a), rankOf(b))
	})
	return m
}

func rankOf(p readout.Participant) int {
	if p.Office.Principal() {
		return 0
	}
	return 1
}
