package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
)

// testReject takes back a contact with a message that Discord has, one that it
// may have, and one that was never tried.
func testReject(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	c := f.tell(t, feed, "1", contactOf("CA", "US"), alertTo("has", 0, "a call"), alertTo("may have", 0, "a call"), alertTo("never", 0, "a call"))
	all := f.due(t, 10)
	f.try(t, all[0])
	f.sent(t, all[0], 1, "1001")
	f.try(t, all[1])
	if err := f.Reject(t.Context(), c.ID, "moderator"); err != nil {
		t.Fatal(err)
	}
	if got := f.contact(t, c.ID); !got.Rejected() || got.RejectedBy != "moderator" {
		t.Errorf("got %+v", got)
	}
	due := f.due(t, 10)
	if len(due) != 2 || due[0].State != readout.DeliveryRetract || due[0].MessageID != "1001" || due[1].ChannelID != "may have" {
		t.Fatalf("due %+v", due)
	}
	if err := f.Reject(t.Context(), c.ID, "another"); readout.ErrorCode(err) != readout.CodeConflict {
		t.Errorf("a second time: %v", err)
	}
	if err := f.Reject(t.Context(), 99, "another"); readout.ErrorCode(err) != readout.CodeNotFound {
		t.Errorf("a contact that is not there: %v", err)
	}
	// Discord answers a request that was under way: the message is still to go.
	f.sent(t, due[1], 1, "1002")
	if due = f.due(t, 10); len(due) != 2 || due[1].State != readout.DeliveryRetract || due[1].MessageID != "1002" {
		t.Fatalf("due %+v", due)
	}
	for _, d := range due {
		f.try(t, d)
		if err := f.DeliveryEnded(t.Context(), d.ID, readout.DeliveryGone, "deleted"); err != nil {
			t.Fatal(err)
		}
	}
	if due = f.due(t, 10); len(due) != 0 {
		t.Errorf("due %+v", due)
	}
	found, _, err := f.Contacts(t.Context(), readout.ContactQuery{})
	if err != nil || len(found) != 0 {
		t.Errorf("a search finds %+v, %v", found, err)
	}
	found, _, err = f.Contacts(t.Context(), readout.ContactQuery{Rejected: true})
	if err != nil || len(found) != 1 || found[0].ID != c.ID {
		t.Errorf("the review list has %+v, %v", found, err)
	}
}

func testRestore(t *testing.T, f *fixture) {
	c := f.tell(t, f.feed(t, "herald"), "1", contactOf("CA", "US"), alertTo("gone", 0, "a call"), alertTo("still there", 0, "a call"), alertTo("by hand", 0, "a call"))
	for i, d := range f.due(t, 10) {
		f.try(t, d)
		f.sent(t, d, 1, []string{"1001", "1002", "1003"}[i])
		if d.ChannelID == "by hand" {
			if err := f.DeliveryEnded(t.Context(), d.ID, readout.DeliveryGone, "deleted in Discord"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.Restore(t.Context(), c.ID); readout.ErrorCode(err) != readout.CodeConflict {
		t.Errorf("a contact that counts: %v", err)
	}
	if err := f.Reject(t.Context(), c.ID, "moderator"); err != nil {
		t.Fatal(err)
	}
	before := f.due(t, 10)
	if err := f.DeliveryEnded(t.Context(), before[0].ID, readout.DeliveryGone, "deleted"); err != nil {
		t.Fatal(err)
	}
	if err := f.Restore(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	if f.contact(t, c.ID).Rejected() {
		t.Error("it is still rejected")
	}
	got := map[string]string{}
	for _, d := range f.due(t, 10) {
		got[d.ChannelID] = string(d.State) + " " + d.MessageID
		if d.Nonce == before[0].Nonce {
			t.Error("a message that was deleted comes back with its old nonce")
		}
	}
	if diff := cmp.Diff(map[string]string{"gone": "pending ", "still there": "pending 1002"}, got); diff != "" {
		t.Errorf("due (-want +got):\n%s", diff)
	}
}

// testReviews takes back one of two contacts of a story, and the only one of
// another.
func testReviews(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	right, wrong := contactOf("CA", "US"), contactOf("FR", "DE")
	mentions := []readout.Mention{mentionOf(right), mentionOf(wrong)}
	story := storyOf(feed, "1", start)
	f.commit(t, &readout.Change{Story: &story, Found: []readout.Found{{Mention: &mentions[0], Contact: &right}, {Mention: &mentions[1], Contact: &wrong}}})
	other := f.tell(t, feed, "2", contactOf("FR", "DE"))
	f.tell(t, feed, "3", contactOf("CA", "US"))
	for _, c := range []readout.Contact{other, wrong} {
		if err := f.Reject(t.Context(), c.ID, "moderator"); err != nil {
			t.Fatal(err)
		}
	}
	reviews, err := f.Reviews(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range reviews {
		got = append(got, fmt.Sprint(r.Story.Key, " wrong ", len(r.Wrong), " right ", len(r.Right)))
	}
	if diff := cmp.Diff([]string{"1 wrong 1 right 1", "2 wrong 1 right 0"}, got); diff != "" {
		t.Errorf("reviews (-want +got):\n%s", diff)
	}
	if reviews[0].Wrong[0].Participants[0].State != "FR" || reviews[0].Right[0].Participants[0].State != "CA" {
		t.Errorf("reviews %+v", reviews)
	}
}

func testRelations(t *testing.T, f *fixture) {
	feed := f.feed(t, "herald")
	at := func(date readout.Date, status readout.Status, states ...string) readout.Contact {
		c := contactOf(states[0], states[1])
		for _, more := range states[2:] {
			c.Participants = append(c.Participants, readout.Participant{State: more, Office: readout.OfficeHead, Name: "Head of " + more})
		}
		c.Date, c.Status, c.Mode = date, status, readout.Phone
		return f.tell(t, feed, string(date)+string(status)+states[0], c)
	}
	at("2026-01-10", readout.Held, "US", "CA")
	at("2026-02-20", readout.Held, "CA", "US")
	last := at("2026-03-01", readout.Held, "CA", "US")
	at("2026-03-02", readout.Planned, "CA", "US")
	at("2026-03-01", readout.Held, "FR", "DE", "PL", "GB", "IT")
	taken := at("2026-03-03", readout.Held, "DE", "PL")
	if err := f.Reject(t.Context(), taken.ID, "moderator"); err != nil {
		t.Fatal(err)
	}
	since := time.Date(2026, time.February, 1, 0, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		pair   [2]string
		except int64
		want   []readout.Relation
	}{
		"all":             {want: []readout.Relation{{A: "CA", B: "US", Last: "2026-03-01", Mode: readout.Phone, ID: last.ID, Count: 2}}},
		"a pair, turned":  {pair: [2]string{"US", "CA"}, want: []readout.Relation{{A: "CA", B: "US", Last: "2026-03-01", Mode: readout.Phone, ID: last.ID, Count: 2}}},
		"before the last": {pair: [2]string{"CA", "US"}, except: last.ID, want: []readout.Relation{{A: "CA", B: "US", Last: "2026-02-20", Mode: readout.Phone, ID: last.ID - 1, Count: 1}}},
		"an unknown pair": {pair: [2]string{"CA", "FR"}},
		"only taken back": {pair: [2]string{"DE", "PL"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := f.Relations(t.Context(), since, test.pair, test.except)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("relations (-want +got):\n%s", diff)
			}
		})
	}
}
