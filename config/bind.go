package config

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxDepth bounds how deep lists and maps may be nested; readout.yml needs 4.
const maxDepth = 20

// bind reads a file into the raw structure and reports what does not fit.
func (c *checker) bind(text []byte, file string) raw {
	var out raw
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	whole := position{file: file}
	if line := tooDeep(text); line > 0 {
		whole.line = line
		c.report(whole, "lists and maps are nested more than %d deep", maxDepth)
		return out
	}
	parsed, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		c.reportSyntax(whole, err)
		return out
	}
	bodies := slices.DeleteFunc(parsed.Docs, func(d *ast.DocumentNode) bool { return d.Body == nil || isComment(d.Body) })
	if len(bodies) > 1 {
		c.report(at(whole, "", bodies[1].Body), "a second document begins after \"---\"; put everything into one")
	}
	if len(bodies) > 0 {
		c.bindMap(at(whole, "", bodies[0].Body), bodies[0].Body, reflect.ValueOf(&out).Elem())
	}
	return out
}

// tooDeep returns the first line on which nesting would cost the parser its
// stack, or 0. It counts without regard to quotes, which only makes it stricter.
func tooDeep(text []byte) int {
	const most = 10 * maxDepth // marks on one line, balanced or not
	open, number := 0, 0
	for line := range strings.Lines(string(text)) {
		number++
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		opened := strings.Count(line, "[") + strings.Count(line, "{")
		closed := strings.Count(line, "]") + strings.Count(line, "}")
		entries := strings.Count(line, "- ") + strings.Count(line, "? ") + strings.Count(line, ": ")
		indent := len(line) - len(strings.TrimLeft(line, " "))
		open = max(0, open+opened-closed)
		if open > maxDepth || opened > most || entries > most || indent > most {
			return number
		}
	}
	return 0
}

func isComment(n ast.Node) bool {
	_, ok := n.(*ast.CommentGroupNode)
	return ok
}

func (c *checker) reportSyntax(whole position, err error) {
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) && syntax.Token != nil && syntax.Token.Position != nil {
		whole.line, whole.column = syntax.Token.Position.Line, syntax.Token.Position.Column
		c.report(whole, "this is not valid YAML: %s", syntax.Message)
		return
	}
	c.report(whole, "this is not valid YAML")
}

// bindMap binds the keys of a map to the fields of a structure. It returns
// false when the node is no map.
func (c *checker) bindMap(where position, node ast.Node, into reflect.Value) bool {
	seen := map[string]int{}
	pairs := c.pairs(where, node)
	for _, pair := range pairs {
		name := keyText(pair.Key)
		here := at(where, join(where.key, name), pair.Key)
		if first, ok := seen[name]; ok {
			c.report(here, "the key stands here twice; the first is on line %d", first)
			continue
		}
		seen[name] = here.line
		field, ok := fieldFor(into, name)
		if !ok {
			c.reportUnknown(here, name, into.Type())
			continue
		}
		c.bindValue(here, pair.Value, field)
	}
	return len(pairs) > 0
}

func fieldFor(structure reflect.Value, name string) (reflect.Value, bool) {
	for _, f := range keyed(structure.Type()) {
		if f.Tag.Get("yaml") == name {
			return structure.FieldByIndex(f.Index), true
		}
	}
	return reflect.Value{}, false
}

func (c *checker) bindValue(where position, node ast.Node, into reflect.Value) {
	if node == nil || isNull(node) {
		return
	}
	switch target := into.Addr().Interface().(type) {
	case *value:
		*target = value{at: at(where, where.key, node), node: node}
	case *[]named:
		for _, pair := range c.pairs(where, node) {
			name := keyText(pair.Key)
			here := at(where, join(where.key, name), pair.Key)
			*target = append(*target, named{name: name, value: value{at: here, node: pair.Value}})
		}
	default:
		if into.Kind() == reflect.Slice {
			c.bindList(where, node, into)
			return
		}
		c.bindMap(where, node, into)
	}
}

// bindList binds a list of maps. Each item learns where it stands.
func (c *checker) bindList(where position, node ast.Node, into reflect.Value) {
	sequence, ok := node.(*ast.SequenceNode)
	if !ok {
		c.report(where, "a list is needed here: lines that begin with \"- \"")
		return
	}
	for i, n := range sequence.Values {
		here := at(where, fmt.Sprintf("%s[%d]", where.key, i), n)
		item := reflect.New(into.Type().Elem()).Elem()
		item.FieldByName("At").Set(reflect.ValueOf(here))
		if c.bindMap(here, n, item) {
			into.Set(reflect.Append(into, item))
		}
	}
}

// pairs returns the keys and values of a map, and reports anything else.
func (c *checker) pairs(where position, node ast.Node) []*ast.MappingValueNode {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	case *ast.AnchorNode, *ast.AliasNode:
		c.report(where, "anchors and aliases are not supported; write the value out")
	default:
		c.report(where, "keys and values are needed here, for example \"name: value\"")
	}
	return nil
}

func isNull(n ast.Node) bool {
	_, ok := n.(*ast.NullNode)
	return ok || isComment(n)
}

func keyText(key ast.MapKeyNode) string {
	if s, ok := key.(*ast.StringNode); ok {
		return s.Value
	}
	if t := key.GetToken(); t != nil {
		return t.Value
	}
	return ""
}

// at returns the place of a node under a key; where the node does not know its
// own, the place of what surrounds it.
func at(around position, key string, n ast.Node) position {
	out := around
	out.key = key
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	if m, ok := n.(*ast.MappingValueNode); ok {
		n = m.Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		out.line, out.column = t.Position.Line, t.Position.Column
	}
	return out
}

func (c *checker) reportUnknown(here position, name string, within reflect.Type) {
	if name == "token" || name == "discord_token" {
		c.report(here, "a token does not belong into a file that is copied and shared; remove it here and set %s, or set %s to the path of a file that holds it. If this file has been shared, reset the token in the Discord Developer Portal", tokenVariable, tokenFileVariable)
		return
	}
	var known []string
	for _, f := range keyed(within) {
		known = append(known, f.Tag.Get("yaml"))
	}
	if near := nearest(name, known); near != "" {
		c.report(here, "unknown key; did you mean %s?", near)
		return
	}
	if i := slices.IndexFunc(Keys(), func(k string) bool { return strings.HasSuffix(k, "."+name) }); i >= 0 {
		c.report(here, "unknown key here; did you mean %s?", Keys()[i])
		return
	}
	c.report(here, "unknown key; known here are %s", strings.Join(known, ", "))
}
