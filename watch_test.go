package readout_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"readout"
)

// fewGroups covers sides by a fixed table, whatever the date.
type fewGroups map[string][]string

func (g fewGroups) Covers(group, state string, _ time.Time) bool {
	return slices.Contains(g[strings.ToLower(group)], state)
}

var groups = fewGroups{
	"allied": {"CA", "US", "FR", "UA", "NATO", "G7"},
	"g7":     {"CA", "US", "FR"},
}

func contact(change func(*readout.Contact), sides ...string) readout.Contact {
	c := readout.Contact{Mode: readout.Phone, Status: readout.Held, Date: "2026-11-23", Level: readout.LevelPrincipal, Confidence: 0.9}
	for _, side := range sides {
		c.Participants = append(c.Participants, readout.Participant{State: side, Office: readout.OfficeHead, Name: "Leader of " + side})
	}
	c.Sources = []readout.Source{{
		Mention: readout.Mention{Participants: c.Participants, Salience: readout.Main, Level: readout.LevelPrincipal},
		Story:   readout.Story{Source: "Morning Wire", Kind: readout.Press},
	}}
	if change != nil {
		change(&c)
	}
	return c
}

func TestFilterMatches(t *testing.T) {
	allied := readout.Filter{Groups: []string{"allied"}}
	for name, tc := range map[string]struct {
		filter  readout.Filter
		contact readout.Contact
		want    bool
	}{
		"empty filter wants everything":        {readout.Filter{}, contact(nil, "RU", "CN"), true},
		"two sides in the group":               {allied, contact(nil, "CA", "US"), true},
		"one side in the group":                {allied, contact(nil, "CA", "CN"), false},
		"one side is enough when asked":        {readout.Filter{Groups: []string{"allied"}, OneSide: true}, contact(nil, "CA", "CN"), true},
		"no side in the group":                 {readout.Filter{Groups: []string{"allied"}, OneSide: true}, contact(nil, "RU", "CN"), false},
		"one leader meets a group within it":   {allied, contact(func(c *readout.Contact) { c.Groups = []string{"G7"} }, "CN"), true},
		"a summit of the group itself":         {readout.Filter{Groups: []string{"G7"}}, contact(func(c *readout.Contact) { c.Groups = []string{"G7"} }), true},
		"unknown group":                        {readout.Filter{Groups: []string{"nobody"}}, contact(nil, "CA", "US"), false},
		"state":                                {readout.Filter{States: []string{"CN"}}, contact(nil, "CA", "CN"), true},
		"other state":                          {readout.Filter{States: []string{"JP"}}, contact(nil, "CA", "CN"), false},
		"pair":                                 {readout.Filter{Pairs: [][2]string{{"CN", "CA"}}}, contact(nil, "CA", "CN"), true},
		"half a pair":                          {readout.Filter{Pairs: [][2]string{{"CN", "CA"}}}, contact(nil, "CA", "US"), false},
		"leader":                               {readout.Filter{Leaders: []string{"leader of ca"}}, contact(nil, "CA", "US"), true},
		"alternatives":                         {readout.Filter{States: []string{"JP"}, Leaders: []string{"Leader of CA"}}, contact(nil, "CA", "US"), true},
		"status unwanted":                      {readout.Filter{Statuses: []readout.Status{readout.Planned}}, contact(nil, "CA", "US"), false},
		"mode unwanted":                        {readout.Filter{Modes: []readout.Mode{readout.InPerson}}, contact(nil, "CA", "US"), false},
		"too unsure":                           {readout.Filter{MinConfidence: 0.95}, contact(nil, "CA", "US"), false},
		"too few sources":                      {readout.Filter{MinSources: 2}, contact(nil, "CA", "US"), false},
		"not confirmed":                        {readout.Filter{OfficialOnly: true}, contact(nil, "CA", "US"), false},
		"confirmed by a side":                  {readout.Filter{OfficialOnly: true}, contact(official("CA"), "CA", "US"), true},
		"an official third party confirms not": {readout.Filter{OfficialOnly: true}, contact(official("FR"), "CA", "US"), false},
		"background only":                      {readout.Filter{}, contact(func(c *readout.Contact) { c.Sources[0].Mention.Salience = readout.Background }, "CA", "US"), false},
		"envoys":                               {readout.Filter{}, contact(func(c *readout.Contact) { c.Sources[0].Mention.Level = readout.LevelOther }, "CA", "US"), false},
		"implied visit":                        {readout.Filter{}, contact(func(c *readout.Contact) { c.Sources[0].Mention.Implied = true }, "CA", "US"), false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tc.filter.Matches(tc.contact, groups); got != tc.want {
				t.Errorf("Matches = %v, want %v", got, tc.want)
			}
		})
	}
}

