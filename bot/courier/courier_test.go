package courier_test

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"readout"
	"readout/bot/courier"
	"readout/bot/rendering"
	"readout/bot/wire"
	"readout/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// post is a courier at work between an outbox and a Discord.
type post struct {
	*store.Store
	*discord
	courier *courier.Courier
	stop    func() error
}

// inPost runs a test with a courier at work, on a clock that jumps ahead
// whenever nobody has anything to do.
func inPost(t *testing.T, test func(t *testing.T, p *post)) {
	path := filepath.Join(t.TempDir(), "readout.db")
	synctest.Test(t, func(t *testing.T) {
		// The clock of synctest begins before Discord's ids do.
		time.Sleep(time.Until(time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)))
		s, err := store.Open(t.Context(), path, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}()
		p := &post{Store: s, discord: &discord{t: t}}
		p.start()
		test(t, p)
		if err := p.stop(); err != nil {
			t.Errorf("the courier stopped with %v", err)
		}
	})
}

// start sets a courier to work; there must be none at work.
func (p *post) start() {
	p.courier = courier.New(courier.Options{Outbox: p.Store, Discord: p.discord, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.courier.Run(ctx) }()
	p.stop = func() error {
		cancel()
		return <-done
	}
}

// queue puts a message into the outbox, or raises the one with the key.
func (p *post) queue(t *testing.T, key, channel, summary string) {
	t.Helper()
	p.commit(t, &readout.Change{Deliveries: []readout.Dispatch{{Delivery: readout.Delivery{
		Kind: readout.DeliverNotice, Key: key, ChannelID: channel, Message: readout.Message{Summary: summary},
	}}}})
}

// alert puts an alert on a new contact into the outbox, and returns the
// contact's id.
func (p *post) alert(t *testing.T, channel, summary string) int64 {
	t.Helper()
	return p.tell(t, func(c *readout.Contact) readout.Dispatch { return alertOf(c, channel, summary) })
}

// tell commits a new contact with what is to be posted on it.
func (p *post) tell(t *testing.T, post func(*readout.Contact) readout.Dispatch) int64 {
	t.Helper()
	feed := readout.Feed{URL: "https://news.example/feed", Name: "Herald", Kind: readout.Press}
	if err := p.AddFeed(t.Context(), &feed); err != nil {
		t.Fatal(err)
	}
	contact := &readout.Contact{}
	story := &readout.Story{FeedID: feed.ID, Key: "1", Title: "A call", Published: time.Now(), FirstSeen: time.Now()}
	p.commit(t, &readout.Change{Story: story, Found: []readout.Found{{Mention: &readout.Mention{}, Contact: contact}}, Deliveries: []readout.Dispatch{post(contact)}})
	return contact.ID
}

// raise gives the alert on a contact a new message.
func (p *post) raise(t *testing.T, contact int64, channel, summary string) {
	t.Helper()
	c, err := p.Contact(t.Context(), contact)
	if err != nil {
		t.Fatal(err)
	}
	p.commit(t, &readout.Change{Deliveries: []readout.Dispatch{alertOf(&c, channel, summary)}})
}

func alertOf(contact *readout.Contact, channel, summary string) readout.Dispatch {
	return readout.Dispatch{Contact: contact, Delivery: readout.Delivery{
		Kind: readout.DeliverAlert, ChannelID: channel,
		Message: readout.Message{Summary: summary, Actions: []readout.Action{{ID: "why", Label: "Why?"}}},
	}}
}

func (p *post) commit(t *testing.T, change *readout.Change) {
	t.Helper()
	if err := p.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	p.courier.Wake()
}

// row returns the delivery that carries a contact.
func (p *post) row(t *testing.T, contact int64) readout.Delivery {
	t.Helper()
	all, err := p.DeliveriesOf(t.Context(), contact)
	if err != nil || len(all) != 1 {
		t.Fatalf("got %v, %v", all, err)
	}
	return all[0]
}

// expect waits until a channel has these messages, and then whether they stay
// as they are.
func (p *post) expect(t *testing.T, channel string, want ...string) {
	t.Helper()
	for waited := time.Duration(0); waited < 20*time.Minute && !slices.Equal(p.texts(channel), want); waited += time.Second {
		time.Sleep(time.Second)
	}
	time.Sleep(5 * time.Second)
	if got := p.texts(channel); !slices.Equal(got, want) {
		t.Errorf("channel %s has %q, want %q", channel, got, want)
	}
}

func TestMessagesArriveOnceAndInOrder(t *testing.T) {
	for name, f := range map[string]fault{
		"nothing goes wrong":     {method: "DELETE", err: errLine},
		"the line breaks":        {method: "POST", err: errLine},
		"the answer is lost":     {method: "POST", err: errLine, done: true},
		"answers are lost":       {method: "POST", err: errLine, done: true, times: 4},
		"Discord fails":          {method: "POST", err: refusal(502, 0), times: 3},
		"Discord fails too late": {method: "POST", err: refusal(500, 0), done: true},
		"a rate limit":           {method: "POST", err: &wire.Error{Status: 429, RetryAfter: 7 * time.Second}, times: 2},
		"held back":              {method: "POST", err: &wire.Error{Status: 429, RetryAfter: 7 * time.Second, Unsent: true}, times: 2},
		"slow mode":              {method: "POST", err: refusal(429, wire.SlowMode)},
		"not allowed for a time": {method: "POST", err: refusal(403, wire.MissingPermissions), times: 2},
		"no channel for a time":  {method: "POST", err: refusal(404, wire.UnknownChannel)},
	} {
		t.Run(name, func(t *testing.T) {
			inPost(t, func(t *testing.T, p *post) {
				p.inject(f)
				p.queue(t, "a", "1", "first")
				p.queue(t, "b", "1", "second")
				p.queue(t, "c", "1", "third")
				p.expect(t, "1", "first", "second", "third")
			})
		})
	}
}

func TestTroubleInOneChannelDoesNotHoldOthers(t *testing.T) {
	inPost(t, func(t *testing.T, p *post) {
		p.inject(fault{channel: "1", err: refusal(403, wire.MissingPermissions), times: 1000})
		p.queue(t, "a", "1", "shut out")
		p.queue(t, "b", "1", "shut out too")
		p.queue(t, "c", "2", "welcome")
		p.expect(t, "2", "welcome")
		if n := p.count("POST 1"); n != 1 {
			t.Errorf("the channel was tried %d times within seconds", n)
		}
	})
}

func TestAMessageFollowsItsRevisions(t *testing.T) {
	for name, f := range map[string]fault{
		"posted":             {method: "DELETE", err: errLine},
		"the answer is lost": {method: "POST", err: errLine, done: true},
	} {
		t.Run(name, func(t *testing.T) {
			inPost(t, func(t *testing.T, p *post) {
				p.inject(f)
				p.queue(t, "a", "1", "a call is planned")
				synctest.Wait()
				p.queue(t, "a", "1", "a call was held")
				p.expect(t, "1", "a call was held")
				p.inject(fault{method: "PATCH", err: errLine, done: true})
				p.queue(t, "a", "1", "a call was held, says Ottawa")
				p.expect(t, "1", "a call was held, says Ottawa")
				p.inject(fault{method: "PATCH", err: refusal(429, wire.EditsOfOldMessagesUsed)})
				p.queue(t, "a", "1", "a call was held, say both")
				p.expect(t, "1", "a call was held, say both")
			})
		})
	}
}

func TestAMessageIsFoundAgainWhenItsNonceIsForgotten(t *testing.T) {
	for name, raised := range map[string]string{"unchanged": "a call is planned", "raised meanwhile": "a call was held"} {
		t.Run(name, func(t *testing.T) {
			inPost(t, func(t *testing.T, p *post) {
				for range 250 {
					p.say("1", "7", rendering.Note("somebody else"))
				}
				p.inject(fault{method: "POST", err: errLine, done: true})
				p.queue(t, "a", "1", "a call is planned")
				synctest.Wait()
				if err := p.stop(); err != nil {
					t.Fatal(err)
				}
				p.say("1", self, rendering.Note("an answer to a command"))
				time.Sleep(3 * time.Minute) // Discord shows the nonce, the courier relies on it no more
				if raised != "a call is planned" {
					p.queue(t, "a", "1", raised)
				}
				p.start()
				p.expect(t, "1", raised, "an answer to a command")
				if n := p.count("POST 1"); n != 1 {
					t.Errorf("posted %d times", n)
				}
			})
		})
	}
	t.Run("long after", func(t *testing.T) {
		inPost(t, func(t *testing.T, p *post) {
			p.inject(fault{method: "POST", err: errLine, done: true})
			p.queue(t, "a", "1", "a call is planned")
			synctest.Wait()
			if err := p.stop(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Hour)
			p.start()
			p.expect(t, "1", "a call is planned")
		})
	})
	t.Run("long after, raised meanwhile", func(t *testing.T) {
		inPost(t, func(t *testing.T, p *post) {
			p.inject(fault{method: "POST", err: errLine, done: true})
			contact := p.alert(t, "1", "a call is planned")
			synctest.Wait()
			if err := p.stop(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Hour)
			p.raise(t, contact, "1", "a call was held")
			p.start()
			p.expect(t, "1", "a call was held")
		})
	})
	t.Run("it never arrived", func(t *testing.T) {
		inPost(t, func(t *testing.T, p *post) {
			p.inject(fault{method: "POST", err: errLine})
			p.queue(t, "a", "1", "a call is planned")
			synctest.Wait()
			if err := p.stop(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Hour)
			p.start()
			p.expect(t, "1", "a call is planned")
		})
	})
}

func TestEndsOfDeliveries(t *testing.T) {
	tests := map[string]struct {
		fault fault
		state readout.DeliveryState
		cause string
	}{
		"AutoMod":           {fault{method: "POST", err: refusal(400, wire.BlockedByAutoMod)}, readout.DeliveryFailed, "AutoMod"},
		"another's message": {fault{method: "POST", err: refusal(403, wire.AnotherAuthor)}, readout.DeliveryFailed, "another bot"},
		"malformed twice":   {fault{method: "POST", err: refusal(400, wire.InvalidForm), times: 2}, readout.DeliveryFailed, "refused with 50035"},
		"malformed once":    {fault{method: "POST", err: refusal(400, wire.InvalidForm)}, readout.DeliveryDone, ""},
		"shut out":          {fault{method: "POST", err: refusal(403, wire.MissingPermissions), times: 1000}, readout.DeliveryPending, "Send Messages"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			inPost(t, func(t *testing.T, p *post) {
				p.missing = []string{"Send Messages"}
				p.inject(test.fault)
				contact := p.alert(t, "1", "a call was held")
				time.Sleep(5 * time.Second)
				if got := p.row(t, contact); got.State != test.state || !strings.Contains(got.Error, test.cause) {
					t.Errorf("the delivery is %s (%s), want %s (%s)", got.State, got.Error, test.state, test.cause)
				}
			})
		})
	}
}

