package config_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout"
	"readout/config"
)

const full = `
discord:
  api_url: http://127.0.0.1:8099/api/v10/
  command_guild: 112233445566778899
  notice_channel: "112233445566778800"
store: {path: /data/readout.db}
feeds:
  interval: 90s
  fast_interval: 2m
  timeout: 1m
  max_body: 500KiB
  contact: desk@example.org
  allow_private: [10.1.2.3/8, 127.0.0.1, "::1"]
  down_after: 24h
  defaults: false
  list:
    - {name: Norway, url: https://example.org/no.xml, state: NO, interval: 2m}
    - name: Press
      url: http://example.org/press.xml
      language: en-GB
groups:
  nordics: [NO, Canada]
watches:
  - channel: 112233445566778899
  - channel: 112233445566778899
    guild: 112233445566778811
    how: digest
    schedule: weekdays 07:00
    zone: America/Toronto
    groups: [Nordics, G7]
    states: [ukraine]
    leaders: mark carney
    pairs: [CA-US, Canada - United States, Norway-France]
    one_side: true
    statuses: [held, off]
    modes: [phone]
    min_confidence: 0.75
    min_sources: 3
    official_only: true
    role: 112233445566778822
  - channel: 112233445566778899
    everything: true
  - channel: 112233445566778898
    how: both
    schedule: "07:00"
    quiet: 22:00 - 7:00
    zone: Europe/Kyiv
    skip_empty: true
    any_level: true
    language: uk
    forum: true
    tags: [112233445566778801, 112233445566778802]
    role: 112233445566778822
    role_only:
      states: [ukraine]
      official_only: true
  - {channel: 112233445566778898, quiet: "22:00-07:00", zone: Europe/Kyiv, publish: true}
language: fr
roster: {file: more.yml}
http: {addr: ""}
websub: {public_url: https://readout.example.org/hooks/, listen: 127.0.0.1:8081}
log: {level: debug, format: json}
`

func TestLoadFullFile(t *testing.T) {
	var asked string
	with := checks()
	with.Roster = func(file string) (config.Names, error) {
		asked = file
		return names{}, nil
	}
	got, err := config.Load(write(t, full), environment(map[string]string{"DISCORD_TOKEN": " Bot abc.def-ghi_jkl \n"}), with)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Config{
		Language: "fr",
		Discord: config.Discord{
			Token: config.NewSecret("abc.def-ghi_jkl"), APIURL: "http://127.0.0.1:8099",
			CommandGuild: "112233445566778899", NoticeChannel: "112233445566778800",
		},
		Store: config.Store{Path: "/data/readout.db"},
		Feeds: config.Feeds{
			Interval: 90 * time.Second, FastInterval: 2 * time.Minute, Timeout: time.Minute, MaxBody: 500 << 10, Contact: "desk@example.org", DownAfter: 24 * time.Hour,
			AllowPrivate: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("::1/128")},
			List: []readout.Feed{
				{Name: "Norway", URL: "https://example.org/no.xml", Kind: readout.Official, State: "NO", Interval: 2 * time.Minute, AddedBy: "config"},
				{Name: "Press", URL: "http://example.org/press.xml", Kind: readout.Press, Language: "en-GB", AddedBy: "config"},
			},
		},
		Watches: []readout.Watch{
			{ChannelID: "112233445566778899", Kind: readout.WatchAlert, CreatedBy: "config", Filter: readout.Filter{Groups: []string{"allied"}}},
			{
				ChannelID: "112233445566778899", GuildID: "112233445566778811", Kind: readout.WatchDigest, Cron: "0 7 * * 1-5", Zone: "America/Toronto",
				RoleID: "112233445566778822", CreatedBy: "config",
				Filter: readout.Filter{
					Groups: []string{"nordics", "g7"}, States: []string{"UA"}, Leaders: []string{"Mark Carney"},
					Pairs:    [][2]string{{"CA", "US"}, {"CA", "US"}, {"NO", "FR"}},
					Statuses: []readout.Status{readout.Held, readout.Off}, Modes: []readout.Mode{readout.Phone},
					OneSide: true, MinConfidence: 0.75, MinSources: 3, OfficialOnly: true,
				},
			},
			{ChannelID: "112233445566778899", Kind: readout.WatchAlert, CreatedBy: "config"},
			{
				ChannelID: "112233445566778898", Kind: readout.WatchBoth, Cron: "0 7 * * *", Zone: "Europe/Kyiv",
				RoleID: "112233445566778822", CreatedBy: "config", Filter: readout.Filter{Groups: []string{"allied"}, AnyLevel: true},
				Manner: readout.Manner{
					Language: "uk", Quiet: readout.Quiet{From: "22:00", To: "07:00"}, RoleFilter: readout.Filter{States: []string{"UA"}, OfficialOnly: true},
					Forum: true, Tags: []string{"112233445566778801", "112233445566778802"}, SkipEmpty: true,
				},
			},
			{
				ChannelID: "112233445566778898", Kind: readout.WatchAlert, Zone: "Europe/Kyiv", CreatedBy: "config",
				Filter: readout.Filter{Groups: []string{"allied"}},
				Manner: readout.Manner{Quiet: readout.Quiet{From: "22:00", To: "07:00"}, Publish: true},
			},
		},
		Groups: []config.Group{{Name: "nordics", Members: []string{"NO", "CA"}}},
		Roster: config.Roster{File: "more.yml"},
		WebSub: config.WebSub{PublicURL: "https://readout.example.org/hooks", Listen: "127.0.0.1:8081"},
		Log:    config.Log{Level: slog.LevelDebug, Format: config.LogJSON},
	}
	if diff := cmp.Diff(want, got, equalities()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if asked != "more.yml" {
		t.Errorf("the roster was opened with the file %q", asked)
	}
}