func TestFilterRefuses(t *testing.T) {
	rejected := func(c *readout.Contact) { c.RejectedAt = time.Unix(1, 0) }
	envoys := func(c *readout.Contact) { c.Sources[0].Mention.Level = readout.LevelOther }
	allied := readout.Filter{Groups: []string{"allied"}}
	with := func(change func(*readout.Filter)) readout.Filter {
		f := allied
		change(&f)
		return f
	}
	for name, tc := range map[string]struct {
		filter  readout.Filter
		contact readout.Contact
		want    readout.Refusal
		nearly  bool
	}{
		"wanted":                   {allied, contact(nil, "CA", "US"), readout.Wanted, false},
		"taken back":               {allied, contact(rejected, "CA", "US"), readout.RefusedRejected, true},
		"envoys":                   {allied, contact(envoys, "CA", "US"), readout.RefusedLevel, true},
		"envoys of others":         {allied, contact(envoys, "RU", "CN"), readout.RefusedLevel, false},
		"envoys are wanted":        {with(func(f *readout.Filter) { f.AnyLevel = true }), contact(envoys, "CA", "US"), readout.Wanted, false},
		"one side":                 {allied, contact(nil, "CA", "CN"), readout.RefusedWho, true},
		"strangers":                {allied, contact(nil, "RU", "CN"), readout.RefusedWho, false},
		"another status":           {with(func(f *readout.Filter) { f.Statuses = []readout.Status{readout.Off} }), contact(nil, "CA", "US"), readout.RefusedStatus, true},
		"another mode":             {with(func(f *readout.Filter) { f.Modes = []readout.Mode{readout.Written} }), contact(nil, "CA", "US"), readout.RefusedMode, true},
		"few outlets":              {with(func(f *readout.Filter) { f.MinSources = 2 }), contact(nil, "CA", "US"), readout.RefusedSources, true},
		"few outlets, unconfirmed": {with(func(f *readout.Filter) { f.MinSources, f.OfficialOnly = 2, true }), contact(nil, "CA", "US"), readout.RefusedSources, false},
		"unsure":                   {with(func(f *readout.Filter) { f.MinConfidence = 0.95 }), contact(nil, "CA", "US"), readout.RefusedSure, true},
		"not confirmed":            {with(func(f *readout.Filter) { f.OfficialOnly = true }), contact(nil, "CA", "US"), readout.RefusedOfficial, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tc.filter.Refuses(tc.contact, groups); got != tc.want {
				t.Errorf("Refuses = %q, want %q", got, tc.want)
			}
			if got := tc.filter.Nearly(tc.contact, groups); got != tc.nearly {
				t.Errorf("Nearly = %v, want %v", got, tc.nearly)
			}
		})
	}
}

func TestARoleIsMentioned(t *testing.T) {
	for name, tc := range map[string]struct {
		only    readout.Filter
		contact readout.Contact
		want    string
	}{
		"with every contact":  {readout.Filter{}, contact(nil, "CA", "US"), "7"},
		"confirmed ones only": {readout.Filter{OfficialOnly: true}, contact(nil, "CA", "US"), ""},
		"a confirmed one":     {readout.Filter{OfficialOnly: true}, contact(official("CA"), "CA", "US"), "7"},
		"an envoy, which the watch takes": {
			readout.Filter{States: []string{"CA"}}, contact(func(c *readout.Contact) { c.Sources[0].Mention.Level = readout.LevelOther }, "CA", "US"), "7",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := readout.Watch{RoleID: "7", Filter: readout.Filter{AnyLevel: true}, Manner: readout.Manner{RoleFilter: tc.only}}
			if got := w.Mentions(tc.contact, groups); got != tc.want {
				t.Errorf("mentions %q, want %q", got, tc.want)
			}
		})
	}
}

func official(state string) func(*readout.Contact) {
	return func(c *readout.Contact) {
		c.Sources[0].Story.Kind, c.Sources[0].Story.State = readout.Official, state
	}
}

func TestContactOutlets(t *testing.T) {
	c := contact(nil, "CA", "US")
	for _, s := range []readout.Story{
		{Source: "World Desk", Kind: readout.Press},
		{Source: "Prime Minister of Canada", Kind: readout.Official, State: "CA"},
		{Source: "Morning Wire", Kind: readout.Press},
	} {
		c.Sources = append(c.Sources, readout.Source{Story: s})
	}
	want := []string{"Prime Minister of Canada", "Morning Wire", "World Desk"}
	if got := c.Outlets(); !slices.Equal(got, want) {
		t.Errorf("Outlets = %q, want %q", got, want)
	}
	if got := c.ConfirmedBy(); !slices.Equal(got, []string{"CA"}) {
		t.Errorf("ConfirmedBy = %q, want CA", got)
	}
}

