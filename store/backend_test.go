package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"readout"
	"readout/internal/testclock"
	"readout/store"
)

// backend is what every kind of store must do; the tests of behaviour are
// written against it and run on each.
type backend interface {
	Feeds(context.Context) ([]readout.Feed, error)
	Feed(context.Context, int64) (readout.Feed, error)
	AddFeed(context.Context, *readout.Feed) error
	RemoveFeed(context.Context, int64) error
	SyncFeeds(context.Context, []readout.Feed) error
	DueFeeds(context.Context, int) ([]readout.Feed, error)
	ScheduleFeeds(context.Context, map[int64]time.Time) error
	SavePolls(context.Context, map[int64]readout.PollState) error
	KnownStories(context.Context, int64, []string) (map[string]readout.Story, error)
	Unsubscribed(ctx context.Context, limit, most int) ([]readout.Feed, error)
	DueSubscriptions(context.Context, int) ([]readout.Subscription, error)
	Subscription(context.Context, string) (readout.Subscription, error)
	AddSubscription(context.Context, readout.Subscription) error
	SaveSubscription(context.Context, readout.Subscription) error
	RemoveSubscription(context.Context, string) error
	KeepSubscriptions(context.Context, string) error
	Commit(context.Context, *readout.Change) error
	AddStories(context.Context, []readout.Story) error
	Prune(context.Context, time.Time) (int, error)
	RecentContacts(context.Context, time.Time) ([]readout.Contact, error)
	Contact(context.Context, int64) (readout.Contact, error)
	Contacts(context.Context, readout.ContactQuery) ([]readout.Contact, int, error)
	Watches(context.Context) ([]readout.Watch, error)
	WatchesIn(context.Context, string) ([]readout.Watch, error)
	Watch(context.Context, string, int64) (readout.Watch, error)
	AddWatch(context.Context, *readout.Watch) error
	UpdateWatch(context.Context, readout.Watch) error
	RemoveWatch(context.Context, string, int64) error
	SyncWatches(context.Context, []readout.Watch) error
	DueDigests(context.Context) ([]readout.Watch, error)
	DueDeliveries(context.Context, int) ([]readout.Delivery, error)
	DeliveryTried(context.Context, int64) error
	DeliverySent(context.Context, int64, int, string) error
	DeliveryRetry(context.Context, int64, time.Time, string) error
	DeliveryEnded(context.Context, int64, readout.DeliveryState, string) error
	DeliveriesOf(context.Context, int64) ([]readout.Delivery, error)
	Reject(context.Context, int64, string) error
	Restore(context.Context, int64) error
	Reviews(context.Context) ([]readout.Review, error)
	Relations(context.Context, time.Time, [2]string, int64) ([]readout.Relation, error)
	Stats(context.Context) (readout.Stats, error)
	Setting(context.Context, string) (string, error)
	SetSetting(context.Context, string, string) error
}

func TestSQLite(t *testing.T) {
	testStore(t, func(t *testing.T, now func() time.Time) backend {
		s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "readout.db"), now)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { mustClose(t, s) })
		return s
	})
}

// testStore runs the tests of behaviour, each on a fresh store.
func testStore(t *testing.T, open func(t *testing.T, now func() time.Time) backend) {
	tests := map[string]func(*testing.T, *fixture){
		"feeds are kept whole":                   testFeedRoundTrip,
		"an address is a feed once":              testFeedConflict,
		"a removed feed keeps its stories":       testRemoveFeed,
		"feeds of the configuration":             testSyncFeeds,
		"due feeds":                              testDueFeeds,
		"subscriptions are kept whole":           testSubscriptionRoundTrip,
		"feeds without a subscription":           testUnsubscribed,
		"due subscriptions":                      testDueSubscriptions,
		"subscriptions of another address":       testKeepSubscriptions,
		"a commit comes back whole":              testCommitRoundTrip,
		"a story has several keys":               testAltKeys,
		"a story is told anew":                   testRetold,
		"more than one batch":                    testBatches,
		"stories that tell of no contact":        testAddStories,
		"a known story is a conflict":            testCommitConflict,
		"a commit is all or nothing":             testCommitAtomic,
		"a second story joins a contact":         testCommitJoins,
		"a mention moves to another contact":     testMentionMoves,
		"two contacts become one":                testJoin,
		"contacts that cannot become one":        testJoinRefused,
		"a contact becomes one that is none":     testJoinToRejected,
		"a summit and its margins":               testMargins,
		"a story is retitled":                    testStoryRetitled,
		"contacts without stories in the change": testCommitWithoutStory,
		"recent contacts":                        testRecentContacts,
		"contacts by query":                      testContactQuery,
		"contacts by text":                       testContactText,
		"a contact is taken back":                testReject,
		"and brought back":                       testRestore,
		"the list of reviews":                    testReviews,
		"relations between states":               testRelations,
		"contacts page by page":                  testContactPages,
		"a message with its contact's id":        testCompose,
		"prune":                                  testPrune,
		"watches are kept whole":                 testWatchRoundTrip,
		"due digests":                            testDueDigests,
		"watches of the configuration":           testSyncWatches,
		"a removed watch":                        testRemoveWatch,
		"a delivery is queued once":              testDispatch,
		"a delivery for a removed watch":         testDispatchWithoutWatch,
		"a raise during a request is not lost":   testRaiseDuringRequest,
		"the first try is kept while it is open": testRaiseOfUnsettled,
		"the ends of a delivery":                 testDeliveryEnds,
		"due deliveries are fair over channels":  testDueDeliveries,
		"pages of a briefing keep their order":   testBriefingOrder,
		"no revision is ever lost":               testNoRevisionLost,
		"statistics":                             testStats,
		"settings":                               testSettings,
		"what is not there":                      testMissing,
		"many at once":                           testConcurrency,
		"times come back to the microsecond":     testTimes,
		"hostile text stays text":                testHostileText,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := testclock.At(start)
			test(t, &fixture{backend: open(t, c.Now), clock: c})
		})
	}
}

