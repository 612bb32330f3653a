package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"readout"
)

type healthCommand struct {
	Addr string `help:"Address of the running bot's http.addr." default:"127.0.0.1:8080" env:"READOUT_HTTP_ADDR"`
}

// Run asks the bot on this machine; it fails unless the answer is 200.
func (c healthCommand) Run(ctx context.Context, streams streams) error {
	ctx, cancel := context.WithTimeout(ctx, 8*time.Second)
	defer cancel()
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return readout.Errorf(readout.CodeInvalid, "--addr %q is not an address; use one like 127.0.0.1:8080", c.Addr)
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "127.0.0.1"
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return readout.Errorf(readout.CodeNotFound, "no bot answers on %s; is it running, with http.addr set?", c.Addr)
	}
	defer func() { _ = response.Body.Close() }()
	if _, err := io.Copy(streams.out, io.LimitReader(response.Body, 64<<10)); err != nil {
		return fmt.Errorf("read health: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return readout.Errorf(readout.CodeInternal, "the bot is not well")
	}
	return nil
}
