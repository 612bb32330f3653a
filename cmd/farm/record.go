//go:build linux

package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"readout"
	"readout/feeds"
	"readout/feeds/farm"
	"readout/feeds/fetch"
)

// record writes down what is polled and what arrives. It stands between the
// poller and its fetcher, and between the poller and the desk.
type record struct {
	feeds.Getter
	feeds.Desk

	resting func(feed int) bool // whether a feed asks to be polled more rarely than it would be

	mu       sync.Mutex
	asked    []bool // by feed: at least once
	unasked  int
	polls    int
	answers  map[string]int
	from, to time.Time       // stories that are counted are published in between
	healthy  []time.Duration // from publication to the stored story, of feeds without trouble
	rested   []time.Duration // the same of feeds that ask to be polled more rarely
	troubled []time.Duration // the same of feeds in trouble
	overdue  []time.Duration // from when a poll was due until its stories were stored
}

func newRecord(number int, resting func(feed int) bool) *record {
	return &record{resting: resting, asked: make([]bool, number), unasked: number, answers: map[string]int{}}
}

// begin forgets what has been and counts stories published in a span of time.
func (r *record) begin(from, to time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.polls, r.answers, r.from, r.to = 0, map[string]int{}, from, to
	r.healthy, r.rested, r.troubled, r.overdue = nil, nil, nil, nil
}

// allAsked reports whether every feed has been asked for.
func (r *record) allAsked() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.unasked == 0
}

// Fetch counts answers by their kind.
func (r *record) Fetch(ctx context.Context, request fetch.Request) (*fetch.Response, error) {
	response, err := r.Getter.Fetch(ctx, request)
	kind := "document"
	switch {
	case err != nil:
		kind = "error"
	case response.NotModified:
		kind = "not modified"
	}
	r.answered(request.URL, kind)
	return response, err
}

func (r *record) answered(address, kind string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if feed, ok := feedOf(address); ok && !r.asked[feed] {
		r.asked[feed] = true
		r.unasked--
	}
	r.polls++
	r.answers[kind]++
}

// Arrive notes how long the stories were on their way, once they are stored.
func (r *record) Arrive(ctx context.Context, feed readout.Feed, stories []readout.Story) error {
	if err := r.Desk.Arrive(ctx, feed, stories); err != nil {
		return err
	}
	now := time.Now()
	for _, story := range stories {
		r.stored(feed.URL, story.URL, now)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if feed.Poll.NextCheck.After(r.from) {
		r.overdue = append(r.overdue, now.Sub(feed.Poll.NextCheck))
	}
	return nil
}

func (r *record) stored(feed, story string, now time.Time) {
	published, ok := farm.PublishedAt(story)
	number, known := feedOf(feed)
	r.mu.Lock()
	defer r.mu.Unlock()
	if !ok || !known || !published.After(r.from) || published.After(r.to) {
		return
	}
	delay := now.Sub(published)
	switch _, healthy := farm.Published(number, r.from, r.to); {
	case !healthy:
		r.troubled = append(r.troubled, delay)
	case r.resting(number):
		r.rested = append(r.rested, delay)
	default:
		r.healthy = append(r.healthy, delay)
	}
}

// feedOf returns the number of a feed of the farm.
func feedOf(address string) (int, bool) {
	name := strings.TrimSuffix(address[strings.LastIndexByte(address, '/')+1:], ".xml")
	number, err := strconv.Atoi(name)
	return number, err == nil
}

// report writes what a time of measuring has brought.
func (r *record) report(out io.Writer, took, used time.Duration, held *memory) {
	r.mu.Lock()
	defer r.mu.Unlock()
	number := float64(len(r.asked))
	fmt.Fprintf(out, "polls           %d in %s: %.1f a second (%d documents, %d not modified, %d errors)\n", r.polls, took.Round(time.Second),
		float64(r.polls)/took.Seconds(), r.answers["document"], r.answers["not modified"], r.answers["error"])
	fmt.Fprintf(out, "processor       %.1f s: %.1f %% of one core, %.2f %% for 1,000 feeds, %.2f ms a poll\n", used.Seconds(),
		100*used.Seconds()/took.Seconds(), 100*used.Seconds()/took.Seconds()/number*1000, used.Seconds()*1000/float64(max(1, r.polls)))
	fmt.Fprintf(out, "memory          %s\n", held)
	if r.from.IsZero() {
		return
	}
	published := 0
	for feed := range r.asked {
		if n, healthy := farm.Published(feed, r.from, r.to); healthy && !r.resting(feed) {
			published += n
		}
	}
	fmt.Fprintf(out, "stories         %d of the %d by feeds without trouble stored, %d by feeds that ask to be polled more rarely, %d by feeds in trouble\n",
		len(r.healthy), published, len(r.rested), len(r.troubled))
	fmt.Fprintln(out, "publication to stored story")
	fmt.Fprintf(out, "  feeds without trouble  %s\n", spread(r.healthy))
	fmt.Fprintf(out, "  all feeds              %s\n", spread(slices.Concat(r.healthy, r.rested, r.troubled)))
	fmt.Fprintf(out, "poll due to stored story %s\n", spread(r.overdue))
}

// count returns how many polls there have been.
func (r *record) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.polls
}
