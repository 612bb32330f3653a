package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
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

	// askTime is the longest wait for whether Discord still knows the token.
	askTime = 10 * time.Second
)

// timing is how long the gateway waits for what.
type timing struct {
	open   time.Duration // until a connection is ready
	silent time.Duration // without a word from Discord, which answers a heartbeat every 41 seconds
	steady time.Duration // a connection lasts until it counts as a good one
	sick   time.Duration // without a connection until the bot calls itself unwell
}

func defaultTiming() timing {
	return timing{open: time.Minute, silent: 100 * time.Second, steady: time.Minute, sick: 3 * time.Minute}
}

// event is what Discord tells.
type event struct {
	name string
	data []byte
}

// gateway keeps a connection to Discord's gateway.
type gateway struct {
	api       *api
	transport *wire.Transport
	log       *slog.Logger
	timing    timing

	mu        sync.Mutex
	connected bool
	changed   time.Time // real time of the last change of connected
	last      error     // why there is no connection

	first     chan struct{} // closed when there is a connection for the first time
	firstOnce sync.Once
}

func newGateway(a *api, t *wire.Transport, log *slog.Logger, timing timing) *gateway {
	return &gateway{api: a, transport: t, log: log, timing: timing, changed: time.Now(), first: make(chan struct{})}
}

// run keeps the connection until ctx ends. It returns an error only when
// Discord will never have the bot as it is.
func (g *gateway) run(ctx context.Context, receive func(event)) error {
	var l *line
	defer func() { l.drop() }()
	wait := firstDelay
	for ctx.Err() == nil {
		if l == nil {
			fresh, err := g.newLine(receive)
			if err != nil {
				return err
			}
			l = fresh
		}
		opened := time.Now()
		err := g.hold(ctx, l)
		if ctx.Err() != nil {
			return nil
		}
		g.fail(err)
		if time.Since(opened) > g.timing.steady {
			wait = firstDelay
		}
		g.log.Warn("no connection to Discord; trying again", slog.Any("error", err), slog.Duration("wait", wait))
		if hopeless := g.hopeless(ctx, err); hopeless != nil {
			return hopeless
		}
		if _, closed := errors.AsType[closeError](err); closed || errors.Is(err, errStuck) {
			// The session may hold its lock for ever, or resume for ever what
			// Discord does not know any more.
			l.drop()
			l = nil
		}
		if !sleep(ctx, jittered(wait)) {
			return nil
		}
		wait = min(2*wait, longestDelay)
	}
	return nil
}

// hold opens the connection and returns, with the reason, when it is gone.
func (g *gateway) hold(ctx context.Context, l *line) error {
	lost := make(chan struct{})
	var once sync.Once
	remove := l.session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) { once.Do(func() { close(lost) }) })
	defer remove()
	if err := g.open(ctx, l); err != nil {
		return err
	}
	g.succeed()
	select {
	case <-lost:
		return errors.New("the connection was lost")
	case <-ctx.Done():
		l.close()
		return nil
	}
}

var errStuck = errors.New("the connection did not become ready in time")

// open opens the session, but does not wait for ever.
func (g *gateway) open(ctx context.Context, l *line) error {
	opened := make(chan error, 1)
	go func() { opened <- l.session.Open() }()
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

// closeError is the code with which Discord has closed the connection before
// it was ready.
type closeError int

// Error names the code.
func (e closeError) Error() string {
	return fmt.Sprintf("Discord closed the connection with code %d", int(e))
}

// readGatewayError keeps addresses, which can be secret, out of errors.
func readGatewayError(err error) error {
	if e, ok := errors.AsType[*websocket.CloseError](err); ok {
		return closeError(e.Code)
	}
	return readError(err)
}

// The codes after which a connection must not be tried again.
// Source: Discord documentation, topics/opcodes-and-status-codes.
const (
	closeTokenRefused      = 4004
	closeInvalidShard      = 4010
	closeShardingRequired  = 4011
	closeInvalidVersion    = 4012
	closeInvalidIntents    = 4013
	closeDisallowedIntents = 4014
)

// hopeless returns an error when the reason of a failure will not go away by
// itself. discordgo does not tell why an open connection was closed, so Discord
// is asked whether it still knows the token.
func (g *gateway) hopeless(ctx context.Context, reason error) error {
	if code, ok := errors.AsType[closeError](reason); ok {
		switch code {
		case closeTokenRefused:
			return errRefused()
		case closeDisallowedIntents:
			return readout.Errorf(readout.CodeForbidden, "Discord does not allow the bot the intent Guilds (close code 4014): it is not a privileged one, so look at the Bot page of your application at https://discord.com/developers/applications for a notice from Discord")
		case closeShardingRequired:
			return readout.Errorf(readout.CodeForbidden, "the bot is in too many servers for one connection (close code 4011), and Readout does not divide them among several: remove it from some, or run a second application")
		case closeInvalidShard, closeInvalidVersion, closeInvalidIntents:
			return readout.Errorf(readout.CodeForbidden, "Discord refuses how Readout connects (close code %d): install the newest Readout", int(code))
		}
	}
	return g.refused(ctx)
}

// refused asks Discord, after a failure, whether it still knows the token.
func (g *gateway) refused(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, askTime)
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
	g.firstOnce.Do(func() { close(g.first) })
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
