package readout

import "time"

// SubscriptionStatus tells how far a feed's subscription at its hub has come.
type SubscriptionStatus string

// The states of a subscription.
const (
	SubscriptionAsked   SubscriptionStatus = "asked"   // the hub has not confirmed it yet
	SubscriptionActive  SubscriptionStatus = "active"  // confirmed, until the lease ends
	SubscriptionDenied  SubscriptionStatus = "denied"  // the hub refuses; asked again much later
	SubscriptionLeaving SubscriptionStatus = "leaving" // no longer wanted, the hub is being told
)

// Subscription is an order at a WebSub hub to push what is new in a feed.
type Subscription struct {
	FeedID int64
	Hub    string // where the order was placed
	Topic  string // the feed's own name for itself, by which the hub knows it

	// Base is the public address at which hubs reach this Readout, and Token
	// the part of the callback address behind it that nobody can guess. Secret
	// signs what the hub sends; "" where the hub is not reached by https, so
	// that its word is only taken as a hint. Both are made for this one
	// subscription.
	Base, Token, Secret string

	Status     SubscriptionStatus
	Attempts   int       // requests in a row that the hub has not confirmed
	NextStep   time.Time // when the hub is asked, or asked again
	LeaseUntil time.Time // zero = never confirmed
	PushedAt   time.Time // when the hub last sent something that was accepted; zero = never
	StoryAt    time.Time // when that last was a new story
	Error      Reason    // why it is not active; "" when it is

	Wanted bool // the feed is still polled, and names this hub and topic
}

// PushState is what a feed's subscription means for its polling. The zero
// value is a feed without a subscription.
type PushState struct {
	Hub        string
	Status     SubscriptionStatus
	LeaseUntil time.Time
	PushedAt   time.Time
	Error      Reason
}

// Live reports whether the hub has promised to push what is new.
func (s PushState) Live(now time.Time) bool {
	return s.Status == SubscriptionActive && now.Before(s.LeaseUntil)
}
