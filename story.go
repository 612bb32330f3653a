package readout

import "time"

// Story is one item of a feed. Title and Summary are plain text.
type Story struct {
	ID        int64
	FeedID    int64
	Key       string   // identity within the feed: its guid where that is trustworthy, else the canonical link
	AltKeys   []string // other identities that the story may come under another time; a feed whose guids change keeps its links
	Title     string
	Summary   string
	URL       string
	Source    string // name of the feed
	Kind      FeedKind
	State     string    // for official feeds: who speaks
	Published time.Time // earliest sane date seen, else FirstSeen
	FirstSeen time.Time
	Baseline  bool // came with the first poll of its feed: recorded, never posted by itself
}
