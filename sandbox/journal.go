package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"sync"
	"time"
)

// JournalLine is one line of the journal: a request to the API with its
// answer, or a frame on the gateway.
type JournalLine struct {
	Time     time.Time       `json:"time"`
	Method   string          `json:"method,omitempty"`
	Path     string          `json:"path,omitempty"` // with the query
	Status   int             `json:"status,omitempty"`
	Duration float64         `json:"duration_ms,omitempty"`
	Request  json.RawMessage `json:"request,omitempty"`
	Response json.RawMessage `json:"response,omitempty"`
	Gateway  string          `json:"gateway,omitempty"` // "sent" by the bot or "received" by it
	Frame    json.RawMessage `json:"frame,omitempty"`
}

// hidden stands in the journal for tokens.
const hidden = "[token]"

// journal writes down what passes between the bot and the sandbox. Tokens are
// left out.
type journal struct {
	now    func() time.Time
	stream *stream
	log    *slog.Logger

	mu     sync.Mutex
	out    io.Writer // nil = none
	tokens []string  // of bots, the latest last
}

// maxHidden is how many of the bots' tokens are remembered; whoever tries many
// wrong ones pushes out the oldest.
const maxHidden = 64

// interactionToken finds tokens of interactions, which newToken makes.
var interactionToken = regexp.MustCompile(`ix-[0-9]+\.[A-Z2-7]+`)

func newJournal(out io.Writer, now func() time.Time, stream *stream, log *slog.Logger) *journal {
	return &journal{out: out, now: now, stream: stream, log: log}
}

// hide keeps a token out of the journal from now on.
func (j *journal) hide(token string) {
	if len(token) < 3 {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, known := range j.tokens {
		if known == token {
			return
		}
	}
	j.tokens = append(j.tokens, token)
	if len(j.tokens) > maxHidden {
		j.tokens = j.tokens[1:]
	}
}

// request writes down a request and its answer.
func (j *journal) request(c *call, status int, response []byte, took time.Duration) {
	j.stream.publish("request", object{"method": c.Method, "path": string(interactionToken.ReplaceAll([]byte(c.URL.Path), []byte(hidden))), "status": status})
	j.write(JournalLine{
		Time: j.now(), Method: c.Method, Path: c.URL.RequestURI(), Status: status,
		Duration: float64(took.Microseconds()) / 1000, Request: asJSON(c.body), Response: asJSON(response),
	})
}

// frame writes down a frame of the gateway.
func (j *journal) frame(fromBot bool, raw []byte) {
	direction := "received"
	if fromBot {
		direction = "sent"
	}
	var f struct {
		Op   int             `json:"op"`
		Data json.RawMessage `json:"d"`
	}
	if json.Unmarshal(raw, &f) == nil && (f.Op == 2 || f.Op == 6) {
		raw = hideField(raw, "token")
	}
	j.write(JournalLine{Time: j.now(), Gateway: direction, Frame: asJSON(raw)})
}

// hideField replaces a field of a frame's data.
func hideField(raw []byte, field string) []byte {
	var f struct {
		Op   int            `json:"op"`
		Data map[string]any `json:"d"`
	}
	if json.Unmarshal(raw, &f) != nil || f.Data == nil {
		return raw
	}
	f.Data[field] = hidden
	if out, err := json.Marshal(f); err == nil {
		return out
	}
	return raw
}

// asJSON returns a body as it is, or as a string when it is no JSON.
func asJSON(body []byte) json.RawMessage {
	if len(body) == 0 {
		return nil
	}
	if json.Valid(body) {
		return body
	}
	text, err := json.Marshal(string(body))
	if err != nil {
		return nil
	}
	return text
}

func (j *journal) write(line JournalLine) {
	if j.out == nil {
		return
	}
	text, err := json.Marshal(line)
	if err != nil {
		j.log.Error("a line of the journal cannot be written", slog.Any("error", err))
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	text = interactionToken.ReplaceAll(text, []byte(hidden))
	for _, token := range j.tokens {
		text = bytes.ReplaceAll(text, []byte(token), []byte(hidden))
	}
	if _, err := j.out.Write(append(text, '\n')); err != nil {
		j.log.Error("the journal cannot be written", slog.Any("error", err))
	}
}

// methodNotAllowed answers a method that a path does not take.
var methodNotAllowed = &refusal{status: http.StatusMethodNotAllowed, message: "405: Method Not Allowed"}
