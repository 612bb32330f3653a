package contacts

import (
	"cmp"
	"slices"
	"strings"

	"readout"
	"readout/contacts/roster"
)

// Detect returns the contacts that the story tells of, the most important
// first. It is a pure function of the story.
func (d *Detector) Detect(s readout.Story) []readout.Mention {
	t := d.read(s)
	findings := t.apart(d.find(t))
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
		findings[i].greeted = findings[i].status == readout.Held && t.greets(findings[i].at)
		findings[i].anew = t.instead(findings[i].at)
		findings[i].beside = t.near(findings[i].at, isSeparate, 6)
		findings[i].onPaper = findings[i].mode == readout.Written && t.near(findings[i].at, isWritten, 8)
		findings[i].again = findings[i].again || t.onceMore(findings[i].at)
	}
	d.atSummits(t, findings)
	var out []readout.Mention
	findings = t.merge(d.joinGroups(t, findings))
	t.aside(findings)
	for _, f := range findings {
		if f.status == readout.Planned && t.dropped(&f) {
			f.set(readout.Off, "a plan of the past in a story of something called off")
		}
		if f.unsure && t.hoped(f.at) {
			f.set(readout.Planned, "what somebody hopes for at it")
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

// apart makes several contacts of what one word tells of: "calls with Macron, Merz
// and Starmer" are three.
func (t *text) apart(findings []finding) []finding {
	var out []finding
	for _, f := range findings {
		f.splitCounterparts()
		if f.partners < 2 || f.partners >= len(f.actors) || !f.each && !t.severalContacts(f.at) && !t.inTurn(&f) {
			out = append(out, f)
			continue
		}
		own := f.actors[:len(f.actors)-f.partners]
		for i, partner := range f.actors[len(own):] {
			if last := len(out) - 1; i > 0 && f.frame == frameLetter && partner.state == f.actors[len(own)+i-1].state {
				out[last].actors = append(out[last].actors, partner) // to president and prime minister
				continue
			}
			one := f
			one.actors, one.partners = append(slices.Clone(own), partner), 0
			out = append(out, one)
		}
	}
	return out
}

// splitCounterparts makes one partner each of "counterparts from Chile, Kenya and Nepal",
// who do not sit at one table.
func (f *finding) splitCounterparts() {
	if f.partners != 1 || f.frame == frameHost {
		return
	}
	last := f.actors[len(f.actors)-1]
	if states := last.states(); last.counterpart && len(states) > 2 {
		f.actors = f.actors[:len(f.actors)-1]
		for _, state := range states {
			one := *last
			one.state, one.people = state, nil
			f.actors = append(f.actors, &one)
		}
		f.partners, f.each = len(states), true
	}
}

// inTurn reports whether the partners of a finding are said to be met one by one: "hugged
// Macron, Merz and Tusk in turn".
func (t *text) inTurn(f *finding) bool {
	last := f.actors[len(f.actors)-1]
	at := slices.IndexFunc(t.elements, func(e element) bool { return e.actor == last })
	return at > f.at && at+1 < len(t.elements) && t.sentence(at+1) == t.sentence(at) && t.elements[at+1].actor == nil && t.elements[at+1].is(isSeparate)
}

// severalContacts reports whether a word at element k tells of more than one contact.
func (t *text) severalContacts(k int) bool {
	e := &t.elements[k]
	if e.verb == frameCall && e.forms&formNoun == 0 || e.verb == frameSpeak && t.near(k, isPhone, 6) {
		return !t.jointCall(k) // "phones Putin and Macron"
	}
	switch e.noun {
	case framePhone, frameVideo, frameMeet, frameLetter:
		if e.phrase != nil && strings.HasSuffix(strings.ToLower(t.words(e.from, e.to)), "s") {
			return true
		}
	}
	return t.near(k, isSeparate, 4) || e.verb == frameMeet && t.amongGroup(k) // "meets Xi and Lee at the G20"
}

// jointCall reports whether the sentence of element k speaks of one call of several.
func (t *text) jointCall(k int) bool {
	for j := range t.elements {
		if t.sentence(j) != t.sentence(k) || t.elements[j].actor != nil {
			continue
		}
		for word := range strings.FieldsSeq(t.lower(j)) {
			switch word {
			case "joint", "jointly", "together", "conference", "three", "four", "trilateral", "group", "round":
				return true
			}
		}
	}
	return false
}

// instead reports whether something is said to take the place of what was planned.
func (t *text) instead(k int) bool {
	for j := max(0, k-4); j < len(t.elements) && j < k+9; j++ {
		if t.sentence(j) != t.sentence(k) || t.elements[j].actor != nil {
			continue
		}
		switch t.lower(j) {
		case "now", "instead", "will now", "rescheduled for", "moved to", "pushed back to", "postponed to", "postponed until":
			return true
		}
	}
	return false
}

// credits end what stands below a picture.
var credits = [...]string{"Getty Images", "AFP via", "/AFP", "Photo by", "AP Photo", "/AP", "via AP", "—AP", "/ REUTERS", "/REUTERS", "/Reuters", "EPA-EFE", "/EPA"}

// captions puts aside what only the caption of a picture tells of: it was taken some
// other day, unless the title is about the same people.
func (t *text) captions(findings []finding) {
	end := -1
	for _, credit := range credits {
		if at := strings.Index(t.fields[inSummary], credit); at >= 0 && at < 400 {
			end = max(end, at)
		}
	}
	if end < 0 {
		return
	}
	named := map[string]bool{}
	for i := range t.elements {
		if a := t.elements[i].actor; a != nil && t.tokens[t.elements[i].from].field == inTitle {
			if a.group != "" {
				named[a.group] = true
			} else {
				named[a.state] = true
			}
		}
	}
	for i := range findings {
		f := &findings[i]
		token := &t.tokens[t.elements[f.at].from]
		if token.field != inSummary || int(token.start) > end {
			continue
		}
		for _, a := range f.actors {
			f.back = f.back || !named[a.state] && !named[a.group]
		}
	}
}

// read cuts the story into tokens and elements.
func (d *Detector) read(s readout.Story) *text {
	t := &text{story: s, fields: [2]string{s.Title, trimTail(s.Summary, s.Title)}, known: map[*person]bool{}}
	r := reader{words: d.trie.words, tokens: make([]token, 0, min(len(t.fields[0])+len(t.fields[1]), 2*maxField)/4)}
	r.read(t.fields[inTitle], inTitle)
	r.read(t.fields[inSummary], inSummary)
	t.tokens = r.tokens
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
	d.secondMentions(t)
	return t
}

// colleagues reports whether somebody is a minister of the kind that the text speaks of
// without a name: "the defence minister is to see Austin".
func (t *text) colleagues(who *person, b *actor) bool {
	if b == nil || !b.loose || b.plural || b.class != readout.OfficeForeign && b.class != readout.OfficeDefence {
		return false
	}
	term, holds := who.term(t.story.Published, "", b.class)
	return holds && term.Office == b.class
}

// meetHolders notes the people whom the text means by their office alone, so that
// their surnames are understood: "Austin meets Netanyahu", and below it "the US
// defense secretary". It reports whether there is any whose surname was not.
func (d *Detector) meetHolders(t *text) bool {
	again := false
	for i := range t.elements {
		a := t.elements[i].actor
		if a == nil || !a.stranger || t.elements[i].phrase == nil {
			continue
		}
		for _, n := range t.elements[i].phrase.names {
			if n.kind != namePerson || !n.surname || t.known[n.person] {
				continue
			}
			for j := range t.elements {
				b := t.elements[j].actor
				if b != nil && (b.title != "" && len(b.people) == 1 && b.people[0].Office.Principal() && b.people[0].Name == n.person.name || d.mayHold(t, n.person, b) || t.colleagues(n.person, b) || t.standsAlone(i) && d.rules(t, n.person, b)) || j == i && t.standsAlone(i) && d.metBy(t, n.person, i) {
					t.known[n.person] = true
					again = true
				}
			}
		}
	}
	return again
}

// mayHold reports whether a title without a state can mean a person: "Salam in Damascus",
// and below it "the prime minister".
func (d *Detector) mayHold(t *text, who *person, b *actor) bool {
	if b.title == "" || !b.loose || b.plural || b.stranger || b.counterpart || t.words(b.from, b.from+1) != "The" && t.words(b.from, b.from+1) != "the" {
		return false
	}
	term, held := who.term(t.story.Published, "", "")
	if !held || !term.Office.Principal() {
		return false
	}
	return slices.ContainsFunc(d.offices[b.title][term.State], func(o roster.Office) bool {
		holder, ok := d.roster.Holder(term.State, o.Key, t.story.Published)
		return ok && holder.Leader == who.name
	})
}

// rules reports whether a person is at the head of the state or organisation that the
// text names elsewhere, so that a surname is enough: "EU leaders", and "Costa".
func (d *Detector) rules(t *text, who *person, b *actor) bool {
	if !b.weak && b.group == "" {
		return false
	}
	term, held := who.term(t.story.Published, "", readout.OfficeHead)
	if !held || term.State == "" || term.State != b.state && (b.group == "" || !d.organisation(term.State) || d.groupOf(term.State) != b.group && !strings.HasPrefix(b.group, term.State+" ")) {
		return false
	}
	if d.organisation(term.State) {
		return term.Office == readout.OfficeHead
	}
	first, ok := d.roster.Executive(term.State, t.story.Published)
	return ok && first.Leader == who.name
}

// metBy reports whether a leader of another state is met by whoever is named at element i,
// so that the common surname of a leader is enough: "Cooper meets Wadephul".
func (d *Detector) metBy(t *text, who *person, i int) bool {
	term, held := who.term(t.story.Published, "", "")
	if !held || !term.Office.Principal() || t.otherwiseCalled(i) {
		return false
	}
	for _, step := range [...]int{1, -1} {
		told := false
		for j := i + step; j >= 0 && j < len(t.elements) && (j-i)*step < 7 && t.sentence(j) == t.sentence(i); j += step {
			e := &t.elements[j]
			if e.actor != nil {
				if told && e.actor.leader() && !e.actor.possessive && e.actor.state != term.State {
					return true
				}
				break
			}
			if e.mark != 0 || e.is(isClause|isPlain|isReport|isNot) && !e.is(isIn) {
				break
			}
			told = told || t.tellsOfMeeting(j)
		}
	}
	return false
}

// otherwiseCalled reports whether the text gives the name at element i to somebody with
// another given name: "Bradley Cooper".
func (t *text) otherwiseCalled(i int) bool {
	for j := 1; j < len(t.elements); j++ {
		if e := &t.elements[j]; e.phrase == t.elements[i].phrase && t.elements[j-1].unknown && t.sentence(j-1) == t.sentence(j) && (t.capitalsTell(t.elements[j-1].from) || t.begins(j-1)) {
			return true
		}
	}
	return false
}

// tellsOfMeeting reports whether element k is a word for nothing but meetings and calls.
func (t *text) tellsOfMeeting(k int) bool {
	e := &t.elements[k]
	switch e.verb {
	case frameMeet:
		return !t.sight(k)
	case frameHost, frameSpeak:
		return true
	}
	switch e.noun {
	case frameMeet, frameTalks, framePhone, frameVideo:
		return !t.endsWith(k, "with") && !t.is(k, "hour", "hours", "minutes", "evening", "afternoon")
	}
	return false
}

// meet notes the people named in full, so that their surnames are understood.
func (t *text) meet() {
	for i := range t.elements {
		e := &t.elements[i]
		if e.phrase == nil {
			continue
		}
		for k := range e.phrase.names {
			n := &e.phrase.names[k]
			if n.kind == namePerson && !n.surname && t.nameFits(n, e.from, e.to) {
				t.known[n.person] = true
			}
		}
	}
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

// sides returns the states and organisations of everybody at the contact.
func (f *finding) sides() []string {
	var out []string
	for _, p := range f.people {
		if p.State != "" {
			out = append(out, p.State)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (f *finding) principals() []string {
	out := make([]string, 0, len(f.people))
	for _, p := range f.people {
		if p.Office.Principal() {
			out = append(out, p.State)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// whole reports whether there are two sides, or a group that meets.
func (f *finding) whole() bool {
	if len(f.sides())+len(f.groups) >= 2 {
		return true
	}
	if len(f.groups) == 0 || f.assembly {
		return false
	}
	switch f.frame {
	case frameSummit:
		return true
	case frameGather, frameMeet, frameVideo, framePhone, frameTalks, frameDiscuss, frameSign:
		return slices.ContainsFunc(f.actors, func(a *actor) bool { return a.led })
	}
	return false
}

// leaders reports whether leaders themselves were in contact.
func (f *finding) leaders() bool {
	n := len(f.principals())
	ofNoRank := slices.ContainsFunc(f.people, func(p readout.Participant) bool { return p.Name != "" })
	return n+len(f.groups) >= 2 || len(f.people) == 0 && len(f.groups) == 1 && !ofNoRank
}

// follow takes over what another finding says of the status and the day.
func (f *finding) follow(o *finding) {
	f.status, f.why, f.date, f.dated = o.status, o.why, o.date, o.dated
}

// merge joins findings on the same contact: the earliest, which mostly is that
// of the title, tells the status unless it is weaker.
func (t *text) merge(findings []finding) []finding {
	var out []finding
	for _, f := range findings {
		at := slices.IndexFunc(out, func(g finding) bool { return sameContact(&g, &f) })
		if at < 0 {
			out = append(out, f)
			continue
		}
		g := &out[at]
		if loose(g.frame) && !loose(f.frame) || g.frame == frameInvite && f.frame == frameVisit || len(g.people) == 0 && len(f.people) > 0 {
			g.frame, g.at, g.mode = f.frame, f.at, f.mode
			g.follow(&f)
		}
		if g.leaders() == f.leaders() {
			for _, p := range f.people {
				if !slices.ContainsFunc(g.people, func(q readout.Participant) bool {
					return q.State == p.State && (q.Name == p.Name || p.Name == "" || !p.Office.Principal())
				}) {
					g.people = append(g.people, p)
				}
			}
		}
		if !g.below && f.below && g.status == readout.Planned && f.status == readout.Held && t.saw(&f) && !f.back && (g.date == "" || g.date == f.date) {
			g.follow(&f) // "arrives to meet Putin", and then "the two shook hands"
		}
		if g.below && g.status == readout.Planned && f.status == readout.Held && !f.unsure && !f.back && !loose(f.frame) && t.sentence(f.at) != t.sentence(g.at) {
			g.follow(&f) // "to patch up", and then "they held talks"
		}
		if g.status == readout.Planned && g.frame == frameTalks && t.agreed(g.at) && g.date == "" && f.status == readout.Held && !f.unsure && !f.back && !loose(f.frame) {
			g.frame, g.at, g.mode = f.frame, f.at, f.mode
			g.follow(&f) // "agree to restart talks", and then "in a three-hour meeting"
		}
		if g.unsure && !f.unsure && !loose(f.frame) {
			g.follow(&f)
			g.unsure = false
		}
		if g.status == readout.Off && f.status == readout.Planned && f.anew {
			g.follow(&f) // "postponed", but "will now see"
		}
		if f.status == readout.Off && g.status == readout.Planned {
			g.status, g.why = f.status, f.why
		}
		if g.date == "" && g.status == f.status {
			g.date, g.dated = f.date, f.dated
		}
		if g.mode == readout.Unspecified && !f.anywhere || g.anywhere && f.mode != readout.Unspecified || g.mode == readout.Phone && f.mode == readout.Video {
			g.mode = f.mode
		}
		if g.summit == "" && g.status == f.status && !f.back {
			g.summit, g.summitAt = f.summit, f.summitAt
		}
		g.implied = g.implied && f.implied // "visits Riyadh, meets crown prince"
		g.strength = max(g.strength, f.strength)
		g.greeted = g.greeted || f.greeted
	}
	return out
}

// joinGroups joins a group that meets with what tells of the same gathering by the
// names of its members, or as another group: "Arab leaders", the Arab League.
func (d *Detector) joinGroups(t *text, findings []finding) []finding {
	for i := range findings {
		g := &findings[i]
		if len(g.groups) != 1 {
			continue
		}
		for j := range findings {
			f := &findings[j]
			if j == i || f.remote() != g.remote() || len(f.people) == 0 || slices.Contains(f.groups, g.groups[0]) {
				continue
			}
			if len(g.people) > 0 {
				if len(f.groups) == 1 && d.loose(g.groups[0]) && d.akin(f.groups[0], g.groups[0], t) && slices.Equal(f.principals(), g.principals()) {
					g.people, g.groups = nil, nil // "attends ASEAN summit", "joins Southeast Asian leaders"
					break
				}
				if d.namesOf(t, f, g) {
					f.groups = []string{g.groups[0]}
					g.people, g.groups = nil, nil
					break
				}
				continue
			}
			akin := slices.ContainsFunc(f.groups, func(name string) bool { return d.akin(name, g.groups[0], t) })
			if len(f.groups) == 0 && len(f.principals()) > 2 {
				akin = !slices.ContainsFunc(f.principals(), func(state string) bool { return !d.roster.Covers(g.groups[0], state, t.story.Published) })
			}
			if akin {
				if len(f.groups) == 0 {
					f.groups = []string{g.groups[0]}
				}
				g.groups = nil
				break
			}
		}
	}
	d.unite(findings)
	return slices.DeleteFunc(findings, func(f finding) bool { return len(f.people)+len(f.groups) == 0 })
}

// unite joins what tells of an organisation as a group with what tells of its heads, and
// of everybody else whom it names: "EU-China summit", and below it "Xi received Costa".
func (d *Detector) unite(findings []finding) {
	for i := range findings {
		g := &findings[i]
		if len(g.groups) != 1 || len(g.people) == 0 {
			continue
		}
		for j := range findings {
			f := &findings[j]
			if j == i || len(f.groups) > 0 || f.remote() != g.remote() || f.implied || !f.leaders() || f.status != g.status || !within(g.principals(), f.principals()) {
				continue
			}
			if slices.ContainsFunc(f.people, func(p readout.Participant) bool {
				return p.Office.Principal() && d.organisation(p.State) && d.groupOf(p.State) == g.groups[0]
			}) {
				g.people, g.groups = nil, nil
				break
			}
		}
	}
}

// namesOf reports whether one finding names, of the group that another tells of, two at
// least and nobody but those whom the other tells of.
func (d *Detector) namesOf(t *text, f, g *finding) bool {
	if len(f.groups) > 0 || !within(g.principals(), f.principals()) {
		return false
	}
	others := slices.DeleteFunc(f.principals(), func(state string) bool { return slices.Contains(g.principals(), state) })
	return len(others) > 1 && !slices.ContainsFunc(others, func(state string) bool { return !d.roster.Covers(g.groups[0], state, t.story.Published) })
}

// loose reports whether a group is one that news speaks of, and no organisation.
func (d *Detector) loose(group string) bool {
	g, known := d.roster.Group(group)
	return known && g.Kind == roster.GroupLoose
}

// akin reports whether one group belongs to the other.
func (d *Detector) akin(a, b string, t *text) bool {
	x, known := d.roster.Group(a)
	y, knownToo := d.roster.Group(b)
	if !known || !knownToo {
		return false
	}
	return slices.Contains(x.Includes, y.Name) || slices.Contains(y.Includes, x.Name) || d.roster.Covers(a, b, t.story.Published)
}

// aside marks the summit at whose margins leaders have a meeting of their own
// that the story tells of: it is mentioned in passing.
func (t *text) aside(findings []finding) {
	for i := range findings {
		f := &findings[i]
		mentioned := f.below && t.elements[f.at].noun != noFrame && t.elements[f.at].verb == noFrame && (f.unsure || f.status != readout.Held)
		if len(f.groups) == 0 || !f.margins && !mentioned {
			continue
		}
		if len(f.people) == 0 && f.margins && f.below {
			f.back = true // "ahead of the G7 summit", of which nobody is named
			continue
		}
		for j := range findings {
			g := &findings[j]
			if j != i && len(g.groups) == 0 && g.leaders() && !g.implied && within(f.principals(), g.principals()) {
				f.back = true
			}
		}
	}
}

// greets reports whether element k tells of how somebody was received on arrival.
func (t *text) greets(k int) bool {
	first, _, _ := strings.Cut(t.lower(k), " ")
	switch first {
	case "greets", "greeted", "welcomes", "welcomed", "receives", "received", "hugs", "hugged", "embraces", "embraced":
		return true
	}
	return false
}

// saw reports whether a finding is told by a verb of the past, or of taking part now,
// that has leaders face to face.
func (t *text) saw(f *finding) bool {
	e := &t.elements[f.at]
	if e.verb == frameAttend && e.forms == formIng {
		return len(f.people) == 1 && t.passive(f.at) // "is taking part"
	}
	if e.actor == nil && e.verb == frameJoint && e.forms == formIng {
		return f.dated >= 0 // "signed alongside the president on Monday"
	}
	return e.actor == nil && e.forms&(formPast|formBase|formNoun) == formPast && (e.verb == frameMeet || e.verb == frameJoint || e.verb == frameHost)
}

// loose reports whether a frame tells less of the contact itself than any other
// frame would.
func loose(f frame) bool { return f == frameVisit || f == frameInvite }

// sameContact reports whether two findings of one story tell of one contact.
func sameContact(a, b *finding) bool {
	if a.leaders() != b.leaders() {
		return false
	}
	x, y := a.principals(), b.principals()
	if !a.leaders() {
		x, y = a.sides(), b.sides()
	}
	if len(a.groups) > 0 || len(b.groups) > 0 {
		if (a.status == readout.Off) != (b.status == readout.Off) && differentPeople(a, b) {
			return false // one stays away, another goes in his stead
		}
		for _, g := range a.groups {
			if slices.Contains(b.groups, g) {
				return true
			}
		}
		if len(b.groups) == 0 {
			x, y = y, x
		}
		return len(a.groups)*len(b.groups) == 0 && len(x) > 2 && within(x, y) // the members of the Quad, by their names
	}
	if len(x) > len(y) && a.frame == frameSummit || len(y) > len(x) && b.frame == frameSummit || differentPeople(a, b) {
		return false // a summit, and a meeting of two at it
	}
	if len(x) != len(y) && max(len(x), len(y)) > 2 && (a.beside || b.beside) {
		return false // "Earlier, a bilateral meeting took place"
	}
	if follows(a, b) || follows(b, a) || widens(a, b, len(y)-len(x)) || widens(b, a, len(x)-len(y)) {
		return false
	}
	if a.onPaper && b.mode == readout.Phone || b.onPaper && a.mode == readout.Phone {
		return false // a telegram, and a call
	}
	if a.remote() != b.remote() && a.status != b.status && a.mode != readout.Unspecified && b.mode != readout.Unspecified {
		return false // a call after which a meeting is planned
	}
	if a.greeted && b.status == readout.Planned && b.date > a.date && b.date != "" || b.greeted && a.status == readout.Planned && a.date > b.date && a.date != "" {
		return false // "greets Putin with a hug", and "will hold talks on Friday"
	}
	if len(x) != len(y) && a.remote() != b.remote() && a.mode != readout.Unspecified && b.mode != readout.Unspecified {
		return false // a call of three during a meeting of two
	}
	return within(x, y) || within(y, x)
}

// follows reports whether one finding tells of what was, and the other of one more
// contact to come: "will meet again", "invited each other".
func follows(was, next *finding) bool {
	return next.again && was.status == readout.Held && !was.unsure && !loose(was.frame) && (next.status == readout.Planned || next.status == readout.Proposed)
}

// onceMore reports whether what element k tells of is one of several.
func (t *text) onceMore(k int) bool {
	for j := max(0, k-3); j < min(len(t.elements), k+4); j++ {
		if t.sentence(j) == t.sentence(k) && (t.is(j, "again", "each other", "one another", "see each other", "see one another") || j < k && t.is(j, "next", "another", "second", "third", "further", "follow-up")) {
			return true
		}
	}
	return false
}

// widens reports whether one finding tells what some did, and the other what they will
// do with more others.
func widens(did, will *finding, more int) bool {
	return more > 0 && did.status == readout.Held && !did.unsure && (will.status == readout.Planned || will.status == readout.Proposed)
}

// differentPeople reports whether the two name different leaders of one state:
// a meeting with the president and one with the foreign minister.
func differentPeople(a, b *finding) bool {
	for _, p := range a.people {
		if !p.Office.Principal() || p.Name == "" {
			continue
		}
		other, same := false, false
		for _, q := range b.people {
			if q.State == p.State && q.Office.Principal() && q.Name != "" {
				other = true
				same = same || q.Name == p.Name
			}
		}
		if other && !same && !slices.ContainsFunc(b.people, func(q readout.Participant) bool {
			return q.State == p.State && slices.ContainsFunc(a.people, func(o readout.Participant) bool { return o.Name == q.Name })
		}) {
			return true
		}
	}
	return false
}

// remote reports whether the contact is told as one from afar.
func (f *finding) remote() bool {
	switch f.frame {
	case framePhone, frameCall, frameVideo, frameLetter, frameWrite:
		return true
	}
	return f.mode == readout.Phone || f.mode == readout.Video || f.mode == readout.Written
}

func within(a, b []string) bool {
	for _, s := range a {
		if !slices.Contains(b, s) {
			return false
		}
	}
	return true
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
