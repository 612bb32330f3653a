package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"readout"
	"readout/contacts"
	"readout/contacts/roster"
	"readout/eval"
)

type evalCommand struct {
	Items       string `arg:"" help:"Items as JSON lines, plain, .gz or .xz."`
	Labels      string `arg:"" optional:"" help:"Labels as JSON lines: {\"id\", \"contacts\"}. Default: the items hold them, as those of \"readout reviews\" do."`
	Predictions string `help:"Score these predictions instead of running the detector." placeholder:"FILE"`
	Weeks       string `help:"Which items: all, tuned (looked at while rules were written) or held-out." enum:"all,tuned,held-out" default:"all"`
	Baseline    bool   `help:"Show beside it what keyword filters reach."`
	Errors      bool   `help:"List every contact that was missed or false, with its text; with --events, what was joined or split wrongly."`
	Events      string `help:"Score how contacts are joined instead, against this file of events: {\"id\", \"events\"}." placeholder:"FILE"`
	JSON        bool   `help:"Print JSON." name:"json"`
}

// Help describes the command at length.
func (evalCommand) Help() string {
	return `Compares what the detector finds with labels made by people. A third of the items, by
ISO week, is held out: their errors were not looked at while rules were written, so
their figures come closest to what to expect of news that nobody has seen.

With --events it joins the contacts of all items, as readout events does, and compares
which items share one with which share an event: B-cubed precision and recall.`
}

// labelled is an item with its labels and what was predicted.
type labelled struct {
	item      newsItem
	story     readout.Story
	labels    []eval.Contact
	predicted []eval.Contact
}

// Run scores and prints.
func (c evalCommand) Run(_ context.Context, streams streams) error {
	if c.Events != "" {
		return c.scoreEvents(streams)
	}
	all, err := c.load(streams.in)
	if err != nil {
		return err
	}
	began := time.Now()
	if c.Predictions != "" {
		err = c.readPredictions(all)
	} else {
		err = predict(all)
	}
	if err != nil {
		return err
	}
	took := time.Since(began)
	var chosen []labelled
	for _, l := range all {
		if c.Weeks == "all" || eval.HeldOut(l.story.Published) == (c.Weeks == "held-out") {
			chosen = append(chosen, l)
		}
	}
	if c.JSON {
		return json.NewEncoder(streams.out).Encode(total(chosen).Rates())
	}
	if c.Errors {
		printErrors(streams.out, chosen)
	}
	if err := c.table(streams.out, chosen); err != nil {
		return err
	}
	if c.Predictions == "" && len(all) > 0 {
		fmt.Fprintf(streams.out, "\n%d items in %s, %s for each\n", len(all), took.Round(time.Millisecond), (took / time.Duration(len(all))).Round(100*time.Nanosecond))
	}
	return nil
}

// load reads items and labels.
func (c evalCommand) load(in io.Reader) ([]labelled, error) {
	items, err := loadItems(c.Items, in)
	if err != nil {
		return nil, err
	}
	labels, err := readContacts(cmp.Or(c.Labels, c.Items))
	if err != nil {
		return nil, err
	}
	all := make([]labelled, 0, len(items))
	for _, item := range items {
		story, err := item.story()
		if err != nil {
			return nil, fmt.Errorf("item %s: %w", item.ID, err)
		}
		all = append(all, labelled{item: item, story: story, labels: labels[item.ID]})
	}
	return all, nil
}

// readContacts reads labels or predictions by item.
func readContacts(name string) (map[string][]eval.Contact, error) {
	reader, err := openItems(name, strings.NewReader(""))
	if err != nil {
		return nil, err
	}
	defer func() { _ = reader.Close() }()
	out := map[string][]eval.Contact{}
	err = eachLine(reader, func(number int, line []byte) error {
		var entry struct {
			ID       string         `json:"id"`
			Contacts []eval.Contact `json:"contacts"`
		}
		if err := json.Unmarshal(line, &entry); err != nil {
			return readout.Errorf(readout.CodeInvalid, "%s line %d: %v", name, number, err)
		}
		out[entry.ID] = entry.Contacts
		return nil
	})
	return out, err
}

func (c evalCommand) readPredictions(all []labelled) error {
	predictions, err := readContacts(c.Predictions)
	if err != nil {
		return err
	}
	for i := range all {
		all[i].predicted = predictions[all[i].item.ID]
	}
	return nil
}

