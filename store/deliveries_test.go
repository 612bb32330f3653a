package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
)

func testDispatch(t *testing.T, f *fixture) {
	first := f.notice(t, "k", "channel", "one")
	if first.Revision != 1 || first.State != readout.DeliveryPending || !regexp.MustCompile(`^[a-z0-9]{25}$`).MatchString(first.Nonce) {
		t.Errorf("got %+v", first)
	}
	if other := f.notice(t, "k2", "channel", "one"); other.Nonce == first.Nonce {
		t.Error("two deliveries have one nonce")
	}
	f.clock.Forward(time.Hour)
	if diff := cmp.Diff(first, f.notice(t, "k", "channel", "one")); diff != "" {
		t.Errorf("the same message changed something (-want +got):\n%s", diff)
	}
	want := first
	want.Revision, want.Message.Summary, want.NotBefore = 2, "two", f.clock.Now()
	if diff := cmp.Diff(want, f.notice(t, "k", "channel", "two")); diff != "" {
		t.Errorf("delivery differs (-want +got):\n%s", diff)
	}
}

// testCompose gives a message the id that its contact gets in the same change.
func testCompose(t *testing.T, f *fixture) {
	alert := alertTo("channel", 0, "not composed")
	alert.Compose = func(c readout.Contact) readout.Message {
		return readout.Message{Summary: fmt.Sprintf("contact %d between %v", c.ID, c.Sides())}
	}
	c := f.tell(t, f.feed(t, "herald"), "1", contactOf("CA", "US"), alert)
	due := f.due(t, 10)
	if len(due) != 1 || c.ID == 0 || due[0].Message.Summary != fmt.Sprintf("contact %d between [CA US]", c.ID) {
		t.Errorf("contact %d, due %+v", c.ID, due)
	}
}

func testDispatchWithoutWatch(t *testing.T, f *fixture) {
	watch := f.watch(t, "channel")
	if err := f.RemoveWatch(t.Context(), "guild", watch.ID); err != nil {
		t.Fatal(err)
	}
	c := f.tell(t, f.feed(t, "herald"), "1", contactOf("CA", "US"), alertTo("channel", watch.ID, "a call"))
	if got, err := f.DeliveriesOf(t.Context(), c.ID); len(got) != 0 || err != nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

// try notes a try, as a courier does before its request.
func (f *fixture) try(t *testing.T, d readout.Delivery) {
	t.Helper()
	if err := f.DeliveryTried(t.Context(), d.ID); err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) sent(t *testing.T, d readout.Delivery, revision int, message string) {
	t.Helper()
	if err := f.DeliverySent(t.Context(), d.ID, revision, message); err != nil {
		t.Fatal(err)
	}
}

// same queues the message that the delivery has already, to read its row.
func (f *fixture) same(t *testing.T, d readout.Delivery) readout.Delivery {
	t.Helper()
	return f.notice(t, d.Key, d.ChannelID, d.Message.Summary)
}

func testRaiseDuringRequest(t *testing.T, f *fixture) {
	d := f.notice(t, "k", "channel", "one")
	f.try(t, d)
	d = f.notice(t, "k", "channel", "two")
	f.sent(t, d, 1, "m")
	got := f.same(t, d)
	want := d
	want.SentRevision, want.MessageID, want.SentAt, want.FirstTry, want.Attempts = 1, "m", f.clock.Now(), time.Time{}, 0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("delivery differs (-want +got):\n%s", diff)
	}
	if due := f.due(t, 10); len(due) != 1 || due[0].Message.Summary != "two" {
		t.Errorf("due: %+v", due)
	}
	f.clock.Forward(time.Minute)
	f.try(t, d)
	f.sent(t, d, 2, "m")
	f.sent(t, d, 1, "m") // an answer that was long under way
	want.SentRevision, want.State, want.SentAt = 2, readout.DeliveryDone, f.clock.Now()
	if diff := cmp.Diff(want, f.same(t, d)); diff != "" {
		t.Errorf("delivery differs (-want +got):\n%s", diff)
	}
	if due := f.due(t, 10); len(due) != 0 {
		t.Errorf("due: %+v", due)
	}
	if err := f.DeliverySent(t.Context(), d.ID, 3, "m"); err == nil {
		t.Error("a revision that does not exist was sent")
	}
}

