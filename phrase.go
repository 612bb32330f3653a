package readout

import (
	"fmt"
	"strings"
)

// Phrase is a text for users that is said later, in the reader's language. Its
// Format, which is English, is what catalogues know it by.
type Phrase struct {
	Format string
	Args   []any
}

// Phrasef makes a Phrase. Its arguments may be phrases, lists and errors for
// users, which are said in the same language.
func Phrasef(format string, args ...any) Phrase { return Phrase{Format: format, Args: args} }

// String says the phrase in English.
func (p Phrase) String() string { return fmt.Sprintf(p.Format, p.Args...) }

// AllOf is a list in a sentence: "a, b and c".
type AllOf []any

// AnyOf is a list of alternatives in a sentence: "a, b or c".
type AnyOf []any

// String writes the list in English.
func (l AllOf) String() string { return listed(l, "and") }

// String writes the list in English.
func (l AnyOf) String() string { return listed(l, "or") }

func listed(items []any, last string) string {
	words := make([]string, 0, len(items))
	for _, item := range items {
		words = append(words, fmt.Sprint(item))
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	end := len(words) - 1
	return strings.Join(words[:end], ", ") + " " + last + " " + words[end]
}

// Called is what somebody or something is called where languages differ.
type Called struct {
	English string
	Others  map[string]string // by code of the language; the English name where there is none
}

// In returns the name in the language with the code.
func (c Called) In(language string) string {
	if name, ok := c.Others[language]; ok {
		return name
	}
	return c.English
}

// String returns the English name.
func (c Called) String() string { return c.English }

// Items makes the items of a list.
func Items[T any](list []T) []any {
	out := make([]any, 0, len(list))
	for _, item := range list {
		out = append(out, item)
	}
	return out
}
