package roster

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"readout"
)

// builder puts documents together, the later ones correcting the earlier.
type builder struct {
	offices map[string]officeEntry
	states  map[string]*stateEntry
	people  map[string]*personEntry
	groups  []*groupEntry
}

// build puts the documents together. What the first ones, the settled, said has been
// checked before.
func build(documents []document, settled int) (*Roster, error) {
	b := builder{offices: map[string]officeEntry{}, states: map[string]*stateEntry{}, people: map[string]*personEntry{}}
	for _, d := range documents {
		for _, o := range d.offices {
			b.offices[o.key] = o
		}
	}
	for _, d := range documents {
		for _, s := range d.states {
			if err := b.mergeState(s); err != nil {
				return nil, err
			}
		}
		for _, p := range d.people {
			b.mergePerson(p)
		}
		for _, g := range d.groups {
			b.mergeGroup(g)
		}
	}
	r := &Roster{documents: documents}
	if err := b.makeStates(r); err != nil {
		return nil, err
	}
	b.makeLeaders(r)
	if err := r.nameLeaders(documents, settled); err != nil {
		return nil, err
	}
	if err := b.makeGroups(r); err != nil {
		return nil, err
	}
	return r, nil
}

func (b *builder) mergeState(s stateEntry) error {
	if err := b.checkOffices(s); err != nil {
		return err
	}
	old, known := b.states[s.code]
	if !known {
		if s.name == "" {
			return s.at.errorf("a new state needs a name; if you meant an existing one, its code is different")
		}
		if len(s.executive) == 0 {
			return s.at.errorf("a new state needs an executive: the office that is meant when only the state is named")
		}
		b.states[s.code] = &s
		return nil
	}
	old.name = cmp.Or(s.name, old.name)
	old.kind = cmp.Or(s.kind, old.kind)
	old.surname = cmp.Or(s.surname, old.surname)
	old.capital = cmp.Or(s.capital, old.capital)
	if s.the != nil {
		old.the = s.the
	}
	if len(s.executive) > 0 {
		old.executive = s.executive
	}
	old.names = union(old.names, s.names)
	old.demonyms = union(old.demonyms, s.demonyms)
	old.capitals = union(old.capitals, s.capitals)
	old.places = union(old.places, s.places)
	old.seats = append(slices.Clone(old.seats), s.seats...)
	old.hosts = append(slices.Clone(old.hosts), s.hosts...)
	old.sources = append(slices.Clone(old.sources), s.sources...)
	old.press = union(old.press, s.press)
	old.titles = append(slices.Clone(old.titles), s.titles...)
	old.terms = b.mergeTerms(old.terms, s)
	return nil
}

// checkOffices finds keys that name no office.
func (b *builder) checkOffices(s stateEntry) error {
	unknown := func(at position, office string) error {
		if _, ok := b.offices[office]; ok {
			return nil
		}
		known := slices.Sorted(maps.Keys(b.offices))
		return at.errorf("there is no office %q; known are %s, and more can be added under \"offices\"", office, strings.Join(known, ", "))
	}
	for _, l := range slices.Concat(s.seats, s.hosts, s.sources, s.titles) {
		if err := unknown(l.at, l.office); err != nil {
			return err
		}
	}
	for _, l := range s.terms {
		if err := unknown(l.at, l.office); err != nil {
			return err
		}
	}
	for _, office := range slices.Concat(s.executive, s.replace) {
		if err := unknown(s.at, office); err != nil {
			return err
		}
	}
	return nil
}

// mergeTerms adds the terms of a later file. A term replaces one of the same
// person that it overlaps, and ends that of a predecessor who is still in
// office, so that one line is enough to record a change of government.
func (b *builder) mergeTerms(old []termList, s stateEntry) []termList {
	merged := slices.Clone(old)
	for _, office := range s.replace {
		merged = slices.DeleteFunc(merged, func(l termList) bool { return l.office == office })
	}
	for _, l := range s.terms {
		i := slices.IndexFunc(merged, func(m termList) bool { return m.office == l.office })
		if i < 0 {
			merged = append(merged, l)
			continue
		}
		m := merged[i]
		m.terms = slices.Clone(m.terms)
		for _, t := range l.terms {
			m.terms = placeTerm(m.terms, t, b.offices[l.office].several)
		}
		merged[i] = m
	}
	return merged
}

