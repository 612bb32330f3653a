package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"readout"
	"readout/briefings"
	"readout/contacts/merging"
)

// What a briefing looks for.
const (
	longSilent  = 14 * 24 * time.Hour // the least silence that is told of
	shownSilent = 5
	plansStay   = 14 * 24 * time.Hour // after the last story on a plan that has no day
	allied      = "allied"            // the group whose pairs are meant where a filter wants everybody
)

// Ask is a question for a briefing.
type Ask struct {
	Filter       readout.Filter
	Since, Until time.Time
	Title        string
	Zone         *time.Location // in which days begin; nil = UTC
	Language     string         // BCP 47; "" = the usual one
	Due          time.Time      // when a late one fell due; zero = in time
	Order        string         // id of the button that asks for the reasons of the order
}

// Brief writes a briefing.
func (d *Desk) Brief(ctx context.Context, ask Ask) ([]readout.Message, error) {
	digest, err := d.Digest(ctx, ask)
	if err != nil {
		return nil, err
	}
	return d.writer(ask.Language).Briefing(digest), nil
}

// Order says why the briefing is in the order that it is in.
func (d *Desk) Order(ctx context.Context, ask Ask) ([]readout.Message, error) {
	digest, err := d.Digest(ctx, ask)
	if err != nil {
		return nil, err
	}
	return d.writer(ask.Language).Order(digest), nil
}

// Digest finds what was told in a period of the contacts that the filter wants.
// What was told afterwards does not show.
func (d *Desk) Digest(ctx context.Context, ask Ask) (briefings.Digest, error) {
	out := briefings.Digest{Title: ask.Title, Since: ask.Since, Until: ask.Until, Zone: ask.Zone, Due: ask.Due, Order: ask.Order}
	known, err := d.known(ctx, ask.Since)
	if err != nil {
		return out, err
	}
	for _, c := range known {
		if err := d.sort(ctx, ask, c, &out); err != nil {
			return out, err
		}
	}
	out.Silent, err = d.silent(ctx, ask)
	return out, err
}

// known returns the contacts that a period since then may tell of.
func (d *Desk) known(ctx context.Context, since time.Time) ([]readout.Contact, error) {
	if d.options.Now().Sub(since) < memory {
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.linked(), nil
	}
	older, err := d.options.Store.RecentContacts(ctx, since)
	if err != nil {
		return nil, fmt.Errorf("load contacts of the period: %w", err)
	}
	return older, nil
}

// sort puts a contact where it belongs in the digest, if it does.
func (d *Desk) sort(ctx context.Context, ask Ask, c readout.Contact, out *briefings.Digest) error {
	now, ok := asOf(c, ask.Until)
	if !ok || !ask.Filter.Matches(now, d.options.Groups) {
		return nil
	}
	if coming(now, ask) {
		out.Coming = append(out.Coming, now)
	}
	if now.UpdatedAt.Before(ask.Since) || baseline(now) || history(now, now.FirstSeen) {
		return nil
	}
	item := briefings.Item{Contact: now}
	before, told := asOf(c, ask.Since)
	told = told && ask.Filter.Matches(before, d.options.Groups) && !baseline(before)
	if told && !moved(before, now) {
		return nil
	}
	var err error
	if item.Earlier, err = d.before(ctx, now); err != nil {
		return err
	}
	if told {
		item.Before = before
		out.Moved = append(out.Moved, item)
	} else {
		out.New = append(out.New, item)
	}
	return nil
}

// coming reports whether a contact is planned for the day of the asker or later.
// A plan without a day counts for as long as it is in the news.
func coming(c readout.Contact, ask Ask) bool {
	if c.Status != readout.Planned {
		return false
	}
	if c.Date == "" {
		return ask.Until.Sub(c.UpdatedAt) < plansStay
	}
	return c.Date >= readout.DateOf(ask.Until.In(cmp.Or(ask.Zone, time.UTC)))
}

// asOf returns the contact as it stood at the instant, put together from the
// stories that had been seen by then; false when there were none.
func asOf(c readout.Contact, at time.Time) (readout.Contact, bool) {
	if c.UpdatedAt.Before(at) {
		return c, true
	}
	seen := slices.DeleteFunc(slices.Clone(c.Sources), func(s readout.Source) bool { return !s.Story.FirstSeen.Before(at) })
	if len(seen) == 0 {
		return readout.Contact{}, false
	}
	out := merging.Assemble(seen)
	out.ID, out.RejectedBy, out.RejectedAt = c.ID, c.RejectedBy, c.RejectedAt
	return out, true
}

// moved reports whether a contact has got another status, or another day while
// it lies ahead.
func moved(before, now readout.Contact) bool {
	ahead := now.Status == readout.Planned || now.Status == readout.Proposed
	return before.Status != now.Status || ahead && before.Date != "" && now.Date != "" && before.Date != now.Date
}

// silent returns the pairs that have not been in contact for long, the longest
// first.
func (d *Desk) silent(ctx context.Context, ask Ask) ([]briefings.Silence, error) {
	all, err := d.options.Store.Relations(ctx, ask.Since, [2]string{}, 0)
	if err != nil {
		return nil, fmt.Errorf("look up relations: %w", err)
	}
	before := readout.DateOf(ask.Until.Add(-longSilent))
	all = slices.DeleteFunc(all, func(r readout.Relation) bool { return r.Last > before || !d.wantsPair(ask, r) })
	slices.SortStableFunc(all, func(a, b readout.Relation) int { return cmp.Compare(a.Last, b.Last) })
	var out []briefings.Silence
	for _, r := range all[:min(len(all), shownSilent)] {
		last, err := d.options.Store.Contact(ctx, r.ID)
		if err != nil {
			return nil, fmt.Errorf("find the last contact of %s and %s: %w", r.A, r.B, err)
		}
		out = append(out, briefings.Silence{A: r.A, B: r.B, Last: last})
	}
	return out, nil
}

// wantsPair reports whether a filter is about the contacts of a pair.
func (d *Desk) wantsPair(ask Ask, r readout.Relation) bool {
	f := readout.Filter{Groups: ask.Filter.Groups, States: ask.Filter.States, Pairs: ask.Filter.Pairs, OneSide: ask.Filter.OneSide}
	if len(f.Groups)+len(f.States)+len(f.Pairs) == 0 {
		f.Groups = []string{allied}
	}
	contact := readout.Contact{
		Participants: []readout.Participant{{State: r.A, Office: readout.OfficeHead}, {State: r.B, Office: readout.OfficeHead}},
		Sources:      []readout.Source{{Mention: readout.Mention{Salience: readout.Main, Level: readout.LevelPrincipal}}},
		FirstSeen:    ask.Until,
	}
	return f.Matches(contact, d.options.Groups)
}

// baseline reports whether only first polls have told of the contact.
func baseline(c readout.Contact) bool {
	return !slices.ContainsFunc(c.Sources, func(s readout.Source) bool { return !s.Story.Baseline })
}
