package commands

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout"
)

// fromConfig marks the feeds and watches that the configuration has made. They
// are changed there and nowhere else.
const fromConfig = "config"

// maxWatches bounds the watches of one server.
const maxWatches = 100

type watchCommands struct {
	store      WatchStore
	names      Names
	channels   ChannelChecker
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
			"/watch add channel:#north-america what:CA-US, Mark Carney role:@desk",
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
	}}
}

func (c watchCommands) filterCompleters() map[string]completer {
	return map[string]completer{
		"what":     c.names.completeWhat,
		"schedule": completeSchedule,
		"zone":     completeZone,
	}
}

// watchOptions are those that adding and editing share. None is required.
func watchOptions() []readout.Option {
	return []readout.Option{
		{Name: "what", Description: "allied, a group, state, leader or pair (CA-US), several with commas; default: allied", Kind: readout.OptionText},
		{Name: "how", Description: "Each contact at once, or a digest at fixed times", Kind: readout.OptionText, Choices: []readout.Choice{
			{Name: "alert: each contact at once", Value: string(readout.WatchAlert)},
			{Name: "digest: a briefing at fixed times", Value: string(readout.WatchDigest)},
		}},
		{Name: "schedule", Description: "Of a digest: 07:00, weekdays 07:00, mon,thu 18:30, or a cron line", Kind: readout.OptionText},
		{Name: "zone", Description: "Of a digest: the time zone of its schedule, such as Europe/Berlin", Kind: readout.OptionText},
		{Name: "role", Description: "A role to mention with each message", Kind: readout.OptionRole},
		{Name: "status", Description: "Only contacts that have come so far; default: all", Kind: readout.OptionText, Choices: statusChoices()},
		{Name: "min_sources", Description: "Only contacts told by at least so many outlets; 1 takes all", Kind: readout.OptionInteger, Min: 1, Max: 20},
		{Name: "min_confidence", Description: "Only contacts that the detector is so sure of, from 0 to 1", Kind: readout.OptionNumber, Min: 0, Max: 1},
		{Name: "official_only", Description: "Only contacts of which a side has published its own account", Kind: readout.OptionBool},
		{Name: "one_side", Description: "For groups: one side within the group is enough", Kind: readout.OptionBool},
	}
}

func statusChoices() []readout.Choice {
	return []readout.Choice{
		{Name: "all", Value: "all"},
		{Name: "held", Value: string(readout.Held)},
		{Name: "planned", Value: string(readout.Planned)},
		{Name: "proposed", Value: string(readout.Proposed)},
		{Name: "called off", Value: string(readout.Off)},
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
		return readout.Reply{}, readout.Errorf(readout.CodeConflict, "This server has %d watches, which is the most there can be. Remove one with /watch remove, or name several things in one watch.", len(others))
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
		return readout.Reply{}, readout.Errorf(readout.CodeConflict, "Watch %d does the same already in that channel. Change it with /watch edit watch:%d, or see all with /watch list.", same.ID, same.ID)
	}
	if err := c.store.AddWatch(ctx, &w); err != nil {
		return readout.Reply{}, fmt.Errorf("add watch: %w", err)
	}
	return c.stored(in, w, fmt.Sprintf("Watch %d added", w.ID), notes), nil
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
	if watchKey(before) == watchKey(w) && before.RoleID == w.RoleID && before.Cron == w.Cron && before.Zone == w.Zone {
		return c.stored(in, w, fmt.Sprintf("Watch %d stays as it is", w.ID), append(notes, "Name what you want to change, for example /watch edit watch:"+strconv.FormatInt(w.ID, 10)+" schedule:weekdays 07:00.")), nil
	}
	if err := c.store.UpdateWatch(ctx, w); err != nil {
		return readout.Reply{}, fmt.Errorf("update watch %d: %w", w.ID, err)
	}
	return c.stored(in, w, fmt.Sprintf("Watch %d changed", w.ID), notes), nil
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
		Summary: fmt.Sprintf("Watch %d removed", w.ID),
		Title:   fmt.Sprintf("Watch %d removed", w.ID),
		Body: []readout.Text{
			{{Text: "It posted " + c.names.filterWords(w.Filter) + " in "}, channel(w.GuildID, w.ChannelID, ""), {Text: "."}},
			readout.T("What it has posted stays."),
		},
		Tone: readout.ToneNeutral,
	}), nil
}

