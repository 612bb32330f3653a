package commands

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"time"

	"readout"
	"readout/phrases"
)

// fromConfig marks the feeds and watches that the configuration has made. They
// are changed there and nowhere else.
const fromConfig = "config"

// maxWatches bounds the watches of one server.
const maxWatches = 100

type watchCommands struct {
	contacts   contactCommands
	store      WatchStore
	names      Names
	channels   ChannelChecker
	trials     Trier
	nextDigest func(cron, zone string, after time.Time) (time.Time, error)
}

func (c watchCommands) table() []command {
	filters := c.filterCompleters()
	editing := map[string]completer{"watch": c.completeWatch}
	for name, f := range filters {
		editing[name] = f
	}
	which := readout.Option{Name: "watch", Description: "Which watch; type a few letters of it", Kind: readout.OptionText, Required: true}
	channel := readout.Option{Name: "channel", Description: "Where to post", Kind: readout.OptionChannel}
	required := channel
	required.Required = true
	return []command{{
		path:        "watch add",
		description: "Post contacts in a channel: each at once, or as a digest at fixed times.",
		admin:       true,
		options:     append([]readout.Option{required}, watchOptions()...),
		run:         c.add,
		complete:    filters,
		examples: []string{
			"/watch add channel:#alerts",
			"/watch add channel:#daily-briefing what:allied how:digest schedule:weekdays 07:00 zone:America/Toronto",
			"/watch add channel:#north-america what:CA-US, Mark Carney role:@desk role_status:held",
			"/watch add channel:#alerts how:both schedule:18:00 quiet:22:00-07:00 zone:Europe/Kyiv",
		},
	}, {
		path:        "watch list",
		description: "The watches of this server, with their next digests.",
		run:         c.list,
		options:     []readout.Option{pageOption()},
		examples:    []string{"/watch list"},
	}, {
		path:        "watch edit",
		description: "Change a watch; what you do not name stays as it is.",
		admin:       true,
		options: slices.Concat([]readout.Option{which, channel}, watchOptions(), []readout.Option{
			{Name: "no_role", Description: "Mention nobody any more", Kind: readout.OptionBool},
		}),
		run:      c.edit,
		complete: editing,
		examples: []string{"/watch edit watch:3 schedule:weekdays 08:30", "/watch edit watch:3 what:allied, Ukraine"},
	}, {
		path:        "watch remove",
		description: "End a watch. Messages that it has posted stay.",
		admin:       true,
		options:     []readout.Option{which},
		run:         c.remove,
		complete:    map[string]completer{"watch": c.completeWatch},
		examples:    []string{"/watch remove watch:3"},
	}, {
		path:        "watch test",
		description: "What a watch would have posted in the last 7 days, and what it just missed.",
		options:     slices.Concat([]readout.Option{optional(which)}, filterOptions(), []readout.Option{pageOption()}),
		run:         c.test,
		complete:    map[string]completer{"watch": c.completeWatch, "what": c.names.completeWhat},
		examples:    []string{"/watch test watch:3", "/watch test what:Ukraine status:held"},
	}}
}

func optional(o readout.Option) readout.Option {
	o.Required = false
	return o
}

func (c watchCommands) filterCompleters() map[string]completer {
	return map[string]completer{
		"what":      c.names.completeWhat,
		"role_what": c.names.completeWhat,
		"schedule":  completeSchedule,
		"zone":      completeZone,
		"quiet":     completeQuiet,
		"tags":      c.completeTags,
	}
}

