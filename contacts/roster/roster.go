package roster

import (
	"embed"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"readout"
)

//go:embed data/*.yml
var data embed.FS

// maxOverlay bounds an operator's file; the compiled data are a third of it.
const maxOverlay = 1 << 20

// Roster is the states, their leaders and the groups they form.
type Roster struct {
	documents []document // what it was made from, oldest first

	states  []State
	leaders []Leader
	terms   []Term
	groups  []Group

	stateByCode  map[string]int
	stateByName  map[string]int // folded name or code
	leaderByName map[string]int // folded full name
	termsByState map[string][]Term
	groupByName  map[string]int // folded name or alias
	hosts        map[string]Site
	sources      map[string]Site   // folded name of the feed
	press        map[string]string // code of the state, by folded name of the outlet
}

// Default returns the roster that is compiled in.
func Default() (*Roster, error) {
	files, err := data.ReadDir("data")
	if err != nil {
		return nil, fmt.Errorf("read compiled roster: %w", err)
	}
	var documents []document
	for _, f := range files {
		name := path.Join("data", f.Name())
		text, err := data.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read compiled roster: %w", err)
		}
		d, err := parseDocument(text, name)
		if err != nil {
			return nil, err
		}
		documents = append(documents, d)
	}
	return build(documents, 0)
}

// Load returns base extended and corrected by an operator's file; base itself
// is not changed. The name is used in errors, which read "name:line: key:
// what is wrong" and carry readout.CodeInvalid.
func Load(base *Roster, overlay io.Reader, name string) (*Roster, error) {
	text, err := io.ReadAll(io.LimitReader(overlay, maxOverlay+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(text) > maxOverlay {
		return nil, readout.Errorf(readout.CodeInvalid, "%s: larger than 1 MiB; keep only the states and terms that differ from the compiled roster", name)
	}
	d, err := parseDocument(text, name)
	if err != nil {
		return nil, err
	}
	return build(append(slices.Clone(base.documents), d), len(base.documents))
}

// States returns all states and organisations, ordered by code.
func (r *Roster) States() []State { return slices.Clone(r.states) }

// State returns the state or organisation with the code.
func (r *Roster) State(code string) (State, bool) {
	i, ok := r.stateByCode[strings.ToUpper(code)]
	if !ok {
		return State{}, false
	}
	return r.states[i], true
}

// FindState returns the state or organisation with the code or any of the
// names, whatever their case and accents.
func (r *Roster) FindState(name string) (State, bool) {
	if s, ok := r.State(name); ok {
		return s, true
	}
	i, ok := r.stateByName[Fold(name)]
	if !ok {
		return State{}, false
	}
	return r.states[i], true
}

// Leaders returns everybody in the roster, ordered by name, those who never
// held an office among them.
func (r *Roster) Leaders() []Leader { return slices.Clone(r.leaders) }

// Leader returns the person with that full name, whatever its case and accents.
func (r *Roster) Leader(name string) (Leader, bool) {
	i, ok := r.leaderByName[Fold(name)]
	if !ok {
		return Leader{}, false
	}
	return r.leaders[i], true
}

// Terms returns all terms of all leaders by state, and within a state by
// rank of the office and then by date.
func (r *Roster) Terms() []Term { return slices.Clone(r.terms) }

// HeldOn returns who held offices of that class in the state on the day, the
// executive office first, then by rank. Where one term ends on the day on which
// the next begins both are given, the newcomer first.
func (r *Roster) HeldOn(state string, office readout.Office, on time.Time) []Term {
	var out []Term
	day, terms := number(on), r.termsByState[strings.ToUpper(state)]
	for i := range terms {
		if terms[i].Office == office && terms[i].covers(day) {
			out = append(out, terms[i])
		}
	}
	slices.SortStableFunc(out, newcomerFirst)
	return out
}

// Executive returns the person who is meant when only the state, its capital
// or its seat of government is named as an actor.
func (r *Roster) Executive(state string, on time.Time) (Term, bool) {
	var first *Term
	day, terms := number(on), r.termsByState[strings.ToUpper(state)]
	for i := range terms {
		if t := &terms[i]; t.Office == readout.OfficeHead && t.covers(day) && (first == nil || newcomerFirst(*t, *first) < 0) {
			first = t
		}
	}
	if first == nil {
		return Term{}, false
	}
	return *first, true
}

// Holder returns who held the one office on the day: the president of Germany
// and not its chancellor. Keys are those of State.Offices.
func (r *Roster) Holder(state, office string, on time.Time) (Term, bool) {
	var held []Term
	for _, t := range r.termsByState[strings.ToUpper(state)] {
		if t.Key == office && t.Covers(on) {
			held = append(held, t)
		}
	}
	if len(held) == 0 {
		return Term{}, false
	}
	slices.SortStableFunc(held, newcomerFirst)
	return held[0], true
}

// newcomerFirst orders holders of one day by rank of the office, and holders
// of the same office by the start of their terms, the latest first.
func newcomerFirst(a, b Term) int {
	if a.rank != b.rank {
		return a.rank - b.rank
	}
	return b.From.first().Compare(a.From.first())
}

// HostState returns the state or organisation whose official site the host is
// or belongs to: "en.kremlin.ru" is Russia's.
func (r *Roster) HostState(host string) (code string, ok bool) {
	s, ok := r.HostSite(host)
	return s.State, ok
}

// HostSite returns the official site that the host is or belongs to.
func (r *Roster) HostSite(host string) (Site, bool) {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	for host != "" {
		if s, ok := r.hosts[host]; ok {
			return s, true
		}
		_, rest, found := strings.Cut(host, ".")
		if !found {
			break
		}
		host = rest
	}
	return Site{}, false
}

// SourceState returns the state or organisation whose official feed goes by
// that name.
func (r *Roster) SourceState(source string) (code string, ok bool) {
	s, ok := r.SourceSite(source)
	return s.State, ok
}

// SourceSite returns the official site whose feed goes by that name. What
// stands in brackets at the end of the name does not count unless the whole
// is known.
func (r *Roster) SourceSite(source string) (Site, bool) {
	name := Fold(source)
	if s, ok := r.sources[name]; ok {
		return s, true
	}
	if i := strings.IndexByte(name, '('); i > 0 {
		s, ok := r.sources[strings.TrimSpace(name[:i])]
		return s, ok
	}
	return Site{}, false
}

// PressState returns where the outlet is at home whose feed goes by that name:
// Britain for "The Guardian", and for "BBC World", which is one of the BBC's.
func (r *Roster) PressState(source string) (code string, ok bool) {
	for name := outletName(source); name != ""; {
		if code, ok := r.press[name]; ok {
			return code, true
		}
		cut := strings.LastIndexAny(name, " -(")
		if cut < 0 {
			break
		}
		name = strings.TrimRight(name[:cut], " -(")
	}
	return "", false
}

// outletName folds the name of an outlet, without its article.
func outletName(name string) string { return strings.TrimPrefix(Fold(name), "the ") }
