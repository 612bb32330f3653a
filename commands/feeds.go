package commands

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"readout"
	"readout/phrases"
)

type feedCommands struct {
	store   FeedStore
	names   Names
	preview Previewer
}

func (c feedCommands) table() []command {
	return []command{{
		path:        "feeds list",
		description: "The feeds that are polled, with their health; failing ones first.",
		options: []readout.Option{
			{Name: "show", Description: "Only some of them", Kind: readout.OptionText, Choices: []readout.Choice{
				{Name: phrases.Mark("all"), Value: "all"},
				{Name: phrases.Mark("failing"), Value: "failing"},
				{Name: phrases.Mark("stale: nothing new for far longer than usual"), Value: "stale"},
				{Name: phrases.Mark("official"), Value: string(readout.Official)},
				{Name: phrases.Mark("press"), Value: string(readout.Press)},
			}},
			pageOption(),
		},
		run:      c.list,
		examples: []string{"/feeds list", "/feeds list show:failing"},
	}, {
		path:        "feeds show",
		description: "One feed in full: its polls, its rhythm, its errors, what caching saves.",
		options:     []readout.Option{feedOption()},
		run:         c.show,
		complete:    map[string]completer{"feed": c.completeFeed},
		examples:    []string{"/feeds show feed:Local newspaper"},
	}, {
		path:        "feeds add",
		description: "Poll one more feed. It is tried first, and you see what it holds.",
		admin:       true,
		options: []readout.Option{
			{Name: "url", Description: "The address of a feed, or of a site that has one", Kind: readout.OptionText, Required: true},
			{Name: "name", Description: "What to call it beside its stories; default: its own title", Kind: readout.OptionText},
			{Name: "official", Description: "For official feeds: the state or organisation that speaks", Kind: readout.OptionText},
		},
		run:      c.add,
		complete: map[string]completer{"official": c.names.states},
		examples: []string{"/feeds add url:https://example.org/world.xml", "/feeds add url:https://example.org/news.xml official:Norway"},
	}, {
		path:        "feeds remove",
		description: "Stop polling a feed. Its stories and contacts stay.",
		admin:       true,
		options:     []readout.Option{feedOption()},
		run:         c.remove,
		complete:    map[string]completer{"feed": c.completeFeed},
		examples:    []string{"/feeds remove feed:Local newspaper"},
	}}
}

func feedOption() readout.Option {
	return readout.Option{Name: "feed", Description: "Which feed; type a few letters of its name", Kind: readout.OptionText, Required: true}
}

func (c feedCommands) list(ctx context.Context, in input) (readout.Reply, error) {
	feeds, err := c.store.Feeds(ctx)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("list feeds: %w", err)
	}
	failing, stale := troubled(feeds, in.now)
	show := in.text("show")
	shown := slices.DeleteFunc(slices.Clone(feeds), func(f readout.Feed) bool { return !wanted(f, show, in.now) })
	slices.SortStableFunc(shown, func(a, b readout.Feed) int { return healthiestLast(a, b, in.now) })
	p := in.pages(15)
	p.total = len(shown)
	if err := p.beyond(); err != nil {
		return readout.Reply{}, err
	}
	title := in.printer.Say("%d feeds", len(feeds)) + ", " + in.printer.Say("%d failing", failing)
	if stale > 0 {
		title += ", " + in.printer.Say("%d stale", stale)
	}
	m := readout.Message{Summary: title, Title: title, Footer: p.footer(), Tone: readout.ToneNeutral, Actions: p.actions(in, "feeds list")}
	if failing > 0 {
		m.Tone = readout.ToneWarning
	}
	for _, f := range shown[p.offset():min(len(shown), p.offset()+p.size)] {
		m.Body = append(m.Body, c.health(in, f)...)
	}
	if len(shown) == 0 {
		m.Body = []readout.Text{readout.T(noFeeds(in.printer, show))}
	}
	return private(m), nil
}

func wanted(f readout.Feed, show string, now time.Time) bool {
	switch show {
	case "", "all":
		return true
	case string(readout.Failing), string(readout.Stale):
		return string(f.Poll.Health(now)) == show
	}
	return string(f.Kind) == show
}

func noFeeds(p phrases.Printer, show string) string {
	switch show {
	case "failing":
		return p.Say("No feed is failing.")
	case "stale":
		return p.Say("No feed is stale.")
	}
	return p.Say("There is no such feed. Add one with /feeds add.")
}

// troubled counts the feeds that fail and those that are stale.
func troubled(feeds []readout.Feed, now time.Time) (failing, stale int) {
	for _, f := range feeds {
		switch f.Poll.Health(now) {
		case readout.Failing:
			failing++
		case readout.Stale:
			stale++
		}
	}
	return failing, stale
}

// healthiestLast puts failing feeds first, those that have failed longest
// before the others, then stale ones, and official ones before the press.
func healthiestLast(a, b readout.Feed, now time.Time) int {
	health := func(f readout.Feed) int {
		switch f.Poll.Health(now) {
		case readout.Failing:
			return 0
		case readout.Stale:
			return 1
		}
		return 2
	}
	return cmp.Or(
		cmp.Compare(health(a), health(b)),
		a.Poll.FailingSince.Compare(b.Poll.FailingSince),
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)),
	)
}