// watchOptions are those that adding and editing share. None is required.
func watchOptions() []readout.Option {
	options := filterOptions()
	return slices.Concat(options[:1], []readout.Option{
		{Name: "how", Description: "Each contact at once, a digest at fixed times, or both", Kind: readout.OptionText, Choices: []readout.Choice{
			{Name: phrases.Mark("alert: each contact at once"), Value: string(readout.WatchAlert)},
			{Name: phrases.Mark("digest: a briefing at fixed times"), Value: string(readout.WatchDigest)},
			{Name: phrases.Mark("both: each contact at once, and a digest"), Value: string(readout.WatchBoth)},
		}},
		{Name: "schedule", Description: "Of a digest: 07:00, weekdays 07:00, mon,thu 18:30, or a cron line", Kind: readout.OptionText},
		{Name: "quiet", Description: "Hours in which alerts are held until they end: 22:00-07:00; none ends that", Kind: readout.OptionText},
		{Name: "zone", Description: "Of digests and quiet hours: the time zone, such as Europe/Berlin", Kind: readout.OptionText},
		{Name: "role", Description: "A role to mention with each message", Kind: readout.OptionRole},
	}, options[1:], []readout.Option{
		{Name: "role_what", Description: "Mention the role for these only, given as in what; everything takes all", Kind: readout.OptionText},
		{Name: "role_status", Description: "Mention the role only for contacts that have come so far", Kind: readout.OptionText, Choices: statusesChoices()},
		{Name: "role_min_sources", Description: "Mention the role only from so many outlets on; 1 takes all", Kind: readout.OptionInteger, Min: 1, Max: 20},
		{Name: "role_official_only", Description: "Mention the role only when a side has published its own account", Kind: readout.OptionBool},
		{Name: "language", Description: "Language of the messages", Kind: readout.OptionText, Choices: languageChoices()},
		{Name: "publish", Description: "In announcement channels: also to the channels that follow", Kind: readout.OptionBool},
		{Name: "tags", Description: "In forums: tags of the posts, several with commas; none takes them away", Kind: readout.OptionText},
		{Name: "skip_empty", Description: "Post no digest when nothing is new", Kind: readout.OptionBool},
	})
}

// filterOptions say which contacts, whom first.
func filterOptions() []readout.Option {
	return []readout.Option{
		{Name: "what", Description: "allied, a group, state, leader or pair (CA-US), several with commas; default: allied", Kind: readout.OptionText},
		{Name: "status", Description: "Only contacts that have come so far; default: all", Kind: readout.OptionText, Choices: statusesChoices()},
		{Name: "mode", Description: "Only contacts of this kind; default: all", Kind: readout.OptionText, Choices: modesChoices()},
		{Name: "level", Description: "Of leaders and ministers only (default), or of envoys and delegations too", Kind: readout.OptionText, Choices: []readout.Choice{
			{Name: phrases.Mark("leaders and ministers"), Value: "principal"},
			{Name: phrases.Mark("envoys and delegations too"), Value: "any"},
		}},
		{Name: "min_sources", Description: "Only contacts told by at least so many outlets; 1 takes all", Kind: readout.OptionInteger, Min: 1, Max: 20},
		{Name: "min_confidence", Description: "Only contacts that the detector is so sure of, from 0 to 1", Kind: readout.OptionNumber, Min: 0, Max: 1},
		{Name: "official_only", Description: "Only contacts of which a side has published its own account", Kind: readout.OptionBool},
		{Name: "one_side", Description: "For groups: one side within the group is enough", Kind: readout.OptionBool},
	}
}

// statusesChoices are the statuses, alone and together. Values are lists.
func statusesChoices() []readout.Choice {
	return append(statusChoices(), readout.Choice{Name: phrases.Mark("held or planned"), Value: "held,planned"})
}

// modesChoices are the kinds of contact. Values are lists.
func modesChoices() []readout.Choice {
	return []readout.Choice{
		{Name: phrases.Mark("all"), Value: "all"},
		{Name: phrases.Mark("calls, by phone or video"), Value: "phone,video"},
		{Name: phrases.Mark("meetings"), Value: "in_person"},
		{Name: phrases.Mark("meetings and calls"), Value: "in_person,phone,video"},
		{Name: phrases.Mark("letters"), Value: "written"},
	}
}

func languageChoices() []readout.Choice {
	var out []readout.Choice
	for _, code := range phrases.Languages() {
		out = append(out, readout.Choice{Name: phrases.Name(code), Value: code})
	}
	return out
}

func statusChoices() []readout.Choice {
	return []readout.Choice{
		{Name: phrases.Mark("all"), Value: "all"},
		{Name: phrases.Mark("held"), Value: string(readout.Held)},
		{Name: phrases.Mark("planned"), Value: string(readout.Planned)},
		{Name: phrases.Mark("proposed"), Value: string(readout.Proposed)},
		{Name: phrases.Mark("called off"), Value: string(readout.Off)},
	}
}

