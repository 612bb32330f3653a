// Package commands answers slash commands, their autocomplete and the buttons
// under messages: from what a person has entered to a reply.
//
// Every command stands in one table with its definition, its handler and its
// completers side by side. Handlers return replies or errors for users and
// never talk to Discord. Text from outside goes only into spans, which the
// renderer escapes.
package commands

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"readout"
	"readout/contacts/roster"
	"readout/phrases"
)

// ContactStore finds contacts.
type ContactStore interface {
	Contact(ctx context.Context, id int64) (readout.Contact, error)
	Contacts(ctx context.Context, q readout.ContactQuery) (found []readout.Contact, total int, err error)
}

// FeedStore keeps feeds.
type FeedStore interface {
	Feeds(ctx context.Context) ([]readout.Feed, error)
	AddFeed(ctx context.Context, f *readout.Feed) error
	RemoveFeed(ctx context.Context, id int64) error
}

// WatchStore keeps the watches of each server, and what they have posted.
type WatchStore interface {
	DeliveriesOf(ctx context.Context, contactID int64) ([]readout.Delivery, error)
	WatchesIn(ctx context.Context, guildID string) ([]readout.Watch, error)
	Watch(ctx context.Context, guildID string, id int64) (readout.Watch, error)
	AddWatch(ctx context.Context, w *readout.Watch) error
	UpdateWatch(ctx context.Context, w readout.Watch) error
	RemoveWatch(ctx context.Context, guildID string, id int64) error
}

// StatsStore counts.
type StatsStore interface {
	Stats(ctx context.Context) (readout.Stats, error)
}

// Store is all that commands ask of the store.
type Store interface {
	ContactStore
	FeedStore
	WatchStore
	StatsStore
}

// Roster knows states, leaders and groups. *roster.Roster is one.
type Roster interface {
	States() []roster.State
	State(code string) (roster.State, bool)
	FindState(name string) (roster.State, bool)
	Leaders() []roster.Leader
	Leader(name string) (roster.Leader, bool)
	Search(query string, limit int) []roster.Leader
	Groups() []roster.Group
	Group(name string) (roster.Group, bool)
	Members(group string, on time.Time) []string
}

// Previewer finds the feed at an address, or through it, and tells what it
// holds. Its errors are fit for users: they say what is there instead.
type Previewer interface {
	Preview(ctx context.Context, url string) (Preview, error)
}

// Preview is what a feed holds now, or several feeds to choose from.
type Preview struct {
	URL      string // of the feed; "" when there is a choice
	Title    string
	Language string
	Stories  []readout.Story
	Choice   []Offer // none when there is a feed
}

// Offer is a feed that a page offers.
type Offer struct {
	Title string // "" when the page gives none
	URL   string
}

// Wording says a contact in full, in one language.
type Wording interface {
	Contact(c readout.Contact) readout.Message // the card with all that is known
	Why(c readout.Contact) readout.Message     // which words made it a contact
	Sources(c readout.Contact) readout.Message // every story
}

// Options is what a Router needs.
type Options struct {
	Store    Store
	Roster   Roster
	Desk     Briefer
	Reviews  Reviewer
	Trials   Trier
	Wording  func(language string) Wording // for readers of a language, given as BCP 47
	Feeds    Previewer
	Channels ChannelChecker // may be nil

	// NextDigest checks a cron line and a zone and returns when the next
	// digest after the instant falls due. Its errors are fit for users.
	NextDigest func(cron, zone string, after time.Time) (time.Time, error)

	Now     func() time.Time
	Version string
	Started time.Time
}

// Router answers invocations. It may be used by any number of goroutines.
type Router struct {
	table   []command
	groups  []group
	presses map[string]handler
	now     func() time.Time
}

// handler answers one invocation.
type handler func(ctx context.Context, in input) (readout.Reply, error)

// completer suggests values for what has been typed of an option. It returns
// any number; the router keeps the first 25.
type completer func(ctx context.Context, in input, typed string) ([]readout.Choice, error)