// predict runs the detector.
func predict(all []labelled) error {
	people, err := roster.Default()
	if err != nil {
		return fmt.Errorf("read the compiled roster: %w", err)
	}
	detector, err := contacts.New(people)
	if err != nil {
		return err
	}
	for i := range all {
		for _, m := range detector.Detect(all[i].story) {
			all[i].predicted = append(all[i].predicted, eval.FromMention(m))
		}
	}
	return nil
}

func total(all []labelled) eval.Tally {
	var t eval.Tally
	for _, l := range all {
		one, _, _ := eval.Score(l.labels, l.predicted)
		t.Add(one)
	}
	return t
}

// table prints the figures, for all items and by week where all were asked for.
func (c evalCommand) table(out io.Writer, chosen []labelled) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\titems\tcontacts\tprecision\trecall\tF1\tparticipants F1\tmode\tstatus\tdate\t")
	rows := []struct {
		name string
		keep func(labelled) bool
	}{{c.Weeks, func(labelled) bool { return true }}}
	if c.Weeks == "all" {
		rows = append(rows, struct {
			name string
			keep func(labelled) bool
		}{"tuned", func(l labelled) bool { return !eval.HeldOut(l.story.Published) }}, struct {
			name string
			keep func(labelled) bool
		}{"held-out", func(l labelled) bool { return eval.HeldOut(l.story.Published) }})
	}
	for _, row := range rows {
		var part []labelled
		for _, l := range chosen {
			if row.keep(l) {
				part = append(part, l)
			}
		}
		r := total(part).Rates()
		fmt.Fprintf(w, "%s\t%d\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%s\t%s\t%s\t\n", row.name, r.Items, r.Positives, r.Precision, r.Recall, r.F1, r.ParticipantsF1, figure(r.Mode), figure(r.Status), figure(r.Date))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print the table: %w", err)
	}
	if !c.Baseline {
		return nil
	}
	return baselineTable(out, chosen)
}

func figure(f *float64) string {
	if f == nil {
		return "–"
	}
	return fmt.Sprintf("%.3f", *f)
}

// baselineTable compares by items: a keyword filter posts an item or does not.
func baselineTable(out io.Writer, chosen []labelled) error {
	people, err := roster.Default()
	if err != nil {
		return fmt.Errorf("read the compiled roster: %w", err)
	}
	b := eval.NewBaselines(people)
	var keyword, names eval.Tally
	for _, l := range chosen {
		keyword.Add(eval.ScoreItem(l.labels, b.Keyword(l.story)))
		names.Add(eval.ScoreItem(l.labels, b.TwoNames(l.story)))
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\nitems that hold a contact\tprecision\trecall\tF1\t")
	for _, row := range []struct {
		name  string
		tally eval.Tally
	}{{"a leader's name and a keyword", keyword}, {"two leaders' names", names}, {"readout", total(chosen)}} {
		r := row.tally.Rates()
		fmt.Fprintf(w, "%s\t%.3f\t%.3f\t%.3f\t\n", row.name, r.ItemPrecision, r.ItemRecall, r.ItemF1)
	}
	return w.Flush()
}

// printErrors lists what was missed and what is false.
func printErrors(out io.Writer, chosen []labelled) {
	for _, l := range chosen {
		_, missed, wrong := eval.Score(l.labels, l.predicted)
		if len(missed)+len(wrong) == 0 {
			continue
		}
		fmt.Fprintf(out, "%s [%s, %s] %s\n    %s\n", l.item.ID, l.story.Published.Format(time.DateOnly), l.item.Source, l.item.Title, l.item.Summary)
		for _, c := range missed {
			fmt.Fprintln(out, "    missed:", describe(c))
		}
		for _, c := range wrong {
			fmt.Fprintln(out, "    false: ", describe(c))
		}
	}
}

func describe(c eval.Contact) string {
	var parts []string
	for _, p := range c.Participants {
		parts = append(parts, fmt.Sprintf("%s %s %s", p.State, p.Office, p.Name))
	}
	parts = append(parts, c.Groups...)
	return strings.Join(parts, ", ") + fmt.Sprintf(" (%s, %s, %s)", c.Mode, c.Status, c.Date)
}
