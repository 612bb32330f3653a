package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"

	"readout"
	"readout/sandbox"
)

type sandboxCommand struct {
	Addr    string `help:"Address to listen on, of this machine only. Port 0 takes any free one." default:"127.0.0.1:8484"`
	Journal string `help:"Write one JSON line for each request and gateway frame to this file." placeholder:"FILE"`
	Token   string `help:"Accept this bot token only. Without it any token will do, except \"wrong\"." placeholder:"TOKEN" env:"READOUT_SANDBOX_TOKEN"`
	Strict  bool   `help:"Keep to rate limits as tight as Discord's."`
}

// Help describes the command at length.
func (sandboxCommand) Help() string {
	return `A local Discord in memory: REST API, gateway, a server with channels and people, and
a page to see and use it. A bot reaches it by discord.api_url in its configuration.
It answers on this machine only, since whoever reaches it may act as anybody in it.`
}

// Run serves the sandbox until ctx ends.
func (c sandboxCommand) Run(ctx context.Context, io streams) error {
	journal, closeJournal, err := openJournal(c.Journal)
	if err != nil {
		return err
	}
	config := sandbox.Config{Addr: c.Addr, Journal: journal, Token: c.Token, Log: io.logger(slog.LevelWarn)}
	if c.Strict {
		config.Limits = sandbox.DiscordLimits()
	}
	server, err := sandbox.Start(ctx, config)
	if err != nil {
		return readout.Errorf(readout.CodeInvalid, "%v", err)
	}
	fmt.Fprintf(io.out, "Local Discord: %s\n\nTo run a bot on it, put this into its configuration and give it any token:\n\n  discord:\n    api_url: %s\n\n", server.URL(), server.URL())
	fmt.Fprintln(io.out, "Channels:")
	for _, name := range []string{"alerts", "daily-briefing", "general"} {
		fmt.Fprintf(io.out, "  #%-15s %s\n", name, server.ChannelID(name))
	}
	fmt.Fprintln(io.out, "\nStop it with Ctrl-C.")
	<-ctx.Done()
	err = server.Close()
	if closeErr := closeJournal(); err == nil {
		err = closeErr
	}
	return err
}

// openJournal opens the file to which the sandbox writes, nil for no name. A
// line is written whole, so that a killed sandbox leaves no half one.
func openJournal(name string) (io.Writer, func() error, error) {
	if name == "" {
		return nil, func() error { return nil }, nil
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, nil, readout.Errorf(readout.CodeInvalid, "the journal cannot be written: %v", err)
	}
	return file, file.Close, nil
}
