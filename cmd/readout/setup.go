package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"readout/commands"
	"readout/config"
	"readout/contacts/roster"
	"readout/desk"
	"readout/store"
)

// defaultConfig is read where no file is named; it may be absent.
const defaultConfig = "readout.yml"

// configFlag names the configuration file.
type configFlag struct {
	Config string `help:"Configuration file; without one the defaults apply. Default: readout.yml if there is one." placeholder:"FILE" env:"READOUT_CONFIG"`
}

// path returns the file to read, "" for none.
func (f configFlag) path() string {
	if f.Config != "" {
		return f.Config
	}
	if _, err := os.Stat(defaultConfig); errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return defaultConfig
}

// databaseFlag names the bot's database, for commands that look into it.
type databaseFlag struct {
	configFlag
	Database string `help:"The bot's database. Default: store.path of the configuration." placeholder:"FILE"`
}

// openReading opens the database beside a bot that may be running.
func (f databaseFlag) openReading(ctx context.Context, streams streams) (*store.Store, error) {
	path := f.Database
	if path == "" {
		cfg, _, err := f.load(streams.env)
		if err != nil {
			return nil, err
		}
		path = cfg.Store.Path
	}
	return store.OpenReading(ctx, path, time.Now)
}

// load reads the configuration and the roster that it asks for.
func (f configFlag) load(env func(string) string) (config.Config, *roster.Roster, error) {
	people, err := roster.Default()
	if err != nil {
		return config.Config{}, nil, fmt.Errorf("read the compiled roster: %w", err)
	}
	cfg, err := config.Load(f.path(), env, config.Checks{
		Roster: func(file string) (config.Names, error) {
			extended, err := withFile(people, file)
			if err != nil {
				return nil, err
			}
			people = extended
			return commands.NewNames(people), nil
		},
		Digest: desk.CheckDigest,
	})
	if err != nil {
		return config.Config{}, nil, err
	}
	people, err = withGroups(people, cfg.Groups)
	return cfg, people, err
}

// withFile returns the roster extended by the operator's file, "" for none.
func withFile(base *roster.Roster, file string) (*roster.Roster, error) {
	if file == "" {
		return base, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("the file cannot be opened: %w", err)
	}
	defer func() { _ = f.Close() }()
	return roster.Load(base, f, file)
}

// withGroups returns the roster with the groups of the configuration, which take
// the place of those that it has.
func withGroups(base *roster.Roster, groups []config.Group) (*roster.Roster, error) {
	if len(groups) == 0 {
		return base, nil
	}
	type entry struct {
		Kind    string   `yaml:"kind,omitempty"` // a group that the roster has keeps its own
		Replace bool     `yaml:"replace"`
		Members []string `yaml:"members"`
	}
	file := struct {
		Groups map[string]entry `yaml:"groups"`
	}{map[string]entry{}}
	for _, g := range groups {
		one := entry{Replace: true, Members: g.Members}
		if _, known := base.Group(g.Name); !known {
			one.Kind = string(roster.GroupFilter)
		}
		file.Groups[g.Name] = one
	}
	text, err := yaml.Marshal(file)
	if err != nil {
		return nil, fmt.Errorf("write down the groups of the configuration: %w", err)
	}
	return roster.Load(base, strings.NewReader(string(text)), "groups of the configuration")
}

// newLogger returns the logger that the configuration asks for.
func newLogger(log config.Log, s streams) *slog.Logger {
	options := &slog.HandlerOptions{Level: log.Level}
	if log.Format == config.LogJSON {
		return slog.New(slog.NewJSONHandler(s.err, options))
	}
	return slog.New(slog.NewTextHandler(s.err, options))
}