// own returns the watch that is named, if it may be changed from Discord.
func (c watchCommands) own(ctx context.Context, in input) (readout.Watch, error) {
	if err := in.inServer(); err != nil {
		return readout.Watch{}, err
	}
	id, err := in.id("watch", "watch")
	if err != nil {
		return readout.Watch{}, err
	}
	w, err := c.store.Watch(ctx, in.GuildID, id)
	if readout.ErrorCode(err) == readout.CodeNotFound {
		return w, readout.Errorf(readout.CodeNotFound, "This server has no watch %d. /watch list shows those that it has.", id)
	}
	if err != nil {
		return w, fmt.Errorf("find watch %d: %w", id, err)
	}
	if w.CreatedBy == fromConfig {
		return w, readout.Errorf(readout.CodeForbidden, "Watch %d stands in the configuration of the bot. Whoever runs the bot can change it there, under watches in readout.yml.", id)
	}
	return w, nil
}

// change applies the options to a watch and checks the outcome. The notes are
// things that the asker should know.
func (c watchCommands) change(ctx context.Context, in input, w *readout.Watch, others []readout.Watch) (notes []string, err error) {
	if err := c.changeFilter(in, &w.Filter); err != nil {
		return nil, err
	}
	if in.has("how") {
		w.Kind = readout.WatchKind(in.text("how"))
	}
	notes, err = c.changeSchedule(in, w, others)
	if err != nil {
		return nil, err
	}
	if err := changeRole(in, w); err != nil {
		return nil, err
	}
	if in.has("channel") || w.ID == 0 {
		w.ChannelID = in.text("channel")
		note, err := c.checkChannel(ctx, in, w.ChannelID)
		if err != nil {
			return nil, err
		}
		notes = append(notes, note...)
	}
	return notes, w.Validate()
}

func (c watchCommands) changeFilter(in input, f *readout.Filter) error {
	if parts := in.list("what"); len(parts) > 0 {
		who, err := c.names.filter(parts)
		if err != nil {
			return err
		}
		f.Groups, f.States, f.Leaders, f.Pairs = who.Groups, who.States, who.Leaders, who.Pairs
	}
	switch status := in.text("status"); status {
	case "":
	case "all":
		f.Statuses = nil
	default:
		f.Statuses = []readout.Status{readout.Status(status)}
	}
	f.OneSide = in.flag("one_side", f.OneSide)
	f.OfficialOnly = in.flag("official_only", f.OfficialOnly)
	f.MinConfidence = in.fraction("min_confidence", f.MinConfidence)
	if n := in.whole("min_sources", f.MinSources); n > 1 {
		f.MinSources = n
	} else {
		f.MinSources = 0
	}
	return nil
}

// changeSchedule gives digests a schedule and a zone, and takes both from
// alerts.
func (c watchCommands) changeSchedule(in input, w *readout.Watch, others []readout.Watch) (notes []string, err error) {
	before := *w
	if w.Kind == readout.WatchAlert {
		if in.has("schedule") || in.has("zone") {
			return nil, readout.Errorf(readout.CodeInvalid, "Alerts are posted at once and take no schedule and no zone. Leave those out, or choose how:digest.")
		}
		w.Cron, w.Zone, w.NextDigest = "", "", time.Time{}
		return nil, nil
	}
	if in.has("schedule") {
		if w.Cron, err = readout.ParseSchedule(in.text("schedule")); err != nil {
			return nil, err
		}
	}
	if w.Cron == "" {
		w.Cron = "0 7 * * *"
		notes = append(notes, "No schedule was given, so it is seven o'clock every day.")
	}
	if in.has("zone") {
		if _, err := loadZone(in.text("zone")); err != nil {
			return nil, err
		}
		w.Zone = in.text("zone")
	}
	if w.Zone == "" {
		w.Zone = usualZone(others)
		notes = append(notes, "No zone was given, so it is "+w.Zone+".")
	}
	if w.Cron == before.Cron && w.Zone == before.Zone && !w.NextDigest.IsZero() {
		return notes, nil // what is due already stays due
	}
	if w.NextDigest, err = c.nextDigest(w.Cron, w.Zone, in.now); err != nil {
		return nil, err
	}
	return notes, nil
}

