package commands

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"readout"
	"readout/phrases"
)

// Discord's limits on suggestions, and ours on what is typed.
// Source: Discord documentation, interactions/application-commands.
const (
	maxChoices = 25
	maxChoice  = 100
	maxTyped   = 200
	maxText    = 1000
)

// input is an invocation whose options are read as typed values.
type input struct {
	readout.Invocation
	now     time.Time
	printer phrases.Printer // of the asker's language
}

// check holds the options against their definition: Discord does so too, but
// whoever sends an invocation need not be Discord.
func (in input) check(options []readout.Option) error {
	for _, o := range options {
		text := in.text(o.Name)
		if text == "" {
			if o.Required {
				return readout.Errorf(readout.CodeInvalid, "The option %s is missing: %s", o.Name, readout.Phrase{Format: o.Description})
			}
			continue
		}
		if len(text) > maxText {
			return readout.Errorf(readout.CodeInvalid, "The option %s is %d bytes long; use at most %d.", o.Name, len(text), maxText)
		}
		if err := checkKind(o, text); err != nil {
			return err
		}
	}
	return nil
}

func checkKind(o readout.Option, text string) error {
	switch o.Kind {
	case readout.OptionInteger:
		n, err := strconv.Atoi(text)
		if err != nil || o.Max > 0 && (float64(n) < o.Min || float64(n) > o.Max) {
			return notNumber(o, readout.Phrasef("a whole number"), text)
		}
	case readout.OptionNumber:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || f != f || o.Max > 0 && (f < o.Min || f > o.Max) {
			return notNumber(o, readout.Phrasef("a number"), text)
		}
	case readout.OptionBool:
		if text != "true" && text != "false" {
			return readout.Errorf(readout.CodeInvalid, "The option %s is %q; it must be true or false.", o.Name, clip(text, 40))
		}
	case readout.OptionText:
		return checkChoice(o, text)
	}
	return nil
}

func checkChoice(o readout.Option, text string) error {
	if len(o.Choices) == 0 {
		return nil
	}
	var values []string
	for _, c := range o.Choices {
		if c.Value == text {
			return nil
		}
		values = append(values, c.Value)
	}
	return readout.Errorf(readout.CodeInvalid, "The option %s is %q; choose %s.", o.Name, clip(text, 40), alternatives(values))
}

func notNumber(o readout.Option, wanted readout.Phrase, text string) error {
	if o.Max > 0 {
		wanted = readout.Phrasef("%s from %s to %s", wanted, plainNumber(o.Min), plainNumber(o.Max))
	}
	return readout.Errorf(readout.CodeInvalid, "The option %s is %q; it must be %s.", o.Name, clip(text, 40), wanted)
}

func plainNumber(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// has reports whether the option was given.
func (in input) has(name string) bool { return in.text(name) != "" }

// text returns an option on one line, without control characters and marks
// that turn the direction of writing.
func (in input) text(name string) string { return readout.OneLine(in.Options[name]) }

// whole returns a number that check has seen, or otherwise.
func (in input) whole(name string, otherwise int) int {
	if n, err := strconv.Atoi(in.text(name)); err == nil {
		return n
	}
	return otherwise
}

// fraction returns a number that check has seen, or otherwise.
func (in input) fraction(name string, otherwise float64) float64 {
	if f, err := strconv.ParseFloat(in.text(name), 64); err == nil {
		return f
	}
	return otherwise
}

// flag returns an option that is true or false, or otherwise.
func (in input) flag(name string, otherwise bool) bool {
	if text := in.text(name); text != "" {
		return text == "true"
	}
	return otherwise
}

// list returns an option's parts between commas.
func (in input) list(name string) []string { return parts(in.text(name)) }

func parts(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// id reads "12" or "#12".
func (in input) id(name string, of readout.Phrase) (int64, error) {
	text := strings.TrimPrefix(in.text(name), "#")
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 {
		return 0, readout.Errorf(readout.CodeInvalid, "%q is not the number of a %s. Type a few letters and choose one of the suggestions.", clip(text, 40), of)
	}
	return id, nil
}

// inServer refuses what makes no sense outside a server.
func (in input) inServer() error {
	if in.GuildID == "" {
		return readout.Errorf(readout.CodeInvalid, "Watches belong to the channels of a server. Use this command in one.")
	}
	return nil
}

// lastOfList splits what is typed of a list into what stands and what is being
// typed behind the last comma.
func lastOfList(typed string) (before, last string) {
	i := strings.LastIndexByte(typed, ',')
	if i < 0 {
		return "", typed
	}
	return strings.TrimSpace(typed[:i]) + ", ", strings.TrimSpace(typed[i+1:])
}

// clip cuts to a number of characters, the last an ellipsis.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return strings.TrimSpace(string(r[:limit-1])) + "…"
}

func upperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// alternatives lists words of which one is meant.
func alternatives[T any](words []T) readout.AnyOf { return readout.Items(words) }
