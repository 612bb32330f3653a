//go:build linux

// Command farm measures the poller on a farm of made-up feeds on this machine.
// The farm is a process of its own, so that what it costs is not counted.
//
// It needs Linux, where all of 127.0.0.0/8 leads to the machine itself: each
// feed has a host, as in life.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"readout/feeds"
)

type cli struct {
	Poll     pollCommand     `cmd:"" default:"withargs" help:"Poll the farm for a while and report."`
	Simulate simulateCommand `cmd:"" help:"Poll the farm on a clock that does not wait, and report memory."`
	Serve    serveCommand    `cmd:"" hidden:"" help:"Serve the farm; the other commands start this themselves."`
}

// settings are what the commands share.
type settings struct {
	Feeds     int           `help:"How many feeds the farm has." default:"1000"`
	Rhythm    time.Duration `help:"Time between two polls of a feed." default:"5m"`
	Documents string        `help:"Archive (tar or tar.xz) of real feeds to serve in place of made-up ones." type:"path"`
	Dir       string        `help:"Folder for the database, the log and the profiles; without one a temporary folder that is deleted." type:"path"`
	Profile   bool          `help:"Write profiles of CPU and memory into --dir."`
	Spacing   time.Duration `help:"Time between two requests to one host." default:"1s"`
	Workers   int           `help:"Feeds polled at the same time." default:"${workers}"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var line cli
	command := kong.Parse(&line, kong.Name("farm"), kong.UsageOnError(),
		kong.Description("Measures Readout's poller on a farm of made-up feeds on this machine."),
		kong.Vars{"workers": strconv.Itoa(feeds.DefaultWorkers)},
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(os.Stdout, (*io.Writer)(nil)))
	if err := command.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "farm:", err)
		os.Exit(1)
	}
}
