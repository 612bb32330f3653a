package config_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/config"
)

var update = flag.Bool("update", false, "write the golden files anew")

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "readout.yml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func environment(pairs map[string]string) func(string) string {
	return func(key string) string { return pairs[key] }
}

// names stands in for the roster.
type names struct{}

func (names) State(name string) (string, error) {
	for code, full := range map[string]string{"CA": "Canada", "US": "United States", "UA": "Ukraine", "NO": "Norway", "FR": "France"} {
		if strings.EqualFold(name, code) || strings.EqualFold(name, full) {
			return code, nil
		}
	}
	return "", fmt.Errorf("no state or organisation is called %q", name)
}

func (names) Leader(name string) (string, error) {
	if strings.EqualFold(name, "mark carney") {
		return "Mark Carney", nil
	}
	return "", fmt.Errorf("nobody in the roster is called %q", name)
}

func (names) Group(name string) (string, error) {
	if strings.EqualFold(name, "allied") || strings.EqualFold(name, "g7") {
		return strings.ToLower(name), nil
	}
	return "", fmt.Errorf("no group is called %q", name)
}

func checks() config.Checks {
	return config.Checks{
		Roster: func(string) (config.Names, error) { return names{}, nil },
		Digest: func(cron, _ string) error {
			if strings.HasPrefix(cron, "61 ") {
				return errors.New("the minute 61 does not exist")
			}
			return nil
		},
	}
}

func TestDefaultFeeds(t *testing.T) {
	feeds, err := config.DefaultFeeds()
	if err != nil {
		t.Fatal(err)
	}
	official := 0
	for _, f := range feeds {
		if err := f.Validate(); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		if f.State != "" {
			official++
		}
	}
	if len(feeds) < 40 || official < 15 {
		t.Errorf("%d default feeds, %d of them official: too few", len(feeds), official)
	}
}

func TestLoadWithoutFile(t *testing.T) {
	got, err := config.Load("", environment(nil), checks())
	if err != nil {
		t.Fatal(err)
	}
	want := config.Defaults()
	if want.Feeds.List, err = config.DefaultFeeds(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, equalities()); diff != "" {
		t.Errorf("without a file, config differs from the defaults (-want +got):\n%s", diff)
	}
}

func TestEveryProblemIsReported(t *testing.T) {
	text, err := os.ReadFile("testdata/everything-wrong.yml")
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, string(text))
	_, err = config.Load(path, environment(map[string]string{
		"DISCORD_TOKEN": "one-secret", "DISCORD_TOKEN_FILE": "/nowhere",
	}), checks())
	problems, ok := errors.AsType[config.Problems](err)
	if !ok {
		t.Fatalf("Load: %v, want Problems", err)
	}
	for _, secret := range []string{"this-must-not-be-shown", "one-secret", "user:secret"} {
		if strings.Contains(problems.Error(), secret) {
			t.Errorf("the problems show the secret %q", secret)
		}
	}
	golden(t, "testdata/everything-wrong.golden", strings.ReplaceAll(problems.Error(), path, "readout.yml")+"\n")
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