// health says how a feed is doing: a line, and one more where it is failing or
// has a hub.
func (c feedCommands) health(in input, f readout.Feed) []readout.Text {
	first := readout.Text{{Text: mark(f.Poll, in.now) + " "}, {Text: f.Name, Style: readout.Bold, Link: f.URL}}
	if f.Kind == readout.Official {
		first = append(first, readout.Span{Text: " · " + c.names.stateLabel(in.printer, f.State)})
	}
	first = append(first, readout.Span{Text: " · "})
	first = append(first, lastPoll(in.printer, f.Poll)...)
	if !f.Poll.LastStory.IsZero() {
		first = append(first, readout.Span{Text: " · "})
		first = append(first, in.printer.Text("last story %s", readout.Span{Time: f.Poll.LastStory, Show: readout.AsRelative})...)
	}
	switch {
	case f.Poll.Stale(in.now):
		first = append(first, readout.Span{Text: ", " + in.printer.Say("far longer ago than usual")}, readout.Span{Text: " (" + every(in.printer, f.Poll.Rhythm) + ")"})
	case f.Poll.Rhythm > 0:
		first = append(first, readout.Span{Text: " · " + every(in.printer, f.Poll.Rhythm)})
	}
	out := []readout.Text{first}
	if hub := pushed(in.printer, f, in.now); hub != nil {
		out = append(out, hub)
	}
	if f.Poll.Failures == 0 {
		return out
	}
	why := readout.Text{{Text: "↳ "}}
	why = append(why, in.printer.Text("failing since %s: %s", readout.Span{Time: f.Poll.FailingSince, Show: readout.AsRelative}, reason(in.printer, f.Poll.Error))...)
	if !f.Poll.NextCheck.IsZero() {
		why = append(why, readout.Span{Text: " · "})
		why = append(why, in.printer.Text("next try %s", readout.Span{Time: f.Poll.NextCheck, Show: readout.AsRelative})...)
	}
	return append(out, why)
}

// reason says on one line why something failed.
func reason(p phrases.Printer, r readout.Reason) string {
	phrase := r.Phrase()
	for i, arg := range phrase.Args {
		if text, ok := arg.(string); ok {
			phrase.Args[i] = readout.OneLine(text)
		}
	}
	return clip(p.Phrase(phrase), 400)
}

func mark(s readout.PollState, now time.Time) string {
	switch s.Health(now) {
	case readout.Failing:
		return "⚠️"
	case readout.Stale:
		return "💤"
	case readout.Waiting:
		return "⏳"
	}
	return "✅"
}

func (c feedCommands) add(ctx context.Context, in input) (readout.Reply, error) {
	f := readout.Feed{URL: readout.CompleteAddress(in.text("url")), Name: in.text("name"), Kind: readout.Press, AddedBy: in.UserID, AddedAt: in.now}
	if in.has("official") {
		code, err := c.names.State(in.text("official"))
		if err != nil {
			return readout.Reply{}, err
		}
		f.Kind, f.State = readout.Official, code
	}
	return c.addFeed(ctx, in, f)
}

// addFeed adds a feed, or the one that the page at its address offers. Where
// several are offered, it asks which is meant.
func (c feedCommands) addFeed(ctx context.Context, in input, f readout.Feed) (readout.Reply, error) {
	if err := c.checkNew(ctx, f); err != nil {
		return readout.Reply{}, err
	}
	found, err := c.preview.Preview(ctx, f.URL)
	if err != nil {
		return readout.Reply{}, fmt.Errorf("preview feed: %w", err)
	}
	if len(found.Choice) > 0 {
		return c.choose(ctx, in, f, found.Choice)
	}
	if found.URL != f.URL {
		f.URL = found.URL
		if err := c.checkNew(ctx, f); err != nil {
			return readout.Reply{}, err
		}
	}
	f.Language = found.Language
	if f.Name == "" {
		f.Name = nameFor(found.Title, f.URL)
	}
	if err := f.Validate(); err != nil {
		return readout.Reply{}, err
	}
	err = c.store.AddFeed(ctx, &f)
	if readout.ErrorCode(err) == readout.CodeConflict {
		return readout.Reply{}, readout.Errorf(readout.CodeConflict, "This feed is polled already. /feeds list shows it.")
	}
	if err != nil {
		return readout.Reply{}, fmt.Errorf("add feed: %w", err)
	}
	return private(c.added(in.printer, f, found)), nil
}

// checkNew refuses what needs no fetch to be refused.
func (c feedCommands) checkNew(ctx context.Context, f readout.Feed) error {
	if f.Name == "" {
		f.Name = "untitled"
	}
	if err := f.Validate(); err != nil {
		return err
	}
	feeds, err := c.store.Feeds(ctx)
	if err != nil {
		return fmt.Errorf("list feeds: %w", err)
	}
	for _, other := range feeds {
		if readout.SameFeed(other.URL, f.URL) {
			return readout.Errorf(readout.CodeConflict, "This feed is polled already, as %q. /feeds list shows it.", clip(other.Name, 100))
		}
	}
	return nil
}

