package readout

import "time"

// DeliveryKind tells what a delivery carries.
type DeliveryKind string

// The kinds of delivery.
const (
	DeliverAlert    DeliveryKind = "alert"    // the living message of a contact in a channel
	DeliverBriefing DeliveryKind = "briefing" // one page of a digest
	DeliverNotice   DeliveryKind = "notice"   // something the channel must know about the bot itself
)

// DeliveryState tells how far a delivery has come.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryPending DeliveryState = "pending" // Revision has still to reach Discord
	DeliveryDone    DeliveryState = "done"    // Discord has Revision
	DeliveryFailed  DeliveryState = "failed"  // given up: Error says why
	DeliveryGone    DeliveryState = "gone"    // the message was deleted in Discord and is not brought back
	DeliveryRetract DeliveryState = "retract" // the message has still to be deleted in Discord
)

// Delivery is a message that must reach Discord, in the outbox until Discord
// has it. An alert's row lives as long as its contact: each change of the
// contact raises Revision, and the courier brings the message up to it.
type Delivery struct {
	ID        int64
	Kind      DeliveryKind
	Key       string // unique: what it is for, so that nothing is ever queued twice
	WatchID   int64  // 0 for notices
	ContactID int64  // 0 unless an alert
	ChannelID string
	Message   Message

	Revision     int    // of Message; starts at 1
	SentRevision int    // the revision that Discord has; 0 = none
	MessageID    string // Discord's id, once it has the message
	Nonce        string // at most 25 characters; the same for every try
	State        DeliveryState
	Attempts     int       // tries since the last success
	FirstTry     time.Time // of the present revision, or of any while MessageID is unknown; zero = not tried yet
	NotBefore    time.Time // when the courier may try (again)
	Error        string    // why the last try failed
	CreatedAt    time.Time
	SentAt       time.Time // when Discord last took the message or an edit of it
}
