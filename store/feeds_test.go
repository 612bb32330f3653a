package store_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
)

// filled returns a value of which every field differs from zero, so that a
// field that is not stored is found out.
func filled[T any]() T {
	var v T
	n := 0
	fill(reflect.ValueOf(&v).Elem(), &n)
	return v
}

func fill(v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(start.Add(time.Duration(*n) * time.Second)))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case v.Kind() == reflect.String:
		v.SetString("text " + string(rune('a'+*n%26)))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(int64(*n))
	case v.CanFloat():
		v.SetFloat(float64(*n) / 8)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fallthrough
	case v.Kind() == reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	}
}

func testFeedRoundTrip(t *testing.T, f *fixture) {
	want := filled[readout.Feed]()
	poll := want.Poll
	want.Poll, want.Push = readout.PollState{}, readout.PushState{}
	if err := f.AddFeed(t.Context(), &want); err != nil {
		t.Fatal(err)
	}
	want.Poll = poll
	if err := f.SavePolls(t.Context(), map[int64]readout.PollState{want.ID: poll}); err != nil {
		t.Fatal(err)
	}
	got, err := f.Feed(t.Context(), want.ID)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("feed differs (-want +got):\n%s%v", diff, err)
	}
	if err := f.SavePolls(t.Context(), map[int64]readout.PollState{want.ID: readout.PollState{}}); err != nil {
		t.Fatal(err)
	}
	if got, err = f.Feed(t.Context(), want.ID); got.Poll != (readout.PollState{}) || err != nil {
		t.Errorf("got %+v, %v", got.Poll, err)
	}
}

func testFeedConflict(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	again := readout.Feed{Name: "Other name", URL: feed.URL, Kind: readout.Press}
	err := f.AddFeed(t.Context(), &again)
	if readout.ErrorCode(err) != readout.CodeConflict || again.ID != 0 {
		t.Errorf("got %v, id %d", err, again.ID)
	}
	if feed.AddedAt != start {
		t.Errorf("added at %v", feed.AddedAt)
	}
}

