package config

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"unicode"
)

// The variables of the environment that may hold the token.
const (
	tokenVariable     = "DISCORD_TOKEN"
	tokenFileVariable = tokenVariable + "_FILE"
)

const redacted = "[redacted]"

// maxSecretFile bounds the file of a secret; tokens have about 70 bytes.
const maxSecretFile = 4 << 10

// Secret is a text that shows itself to nobody but Reveal's caller.
type Secret struct{ text string }

// NewSecret returns a secret that holds the text.
func NewSecret(text string) Secret { return Secret{text: text} }

// Reveal returns the text, for the one place that needs it.
func (s Secret) Reveal() string { return s.text }

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.text == "" }

// String returns a stand-in for the secret, or "" when there is none.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return redacted
}

// Format writes the stand-in, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue shows the stand-in in logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText writes the stand-in, in YAML too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON writes the stand-in.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + s.String() + `"`), nil }

// readToken takes the token from the environment. The token itself is never
// part of a problem.
func (c *checker) readToken() Secret {
	key, text, ok := c.variable(tokenVariable)
	if !ok {
		return Secret{}
	}
	if bare, found := strings.CutPrefix(text, "Bot "); found {
		text = strings.TrimSpace(bare)
	}
	if text == "" || strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
		c.report(position{key: key}, "this is not a Discord token: a token is one line of about 70 letters, digits, dots, dashes and underscores; copy it anew from the Developer Portal")
		return Secret{}
	}
	return Secret{text: text}
}

// variable reads what the environment holds under a name, or what a file holds
// whose path stands under the name with _FILE behind. key is which of the two
// it was. It reports false when there is nothing, or nothing that can be read.
func (c *checker) variable(name string) (key, text string, ok bool) {
	direct, file := c.env(name), c.env(name+"_FILE")
	switch {
	case direct != "" && file != "":
		c.report(position{key: name}, "%s and %s_FILE are both set; keep one of them", name, name)
		return name, "", false
	case file != "":
		text, ok = c.secretFile(name+"_FILE", file)
		return name + "_FILE", strings.TrimSpace(text), ok
	}
	return name, strings.TrimSpace(direct), direct != ""
}

func (c *checker) secretFile(variable, path string) (text string, ok bool) {
	at := position{key: variable}
	f, err := os.Open(path)
	if err != nil {
		c.report(at, "the file cannot be opened: %s", cause(err))
		return "", false
	}
	defer f.Close()
	read, err := io.ReadAll(io.LimitReader(f, maxSecretFile+1))
	if err != nil {
		c.report(at, "the file %s cannot be read: %s", path, cause(err))
		return "", false
	}
	if len(read) > maxSecretFile {
		c.report(at, "the file %s is far too long for a secret", path)
		return "", false
	}
	return string(read), true
}
