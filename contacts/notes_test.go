package contacts_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"readout/phrases"
)

// The detector notes in English why it found what it found; whoever asks "Why?"
// reads it in their own language.
func TestTheDetectorsNotesHaveNames(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	notes := map[string]string{}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			for _, text := range notesOf(n, filepath.Base(path)) {
				notes[text] = set.Position(n.Pos()).String()
			}
			return true
		})
	}
	if len(notes) < 30 {
		t.Fatalf("only %d notes were found", len(notes))
	}
	for _, code := range phrases.Languages()[1:] {
		names, err := phrases.Names(code)
		if err != nil {
			t.Fatal(err)
		}
		for text, where := range notes {
			if names[text] == "" {
				t.Errorf("phrases/%s/names.yml lacks %q, which is noted in %s", code, text, where)
			}
		}
	}
}

// notesOf returns what a piece of the detector's source notes: the reason that
// f.set is given or that is kept in a "why", and what evidence.go returns.
func notesOf(n ast.Node, file string) []string {
	var values []ast.Expr
	switch n := n.(type) {
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "set" && len(n.Args) == 2 {
			values = n.Args[1:]
		}
	case *ast.AssignStmt:
		if field, ok := n.Lhs[0].(*ast.SelectorExpr); ok && field.Sel.Name == "why" {
			values = n.Rhs
		}
	case *ast.ReturnStmt:
		if file == "evidence.go" {
			values = n.Results
		}
	}
	var out []string
	for _, value := range values {
		if basic, ok := value.(*ast.BasicLit); ok {
			if text, err := strconv.Unquote(basic.Value); err == nil && text != "" {
				out = append(out, text)
			}
		}
	}
	return out
}