func testRaiseOfUnsettled(t *testing.T, f *fixture) {
	d := f.notice(t, "k", "channel", "one")
	tried := f.clock.Now()
	f.try(t, d)
	f.clock.Forward(time.Second)
	f.try(t, d)
	if got := f.same(t, d); got.Attempts != 2 || !got.FirstTry.Equal(tried) {
		t.Errorf("%d attempts since %v", got.Attempts, got.FirstTry)
	}
	if err := f.DeliveryRetry(t.Context(), d.ID, f.clock.Now().Add(time.Hour), "no answer"); err != nil {
		t.Fatal(err)
	}
	if due := f.due(t, 10); len(due) != 0 {
		t.Errorf("due too early: %+v", due)
	}
	got := f.notice(t, "k", "channel", "two")
	if got.Revision != 2 || got.Attempts != 0 || got.Error != "" || !got.FirstTry.Equal(tried) || len(f.due(t, 10)) != 1 {
		t.Errorf("got %+v", got)
	}
	// The message was there already, with nobody knows which of the revisions.
	f.sent(t, d, 0, "m")
	if got = f.same(t, got); got.State != readout.DeliveryPending || got.MessageID != "m" || !got.FirstTry.IsZero() {
		t.Errorf("got %+v", got)
	}
	// From here on a revision that is tried and then outdone leaves no trace.
	f.try(t, d)
	if got = f.notice(t, "k", "channel", "three"); !got.FirstTry.IsZero() || got.Attempts != 0 {
		t.Errorf("got %+v", got)
	}
}

func testDeliveryEnds(t *testing.T, f *fixture) {
	for _, state := range []readout.DeliveryState{readout.DeliveryFailed, readout.DeliveryGone} {
		d := f.notice(t, string(state), "channel", "one")
		if err := f.DeliveryEnded(t.Context(), d.ID, state, strings.Repeat("é", 1000)); err != nil {
			t.Fatal(err)
		}
		got := f.notice(t, string(state), "channel", "two")
		if got.State != state || len([]rune(got.Error)) != 500 {
			t.Errorf("%s: got %+v", state, got)
		}
		if err := f.DeliveryTried(t.Context(), d.ID); readout.ErrorCode(err) != readout.CodeConflict {
			t.Errorf("%s: tried again: %v", state, err)
		}
		if err := f.DeliveryRetry(t.Context(), d.ID, start, "x"); err != nil {
			t.Error(err)
		}
		if got := f.same(t, got); got.State != state {
			t.Errorf("%s: a retry made it %s", state, got.State)
		}
	}
	if due := f.due(t, 10); len(due) != 0 {
		t.Errorf("due: %+v", due)
	}
	d := f.notice(t, "k", "channel", "one")
	if err := f.DeliveryEnded(t.Context(), d.ID, readout.DeliveryDone, ""); err == nil {
		t.Error("done is no end")
	}
}

func (f *fixture) dueKeys(t *testing.T, limit int) []string {
	t.Helper()
	var keys []string
	for _, d := range f.due(t, limit) {
		keys = append(keys, d.Key)
	}
	return keys
}

func testDueDeliveries(t *testing.T, f *fixture) {
	for i := range 5 {
		f.notice(t, fmt.Sprintf("busy %d", i), "busy", "x")
		f.clock.Forward(time.Second)
	}
	f.notice(t, "quiet 0", "quiet", "x")
	f.notice(t, "quiet 1", "quiet", "x")
	want := []string{"busy 0", "quiet 0", "busy 1", "quiet 1", "busy 2", "busy 3", "busy 4"}
	if diff := cmp.Diff(want, f.dueKeys(t, 10)); diff != "" {
		t.Errorf("due deliveries differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[:2], f.dueKeys(t, 2)); diff != "" {
		t.Errorf("due deliveries differ (-want +got):\n%s", diff)
	}
}

func testBriefingOrder(t *testing.T, f *fixture) {
	change := &readout.Change{}
	for page := range 3 {
		change.Deliveries = append(change.Deliveries, readout.Dispatch{Delivery: readout.Delivery{
			Kind: readout.DeliverBriefing, Key: fmt.Sprint("page ", page), ChannelID: "channel", NotBefore: start,
		}})
	}
	f.commit(t, change)
	f.notice(t, "notice", "channel", "x")
	pages := change.Deliveries
	check := func(want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, f.dueKeys(t, 10)); diff != "" {
			t.Errorf("due deliveries differ (-want +got):\n%s", diff)
		}
	}
	check("page 0", "notice")
	if err := f.DeliveryRetry(t.Context(), pages[0].Delivery.ID, start.Add(time.Hour), "busy"); err != nil {
		t.Fatal(err)
	}
	check("notice")
	f.clock.Forward(time.Hour)
	check("notice", "page 0")
	f.sent(t, pages[0].Delivery, 1, "m")
	check("page 1", "notice")
	if err := f.DeliveryEnded(t.Context(), pages[1].Delivery.ID, readout.DeliveryFailed, "too long"); err != nil {
		t.Fatal(err)
	}
	check("page 2", "notice")
}

