package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"readout/bot/wire"
)

// callTime is the longest that a request may take, waits included.
const callTime = 30 * time.Second

// api sends requests through discordgo. It may be used by any number of
// goroutines.
type api struct {
	session *discordgo.Session
	self    atomic.Value // the bot's user id, a string

	// slots holds names for discordgo's buckets. It keeps a bucket for ever
	// and locks it for the whole of a request, so each request borrows one of
	// a few names, and nobody waits inside the library.
	slots chan string
}

const maxCalls = 64

func newAPI(token string, transport http.RoundTripper) (*api, error) {
	session, err := newSession(token, transport)
	if err != nil {
		return nil, err
	}
	a := &api{session: session, slots: make(chan string, maxCalls)}
	for i := range maxCalls {
		a.slots <- "slot " + strconv.Itoa(i)
	}
	a.self.Store("")
	return a, nil
}

// newSession returns a discordgo session that leaves all waiting and repeating
// to others.
func newSession(token string, transport http.RoundTripper) (*discordgo.Session, error) {
	s, err := discordgo.New("Bot " + token)
	if err != nil {
		return nil, fmt.Errorf("set up discordgo: %w", err)
	}
	s.Client = &http.Client{
		Transport:     transport,
		Timeout:       2 * callTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	s.ShouldRetryOnRateLimit = false
	s.MaxRestRetries = 0
	s.ShouldReconnectOnError = false
	s.StateEnabled = false
	// Handlers run one after the other in the order of events; they only pass
	// on what they get.
	s.SyncEvents = true
	s.Compress = false
	s.Identify.Intents = discordgo.IntentsGuilds
	// discordgo logs through a variable of the process, and with events as
	// they came, tokens of interactions included. Whatever it would say, the
	// loop around it says too.
	s.LogLevel = discordgo.LogError - 1
	return s, nil
}

// Self returns the bot's user id, "" before Discord has told it.
func (a *api) Self() string { return a.self.Load().(string) }

func (a *api) setSelf(id string) { a.self.Store(id) }

// Call sends a request to a path below the API's address, with in as JSON, and
// decodes the answer into out; both may be nil. After an error other than
// *wire.Error it is open whether Discord has done what was asked. No error
// holds the address, which can be a secret.
func (a *api) Call(ctx context.Context, method, path string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	var slot string
	select {
	case slot = <-a.slots:
		defer func() { a.slots <- slot }()
	case <-ctx.Done():
		return &wire.Error{Message: "too many requests at once", RetryAfter: time.Second, Unsent: true}
	}
	body, err := a.session.RequestWithBucketID(method, discordgo.EndpointAPI+path, in, slot, discordgo.WithContext(ctx))
	if err != nil {
		return readError(err)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("decode Discord's answer: %w", err)
	}
	return nil
}

// readError makes one kind of error of all that discordgo returns.
func readError(err error) error {
	if e, ok := errors.AsType[*wire.Error](err); ok {
		return e
	}
	if e, ok := errors.AsType[*discordgo.RESTError](err); ok {
		return wire.ReadError(e.Response.StatusCode, e.ResponseBody)
	}
	if e, ok := errors.AsType[*discordgo.RateLimitError](err); ok {
		return &wire.Error{Status: http.StatusTooManyRequests, Message: e.Message, RetryAfter: e.RetryAfter}
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("reach Discord: %w", e.Err)
	}
	return fmt.Errorf("reach Discord: %w", err)
}
