package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"readout"
	"readout/bot/wire"
)

const (
	firstDelay   = time.Second
	longestDelay = 2 * time.Minute
)

// timing is how long the gateway waits for what.
type timing struct {
	open   time.Duration // until a connection is ready
	silent time.Duration // without a word from Discord, which answers a heartbeat every 41 seconds
	sick   time.Duration // without a connection until the bot calls itself unwell
}

func defaultTiming() timing {
	return timing{open: time.Minute, silent: 100 * time.Second, sick: 3 * time.Minute}
}

// event is what Discord tells.
type event struct {
	name string
	data []byte
}

// gateway keeps a connection to Discord's gateway. Each connection is opened
// by a discordgo session, which is thrown away when it does not answer.
type gateway struct {
	api       *api
	transport *wire.Transport
	log       *slog.Logger
	timing    timing

	mu        sync.Mutex
	connected bool
	changed   time.Time // real time of the last change of connected
	last      error     // why there is no connection
}

func newGateway(a *api, t *wire.Transport, log *slog.Logger, timing timing) *gateway {
	return &gateway{api: a, transport: t, log: log, timing: timing, changed: time.Now()}
}

// run keeps the connection until ctx ends. It returns an error only when
// Discord refuses the token.
func (g *gateway) run(ctx context.Context, receive func(context.Context, event)) error {
	var session *discordgo.Session
	wait := firstDelay
	for ctx.Err() == nil {
		if session == nil {
			fresh, err := g.session(ctx, receive)
			if err != nil {
				return err
			}
			session = fresh
		}
		lost := make(chan struct{})
		var once sync.Once
		remove := session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) { once.Do(func() { close(lost) }) })
		err := g.open(ctx, session)
		if err == nil {
			g.succeed()
			wait = firstDelay
			select {
			case <-lost:
				err = errors.New("the connection was lost")
			case <-ctx.Done():
				g.close(session)
				return nil
			}
		}
		remove()
		if ctx.Err() != nil {
			return nil
		}
		if errors.Is(err, errStuck) {
			session = nil // it may hold its lock for ever
		}
		g.fail(err)
		g.log.Warn("no connection to Discord; trying again", slog.Any("error", err), slog.Duration("wait", wait))
		if refused := g.refused(ctx); refused != nil {
			return refused
		}
		if !sleep(ctx, jittered(wait)) {
			return nil
		}
		wait = min(2*wait, longestDelay)
	}
	return nil
}

var errStuck = errors.New("the connection did not become ready in time")

// session returns a discordgo session whose events go to receive.
func (g *gateway) session(ctx context.Context, receive func(context.Context, event)) (*discordgo.Session, error) {
	token := strings.TrimPrefix(g.api.session.Token, "Bot ")
	s, err := newSession(token, g.transport)
	if err != nil {
		return nil, err
	}
	dialer := &net.Dialer{Timeout: 15 * time.Second}
	s.Dialer = &websocket.Dialer{
		HandshakeTimeout: 30 * time.Second,
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return &impatient{Conn: conn, patience: g.timing.silent}, nil
		},
	}
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		if e.Type != "" {
			receive(ctx, event{name: e.Type, data: e.RawData})
		}
	})
	return s, nil
}

// impatient is a connection whose reads fail when nothing comes for too long:
// discordgo itself would wait for ever.
type impatient struct {
	net.Conn
	patience time.Duration
}

func (c *impatient) Read(p []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(c.patience)); err != nil {
		return 0, err
	}
	return c.Conn.Read(p)
}

// open opens the session, but does not wait for ever.
func (g *gateway) open(ctx context.Context, s *discordgo.Session) error {
	opened := make(chan error, 1)
	go func() { opened <- s.Open() }()
	timer := time.NewTimer(g.timing.open)
	defer timer.Stop()
	select {
	case err := <-opened:
		if err != nil {
			return fmt.Errorf("connect to Discord's gateway: %w", readGatewayError(err))
		}
		return nil
	case <-timer.C:
		return errStuck
	case <-ctx.Done():
		return ctx.Err()
	}
}

// readGatewayError keeps addresses, which can be secret, out of errors.
func readGatewayError(err error) error {
	if e, ok := errors.AsType[*websocket.CloseError](err); ok {
		return fmt.Errorf("Discord closed the connection with code %d", e.Code)
	}
	return readError(err)
}

// close closes the session in good order, for some seconds.
func (g *gateway) close(s *discordgo.Session) {
	closed := make(chan struct{})
	go func() {
		_ = s.Close() // the connection is of no more use, whatever happened to it
		close(closed)
	}()
	timer := time.NewTimer(5 * time.Second)
	defer timer.Stop()
	select {
	case <-closed:
	case <-timer.C:
	}
}

// refused asks Discord, after a failure, whether it still knows the token.
func (g *gateway) refused(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	err := g.api.Call(ctx, "GET", "users/@me", nil, nil)
	if e, ok := errors.AsType[*wire.Error](err); ok && e.Status == 401 {
		return errRefused()
	}
	return nil
}

func (g *gateway) succeed() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.connected, g.changed, g.last = true, time.Now(), nil
	g.log.Info("connected to Discord")
}

// fail notes why there is no connection.
func (g *gateway) fail(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.connected {
		g.changed = time.Now()
	}
	g.connected, g.last = false, err
}

// healthy returns an error when there has been no connection for too long.
func (g *gateway) healthy(now time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.connected || now.Sub(g.changed) < g.timing.sick {
		return nil
	}
	message := "no connection to Discord since " + g.changed.UTC().Format(time.RFC3339)
	if g.last != nil {
		message += ": " + g.last.Error()
	}
	return readout.Errorf(readout.CodeInternal, "%s", message)
}

// sleep waits, and reports whether ctx lasted.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// jittered spreads waits, so that not all bots come back at once.
func jittered(d time.Duration) time.Duration { return d/2 + rand.N(d) }
