package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"readout"
	"readout/bot"
	"readout/config"
	"readout/contacts/roster"
)

type checkCommand struct {
	configFlag
	Offline bool `help:"Look at the configuration only; ask nobody on the network."`
	Feeds   bool `help:"Fetch every feed once and say what is there."`
	JSON    bool `help:"Print JSON." name:"json"`
}

// Help describes the command at length.
func (checkCommand) Help() string {
	return `Says everything that is wrong at once: with the configuration by file, line and key,
with the token, with the channels of watches, and, with --feeds, with each feed. The
exit code is 1 when something is.`
}

// checked is one thing that was looked at.
type checked struct {
	What    string `json:"what"`
	Problem string `json:"problem,omitempty"` // "" = all is well
	Note    string `json:"note,omitempty"`
}

// Run checks and reports.
func (c checkCommand) Run(ctx context.Context, io streams) error {
	var all []checked
	cfg, people, err := c.load(io.env)
	if err != nil {
		all = append(all, configProblems(err)...)
	} else {
		all = append(all, checked{What: "configuration", Note: c.describe(cfg)})
		all = append(all, c.around(ctx, cfg, people, io)...)
	}
	wrong := 0
	for _, one := range all {
		if one.Problem != "" {
			wrong++
		}
	}
	if c.JSON {
		if err := json.NewEncoder(io.out).Encode(all); err != nil {
			return fmt.Errorf("print: %w", err)
		}
	} else {
		printChecked(io, all, wrong)
	}
	if wrong > 0 {
		return errProblems
	}
	return nil
}

// errProblems makes the exit code; what is wrong has been printed.
var errProblems = errors.New("not ready to run")

// configProblems lists what config.Load found.
func configProblems(err error) []checked {
	problems, ok := errors.AsType[config.Problems](err)
	if !ok {
		return []checked{{What: "configuration", Problem: err.Error()}}
	}
	var all []checked
	for _, p := range problems {
		all = append(all, checked{What: "configuration", Problem: p.String()})
	}
	return all
}

func (c checkCommand) describe(cfg config.Config) string {
	name := c.path()
	if name == "" {
		name = "no file, the defaults"
	}
	return fmt.Sprintf("%s: %d feeds, %d watches", name, len(cfg.Feeds.List), len(cfg.Watches))
}

// around checks what the configuration points to.
func (c checkCommand) around(ctx context.Context, cfg config.Config, people *roster.Roster, io streams) []checked {
	all := []checked{checkStore(cfg.Store.Path)}
	if err := cfg.NeedToken(); err != nil {
		all = append(all, checked{What: "token", Problem: readout.ErrorMessage(err)})
	} else if !c.Offline {
		all = append(all, checkDiscord(ctx, cfg)...)
	}
	if c.Feeds && !c.Offline {
		all = append(all, checkFeeds(ctx, cfg, people, io)...)
	}
	return all
}

// checkStore finds out whether the folder of the store can be written to.
func checkStore(path string) checked {
	one := checked{What: "store", Note: path}
	file, err := os.CreateTemp(filepath.Dir(path), ".readout-check-")
	if err != nil {
		one.Problem = fmt.Sprintf("the folder of store.path %s cannot be written to: %v", path, errors.Unwrap(err))
		return one
	}
	_ = file.Close()
	if err := os.Remove(file.Name()); err != nil {
		one.Problem = fmt.Sprintf("a file beside store.path %s cannot be removed: %v", path, errors.Unwrap(err))
	}
	return one
}

// noCommands stands in for commands where the bot only asks.
type noCommands struct{}

func (noCommands) Commands() []readout.Command { return nil }
func (noCommands) Run(context.Context, readout.Invocation) (readout.Reply, error) {
	return readout.Reply{}, nil
}
func (noCommands) Complete(context.Context, readout.Invocation) ([]readout.Choice, error) {
	return nil, nil
}
func (noCommands) Press(context.Context, readout.Invocation) (readout.Reply, error) {
	return readout.Reply{}, nil
}

