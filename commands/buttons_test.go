package commands_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout"
)

// press presses a button as somebody with the permissions.
func (w *world) press(id string, permissions readout.Permission) (readout.Reply, error) {
	inv := w.invocation("/x")
	inv.Command, inv.Permissions, inv.MessageID = id, permissions, "1001"
	return w.router.Press(w.t.Context(), inv)
}

func TestAModeratorTakesAContactBack(t *testing.T) {
	w := newWorld(t)
	reply, err := w.press("reject:12", readout.PermissionManageMessages)
	if err != nil || !reply.Private || w.taken[12] != user {
		t.Fatalf("%+v, %v; taken back %v", reply, err, w.taken)
	}
	undo := reply.Messages[0].Actions
	if len(undo) != 1 || undo[0].Label != "Undo" {
		t.Fatalf("buttons %+v", undo)
	}
	if _, err := w.press("reject:12", manager); readout.ErrorCode(err) != readout.CodeConflict {
		t.Errorf("a second time: %v", err)
	}
	if _, err := w.press(undo[0].ID, ordinary); readout.ErrorCode(err) != readout.CodeForbidden || len(w.taken) != 1 {
		t.Errorf("anybody can undo: %v", err)
	}
	if reply, err = w.press(undo[0].ID, manager); err != nil || !reply.Private || len(w.taken) != 0 {
		t.Errorf("%+v, %v; taken back %v", reply, err, w.taken)
	}
	for _, id := range []string{"reject:", "reject:x", "reject:-1", "restore:1e3"} {
		if _, err := w.press(id, manager); readout.ErrorCode(err) != readout.CodeInvalid {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestWhatWasTakenBackIsFound looks for contacts that a moderator has said are none.
func TestWhatWasTakenBackIsFound(t *testing.T) {
	w := newWorld(t)
	w.store.contacts[1].RejectedBy, w.store.contacts[1].RejectedAt = user, noon()
	if text := w.must("/contacts search").Messages[0].Title; text != "5 contacts" {
		t.Errorf("the others are %q", text)
	}
	reply := w.must("/contacts search status:taken_back")
	text := ""
	for _, line := range reply.Messages[0].Body {
		text += line.Plainly() + "\n"
	}
	if !reply.Private || reply.Messages[0].Title != "1 contact" || !strings.Contains(text, "12") || !strings.Contains(text, "To undo that") {
		t.Errorf("private %t, %q:\n%s", reply.Private, reply.Messages[0].Title, text)
	}
	inv := w.invocation("/contacts search status:taken_back")
	inv.Permissions = ordinary
	if _, err := w.router.Run(t.Context(), inv); readout.ErrorCode(err) != readout.CodeForbidden {
		t.Errorf("anybody can see what was taken back: %v", err)
	}
}

// TestAFeedIsChosen presses the button of one of several feeds that a page offers.
func TestAFeedIsChosen(t *testing.T) {
	w := newWorld(t)
	reply := w.must("/feeds add url:https://many.example.org/ official:Canada")
	buttons := reply.Messages[0].Actions
	if len(buttons) != 1 { // one is polled already, one has an address that is too long
		t.Fatalf("buttons %+v", buttons)
	}
	if _, err := w.press(buttons[0].ID, ordinary); readout.ErrorCode(err) != readout.CodeForbidden {
		t.Errorf("anybody can add: %v", err)
	}
	if _, err := w.press(buttons[0].ID, manager); err != nil {
		t.Fatal(err)
	}
	added := w.store.feeds[len(w.store.feeds)-1]
	if added.URL != "https://many.example.org/world.xml" || added.Kind != readout.Official || added.State != "CA" || added.Name != "Many: world" {
		t.Errorf("added %+v", added)
	}
	if _, err := w.press(buttons[0].ID, manager); readout.ErrorCode(err) != readout.CodeConflict {
		t.Errorf("a second time: %v", err)
	}
	for _, id := range []string{"feedadd", "feedadd:", "feedadd::", "feedadd:ZZ:https://example.org/world.xml", "feedadd::javascript:alert(1)"} {
		if _, err := w.press(id, manager); err == nil || readout.ErrorCode(err) == readout.CodeInternal {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestFollow presses the button under different messages on one contact.
func TestFollow(t *testing.T) {
	quiet := readout.Manner{Quiet: readout.Quiet{From: "22:00", To: "07:00"}}
	for name, test := range map[string]struct {
		message readout.Delivery
		like    readout.Watch
		want    readout.Watch
	}{
		"a message of the channel": {
			readout.Delivery{ChannelID: alerts}, readout.Watch{}, readout.Watch{ChannelID: alerts},
		},
		"a message that nobody knows": {
			readout.Delivery{ContactID: 1}, readout.Watch{}, readout.Watch{ChannelID: alerts},
		},
		"a post in a forum": {
			readout.Delivery{ChannelID: forum, Message: readout.Message{Thread: "A call", Tags: []string{"5"}}}, readout.Watch{},
			readout.Watch{ChannelID: forum, Manner: readout.Manner{Forum: true, Tags: []string{"5"}}},
		},
		"a published message in French": {
			readout.Delivery{ChannelID: daily, Message: readout.Message{Publish: true, Language: "fr"}}, readout.Watch{},
			readout.Watch{ChannelID: daily, Manner: readout.Manner{Publish: true, Language: "fr"}},
		},
		"of a watch with quiet hours": {
			readout.Delivery{ChannelID: alerts, WatchID: 77, Message: readout.Message{Language: "en"}}, readout.Watch{ID: 77, GuildID: guild, ChannelID: alerts, Kind: readout.WatchAlert, Zone: "Europe/Kyiv", Manner: quiet},
			readout.Watch{ChannelID: alerts, Zone: "Europe/Kyiv", Manner: quiet},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			test.message.MessageID = "1001"
			if test.message.ContactID == 0 {
				test.message.ContactID = 12
			}
			w.store.posted = []readout.Delivery{test.message}
			w.store.watches = append(w.store.watches, test.like)
			reply, err := w.press("follow:12", manager)
			if err != nil {
				t.Fatal(err)
			}
			got := w.store.watches[len(w.store.watches)-1]
			test.want.ID, test.want.GuildID, test.want.Kind, test.want.CreatedBy, test.want.CreatedAt = got.ID, guild, readout.WatchAlert, user, noon()
			test.want.Filter = readout.Filter{Pairs: [][2]string{{"CA", "US"}}}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("watch (-want +got):\n%s", diff)
			}
			if text := show(reply); !strings.Contains(text, "Canada and the United States") || !strings.Contains(text, "/watch remove watch:") || !reply.Private {
				t.Errorf("reply %s", text)
			}
			if _, err := w.press("follow:12", manager); readout.ErrorCode(err) != readout.CodeConflict {
				t.Errorf("a second time: %v", err)
			}
		})
	}
	w := newWorld(t)
	if _, err := w.press("follow:14", manager); readout.ErrorCode(err) != readout.CodeInvalid {
		t.Errorf("a contact of three sides: %v", err)
	}
	if _, err := w.press("follow:99", manager); readout.ErrorCode(err) != readout.CodeNotFound {
		t.Errorf("a contact that is not there: %v", err)
	}
}
