// Package phrases says things in the languages that Readout speaks. The English
// text is the key: code reads as it speaks, and a catalogue gives the other
// languages' text for each. A text without a translation stays English.
//
// Numbers written with %d are grouped as the language does; identifiers, which
// are not numbers, are passed as text.
package phrases

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"

	"readout"
)

//go:embed *.yml
var files embed.FS

// Languages returns the codes of the languages, English first.
func Languages() []string { return []string{"en", "fr", "uk"} }

// Speaks reports whether the code is that of a language of Readout's.
func Speaks(code string) bool { return slices.Contains(Languages(), code) }

// Name returns what speakers of the language call it.
func Name(code string) string {
	return display.Self.Name(language.Make(code))
}

// Printer says things in one language. The zero Printer speaks English. It may
// be used by several goroutines.
type Printer struct {
	tag language.Tag
}

// For returns a printer for the best of Readout's languages for a reader of that
// language, given as BCP 47 ("fr-CA"); English where there is none.
func For(locale string) Printer {
	tag, err := language.Parse(locale)
	if err != nil {
		return Printer{}
	}
	_, i, confidence := matcher().Match(tag)
	if confidence < language.High {
		return Printer{}
	}
	return Printer{language.Make(Languages()[i])}
}

// Language returns the code of the printer's language.
func (p Printer) Language() string {
	if p.tag == (language.Tag{}) {
		return "en"
	}
	return p.tag.String()
}

// matcher knows all languages; it is made once.
var matcher = sync.OnceValue(func() language.Matcher {
	var tags []language.Tag
	for _, code := range Languages() {
		tags = append(tags, language.Make(code))
	}
	return language.NewMatcher(tags)
})

// Say writes a text as fmt.Sprintf does, in the printer's language.
func (p Printer) Say(format string, args ...any) string {
	return message.NewPrinter(language.Make(p.Language()), message.Catalog(translations())).Sprintf(message.Key(format, format), args...)
}

// slot marks where a span stands in a text that is being translated. It is no
// character of any text that comes from outside.
const slot = "\x00"

// Text writes a text whose arguments may be spans.
func (p Printer) Text(format string, args ...any) readout.Text {
	plain := slices.Clone(args)
	for i, arg := range args {
		switch arg := arg.(type) {
		case readout.Span:
			plain[i] = slot + strconv.Itoa(i) + slot
		case string:
			plain[i] = strings.ReplaceAll(arg, slot, "")
		}
	}
	var out readout.Text
	for i, part := range strings.Split(p.Say(format, plain...), slot) {
		if i%2 == 0 {
			if part != "" {
				out = append(out, readout.Span{Text: part})
			}
			continue
		}
		if at, err := strconv.Atoi(part); err == nil {
			out = append(out, args[at].(readout.Span))
		}
	}
	return out
}

// Error says an error to a user. One that is not for users is told as one whose
// cause is in the log.
func (p Printer) Error(err error) string {
	e, ok := errors.AsType[*readout.Error](err)
	if !ok {
		return p.Say("Something went wrong inside Readout. The operator will find the cause in the log.")
	}
	args := slices.Clone(e.Args)
	for i, arg := range args {
		if inner, ok := arg.(error); ok {
			if _, forUsers := errors.AsType[*readout.Error](inner); forUsers {
				args[i] = p.Error(inner)
			}
		}
	}
	if e.Format == "" {
		return e.Message
	}
	return p.Say(e.Format, args...)
}

// And joins with commas and a last "and".
func (p Printer) And(parts []string) string { return p.joined(parts, "%s and %s") }

// Or joins with commas and a last "or".
func (p Printer) Or(parts []string) string { return p.joined(parts, "%s or %s") }

func (p Printer) joined(parts []string, last string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	end := len(parts) - 1
	return p.Say(last, strings.Join(parts[:end], ", "), parts[end])
}

// Date writes a calendar date out: "23 November 2026"; "" when it is unknown.
func (p Printer) Date(d readout.Date) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	return p.Day(t) + " " + strconv.Itoa(t.Year())
}

// Day writes the day of t in its own zone: "23 November".
func (p Printer) Day(t time.Time) string {
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = p.Say("1")
	}
	return day + " " + p.Say(t.Month().String())
}

// Weekday writes the name of a day of the week.
func (p Printer) Weekday(d time.Weekday) string { return p.Say(d.String()) }

// State returns the name of the state or organisation with the ISO 3166-1 code:
// the English one is given, the others are those of the Unicode CLDR.
func (p Printer) State(code, english string) string {
	if p.Language() == "en" {
		return english
	}
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() && code != "EU" && code != "UN" {
		return english
	}
	if name := display.Regions(p.tag).Name(region); name != "" {
		return name
	}
	return english
}

// translations reads the catalogues; it does so once.
var translations = sync.OnceValue(func() catalog.Catalog {
	b := catalog.NewBuilder(catalog.Fallback(language.English))
	for _, code := range Languages() {
		if err := add(b, code); err != nil {
			panic(fmt.Errorf("the catalogue of %s that is compiled in cannot be read: %w", code, err))
		}
	}
	return b
})

// forms are the texts of one key: a single one, or one for each plural category
// of the language, chosen by the argument with the number count.
type forms struct {
	text  string
	count int
	by    []plural.Form
	texts []string
}

// UnmarshalYAML reads a text, or a map of plural categories to texts in which
// "count" may name another argument than the first.
func (f *forms) UnmarshalYAML(unmarshal func(any) error) error {
	if err := unmarshal(&f.text); err == nil {
		return nil
	}
	var entry map[string]any
	if err := unmarshal(&entry); err != nil {
		return err
	}
	f.count = 1
	if n, ok := entry["count"].(uint64); ok {
		f.count = int(n) //nolint:gosec // an argument's number
	}
	for _, category := range []struct {
		name string
		form plural.Form
	}{{"zero", plural.Zero}, {"one", plural.One}, {"two", plural.Two}, {"few", plural.Few}, {"many", plural.Many}, {"other", plural.Other}} {
		if text, ok := entry[category.name].(string); ok {
			f.by, f.texts = append(f.by, category.form), append(f.texts, text)
		}
	}
	if len(f.texts) == 0 {
		return errors.New("a text, or texts by plural category, is needed")
	}
	return nil
}

// Read returns the texts of a language by key, all plural forms of each.
func Read(code string) (map[string][]string, error) {
	entries, err := read(code)
	if err != nil {
		return nil, err
	}
	out := make(map[string][]string, len(entries))
	for key, f := range entries {
		out[key] = f.texts
		if f.text != "" {
			out[key] = []string{f.text}
		}
	}
	return out, nil
}

func read(code string) (map[string]forms, error) {
	text, err := files.ReadFile(code + ".yml")
	if err != nil {
		return nil, err
	}
	var entries map[string]forms
	if err := yaml.Unmarshal(text, &entries); err != nil {
		return nil, err
	}
	return entries, nil
}

func add(b *catalog.Builder, code string) error {
	entries, err := read(code)
	if err != nil {
		return err
	}
	tag := language.Make(code)
	for key, f := range entries {
		if f.text != "" {
			if err := b.SetString(tag, key, f.text); err != nil {
				return fmt.Errorf("%q: %w", key, err)
			}
			continue
		}
		var cases []any
		for i, form := range f.by {
			cases = append(cases, form, f.texts[i])
		}
		if err := b.Set(tag, key, plural.Selectf(f.count, "%d", cases...)); err != nil {
			return fmt.Errorf("%q: %w", key, err)
		}
	}
	return nil
}
