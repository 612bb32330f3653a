package phrases

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// The files of each language that hold what it calls things, states, and
// offices that a woman holds.
const (
	namesFile  = "names.yml"
	statesFile = "states.yml"
	womenFile  = "women.yml"
)

// Name returns what the language calls a thing with an English name: a topic,
// an office, an organisation, a month. A name that it does not know stays
// English.
func (p Printer) Name(english string) string {
	if name, ok := names()[p.Language()][english]; ok {
		return name
	}
	return english
}

// State returns the name of the state or organisation with the code: that of
// the language's own list, else that of the Unicode CLDR for ISO 3166-1, else
// what Name knows it by.
func (p Printer) State(code, english string) string {
	if p.Language() == "en" {
		return english
	}
	if own := states()[p.Language()][code]; len(own) > 0 {
		return own[0]
	}
	region, err := language.ParseRegion(code)
	if err == nil && (region.IsCountry() || code == "EU" || code == "UN") {
		if name := display.Regions(p.tag).Name(region); name != "" {
			return name
		}
	}
	return p.Name(english)
}

// OfState returns the name of a state as it stands behind an office: "of Canada".
func (p Printer) OfState(code, english string) string {
	if p.Language() == "en" {
		return "of " + english
	}
	if own := states()[p.Language()][code]; len(own) > 1 {
		return own[1]
	}
	return "(" + p.State(code, english) + ")"
}

// StateNames returns all names by which the language's own list knows the state
// or organisation with the code, the usual one first.
func (p Printer) StateNames(code string) []string {
	own := states()[p.Language()][code]
	if len(own) < 3 {
		return slices.Clone(own[:min(len(own), 1)])
	}
	return slices.Concat(own[:1], own[2:])
}

// Office says an office with its state, given as English writes it: "Prime
// Minister of Canada". Some languages have another word where a woman holds it.
func (p Printer) Office(title, code, state string, woman bool) string {
	if p.Language() == "en" || title == "" {
		return title
	}
	if whole := p.held(title, woman); whole != title {
		return whole
	}
	for _, of := range []string{" of " + state, " of the " + state} {
		office, found := strings.CutSuffix(title, of)
		if said := p.held(office, woman); found && said != office {
			return said + " " + p.OfState(code, state)
		}
	}
	return title
}

// held names an office by who holds it.
func (p Printer) held(office string, woman bool) string {
	if own, ok := offices()[p.Language()][office]; ok && woman {
		return own
	}
	return p.Name(office)
}

// What the languages call things, states by their codes, and offices that women
// hold, by language.
var (
	names   = inEach[map[string]string](namesFile)
	states  = inEach[map[string][]string](statesFile)
	offices = inEach[map[string]string](womenFile)
)

// inEach reads a file of every language but English, when it is first asked for.
func inEach[T any](file string) func() map[string]T {
	return sync.OnceValue(func() map[string]T {
		out := map[string]T{}
		for _, code := range Languages()[1:] {
			var known T
			if err := readFile(code, file, &known); err != nil {
				panic(fmt.Errorf("%s of %s, which is compiled in, cannot be read: %w", file, code, err))
			}
			out[code] = known
		}
		return out
	})
}

// Names returns what a language other than English calls things, by their
// English names.
func Names(code string) (map[string]string, error) {
	var out map[string]string
	return out, readFile(code, namesFile, &out)
}
