package commands

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout"
	"readout/contacts/roster"
)

//go:embed zones.txt
var zones string

// candidate is a suggestion with all texts by which it may be found.
type candidate struct {
	choice readout.Choice
	found  []string
}

// best returns the choices whose texts hold what was typed: those that are it
// first, then those that begin with it, those with a word that begins with it,
// and those that hold it anywhere. Case and accents do not count.
func best(candidates []candidate, typed string) []readout.Choice {
	type hit struct {
		choice readout.Choice
		rank   int
	}
	wanted := roster.Fold(typed)
	var hits []hit
	for _, c := range candidates {
		if r := rank(c.found, wanted); r >= 0 {
			hits = append(hits, hit{c.choice, r})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.rank, b.rank) })
	var out []readout.Choice
	for _, h := range hits {
		out = append(out, h.choice)
	}
	return out
}

// rank returns how well the best of the texts fits, 0 best, -1 not at all.
func rank(texts []string, wanted string) int {
	if wanted == "" {
		return 0
	}
	out := -1
	for _, t := range texts {
		if r := rankOne(roster.Fold(t), wanted); r >= 0 && (out < 0 || r < out) {
			out = r
		}
	}
	return out
}

func rankOne(text, wanted string) int {
	switch {
	case text == wanted:
		return 0
	case strings.HasPrefix(text, wanted):
		return 1
	case wordBegins(text, wanted):
		return 2
	case strings.Contains(text, wanted):
		return 3
	}
	return -1
}

func wordBegins(text, wanted string) bool {
	for i := range text {
		if i > 0 && strings.ContainsRune(" -/_(,", rune(text[i-1])) && strings.HasPrefix(text[i:], wanted) {
			return true
		}
	}
	return false
}

// leaders suggests leaders by name.
func (n Names) leaders(_ context.Context, in input, typed string) ([]readout.Choice, error) {
	var out []readout.Choice
	for _, l := range n.roster.Search(typed, maxChoices) {
		out = append(out, readout.Choice{Name: l.In(in.printer.Language()) + " · " + n.office(in.printer, l, in.now), Value: l.Name})
	}
	return out, nil
}

// states suggests states and organisations by code, name or demonym.
func (n Names) states(_ context.Context, in input, typed string) ([]readout.Choice, error) {
	return best(n.stateCandidates(in), typed), nil
}

// stateCandidates returns all states and organisations, those first that are
// asked for most: members of the G7, then allied ones, then the rest.
func (n Names) stateCandidates(in input) []candidate {
	var out []candidate
	first, second := n.roster.Members("G7", in.now), n.roster.Members(allied, in.now)
	states := n.roster.States()
	slices.SortStableFunc(states, func(a, b roster.State) int {
		return cmp.Compare(standingIn(a.Code, first, second), standingIn(b.Code, first, second))
	})
	for _, s := range states {
		out = append(out, candidate{
			choice: readout.Choice{Name: n.stateLabel(in.printer, s.Code) + " (" + s.Code + ")", Value: s.Code},
			found:  slices.Concat([]string{s.Code, n.stateName(in.printer, s.Code)}, in.printer.StateNames(s.Code), s.AllNames(), s.Demonyms),
		})
	}
	return out
}

// standingIn returns the number of the first list that holds the code.
func standingIn(code string, lists ...[]string) int {
	for i, l := range lists {
		if slices.Contains(l, code) {
			return i
		}
	}
	return len(lists)
}

// sides suggests states and leaders, for commands that take either.
func (n Names) sides(ctx context.Context, in input, typed string) ([]readout.Choice, error) {
	states := best(n.stateCandidates(in), typed)
	leaders, err := n.leaders(ctx, in, typed)
	if err != nil {
		return nil, err
	}
	return interleave(states, leaders), nil
}

// interleave takes turns, so that neither list hides the other.
func interleave(a, b []readout.Choice) []readout.Choice {
	var out []readout.Choice
	for i := range max(len(a), len(b)) {
		if i < len(a) {
			out = append(out, a[i])
		}
		if i < len(b) {
			out = append(out, b[i])
		}
	}
	return out
}

// completeZone suggests IANA names of time zones.
func completeZone(_ context.Context, _ input, typed string) ([]readout.Choice, error) {
	return best(zoneCandidates(), typed), nil
}

