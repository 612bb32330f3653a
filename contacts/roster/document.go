package roster

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"golang.org/x/text/language"

	"readout"
)

// maxDepth bounds how deep flow lists and maps may be nested in a file.
const maxDepth = 20

// document is one file, as it was written.
type document struct {
	name    string
	offices []officeEntry
	states  []stateEntry
	people  []personEntry
	groups  []groupEntry
	names   []nameEntry
	women   []womanEntry
}

// officeEntry describes an office for all states that have it.
type officeEntry struct {
	key     string
	class   string
	title   string
	titles  []string
	several bool
	whole   bool
}

// stateEntry is what one file says of one state. Empty fields say nothing.
type stateEntry struct {
	at        position
	code      string
	name      string
	kind      string
	the       *bool
	surname   string
	names     []string
	demonyms  []string
	capital   string
	capitals  []string
	places    []string
	executive []string
	seats     []officeList
	hosts     []officeList
	sources   []officeList
	press     []string
	titles    []officeList
	terms     []termList
	replace   []string
}

// officeList is a list under the key of an office.
type officeList struct {
	at     position
	office string
	values []string
}

// termList is the terms under the key of an office.
type termList struct {
	at     position
	office string
	terms  []Term
}

// personEntry is what a file says of a person beyond the terms.
type personEntry struct {
	name  string
	first []string
	last  []string
	also  []string
	alone *bool
}

// groupEntry is what a file says of a group.
type groupEntry struct {
	at       position
	name     string
	names    []string
	kind     string
	includes []string
	members  []Membership
	replace  bool // members and includes of earlier files do not count any more
}

// nameEntry is what a language calls a person.
type nameEntry struct {
	at       position
	language string // code
	person   string // name in the roster
	name     string
}

// womanEntry names a woman.
type womanEntry struct {
	at     position
	person string // name in the roster
}

// position is where something stands in a file.
type position struct {
	file string
	line int
	key  string // "states.CA.terms.prime_minister"
}

// errorf returns an error for users that names file, line and key.
func (p position) errorf(format string, args ...any) error {
	return readout.Errorf(readout.CodeInvalid, "%s:%d: %s: %s", p.file, p.line, p.key, fmt.Sprintf(format, args...))
}

// parseDocument reads a file. All errors name file, line and key.
func parseDocument(text []byte, name string) (document, error) {
	d := document{name: name}
	if err := checkDepth(text); err != nil {
		return d, readout.Errorf(readout.CodeInvalid, "%s: %s", name, err)
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return d, syntaxError(name, err)
	}
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		root := entry{position: position{file: name, line: 1, key: "(file)"}, node: doc.Body}
		if err := d.read(root); err != nil {
			return d, err
		}
	}
	return d, nil
}

// checkDepth refuses nesting that would cost the parser its stack. It counts
// brackets without regard to quotes, which only makes it stricter.
func checkDepth(text []byte) error {
	depth, line := 0, 1
	for _, c := range text {
		switch c {
		case '\n':
			line++
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(0, depth-1)
		}
		if depth > maxDepth {
			return fmt.Errorf("line %d: more than %d open brackets", line, maxDepth)
		}
	}
	return nil
}

func syntaxError(name string, err error) error {
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) && syntax.Token != nil && syntax.Token.Position != nil {
		return readout.Errorf(readout.CodeInvalid, "%s:%d: %s: not valid YAML: %s",
			name, syntax.Token.Position.Line, strings.TrimSpace(syntax.Token.Value), syntax.Message)
	}
	return readout.Errorf(readout.CodeInvalid, "%s: not valid YAML: %v", name, err)
}

func (d *document) read(root entry) error {
	return root.each(func(e entry) error {
		switch e.name {
		case "offices":
			return e.each(func(e entry) error { return d.readOffice(e) })
		case "states":
			return e.each(func(e entry) error { return d.readState(e) })
		case "people":
			return e.each(func(e entry) error { return d.readPerson(e) })
		case "groups":
			return e.each(func(e entry) error { return d.readGroup(e) })
		case "names":
			return e.each(func(e entry) error { return d.readNames(e) })
		case "women":
			return d.readWomen(e)
		default:
			return e.unknown("offices, states, people, groups, names or women")
		}
	})
}

