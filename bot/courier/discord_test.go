package courier_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/bot/rendering"
	"readout/bot/wire"
)

// self is the bot's own id.
const self = "42"

// nonceLife is how long the Discord of these tests knows a nonce.
const nonceLife = 5 * time.Minute

// message is a message that Discord has.
type message struct {
	ID      string `json:"id"`
	Channel string `json:"channel_id"`
	Author  struct {
		ID string `json:"id"`
	} `json:"author"`
	Nonce string `json:"nonce,omitempty"`
	rendering.Message

	posted  time.Time
	deleted bool
	edits   int
}

// MarshalJSON shows the nonce for as long as Discord does.
func (m *message) MarshalJSON() ([]byte, error) {
	type plain struct {
		ID         string            `json:"id"`
		Author     any               `json:"author"`
		Nonce      string            `json:"nonce,omitempty"`
		Content    string            `json:"content"`
		Embeds     []rendering.Embed `json:"embeds"`
		Components []rendering.Row   `json:"components"`
	}
	p := plain{m.ID, m.Author, "", m.Content, m.Embeds, m.Components}
	if time.Since(m.posted) < nonceLife {
		p.Nonce = m.Nonce
	}
	return json.Marshal(p)
}

// discord is a Discord in memory, with nonces as Discord keeps them.
type discord struct {
	t *testing.T

	mu        sync.Mutex
	messages  []*message
	faults    []fault
	requests  []string // method and channel, in order
	published []string // ids of messages
	threads   []map[string]any
	missing   []string // permissions
	noEmbeds  bool
}

// fault makes a request go wrong.
type fault struct {
	method  string // "" = any
	channel string // "" = any
	times   int    // 0 = once
	done    bool   // what was asked is done nevertheless
	err     error
}

var errLine = errors.New("connection reset by peer")

func (d *discord) inject(f fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f.times = max(f.times, 1)
	d.faults = append(d.faults, f)
}

func (d *discord) Self() string { return self }

func (d *discord) MayEmbed(context.Context, string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.noEmbeds
}

func (d *discord) Missing(context.Context, string) ([]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.missing, nil
}

// Call does what the courier asks.
func (d *discord) Call(ctx context.Context, method, path string, in, out any) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	parts := strings.Split(path, "/")
	channel := parts[1]
	d.requests = append(d.requests, method+" "+channel)
	f := d.fault(method, channel)
	if f.err != nil && !f.done {
		return f.err
	}
	answer, err := d.do(method, channel, parts[2:], in)
	if f.err != nil {
		return f.err
	}
	if err != nil || out == nil {
		return err
	}
	body, err := json.Marshal(answer)
	if err != nil {
		d.t.Error(err)
	}
	return json.Unmarshal(body, out)
}

func (d *discord) fault(method, channel string) fault {
	for i := range d.faults {
		f := d.faults[i]
		if f.method != "" && f.method != method || f.channel != "" && f.channel != channel {
			continue
		}
		if d.faults[i].times--; d.faults[i].times == 0 {
			d.faults = slices.Delete(d.faults, i, i+1)
		}
		return f
	}
	return fault{}
}

func (d *discord) do(method, channel string, rest []string, in any) (any, error) {
	switch {
	case method == http.MethodPost && len(rest) == 3 && rest[2] == "crosspost":
		d.published = append(d.published, rest[1])
		return nil, nil
	case method == http.MethodPost && rest[0] == "threads":
		return d.open(channel, in)
	case len(rest) == 0:
		return d.channel(method, channel)
	case method == http.MethodGet && rest[0] == "threads":
		return map[string]any{"threads": d.threads}, nil
	case method == http.MethodDelete:
		for _, m := range d.messages {
			if m.ID == rest[1] && m.Channel == channel && !m.deleted {
				m.deleted = true
				return nil, nil
			}
		}
		return nil, &wire.Error{Status: 404, Code: wire.UnknownMessage, Message: "Unknown Message"}
	case method == http.MethodPost:
		return d.post(channel, in.(rendering.Message))
	case method == http.MethodPatch:
		if t := d.thread(channel); t != nil && t["archived"] == true {
			return nil, archived
		}
		for _, m := range d.messages {
			if m.ID == rest[1] && !m.deleted {
				m.Message = in.(rendering.Message)
				m.edits++
				return m, nil
			}
		}
		return nil, &wire.Error{Status: 404, Code: wire.UnknownMessage, Message: "Unknown Message"}
	case method == http.MethodGet:
		return d.list(channel, rest[0]), nil
	}
	d.t.Errorf("unexpected request %s", method)
	return nil, nil
}

