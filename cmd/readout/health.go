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
	configFlag
	Addr string `help:"Where the running bot answers. Default: http.addr of the configuration." env:"READOUT_HTTP_ADDR" placeholder:"ADDR"`
}

// Run asks the bot on this machine; it fails unless the answer is 200.
func (c healthCommand) Run(ctx context.Context, streams streams) error {
	ctx, cancel := context.WithTimeout(ctx, 8*time.Second)
	defer cancel()
	address, err := c.address(streams)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return readout.Errorf(readout.CodeNotFound, "no bot answers on %s; is it running, with http.addr set?", address)
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

// address returns where to ask.
func (c healthCommand) address(streams streams) (string, error) {
	if c.Addr == "" {
		cfg, _, err := c.load(streams.env)
		if err != nil {
			return "", err
		}
		c.Addr = cfg.HTTP.Addr
	}
	if c.Addr == "" {
		return "", readout.Errorf(readout.CodeInvalid, "http.addr is empty in the configuration, so that the bot answers nowhere; set it, for example to 127.0.0.1:8080")
	}
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return "", readout.Errorf(readout.CodeInvalid, "--addr %q is not an address; use one like 127.0.0.1:8080", c.Addr)
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}