// command is a slash command or a subcommand with all that belongs to it.
type command struct {
	path        string // "status", "watch add"
	description string
	admin       bool
	options     []readout.Option
	run         handler
	complete    map[string]completer // by option
	examples    []string             // shown by /help
}

// group is a command that has subcommands only.
type group struct {
	name, description string
}

// New returns a router for all commands.
func New(o Options) *Router {
	names := NewNames(o.Roster)
	contacts := contactCommands{store: o.Store, names: names, wording: o.Wording}
	briefing := briefingCommands{desk: o.Desk, watches: o.Store, names: names}
	relations := relationCommands{store: o.Store, names: names}
	watches := watchCommands{contacts: contacts, store: o.Store, names: names, channels: o.Channels, trials: o.Trials, nextDigest: o.NextDigest}
	feeds := feedCommands{store: o.Store, names: names, preview: o.Feeds}
	status := statusCommands{store: o.Store, feeds: o.Store, version: o.Version, started: o.Started}

	r := &Router{now: o.Now, groups: []group{
		{name: "contacts", description: "Search the contacts between leaders, or see one in full."},
		{name: "watch", description: "Decide which contacts a channel gets, how and when."},
		{name: "feeds", description: "See and change the feeds that are polled."},
	}}
	r.table = slices.Concat(briefing.table(), contacts.table(), relations.table(), watches.table(), feeds.table(), status.table())
	r.table = append(r.table, helpCommand(r.table))
	r.presses = map[string]handler{pagePress: r.turnPage, orderPress: briefing.order, "follow": watches.follow}
	maps.Copy(r.presses, contacts.presses())
	r.presses[addPress] = feeds.addChosen
	maps.Copy(r.presses, reviewCommands{o.Reviews}.presses())
	return r
}

// Commands returns the definitions to be registered with Discord.
func (r *Router) Commands() []readout.Command {
	var out []readout.Command
	for _, c := range r.table {
		parent, name, isSub := strings.Cut(c.path, " ")
		if !isSub {
			out = append(out, c.definition(c.path))
			continue
		}
		i := slices.IndexFunc(out, func(d readout.Command) bool { return d.Name == parent })
		if i < 0 {
			i = len(out)
			description := r.groupDescription(parent)
			out = append(out, readout.Command{Name: parent, Description: description, Translated: translated(description)})
		}
		out[i].Subcommands = append(out[i].Subcommands, c.definition(name))
	}
	return out
}

func (r *Router) groupDescription(name string) string {
	i := slices.IndexFunc(r.groups, func(g group) bool { return g.name == name })
	return r.groups[i].description
}

func (c command) definition(name string) readout.Command {
	options := slices.Clone(c.options)
	for i, o := range options {
		options[i].Complete = c.complete[o.Name] != nil
		options[i].Translated = translated(o.Description)
		options[i].Choices = slices.Clone(o.Choices)
		for j, choice := range o.Choices {
			options[i].Choices[j].Translated = translated(choice.Name)
		}
	}
	return readout.Command{Name: name, Description: c.description, Translated: translated(c.description), Admin: c.admin, Options: options}
}

// translated says a text of a definition in every language but English.
func translated(text string) readout.Translations {
	out := readout.Translations{}
	for _, language := range phrases.Languages()[1:] {
		out[language] = phrases.For(language).Say(text)
	}
	return out
}

// Run answers a command. Errors with a code are fit for users; whoever shows
// them does so privately.
func (r *Router) Run(ctx context.Context, inv readout.Invocation) (readout.Reply, error) {
	c, ok := r.find(inv.Command)
	if !ok {
		return readout.Reply{}, said(readout.Errorf(readout.CodeNotFound, "There is no command /%s. /help lists those that there are.", clip(inv.Command, 40)), inv)
	}
	reply, err := r.answer(ctx, c, inv)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("answer /%s: %w", c.path, said(err, inv))
	}
	return in(inv, reply), nil
}

