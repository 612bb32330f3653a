package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/sandbox"
	"readout/sandbox/limit"
)

// TestCheckLooksAtChannels holds each watch against the channel that it names.
func TestCheckLooksAtChannels(t *testing.T) {
	guild := sandbox.DefaultGuild()
	guild.Channels = append(guild.Channels, sandbox.Channel{Name: "strict", Kind: sandbox.ForumChannel, Tags: []string{"Call"}, MustTag: true}, sandbox.Channel{Name: "Voice", Kind: sandbox.VoiceChannel})
	often := limit.Rate{Count: 1000, Per: time.Second}
	server, err := sandbox.Start(t.Context(), sandbox.Config{Server: guild, Limits: sandbox.Limits{Other: often, Global: often}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	for name, test := range map[string]struct{ channel, manner, want string }{
		"text":                          {"alerts", "", ""},
		"without a permission":          {"read-only", "", "lacks Send Messages"},
		"a forum":                       {"contacts", "forum: true", ""},
		"a forum taken for a channel":   {"contacts", "", "add forum: true"},
		"a channel taken for a forum":   {"alerts", "forum: true", "it is no forum"},
		"a tag that is not there":       {"contacts", "forum: true, tags: [112233445566778899]", "no tag with the id 112233445566778899; it has 11"},
		"a forum that wants tags":       {"strict", "forum: true", "need a tag"},
		"announcements":                 {"announcements", "publish: true", ""},
		"publishing where nobody hears": {"alerts", "publish: true", "no announcement channel"},
		"a voice channel":               {"Voice", "", "no place for messages"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "readout.yml")
			text := fmt.Sprintf("discord: {api_url: %q}\nstore: {path: %q}\nwatches:\n  - {channel: %s, %s}\n  - {channel: %s, states: [CA]}\n",
				server.URL(), filepath.Join(filepath.Dir(file), "readout.db"), server.ChannelID(test.channel), test.manner, server.ChannelID("alerts"))
			if err := os.WriteFile(file, []byte(strings.ReplaceAll(text, ", }", "}")), 0o600); err != nil {
				t.Fatal(err)
			}
			env := func(name string) string { return map[string]string{"DISCORD_TOKEN": "anything"}[name] }
			var out, complaints bytes.Buffer
			run(t.Context(), []string{"check", "--json", "--config", file}, streams{in: strings.NewReader(""), out: &out, err: &complaints, env: env})
			var all []checked
			if err := json.Unmarshal(out.Bytes(), &all); err != nil {
				t.Fatalf("%v: %s%s", err, out.String(), complaints.String())
			}
			problems := ""
			for _, one := range all {
				problems += one.Problem
			}
			if test.want == "" && problems != "" || !strings.Contains(problems, test.want) {
				t.Errorf("problems %q, want %q", problems, test.want)
			}
		})
	}
}