// placeTerm adds a term to those of one office.
func placeTerm(terms []Term, t Term, several bool) []Term {
	overlaps := func(old Term) bool {
		return !old.From.first().After(t.To.last()) && !old.To.last().Before(t.From.first())
	}
	same := func(old Term) bool { return old.Leader == t.Leader && overlaps(old) }
	terms = slices.DeleteFunc(terms, same)
	if !several && !t.From.IsZero() {
		for i, old := range terms {
			if overlaps(old) && old.From.first().Before(t.From.first()) {
				terms[i].To = t.From
			}
		}
	}
	return append(terms, t)
}

func (b *builder) mergePerson(p personEntry) {
	old, known := b.people[p.name]
	if !known {
		b.people[p.name] = &p
		return
	}
	old.first = union(old.first, p.first)
	old.last = union(old.last, p.last)
	old.also = union(old.also, p.also)
	if p.alone != nil {
		old.alone = p.alone
	}
}

func (b *builder) mergeGroup(g groupEntry) {
	for _, old := range b.groups {
		if Fold(old.name) != Fold(g.name) {
			continue
		}
		old.names = union(old.names, g.names)
		old.kind = cmp.Or(g.kind, old.kind)
		if g.replace {
			old.includes, old.members = nil, nil
		}
		old.includes = union(old.includes, g.includes)
		for _, m := range g.members {
			old.members = slices.DeleteFunc(slices.Clone(old.members), func(o Membership) bool { return o.State == m.State })
			old.members = append(old.members, m)
		}
		return
	}
	b.groups = append(b.groups, &g)
}

// union returns the values of both lists, each once, without touching either.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (b *builder) makeStates(r *Roster) error {
	r.stateByCode, r.stateByName = map[string]int{}, map[string]int{}
	r.hosts, r.sources, r.press = map[string]Site{}, map[string]Site{}, map[string]string{}
	r.termsByState = map[string][]Term{}
	for _, code := range slices.Sorted(maps.Keys(b.states)) {
		e := b.states[code]
		s := b.makeState(e)
		r.stateByCode[code] = len(r.states)
		for _, name := range s.AllNames() {
			if _, taken := r.stateByName[Fold(name)]; !taken {
				r.stateByName[Fold(name)] = len(r.states)
			}
		}
		for _, site := range s.Sites {
			if site.Host != "" {
				r.hosts[site.Host] = site
			} else {
				r.sources[Fold(site.Source)] = site
			}
		}
		for _, outlet := range e.press {
			r.press[outletName(outlet)] = code
		}
		r.states = append(r.states, s)
		r.termsByState[code] = b.makeTerms(s, e)
		r.terms = append(r.terms, r.termsByState[code]...)
	}
	return nil
}

func (b *builder) makeState(e *stateEntry) State {
	s := State{
		Code: e.code, Name: e.name, The: e.the != nil && *e.the, Kind: Kind(cmp.Or(e.kind, string(KindState))),
		Names: e.names, Demonyms: e.demonyms, Capital: e.capital, Capitals: e.capitals, Places: e.places,
	}
	for _, l := range e.seats {
		for _, name := range l.values {
			s.Seats = append(s.Seats, Seat{Name: name, Office: l.office})
		}
	}
	for _, l := range e.hosts {
		for _, host := range l.values {
			s.Sites = append(s.Sites, Site{State: s.Code, Office: l.office, Host: strings.ToLower(host)})
		}
	}
	for _, l := range e.sources {
		for _, source := range l.values {
			s.Sites = append(s.Sites, Site{State: s.Code, Office: l.office, Source: source})
		}
	}
	s.Offices = b.makeOffices(s, e)
	return s
}

// makeOffices returns the offices of a state: the executive ones, then the
// others in the order of the file, and always a foreign and a defence minister.
func (b *builder) makeOffices(s State, e *stateEntry) []Office {
	keys := slices.Clone(e.executive)
	for _, l := range e.terms {
		keys = append(keys, l.office)
	}
	for _, l := range slices.Concat(e.titles, e.seats) {
		keys = append(keys, l.office)
	}
	if s.Kind != KindOrganisation {
		keys = append(keys, "foreign", "defence")
	}
	var out []Office
	for i, key := range keys {
		entry, known := b.offices[key]
		if !known || slices.Contains(keys[:i], key) {
			continue
		}
		o := Office{
			Key: key, Class: readout.Office(entry.class), Title: entry.title, Titles: entry.titles,
			Executive: slices.Contains(e.executive, key), Several: entry.several, Whole: entry.whole,
		}
		for _, l := range e.titles {
			if l.office == key && len(l.values) > 0 {
				o.Title, o.Titles = l.values[0], l.values
			}
		}
		out = append(out, o)
	}
	return out
}