// nameFor takes the title that the feed gives itself, or its host.
func nameFor(title, address string) string {
	if title = readout.OneLine(title); title != "" {
		for len(title) > 100 {
			title = clip(title, len([]rune(title))-1)
		}
		return title
	}
	if u, err := url.Parse(address); err == nil {
		return clip(u.Host, 100)
	}
	return "untitled"
}

// origin says whose feed it is, and where.
func (c feedCommands) origin(p phrases.Printer, f readout.Feed) readout.Text {
	kind := p.Say("Press")
	if f.Kind == readout.Official {
		kind = p.Say("Official, %s", c.names.stateLabel(p, f.State))
	}
	return readout.Text{{Text: kind + " · "}, {Text: clip(f.URL, 200), Link: f.URL}}
}

// lastPoll says when a feed was last polled well.
func lastPoll(p phrases.Printer, poll readout.PollState) readout.Text {
	switch {
	case poll.Baselined():
		return p.Text("last good poll %s", readout.Span{Time: poll.SucceededAt, Show: readout.AsRelative})
	case poll.Failures > 0:
		return readout.T(p.Say("never polled well"))
	}
	return readout.T(p.Say("waits for its first poll"))
}

func (c feedCommands) added(p phrases.Printer, f readout.Feed, found Preview) readout.Message {
	title := p.Say("Feed added: %s", f.Name)
	m := readout.Message{Summary: title, Title: title, Tone: readout.ToneNeutral}
	m.Body = []readout.Text{
		c.origin(p, f),
		readout.T(p.Say("Stories from now on count; the %d stories there now are kept and not posted.", len(found.Stories))),
	}
	if len(found.Stories) == 0 {
		m.Body[1] = readout.T(p.Say("There is no story in it now. That may be right; look at /feeds list in a day."))
	}
	if lang := strings.ToLower(f.Language); lang != "" && !strings.HasPrefix(lang, "en") {
		m.Body = append(m.Body, readout.Text{{Text: p.Say("It says that its language is %s. Contacts are recognised in English only.", clip(readout.OneLine(lang), 20)), Style: readout.Italic}})
	}
	if latest := latestStories(found.Stories, 3); len(latest) > 0 {
		m.Fields = []readout.Field{{Name: p.Say("Latest stories"), Value: latest}}
	}
	return m
}

func latestStories(stories []readout.Story, limit int) []readout.Text {
	sorted := slices.Clone(stories)
	slices.SortStableFunc(sorted, func(a, b readout.Story) int { return b.Published.Compare(a.Published) })
	var out []readout.Text
	for _, s := range sorted[:min(len(sorted), limit)] {
		line := readout.Text{{Text: clip(readout.OneLine(s.Title), 150), Link: s.URL}}
		if !s.Published.IsZero() {
			line = append(line, readout.Span{Text: " · "}, readout.Span{Time: s.Published, Show: readout.AsRelative})
		}
		out = append(out, line)
	}
	return out
}

func (c feedCommands) remove(ctx context.Context, in input) (readout.Reply, error) {
	f, err := c.chosen(ctx, in)
	if err != nil {
		return readout.Reply{}, err
	}
	if f.AddedBy == fromConfig {
		return readout.Reply{}, readout.Errorf(readout.CodeForbidden, "%q stands in the configuration of the bot. Whoever runs the bot can leave it out there: feeds.leave_out for a feed that comes with Readout, feeds.list for the others.", clip(f.Name, 100))
	}
	if err := c.store.RemoveFeed(ctx, f.ID); err != nil {
		return readout.Reply{}, fmt.Errorf("remove feed %d: %w", f.ID, err)
	}
	return private(readout.Message{
		Summary: in.printer.Say("Feed removed: %s", f.Name),
		Title:   in.printer.Say("Feed removed: %s", f.Name),
		Body: []readout.Text{
			in.printer.Text("It is not polled any more: %s", readout.Span{Text: clip(f.URL, 200), Link: f.URL}),
			readout.T(in.printer.Say("Its stories and contacts stay.")),
		},
		Tone: readout.ToneNeutral,
	}), nil
}

// chosen returns the feed that the option "feed" names.
func (c feedCommands) chosen(ctx context.Context, in input) (readout.Feed, error) {
	feeds, err := c.store.Feeds(ctx)
	if err != nil {
		return readout.Feed{}, fmt.Errorf("list feeds: %w", err)
	}
	return findFeed(feeds, in.text("feed"))
}

// findFeed finds a feed by its number, name or address.
func findFeed(feeds []readout.Feed, text string) (readout.Feed, error) {
	for _, f := range feeds {
		if text == fmt.Sprint(f.ID) || strings.EqualFold(text, f.Name) || text == f.URL {
			return f, nil
		}
	}
	var known []string
	for _, f := range feeds {
		known = append(known, f.Name)
	}
	return readout.Feed{}, readout.Errorf(readout.CodeNotFound, "No feed is called %q%s", clip(text, 60), didYouMean(nearest(text, known)))
}
