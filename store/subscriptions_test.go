package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
)

// named adds a feed that names a hub.
func (f *fixture) named(t *testing.T, name string) readout.Feed {
	t.Helper()
	feed := f.feed(t, name)
	feed.Poll = readout.PollState{Hub: "https://hub.example/", Topic: feed.URL, LastStory: start}
	if err := f.SavePolls(t.Context(), map[int64]readout.PollState{feed.ID: feed.Poll}); err != nil {
		t.Fatal(err)
	}
	return feed
}

// subscribe adds a subscription to the feed.
func (f *fixture) subscribe(t *testing.T, feed readout.Feed, next time.Time) readout.Subscription {
	t.Helper()
	sub := readout.Subscription{
		FeedID: feed.ID, Hub: feed.Poll.Hub, Topic: feed.Poll.Topic, Base: "https://readout.example", Token: fmt.Sprint("token-", feed.ID),
		Secret: "secret", Status: readout.SubscriptionAsked, NextStep: next, Wanted: true,
	}
	if err := f.AddSubscription(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	return sub
}

func testSubscriptionRoundTrip(t *testing.T, f *fixture) {
	want := filled[readout.Subscription]()
	want.FeedID, want.Wanted = f.feed(t, "herald").ID, false // the feed names no hub
	if err := f.AddSubscription(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got, err := f.Subscription(t.Context(), want.Token)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("subscription differs (-want +got):\n%s%v", diff, err)
	}
	want.Status, want.Attempts, want.Error = readout.SubscriptionActive, 0, ""
	want.NextStep, want.LeaseUntil = start.Add(time.Hour), start.Add(2*time.Hour)
	want.PushedAt, want.StoryAt = start.Add(time.Minute), start.Add(time.Second)
	if err := f.SaveSubscription(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got, err = f.Subscription(t.Context(), want.Token)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("saved subscription differs (-want +got):\n%s%v", diff, err)
	}
	feed, err := f.Feed(t.Context(), want.FeedID)
	push := readout.PushState{Hub: want.Hub, Status: want.Status, LeaseUntil: want.LeaseUntil, PushedAt: want.PushedAt}
	if diff := cmp.Diff(push, feed.Push); diff != "" || err != nil || !feed.Poll.LastStory.Equal(want.StoryAt) {
		t.Errorf("the feed tells (-want +got):\n%s%v, last story %s", diff, err, feed.Poll.LastStory)
	}
	if stats, err := f.Stats(t.Context()); stats.PushedFeeds != 1 || err != nil {
		t.Errorf("%d feeds are pushed, %v, want 1", stats.PushedFeeds, err)
	}
	if err := f.RemoveSubscription(t.Context(), want.Token); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"save":   f.SaveSubscription(t.Context(), want),
		"remove": f.RemoveSubscription(t.Context(), want.Token),
		"find":   func() error { _, err := f.Subscription(t.Context(), want.Token); return err }(),
	} {
		if readout.ErrorCode(err) != readout.CodeNotFound {
			t.Errorf("%s after the removal: %v", what, err)
		}
	}
}

func testUnsubscribed(t *testing.T, f *fixture) {
	f.feed(t, "without-hub")
	for _, name := range []string{"a", "b", "c", "d"} {
		f.named(t, name)
	}
	names := func(limit, most int) string {
		feeds, err := f.Unsubscribed(t.Context(), limit, most)
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, feed := range feeds {
			out += feed.Name
		}
		return out
	}
	if got := names(3, 10); got != "abc" {
		t.Errorf("got %q, want abc: no more than the limit", got)
	}
	feeds, err := f.Unsubscribed(t.Context(), 1, 10)
	if err != nil {
		t.Fatal(err)
	}
	f.subscribe(t, feeds[0], start)
	if got := names(10, 3); got != "bc" {
		t.Errorf("got %q, want bc: three subscriptions at most, and there is one", got)
	}
	if got := names(10, 1); got != "" {
		t.Errorf("got %q, want none: there are as many as may be", got)
	}
}

func testDueSubscriptions(t *testing.T, f *fixture) {
	due, later, removed, moved, left := f.named(t, "due"), f.named(t, "later"), f.named(t, "removed"), f.named(t, "moved"), f.named(t, "left")
	f.subscribe(t, due, start.Add(-time.Minute))
	for _, feed := range []readout.Feed{later, removed, moved} {
		f.subscribe(t, feed, start.Add(time.Hour))
	}
	leaving := f.subscribe(t, left, start.Add(2*time.Hour))
	leaving.Status = readout.SubscriptionLeaving
	if err := f.SaveSubscription(t.Context(), leaving); err != nil {
		t.Fatal(err)
	}
	for _, feed := range []readout.Feed{removed, left} {
		if err := f.RemoveFeed(t.Context(), feed.ID); err != nil {
			t.Fatal(err)
		}
	}
	moved.Poll.Hub = "https://other.example/"
	if err := f.SavePolls(t.Context(), map[int64]readout.PollState{moved.ID: moved.Poll}); err != nil {
		t.Fatal(err)
	}
	check := func(want ...readout.Feed) {
		t.Helper()
		found, err := f.DueSubscriptions(t.Context(), 10)
		if err != nil {
			t.Fatal(err)
		}
		var got, ids []int64
		for _, sub := range found {
			got = append(got, sub.FeedID)
			if wanted := sub.FeedID == due.ID || sub.FeedID == later.ID; sub.Wanted != wanted {
				t.Errorf("feed %d: wanted is %t", sub.FeedID, sub.Wanted)
			}
		}
		for _, feed := range want {
			ids = append(ids, feed.ID)
		}
		if diff := cmp.Diff(ids, got); diff != "" {
			t.Errorf("due (-want +got):\n%s", diff)
		}
	}
	check(due, removed, moved)
	f.clock.Forward(3 * time.Hour)
	check(due, later, removed, moved, left)
}

func testKeepSubscriptions(t *testing.T, f *fixture) {
	sub := f.subscribe(t, f.named(t, "a"), start)
	if err := f.KeepSubscriptions(t.Context(), sub.Base); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Subscription(t.Context(), sub.Token); err != nil {
		t.Errorf("the same address: %v", err)
	}
	if err := f.KeepSubscriptions(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Subscription(t.Context(), sub.Token); readout.ErrorCode(err) != readout.CodeNotFound {
		t.Errorf("no address any more: %v", err)
	}
}