// start is when every test begins.
var start = time.Date(2026, 3, 2, 8, 0, 0, 123456000, time.UTC)

// fixture is a store with its clock and short ways to fill it.
type fixture struct {
	backend
	clock *testclock.Clock
}

func (f *fixture) feed(t *testing.T, name string) readout.Feed {
	t.Helper()
	feed := readout.Feed{Name: name, URL: "https://" + name + ".example/feed", Kind: readout.Press, AddedBy: "1"}
	if err := f.AddFeed(t.Context(), &feed); err != nil {
		t.Fatal(err)
	}
	return feed
}

func (f *fixture) watch(t *testing.T, channel string) readout.Watch {
	t.Helper()
	w := readout.Watch{GuildID: "guild", ChannelID: channel, Kind: readout.WatchAlert, CreatedBy: "1"}
	if err := f.AddWatch(t.Context(), &w); err != nil {
		t.Fatal(err)
	}
	return w
}

func (f *fixture) commit(t *testing.T, change *readout.Change) {
	t.Helper()
	if err := f.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}

// tell commits a story of the feed that makes the contact, and returns it as
// the store has it.
func (f *fixture) tell(t *testing.T, feed readout.Feed, key string, contact readout.Contact, dispatches ...readout.Dispatch) readout.Contact {
	t.Helper()
	story := storyOf(feed, key, f.clock.Now())
	mention := mentionOf(contact)
	for i := range dispatches {
		dispatches[i].Contact = &contact
	}
	f.commit(t, &readout.Change{
		Story:      &story,
		Found:      []readout.Found{{Mention: &mention, Contact: &contact}},
		Deliveries: dispatches,
	})
	return f.contact(t, contact.ID)
}

func (f *fixture) contact(t *testing.T, id int64) readout.Contact {
	t.Helper()
	c, err := f.Contact(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// notice queues a message and returns its delivery.
func (f *fixture) notice(t *testing.T, key, channel, text string) readout.Delivery {
	t.Helper()
	change := &readout.Change{Deliveries: []readout.Dispatch{{Delivery: readout.Delivery{
		Kind: readout.DeliverNotice, Key: key, ChannelID: channel, Message: readout.Message{Summary: text}, NotBefore: f.clock.Now(),
	}}}}
	f.commit(t, change)
	return change.Deliveries[0].Delivery
}

func (f *fixture) due(t *testing.T, limit int) []readout.Delivery {
	t.Helper()
	due, err := f.DueDeliveries(t.Context(), limit)
	if err != nil {
		t.Fatal(err)
	}
	return due
}

func alertTo(channel string, watch int64, text string) readout.Dispatch {
	return readout.Dispatch{Delivery: readout.Delivery{
		Kind: readout.DeliverAlert, WatchID: watch, ChannelID: channel, Message: readout.Message{Summary: text}, NotBefore: start,
	}}
}

func storyOf(feed readout.Feed, key string, at time.Time) readout.Story {
	return readout.Story{
		FeedID: feed.ID, Key: key, Title: "Story " + key, Summary: "Of " + feed.Name, URL: "https://" + feed.Name + ".example/" + key,
		Source: feed.Name, Kind: feed.Kind, State: feed.State, Published: at.Add(-time.Minute), FirstSeen: at,
	}
}

// contactOf is a telephone call between the heads of two states, held today.
func contactOf(a, b string) readout.Contact {
	return readout.Contact{
		Participants: []readout.Participant{
			{State: a, Office: readout.OfficeHead, Name: "Head of " + a, Title: "President of " + a},
			{State: b, Office: readout.OfficeHead, Name: "Head of " + b},
		},
		Groups: []string{"G7"}, Mode: readout.Phone, Status: readout.Held, Date: "2026-03-02", Level: readout.LevelPrincipal,
		Topics: []string{"trade"}, Confidence: 0.875, FirstSeen: start, UpdatedAt: start,
	}
}

func mentionOf(c readout.Contact) readout.Mention {
	return readout.Mention{
		Participants: c.Participants, Groups: c.Groups, Summit: "G20", Mode: c.Mode, Status: c.Status, Date: c.Date, Level: c.Level,
		Salience: readout.Main, Implied: c.Implied, Topics: c.Topics, Confidence: c.Confidence,
		Evidence: []readout.Evidence{{Role: "frame", Field: "title", Text: "called", Start: 3, End: 9, Note: "a verb of calling"}},
	}
}
