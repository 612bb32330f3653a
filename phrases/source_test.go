package phrases_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// spoken are the folders whose texts reach people in Discord.
func spoken() []string {
	return []string{
		"../phrases", "../briefings", "../commands", "../desk", "../feeds/document", "../feeds/find.go", "../feeds/fetch/error.go", "../feeds/fetch/fetcher.go", "../feeds/fetch/post.go", "../feeds/websub", "../feed.go", "../schedule.go", "../watch.go",
		"../bot/answer.go", "../bot/interaction.go", "../bot/permission.go",
		"../store/contacts.go", "../store/feeds.go", "../store/reviews.go", "../store/watches.go",
	}
}

// said are the functions that take a text, and which of their arguments it is.
func said() map[string]int {
	return map[string]int{"Say": 0, "Text": 0, "Mark": 0, "Phrasef": 0, "Errorf": 1, "newError": 2, "notAFeed": 0}
}

// use is a text in the source.
type use struct {
	text  string
	where string
	args  int // how many arguments it is said with; -1 = that cannot be seen
}

// texts returns all texts that the source says to users.
func texts(t *testing.T) []use {
	t.Helper()
	var out []use
	for _, folder := range spoken() {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if found, ok := textOf(n); ok {
					found.where = files.Position(n.Pos()).String()
					out = append(out, found)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(out) < 50 {
		t.Fatalf("only %d texts were found", len(out))
	}
	return out
}

// textOf returns the text that a call or a field says.
func textOf(n ast.Node) (use, bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		name := called(n)
		at, ok := said()[name]
		if !ok || at >= len(n.Args) || name == "Errorf" && !forUsers(n.Args[0]) {
			return use{}, false
		}
		found := use{args: len(n.Args) - at - 1}
		if name == "Mark" || name == "notAFeed" || n.Ellipsis.IsValid() {
			found.args = -1
		}
		if found.text, ok = literal(n.Args[at]); !ok || !strings.ContainsFunc(found.text, isLetter) && name == "Errorf" {
			return use{}, false
		}
		return found, true
	case *ast.KeyValueExpr:
		key, ok := n.Key.(*ast.Ident)
		if !ok || !strings.EqualFold(key.Name, "description") {
			return use{}, false
		}
		text, ok := literal(n.Value)
		return use{text: text, args: -1}, ok
	}
	return use{}, false
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' && r != 's' && r != 'v' }

func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// forUsers reports whether the first argument of an Errorf is a readout.Code:
// fmt.Errorf takes a format there.
func forUsers(first ast.Expr) bool {
	switch e := first.(type) {
	case *ast.SelectorExpr:
		return strings.HasPrefix(e.Sel.Name, "Code")
	case *ast.Ident:
		return strings.HasPrefix(e.Name, "Code")
	case *ast.CallExpr:
		return called(e) == "code"
	}
	return false
}

// literal returns the value of a string that is written out.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, okLeft := literal(e.X)
		right, okRight := literal(e.Y)
		return left + right, okLeft && okRight
	}
	return "", false
}
