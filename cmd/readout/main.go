// Command readout is a Discord bot that reports contacts between leaders.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones for digests, also where the system has none

	"github.com/alecthomas/kong"

	"readout"
	"readout/contacts/roster/wikidata"
)

const description = `Readout polls news and government feeds, recognises contacts between leaders
(calls, meetings, summits, letters), and posts each one once to Discord.

  readout demo      see it work in a local Discord: no token, no network
  readout check     look over the configuration, say all that is wrong
  readout run       run the bot

DISCORD_TOKEN or DISCORD_TOKEN_FILE gives the bot's token. See readout.example.yml
for the configuration.`

// cli is the command line.
type cli struct {
	Run      runCommand      `cmd:"" help:"Run the bot on Discord."`
	Demo     demoCommand     `cmd:"" help:"Show the bot at work in a local Discord, on sample stories or on recorded ones."`
	Check    checkCommand    `cmd:"" help:"Look over the configuration and the token, and say all that is wrong at once."`
	Briefing briefingCommand `cmd:"" help:"Write a briefing from the bot's database, or from a file of news items."`
	Match    matchCommand    `cmd:"" help:"Read news items as JSON lines, write the contacts that each one reports."`
	Events   eventsCommand   `cmd:"" help:"Read news items as match does, and join those that tell of the same contact."`
	Eval     evalCommand     `cmd:"" help:"Score the detector against labelled items."`
	Reviews  reviewsCommand  `cmd:"" help:"List the stories of contacts that moderators have taken back, for eval."`
	Sandbox  sandboxCommand  `cmd:"" help:"Serve a local Discord to try a bot on."`
	Feeds    feedsCommand    `cmd:"" help:"See how the bot's feeds are doing, find those of a site, bring lists of them in and out."`
	Roster   rosterCommand   `cmd:"" help:"Look into the roster of leaders."`
	Health   healthCommand   `cmd:"" help:"Ask a running bot whether it is well; the exit code tells."`
	Version  versionCommand  `cmd:"" help:"Print the version."`
}

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
}

// logger returns a logger on the error stream.
func (s streams) logger(level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(s.err, &slog.HandlerOptions{Level: level}))
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv}))
}

// run parses the arguments, runs the command and returns the exit code.
func run(ctx context.Context, args []string, io streams) int {
	var line cli
	parser, err := kong.New(&line,
		kong.Name("readout"),
		kong.Description(description),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.Writers(io.out, io.err),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(io),
		kong.Vars{"endpoint": wikidata.Endpoint},
	)
	if err != nil {
		fmt.Fprintln(io.err, "readout:", err)
		return 2
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(io.err, "readout: %v\nTry \"readout --help\".\n", err)
		return 2
	}
	if err := command.Run(); err != nil {
		if !errors.Is(err, errProblems) { // they have been printed
			report(io.err, err)
		}
		return 1
	}
	return 0
}

// report prints what a person at a terminal can act on: the message of a
// known error alone, the whole chain of any other.
func report(w io.Writer, err error) {
	if readout.ErrorCode(err) == readout.CodeInternal {
		fmt.Fprintln(w, "readout:", err)
		return
	}
	fmt.Fprintln(w, "readout:", readout.ErrorMessage(err))
}
