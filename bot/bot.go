// Package bot is Readout's only side to Discord: the gateway connection, slash
// commands and buttons, and the messages of the outbox.
//
// It rests on discordgo, and guards it. Requests go through package wire,
// which keeps to the rate limits that discordgo ignores. The connection is
// renewed by a loop of this package, which can tell a refused token from a
// lost line and gets out of waits that discordgo would never end. Events are
// decoded here, so that none can make the library panic in a handler.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"readout"
	"readout/bot/courier"
	"readout/bot/wire"
)

// Commands answers slash commands, their autocomplete and buttons.
type Commands interface {
	Commands() []readout.Command
	Run(ctx context.Context, in readout.Invocation) (readout.Reply, error)
	Complete(ctx context.Context, in readout.Invocation) ([]readout.Choice, error)
	Press(ctx context.Context, in readout.Invocation) (readout.Reply, error)
}

// Settings remembers values between runs.
type Settings interface {
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
}

// Options is what a Bot needs.
type Options struct {
	Token        string
	APIURL       string // scheme and host of Discord; "" = https://discord.com
	CommandGuild string // register commands in this server only, where they appear at once; "" = everywhere
	Commands     Commands
	Outbox       courier.Outbox
	Settings     Settings
	Now          func() time.Time
	Log          *slog.Logger
}

// Bot connects Readout with Discord.
type Bot struct {
	commands     Commands
	settings     Settings
	commandGuild string
	now          func() time.Time
	log          *slog.Logger

	transport   *wire.Transport
	api         *api
	permissions *permissions
	courier     *courier.Courier
	gateway     *gateway

	ready     chan struct{}
	readyOnce sync.Once
	admin     map[string]bool // command paths that need Manage Server
	handling  chan struct{}   // a place for each invocation being answered
	refusing  chan struct{}   // a place for each being told that there is none
}

// New returns a bot; Run connects it. Errors are fit for users.
func New(o Options) (*Bot, error) {
	token, err := checkToken(o.Token)
	if err != nil {
		return nil, err
	}
	transport, err := wire.New(wire.Options{APIURL: o.APIURL})
	if err != nil {
		return nil, err
	}
	api, err := newAPI(token, transport)
	if err != nil {
		return nil, err
	}
	b := &Bot{
		commands:     o.Commands,
		settings:     o.Settings,
		commandGuild: o.CommandGuild,
		now:          o.Now,
		log:          o.Log,
		transport:    transport,
		api:          api,
		permissions:  newPermissions(api),
		ready:        make(chan struct{}),
		admin:        adminPaths(o.Commands.Commands()),
		handling:     make(chan struct{}, maxHandling),
		refusing:     make(chan struct{}, maxHandling),
	}
	b.courier = courier.New(courier.Options{Outbox: o.Outbox, Discord: correspondent{api, b.permissions}, Now: o.Now, Log: o.Log})
	b.gateway = newGateway(api, transport, o.Log, defaultTiming())
	return b, nil
}

// checkToken returns the token alone. Its error never repeats the token.
func checkToken(token string) (string, error) {
	token = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(token)+" ", "Bot "))
	if token == "" {
		return "", readout.Errorf(readout.CodeInvalid, "there is no Discord token: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it (from the Bot page of your application at https://discord.com/developers/applications)")
	}
	for _, r := range token {
		if r <= ' ' || r > '~' {
			return "", readout.Errorf(readout.CodeInvalid, "the Discord token has characters that no token has: copy it again from the Bot page of your application at https://discord.com/developers/applications into DISCORD_TOKEN")
		}
	}
	return token, nil
}

// errRefused tells that the token is not valid.
func errRefused() error {
	return readout.Errorf(readout.CodeForbidden, "Discord refused the token: reset it on the Bot page of your application at https://discord.com/developers/applications, set DISCORD_TOKEN to the new one, and start again")
}

// CheckToken asks Discord whom the token belongs to, and returns the name. Its
// errors are fit for users.
func (b *Bot) CheckToken(ctx context.Context) (name string, err error) {
	defer b.transport.CloseIdleConnections()
	return b.identify(ctx)
}

func (b *Bot) identify(ctx context.Context) (name string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	var me struct {
		ID       string `json:"id"`
		Username string `json:"username"`
	}
	err = b.api.Call(ctx, "GET", "users/@me", nil, &me)
	if e, ok := errors.AsType[*wire.Error](err); ok && e.Status == 401 {
		return "", errRefused()
	}
	if err != nil {
		return "", fmt.Errorf("ask Discord who the bot is: %w", err)
	}
	if me.ID == "" {
		return "", readout.Errorf(readout.CodeInvalid, "what answers at discord.api_url is not Discord: check the address")
	}
	b.api.setSelf(me.ID)
	return me.Username, nil
}

// Run connects to Discord and works until ctx ends, which is no error. It
// returns an error only when Discord will not have the bot; a Discord that
// does not answer is waited for.
func (b *Bot) Run(ctx context.Context) error {
	defer b.transport.CloseIdleConnections()
	if err := b.introduce(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	// Commands that run when the bot is told to stop may end well.
	handling, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return b.courier.Run(ctx) })
	group.Go(func() error { return b.gateway.run(ctx, func(e event) { b.receive(handling, e) }) })
	group.Go(func() error { return b.register(ctx) })
	group.Go(func() error {
		select {
		case <-b.transport.Refused():
			return errRefused()
		case <-ctx.Done():
			return nil
		}
	})
	err := group.Wait()
	b.drain(stop)
	return err
}

// introduce finds out who the bot is, however long Discord takes to answer.
func (b *Bot) introduce(ctx context.Context) error {
	for wait := firstDelay; ; wait = min(2*wait, longestDelay) {
		name, err := b.identify(ctx)
		if err == nil {
			b.log.Info("Discord knows the bot", slog.String("name", name))
			return nil
		}
		if ctx.Err() != nil {
			return nil
		}
		if readout.ErrorCode(err) != readout.CodeInternal {
			return err
		}
		b.log.Warn("Discord does not answer yet", slog.Any("error", err), slog.Duration("wait", wait))
		b.gateway.fail(err)
		if !sleep(ctx, jittered(wait)) {
			return nil
		}
	}
}

// Ready is closed once the bot is connected and its commands are registered.
func (b *Bot) Ready() <-chan struct{} { return b.ready }

// Healthy returns an error when the bot has been without a connection for
// longer than a reconnect should take.
func (b *Bot) Healthy() error { return b.gateway.healthy(time.Now()) }

// Wake makes the bot look into the outbox now.
func (b *Bot) Wake() { b.courier.Wake() }

// Channel tells what a channel is, and what the bot may do there. Its errors are
// fit for users.
func (b *Bot) Channel(ctx context.Context, channelID string) (readout.Channel, error) {
	return b.permissions.Channel(ctx, channelID)
}

// correspondent is what the courier asks of Discord.
type correspondent struct {
	*api
	*permissions
}