func (c watchCommands) add(ctx context.Context, in input) (readout.Reply, error) {
	if err := in.inServer(); err != nil {
		return readout.Reply{}, err
	}
	others, err := c.store.WatchesIn(ctx, in.GuildID)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("list watches: %w", err)
	}
	if len(others) >= maxWatches {
		return readout.Reply{}, tooMany(others)
	}
	w := readout.Watch{
		GuildID:   in.GuildID,
		Kind:      readout.WatchAlert,
		Filter:    readout.Filter{Groups: []string{allied}},
		CreatedBy: in.UserID,
		CreatedAt: in.now,
	}
	if in.has("schedule") {
		w.Kind = readout.WatchDigest
	}
	notes, err := c.change(ctx, in, &w, others)
	if err != nil {
		return readout.Reply{}, err
	}
	if same, found := sameWatch(w, others); found {
		return readout.Reply{}, readout.Errorf(readout.CodeConflict, "Watch %s does the same already in that channel. Change it with /watch edit watch:%s, or see all with /watch list.", number(same), number(same))
	}
	if err := c.store.AddWatch(ctx, &w); err != nil {
		return readout.Reply{}, fmt.Errorf("add watch: %w", err)
	}
	return c.stored(in, w, in.printer.Say("Watch %s added", number(w)), notes), nil
}

func tooMany(watches []readout.Watch) error {
	return readout.Errorf(readout.CodeConflict, "This server has %d watches, which is the most there can be. Remove one with /watch remove, or name several things in one watch.", len(watches))
}

func (c watchCommands) edit(ctx context.Context, in input) (readout.Reply, error) {
	w, err := c.own(ctx, in)
	if err != nil {
		return readout.Reply{}, err
	}
	others, err := c.store.WatchesIn(ctx, in.GuildID)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("list watches: %w", err)
	}
	before := w
	notes, err := c.change(ctx, in, &w, others)
	if err != nil {
		return readout.Reply{}, err
	}
	if reflect.DeepEqual(before, w) {
		return c.stored(in, w, in.printer.Say("Watch %s stays as it is", number(w)), append(notes, in.printer.Say("Name what you want to change, for example /watch edit watch:%s schedule:weekdays 07:00.", number(w)))), nil
	}
	if err := c.store.UpdateWatch(ctx, w); err != nil {
		return readout.Reply{}, fmt.Errorf("update watch %d: %w", w.ID, err)
	}
	return c.stored(in, w, in.printer.Say("Watch %s changed", number(w)), notes), nil
}

func (c watchCommands) remove(ctx context.Context, in input) (readout.Reply, error) {
	w, err := c.own(ctx, in)
	if err != nil {
		return readout.Reply{}, err
	}
	if err := c.store.RemoveWatch(ctx, in.GuildID, w.ID); err != nil {
		return readout.Reply{}, fmt.Errorf("remove watch %d: %w", w.ID, err)
	}
	return private(readout.Message{
		Summary: in.printer.Say("Watch %s removed", number(w)),
		Title:   in.printer.Say("Watch %s removed", number(w)),
		Body: []readout.Text{
			in.printer.Text("In %s it posted: %s.", channel(in.printer, w.GuildID, w.ChannelID, ""), c.names.filterWords(in.printer, w.Filter)),
			readout.T(in.printer.Say("What it has posted stays.")),
		},
		Tone: readout.ToneNeutral,
	}), nil
}

// own returns the watch that is named, if it may be changed from Discord.
func (c watchCommands) own(ctx context.Context, in input) (readout.Watch, error) {
	if err := in.inServer(); err != nil {
		return readout.Watch{}, err
	}
	id, err := in.id("watch", readout.Phrasef("watch"))
	if err != nil {
		return readout.Watch{}, err
	}
	w, err := c.known(ctx, in.GuildID, id)
	if err == nil && w.CreatedBy == fromConfig {
		return w, readout.Errorf(readout.CodeForbidden, "Watch %s stands in the configuration of the bot. Whoever runs the bot can change it there, under watches in readout.yml.", number(w))
	}
	return w, err
}

// known returns a watch of the server.
func (c watchCommands) known(ctx context.Context, guildID string, id int64) (readout.Watch, error) {
	w, err := c.store.Watch(ctx, guildID, id)
	if readout.ErrorCode(err) == readout.CodeNotFound {
		return w, readout.Errorf(readout.CodeNotFound, "This server has no watch %s. /watch list shows those that it has.", strconv.FormatInt(id, 10))
	}
	if err != nil {
		return w, fmt.Errorf("find watch %d: %w", id, err)
	}
	return w, nil
}

// number is what a watch is called.
func number(w readout.Watch) string { return strconv.FormatInt(w.ID, 10) }
