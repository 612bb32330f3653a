package sandbox_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"readout/sandbox"
)

// page asks the sandbox as its page does.
func (c *client) page(method, path string, in object) (status int, out map[string]any) {
	c.t.Helper()
	text, err := json.Marshal(in)
	if err != nil {
		c.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.server.URL()+path, bytes.NewReader(text))
	if err != nil {
		c.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if err := json.NewDecoder(response.Body).Decode(&out); err != nil {
		c.t.Fatal(err)
	}
	return response.StatusCode, out
}

func TestThePage(t *testing.T) {
	c := start(t, sandbox.Config{})
	c.walkREST()
	_, state := c.page("GET", "/sandbox/state", nil)
	users := state["users"].([]any)
	general := c.server.ChannelID("general")
	admin := users[0].(map[string]any)["id"].(string)
	if len(users) != 4 || len(state["channels"].([]any)) != 6 || len(state["commands"].([]any)) != 2 || state["bot"].(map[string]any)["online"] != true {
		t.Fatalf("state %v", state)
	}

	events, err := http.Get(c.server.URL() + "/sandbox/events")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = events.Body.Close() }()
	lines := bufio.NewScanner(events.Body)
	lines.Scan() // the greeting

	done := later(func() (int, error) {
		status, _ := c.page("POST", "/sandbox/invoke", object{"user": admin, "channel": general, "line": "/plain"})
		return status, nil
	})
	c.answer(object{"type": 4, "data": object{"content": "Only you", "flags": 64}})
	if got := <-done; got.value != 200 {
		t.Errorf("invoke: status %d", got.value)
	}
	for lines.Scan() && !strings.Contains(lines.Text(), "Only you") {
		continue
	}
	said := c.server.Messages("general")
	if len(said) != 1 || said[0].Private != admin || said[0].Used.Command != "/plain" {
		t.Fatalf("messages %+v", said)
	}
	if status, _ := c.page("POST", "/sandbox/dismiss", object{"user": "somebody", "message": said[0].ID}); status == 200 {
		t.Error("somebody else may dismiss a private message")
	}
	if status, _ := c.page("POST", "/sandbox/dismiss", object{"user": admin, "message": said[0].ID}); status != 200 || len(c.server.Messages("general")) != 0 {
		t.Errorf("dismiss: status %d", status)
	}
	if status, out := c.page("POST", "/sandbox/invoke", object{"user": admin, "channel": general, "line": "/nothing"}); status != 422 || !strings.Contains(out["error"].(string), "/nothing") {
		t.Errorf("a command that nobody knows: %d %v", status, out)
	}

	c.server.SetBanner("On air")
	c.server.Story(sandbox.Story{Title: "A story", Contacts: 1})
	if _, state := c.page("GET", "/sandbox/state", nil); state["banner"] != "On air" || len(state["stories"].([]any)) != 1 {
		t.Errorf("state %v", state)
	}
}

func TestABotThatComesBackGetsWhatItMissed(t *testing.T) {
	c := start(t, sandbox.Config{})
	c.walkREST()
	var ready struct {
		Session string `json:"session_id"`
		Gateway string `json:"resume_gateway_url"`
	}
	if err := json.Unmarshal(c.next("READY"), &ready); err != nil {
		t.Fatal(err)
	}
	c.next("GUILD_CREATE")
	done := later(func() (sandbox.Message, error) { return c.server.Invoke(t.Context(), "alex", "general", "/plain") })
	c.next("INTERACTION_CREATE")
	c.server.InjectGateway(sandbox.GatewayCut)
	for range c.events {
		continue // until the line is dead
	}
	ws, _, err := websocket.DefaultDialer.DialContext(t.Context(), ready.Gateway+"/?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ws.Close() }()
	c.ws, c.events = ws, make(chan event, 100)
	c.send(`{"op":6,"d":{"token":"Bot walker-key","session_id":"` + ready.Session + `","seq":2}}`)
	go c.listen()
	c.answer(object{"type": 4, "data": object{"content": "After all"}})
	c.next("RESUMED")
	if got := <-done; got.err != nil || got.value.Content != "After all" {
		t.Errorf("got %+v, %v", got.value, got.err)
	}
}

func TestTheJournalKeepsSecretsAndBrokenLines(t *testing.T) {
	journal := &buffer{}
	c := start(t, sandbox.Config{Journal: journal})
	app := c.walkREST()
	done := later(func() (sandbox.Message, error) { return c.server.Invoke(t.Context(), "alex", "general", "/plain") })
	_, token := c.answer(object{"type": 4, "data": object{"content": "Yes"}})
	<-done
	c.do("PUT", "/webhooks/"+app+"/"+token, object{}, nil) // no such operation
	c.server.Inject(sandbox.Fault{Method: "POST", Path: "/messages", Done: true})
	request, err := http.NewRequestWithContext(t.Context(), "POST", c.server.APIURL()+"/channels/"+c.server.ChannelID("alerts")+"/messages", strings.NewReader(`{"content":"lost answer"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bot walker-key")
	if response, err := http.DefaultClient.Do(request); err == nil {
		_ = response.Body.Close()
		t.Error("the line was to break")
	}
	text := journal.String()
	if strings.Contains(text, token) || strings.Contains(text, "walker-key") {
		t.Error("a token is in the journal")
	}
	if !strings.Contains(text, "lost answer") {
		t.Error("a request whose answer was lost is not in the journal")
	}
}