func TestOneMistake(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"quiet hours of none":  {"watches:\n  - {channel: 112233445566778899, quiet: at night}\n", "watches[0].quiet: \"at night\" are no quiet hours"},
		"quiet digest":         {"watches:\n  - {channel: 112233445566778899, how: digest, schedule: \"07:00\", quiet: \"22:00-07:00\"}\n", "watches[0]: quiet hours hold alerts"},
		"a zone of nothing":    {"watches:\n  - {channel: 112233445566778899, zone: Europe/Kyiv}\n", "watches[0].zone: the zone is for digests and quiet hours"},
		"another language":     {"watches:\n  - {channel: 112233445566778899, language: tlh}\n", "watches[0].language"},
		"tags, no forum":       {"watches:\n  - {channel: 112233445566778899, tags: [112233445566778899]}\n", "only posts in a forum have tags"},
		"a role's filter only": {"watches:\n  - {channel: 112233445566778899, role_only: {statuses: [held]}}\n", "name the role"},
		"a role's filter":      {"watches:\n  - {channel: 112233445566778899, role_only: {min_source: 2}}\n", "watches[0].role_only.min_source: unknown key; did you mean min_sources?"},
		"no YAML":              {"feeds:\n  list: [\n", "not valid YAML"},
		"a tab":                {"feeds:\n\tinterval: 5m\n", "readout.yml:2: this is not valid YAML"},
		"a list":               {"- feeds\n", "readout.yml:1: keys and values are needed here"},
		"only a word":          {"hello\n", "keys and values are needed here"},
		"two documents":        {"log: {level: info}\n---\nlog: {level: warn}\n", "readout.yml:3: a second document begins"},
		"key far from any":     {"sandwich: {}\n", "readout.yml:1: sandwich: unknown key; known here are discord, language, store,"},
		"key in wrong place":   {"zone: UTC\n", "zone: unknown key here; did you mean watches[].zone?"},
		"token at the top":     {"token: abc\n", "readout.yml:1: token: a token does not belong"},
		"anchor":               {"store: &a\n  path: x\n", "anchors and aliases are not supported"},
		"anchor for a value":   {"store:\n  path: &a x\n", "anchors and aliases are not supported"},
		"list for a value":     {"store:\n  path: [a, b]\n", "readout.yml:2: store.path: a single value is needed here"},
		"map for a list":       {"feeds:\n  list: {name: x}\n", "feeds.list: a list is needed here"},
		"too deep":             {strings.Repeat("[", 100) + strings.Repeat("]", 100) + "\n", "readout.yml:1: "},
		"very deep":            {strings.Repeat("[", 100_000), "readout.yml:1: lists and maps are nested more than 20 deep"},
		"very deep in lines":   {strings.Repeat("[\n", 100_000), "readout.yml:21: lists and maps are nested more than 20 deep"},
		"very deep in dashes":  {strings.Repeat("- ", 100_000), "readout.yml:1: lists and maps are nested more than 20 deep"},
		"empty path":           {"store: {path: \"\"}\n", "readout.yml:1: store.path: the path is empty"},
		"path of the address":  {"discord: {api_url: https://discord.com/app}\n", "leave out the path /app"},
		"api in the clear":     {"discord: {api_url: http://10.0.0.1}\n", "would send the token in the clear"},
		"api without a host":   {"discord: {api_url: discord.com}\n", "is not an address such as"},
		"no feed is left":      {"feeds: {defaults: false}\n", "readout.yml:1: feeds.defaults: no feed is left to poll"},
		"feed without url":     {"feeds:\n  list:\n    - name: A\n", "readout.yml:3: feeds.list[0]: the feed needs a url"},
		"press with a state":   {"feeds:\n  list:\n    - {name: A, url: https://example.org, kind: press, state: CA}\n", "only official feeds speak for a state"},
		"zone of this place":   {"watches:\n  - {channel: 112233445566778899, how: digest, schedule: \"07:00\", zone: Local}\n", "watches[0].zone: \"Local\" is not a time zone"},
		"no channel":           {"watches:\n  - {states: [CA]}\n", "readout.yml:2: watches[0]: the watch needs a channel"},
		"group twice":          {"groups:\n  a: [CA]\n  A: [US]\n", "readout.yml:3: groups.A: the group stands here twice; the first is on line 2"},
		"group of nobody":      {"groups:\n  a:\n", "readout.yml:2: groups.a: a group needs members"},
		"size beyond counting": {"feeds: {max_body: 9223372036854775807MiB}\n", "is out of bounds"},
		"not a number":         {"watches:\n  - {channel: 112233445566778899, min_confidence: .nan}\n", "is not a number from 0 to 1"},
		"hubs without a place": {"http: {addr: \"\"}\nwebsub: {public_url: https://readout.example.org}\n", "websub.public_url: hubs have nowhere to call"},
		"a place without hubs": {"websub: {listen: 127.0.0.1:8081}\n", "websub.listen: nobody can call here"},
		"a secret for hubs":    {"websub: {public_url: https://u:p@readout.example.org}\n", "\"…@readout.example.org\" is not an address at which hubs"},
		"password in address":  {"feeds:\n  list:\n    - {name: A, url: \"https://me:hidden@example.org/\"}\n", "readout.yml:3: feeds.list[0].url: the address holds a user name or password; remove them here, and name with login"},
		"login in the file":    {"feeds:\n  list:\n    - {name: A, url: https://example.org/, login: \"me:hidden\"}\n", "feeds.list[0].login: the name of an environment variable is needed here"},
		"login that is unset":  {"feeds:\n  list:\n    - {name: A, url: https://example.org/, login: WIRE}\n", "feeds.list[0].login: the environment has no variable of this name"},
		"login in the clear":   {"feeds:\n  list:\n    - {name: A, url: http://example.org/, login: LOGIN}\n", "feeds.list[0].url: what the feed is asked with would be sent in the clear"},
		"login of one word":    {"feeds:\n  list:\n    - {name: A, url: https://example.org/, login: WORD}\n", "feeds.list[0].login: the variable holds no login"},
		"header of two lines":  {"feeds:\n  list:\n    - {name: A, url: https://example.org/, headers: {X-Key: LINES}}\n", "feeds.list[0].headers.X-Key: what LINES holds cannot be sent"},
		"header of ours":       {"feeds:\n  list:\n    - {name: A, url: https://example.org/, headers: {if-none-match: WORD}}\n", "If-None-Match is set by Readout itself"},
		"header by no name":    {"feeds:\n  list:\n    - {name: A, url: https://example.org/, headers: {\"X Key\": WORD}}\n", "\"X Key\" is not the name of a header"},
		"login and header":     {"feeds:\n  list:\n    - {name: A, url: https://example.org/, login: LOGIN, headers: {authorization: WORD}}\n", "Authorization is set twice"},
		"header injection":     {"feeds: {contact: \"a@example.org\\r\\nX: y\"}\n", "is neither an address of a web page"},
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, c.text)
			env := map[string]string{"LOGIN": "me:hidden", "WORD": "hidden", "LINES": "hidden\r\nX-Other: hidden"}
			_, err := config.Load(path, environment(env), checks())
			problems, ok := errors.AsType[config.Problems](err)
			if !ok {
				t.Fatalf("Load: %v, want Problems", err)
			}
			got := strings.ReplaceAll(problems.Error(), path, "readout.yml")
			if !strings.Contains(got, c.want) {
				t.Errorf("%s\nwant %s", got, c.want)
			}
			if strings.Contains(got, "hidden") {
				t.Errorf("the problem tells a secret: %s", got)
			}
			if len(problems) != 1 {
				t.Errorf("%d problems for one mistake:\n%s", len(problems), got)
			}
		})
	}
}

