package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"readout"
)

type reviewsCommand struct {
	databaseFlag
}

// Help describes the command at length.
func (reviewsCommand) Help() string {
	return `Lists the stories of contacts that moderators have taken back with "Not a contact", as
JSON lines that are items and labels in one: "contacts" holds what is right about the
story, "wrong" what was taken back. So the detector can be scored against them:

  readout reviews > reviews.jsonl
  readout eval reviews.jsonl --errors

The bot may be running meanwhile.`
}

// reviewLine is an item and its labels.
type reviewLine struct {
	newsItem
	Contacts []readout.Mention `json:"contacts"`
	Wrong    []readout.Mention `json:"wrong"`
}

// Run lists reviews.
func (c reviewsCommand) Run(ctx context.Context, streams streams) error {
	s, err := c.openReading(ctx, streams)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	reviews, err := s.Reviews(ctx)
	if err != nil {
		return err
	}
	out := json.NewEncoder(streams.out)
	for _, r := range reviews {
		line := reviewLine{
			newsItem: newsItem{
				ID: strconv.FormatInt(r.Story.ID, 10), Title: r.Story.Title, Summary: r.Story.Summary,
				Published: r.Story.Published.UTC().Format(time.RFC3339), Source: r.Story.Source, URL: r.Story.URL,
			},
			Contacts: append([]readout.Mention{}, r.Right...),
			Wrong:    r.Wrong,
		}
		if err := out.Encode(line); err != nil {
			return fmt.Errorf("write the reviews: %w", err)
		}
	}
	return nil
}
