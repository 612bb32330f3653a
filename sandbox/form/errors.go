// Package form holds the bodies that Discord accepts, with the rules that it
// puts on them: messages, embeds, components and commands. A body that breaks
// a rule is answered as Discord does, with code 50035 and the nested errors.
//
// Source of the rules: Discord documentation, resources/message,
// components/reference and interactions/application-commands.
package form

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Problem is one rule that a field breaks, in Discord's words.
type Problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Problems are the broken rules of a body, by the path of their field.
// The zero value is ready to use.
type Problems struct {
	byPath map[string][]Problem
	paths  []string
}

// Add records that the field at path breaks a rule.
func (p *Problems) Add(path, code, format string, args ...any) {
	if p.byPath == nil {
		p.byPath = map[string][]Problem{}
	}
	if _, seen := p.byPath[path]; !seen {
		p.paths = append(p.paths, path)
	}
	p.byPath[path] = append(p.byPath[path], Problem{code, fmt.Sprintf(format, args...)})
}

// Any reports whether a rule is broken.
func (p *Problems) Any() bool { return len(p.paths) > 0 }

// Paths returns the fields with problems, in the order in which they were found.
func (p *Problems) Paths() []string { return p.paths }

// Tree returns the nested "errors" object of Discord's answer.
func (p *Problems) Tree() map[string]any {
	root := map[string]any{}
	for _, path := range p.paths {
		node := root
		for key := range strings.SplitSeq(path, ".") {
			next, ok := node[key].(map[string]any)
			if !ok {
				next = map[string]any{}
				node[key] = next
			}
			node = next
		}
		// Discord's nodes hold either problems or children. Children, being
		// more precise, win.
		if len(node) == 0 {
			node["_errors"] = p.byPath[path]
		}
		pruneParents(root, path)
	}
	return root
}

// pruneParents drops problems of fields above path, which now has its own.
func pruneParents(root map[string]any, path string) {
	node := root
	for key := range strings.SplitSeq(path, ".") {
		delete(node, "_errors")
		node = node[key].(map[string]any)
	}
}

// at joins the keys of a path.
func at(keys ...any) string {
	var b strings.Builder
	for _, key := range keys {
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		switch k := key.(type) {
		case string:
			b.WriteString(k)
		case int:
			b.WriteString(strconv.Itoa(k))
		}
	}
	return strings.TrimPrefix(b.String(), ".")
}

// longest complains when text has more than limit characters.
func (p *Problems) longest(path, text string, limit int) {
	if utf8.RuneCountInString(text) > limit {
		p.Add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", limit)
	}
}

// between complains when text has fewer than least or more than most characters.
func (p *Problems) between(path, text string, least, most int) {
	if n := utf8.RuneCountInString(text); n < least || n > most {
		p.Add(path, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	}
}

// atMost complains when a list has more than limit entries.
func (p *Problems) atMost(path string, n, limit int) {
	if n > limit {
		p.Add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", limit)
	}
}

// required complains of a field that is missing.
func (p *Problems) required(path string) {
	p.Add(path, "BASE_TYPE_REQUIRED", "This field is required")
}

// oneOf complains of a value outside a closed list.
func (p *Problems) oneOf(path string, allowed string) {
	p.Add(path, "BASE_TYPE_CHOICES", "Value must be one of {%s}.", allowed)
}