func testRemoveFeed(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	contact := f.tell(t, feed, "1", contactOf("CA", "US"))
	if err := f.SavePolls(t.Context(), map[int64]readout.PollState{feed.ID: readout.PollState{ETag: "x", SucceededAt: start}}); err != nil {
		t.Fatal(err)
	}
	if err := f.RemoveFeed(t.Context(), feed.ID); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Feeds(t.Context()); len(got) != 0 || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := f.DueFeeds(t.Context(), 10); len(got) != 0 || err != nil {
		t.Errorf("due: %v, %v", got, err)
	}
	if got := f.contact(t, contact.ID); len(got.Sources) != 1 {
		t.Error("the story is gone")
	}
	if err := f.RemoveFeed(t.Context(), feed.ID); readout.ErrorCode(err) != readout.CodeNotFound {
		t.Errorf("removed twice: %v", err)
	}
	// A poll that was under way is written for the feeds that are still there.
	other := f.feed(t, "courier")
	for _, id := range []int64{feed.ID, 99} {
		states := map[int64]readout.PollState{id: {ETag: "y"}, other.ID: {ETag: "z"}}
		if err := f.SavePolls(t.Context(), states); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := f.Feed(t.Context(), other.ID); got.Poll.ETag != "z" || err != nil {
		t.Errorf("got %+v, %v", got.Poll, err)
	}
	// It comes back without its past, but with the stories that it has brought.
	again := f.feed(t, "herald")
	got, err := f.Feed(t.Context(), again.ID)
	if err != nil || got.Poll.Baselined() || got.Poll.ETag != "" {
		t.Errorf("got %+v, %v", got.Poll, err)
	}
	unknown, err := unknownKeys(t, f, again, []string{"1", "2"})
	if diff := cmp.Diff([]string{"2"}, unknown); diff != "" || err != nil {
		t.Errorf("unknown keys differ (-want +got):\n%s%v", diff, err)
	}
}

func testSyncFeeds(t *testing.T, f *fixture) {
	mine := f.feed(t, "mine")
	taken := f.feed(t, "taken")
	sync := func(feeds ...readout.Feed) map[string]readout.Feed {
		t.Helper()
		if err := f.SyncFeeds(t.Context(), feeds); err != nil {
			t.Fatal(err)
		}
		all, err := f.Feeds(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		out := make(map[string]readout.Feed)
		for _, feed := range all {
			out[feed.Name] = feed
		}
		return out
	}
	a := readout.Feed{Name: "a", URL: "https://a.example", Kind: readout.Press}
	b := readout.Feed{Name: "b", URL: "https://b.example", Kind: readout.Press}
	first := sync(a, b, readout.Feed{Name: "taken", URL: taken.URL, Kind: readout.Press})
	if len(first) != 4 || first["a"].AddedBy != "config" || first["mine"].AddedBy != "1" || first["taken"].AddedBy != "config" {
		t.Errorf("got %+v", first)
	}
	if err := f.SavePolls(t.Context(), map[int64]readout.PollState{first["a"].ID: readout.PollState{ETag: "kept", SucceededAt: start}}); err != nil {
		t.Fatal(err)
	}
	a.Kind, a.State, a.Interval = readout.Official, "CA", time.Minute
	second := sync(a)
	if len(second) != 2 || second["mine"].ID != mine.ID {
		t.Errorf("got %+v", second)
	}
	if got := second["a"]; got.ID != first["a"].ID || got.Poll.ETag != "kept" || got.Kind != readout.Official || got.State != "CA" || got.Interval != time.Minute {
		t.Errorf("got %+v", got)
	}
	if third := sync(a, b); third["b"].ID != first["b"].ID {
		t.Errorf("the feed came back with another id: %+v", third["b"])
	}
}

func testDueFeeds(t *testing.T, f *fixture) {
	a, b, c := f.feed(t, "a"), f.feed(t, "b"), f.feed(t, "c")
	next := map[int64]time.Time{a.ID: start, b.ID: start.Add(-time.Hour), c.ID: start.Add(time.Microsecond), 99: start}
	if err := f.ScheduleFeeds(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	f.feed(t, "new")
	check := func(limit int, want ...string) {
		t.Helper()
		due, err := f.DueFeeds(t.Context(), limit)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, feed := range due {
			got = append(got, feed.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("due feeds differ (-want +got):\n%s", diff)
		}
	}
	check(10, "new", "b", "a")
	check(2, "new", "b")
	f.clock.Forward(time.Microsecond)
	check(10, "new", "b", "a", "c")
}

func testSettings(t *testing.T, f *fixture) {
	if got, err := f.Setting(t.Context(), "commands"); got != "" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	for _, value := range []string{"first", "second", ""} {
		if err := f.SetSetting(t.Context(), "commands", value); err != nil {
			t.Fatal(err)
		}
		if got, err := f.Setting(t.Context(), "commands"); got != value || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	}
}

func testStats(t *testing.T, f *fixture) {
	feed, bad := f.feed(t, "herald"), f.feed(t, "times")
	f.watch(t, "channel")
	f.tell(t, feed, "1", contactOf("CA", "US"))
	f.clock.Forward(36 * time.Hour)
	later := contactOf("FR", "DE")
	later.FirstSeen = f.clock.Now()
	f.tell(t, feed, "2", later, alertTo("channel", 0, "a call"))
	f.clock.Forward(time.Minute)
	failed := f.notice(t, "n", "channel", "down")
	if err := f.DeliveryEnded(t.Context(), failed.ID, readout.DeliveryFailed, "no permission"); err != nil {
		t.Fatal(err)
	}
	good := f.clock.Now()
	if err := f.SavePolls(t.Context(), map[int64]readout.PollState{feed.ID: readout.PollState{SucceededAt: good}}); err != nil {
		t.Fatal(err)
	}
	if err := f.SavePolls(t.Context(), map[int64]readout.PollState{bad.ID: readout.PollState{Failures: 2}}); err != nil {
		t.Fatal(err)
	}
	got, err := f.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := readout.Stats{
		Feeds: 2, FailingFeeds: 1, Stories: 2, StoriesLastDay: 1, Mentions: 2, Contacts: 2, ContactsLastDay: 1, Watches: 1,
		Pending: 1, Failed: 1, OldestPending: good.Add(-time.Minute), LastGoodPoll: good, Bytes: got.Bytes,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stats differ (-want +got):\n%s", diff)
	}
	if got.Bytes <= 0 {
		t.Errorf("%d bytes", got.Bytes)
	}
}

func testMissing(t *testing.T, f *fixture) {
	ctx := t.Context()
	_, noFeed := f.Feed(ctx, 99)
	_, noContact := f.Contact(ctx, 99)
	_, noWatch := f.Watch(ctx, "guild", 99)
	w := f.watch(t, "channel")
	_, foreignWatch := f.Watch(ctx, "another guild", w.ID)
	for name, err := range map[string]error{
		"feed":           noFeed,
		"contact":        noContact,
		"watch":          noWatch,
		"foreign watch":  foreignWatch,
		"update watch":   f.UpdateWatch(ctx, readout.Watch{ID: w.ID, GuildID: "another guild"}),
		"remove watch":   f.RemoveWatch(ctx, "another guild", w.ID),
		"tried delivery": f.DeliveryTried(ctx, 99),
		"sent delivery":  f.DeliverySent(ctx, 99, 1, "m"),
		"retry delivery": f.DeliveryRetry(ctx, 99, start, "x"),
		"ended delivery": f.DeliveryEnded(ctx, 99, readout.DeliveryGone, "x"),
	} {
		if readout.ErrorCode(err) != readout.CodeNotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func testTimes(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	zone := time.FixedZone("somewhere", -5*3600)
	for name, at := range map[string]time.Time{
		"zero":              {},
		"a microsecond":     time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC),
		"another zone":      time.Date(2026, 1, 2, 3, 4, 5, 0, zone),
		"before the epoch":  time.Date(1969, 12, 31, 23, 59, 59, 999999000, time.UTC),
		"year one and some": time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC),
		"far in the future": time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
	} {
		if err := f.SavePolls(t.Context(), map[int64]readout.PollState{feed.ID: readout.PollState{CheckedAt: at}}); err != nil {
			t.Fatal(err)
		}
		got, err := f.Feed(t.Context(), feed.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !got.Poll.CheckedAt.Equal(at) || got.Poll.CheckedAt.Location() != time.UTC {
			t.Errorf("%s: %v came back as %v", name, at, got.Poll.CheckedAt)
		}
	}
}