func (b *builder) makeTerms(s State, e *stateEntry) []Term {
	var out []Term
	for _, l := range e.terms {
		rank := slices.IndexFunc(s.Offices, func(o Office) bool { return o.Key == l.office })
		office := s.Offices[rank]
		for _, t := range l.terms {
			t.State, t.Key, t.Office, t.rank = s.Code, office.Key, office.Class, rank
			t.Title = cmp.Or(t.Title, office.Title)
			t.In = titleIn(t.Title, s, office)
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), a.From.first().Compare(b.From.first()))
	})
	return out
}

// titleIn returns a title with its state: "Prime Minister of Canada", but
// "US Secretary of State" and "Secretary-General of NATO".
func titleIn(title string, s State, o Office) string {
	name := s.Name
	if s.The {
		name = "the " + name
	}
	switch {
	case o.Whole || title == "":
		return title
	case s.Kind == KindOrganisation && (strings.Contains(title, " of ") || strings.Contains(title, s.Name)):
		return title
	case strings.Contains(title, " of ") || strings.Contains(title, " for "):
		if len(s.Demonyms) == 0 {
			return title
		}
		return s.Demonyms[0] + " " + title
	default:
		return title + " of " + name
	}
}

func (b *builder) makeLeaders(r *Roster) {
	termsByName := map[string][]Term{}
	for _, t := range r.terms {
		termsByName[t.Leader] = append(termsByName[t.Leader], t)
	}
	for name := range b.people {
		if _, known := termsByName[name]; !known {
			termsByName[name] = nil
		}
	}
	r.leaderByName = map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(termsByName)) {
		terms := termsByName[name]
		slices.SortStableFunc(terms, func(a, b Term) int { return a.From.first().Compare(b.From.first()) })
		n := naming{name: name}
		if len(terms) > 0 {
			surname := b.states[terms[0].State].surname
			n.familyFirst, n.either = surname == "first", surname == "either"
		}
		if p, ok := b.people[name]; ok {
			n.first, n.last, n.also, n.alone = p.first, p.last, p.also, p.alone
		}
		l := Leader{Name: name, Terms: terms}
		l.Aliases, l.Surname = n.aliases()
		r.leaderByName[Fold(name)] = len(r.leaders)
		r.leaders = append(r.leaders, l)
	}
}

// nameLeaders adds what other languages call people, and who is a woman. Those whom
// a later document has taken out of the first ones, the settled, are left out.
func (r *Roster) nameLeaders(documents []document, settled int) error {
	for at, d := range documents {
		for _, n := range d.names {
			l, err := r.named(n.person, n.at, at < settled)
			if err != nil {
				return err
			}
			if l.Names == nil {
				l.Names = map[string]string{}
			}
			l.Names[n.language] = n.name
		}
		for _, w := range d.women {
			l, err := r.named(w.person, w.at, at < settled)
			if err != nil {
				return err
			}
			l.Woman = true
		}
	}
	return nil
}

// named returns the leader whom a file means; nobody's where it is settled and the
// leader is not in the roster any more.
func (r *Roster) named(person string, at position, settled bool) (*Leader, error) {
	i, known := r.leaderByName[Fold(person)]
	switch {
	case known:
		return &r.leaders[i], nil
	case settled:
		return &Leader{}, nil
	}
	return nil, at.errorf("nobody in the roster is called %q; give the full English name, as in \"terms\" or \"people\"", person)
}

func (b *builder) makeGroups(r *Roster) error {
	r.groupByName = map[string]int{}
	for i, e := range b.groups {
		g := Group{Name: e.name, Names: e.names, Kind: GroupKind(cmp.Or(e.kind, string(GroupForum))), Includes: e.includes, Members: e.members}
		for _, name := range append([]string{g.Name}, g.Names...) {
			r.groupByName[Fold(name)] = i
		}
		r.groups = append(r.groups, g)
		for _, m := range g.Members {
			if _, known := r.stateByCode[m.State]; !known {
				return e.at.errorf("there is no state with the code %q", m.State)
			}
		}
	}
	for i, g := range r.groups {
		for _, name := range g.Includes {
			if _, known := r.groupByName[Fold(name)]; !known {
				return b.groups[i].at.errorf("there is no group named %q to include", name)
			}
		}
	}
	return nil
}