func (d *document) readOffice(e entry) error {
	o := officeEntry{key: e.name}
	err := e.each(func(e entry) error {
		switch e.name {
		case "class":
			return e.oneOf(&o.class, "head", "foreign", "defence", "other")
		case "titles":
			return e.strings(&o.titles)
		case "several":
			return e.flag(&o.several)
		case "whole":
			return e.flag(&o.whole)
		default:
			return e.unknown("class, titles, several or whole")
		}
	})
	if err != nil {
		return err
	}
	if o.class == "" || len(o.titles) == 0 {
		return e.errorf("an office needs a class and at least one title")
	}
	o.title = o.titles[0]
	d.offices = append(d.offices, o)
	return nil
}

func (d *document) readState(e entry) error {
	s := stateEntry{at: e.position, code: e.name}
	if !validCode(s.code) {
		return e.errorf("a code is two or more capital letters, such as CA or ASEAN")
	}
	if err := e.each(func(e entry) error { return s.read(e) }); err != nil {
		return err
	}
	d.states = append(d.states, s)
	return nil
}

func validCode(code string) bool {
	if len(code) < 2 || len(code) > 20 {
		return false
	}
	for _, c := range code {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

func (s *stateEntry) read(e entry) error {
	switch e.name {
	case "name":
		return e.text(&s.name)
	case "kind":
		return e.oneOf(&s.kind, string(KindState), string(KindOrganisation), string(KindDeFacto))
	case "the":
		s.the = new(bool)
		return e.flag(s.the)
	case "surname":
		return e.oneOf(&s.surname, "first", "last", "either", "none")
	case "names":
		return e.strings(&s.names)
	case "demonyms":
		return e.strings(&s.demonyms)
	case "capital":
		return e.text(&s.capital)
	case "capitals":
		return e.strings(&s.capitals)
	case "places":
		return e.strings(&s.places)
	case "executive":
		return e.strings(&s.executive)
	case "seats":
		return e.byOffice(&s.seats)
	case "hosts":
		return e.byOffice(&s.hosts)
	case "sources":
		return e.byOffice(&s.sources)
	case "press":
		return e.strings(&s.press)
	case "titles":
		return e.byOffice(&s.titles)
	case "terms":
		return e.terms(&s.terms)
	case "replace":
		return e.strings(&s.replace)
	default:
		return e.unknown("name, names, kind, the, surname, demonyms, capital, capitals, places, executive, seats, hosts, sources, press, titles, terms or replace")
	}
}

func (d *document) readPerson(e entry) error {
	p := personEntry{name: e.name}
	err := e.each(func(e entry) error {
		switch e.name {
		case "first":
			return e.strings(&p.first)
		case "last":
			return e.strings(&p.last)
		case "also":
			return e.strings(&p.also)
		case "alone":
			p.alone = new(bool)
			return e.flag(p.alone)
		default:
			return e.unknown("first, last, also or alone")
		}
	})
	d.people = append(d.people, p)
	return err
}

func (d *document) readNames(e entry) error {
	code := e.name
	if base, err := language.ParseBase(code); err != nil || base.String() != code {
		return e.errorf("names are given by language, with a code such as fr or uk")
	}
	return e.each(func(e entry) error {
		n := nameEntry{at: e.position, language: code, person: e.name}
		err := e.text(&n.name)
		d.names = append(d.names, n)
		return err
	})
}

func (d *document) readWomen(e entry) error {
	items, err := e.items()
	if err != nil {
		return err
	}
	for _, item := range items {
		name, err := item.scalar()
		if err != nil {
			return err
		}
		d.women = append(d.women, womanEntry{at: item.position, person: name})
	}
	return nil
}

func (d *document) readGroup(e entry) error {
	g := groupEntry{at: e.position, name: e.name}
	err := e.each(func(e entry) error {
		switch e.name {
		case "names":
			return e.strings(&g.names)
		case "kind":
			return e.oneOf(&g.kind, string(GroupOrganisation), string(GroupForum), string(GroupMeeting), string(GroupLoose), string(GroupFilter))
		case "includes":
			return e.strings(&g.includes)
		case "members":
			return e.members(&g.members)
		case "replace":
			return e.flag(&g.replace)
		default:
			return e.unknown("names, kind, includes, members or replace")
		}
	})
	d.groups = append(d.groups, g)
	return err
}

// entry is a named value in a file, or an item of a list.
type entry struct {
	position
	name string
	node ast.Node
}

func (e entry) unknown(known string) error {
	return e.errorf("unknown key; known are %s", known)
}

// each calls f for every value of a map, in the order of the file.
func (e entry) each(f func(entry) error) error {
	var values []*ast.MappingValueNode
	switch n := e.node.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	case *ast.NullNode:
		return nil
	default:
		return e.errorf("a map of keys and values is needed here")
	}
	for _, v := range values {
		if err := f(e.child(v)); err != nil {
			return err
		}
	}
	return nil
}

func (e entry) child(v *ast.MappingValueNode) entry {
	name := keyText(v.Key)
	key := name
	if e.key != "(file)" {
		key = e.key + "." + name
	}
	return entry{position: position{file: e.file, line: lineOf(v.Key, e.line), key: key}, name: name, node: v.Value}
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

// lineOf returns the line on which the node begins.
func lineOf(n ast.Node, otherwise int) int {
	if n == nil {
		return otherwise
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return otherwise
}

// items returns the items of a list; a single value counts as a list of one.
func (e entry) items() ([]entry, error) {
	sequence, ok := e.node.(*ast.SequenceNode)
	if !ok {
		if _, ok := e.node.(*ast.NullNode); ok {
			return nil, nil
		}
		return []entry{e}, nil
	}
	out := make([]entry, 0, len(sequence.Values))
	for _, n := range sequence.Values {
		at := e.position
		at.line = lineOf(n, e.line)
		out = append(out, entry{position: at, node: n})
	}
	return out, nil
}

// scalar returns the text of a plain or quoted value.
func (e entry) scalar() (string, error) {
	var s string
	switch n := e.node.(type) {
	case *ast.StringNode:
		s = n.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		s = n.GetToken().Value
	default:
		return "", e.errorf("a text is needed here")
	}
	if s = strings.TrimSpace(s); s == "" {
		return "", e.errorf("an empty text is of no use here; leave the key out")
	}
	return s, nil
}

func (e entry) text(to *string) (err error) {
	*to, err = e.scalar()
	return err
}

func (e entry) oneOf(to *string, known ...string) error {
	s, err := e.scalar()
	if err != nil {
		return err
	}
	for _, k := range known {
		if s == k {
			*to = s
			return nil
		}
	}
	return e.errorf("%q is not one of %s", s, strings.Join(known, ", "))
}

func (e entry) flag(to *bool) error {
	b, ok := e.node.(*ast.BoolNode)
	if !ok {
		return e.errorf("true or false is needed here")
	}
	*to = b.Value
	return nil
}

// list reads the items of a list, each a text that parse understands.
func list[T any](e entry, to *[]T, parse func(string) (T, error)) error {
	items, err := e.items()
	if err != nil {
		return err
	}
	for _, item := range items {
		line, err := item.scalar()
		if err != nil {
			return err
		}
		value, err := parse(line)
		if err != nil {
			return item.errorf("%s", err)
		}
		*to = append(*to, value)
	}
	return nil
}

func (e entry) strings(to *[]string) error {
	return list(e, to, func(line string) (string, error) { return line, nil })
}

func (e entry) members(to *[]Membership) error { return list(e, to, parseMembership) }

func (e entry) byOffice(to *[]officeList) error {
	return e.each(func(e entry) error {
		l := officeList{at: e.position, office: e.name}
		err := e.strings(&l.values)
		*to = append(*to, l)
		return err
	})
}

func (e entry) terms(to *[]termList) error {
	return e.each(func(e entry) error {
		l := termList{at: e.position, office: e.name}
		err := list(e, &l.terms, parseTerm)
		*to = append(*to, l)
		return err
	})
}
