// Package gateway is Discord's gateway for one application: websocket
// sessions that identify, resume, beat and receive events.
//
// Source of the protocol: Discord documentation, events/gateway and
// topics/opcodes-and-status-codes.
package gateway

import (
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// The operations of a frame.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// Intents that an application asks for.
const (
	IntentGuilds         = 1 << 0
	IntentGuildMembers   = 1 << 1
	IntentGuildPresences = 1 << 8
	IntentGuildMessages  = 1 << 9
	IntentMessageContent = 1 << 15

	privilegedIntents = IntentGuildMembers | IntentGuildPresences | IntentMessageContent
	knownIntents      = 1<<27 - 1
)

// The bounds of what is kept for sessions that may come back.
const (
	maxSessions = 16
	maxBacklog  = 2000 // events per session
)

// Event is what a session is told.
type Event struct {
	Name string
	Data any
}

// Options say how a hub behaves and whom it tells.
type Options struct {
	Authorized func(token string) bool
	// Ready returns the READY event's data for a new session.
	Ready func(session string, intents int, shard *[2]int) any
	// Welcome returns the events that follow READY. It is called without the hub's
	// lock: it may take one that is held while events are dispatched.
	Welcome func(intents int) []Event
	// Record is told of every frame but heartbeats; may be nil.
	Record func(fromBot bool, frame []byte)
	// Changed is told when the first session connects and the last one goes.
	Changed func(online bool)
	// Identified is told of every IDENTIFY that was accepted.
	Identified func()
	// Heartbeat is the interval asked of the bot.
	Heartbeat time.Duration
	// Privileged lets the bot have the privileged intents.
	Privileged bool
	Log        *slog.Logger
}

// Hub holds the sessions of the application.
type Hub struct {
	options  Options
	upgrader websocket.Upgrader
	running  sync.WaitGroup

	mu          sync.Mutex
	closed      bool
	connections map[*connection]bool
	sessions    []*session // oldest first
	online      bool
	faults      faults
}

// session outlives its connections, until it is closed for good.
type session struct {
	id      string
	intents int
	seq     int64
	backlog []frame // the newest events, oldest first
	conn    *connection
}

// frame is one message on the wire.
type frame struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s"`
	Type *string         `json:"t"`
}

// New returns a hub without sessions.
func New(options Options) *Hub {
	if options.Heartbeat == 0 {
		options.Heartbeat = 41250 * time.Millisecond
	}
	if options.Record == nil {
		options.Record = func(bool, []byte) {}
	}
	return &Hub{options: options, connections: map[*connection]bool{}}
}

// ServeHTTP upgrades a request to a gateway connection and serves it.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ws, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	c := newConnection(h, ws)
	if !h.enter(c) {
		ws.Close()
		return
	}
	defer h.running.Done()
	c.serve()
	h.leave(c)
}

func (h *Hub) enter(c *connection) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.running.Add(1)
	h.connections[c] = true
	return true
}

func (h *Hub) leave(c *connection) {
	h.mu.Lock()
	delete(h.connections, c)
	if s := c.session; s != nil && s.conn == c {
		s.conn = nil
		if endsSession(c.closeCode) {
			h.forget(s)
		}
	}
	h.mu.Unlock()
	h.tellOnline()
}

// endsSession reports whether a session is gone after a connection closed
// with code, so that it cannot be resumed.
func endsSession(code int) bool {
	switch code {
	case websocket.CloseNormalClosure, websocket.CloseGoingAway, 4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014:
		return true
	}
	return false
}

// forget drops a session. The caller holds the lock.
func (h *Hub) forget(s *session) {
	h.sessions = slices.DeleteFunc(h.sessions, func(other *session) bool { return other == s })
}

// tellOnline reports a change of Online to whoever asked for it.
func (h *Hub) tellOnline() {
	h.mu.Lock()
	online := h.hasConnected()
	changed := online != h.online
	h.online = online
	h.mu.Unlock()
	if changed && h.options.Changed != nil {
		h.options.Changed(online)
	}
}

func (h *Hub) hasConnected() bool {
	return slices.ContainsFunc(h.sessions, func(s *session) bool { return s.conn != nil })
}

// Online reports whether the bot is connected.
func (h *Hub) Online() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.hasConnected()
}

// Dispatch sends an event to every session that has the intent, 0 for all.
// Sessions that are away get it when they resume. Data may depend on what the
// session may see, so it is made for its intents.
func (h *Hub) Dispatch(name string, intent int, data func(intents int) any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.sessions {
		if intent == 0 || s.intents&intent != 0 {
			h.deliver(s, Event{name, data(s.intents)})
		}
	}
}

// deliver appends an event to a session and sends it when it is connected.
// The caller holds the lock.
func (h *Hub) deliver(s *session, event Event) {
	s.seq++
	seq := s.seq
	f := newFrame(opDispatch, event.Data)
	f.Seq, f.Type = &seq, &event.Name
	s.backlog = append(s.backlog, f)
	if len(s.backlog) > maxBacklog {
		s.backlog = slices.Delete(s.backlog, 0, len(s.backlog)-maxBacklog)
	}
	if s.conn != nil {
		s.conn.send(f)
	}
}

func newFrame(op int, data any) frame {
	raw, err := json.Marshal(data)
	if err != nil {
		raw = []byte("null")
	}
	return frame{Op: op, Data: raw}
}

// identify opens a new session on c.
func (h *Hub) identify(c *connection, intents int, shard *[2]int) {
	welcome := h.options.Welcome(intents)
	h.mu.Lock()
	s := &session{id: rand.Text(), intents: intents, conn: c}
	c.session = s
	h.sessions = append(h.sessions, s)
	if len(h.sessions) > maxSessions {
		h.evict()
	}
	h.deliver(s, Event{"READY", h.options.Ready(s.id, intents, shard)})
	for _, event := range welcome {
		h.deliver(s, event)
	}
	h.mu.Unlock()
	if h.options.Identified != nil {
		h.options.Identified()
	}
	h.tellOnline()
}

// evict drops the oldest session that nobody is connected to.
func (h *Hub) evict() {
	for _, s := range h.sessions {
		if s.conn == nil {
			h.forget(s)
			return
		}
	}
}

// resume continues a session on c with the events after seq. It reports the
// close code to answer with, 0 when the session goes on, and false when the
// session is gone.
func (h *Hub) resume(c *connection, id string, seq int64) (closeCode int, ok bool) {
	defer h.tellOnline()
	h.mu.Lock()
	defer h.mu.Unlock()
	at := slices.IndexFunc(h.sessions, func(s *session) bool { return s.id == id })
	if at < 0 {
		return 0, false
	}
	s := h.sessions[at]
	if seq > s.seq {
		h.forget(s)
		return 4007, false
	}
	if len(s.backlog) > 0 && seq+1 < *s.backlog[0].Seq {
		h.forget(s)
		return 0, false
	}
	if s.conn != nil {
		s.conn.session = nil
		s.conn.closeWith(4000, "Session taken over by another connection.")
	}
	s.conn, c.session = c, s
	for _, f := range s.backlog {
		if *f.Seq > seq {
			c.send(f)
		}
	}
	h.deliver(s, Event{"RESUMED", struct{}{}})
	return 0, true
}

// Close ends all connections, and waits until they are gone.
func (h *Hub) Close() {
	h.mu.Lock()
	h.closed = true
	for c := range h.connections {
		c.closeWith(websocket.CloseGoingAway, "The sandbox closes.")
		c.ws.SetReadDeadline(time.Now())
	}
	h.mu.Unlock()
	h.running.Wait()
}