// checkDiscord tries the token and looks at the channels.
func checkDiscord(ctx context.Context, cfg config.Config) []checked {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	b, err := bot.New(bot.Options{
		Token: cfg.Discord.Token.Reveal(), APIURL: cfg.Discord.APIURL, Commands: noCommands{}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return []checked{{What: "token", Problem: readout.ErrorMessage(err)}}
	}
	name, err := b.CheckToken(ctx)
	if err != nil {
		return []checked{{What: "token", Problem: explain(err)}}
	}
	all := []checked{{What: "token", Note: "the bot is called " + name}}
	watches := cfg.Watches
	if id := cfg.Discord.NoticeChannel; id != "" {
		watches = append(slices.Clone(watches), readout.Watch{ChannelID: id})
	}
	type answer struct {
		channel readout.Channel
		err     error
	}
	asked := map[string]answer{}
	for _, w := range watches {
		a, ok := asked[w.ChannelID]
		if !ok {
			a.channel, a.err = b.Channel(ctx, w.ChannelID)
			asked[w.ChannelID] = a
		}
		if one := checkChannel(w.ChannelID, a.channel, a.err, w.Manner); !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

// checkChannel looks whether messages that are made so can be posted in a
// channel, by what Discord has answered about it.
func checkChannel(id string, ch readout.Channel, err error, manner readout.Manner) checked {
	one := checked{What: "channel " + id}
	missing := ch.Kind.Missing(ch.Bot)
	switch {
	case err != nil:
		one.Problem = explain(err)
	case len(missing) > 0:
		one.Problem = "the bot lacks " + strings.Join(missing, ", ") + " there; grant it in the channel's settings under Permissions"
	default:
		one.Problem, one.Note = misplaced(ch, manner), "the bot may post there"
	}
	return one
}

// misplaced says what of a watch's manner does not go with its channel.
func misplaced(ch readout.Channel, manner readout.Manner) string {
	unknown := slices.DeleteFunc(slices.Clone(manner.Tags), func(id string) bool {
		return slices.ContainsFunc(ch.Forum.Tags, func(t readout.Tag) bool { return t.ID == id })
	})
	switch isForum := ch.Kind == readout.ChannelForum; {
	case ch.Kind == readout.ChannelElse:
		return "it is no place for messages; choose a text, announcement or forum channel, or a thread"
	case isForum && !manner.Forum:
		return "it is a forum; add forum: true to its watch"
	case !isForum && manner.Forum:
		return "it is no forum; remove forum: true from its watch"
	case manner.Publish && ch.Kind != readout.ChannelAnnouncement:
		return "it is no announcement channel, so nothing can be published; remove publish: true from its watch"
	case len(unknown) > 0:
		return "the forum has no tag with the id " + strings.Join(unknown, ", ") + "; it has " + describeTags(ch.Forum)
	case ch.Forum.MustTag && len(manner.Tags) == 0:
		return "posts in the forum need a tag; add one under tags: " + describeTags(ch.Forum)
	}
	return ""
}

func describeTags(f readout.Forum) string {
	var out []string
	for _, t := range f.Tags {
		out = append(out, t.ID+" ("+t.Name+")")
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

// checkFeeds fetches every feed.
func checkFeeds(ctx context.Context, cfg config.Config, people *roster.Roster, io streams) []checked {
	program := &Program{Config: cfg, Roster: people, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	program.openFeeds()
	var all []checked
	for i, f := range cfg.Feeds.List {
		showProgress(io.err, fmt.Sprintf("%d of %d feeds: %s", i+1, len(cfg.Feeds.List), f.Name))
		one := checked{What: "feed " + f.Name}
		document, err := program.poller.Preview(ctx, f.URL)
		if err != nil {
			one.Problem = f.URL + ": " + explain(err)
		} else {
			one.Note = fmt.Sprintf("%d stories", len(document.Stories))
		}
		all = append(all, one)
	}
	clearProgress(io.err)
	return all
}

// explain returns what a person can act on.
func explain(err error) string {
	if readout.ErrorCode(err) == readout.CodeInternal {
		return err.Error()
	}
	return readout.ErrorMessage(err)
}

func printChecked(io streams, all []checked, wrong int) {
	for _, one := range all {
		switch {
		case one.Problem != "":
			fmt.Fprintf(io.out, "✗ %s: %s\n", one.What, one.Problem)
		case one.Note != "":
			fmt.Fprintf(io.out, "✓ %s: %s\n", one.What, one.Note)
		default:
			fmt.Fprintf(io.out, "✓ %s\n", one.What)
		}
	}
	if wrong == 0 {
		fmt.Fprintln(io.out, "All is well.")
	} else {
		fmt.Fprintf(io.out, "Problems: %d\n", wrong)
	}
}
