package main

import (
	"context"
	"log/slog"
	"time"
)

type runCommand struct {
	configFlag
}

// Help describes the command at length.
func (runCommand) Help() string {
	return `Polls the feeds, posts to Discord and answers slash commands until it is stopped
with Ctrl-C or SIGTERM. Everything it knows is in one SQLite file (store.path), so
it can be stopped, killed and started again at any moment: nothing is posted twice.

The token comes from DISCORD_TOKEN, or from the file that DISCORD_TOKEN_FILE names.
Without a configuration file the defaults apply: about fifty feeds, and watches are
added in Discord with /watch add.`
}

// Run runs the bot.
func (c runCommand) Run(ctx context.Context, io streams) error {
	cfg, people, err := c.load(io.env)
	if err != nil {
		return err
	}
	if err := cfg.NeedToken(); err != nil {
		return err
	}
	log := newLogger(cfg.Log, io)
	program := &Program{Config: cfg, Roster: people, Now: time.Now, Log: log}
	defer func() {
		if err := program.Close(); err != nil {
			log.Error("the store cannot be closed", slog.Any("error", err))
		}
	}()
	if err := program.Open(ctx); err != nil {
		return err
	}
	log.Info("Readout starts", slog.String("version", version()), slog.Int("feeds", len(cfg.Feeds.List)),
		slog.Int("watches", len(cfg.Watches)), slog.String("store", cfg.Store.Path))
	err = program.Run(ctx)
	if err == nil {
		log.Info("Readout stops")
	}
	return err
}
