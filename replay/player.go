package replay

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// quiet is the longest stretch without items that is played; a longer one is
// cut to it.
const quiet = 2 * time.Hour

// Player publishes items when the clock reaches their time.
type Player struct {
	Items []Item
	Clock *Clock
	Feeds *Feeds

	// Rush publishes items without waiting, the clock following them.
	Rush bool

	// Skip is called before the clock jumps over a quiet stretch to the given
	// time; what has to be done before then can be done there. May be nil.
	Skip func(ctx context.Context, to time.Time) error
	// Published is called after each item. May be nil.
	Published func(ctx context.Context, item Item, done int) error
}

// Sort puts items in the order of their publication.
func Sort(items []Item) {
	slices.SortStableFunc(items, func(a, b Item) int { return a.Published.Compare(b.Published) })
}

// Sources returns the distinct sources of the items, sorted.
func Sources(items []Item) []string {
	var out []string
	for _, item := range items {
		out = append(out, item.Source)
	}
	slices.SortFunc(out, cmp.Compare[string])
	return slices.Compact(out)
}

// Run plays the items through, oldest first, and returns when the last one is
// published or the context ends.
func (p *Player) Run(ctx context.Context) error {
	for i, item := range p.Items {
		if item.Published.Sub(p.Clock.Now()) > quiet {
			to := item.Published.Add(-time.Minute)
			if p.Skip != nil {
				if err := p.Skip(ctx, to); err != nil {
					return err
				}
			}
			p.Clock.Forward(to)
		}
		if p.Rush {
			p.Clock.Forward(item.Published)
		}
		if err := p.Clock.Until(ctx, item.Published); err != nil {
			return err
		}
		p.Feeds.Publish(item)
		if p.Published != nil {
			if err := p.Published(ctx, item, i+1); err != nil {
				return err
			}
		}
	}
	return nil
}
