// Package config reads readout.yml and the environment into a typed Config.
//
// A file is bound to the raw structure in raw.go, which keeps the place of
// every value, and then checked into the types that the program works with.
// Neither step ends at the first mistake: all of them come back together as
// Problems, each with file, line and key.
package config

import (
	"log/slog"
	"net/netip"
	"time"

	"readout"
)

// Config is everything that an operator can decide.
type Config struct {
	Language string // of messages that nobody has chosen another for: "en", "fr" or "uk"

	Discord Discord
	Store   Store
	Feeds   Feeds
	Watches []readout.Watch // CreatedBy is "config"; names are as the roster writes them
	Groups  []Group
	Roster  Roster
	HTTP    HTTP
	WebSub  WebSub
	Log     Log
}

// Discord tells where Discord is and what the bot may do there.
type Discord struct {
	Token         Secret // from the environment only; empty when it is not set
	APIURL        string // scheme and host, without path: "https://discord.com"
	CommandGuild  string // register commands in this server only; "" = everywhere
	NoticeChannel string // where feeds that fail for long are reported; "" = nowhere
}

// Store tells where the program keeps what it knows.
type Store struct {
	Path string // of the SQLite file
}

// Feeds tells which feeds are polled, and how.
type Feeds struct {
	Interval     time.Duration // shortest time between two polls of a feed that has none of its own
	FastInterval time.Duration // the same for official feeds
	Timeout      time.Duration // for one fetch, redirects and body included
	MaxBody      int64         // bytes, after decompression
	Contact      string        // goes into the User-Agent; "" = none
	AllowPrivate []netip.Prefix
	DownAfter    time.Duration // how long a feed fails before the notice channel is told
	List         []readout.Feed
	Headers      map[string]map[string]Secret // what some feeds must be asked with: address, header, value
}

// Group is a group that the configuration adds to the roster or puts in the
// place of the roster's own.
type Group struct {
	Name    string
	Members []string // codes of states and organisations
}

// Roster names the operator's additions to the compiled roster.
type Roster struct {
	File string // "" = none
}

// HTTP tells where health is served.
type HTTP struct {
	Addr string // "" = nowhere
}

// WebSub tells whether hubs push what is new in feeds, and where they call.
type WebSub struct {
	PublicURL string // as hubs see this program, without a slash at the end; "" = feeds are only polled
	Listen    string // where their calls come in; "" = at HTTP.Addr
}

// LogFormat is the form of the program's own log.
type LogFormat string

// The forms of log.
const (
	LogText LogFormat = "text"
	LogJSON LogFormat = "json"
)

// Log tells how much the program says about itself, and how.
type Log struct {
	Level  slog.Level
	Format LogFormat
}

// Defaults returns what holds where a file says nothing. The list of feeds is
// not among it: DefaultFeeds gives it.
func Defaults() Config {
	return Config{
		Language: "en",
		Discord:  Discord{APIURL: "https://discord.com"},
		Store:    Store{Path: "readout.db"},
		Feeds: Feeds{
			Interval:     5 * time.Minute,
			FastInterval: time.Minute,
			Timeout:      30 * time.Second,
			MaxBody:      10 << 20,
			DownAfter:    6 * time.Hour,
		},
		HTTP: HTTP{Addr: "127.0.0.1:8080"},
		Log:  Log{Level: slog.LevelInfo, Format: LogText},
	}
}

// NeedToken returns an error that says how to give the program its token when
// it has none.
func (c Config) NeedToken() error {
	if !c.Discord.Token.IsZero() {
		return nil
	}
	return readout.Errorf(readout.CodeInvalid, "no Discord token: set %s, or set %s to the path of a file that holds the token (Discord Developer Portal, your application, Bot, Reset Token)", tokenVariable, tokenFileVariable)
}
