// Package phrases says things in the languages that Readout speaks. The English
// text is the key: code reads as it speaks, and a catalogue gives the other
// languages' text for each. A text without a translation stays English, and
// fails the package's test, which looks for texts in the whole source: in calls
// of Say, Text, Mark, readout.Phrasef and readout.Errorf, and in the
// descriptions of commands.
//
// Numbers written with %d are grouped as the language does; identifiers, which
// are not numbers, are passed as text.
package phrases

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"path"
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

//go:embed en fr uk
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

// Mark returns the text as it is. It marks a text that is kept in a table and
// said later, so that the catalogues are held to it.
func Mark(format string) string { return format }

// Say writes a text as fmt.Sprintf does, in the printer's language. Phrases,
// lists, names, dates, weekdays and errors for users among the arguments are
// said in it too.
func (p Printer) Say(format string, args ...any) string {
	said := make([]any, 0, len(args))
	for _, arg := range args {
		said = append(said, p.said(arg))
	}
	return message.NewPrinter(language.Make(p.Language()), message.Catalog(translations())).Sprintf(message.Key(format, format), said...)
}

// Phrase says a phrase.
func (p Printer) Phrase(phrase readout.Phrase) string { return p.Say(phrase.Format, phrase.Args...) }

// said returns an argument as it stands in a text of the language.
func (p Printer) said(arg any) any {
	switch arg := arg.(type) {
	case readout.Phrase:
		return p.Phrase(arg)
	case readout.AllOf:
		return p.And(p.each(arg))
	case readout.AnyOf:
		return p.Or(p.each(arg))
	case readout.Date:
		return p.Date(arg)
	case time.Weekday:
		return p.Weekday(arg)
	case readout.Called:
		return arg.In(p.Language())
	case error:
		if _, forUsers := errors.AsType[*readout.Error](arg); forUsers {
			return p.Error(arg)
		}
	}
	return arg
}

func (p Printer) each(items []any) []string {
	var out []string
	for _, item := range items {
		out = append(out, fmt.Sprint(p.said(item)))
	}
	return out
}

// slot marks where a span stands in a text that is being translated. It is no
// character of any text that comes from outside.
const slot = "\x00"

// Text writes a text whose arguments may be spans.
func (p Printer) Text(format string, args ...any) readout.Text {
	plain := make([]any, 0, len(args))
	for i, arg := range args {
		arg = p.said(arg)
		switch said := arg.(type) {
		case readout.Span:
			arg = slot + strconv.Itoa(i) + slot
		case string:
			arg = strings.ReplaceAll(said, slot, "")
		}
		plain = append(plain, arg)
	}
	var out readout.Text
	for i, part := range strings.Split(p.Say(format, plain...), slot) {
		if i%2 == 0 {
			if part != "" {
				out = append(out, readout.Span{Text: part})
			}
			continue
		}
		if at, err := strconv.Atoi(part); err == nil && at < len(args) {
			if span, ok := args[at].(readout.Span); ok {
				out = append(out, span)
			}
		}
	}
	return out
}

// Error says an error to a user. One that is not for users is told as one whose
// cause is in the log.
func (p Printer) Error(err error) string {
	e, ok := errors.AsType[*readout.Error](err)
	switch {
	case !ok:
		return p.Say("Something went wrong inside Readout. The operator will find the cause in the log.")
	case e.Format == "":
		return e.Message
	}
	return p.Say(e.Format, e.Args...)
}

// And joins with commas and a last "and".
func (p Printer) And(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	end := len(parts) - 1
	return p.Say("%s and %s", strings.Join(parts[:end], ", "), parts[end])
}

// Or joins with commas and a last "or".
func (p Printer) Or(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	end := len(parts) - 1
	return p.Say("%s or %s", strings.Join(parts[:end], ", "), parts[end])
}

// Date writes a calendar date out: "23 November 2026"; "" when it is unknown.
func (p Printer) Date(d readout.Date) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	return p.Say("%s %s", p.Day(t), strconv.Itoa(t.Year())) // the year as text: numbers get separators
}

// Day writes the day of t in its own zone: "23 November".
func (p Printer) Day(t time.Time) string {
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = p.Name("1")
	}
	return day + " " + p.Name(t.Month().String())
}

// Weekday writes the name of a day of the week.
func (p Printer) Weekday(d time.Weekday) string { return p.Name(d.String()) }

// Minute writes a moment in its own zone: "Monday 23 November, 07:00".
func (p Printer) Minute(t time.Time) string {
	return p.Weekday(t.Weekday()) + " " + p.Day(t) + ", " + t.Format("15:04")
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

// readFile reads a file of a language into a variable.
func readFile(code, name string, into any) error {
	text, err := files.ReadFile(path.Join(code, name))
	if err != nil {
		return err
	}
	return yaml.Unmarshal(text, into)
}

func read(code string) (map[string]forms, error) {
	folder, err := files.ReadDir(code)
	if err != nil {
		return nil, err
	}
	all := map[string]forms{}
	for _, file := range folder {
		if slices.Contains([]string{namesFile, statesFile, womenFile}, file.Name()) {
			continue
		}
		var entries map[string]forms
		if err := readFile(code, file.Name(), &entries); err != nil {
			return nil, fmt.Errorf("%s: %w", file.Name(), err)
		}
		maps.Copy(all, entries)
	}
	return all, nil
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
