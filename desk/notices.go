package desk

import (
	"context"
	"fmt"

	"readout"
)

// FeedDown tells the notice channel that a feed has been failing for long.
func (d *Desk) FeedDown(ctx context.Context, feed readout.Feed) error {
	return d.notice(ctx, fmt.Sprintf("down:%d:%d", feed.ID, feed.Poll.FailingSince.Unix()), d.options.Writer.FeedDown(feed))
}

// FeedUp tells the notice channel that such a feed is back.
func (d *Desk) FeedUp(ctx context.Context, feed readout.Feed) error {
	return d.notice(ctx, fmt.Sprintf("up:%d:%d", feed.ID, feed.Poll.SucceededAt.Unix()), d.options.Writer.FeedUp(feed))
}

func (d *Desk) notice(ctx context.Context, key string, m readout.Message) error {
	if d.options.NoticeChannel == "" {
		return nil
	}
	err := d.options.Store.Commit(ctx, &readout.Change{Deliveries: []readout.Dispatch{{Delivery: readout.Delivery{
		Kind:      readout.DeliverNotice,
		Key:       key,
		ChannelID: d.options.NoticeChannel,
		Message:   m,
		NotBefore: d.options.Now(),
	}}}})
	if err != nil {
		return fmt.Errorf("queue a notice: %w", err)
	}
	d.options.Posted()
	return nil
}
