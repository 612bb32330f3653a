package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"readout/sandbox/limit"
)

// maxRequest is the largest body that the sandbox reads, in bytes.
// Source: Discord documentation, resources/message, 25 MiB.
const maxRequest = 25 << 20

// answer is what the sandbox replies to a request.
type answer struct {
	status int
	body   any // JSON; nil = an empty body
	header http.Header
	after  func() // done once the answer is written
}

func ok(body any) answer   { return answer{status: http.StatusOK, body: body} }
func created(b any) answer { return answer{status: http.StatusCreated, body: b} }
func noContent() answer    { return answer{status: http.StatusNoContent} }
func no(r *refusal) answer { return r.answer() }

// call is a request to the API.
type call struct {
	*http.Request
	body []byte
}

// read decodes the body into v.
func (c *call) read(v any) *refusal {
	if err := json.Unmarshal(c.body, v); err != nil {
		return notJSON
	}
	return nil
}

// handler answers one kind of request.
type handler func(*call) answer

// access says who may call a route.
type access int

const (
	forBot    access = iota // the bot, by its token
	forTokens               // whoever knows the token of the interaction, outside the global limit
	forAll                  // everybody
)

// route makes an http.Handler of a handler: token, rate limits, faults,
// journal. The rate is that of the route; resource names what it counts by.
func (s *Server) route(pattern string, who access, rate limit.Rate, h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
		c := &call{Request: r, body: body}
		var a answer
		var large *http.MaxBytesError
		switch {
		case errors.As(err, &large):
			a = no(tooLarge)
		case err != nil:
			return // the client has gone
		default:
			a = s.answer(w.Header(), pattern, who, rate, c, h)
		}
		if a.status == 0 { // a fault: the line breaks
			s.journal.request(c, 0, nil, time.Since(started))
			panic(http.ErrAbortHandler)
		}
		text := s.write(w, a)
		s.journal.request(c, a.status, text, time.Since(started))
		if a.after != nil {
			a.after()
		}
	})
}

// answer decides what to reply to a request.
func (s *Server) answer(header http.Header, pattern string, who access, rate limit.Rate, c *call, h handler) (a answer) {
	defer func() {
		if p := recover(); p != nil && p != http.ErrAbortHandler {
			s.log.Error("the sandbox panicked", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
			a = answer{status: http.StatusInternalServerError, body: object{"code": 0, "message": "500: Internal Server Error"}}
		}
	}()
	if who == forBot && !s.authorized(c.Header.Get("Authorization")) {
		return no(unauthorized)
	}
	if who != forTokens {
		if all := s.buckets.Take("global", "", s.config.Limits.Global); all.Exceeded {
			return limited(all, true)
		}
	}
	state := s.buckets.Take(pattern, major(c.Request), rate)
	state.Write(header)
	if state.Exceeded {
		return limited(state, false)
	}
	before, after := s.faults.take(c.Method, c.URL.Path)
	if before != nil {
		return before.answer()
	}
	a = h(c)
	if after != nil {
		return after.answer()
	}
	return a
}

// major returns what Discord counts rate limits by: the channel, server or
// webhook.
func major(r *http.Request) string {
	for _, name := range []string{"channel", "guild", "webhook", "interaction"} {
		if value := r.PathValue(name); value != "" {
			return value
		}
	}
	return ""
}

func limited(state limit.State, global bool) answer {
	scope, seconds := "user", state.ResetAfter.Seconds()
	if global {
		scope = "global"
	}
	header := http.Header{}
	header.Set("X-RateLimit-Scope", scope)
	header.Set("Retry-After", ceilSeconds(state.ResetAfter))
	if global {
		header.Set("X-RateLimit-Global", "true")
	}
	return answer{
		status: http.StatusTooManyRequests,
		body:   object{"message": "You are being rate limited.", "retry_after": seconds, "global": global},
		header: header,
	}
}

// write sends the answer and returns its body.
func (s *Server) write(w http.ResponseWriter, a answer) []byte {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return nil
	}
	text, err := json.Marshal(a.body)
	if err != nil {
		s.log.Error("an answer of the sandbox is no JSON", slog.Any("error", err))
		w.WriteHeader(http.StatusInternalServerError)
		return nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_, _ = w.Write(text) // a client that has gone hears nothing
	return text
}

// bareToken takes the scheme off an Authorization header.
func bareToken(header string) string {
	return strings.TrimSpace(strings.TrimPrefix(header, "Bot "))
}