func (r *Router) answer(ctx context.Context, c command, inv readout.Invocation) (readout.Reply, error) {
	if err := permitted(c, inv); err != nil {
		return readout.Reply{}, err
	}
	in := r.input(inv)
	if err := in.check(c.options); err != nil {
		return readout.Reply{}, err
	}
	return c.run(ctx, in)
}

// input reads an invocation for a handler.
func (r *Router) input(inv readout.Invocation) input {
	return input{Invocation: inv, now: r.at(inv), printer: phrases.For(inv.Locale)}
}

// in marks the messages of a reply as being in the asker's language.
func in(inv readout.Invocation, reply readout.Reply) readout.Reply {
	for i := range reply.Messages {
		reply.Messages[i].Language = phrases.For(inv.Locale).Language()
	}
	return reply
}

// said says an error for users in the asker's language, as a sentence, for it
// stands alone in the reply. Other errors stay as they are.
func said(err error, inv readout.Invocation) error {
	e, ok := errors.AsType[*readout.Error](err)
	if !ok || e.Message == "" {
		return err
	}
	text := upperFirst(phrases.For(inv.Locale).Error(e))
	if !strings.ContainsAny(text[len(text)-1:], ".!?") {
		text += "."
	}
	return &readout.Error{Code: e.Code, Message: text}
}

// Complete suggests values for the option that is being typed.
func (r *Router) Complete(ctx context.Context, inv readout.Invocation) ([]readout.Choice, error) {
	c, ok := r.find(inv.Command)
	if !ok || c.complete[inv.Focused] == nil {
		return nil, nil
	}
	in := r.input(inv)
	typed := clip(in.text(inv.Focused), maxTyped)
	choices, err := c.complete[inv.Focused](ctx, in, typed)
	if err != nil {
		return nil, fmt.Errorf("complete /%s %s: %w", c.path, inv.Focused, err)
	}
	return presentable(choices), nil
}

// Press answers a button.
func (r *Router) Press(ctx context.Context, inv readout.Invocation) (readout.Reply, error) {
	kind, _, _ := strings.Cut(inv.Command, ":")
	press, ok := r.presses[kind]
	if !ok {
		return readout.Reply{}, said(readout.Errorf(readout.CodeNotFound, "This button belongs to an older version of the bot. Ask again with a command; /help lists them."), inv)
	}
	reply, err := press(ctx, r.input(inv))
	if err != nil {
		return readout.Reply{}, fmt.Errorf("answer button %s: %w", kind, said(err, inv))
	}
	return in(inv, reply), nil
}

func (r *Router) find(path string) (command, bool) {
	i := slices.IndexFunc(r.table, func(c command) bool { return c.path == path })
	if i < 0 {
		return command{}, false
	}
	return r.table[i], true
}

func (r *Router) at(inv readout.Invocation) time.Time {
	if !inv.At.IsZero() {
		return inv.At
	}
	return r.now()
}

// permitted holds commands that change something to members who may manage
// the server. Discord hides them from others only as a default that servers
// can change.
func permitted(c command, inv readout.Invocation) error {
	if !c.admin || inv.Permissions.Has(readout.PermissionManageServer) {
		return nil
	}
	return readout.Errorf(readout.CodeForbidden, "/%s changes what the whole server gets, so it needs the permission Manage Server, which you do not have here. Ask somebody who has it.", c.path)
}

// presentable keeps to Discord's limits on suggestions. A value that would
// have to be cut is left out: it would mean something else.
func presentable(choices []readout.Choice) []readout.Choice {
	var out []readout.Choice
	for _, c := range choices {
		if len(out) == maxChoices {
			break
		}
		if c.Value == "" || len([]rune(c.Value)) > maxChoice {
			continue
		}
		c.Name = clip(c.Name, maxChoice)
		if !slices.ContainsFunc(out, func(o readout.Choice) bool { return o.Value == c.Value || o.Name == c.Name }) {
			out = append(out, c)
		}
	}
	return out
}
