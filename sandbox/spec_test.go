package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"readout/sandbox"
	"readout/sandbox/discordspec"
)

// shared is where Discord's descriptions are; they are not in the repository.
const shared = "../../shared/discord"

func spec(t *testing.T) *discordspec.Spec {
	t.Helper()
	if _, err := os.Stat(shared); err != nil {
		t.Skip("Discord's descriptions are not here:", err)
	}
	s, err := discordspec.Load(shared)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// buffer is a journal.
type buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// client is a bot that does what it is told.
type client struct {
	t      *testing.T
	server *sandbox.Server
	ws     *websocket.Conn
	events chan event
}

type event struct {
	name string
	data json.RawMessage
}

// start starts a sandbox with a bot that is connected to it.
func start(t *testing.T, config sandbox.Config) *client {
	t.Helper()
	server, err := sandbox.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	c := &client{t: t, server: server, events: make(chan event, 100)}
	var gateway struct {
		URL string `json:"url"`
	}
	c.must("GET", "/gateway", nil, &gateway)
	c.ws, _, err = websocket.DefaultDialer.DialContext(t.Context(), gateway.URL+"/?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.ws.Close() })
	c.send(`{"op":2,"d":{"token":"Bot walker-key","intents":1,"properties":{"os":"linux","browser":"test","device":"test"}}}`)
	go c.listen()
	if err := server.WaitConnected(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *client) send(frame string) {
	if err := c.ws.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) listen() {
	defer close(c.events)
	for {
		var f struct {
			Op   int             `json:"op"`
			Type string          `json:"t"`
			Data json.RawMessage `json:"d"`
		}
		if c.ws.ReadJSON(&f) != nil {
			return
		}
		if f.Op == 0 {
			c.events <- event{f.Type, f.Data}
		}
	}
}

// next returns the next event of that name.
func (c *client) next(name string) json.RawMessage {
	c.t.Helper()
	for {
		select {
		case e, open := <-c.events:
			if !open {
				c.t.Fatalf("the connection ended before %s", name)
			}
			if e.name == name {
				return e.data
			}
		case <-time.After(5 * time.Second):
			c.t.Fatalf("no %s came", name)
		}
	}
}

// do sends a request and returns the status.
func (c *client) do(method, path string, in, out any) int {
	c.t.Helper()
	var body io.Reader
	if in != nil {
		text, err := json.Marshal(in)
		if err != nil {
			c.t.Fatal(err)
		}
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.server.APIURL()+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bot walker-key")
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if out != nil {
		if err := json.NewDecoder(response.Body).Decode(out); err != nil && err != io.EOF {
			c.t.Fatal(err)
		}
	}
	return response.StatusCode
}

func (c *client) must(method, path string, in, out any) {
	c.t.Helper()
	if status := c.do(method, path, in, out); status >= 300 {
		c.t.Fatalf("%s %s: status %d", method, path, status)
	}
}

type object = map[string]any

// commands are two that exercise every kind of option.
var commands = []object{
	{"name": "plain", "type": 1, "description": "Without options"},
	{"name": "group", "type": 1, "description": "With subcommands", "default_member_permissions": "32", "options": []object{
		{"type": 1, "name": "add", "description": "Adds", "options": []object{
			{"type": 3, "name": "text", "description": "A text", "required": true, "autocomplete": true},
			{"type": 4, "name": "count", "description": "A number", "min_value": 1, "max_value": 9},
			{"type": 7, "name": "where", "description": "A channel"},
			{"type": 8, "name": "who", "description": "A role"},
			{"type": 5, "name": "really", "description": "Yes or no"},
		}},
	}},
}

// answer answers the next interaction with a callback.
func (c *client) answer(body object) (id, token string) {
	c.t.Helper()
	var in struct{ ID, Token string }
	if err := json.Unmarshal(c.next("INTERACTION_CREATE"), &in); err != nil {
		c.t.Fatal(err)
	}
	c.must("POST", "/interactions/"+in.ID+"/"+in.Token+"/callback", body, nil)
	return in.ID, in.Token
}

// result is what a person got.
type result[T any] struct {
	value T
	err   error
}

func later[T any](do func() (T, error)) chan result[T] {
	out := make(chan result[T], 1)
	go func() {
		value, err := do()
		out <- result[T]{value, err}
	}()
	return out
}

// TestEverythingIsAsDiscordDescribesIt goes through all that the sandbox can do
// and holds each request, answer and event against Discord's descriptions.
func TestEverythingIsAsDiscordDescribesIt(t *testing.T) {
	s := spec(t)
	journal := &buffer{}
	c := start(t, sandbox.Config{Journal: journal})
	app := c.walkREST()
	c.walkPlaces()
	c.walkInteractions(app)
	report, err := s.Journal(strings.NewReader(journal.String()))
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range report.Problems {
		t.Error(problem)
	}
	if report.Requests < 25 || report.Frames < 5 {
		t.Errorf("only %d requests and %d frames were checked", report.Requests, report.Frames)
	}
}

func (c *client) walkREST() (app string) {
	var me, application struct{ ID string }
	c.must("GET", "/users/@me", nil, &me)
	c.must("GET", "/applications/@me", nil, &application)
	c.must("GET", "/gateway/bot", nil, nil)
	guild := c.server.GuildID()
	for _, path := range []string{"", "/channels", "/roles", "/members/" + me.ID} {
		c.must("GET", "/guilds/"+guild+path, nil, nil)
	}
	alerts := c.server.ChannelID("alerts")
	c.must("GET", "/channels/"+alerts, nil, nil)
	var posted struct{ ID string }
	message := object{
		"content": "Hello", "nonce": "n1", "enforce_nonce": true, "allowed_mentions": object{"parse": []string{}},
		"embeds":     []object{{"title": "T", "description": "D", "color": 255, "url": "https://example.org/", "fields": []object{{"name": "a", "value": "b", "inline": true}}, "footer": object{"text": "f"}, "timestamp": "2026-01-02T03:04:05Z"}},
		"components": []object{{"type": 1, "components": []object{{"type": 2, "style": 2, "label": "Why?", "custom_id": "why:1"}, {"type": 2, "style": 5, "label": "Go", "url": "https://example.org/"}}}},
	}
	c.must("POST", "/channels/"+alerts+"/messages", message, &posted)
	c.must("PATCH", "/channels/"+alerts+"/messages/"+posted.ID, object{"content": "Edited"}, nil)
	c.must("GET", "/channels/"+alerts+"/messages/"+posted.ID, nil, nil)
	c.must("GET", "/channels/"+alerts+"/messages?limit=10", nil, nil)
	c.must("DELETE", "/channels/"+alerts+"/messages/"+posted.ID, nil, nil)
	for path, status := range map[string]int{"/channels/1": 404, "/channels/" + alerts + "/messages/1": 404} {
		if got := c.do("GET", path, nil, nil); got != status {
			c.t.Errorf("GET %s: status %d, want %d", path, got, status)
		}
	}
	if got := c.do("POST", "/channels/"+c.server.ChannelID("read-only")+"/messages", object{"content": "x"}, nil); got != 403 {
		c.t.Errorf("posting to a channel without permission: status %d", got)
	}
	path := "/applications/" + application.ID + "/guilds/" + guild + "/commands"
	c.must("PUT", path, commands, nil)
	c.must("GET", path, nil, nil)
	c.must("PUT", "/applications/"+application.ID+"/commands", []object{}, nil)
	return application.ID
}

// walkPlaces goes through what other places than text channels can do.
func (c *client) walkPlaces() {
	var posted, thread struct{ ID string }
	announcements := "/channels/" + c.server.ChannelID("announcements")
	c.must("POST", announcements+"/messages", object{"content": "News"}, &posted)
	c.must("POST", announcements+"/messages/"+posted.ID+"/crosspost", nil, nil)
	c.refused("POST", announcements+"/messages/"+posted.ID+"/crosspost", nil, 40033)

	var forum struct {
		Tags []struct{ ID, Name string } `json:"available_tags"`
	}
	contacts := "/channels/" + c.server.ChannelID("contacts")
	c.must("GET", contacts, nil, &forum)
	if len(forum.Tags) != 3 || forum.Tags[0].Name != "Call" {
		c.t.Fatalf("tags %+v", forum.Tags)
	}
	post := object{"name": "A call", "applied_tags": []string{forum.Tags[0].ID}, "message": object{"content": "They spoke", "embeds": []object{{"title": "A call"}}}}
	c.must("POST", contacts+"/threads", post, &thread)
	c.refused("POST", contacts+"/threads", object{"name": "A call", "applied_tags": []string{"1"}, "message": object{"content": "They spoke"}}, 10087)
	c.refused("POST", contacts+"/messages", object{"content": "Without a post"}, 50008)
	c.must("GET", "/guilds/"+c.server.GuildID()+"/threads/active", nil, nil)

	here := "/channels/" + thread.ID
	if err := c.server.Archive("A call"); err != nil {
		c.t.Fatal(err)
	}
	c.refused("PATCH", here+"/messages/"+thread.ID, object{"content": "They spoke for long"}, 50083)
	c.must("PATCH", here, object{"archived": false}, nil)
	c.must("PATCH", here+"/messages/"+thread.ID, object{"content": "They spoke for long"}, nil)
	if err := c.server.Say("sam", "A call", "About what?"); err != nil {
		c.t.Fatal(err)
	}
	var seen struct {
		Messages int `json:"message_count"`
	}
	c.must("GET", here, nil, &seen)
	if seen.Messages != 1 {
		c.t.Errorf("%d answers to the post, want 1", seen.Messages)
	}
	c.refused("DELETE", here, nil, 50013)
}

// refused sends a request that must be refused with the code.
func (c *client) refused(method, path string, in any, code int) {
	c.t.Helper()
	var got struct{ Code int }
	if status := c.do(method, path, in, &got); status < 400 || got.Code != code {
		c.t.Errorf("%s %s: status %d, code %d; want code %d", method, path, status, got.Code, code)
	}
}

// TestAThreadIsDeleted needs a bot that may manage threads.
func TestAThreadIsDeleted(t *testing.T) {
	guild := sandbox.DefaultGuild()
	guild.BotPermissions = sandbox.ManageThreads
	c := start(t, sandbox.Config{Server: guild})
	var thread struct{ ID string }
	c.must("POST", "/channels/"+c.server.ChannelID("contacts")+"/threads", object{"name": "A call", "message": object{"content": "They spoke"}}, &thread)
	if got := c.server.Threads("contacts"); len(got) != 1 {
		t.Fatalf("threads %q", got)
	}
	c.must("DELETE", "/channels/"+thread.ID, nil, nil)
	if got := c.server.Threads("contacts"); len(got) != 0 {
		t.Errorf("threads %q", got)
	}
	c.refused("GET", "/channels/"+thread.ID, nil, 10003)
}

func (c *client) walkInteractions(app string) {
	ctx := c.t.Context()
	said := later(func() (sandbox.Message, error) { return c.server.Invoke(ctx, "alex", "general", "/plain") })
	_, token := c.answer(object{"type": 4, "data": object{"content": "At once"}})
	if got := <-said; got.err != nil || got.value.Content != "At once" {
		c.t.Errorf("got %q, %v", got.value.Content, got.err)
	}
	c.must("POST", "/webhooks/"+app+"/"+token, object{"content": "More"}, nil)

	slow := later(func() (sandbox.Message, error) {
		return c.server.Invoke(ctx, "alex", "general", "/group add text:a b where:#alerts count:3 who:Analysts really:true")
	})
	_, token = c.answer(object{"type": 5, "data": object{"flags": 64}})
	c.must("PATCH", "/webhooks/"+app+"/"+token+"/messages/@original", object{"content": "In the end"}, nil)
	if got := <-slow; got.err != nil || got.value.Content != "In the end" || got.value.Private == "" {
		c.t.Errorf("got %+v, %v", got.value, got.err)
	}

	found := later(func() ([]sandbox.Suggestion, error) {
		_, found, err := c.server.Autocomplete(ctx, "alex", "general", "/group add text:ab")
		return found, err
	})
	c.answer(object{"type": 8, "data": object{"choices": []object{{"name": "About", "value": "about"}}}})
	if got := <-found; got.err != nil || len(got.value) != 1 || got.value[0].Value != "about" {
		c.t.Errorf("got %+v, %v", got.value, got.err)
	}

	var posted struct{ ID string }
	c.must("POST", "/channels/"+c.server.ChannelID("alerts")+"/messages", object{
		"content": "Press", "components": []object{{"type": 1, "components": []object{{"type": 2, "style": 1, "label": "Why?", "custom_id": "why:7"}}}},
	}, &posted)
	pressed := later(func() (sandbox.Message, error) { return c.server.Click(ctx, "sam", posted.ID, "why:7") })
	c.answer(object{"type": 4, "data": object{"content": "Because", "flags": 64}})
	if got := <-pressed; got.err != nil || got.value.Content != "Because" {
		c.t.Errorf("got %+v, %v", got.value, got.err)
	}
}

func TestInvokeRefusesWhatDiscordWould(t *testing.T) {
	c := start(t, sandbox.Config{})
	c.walkREST()
	for line, want := range map[string]string{
		"hello":                         "begins with a slash",
		"/nothing":                      "there is no command /nothing",
		"/group":                        "needs one of add",
		"/group add":                    "needs text",
		"/group add text:a count:many":  "count must be a whole number from 1 to 9",
		"/group add text:a where:#none": "there is no channel",
		"/group add text:a colour:red":  "",
	} {
		if want == "" {
			continue // the value of the last option goes on to the end
		}
		_, err := c.server.Invoke(t.Context(), "alex", "general", line)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v does not say %q", line, err, want)
		}
	}
	if _, err := c.server.Invoke(t.Context(), "sam", "general", "/group add text:a"); err == nil || !strings.Contains(err.Error(), "Manage Server") {
		t.Errorf("a member may call an administrator's command: %v", err)
	}
}

func TestNoncesAndFaults(t *testing.T) {
	c := start(t, sandbox.Config{})
	path := "/channels/" + c.server.ChannelID("alerts") + "/messages"
	body := object{"content": "once", "nonce": "same", "enforce_nonce": true}
	var first, second struct{ ID string }
	c.must("POST", path, body, &first)
	c.must("POST", path, body, &second)
	if first.ID != second.ID || len(c.server.Messages("alerts")) != 1 {
		t.Errorf("a nonce made two messages: %s, %s", first.ID, second.ID)
	}
	c.server.Inject(sandbox.Fault{Method: "POST", Path: "/messages", Status: 503})
	if status := c.do("POST", path, object{"content": "no"}, nil); status != 503 {
		t.Errorf("status %d, want 503", status)
	}
	c.server.Inject(sandbox.Fault{Method: "POST", Path: "/messages", Status: 502, Done: true})
	if status := c.do("POST", path, object{"content": "done"}, nil); status != 502 || len(c.server.Messages("alerts")) != 2 {
		t.Errorf("status %d, %d messages; want the work done and the answer lost", status, len(c.server.Messages("alerts")))
	}
}

func TestRateLimit(t *testing.T) {
	config := sandbox.Config{Limits: sandbox.DiscordLimits()}
	c := start(t, config)
	path := "/channels/" + c.server.ChannelID("alerts") + "/messages"
	for i := range 5 {
		c.must("POST", path, object{"content": fmt.Sprint(i)}, nil)
	}
	var limited struct {
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	if status := c.do("POST", path, object{"content": "six"}, &limited); status != 429 || limited.RetryAfter <= 0 || limited.Global {
		t.Errorf("status %d, %+v", status, limited)
	}
}

func TestJournalHidesTokens(t *testing.T) {
	journal := &buffer{}
	server, err := sandbox.Start(t.Context(), sandbox.Config{Journal: journal, Token: "very-secret"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	for token, want := range map[string]int{"very-secret": 200, "another-one": 401} {
		request, err := http.NewRequestWithContext(t.Context(), "GET", server.APIURL()+"/users/@me", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bot "+token)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("token %s: status %d, want %d", token, response.StatusCode, want)
		}
	}
	if text := journal.String(); strings.Contains(text, "secret") || strings.Contains(text, "another-one") || !strings.Contains(text, "/users/@me") {
		t.Errorf("journal: %s", text)
	}
}

func TestPageRefusesOtherSites(t *testing.T) {
	server, err := sandbox.Start(t.Context(), sandbox.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	for name, change := range map[string]func(*http.Request){
		"another origin": func(r *http.Request) { r.Header.Set("Origin", "https://example.org") },
		"another host":   func(r *http.Request) { r.Host = "example.org" },
		"another site":   func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
	} {
		request, err := http.NewRequestWithContext(t.Context(), "POST", server.URL()+"/sandbox/invoke", strings.NewReader(`{"user":"alex","channel":"general","line":"/x"}`))
		if err != nil {
			t.Fatal(err)
		}
		change(request)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusForbidden {
			t.Errorf("%s: status %d, want 403", name, response.StatusCode)
		}
	}
	response, err := http.Get(server.URL() + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	page, _ := io.ReadAll(response.Body)
	if response.StatusCode != 200 || !bytes.Contains(page, []byte("<html")) || response.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("page: status %d", response.StatusCode)
	}
}

func TestAddressesThatOthersReachAreRefused(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "nonsense"} {
		if server, err := sandbox.Start(context.Background(), sandbox.Config{Addr: addr}); err == nil {
			_ = server.Close()
			t.Errorf("%s was taken", addr)
		}
	}
}
