package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"readout"
)

// Try tells what a watch would have made of the contacts that were told since
// then: what it would have posted, and what it comes close to, the latest first.
func (d *Desk) Try(ctx context.Context, w readout.Watch, since time.Time) ([]readout.Trial, error) {
	zone, err := location(w.Zone)
	if err != nil {
		return nil, err
	}
	contacts, err := d.options.Store.RecentContacts(ctx, since)
	if err != nil {
		return nil, fmt.Errorf("load contacts of the period: %w", err)
	}
	var out []readout.Trial
	for _, c := range contacts {
		if c.UpdatedAt.Before(since) || baseline(c) || history(c, c.UpdatedAt) {
			continue
		}
		t := readout.Trial{Contact: c, Refusal: w.Filter.Refuses(c, d.options.Groups)}
		if t.Refusal != readout.Wanted && !w.Filter.Nearly(c, d.options.Groups) {
			continue
		}
		if t.Refusal == readout.Wanted {
			t.Mentions = w.Mentions(c, d.options.Groups) != ""
			if until := w.Manner.Quiet.Until(c.FirstSeen, zone); until.After(c.FirstSeen) {
				t.Held = until
			}
		}
		out = append(out, t)
	}
	slices.SortStableFunc(out, func(a, b readout.Trial) int {
		return cmp.Or(b.Contact.FirstSeen.Compare(a.Contact.FirstSeen), cmp.Compare(b.Contact.ID, a.Contact.ID))
	})
	return out, nil
}