func zoneCandidates() []candidate {
	var out []candidate
	for name := range strings.Lines(zones) {
		name = strings.TrimSpace(name)
		out = append(out, candidate{
			choice: readout.Choice{Name: name, Value: name},
			found:  []string{name, strings.ReplaceAll(name, "_", " ")},
		})
	}
	return out
}

// loadZone returns the zone with the IANA name, or an error for users that
// suggests what may have been meant.
func loadZone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err == nil && name != "" && !strings.EqualFold(name, "local") {
		return zone, nil
	}
	var near []string
	for _, c := range best(zoneCandidates(), name) {
		near = append(near, c.Value)
	}
	if len(near) == 0 || name == "" {
		return nil, readout.Errorf(readout.CodeInvalid, "%q is not a time zone. Use an IANA name such as Europe/Berlin; type a city and choose one of the suggestions.", clip(name, 60))
	}
	return nil, readout.Errorf(readout.CodeInvalid, "%q is not the name of a time zone; did you mean %s?", clip(name, 60), alternatives(near[:min(len(near), 3)]))
}

// completeSchedule suggests schedules, and says how what was typed is understood.
func completeSchedule(_ context.Context, in input, typed string) ([]readout.Choice, error) {
	if line, err := readout.ParseSchedule(typed); err == nil {
		return []readout.Choice{in.explained(typed, readout.DescribeSchedule(line))}, nil
	}
	var out []candidate
	for _, s := range []string{"07:00", "weekdays 07:00", "weekdays 18:00", "daily 07:00,19:00", "monday 08:00", "weekends 10:00"} {
		line, err := readout.ParseSchedule(s)
		if err != nil {
			return nil, fmt.Errorf("suggest schedule %q: %w", s, err)
		}
		out = append(out, candidate{choice: in.explained(s, readout.DescribeSchedule(line)), found: []string{s}})
	}
	return best(out, typed), nil
}

// completeFeed suggests feeds by name or address.
func (c feedCommands) completeFeed(ctx context.Context, _ input, typed string) ([]readout.Choice, error) {
	feeds, err := c.store.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	var out []candidate
	for _, f := range feeds {
		if f.AddedBy == fromConfig {
			continue
		}
		out = append(out, candidate{
			choice: readout.Choice{Name: f.Name + " · " + f.URL, Value: strconv.FormatInt(f.ID, 10)},
			found:  []string{f.Name, f.URL},
		})
	}
	return best(out, typed), nil
}

// completeWatch suggests the watches of the server.
func (c watchCommands) completeWatch(ctx context.Context, in input, typed string) ([]readout.Choice, error) {
	watches, err := c.store.WatchesIn(ctx, in.GuildID)
	if err != nil {
		return nil, err
	}
	var out []candidate
	for _, w := range watches {
		id := strconv.FormatInt(w.ID, 10)
		where := in.printer.Say("in another channel")
		if w.ChannelID == in.ChannelID {
			where = in.printer.Say("in this channel")
		}
		name := id + " · " + kindName(in.printer, w.Kind) + " " + where + " · " + c.names.filterWords(in.printer, w.Filter)
		out = append(out, candidate{choice: readout.Choice{Name: name, Value: id}, found: []string{id, name}})
	}
	return best(out, strings.TrimPrefix(typed, "#")), nil
}

// completeContact suggests contacts: those in which the words occur, else the
// latest, by number.
func (c contactCommands) completeContact(ctx context.Context, in input, typed string) ([]readout.Choice, error) {
	typed = strings.TrimPrefix(typed, "#")
	q := readout.ContactQuery{ReportableOnly: true, Limit: maxChoices}
	_, notNumber := strconv.ParseUint(typed, 10, 64)
	if notNumber != nil {
		q.Text = typed
	} else {
		q.Limit = 200
	}
	found, _, err := c.store.Contacts(ctx, q)
	if err != nil {
		return nil, err
	}
	if leaders := c.names.roster.Search(typed, 1); len(found) == 0 && typed != "" && len(leaders) > 0 {
		// The stories are in English; the name may be in another language.
		if found, _, err = c.store.Contacts(ctx, readout.ContactQuery{ReportableOnly: true, Limit: maxChoices, Leader: leaders[0].Name}); err != nil {
			return nil, err
		}
	}
	var out []readout.Choice
	for _, contact := range found {
		id := strconv.FormatInt(contact.ID, 10)
		if notNumber != nil || strings.HasPrefix(id, typed) {
			out = append(out, readout.Choice{Name: id + " · " + c.names.headline(in.printer, contact), Value: id})
		}
	}
	return out, nil
}