func TestADeletedMessageStaysDeleted(t *testing.T) {
	inPost(t, func(t *testing.T, p *post) {
		contact := p.alert(t, "1", "a call is planned")
		p.expect(t, "1", "a call is planned")
		p.delete()
		p.raise(t, contact, "1", "a call was held")
		p.expect(t, "1")
		if got := p.row(t, contact); got.State != readout.DeliveryGone {
			t.Errorf("the delivery is %s", got.State)
		}
		p.raise(t, contact, "1", "a call was held, says Ottawa")
		p.expect(t, "1")
	})
}

func TestARefusedTokenEndsTheCourier(t *testing.T) {
	inPost(t, func(t *testing.T, p *post) {
		p.inject(fault{err: refusal(401, 0), times: 1000})
		p.queue(t, "a", "1", "first")
		synctest.Wait()
		if err := p.stop(); readout.ErrorCode(err) != readout.CodeForbidden {
			t.Errorf("got %v", err)
		}
		p.faults = nil
		p.start()
		p.expect(t, "1", "first")
	})
}

// What waits for its next try when the courier stops is overtaken by what was
// never tried; so the order does not count here.
func TestAStoppedCourierLosesNothing(t *testing.T) {
	inPost(t, func(t *testing.T, p *post) {
		want := map[string]int{}
		for i := range 20 {
			p.inject(fault{method: "POST", err: errLine, done: i%2 == 0})
			p.queue(t, fmt.Sprint(i), "1", fmt.Sprint("message ", i))
			want[fmt.Sprint("message ", i)] = 1
			if err := p.stop(); err != nil {
				t.Fatal(err)
			}
			p.start()
		}
		time.Sleep(20 * time.Minute)
		got := map[string]int{}
		for _, text := range p.texts("1") {
			got[text]++
		}
		if !maps.Equal(got, want) {
			t.Errorf("got %v, want each of 20 messages once", got)
		}
	})
}
