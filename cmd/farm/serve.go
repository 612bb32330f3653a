//go:build linux

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/ulikunitz/xz"

	"readout/feeds/farm"
)

// serveCommand is the farm's own process. It says on standard output where it
// listens. Each line on standard input sets its clock and is answered by the
// same line; at the end of the input it stops.
type serveCommand struct {
	Hurried   bool   `help:"Slow feeds do not wait."`
	Documents string `help:"Archive of documents to serve."`
}

// greeting is the first line of a farm's output.
type greeting struct {
	Ports     farm.Ports
	Authority []byte          // certificate, PEM
	Rests     []time.Duration // for which its documents ask; none for made-up ones
}

// Run serves the farm.
func (c serveCommand) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var set atomic.Int64 // milliseconds since 1970; 0 = the clock on the wall
	now := func() time.Time {
		if at := set.Load(); at != 0 {
			return time.UnixMilli(at)
		}
		return time.Now()
	}
	documents, err := readDocuments(c.Documents)
	if err != nil {
		return err
	}
	server, err := farm.Listen(&farm.Farm{Now: now, Hurried: c.Hurried, Documents: documents})
	if err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(greeting{server.Ports, server.Authority, restsOf(documents)}); err != nil {
		return fmt.Errorf("say where the farm is: %w", err)
	}
	go func() {
		defer stop()
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			if at, err := strconv.ParseInt(lines.Text(), 10, 64); err == nil {
				set.Store(at)
			}
			fmt.Println(lines.Text())
		}
	}()
	return server.Run(ctx)
}

func restsOf(documents [][]byte) []time.Duration {
	var rests []time.Duration
	for _, d := range documents {
		rests = append(rests, farm.Rest(d))
	}
	return rests
}

// readDocuments reads an archive, tar or tar.xz; without a name there are none.
func readDocuments(path string) ([][]byte, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	archive := io.Reader(file)
	if strings.HasSuffix(path, ".xz") {
		if archive, err = xz.NewReader(bufio.NewReader(file)); err != nil {
			return nil, fmt.Errorf("unpack %s: %w", path, err)
		}
	}
	documents, err := farm.ReadDocuments(archive)
	if err == nil && len(documents) == 0 {
		err = fmt.Errorf("%s holds no feeds that can be served", path)
	}
	return documents, err
}

// site is a farm in a process of its own.
type site struct {
	ports   farm.Ports
	rests   []time.Duration
	command *exec.Cmd
	input   io.WriteCloser
	output  *bufio.Reader
}

// startSite starts a farm and makes this process trust its certificates.
func startSite(dir string, flags ...string) (*site, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find the program itself: %w", err)
	}
	s := &site{command: exec.Command(program, append([]string{"serve"}, flags...)...)}
	s.command.Stderr = os.Stderr
	if s.input, err = s.command.StdinPipe(); err != nil {
		return nil, err
	}
	output, err := s.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.output = bufio.NewReader(output)
	if err := s.command.Start(); err != nil {
		return nil, fmt.Errorf("start the farm: %w", err)
	}
	if err := s.greet(dir); err != nil {
		s.stop()
		return nil, fmt.Errorf("start the farm: %w", err)
	}
	return s, nil
}

func (s *site) greet(dir string) error {
	line, err := s.output.ReadBytes('\n')
	if err != nil {
		return err
	}
	var said greeting
	if err := json.Unmarshal(line, &said); err != nil {
		return err
	}
	s.ports, s.rests = said.Ports, said.Rests
	trusted := dir + "/authority.pem"
	if err := os.WriteFile(trusted, said.Authority, 0o600); err != nil {
		return err
	}
	return os.Setenv("SSL_CERT_FILE", trusted) // read at the first handshake
}

// rest returns how long a feed asks to be left alone.
func (s *site) rest(feed int) time.Duration {
	if len(s.rests) == 0 {
		return 0
	}
	return s.rests[feed%len(s.rests)]
}

// setClock sets the time at the farm.
func (s *site) setClock(at time.Time) error {
	if _, err := fmt.Fprintln(s.input, at.UnixMilli()); err != nil {
		return fmt.Errorf("set the farm's clock: %w", err)
	}
	if _, err := s.output.ReadString('\n'); err != nil {
		return fmt.Errorf("set the farm's clock: %w", err)
	}
	return nil
}

func (s *site) stop() {
	_ = s.input.Close()
	_ = s.command.Wait()
}
