package gateway

import (
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// The bounds of a connection.
// Source: Discord documentation, events/gateway: sending events, rate limiting.
const (
	maxPayload   = 4096 // bytes of a frame from the bot
	maxSends     = 120  // frames from the bot per sendWindow
	sendWindow   = time.Minute
	writeTimeout = 10 * time.Second
	// closeWait is how long a bot may take to answer a close frame.
	closeWait = 2 * time.Second
	// queueSize is how many frames may wait for a bot that does not read.
	queueSize = 4096
)

// connection is one websocket. Its session, if any, is guarded by the hub.
type connection struct {
	hub     *Hub
	ws      *websocket.Conn
	queue   chan []byte
	done    chan struct{}
	session *session

	windowStart time.Time
	sends       int
	closeCode   int // how the connection ended; for the hub, after serve

	closing sync.Once
}

func newConnection(h *Hub, ws *websocket.Conn) *connection {
	return &connection{hub: h, ws: ws, queue: make(chan []byte, queueSize), done: make(chan struct{})}
}

// serve greets the bot and reads its frames until the connection ends.
func (c *connection) serve() {
	defer c.ws.Close()
	var writer sync.WaitGroup
	writer.Go(c.write)
	c.send(newFrame(opHello, map[string]any{"heartbeat_interval": c.hub.options.Heartbeat.Milliseconds()}))
	c.ws.SetReadLimit(64 << 10)
	c.ws.SetReadDeadline(time.Now().Add(2*c.hub.options.Heartbeat + closeWait))
	c.read()
	close(c.done)
	c.ws.Close()
	writer.Wait()
}

func (c *connection) read() {
	for {
		_, raw, err := c.ws.ReadMessage()
		if err != nil {
			c.ended(err)
			return
		}
		if code, reason := c.handle(raw); code != 0 {
			c.closeWith(code, reason)
		}
	}
}

// ended keeps the code with which the bot closed.
func (c *connection) ended(err error) {
	var closed *websocket.CloseError
	c.hub.mu.Lock()
	defer c.hub.mu.Unlock()
	if c.closeCode == 0 && errors.As(err, &closed) {
		c.closeCode = closed.Code
	}
}

// write sends what is queued.
func (c *connection) write() {
	for {
		select {
		case <-c.done:
			return
		case raw := <-c.queue:
			c.ws.SetWriteDeadline(time.Now().Add(writeTimeout))
			if err := c.ws.WriteMessage(websocket.TextMessage, raw); err != nil {
				c.ws.Close()
				return
			}
		}
	}
}

// send queues a frame. The caller holds the hub's lock or is the reader.
func (c *connection) send(f frame) {
	if c.hub.options.swallow(f.Op, c.hub.faults.load()) {
		return
	}
	raw, err := json.Marshal(f)
	if err != nil {
		c.hub.options.Log.Error("encode gateway frame", slog.Any("error", err))
		return
	}
	select {
	case c.queue <- raw:
		if f.Op != opHeartbeatAck {
			c.hub.options.Record(false, raw)
		}
	default:
		c.ws.Close() // the bot does not read
	}
}

// closeWith sends a close frame, and gives the bot a moment to answer it.
func (c *connection) closeWith(code int, reason string) {
	c.closing.Do(func() {
		if c.closeCode == 0 {
			c.closeCode = code
		}
		message := websocket.FormatCloseMessage(code, reason)
		c.ws.WriteControl(websocket.CloseMessage, message, time.Now().Add(writeTimeout))
		c.ws.SetReadDeadline(time.Now().Add(closeWait))
	})
}

// handle takes one frame from the bot, and returns the code to close with, or 0.
func (c *connection) handle(raw []byte) (code int, reason string) {
	if len(raw) > maxPayload {
		return 4002, "Error while decoding payload."
	}
	if c.tooFast() {
		return 4008, "Rate limited."
	}
	var f frame
	if json.Unmarshal(raw, &f) != nil {
		return 4002, "Error while decoding payload."
	}
	if f.Op != opHeartbeat {
		c.hub.options.Record(true, raw)
	}
	known := c.knownSession()
	switch f.Op {
	case opHeartbeat:
		c.ws.SetReadDeadline(time.Now().Add(2*c.hub.options.Heartbeat + closeWait))
		if known {
			c.send(newFrame(opHeartbeatAck, nil))
		}
	case opIdentify:
		if known {
			return 4005, "Already authenticated."
		}
		return c.identify(f.Data)
	case opResume:
		if known {
			return 4005, "Already authenticated."
		}
		return c.resume(f.Data)
	case 3, 4, 8, 31: // presence, voice, members, sounds: taken, without effect
		if !known {
			return 4003, "Not authenticated."
		}
	default:
		return 4001, "Unknown opcode."
	}
	return 0, ""
}

func (c *connection) knownSession() bool {
	c.hub.mu.Lock()
	defer c.hub.mu.Unlock()
	return c.session != nil
}

func (c *connection) tooFast() bool {
	if now := time.Now(); now.Sub(c.windowStart) > sendWindow {
		c.windowStart, c.sends = now, 0
	}
	c.sends++
	return c.sends > maxSends
}

func (c *connection) identify(raw json.RawMessage) (code int, reason string) {
	var data struct {
		Token   string  `json:"token"`
		Intents *int    `json:"intents"`
		Shard   *[2]int `json:"shard"`
	}
	if json.Unmarshal(raw, &data) != nil {
		return 4002, "Error while decoding payload."
	}
	if !c.hub.options.Authorized(data.Token) {
		return 4004, "Authentication failed."
	}
	if data.Shard != nil && (data.Shard[0] < 0 || data.Shard[0] >= data.Shard[1]) {
		return 4010, "Invalid shard."
	}
	if data.Intents == nil || *data.Intents < 0 || *data.Intents > knownIntents {
		return 4013, "Invalid intent(s)."
	}
	if *data.Intents&privilegedIntents != 0 && !c.hub.options.Privileged {
		return 4014, "Disallowed intent(s)."
	}
	c.hub.identify(c, *data.Intents, data.Shard)
	return 0, ""
}

func (c *connection) resume(raw json.RawMessage) (code int, reason string) {
	var data struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int64  `json:"seq"`
	}
	if json.Unmarshal(raw, &data) != nil {
		return 4002, "Error while decoding payload."
	}
	if !c.hub.options.Authorized(data.Token) {
		return 4004, "Authentication failed."
	}
	code, ok := c.hub.resume(c, data.SessionID, data.Seq)
	if code != 0 {
		return code, "Invalid seq."
	}
	if !ok {
		c.send(newFrame(opInvalidSession, false))
	}
	return 0, ""
}
