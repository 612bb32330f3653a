package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"sync"

	"readout"
	"readout/contacts"
	"readout/contacts/roster"
)

type matchCommand struct {
	Files   []string `arg:"" optional:"" help:"Files of items as JSON lines, plain, .gz or .xz; without one standard input is read." type:"path"`
	Explain bool     `help:"Print the text with what each part of it was taken for, instead of JSON."`
	Roster  string   `help:"Extend the roster by this file." placeholder:"FILE"`
}

// Help describes the command at length.
func (matchCommand) Help() string {
	return `Reads news items, one JSON object a line:

  {"id":"1","title":"Carney calls Trump","summary":"…","published":"2026-11-23T09:30:00Z","source":"…","url":"…"}

and writes the contacts that each one tells of, in the same order:

  {"id":"1","contacts":[{"participants":[{"state":"CA","office":"head","name":"Mark Carney"}, …],"mode":"phone","status":"held", …}]}

A line that is no item is reported on standard error, and the exit code is 1; all
others are answered.`
}

// prediction is what match writes for an item.
type prediction struct {
	ID       string            `json:"id"`
	Contacts []readout.Mention `json:"contacts"`
}

// Run reads items and writes contacts.
func (c matchCommand) Run(_ context.Context, streams streams) error {
	detector, err := newDetector(c.Roster)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(streams.out, 64<<10)
	files := c.Files
	if len(files) == 0 {
		files = []string{"-"}
	}
	bad := 0
	for _, name := range files {
		reader, err := openItems(name, streams.in)
		if err != nil {
			return err
		}
		n, err := c.match(reader, out, streams.err, detector)
		_ = reader.Close() // it was only read
		if err != nil {
			return err
		}
		bad += n
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the contacts: %w", err)
	}
	if bad > 0 {
		return readout.Errorf(readout.CodeInvalid, "lines that are no items: %d", bad)
	}
	return nil
}

// newDetector compiles the roster, extended by a file.
func newDetector(file string) (*contacts.Detector, error) {
	people, err := newRoster(file)
	if err != nil {
		return nil, err
	}
	return contacts.New(people)
}

// newRoster returns the compiled roster, extended by a file.
func newRoster(file string) (*roster.Roster, error) {
	people, err := roster.Default()
	if err != nil {
		return nil, fmt.Errorf("read the compiled roster: %w", err)
	}
	return withFile(people, file)
}

// batchLines is how many lines are worked on at a time.
const batchLines = 512

// match answers the lines of a reader in order, on all cores, and returns how
// many were no items.
func (c matchCommand) match(in io.Reader, out, complaints io.Writer, d *contacts.Detector) (bad int, err error) {
	type work struct {
		number int
		line   []byte
		answer []byte
		err    error
	}
	var batch []work
	flush := func() error {
		var group sync.WaitGroup
		step := (len(batch) + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0)
		for from := 0; from < len(batch); from += max(step, 1) {
			part := batch[from:min(from+step, len(batch))]
			group.Go(func() {
				for i := range part {
					part[i].answer, part[i].err = c.answer(part[i].line, d)
				}
			})
		}
		group.Wait()
		for _, w := range batch {
			if w.err != nil {
				bad++
				fmt.Fprintf(complaints, "readout: line %d: %s\n", w.number, readout.ErrorMessage(w.err))
				continue
			}
			if _, err := out.Write(w.answer); err != nil {
				return fmt.Errorf("write the contacts: %w", err)
			}
		}
		batch = batch[:0]
		return nil
	}
	err = eachLine(in, func(number int, line []byte) error {
		batch = append(batch, work{number: number, line: append([]byte(nil), line...)})
		if len(batch) < batchLines {
			return nil
		}
		return flush()
	})
	if flushErr := flush(); err == nil {
		err = flushErr
	}
	return bad, err
}

// answer writes what one line tells.
func (c matchCommand) answer(line []byte, d *contacts.Detector) ([]byte, error) {
	item, err := readItem(line)
	if err != nil {
		return nil, err
	}
	story, err := item.story()
	if err != nil {
		return nil, err
	}
	mentions, err := detect(story, d)
	if err != nil {
		return nil, err
	}
	if c.Explain {
		return []byte(contacts.Explain(story, mentions) + "\n"), nil
	}
	if mentions == nil {
		mentions = []readout.Mention{}
	}
	text, err := json.Marshal(prediction{ID: item.ID, Contacts: mentions})
	if err != nil {
		return nil, fmt.Errorf("write the contacts of %s: %w", item.ID, err)
	}
	return append(text, '\n'), nil
}

// detect reads a story. One that the detector panics on is an error of its line, so that
// all others are answered.
func detect(story readout.Story, d *contacts.Detector) (found []readout.Mention, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = readout.Errorf(readout.CodeInternal, "reading this item failed inside Readout (%v); all others are answered. Please report it with the item's text.", r)
		}
	}()
	return d.Detect(story), nil
}
