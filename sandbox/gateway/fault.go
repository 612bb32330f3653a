package gateway

import (
	"sync/atomic"
)

// faults are switched on by tests. They are read while frames are sent, with
// and without the hub's lock.
type faults struct {
	noAcks    atomic.Bool
	silent    atomic.Bool
	helloOnly atomic.Bool
}

type faultState struct{ noAcks, silent, helloOnly bool }

func (f *faults) load() faultState {
	return faultState{f.noAcks.Load(), f.silent.Load(), f.helloOnly.Load()}
}

// swallow reports whether a frame is kept from the bot.
func (o *Options) swallow(op int, f faultState) bool {
	return f.silent || f.helloOnly && op != opHello || f.noAcks && op == opHeartbeatAck
}

// StopAcks makes the hub leave heartbeats unanswered, or answer them again.
func (h *Hub) StopAcks(stop bool) { h.faults.noAcks.Store(stop) }

// Silence makes the hub send nothing at all, or send again. Events are kept
// for sessions that resume.
func (h *Hub) Silence(on bool) { h.faults.silent.Store(on) }

// HelloOnly makes the hub greet new connections and then say nothing.
func (h *Hub) HelloOnly(on bool) { h.faults.helloOnly.Store(on) }

// CloseAll closes every connection with a code.
func (h *Hub) CloseAll(code int, reason string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.connections {
		c.closeWith(code, reason)
	}
}

// Cut ends every connection without a close frame, as a broken network does.
func (h *Hub) Cut() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.connections {
		c.ws.Close()
	}
}

// Reconnect asks every session to reconnect and resume.
func (h *Hub) Reconnect() {
	h.toSessions(func(s *session) { s.conn.send(newFrame(opReconnect, nil)) })
}

// Invalidate tells every session that it is invalid; unless it is resumable,
// it is forgotten and the bot has to identify again on the same connection.
func (h *Hub) Invalidate(resumable bool) {
	h.toSessions(func(s *session) {
		s.conn.send(newFrame(opInvalidSession, resumable))
		if !resumable {
			s.conn.session = nil
			h.forget(s)
		}
	})
	h.tellOnline()
}

func (h *Hub) toSessions(do func(*session)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range append([]*session(nil), h.sessions...) {
		if s.conn != nil {
			do(s)
		}
	}
}