func TestFilesThatHoldNothing(t *testing.T) {
	for name, text := range map[string]string{
		"empty":             "",
		"a comment":         "# nothing\n",
		"empty sections":    "discord:\nfeeds:\n  list:\nwatches:\ngroups:\n",
		"null":              "discord: null\nwatches: ~\n",
		"a document start":  "---\nlog:\n  level: info\n",
		"a byte order mark": "\ufefflog:\n  level: info\n",
		"windows lines":     "log:\r\n  level: info\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := config.Load(write(t, text), environment(nil), checks())
			if err != nil {
				t.Fatal(err)
			}
			want, err := config.Load("", environment(nil), checks())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, equalities()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large.yml")
	if err := os.WriteFile(large, bytes.Repeat([]byte("#\n"), 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "none.yml"): "there is no such file",
		dir:                            "cannot be read: is a directory",
		large:                          "larger than 1 MiB",
	} {
		_, err := config.Load(path, environment(nil), checks())
		if err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("Load(%s): %v, want %s", path, err, want)
		}
	}
}

func TestOwnFeedsTakeThePlaceOfDefaults(t *testing.T) {
	cfg, err := config.Load(write(t, `
feeds:
  leave_out: [BBC World, tass (english)]
  list:
    - name: My Guardian
      url: https://www.theguardian.com/world/rss/
      interval: 2m
    - name: Kyiv Independent
      url: https://example.org/elsewhere.xml
`), environment(nil), checks())
	if err != nil {
		t.Fatal(err)
	}
	defaults, err := config.DefaultFeeds()
	if err != nil {
		t.Fatal(err)
	}
	var called []string
	for _, f := range cfg.Feeds.List {
		called = append(called, f.Name)
	}
	if len(called) != len(defaults)-2 {
		t.Errorf("%d feeds of %d defaults", len(called), len(defaults))
	}
	for _, gone := range []string{"BBC World", "TASS (English)", "The Guardian World"} {
		if slices.Contains(called, gone) {
			t.Errorf("%s is still polled", gone)
		}
	}
	if got := called[len(called)-2:]; !slices.Equal(got, []string{"My Guardian", "Kyiv Independent"}) {
		t.Errorf("the last feeds are %q", got)
	}
}