// usualZone returns the zone of the server's latest digest, or UTC.
func usualZone(watches []readout.Watch) string {
	for _, w := range slices.Backward(watches) {
		if w.Zone != "" {
			return w.Zone
		}
	}
	return "UTC"
}

func changeRole(in input, w *readout.Watch) error {
	if in.flag("no_role", false) {
		w.RoleID = ""
	}
	if !in.has("role") {
		return nil
	}
	if in.text("role") == in.GuildID {
		return readout.Errorf(readout.CodeInvalid, "@everyone is not mentioned by this bot. Choose a role that people take when they want to be told.")
	}
	w.RoleID = in.text("role")
	return nil
}

// watchKey is the same for watches that post the same in the same place.
func watchKey(w readout.Watch) string {
	return fmt.Sprint(w.ChannelID, w.Kind, w.Cron, w.Zone, w.Filter)
}

func sameWatch(w readout.Watch, others []readout.Watch) (readout.Watch, bool) {
	for _, o := range others {
		if o.ID != w.ID && watchKey(o) == watchKey(w) {
			return o, true
		}
	}
	return readout.Watch{}, false
}

// checkChannel refuses channels where the bot cannot post, and says what it
// lacks there.
func (c watchCommands) checkChannel(ctx context.Context, in input, id string) (notes []string, err error) {
	ch, ok := in.Channels[id]
	if !ok {
		return nil, readout.Errorf(readout.CodeInvalid, "I cannot see the channel that you chose. Give me View Channel there, or choose another.")
	}
	if err := checkKindOf(ch); err != nil {
		return nil, err
	}
	missing := missingIn(ch)
	if ch.Bot == 0 {
		if c.channels == nil {
			return []string{"I could not check what I may do in #" + clip(oneLine(ch.Name), 100) + ". If nothing arrives there, give me View Channel, Send Messages and Embed Links."}, nil
		}
		if missing, err = c.channels.CanPost(ctx, id); err != nil {
			return nil, fmt.Errorf("check permissions in channel %s: %w", id, err)
		}
	}
	if len(missing) > 0 {
		return nil, readout.Errorf(readout.CodeForbidden, "I cannot post in #%s: I lack %s there. Open Edit Channel, Permissions, add my role or me, allow %s, and enter the command again. Nothing was saved.",
			clip(oneLine(ch.Name), 100), inWords(missing), itOrThem(missing))
	}
	return nil, nil
}

func itOrThem(list []string) string {
	if len(list) == 1 {
		return "it"
	}
	return "them"
}

func checkKindOf(ch readout.Channel) error {
	name := clip(oneLine(ch.Name), 100)
	switch ch.Kind {
	case readout.ChannelText, readout.ChannelAnnouncement, readout.ChannelThread:
		return nil
	case readout.ChannelForum:
		return readout.Errorf(readout.CodeInvalid, "#%s is a forum, which takes no messages of its own. Choose a text channel, or a thread in the forum.", name)
	}
	return readout.Errorf(readout.CodeInvalid, "#%s is no place for messages. Choose a text or announcement channel, or a thread.", name)
}

// missingIn names the permissions that posting takes and that the bot lacks.
func missingIn(ch readout.Channel) []string {
	send, sendName := readout.PermissionSendMessages, "Send Messages"
	if ch.Kind == readout.ChannelThread {
		send, sendName = readout.PermissionSendInThreads, "Send Messages in Threads"
	}
	var out []string
	for _, need := range []struct {
		permission readout.Permission
		name       string
	}{{readout.PermissionViewChannel, "View Channel"}, {send, sendName}, {readout.PermissionEmbedLinks, "Embed Links"}} {
		if !ch.Bot.Has(need.permission) {
			out = append(out, need.name)
		}
	}
	return out
}