func TestWatchValidate(t *testing.T) {
	for name, tc := range map[string]struct {
		watch readout.Watch
		want  string // part of the message; "" = valid
	}{
		"alert":              {readout.Watch{ChannelID: "1", Kind: readout.WatchAlert}, ""},
		"digest":             {readout.Watch{ChannelID: "1", Kind: readout.WatchDigest, Cron: "0 7 * * *"}, ""},
		"no channel":         {readout.Watch{Kind: readout.WatchAlert}, "channel"},
		"alert on schedule":  {readout.Watch{ChannelID: "1", Kind: readout.WatchAlert, Cron: "0 7 * * *"}, "no schedule"},
		"digest without one": {readout.Watch{ChannelID: "1", Kind: readout.WatchDigest}, "needs a schedule"},
		"neither":            {readout.Watch{ChannelID: "1", Kind: "sometimes"}, "sometimes"},
		"confidence":         {readout.Watch{ChannelID: "1", Kind: readout.WatchAlert, Filter: readout.Filter{MinConfidence: 2}}, "between 0 and 1"},
		"both":               {readout.Watch{ChannelID: "1", Kind: readout.WatchBoth, Cron: "0 7 * * *", Manner: readout.Manner{Quiet: readout.Quiet{From: "22:00", To: "07:00"}}}, ""},
		"both without one":   {readout.Watch{ChannelID: "1", Kind: readout.WatchBoth}, "needs a schedule"},
		"quiet digest":       {readout.Watch{ChannelID: "1", Kind: readout.WatchDigest, Cron: "0 7 * * *", Manner: readout.Manner{Quiet: readout.Quiet{From: "22:00", To: "07:00"}}}, "quiet hours"},
		"role filter alone":  {readout.Watch{ChannelID: "1", Kind: readout.WatchAlert, Manner: readout.Manner{RoleFilter: readout.Filter{OfficialOnly: true}}}, "name the role"},
		"published forum":    {readout.Watch{ChannelID: "1", Kind: readout.WatchAlert, Manner: readout.Manner{Forum: true, Publish: true}}, "cannot be published"},
		"tags elsewhere":     {readout.Watch{ChannelID: "1", Kind: readout.WatchAlert, Manner: readout.Manner{Tags: []string{"1"}}}, "only posts in a forum"},
		"many tags":          {readout.Watch{ChannelID: "1", Kind: readout.WatchAlert, Manner: readout.Manner{Forum: true, Tags: make([]string, 6)}}, "at most 5"},
		"too much":           {readout.Watch{ChannelID: "1", Kind: readout.WatchAlert, Filter: readout.Filter{States: make([]string, 51)}}, "at most 50"},
	} {
		t.Run(name, func(t *testing.T) { checkMessage(t, tc.watch.Validate(), tc.want) })
	}
}

func TestFeedValidate(t *testing.T) {
	good := readout.Feed{Name: "Wire", URL: "https://example.org/feed", Kind: readout.Press}
	for name, tc := range map[string]struct {
		change func(*readout.Feed)
		want   string
	}{
		"press":                  {func(*readout.Feed) {}, ""},
		"official":               {func(f *readout.Feed) { f.Kind, f.State = readout.Official, "CA" }, ""},
		"official without state": {func(f *readout.Feed) { f.Kind = readout.Official }, "state"},
		"no name":                {func(f *readout.Feed) { f.Name = " " }, "name"},
		"ftp":                    {func(f *readout.Feed) { f.URL = "ftp://example.org" }, "https://"},
		"no host":                {func(f *readout.Feed) { f.URL = "https:///feed" }, "host"},
		"password":               {func(f *readout.Feed) { f.URL = "https://me:secret@example.org" }, "password"},
		"long":                   {func(f *readout.Feed) { f.URL = "https://example.org/" + strings.Repeat("a", 2000) }, "at most 2000"},
		"kind":                   {func(f *readout.Feed) { f.Kind = "rumour" }, "rumour"},
		"interval":               {func(f *readout.Feed) { f.Interval = -1 }, "negative"},
	} {
		t.Run(name, func(t *testing.T) {
			f := good
			tc.change(&f)
			err := f.Validate()
			checkMessage(t, err, tc.want)
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the message repeats the password: %v", err)
			}
		})
	}
}

func checkMessage(t *testing.T, err error, want string) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("unexpected error: %v", err)
	case want != "" && err == nil:
		t.Errorf("no error, want one with %q", want)
	case want != "" && !strings.Contains(readout.ErrorMessage(err), want):
		t.Errorf("message %q lacks %q", readout.ErrorMessage(err), want)
	case want != "" && readout.ErrorCode(err) != readout.CodeInvalid:
		t.Errorf("code %q, want %q", readout.ErrorCode(err), readout.CodeInvalid)
	}
}