func TestRosterThatCannotBeRead(t *testing.T) {
	with := checks()
	with.Roster = func(string) (config.Names, error) { return nil, errors.New("more.yml:3: states.XX: unknown") }
	path := write(t, "roster:\n  file: more.yml\n")
	_, err := config.Load(path, environment(nil), with)
	if want := path + ":2: roster.file: more.yml:3: states.XX: unknown"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestWhatFeedsAreAskedWith(t *testing.T) {
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte("4711\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(write(t, `
feeds:
  list:
    - {name: A, url: https://example.org/a, login: A_LOGIN, headers: {x-api-key: A_KEY}}
    - {name: B, url: https://example.org/b}
    - {name: C, url: "http://[::1]:8080/c", headers: {Authorization: C_TOKEN}}
`), environment(map[string]string{"A_LOGIN": "me:a:b", "A_KEY_FILE": key, "C_TOKEN": "Bearer t"}), checks())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]map[string]config.Secret{
		"https://example.org/a": {"Authorization": config.NewSecret("Basic bWU6YTpi"), "X-Api-Key": config.NewSecret("4711")},
		"http://[::1]:8080/c":   {"Authorization": config.NewSecret("Bearer t")},
	}
	if diff := cmp.Diff(want, cfg.Feeds.Headers, equalities()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if shown := fmt.Sprintf("%+v %#v", cfg.Feeds, cfg.Feeds.Headers); strings.Contains(shown, "4711") || strings.Contains(shown, "bWU6YTpi") {
		t.Errorf("printed, the configuration tells a secret: %s", shown)
	}
}

func TestToken(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, c := range map[string]struct {
		env         map[string]string
		token, want string
	}{
		"none":          {env: nil},
		"direct":        {env: map[string]string{"DISCORD_TOKEN": "a.b.c"}, token: "a.b.c"},
		"file":          {env: map[string]string{"DISCORD_TOKEN_FILE": file("good", "a.b.c\r\n")}, token: "a.b.c"},
		"both":          {env: map[string]string{"DISCORD_TOKEN": "hidden", "DISCORD_TOKEN_FILE": file("x", "hidden")}, want: "DISCORD_TOKEN: DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set"},
		"no such file":  {env: map[string]string{"DISCORD_TOKEN_FILE": filepath.Join(dir, "none")}, want: "DISCORD_TOKEN_FILE: the file cannot be opened"},
		"a directory":   {env: map[string]string{"DISCORD_TOKEN_FILE": dir}, want: "cannot be read"},
		"empty file":    {env: map[string]string{"DISCORD_TOKEN_FILE": file("empty", "\n")}, want: "DISCORD_TOKEN_FILE: this is not a Discord token"},
		"large file":    {env: map[string]string{"DISCORD_TOKEN_FILE": file("large", strings.Repeat("hidden", 10000))}, want: "far too long"},
		"several lines": {env: map[string]string{"DISCORD_TOKEN_FILE": file("lines", "hidden\nhidden\n")}, want: "this is not a Discord token"},
		"control":       {env: map[string]string{"DISCORD_TOKEN": "hidden\x00"}, want: "DISCORD_TOKEN: this is not a Discord token"},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, err := config.Load("", environment(c.env), checks())
			if c.want == "" {
				if err != nil || cfg.Discord.Token.Reveal() != c.token {
					t.Fatalf("token %q, %v", cfg.Discord.Token.Reveal(), err)
				}
				if needed := cfg.NeedToken(); (needed == nil) != (c.token != "") {
					t.Errorf("NeedToken: %v", needed)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
			if strings.Contains(fmt.Sprint(err), "hidden") {
				t.Errorf("the error shows the token: %v", err)
			}
		})
	}
}

func TestSecretShowsItselfToNobody(t *testing.T) {
	cfg := config.Config{Discord: config.Discord{Token: config.NewSecret("hidden")}}
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("config", slog.Any("config", cfg), slog.Any("token", cfg.Discord.Token))
	slog.New(slog.NewTextHandler(&logged, nil)).Info("config", slog.Any("config", cfg), slog.Any("token", cfg.Discord.Token))
	encoded, err := json.Marshal(cfg)
	if err != nil {
		t.Fatal(err)
	}
	shown := logged.String() + string(encoded) +
		fmt.Sprintf("%v %+v %#v %s %q %x %d", cfg, cfg, cfg, cfg.Discord.Token, cfg.Discord.Token, cfg.Discord.Token, cfg.Discord.Token)
	if strings.Contains(shown, "hidden") || strings.Contains(shown, fmt.Sprintf("%x", "hidden")) {
		t.Errorf("the secret is shown: %s", shown)
	}
	if got := config.NewSecret("").String(); got != "" {
		t.Errorf("no secret is shown as %q", got)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(full)
	wrong, err := os.ReadFile("testdata/everything-wrong.yml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(wrong))
	f.Add("feeds: {list: [{name: a, url: &x b}]}\n? [a]\n: b\n")
	f.Fuzz(func(t *testing.T, text string) {
		cfg, err := config.Load(write(t, text), environment(nil), checks())
		if problems, ok := errors.AsType[config.Problems](err); err != nil && (!ok || len(problems) == 0) {
			t.Fatalf("an error without problems: %v", err)
		}
		for _, feed := range cfg.Feeds.List {
			if err := feed.Validate(); err != nil {
				t.Error(err)
			}
		}
		for _, w := range cfg.Watches {
			if err := w.Validate(); err != nil {
				t.Error(err)
			}
		}
	})
}
