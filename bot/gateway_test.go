package bot_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"readout"
	"readout/bot"
)

// discord is a Discord whose gateway does as a test says.
type discord struct {
	*httptest.Server
	scripts   []func(*peer) // one for each connection; the last serves all further ones
	callbacks chan string   // bodies of answers to interactions

	mu          sync.Mutex
	connections int
	peers       sync.WaitGroup
}

// peer is Discord's end of a connection.
type peer struct {
	*websocket.Conn
	t *testing.T
}

func newDiscord(t *testing.T, scripts ...func(*peer)) *discord {
	d := &discord{scripts: scripts, callbacks: make(chan string, 100)}
	mux := http.NewServeMux()
	answer := func(pattern, body string) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, body)
		})
	}
	answer("GET /api/v10/users/@me", `{"id":"42","username":"Readout"}`)
	answer("GET /api/v10/applications/@me", `{"id":"42"}`)
	answer("PUT /api/v10/applications/42/commands", `[]`)
	mux.HandleFunc("GET /api/v10/gateway", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]string{"url": "ws" + strings.TrimPrefix(d.URL, "http") + "/gateway"})
	})
	mux.HandleFunc("POST /api/v10/interactions/{id}/{token}/callback", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		d.callbacks <- string(body)
		w.WriteHeader(http.StatusNoContent)
	})
	upgrader := websocket.Upgrader{}
	mux.HandleFunc("/gateway/", func(w http.ResponseWriter, r *http.Request) {
		if v := r.URL.Query().Get("v"); v != "10" || r.URL.Query().Get("encoding") != "json" {
			t.Errorf("the gateway is asked for with %q", r.URL.RawQuery)
		}
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = conn.Close() }()
		d.peers.Add(1)
		defer d.peers.Done()
		d.mu.Lock()
		script := d.scripts[min(d.connections, len(d.scripts)-1)]
		d.connections++
		d.mu.Unlock()
		script(&peer{conn, t})
	})
	d.Server = httptest.NewServer(mux)
	t.Cleanup(func() {
		d.Close()
		d.peers.Wait()
	})
	return d
}

func (p *peer) send(frame string) {
	if err := p.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
		p.t.Logf("send: %v", err)
	}
}

func (p *peer) event(name, data string) {
	p.send(`{"op":0,"s":2,"t":"` + name + `","d":` + data + `}`)
}

// receive reads until the bot sends something with the operation.
func (p *peer) receive(op int) bool {
	for {
		var frame struct {
			Op int `json:"op"`
		}
		if err := p.ReadJSON(&frame); err != nil {
			return false
		}
		if frame.Op == op {
			return true
		}
	}
}

// drain reads until the bot hangs up.
func (p *peer) drain() { p.receive(-1) }

const hello = `{"op":10,"d":{"heartbeat_interval":41250}}`

// welcome lets the bot in.
func (p *peer) welcome() {
	p.send(hello)
	p.receive(2)
	p.send(`{"op":0,"s":1,"t":"READY","d":{"v":10,"session_id":"s","user":{"id":"42"},"guilds":[]}}`)
}

func serve(p *peer) { p.welcome(); p.drain() }

// closes ends the connection with a code once the bot has told who it is.
func closes(code int) func(*peer) {
	return func(p *peer) {
		p.send(hello)
		p.receive(2)
		_ = p.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
		p.drain()
	}
}