// stored shows a watch as it is kept now.
func (c watchCommands) stored(in input, w readout.Watch, title string, notes []string) readout.Reply {
	ch := channel(w.GuildID, w.ChannelID, oneLine(in.Channels[w.ChannelID].Name))
	m := readout.Message{Summary: title, Title: title, Tone: readout.ToneNeutral}
	m.Body = append(m.Body, readout.Text{{Text: "In "}, ch, {Text: ": " + c.names.filterWords(w.Filter) + ", " + kindWords(w) + "."}})
	if conditions := conditionWords(w.Filter); len(conditions) > 0 {
		m.Body = append(m.Body, readout.T("Conditions: "+strings.Join(conditions, "; ")+"."))
	}
	if w.RoleID != "" {
		m.Body = append(m.Body, readout.Text{{Text: "Mentions "}, {Text: "the role " + w.RoleID, Role: w.RoleID}, {Text: ". The role must allow that it is mentioned, or I need the permission Mention Everyone."}})
	}
	if w.Kind == readout.WatchDigest {
		m.Body = append(m.Body, nextDigestLine(w))
	}
	for _, note := range notes {
		m.Body = append(m.Body, readout.Text{{Text: note, Style: readout.Italic}})
	}
	return private(m)
}

func kindWords(w readout.Watch) string {
	if w.Kind == readout.WatchAlert {
		return "each at once"
	}
	return "as a digest " + readout.DescribeSchedule(w.Cron) + " (" + w.Zone + ")"
}

// nextDigestLine gives the time in the watch's own zone and in the reader's.
func nextDigestLine(w readout.Watch) readout.Text {
	if w.NextDigest.IsZero() {
		return readout.T("The next digest has not been set yet.")
	}
	out := readout.Text{{Text: "Next digest: "}}
	if zone, err := time.LoadLocation(w.Zone); err == nil {
		out = append(out, readout.Span{Text: w.NextDigest.In(zone).Format("Monday 2 January 15:04") + " in " + w.Zone + ", "})
	}
	return append(out, readout.Span{Time: w.NextDigest, Show: readout.AsRelative}, readout.Span{Text: "."})
}

func (c watchCommands) list(ctx context.Context, in input) (readout.Reply, error) {
	if err := in.inServer(); err != nil {
		return readout.Reply{}, err
	}
	watches, err := c.store.WatchesIn(ctx, in.GuildID)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("list watches: %w", err)
	}
	if len(watches) == 0 {
		return private(readout.Message{
			Summary: "No watches yet",
			Title:   "No watches yet",
			Body: []readout.Text{
				readout.T("Nothing is posted in this server. Begin with one of these:"),
				{{Text: "/watch add channel:#alerts", Style: readout.Bold}, {Text: " for each contact between allied leaders at once"}},
				{{Text: "/watch add channel:#daily-briefing how:digest schedule:weekdays 07:00", Style: readout.Bold}, {Text: " for a briefing"}},
			},
			Tone: readout.ToneNeutral,
		}), nil
	}
	p := in.pages(10)
	p.total = len(watches)
	if err := p.beyond(); err != nil {
		return readout.Reply{}, err
	}
	m := readout.Message{
		Summary: counted(len(watches), "watch", "watches"),
		Title:   counted(len(watches), "watch", "watches") + " in this server",
		Footer:  p.footer(),
		Tone:    readout.ToneNeutral,
		Actions: p.actions(in, "watch list"),
	}
	for _, w := range watches[p.offset():min(len(watches), p.offset()+p.size)] {
		m.Fields = append(m.Fields, c.field(w))
	}
	return private(m), nil
}

func (c watchCommands) field(w readout.Watch) readout.Field {
	lines := []readout.Text{
		{channel(w.GuildID, w.ChannelID, ""), {Text: ": " + c.names.filterWords(w.Filter) + ", " + kindWords(w)}},
	}
	if conditions := conditionWords(w.Filter); len(conditions) > 0 {
		lines = append(lines, readout.T("Conditions: "+strings.Join(conditions, "; ")))
	}
	if w.RoleID != "" {
		lines = append(lines, readout.Text{{Text: "Mentions "}, {Text: "the role " + w.RoleID, Role: w.RoleID}})
	}
	if w.Kind == readout.WatchDigest {
		lines = append(lines, nextDigestLine(w))
	}
	if w.CreatedBy == fromConfig {
		lines = append(lines, readout.Text{{Text: "Stands in the configuration of the bot", Style: readout.Small}})
	}
	return readout.Field{Name: fmt.Sprintf("Watch %d · %s", w.ID, w.Kind), Value: lines}
}
