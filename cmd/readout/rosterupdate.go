package main

import (
	"bytes"
	"context"
	"fmt"
	"net/netip"
	"os"
	"time"

	"readout"
	"readout/contacts/roster/wikidata"
	"readout/feeds/fetch"
)

// officesSince is how far back a term may have ended to be asked for: whoever
// left in the last year may still be in the roster.
const officesSince = 366 * 24 * time.Hour

type rosterUpdate struct {
	rosterFile
	From     string `help:"Read an answer that was saved before instead of asking." placeholder:"FILE"`
	Endpoint string `help:"Where to ask." default:"${endpoint}"`
	Contact  string `help:"Your address or web page, for the User-Agent: Wikidata asks for one."`
	Out      string `help:"Write to this file instead of the terminal." placeholder:"FILE" short:"o"`
}

// Run writes a file that brings the roster in line with Wikidata.
func (c rosterUpdate) Run(ctx context.Context, streams streams) error {
	people, err := c.load()
	if err != nil {
		return err
	}
	answer, err := c.answer(ctx, streams)
	if err != nil {
		return err
	}
	terms, err := wikidata.Read(bytes.NewReader(answer))
	if err != nil {
		return err
	}
	now := time.Now()
	changes := wikidata.Compare(people, terms, now)
	fmt.Fprintf(streams.err, "%s at Wikidata, %s to the roster\n", counted(len(terms), "term", "terms"), counted(len(changes), "change", "changes"))
	if c.Out == "" {
		return wikidata.Write(streams.out, changes, now)
	}
	var file bytes.Buffer
	if err := wikidata.Write(&file, changes, now); err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, file.Bytes(), 0o644); err != nil {
		return readout.Errorf(readout.CodeInvalid, "the file cannot be written: %v", err)
	}
	return nil
}

// answer returns what Wikidata answers, or has answered.
func (c rosterUpdate) answer(ctx context.Context, streams streams) ([]byte, error) {
	if c.From != "" {
		text, err := os.ReadFile(c.From)
		if err != nil {
			return nil, readout.Errorf(readout.CodeInvalid, "the saved answer cannot be read: %v", err)
		}
		return text, nil
	}
	agent := fetch.DefaultUserAgent
	if c.Contact != "" {
		agent += " " + c.Contact
	}
	fmt.Fprintln(streams.err, "Asking", c.Endpoint, "… this may take a minute.")
	fetcher := fetch.New(fetch.Options{UserAgent: agent, Timeout: 2 * time.Minute, HeaderWait: 90 * time.Second, MaxBody: 16 << 20, AllowPrivate: named(c.Endpoint)})
	defer fetcher.Close()
	response, err := fetcher.Fetch(ctx, fetch.Request{URL: wikidata.URL(c.Endpoint, time.Now().Add(-officesSince))})
	if err != nil {
		return nil, fmt.Errorf("ask Wikidata; try again later, or save the answer with a browser and give it with --from: %w", err)
	}
	return response.Body, nil
}

// named allows a query service of the operator's own on this machine.
func named(endpoint string) []netip.Prefix {
	if endpoint == wikidata.Endpoint {
		return nil
	}
	return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
}