// testNoRevisionLost lets messages be raised at random between the steps of a
// courier whose requests may fail, get lost, or succeed unseen, and checks
// that Discord has one message, and in the end the last one queued.
func testNoRevisionLost(t *testing.T, f *fixture) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		key := fmt.Sprint("k", seed)
		d := f.notice(t, key, "channel", "0")
		w := &world{fixture: f, random: random, key: key, nonce: d.Nonce, want: "0", revision: 1}
		for step := range 40 {
			w.step(t, fmt.Sprint(step))
		}
		w.unreliable = false
		for w.courier(t) {
		}
		if w.posted != 1 || w.shown != w.want {
			t.Errorf("seed %d: %d messages, the last shows %q, want %q", seed, w.posted, w.shown, w.want)
		}
	}
}

// world is one delivery and what Discord shows of it.
type world struct {
	*fixture
	random     *rand.Rand
	unreliable bool
	key, nonce string
	want       string // the message queued last
	revision   int
	posted     int
	shown      string
}

func (w *world) step(t *testing.T, text string) {
	t.Helper()
	w.unreliable = true
	switch w.random.IntN(3) {
	case 0:
		w.raise(t, text)
	case 1:
		w.raise(t, w.want)
	default:
		w.courier(t)
	}
}

func (w *world) raise(t *testing.T, text string) {
	t.Helper()
	if text != w.want {
		w.revision++
	}
	w.want = text
	d := w.notice(t, w.key, "channel", text)
	if d.Revision != w.revision || d.Nonce != w.nonce || d.SentRevision > d.Revision || d.Message.Summary != text {
		t.Errorf("got %+v, want revision %d", d, w.revision)
	}
	if pending := d.State == readout.DeliveryPending; pending == (d.SentRevision == d.Revision) {
		t.Errorf("%s with revision %d of %d sent", d.State, d.SentRevision, d.Revision)
	}
}

// courier delivers what is due; false when nothing is.
func (w *world) courier(t *testing.T) bool {
	t.Helper()
	due := w.due(t, 1)
	if len(due) == 0 {
		return false
	}
	d := due[0]
	w.try(t, d)
	outcome := 9
	if w.unreliable {
		outcome = w.random.IntN(10)
	}
	if outcome < 2 { // Discord has not got the request
		w.again(t, d)
		return true
	}
	revision := d.Revision
	switch {
	case d.MessageID != "":
		w.shown = d.Message.Summary
	case w.posted == 0:
		w.posted++
		w.shown = d.Message.Summary
	default: // the nonce is known: Discord names the message that is there
		revision = 0
	}
	if outcome < 4 { // the answer got lost
		w.again(t, d)
		return true
	}
	if outcome < 7 {
		w.raise(t, fmt.Sprint("meanwhile ", w.revision))
	}
	w.sent(t, d, max(revision, d.SentRevision), "m")
	return true
}

func (w *world) again(t *testing.T, d readout.Delivery) {
	t.Helper()
	if err := w.DeliveryRetry(t.Context(), d.ID, w.clock.Now(), "no answer"); err != nil {
		t.Fatal(err)
	}
}

// testConcurrency lets many goroutines read and write; each story must be
// taken exactly once though all of them bring it.
func testConcurrency(t *testing.T, f *fixture) {
	const workers, stories = 6, 15
	feed := f.feed(t, "herald")
	var group sync.WaitGroup
	errs := make(chan error, workers*stories*2)
	for range workers {
		group.Go(func() {
			for i := range stories {
				errs <- bring(t.Context(), f, feed, fmt.Sprint(i))
				_, err := f.DueDeliveries(t.Context(), 5)
				errs <- err
			}
		})
	}
	group.Wait()
	close(errs)
	conflicts := 0
	for err := range errs {
		switch {
		case err == nil:
		case readout.ErrorCode(err) == readout.CodeConflict:
			conflicts++
		default:
			t.Error(err)
		}
	}
	if want := (workers - 1) * stories; conflicts != want {
		t.Errorf("%d conflicts, want %d", conflicts, want)
	}
	stats, err := f.Stats(t.Context())
	if stats.Stories != stories || stats.Contacts != stories || stats.Pending != stories || err != nil {
		t.Errorf("got %+v, %v", stats, err)
	}
}

// bring commits a story with a contact and an alert.
func bring(ctx context.Context, s backend, feed readout.Feed, key string) error {
	story, contact := storyOf(feed, key, start), contactOf("CA", "US")
	first, second := mentionOf(contact), mentionOf(contact)
	alert := alertTo("channel", 0, key)
	alert.Contact = &contact
	err := s.Commit(ctx, &readout.Change{
		Story:      &story,
		Found:      []readout.Found{{Mention: &first, Contact: &contact}, {Mention: &second, Contact: &contact}},
		Deliveries: []readout.Dispatch{alert},
	})
	if err == nil && (story.ID == 0 || first.ContactID != contact.ID || second.StoryID != story.ID) {
		return errors.New("ids are not filled in")
	}
	return err
}
