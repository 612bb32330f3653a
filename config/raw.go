package config

import (
	"reflect"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// raw is a file as it was written: the keys that there are, each value still
// unread and with its place. Its tags are the one list of known keys.
type raw struct {
	Discord  rawDiscord `yaml:"discord"`
	Language value      `yaml:"language"`
	Store    rawStore   `yaml:"store"`
	Feeds    rawFeeds   `yaml:"feeds"`
	Watches  []rawWatch `yaml:"watches"`
	Groups   []named    `yaml:"groups"`
	Roster   rawRoster  `yaml:"roster"`
	HTTP     rawHTTP    `yaml:"http"`
	WebSub   rawWebSub  `yaml:"websub"`
	Log      rawLog     `yaml:"log"`
}

type rawDiscord struct {
	APIURL        value `yaml:"api_url"`
	CommandGuild  value `yaml:"command_guild"`
	NoticeChannel value `yaml:"notice_channel"`
}

type rawStore struct {
	Path value `yaml:"path"`
}

type rawFeeds struct {
	Interval     value     `yaml:"interval"`
	FastInterval value     `yaml:"fast_interval"`
	Timeout      value     `yaml:"timeout"`
	MaxBody      value     `yaml:"max_body"`
	Contact      value     `yaml:"contact"`
	AllowPrivate value     `yaml:"allow_private"`
	DownAfter    value     `yaml:"down_after"`
	Defaults     value     `yaml:"defaults"`
	LeaveOut     value     `yaml:"leave_out"`
	List         []rawFeed `yaml:"list"`
}

type rawFeed struct {
	At       position
	Name     value   `yaml:"name"`
	URL      value   `yaml:"url"`
	Kind     value   `yaml:"kind"`
	State    value   `yaml:"state"`
	Language value   `yaml:"language"`
	Interval value   `yaml:"interval"`
	Login    value   `yaml:"login"`
	Headers  []named `yaml:"headers"`
}

type rawWatch struct {
	At         position
	Channel    value `yaml:"channel"`
	Guild      value `yaml:"guild"`
	How        value `yaml:"how"`
	Schedule   value `yaml:"schedule"`
	Zone       value `yaml:"zone"`
	Quiet      value `yaml:"quiet"`
	Everything value `yaml:"everything"`
	rawFilter
	Role      value     `yaml:"role"`
	RoleOnly  rawFilter `yaml:"role_only"`
	Language  value     `yaml:"language"`
	Publish   value     `yaml:"publish"`
	Forum     value     `yaml:"forum"`
	Tags      value     `yaml:"tags"`
	SkipEmpty value     `yaml:"skip_empty"`
}

type rawFilter struct {
	Groups        value `yaml:"groups"`
	States        value `yaml:"states"`
	Leaders       value `yaml:"leaders"`
	Pairs         value `yaml:"pairs"`
	OneSide       value `yaml:"one_side"`
	AnyLevel      value `yaml:"any_level"`
	Statuses      value `yaml:"statuses"`
	Modes         value `yaml:"modes"`
	MinConfidence value `yaml:"min_confidence"`
	MinSources    value `yaml:"min_sources"`
	OfficialOnly  value `yaml:"official_only"`
}

type rawRoster struct {
	File value `yaml:"file"`
}

type rawHTTP struct {
	Addr value `yaml:"addr"`
}

type rawWebSub struct {
	PublicURL value `yaml:"public_url"`
	Listen    value `yaml:"listen"`
}

type rawLog struct {
	Level  value `yaml:"level"`
	Format value `yaml:"format"`
}

// value is one unread value and its place.
type value struct {
	at   position
	node ast.Node
}

// named is a value under a key of the operator's own choosing.
type named struct {
	name  string
	value value
}

// position is where something stands in a file.
type position struct {
	file         string
	line, column int
	key          string
}

// Keys returns every key that a file may have, in the order in which they are
// documented: "discord.api_url", "feeds.list[].url", "groups".
func Keys() []string { return keysOf(reflect.TypeFor[raw](), "") }

func keysOf(t reflect.Type, prefix string) []string {
	var out []string
	for _, f := range keyed(t) {
		tag := f.Tag.Get("yaml")
		key, inner := join(prefix, tag), f.Type
		if inner.Kind() == reflect.Slice && inner != reflect.TypeFor[[]named]() {
			key, inner = key+"[]", inner.Elem()
		}
		if inner.Kind() == reflect.Struct && inner != reflect.TypeFor[value]() {
			out = append(out, keysOf(inner, key)...)
		} else {
			out = append(out, key)
		}
	}
	return out
}

// keyed returns the fields that have a key, those of embedded structures among them.
func keyed(t reflect.Type) []reflect.StructField {
	return slices.DeleteFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool { return f.Tag.Get("yaml") == "" })
}

func join(prefix, key string) string {
	if prefix == "" {
		return key
	}
	return prefix + "." + key
}
