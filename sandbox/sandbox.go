// Package sandbox is a local Discord: the part of its REST API and gateway
// that a bot with slash commands needs, a server with channels and people,
// and a page to see and use it. The demo runs on it, tests of the bot run
// against it, and it runs as a process of its own.
//
// It follows Discord's documentation and the OpenAPI description of API v10;
// package discordspec checks that. It knows nothing of the bot, and keeps
// everything in memory: messages, commands and nonces outlive a bot that
// disconnects, but not the sandbox.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"readout/sandbox/gateway"
	"readout/sandbox/limit"
)

// Config says how a sandbox behaves. The zero value is a sandbox with the
// default server on a free port of this machine.
type Config struct {
	// Addr is the address to listen on, of this machine only.
	// "" is "127.0.0.1:0": any free port.
	Addr string
	// Journal gets one JSON line for each request to the API and for each
	// frame on the gateway; see JournalLine. nil = none.
	Journal io.Writer
	// Now stamps messages and makes their ids. It may run at the speed of a
	// replay. nil = time.Now.
	Now func() time.Time
	// Wall measures waits: rate limits, the 3 seconds of an interaction, the
	// life of its token, the window of a nonce. nil = time.Now.
	Wall func() time.Time
	Log  *slog.Logger
	// Token is the bot's token; "" = any, except an empty one and "wrong".
	Token string
	// Server describes the server that the bot is in. The zero value is
	// DefaultGuild.
	Server Guild
	Limits Limits
	// Heartbeat is the interval that the gateway asks for; 0 = 41.25 s.
	Heartbeat time.Duration
	// Privileged grants the bot privileged intents when it asks for them.
	Privileged bool
}

// Limits are the waits and rates that a sandbox keeps to.
type Limits struct {
	Messages    limit.Rate    // messages created and edited, per channel
	Other       limit.Rate    // every other route, per channel or server
	Global      limit.Rate    // all requests but answers to interactions
	AnswerIn    time.Duration // the first answer to an interaction
	TokenLife   time.Duration // follow-ups to an interaction
	NonceWindow time.Duration // a nonce is enforced for so long
}

// DiscordLimits returns the limits that bots meet at Discord. The rates of
// single routes are not documented; these are what is commonly seen.
func DiscordLimits() Limits {
	l := generous()
	l.Messages = limit.Rate{Count: 5, Per: 5 * time.Second}
	l.Other = limit.Rate{Count: 10, Per: 10 * time.Second}
	return l
}

// generous is the default: a replay posts the news of a day in seconds.
func generous() Limits {
	return Limits{
		Messages:    limit.Rate{Count: 50, Per: time.Second},
		Other:       limit.Rate{Count: 50, Per: time.Second},
		Global:      limit.Rate{Count: 50, Per: time.Second},
		AnswerIn:    3 * time.Second,
		TokenLife:   15 * time.Minute,
		NonceWindow: 5 * time.Minute,
	}
}

func (l Limits) withDefaults() Limits {
	d := generous()
	for _, rate := range []struct{ is, otherwise *limit.Rate }{{&l.Messages, &d.Messages}, {&l.Other, &d.Other}, {&l.Global, &d.Global}} {
		if *rate.is == (limit.Rate{}) {
			*rate.is = *rate.otherwise
		}
	}
	for _, wait := range []struct{ is, otherwise *time.Duration }{{&l.AnswerIn, &d.AnswerIn}, {&l.TokenLife, &d.TokenLife}, {&l.NonceWindow, &d.NonceWindow}} {
		if *wait.is == 0 {
			*wait.is = *wait.otherwise
		}
	}
	return l
}

// Server is a running sandbox.
type Server struct {
	config  Config
	log     *slog.Logger
	world   *world
	hub     *gateway.Hub
	buckets *limit.Buckets
	journal *journal
	stream  *stream
	faults  faultList

	listener net.Listener
	http     *http.Server
	serving  sync.WaitGroup
	closed   chan struct{}
	closing  sync.Once
	closeErr error
}

// Start listens and serves until ctx ends or Close is called.
func Start(ctx context.Context, config Config) (*Server, error) {
	config = config.withDefaults()
	if err := checkAddr(config.Addr); err != nil {
		return nil, err
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", config.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s for the sandbox: %w", config.Addr, err)
	}
	s := &Server{
		config: config, log: config.Log, listener: listener, closed: make(chan struct{}),
		buckets: limit.New(config.Wall), stream: newStream(),
	}
	s.journal = newJournal(config.Journal, config.Now, s.stream, s.log)
	s.world = newWorld(config, s.stream)
	s.world.gatewayURL = "ws://" + listener.Addr().String() + "/gateway"
	s.hub = gateway.New(s.gatewayOptions())
	s.world.dispatch, s.world.connected = s.hub.Dispatch, s.hub.Online
	s.http = &http.Server{
		Handler:           s.routes(),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		ErrorLog:          slog.NewLogLogger(config.Log.Handler(), slog.LevelDebug),
	}
	s.serving.Go(func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("serve the sandbox", slog.Any("error", err))
		}
	})
	s.serving.Go(func() {
		select {
		case <-ctx.Done():
			s.shut()
		case <-s.closed:
		}
	})
	return s, nil
}

func (c Config) withDefaults() Config {
	if c.Addr == "" {
		c.Addr = "127.0.0.1:0"
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Wall == nil {
		c.Wall = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Server.Name == "" {
		c.Server = DefaultGuild()
	}
	c.Limits = c.Limits.withDefaults()
	return c
}

// checkAddr refuses addresses that other machines can reach: whoever reaches
// the sandbox may act as anybody in it.
func checkAddr(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("sandbox address %q: %w", addr, err)
	}
	if host == "localhost" {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("sandbox address %q can be reached from other machines; use 127.0.0.1, [::1] or localhost", addr)
}

// URL is the address of the page.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// APIURL is the base address of the API, for the bot's configuration.
func (s *Server) APIURL() string { return s.URL() + "/api/v10" }

// Close ends all connections and waits until everything has stopped.
func (s *Server) Close() error {
	s.shut()
	s.serving.Wait()
	return s.closeErr
}

func (s *Server) shut() {
	s.closing.Do(func() {
		close(s.closed)
		s.stream.close()
		s.hub.Close()
		s.closeErr = s.http.Close()
		s.world.stopTimers()
	})
}

// gatewayOptions ties the gateway to the server that it tells of.
func (s *Server) gatewayOptions() gateway.Options {
	return gateway.Options{
		Authorized: s.authorized,
		Ready:      s.world.ready,
		Welcome:    s.world.welcome,
		Record:     s.journal.frame,
		Changed:    s.world.botOnline,
		Identified: s.world.countIdentify,
		Heartbeat:  s.config.Heartbeat,
		Privileged: s.config.Privileged,
		Log:        s.log,
	}
}

// authorized reports whether a token is the bot's. Clients put "Bot " before it.
func (s *Server) authorized(token string) bool {
	token = bareToken(token)
	s.journal.hide(token)
	if s.config.Token != "" {
		return token == s.config.Token
	}
	return token != "" && token != "wrong"
}