// runAgainst runs a bot against a Discord and returns it, its log, and what its
// run returns.
func runAgainst(t *testing.T, d *discord, list ...command) (*bot.Bot, *buffer, <-chan error) {
	t.Helper()
	idle := newIdleWorld(t, "")
	log := &buffer{}
	b, err := bot.New(bot.Options{
		Token: token, APIURL: d.URL, Commands: &commands{list: list}, Outbox: idle.store, Settings: idle.store, Now: time.Now,
		Log: slog.New(slog.NewTextHandler(log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	b.SetTiming(2*time.Second, time.Second, time.Nanosecond)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	stopped := make(chan struct{})
	go func() {
		done <- b.Run(ctx)
		close(stopped)
	}()
	t.Cleanup(func() {
		cancel()
		<-stopped
		if t.Failed() {
			t.Log(log)
		}
	})
	return b, log, done
}

func TestConnectionsThatDoNotBecomeReadyAreRenewed(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]func(*peer){
		"silent from the start":  func(p *peer) { p.drain() },
		"silent after hello":     func(p *peer) { p.send(hello); p.drain() },
		"reconnect before ready": func(p *peer) { p.send(hello); p.receive(2); p.send(`{"op":7,"d":null}`); p.drain() },
		"heartbeat answered before ready": func(p *peer) {
			p.send(hello)
			p.receive(2)
			p.send(`{"op":11,"d":null}`)
			p.drain()
		},
		"no hello":           func(p *peer) { p.send(`{"op":0,"t":"READY","d":{}}`); p.drain() },
		"nonsense":           func(p *peer) { p.send(`}{`); p.drain() },
		"closed for a while": closes(4000),
		"silent after ready": func(p *peer) { p.welcome(); p.drain() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			again := make(chan struct{})
			d := newDiscord(t, script, func(p *peer) {
				p.welcome()
				close(again)
				p.drain()
			}, serve)
			b, _, done := runAgainst(t, d)
			select {
			case <-again:
			case err := <-done:
				t.Fatalf("the bot stopped with %v", err)
			case <-limit(t).Done():
				t.Fatal("the bot did not connect again")
			}
			<-b.Ready()
		})
	}
}

func TestCodesThatEndTheBot(t *testing.T) {
	t.Parallel()
	for code, says := range map[int]string{4004: "DISCORD_TOKEN", 4010: "4010", 4011: "too many servers", 4012: "4012", 4013: "4013", 4014: "intent Guilds"} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			_, _, done := runAgainst(t, newDiscord(t, closes(code)))
			select {
			case err := <-done:
				if readout.ErrorCode(err) != readout.CodeForbidden || !strings.Contains(readout.ErrorMessage(err), says) {
					t.Errorf("got %v", err)
				}
			case <-limit(t).Done():
				t.Error("the bot goes on")
			}
		})
	}
}

func TestHostileInteractionsDoNoHarm(t *testing.T) {
	t.Parallel()
	d := newDiscord(t, func(p *peer) {
		p.welcome()
		for _, data := range []string{
			`null`, `[]`, `7`, `"text"`, `{}`, `{"id":7}`, `{"id":"../../users/@me","token":"t","type":2}`,
			`{"id":"1","application_id":"42","token":"t","type":2,"data":null}`, `{"id":"1","application_id":"42","token":"t","type":2,"data":[]}`,
			`{"id":"1","application_id":"42","token":"t","type":2,"data":{"options":{}}}`, `{"id":"1","application_id":"42","token":"t","type":2,"member":7}`,
			`{"id":"1","application_id":"42","token":"t","type":99,"data":{"name":"hello"}}`, `{"id":"1","token":"","type":2,"data":{"name":"hello"}}`,
			`{"id":"1","application_id":"42","token":"t","type":2,"data":{"name":"hello","options":[{"type":1},{"type":1}]}}`,
			`{"id":"1","application_id":"42","token":"t","type":3,"data":{"custom_id":7}}`,
		} {
			p.event("INTERACTION_CREATE", data)
		}
		p.event("NOT_AN_EVENT", `{}`)
		p.event("INTERACTION_CREATE", `{"id":"2","token":"t","application_id":"42","type":2,"guild_id":"5","member":{"permissions":32,"user":{"id":"6"}},"data":{"name":"hello"}}`)
		p.drain()
	})
	_, _, done := runAgainst(t, d, says("hello", "good morning"))
	for {
		select {
		case body := <-d.callbacks:
			if strings.Contains(body, "good morning") {
				return
			}
		case err := <-done:
			t.Fatalf("the bot stopped with %v", err)
		case <-limit(t).Done():
			t.Fatal("the bot does not answer any more")
		}
	}
}

func TestTheBotSaysThatItIsUnwell(t *testing.T) {
	t.Parallel()
	tried := make(chan struct{}, 100)
	b, _, _ := runAgainst(t, newDiscord(t, func(p *peer) {
		tried <- struct{}{}
		closes(4000)(p)
	}))
	<-tried
	<-tried
	if err := b.Healthy(); err == nil || !strings.Contains(err.Error(), "no connection to Discord") {
		t.Errorf("got %v", err)
	}
}
