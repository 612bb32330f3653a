package config_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/config"
)

const example = "../readout.example.yml"

func TestExampleShowsTheDefaults(t *testing.T) {
	got, err := config.Load(example, environment(nil), config.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	want, err := config.Load("", environment(nil), config.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, equalities()); diff != "" {
		t.Errorf("the example does not show the defaults (-defaults +example):\n%s", diff)
	}
}

func TestExampleMentionsEveryKey(t *testing.T) {
	text, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range config.Keys() {
		last := key[strings.LastIndexByte(key, '.')+1:]
		set := regexp.MustCompile(`(?m)^ *#?(  (- )?|    )?` + last + `:`)
		if !set.Match(text) {
			t.Errorf("the example never sets %s", key)
		}
		section, listed, isList := strings.Cut(key, "[].")
		listed, _, _ = strings.Cut(listed, ".") // one line for all that stands below it
		if isList && !regexp.MustCompile(`(?m)^ *#   `+listed+` +\S`).Match(text) {
			t.Errorf("the example does not explain %s of %s", listed, section)
		}
	}
}

// A setting that is commented out has its "#" without a space after it, or is
// indented below one that has.
func TestExampleHoldsWithItsExamplesTurnedOn(t *testing.T) {
	text, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	examples := 0
	for line := range strings.Lines(string(text)) {
		if m := regexp.MustCompile(`^( *)#(  +(?:- )?[a-z_]+: .*|[a-z_]+:.*)\n$`).FindStringSubmatch(line); m != nil && !strings.HasPrefix(m[2], "   DISCORD") {
			line = m[1] + m[2] + "\n"
			examples++
			key, _, _ := strings.Cut(strings.TrimSpace(m[2]), ":")
			lines = withoutLast(lines, m[1]+key+":", strings.HasPrefix(m[2], " "))
		}
		lines = append(lines, line)
	}
	if examples < 20 {
		t.Fatalf("only %d examples were found", examples)
	}
	env := map[string]string{"NEWSPAPER_LOGIN": "user:password", "NEWSPAPER_KEY": "key"}
	cfg, err := config.Load(write(t, strings.Join(lines, "")), environment(env), config.Checks{})
	if err != nil {
		t.Fatalf("with its examples turned on, the example is refused:\n%v", err)
	}
	if len(cfg.Watches) != 4 || len(cfg.Groups) != 1 || cfg.Roster.File == "" || len(cfg.Feeds.AllowPrivate) != 2 {
		t.Errorf("the examples did not arrive: %+v", cfg)
	}
}

// withoutLast drops the default of a key whose example follows it.
func withoutLast(lines []string, start string, nested bool) []string {
	if nested || len(lines) == 0 || !strings.HasPrefix(lines[len(lines)-1], start) {
		return lines
	}
	return lines[:len(lines)-1]
}
