package readout

import "time"

// ContactQuery asks for stored contacts. What is zero does not restrict.
type ContactQuery struct {
	Text           string    // words that must all occur in titles, summaries, names or topics
	States         []string  // any side is one of these
	Pair           [2]string // both states take part
	Leader         string    // full name of somebody who takes part
	Statuses       []Status
	Since, Until   time.Time // by the contact's date, else by when it was first seen
	ReportableOnly bool      // only contacts that a watch could post
	Rejected       bool      // only those that somebody has said are none; without it only the others
	Limit, Offset  int
}

// Relation is what is known of the contacts between two states.
type Relation struct {
	A, B  string // codes, A before B
	Last  Date   // of the latest contact that was held
	Mode  Mode   // of that
	ID    int64  // of that
	Count int    // contacts held in the period that was asked for
}

// Review is a story of which somebody has said that a contact found in it is none.
type Review struct {
	Story Story
	Wrong []Mention // of contacts that were taken back
	Right []Mention // of the others
}

// Stats counts what the store holds.
type Stats struct {
	Feeds           int
	FailingFeeds    int
	PushedFeeds     int // whose hubs have promised to push what is new
	Stories         int
	StoriesLastDay  int // first seen within the last 24 hours
	Mentions        int
	Contacts        int
	ContactsLastDay int // first seen within the last 24 hours
	Watches         int
	Pending         int       // deliveries that Discord does not have yet
	Failed          int       // deliveries given up
	OldestPending   time.Time // zero when nothing is pending
	LastGoodPoll    time.Time // of any feed; zero = never
	Bytes           int64     // size of the database
}