var archived = &wire.Error{Status: 400, Code: wire.ThreadArchived, Message: "Thread is archived"}

// thread returns a forum's post.
func (d *discord) thread(id string) map[string]any {
	for _, t := range d.threads {
		if t["id"] == id {
			return t
		}
	}
	return nil
}

// channel does what is asked of a channel itself.
func (d *discord) channel(method, id string) (any, error) {
	t := d.thread(id)
	switch {
	case method == http.MethodGet && t == nil:
		return map[string]string{"id": id, "guild_id": "100"}, nil
	case method == http.MethodDelete && slices.Contains(d.missing, "Manage Threads"):
		return nil, &wire.Error{Status: 403, Code: 50013, Message: "Missing Permissions"}
	case method == http.MethodDelete:
		d.threads = slices.DeleteFunc(d.threads, func(t map[string]any) bool { return t["id"] == id })
		for _, m := range d.messages {
			m.deleted = m.deleted || m.Channel == id
		}
	case method == http.MethodPatch:
		t["archived"] = false
	}
	return t, nil
}

// open opens a post in a forum.
func (d *discord) open(forum string, in any) (any, error) {
	text, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	var body struct {
		Name    string            `json:"name"`
		Message rendering.Message `json:"message"`
	}
	if err := json.Unmarshal(text, &body); err != nil {
		return nil, err
	}
	m := &message{ID: d.snowflake(), Message: body.Message, posted: time.Now()}
	m.Channel, m.Author.ID = m.ID, self
	d.messages = append(d.messages, m)
	thread := map[string]any{"id": m.ID, "name": body.Name, "parent_id": forum, "owner_id": self, "message_count": 0}
	d.threads = append(d.threads, thread)
	return thread, nil
}

func (d *discord) post(channel string, body rendering.Message) (*message, error) {
	if !body.EnforceNonce || body.Nonce == "" {
		d.t.Error("a message without a nonce that is enforced")
	}
	for _, m := range d.messages {
		if m.Nonce == body.Nonce && time.Since(m.posted) < nonceLife {
			if m.deleted {
				return nil, &wire.Error{Status: 404, Code: wire.UnknownMessage, Message: "Unknown Message"}
			}
			return m, nil
		}
	}
	m := &message{ID: d.snowflake(), Channel: channel, Nonce: body.Nonce, Message: body, posted: time.Now()}
	m.Author.ID = self
	d.messages = append(d.messages, m)
	return m, nil
}

// say posts somebody else's message, or one of the bot's that is none of the
// outbox's.
func (d *discord) say(channel, author string, body rendering.Message) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m := &message{ID: d.snowflake(), Channel: channel, Message: body, posted: time.Now()}
	m.Author.ID = author
	d.messages = append(d.messages, m)
}

func (d *discord) snowflake() string {
	return strconv.FormatInt((time.Now().UnixMilli()-1420070400000)<<22+int64(len(d.messages)), 10)
}

// list returns the messages after an id: the hundred that follow it, newest
// first, as Discord does.
func (d *discord) list(channel, query string) []*message {
	_, after, _ := strings.Cut(query, "after=")
	least, err := strconv.ParseInt(after, 10, 64)
	if err != nil || !strings.Contains(query, "limit=100&") {
		d.t.Errorf("messages asked for with %q", query)
	}
	out := []*message{}
	for _, m := range d.messages {
		if id, _ := strconv.ParseInt(m.ID, 10, 64); m.Channel == channel && !m.deleted && id > least && len(out) < 100 {
			out = append(out, m)
		}
	}
	slices.Reverse(out)
	return out
}

// delete deletes all messages.
func (d *discord) delete() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, m := range d.messages {
		m.deleted = true
	}
}

// texts returns what the bot's messages in a channel say, in order.
func (d *discord) texts(channel string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []string
	for _, m := range d.messages {
		if m.Channel == channel && m.Author.ID == self && !m.deleted {
			out = append(out, m.Content)
		}
	}
	return out
}

// count counts requests.
func (d *discord) count(request string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, r := range d.requests {
		if r == request {
			n++
		}
	}
	return n
}

func refusal(status, code int) error {
	return &wire.Error{Status: status, Code: code, Message: fmt.Sprint("refused with ", code)}
}
