package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
)

func testWatchRoundTrip(t *testing.T, f *fixture) {
	want := filled[readout.Watch]()
	if err := f.AddWatch(t.Context(), &want); err != nil {
		t.Fatal(err)
	}
	f.watch(t, "channel")
	check := func() {
		t.Helper()
		got, err := f.WatchesIn(t.Context(), want.GuildID)
		if diff := cmp.Diff([]readout.Watch{want}, got); diff != "" || err != nil {
			t.Errorf("watches differ (-want +got):\n%s%v", diff, err)
		}
	}
	check()
	id, guild, by, at := want.ID, want.GuildID, want.CreatedBy, want.CreatedAt
	want = readout.Watch{ID: id, GuildID: guild, ChannelID: "elsewhere", Kind: readout.WatchAlert}
	if err := f.UpdateWatch(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	want.CreatedBy, want.CreatedAt = by, at
	check()
	if all, err := f.Watches(t.Context()); len(all) != 2 || err != nil {
		t.Errorf("got %d watches, %v", len(all), err)
	}
}

func digest(channel, cron string, next time.Time) readout.Watch {
	return readout.Watch{GuildID: "guild", ChannelID: channel, Kind: readout.WatchDigest, Cron: cron, Zone: "UTC", NextDigest: next}
}

func testDueDigests(t *testing.T, f *fixture) {
	for _, w := range []readout.Watch{
		digest("now", "0 8 * * *", start), digest("late", "0 7 * * *", start.Add(-time.Hour)),
		digest("soon", "0 9 * * *", start.Add(time.Microsecond)), digest("never", "0 0 30 2 *", time.Time{}),
	} {
		if err := f.AddWatch(t.Context(), &w); err != nil {
			t.Fatal(err)
		}
	}
	f.watch(t, "alerts")
	due, err := f.DueDigests(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range due {
		got = append(got, w.ChannelID)
	}
	if diff := cmp.Diff([]string{"late", "now"}, got); diff != "" {
		t.Errorf("due digests differ (-want +got):\n%s", diff)
	}
}

func testSyncWatches(t *testing.T, f *fixture) {
	own := f.watch(t, "a")
	sync := func(watches ...readout.Watch) []readout.Watch {
		t.Helper()
		if err := f.SyncWatches(t.Context(), watches); err != nil {
			t.Fatal(err)
		}
		all, err := f.Watches(t.Context())
		if err != nil || len(all) == 0 || all[0].ID != own.ID {
			t.Fatalf("a person's own watch is gone: %+v, %v", all, err)
		}
		return all[1:]
	}
	morning, evening := digest("a", "0 7 * * *", start.Add(time.Hour)), digest("a", "0 19 * * *", start.Add(12*time.Hour))
	alerts := readout.Watch{ChannelID: "a", Kind: readout.WatchAlert, Filter: readout.Filter{States: []string{"CA"}}}
	first := sync(morning, evening, alerts)
	if len(first) != 3 || first[0].CreatedBy != "config" || first[0].CreatedAt != start {
		t.Fatalf("got %+v", first)
	}
	// Starting again changes nothing, though the next digest is reckoned anew.
	morning.NextDigest, evening.NextDigest = start.Add(50*time.Hour), start.Add(60*time.Hour)
	if diff := cmp.Diff(first, sync(evening, alerts, morning)); diff != "" {
		t.Errorf("watches differ (-first +second):\n%s", diff)
	}
	// A new schedule and a new role keep the watch; another filter makes another.
	morning.Cron, morning.RoleID, alerts.Filter.States = "30 6 * * *", "7", []string{"FR"}
	third := sync(morning, evening, alerts)
	if len(third) != 3 || third[0].ID != first[0].ID || third[1].ID != first[1].ID || third[2].ID == first[2].ID {
		t.Fatalf("got %+v", third)
	}
	if got := third[0]; got.Cron != "30 6 * * *" || got.RoleID != "7" || !got.NextDigest.Equal(start.Add(50*time.Hour)) {
		t.Errorf("got %+v", got)
	}
	if !third[1].NextDigest.Equal(first[1].NextDigest) {
		t.Errorf("the evening digest moved to %v", third[1].NextDigest)
	}
	if left := sync(); len(left) != 0 {
		t.Errorf("left %+v", left)
	}
}

func testRemoveWatch(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	doomed, other := f.watch(t, "channel"), f.watch(t, "channel")
	alert := func(key string, watches ...readout.Watch) readout.Delivery {
		t.Helper()
		var all []readout.Dispatch
		for _, w := range watches {
			all = append(all, alertTo("channel", w.ID, key))
		}
		c := f.tell(t, feed, key, contactOf("CA", "US"), all...)
		got, err := f.DeliveriesOf(t.Context(), c.ID)
		if err != nil || len(got) != 1 {
			t.Fatalf("got %+v, %v", got, err)
		}
		return got[0]
	}
	waiting, shared, tried, sent := alert("waiting", doomed), alert("shared", doomed, other), alert("tried", doomed), alert("sent", doomed)
	for _, d := range []readout.Delivery{tried, sent} {
		if err := f.DeliveryTried(t.Context(), d.ID); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.DeliverySent(t.Context(), sent.ID, 1, "m"); err != nil {
		t.Fatal(err)
	}
	if err := f.RemoveWatch(t.Context(), "guild", doomed.ID); err != nil {
		t.Fatal(err)
	}
	if got, err := f.DeliveriesOf(t.Context(), waiting.ContactID); len(got) != 0 || err != nil {
		t.Errorf("still waiting: %+v, %v", got, err)
	}
	f.state(t, shared, readout.DeliveryPending)
	f.state(t, tried, readout.DeliveryFailed)
	f.state(t, sent, readout.DeliveryDone)
	if got := f.delivery(t, shared); got.WatchID != other.ID {
		t.Errorf("the shared delivery belongs to watch %d", got.WatchID)
	}
	// The answer to the request under way is still taken in.
	if err := f.DeliverySent(t.Context(), tried.ID, 1, "late"); err != nil {
		t.Fatal(err)
	}
	f.state(t, tried, readout.DeliveryDone)
}

// delivery returns an alert as the store now has it.
func (f *fixture) delivery(t *testing.T, d readout.Delivery) readout.Delivery {
	t.Helper()
	all, err := f.DeliveriesOf(t.Context(), d.ContactID)
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range all {
		if got.ID == d.ID {
			return got
		}
	}
	t.Fatalf("delivery %d is gone", d.ID)
	return d
}

func (f *fixture) state(t *testing.T, d readout.Delivery, want readout.DeliveryState) {
	t.Helper()
	if got := f.delivery(t, d); got.State != want {
		t.Errorf("delivery %d is %s, want %s", d.ID, got.State, want)
	}
}
