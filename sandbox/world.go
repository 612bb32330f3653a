package sandbox

import (
	"context"
	"crypto/rand"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"readout/sandbox/form"
	"readout/sandbox/gateway"
)

// maxMessages is how many messages a channel keeps; older ones are forgotten.
const maxMessages = 20000

// world is everything that lives in the sandbox's Discord. All of it is
// guarded by one lock; whoever waits for something to become true waits for
// changed. Locks are taken in the order world, gateway, stream.
type world struct {
	now, wall func() time.Time
	limits    Limits
	stream    *stream
	// dispatch tells the bot's sessions of an event.
	dispatch func(name string, intent int, data func(intents int) any)
	// connected reports whether a session of the bot is there to be told.
	connected func() bool

	guild      *guild // does not change
	gatewayURL string

	mu           sync.Mutex
	changed      chan struct{} // closed and replaced at every change
	lastID       uint64
	channels     []*channel
	messages     map[string][]*Message // by channel, oldest first
	byID         map[string]*Message
	nonces       map[string]usedNonce
	commands     []form.Command
	interactions map[string]*interaction
	online       bool
	identifies   int
	banner       string
	stories      []Story
}

type usedNonce struct {
	messageID string
	at        time.Time // on the wall
}

func newWorld(config Config, stream *stream) *world {
	w := &world{
		now: config.Now, wall: config.Wall, limits: config.Limits, stream: stream,
		changed: make(chan struct{}), messages: map[string][]*Message{}, byID: map[string]*Message{},
		nonces: map[string]usedNonce{}, interactions: map[string]*interaction{},
	}
	w.guild, w.channels = newGuild(config.Server)
	return w
}

// touch wakes all who wait for a change. The caller holds the lock.
func (w *world) touch() {
	close(w.changed)
	w.changed = make(chan struct{})
}

// wait returns when ready does, which is called with the lock held: at once
// and after every change.
func (w *world) wait(ctx context.Context, ready func() bool) error {
	for {
		w.mu.Lock()
		done, changed := ready(), w.changed
		w.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// discordEpoch is the first millisecond of ids.
const discordEpoch = 1420070400000

// newID returns the next id, later than every one before even when the clock
// stands still or goes back. The caller holds the lock.
func (w *world) newID() string {
	at := max(w.now().UnixMilli()-discordEpoch, 0)
	w.lastID = max(uint64(at)<<22, w.lastID+1)
	return strconv.FormatUint(w.lastID, 10)
}

// newToken returns a token for follow-ups to the interaction.
func newToken(interaction string) string { return "ix-" + interaction + "." + rand.Text() }

// channel finds a channel by name or id. The caller holds the lock.
func (w *world) channel(nameOrID string) (*channel, bool) {
	wanted := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(nameOrID, "<"), "#"), ">")
	for _, c := range w.channels {
		if c.id == wanted {
			return c, true
		}
	}
	for _, c := range w.channels {
		if c.name == wanted {
			return c, true
		}
	}
	return nil, false
}

// visibleChannel finds the channel that a path names, if the bot may see it. The
// caller holds the lock.
func (w *world) visibleChannel(call *call) (*channel, *refusal) {
	id := call.PathValue("channel")
	at := slices.IndexFunc(w.channels, func(c *channel) bool { return c.id == id })
	if at < 0 {
		return nil, unknownChannel
	}
	if w.guild.bot.permissionsIn(w.guild, w.channels[at])&ViewChannel == 0 {
		return nil, missingAccess
	}
	return w.channels[at], nil
}

// botOnline notes that the bot has connected or gone.
func (w *world) botOnline(online bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.online = online
	w.touch()
	w.stream.publish("bot", object{"online": online})
}

func (w *world) countIdentify() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.identifies++
}

// stopTimers ends the waits of interactions.
func (w *world) stopTimers() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, i := range w.interactions {
		i.deadline.Stop()
	}
}

// ready is the data of the READY event.
func (w *world) ready(session string, _ int, shard *[2]int) any {
	data := object{
		"v": 10, "user": ownUser(w.guild.bot), "session_id": session,
		"guilds":      []object{{"id": w.guild.id, "unavailable": true}},
		"application": object{"id": w.guild.bot.id, "flags": 0, "flags_new": "0"},
		// The sandbox has one address; resuming happens where the session began.
		"resume_gateway_url": w.gatewayURL,
		"private_channels":   []object{}, "relationships": []object{}, "presences": []object{},
	}
	if shard != nil {
		data["shard"] = shard
	}
	return data
}

// welcome returns what follows READY.
func (w *world) welcome(intents int) []gateway.Event {
	if intents&gateway.IntentGuilds == 0 {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return []gateway.Event{{Name: "GUILD_CREATE", Data: w.guildCreate()}}
}
