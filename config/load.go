package config

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"readout"
)

//go:embed feeds.yml
var defaultFeeds []byte

// maxFile bounds readout.yml; one with a thousand feeds has 200 KiB.
const maxFile = 1 << 20

// Names resolves names as people write them. The errors are fit for users.
type Names interface {
	State(name string) (code string, err error)      // a code or any name of a state or organisation
	Leader(name string) (fullName string, err error) // the full name
	Group(name string) (groupName string, err error) // a name or other name
}

// Checks is what config asks of others. A nil check lets everything pass.
type Checks struct {
	// Roster returns the names of the roster, extended by the operator's file
	// unless that is "". It is called once.
	Roster func(file string) (Names, error)
	// Digest checks a cron line together with its zone.
	Digest func(cron, zone string) error
}

// Load reads the file, "" for none, and the environment. When anything is
// wrong the error is of type Problems and holds all of it.
func Load(path string, env func(string) string, checks Checks) (Config, error) {
	c := &checker{checks: checks, env: env}
	var file raw
	if path != "" {
		if text, ok := c.readFile(path); ok {
			file = c.bind(text, path)
		}
	}
	cfg := c.config(file)
	cfg.Discord.Token = c.readToken()
	if len(c.problems) > 0 {
		return Config{}, c.problems.sorted()
	}
	return cfg, nil
}

// DefaultFeeds returns the feeds that are polled unless the file says otherwise.
func DefaultFeeds() ([]readout.Feed, error) {
	c := &checker{}
	file := c.bind(defaultFeeds, "feeds.yml")
	feeds := c.feedList(file.Feeds.List, &Feeds{})
	if len(c.problems) > 0 {
		return nil, c.problems.sorted()
	}
	return feeds, nil
}

// checker turns what was written into what the program works with, and
// collects what is wrong on the way.
type checker struct {
	checks   Checks
	env      func(string) string
	names    Names
	groups   []Group // those of the file
	problems Problems
}

func (c *checker) report(where position, format string, args ...any) {
	c.problems = append(c.problems, Problem{
		File:    where.file,
		Line:    where.line,
		Column:  where.column,
		Key:     where.key,
		Message: fmt.Sprintf(format, args...),
	})
}

func (c *checker) readFile(path string) ([]byte, bool) {
	where := position{file: path}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		c.report(where, "there is no such file; copy readout.example.yml there, or leave the option out to run with the defaults")
		return nil, false
	}
	if err != nil {
		c.report(where, "the file cannot be opened: %s", cause(err))
		return nil, false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		c.report(where, "the file cannot be read: %s", cause(err))
		return nil, false
	}
	if len(text) > maxFile {
		c.report(where, "the file is larger than 1 MiB; this cannot be a configuration of Readout")
		return nil, false
	}
	return text, true
}

// cause returns why a file operation failed, without the path.
func cause(err error) string {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err.Error()
	}
	return err.Error()
}
