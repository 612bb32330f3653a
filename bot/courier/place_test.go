package courier_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"readout"
	"readout/bot/wire"
)

// TestAContactIsTakenBack deletes its message, also where it is open whether
// Discord has it, and posts it anew when it is brought back.
func TestAContactIsTakenBack(t *testing.T) {
	for name, f := range map[string]fault{
		"posted":                  {method: "PATCH", err: errLine},
		"the answer is lost":      {method: "POST", err: errLine, done: true},
		"it never arrived":        {method: "POST", err: errLine},
		"deleting fails at first": {method: "DELETE", err: refusal(503, 0), times: 2},
	} {
		t.Run(name, func(t *testing.T) {
			inPost(t, func(t *testing.T, p *post) {
				p.inject(f)
				contact := p.alert(t, "1", "a call")
				synctest.Wait()
				if err := p.Reject(t.Context(), contact, "moderator"); err != nil {
					t.Fatal(err)
				}
				p.courier.Wake()
				p.expect(t, "1")
				for range 60 {
					time.Sleep(time.Second)
					synctest.Wait()
				}
				if d := p.row(t, contact); d.State != readout.DeliveryGone {
					t.Errorf("the delivery is %s", d.State)
				}
				if err := p.Restore(t.Context(), contact); err != nil {
					t.Fatal(err)
				}
				p.courier.Wake()
				p.expect(t, "1", "a call")
			})
		})
	}
}

func TestAnAnnouncementIsPublishedOnce(t *testing.T) {
	inPost(t, func(t *testing.T, p *post) {
		p.commit(t, &readout.Change{Deliveries: []readout.Dispatch{{Delivery: readout.Delivery{
			Kind: readout.DeliverNotice, Key: "a", ChannelID: "1", Message: readout.Message{Summary: "a call", Publish: true},
		}}}})
		p.expect(t, "1", "a call")
		p.queue(t, "a", "1", "a call was held")
		p.expect(t, "1", "a call was held")
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.published) != 1 || p.published[0] != p.messages[0].ID {
			t.Errorf("published %v", p.published)
		}
	})
}

// TestAForumGetsAPost opens one post for one message, whatever the line does,
// and edits it there.
func TestAForumGetsAPost(t *testing.T) {
	for name, f := range map[string]fault{
		"nothing goes wrong": {method: "DELETE", err: errLine},
		"the line breaks":    {method: "POST", err: errLine},
		"the answer is lost": {method: "POST", err: errLine, done: true},
	} {
		t.Run(name, func(t *testing.T) {
			inPost(t, func(t *testing.T, p *post) {
				p.inject(f)
				say := func(text string) {
					p.commit(t, &readout.Change{Deliveries: []readout.Dispatch{{Delivery: readout.Delivery{
						Kind: readout.DeliverNotice, Key: "a", ChannelID: "9", Message: readout.Message{Summary: text, Thread: "A call", Tags: []string{"5"}},
					}}}})
				}
				say("a call")
				for range 60 {
					time.Sleep(time.Second)
					synctest.Wait()
				}
				say("a call was held")
				for range 60 {
					time.Sleep(time.Second)
					synctest.Wait()
				}
				p.mu.Lock()
				defer p.mu.Unlock()
				if len(p.threads) != 1 || p.threads[0]["name"] != "A call" || p.threads[0]["parent_id"] != "9" {
					t.Fatalf("posts: %v", p.threads)
				}
				var texts []string
				for _, m := range p.messages {
					texts = append(texts, m.Content)
				}
				if !slices.Equal(texts, []string{"a call was held"}) {
					t.Errorf("messages: %q", texts)
				}
			})
		})
	}
}

// inForum is a post in a forum on a contact.
func inForum(contact *readout.Contact, text string) readout.Dispatch {
	dispatch := alertOf(contact, "9", text)
	dispatch.Delivery.Message.Thread = "A call"
	return dispatch
}

func call(contact *readout.Contact) readout.Dispatch { return inForum(contact, "a call") }

// TestAPostIsTakenBack takes the whole post away, but never what people wrote.
func TestAPostIsTakenBack(t *testing.T) {
	for name, test := range map[string]struct {
		prepare func(*post)
		posts   int
	}{
		"nobody has answered":             {func(*post) {}, 0},
		"somebody has":                    {func(p *post) { p.threads[0]["message_count"] = 1 }, 1},
		"the bot may not delete it":       {func(p *post) { p.missing = []string{"Manage Threads"} }, 1},
		"it is archived, and has answers": {func(p *post) { p.threads[0]["message_count"], p.threads[0]["archived"] = 1, true }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			inPost(t, func(t *testing.T, p *post) {
				contact := p.tell(t, call)
				synctest.Wait()
				p.mu.Lock()
				test.prepare(p)
				p.mu.Unlock()
				if err := p.Reject(t.Context(), contact, "moderator"); err != nil {
					t.Fatal(err)
				}
				p.courier.Wake()
				synctest.Wait()
				p.mu.Lock()
				defer p.mu.Unlock()
				if len(p.threads) != test.posts || !p.messages[0].deleted {
					t.Errorf("posts %v, message %+v", p.threads, p.messages[0])
				}
			})
		})
	}
}

// TestAnArchivedPostIsEdited opens it again.
func TestAnArchivedPostIsEdited(t *testing.T) {
	inPost(t, func(t *testing.T, p *post) {
		contact := p.tell(t, call)
		synctest.Wait()
		p.mu.Lock()
		p.threads[0]["archived"] = true
		p.mu.Unlock()
		p.commit(t, &readout.Change{Deliveries: []readout.Dispatch{inForum(&readout.Contact{ID: contact}, "a call was held")}})
		synctest.Wait()
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.messages[0].Content != "a call was held" || p.threads[0]["archived"] != false {
			t.Errorf("post %v, message %+v", p.threads[0], p.messages[0])
		}
	})
}

// TestADeletedPostStaysDeleted has a moderator delete the post with its title.
func TestADeletedPostStaysDeleted(t *testing.T) {
	inPost(t, func(t *testing.T, p *post) {
		contact := p.tell(t, call)
		synctest.Wait()
		p.inject(fault{method: "PATCH", err: refusal(404, wire.UnknownChannel)})
		p.commit(t, &readout.Change{Deliveries: []readout.Dispatch{inForum(&readout.Contact{ID: contact}, "a call was held")}})
		synctest.Wait()
		if d := p.row(t, contact); d.State != readout.DeliveryGone {
			t.Errorf("the delivery is %s", d.State)
		}
		p.commit(t, &readout.Change{Deliveries: []readout.Dispatch{inForum(&readout.Contact{ID: contact}, "a long call was held")}})
		synctest.Wait()
		p.mu.Lock()
		defer p.mu.Unlock()
		if len(p.threads) != 1 || p.messages[0].edits != 0 {
			t.Errorf("posts %v, %d edits", p.threads, p.messages[0].edits)
		}
	})
}
