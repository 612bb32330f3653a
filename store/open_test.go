package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/store"
)

func TestOpenRefuses(t *testing.T) {
	cases := map[string]struct {
		prepare func(t *testing.T, path string)
		code    readout.Code
		says    string
	}{
		"a file in use": {
			prepare: func(t *testing.T, path string) { mustOpen(t, path) },
			code:    readout.CodeConflict,
			says:    "another Readout (process",
		},
		"a newer schema": {
			prepare: func(t *testing.T, path string) {
				mustClose(t, mustOpen(t, path))
				mustExec(t, path, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
			},
			code: readout.CodeConflict,
			says: "newer Readout (schema 9999",
		},
		"a database of another program": {
			prepare: func(t *testing.T, path string) { mustExec(t, path, "CREATE TABLE songs (title TEXT)") },
			code:    readout.CodeInvalid,
			says:    "is not a database of Readout",
		},
		"a text file": {
			prepare: func(t *testing.T, path string) {
				if err := os.WriteFile(path, []byte(strings.Repeat("feeds:\n", 1000)), 0o600); err != nil {
					t.Fatal(err)
				}
			},
			code: readout.CodeInvalid,
			says: "is not a database of Readout",
		},
		"a folder that is a file": {
			prepare: func(t *testing.T, path string) {
				if err := os.WriteFile(filepath.Dir(path), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			},
			code: readout.CodeInvalid,
			says: "folder of the database cannot be made",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "readout.db")
			if name == "a folder that is a file" {
				path = filepath.Join(filepath.Dir(path), "data", "readout.db")
			}
			c.prepare(t, path)
			s, err := store.Open(t.Context(), path, time.Now)
			if err == nil {
				mustClose(t, s)
				t.Fatal("opened")
			}
			if got := readout.ErrorCode(err); got != c.code {
				t.Errorf("code %q, want %q: %v", got, c.code, err)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %q does not say %q", err, c.says)
			}
		})
	}
}

func TestOpenWithoutName(t *testing.T) {
	if _, err := store.Open(t.Context(), "", time.Now); readout.ErrorCode(err) != readout.CodeInvalid {
		t.Errorf("got %v", err)
	}
}

func TestOpenAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new folder", "a # odd%20name?.db")
	s := mustOpen(t, path)
	if err := s.SetSetting(t.Context(), "commands", "abc"); err != nil {
		t.Fatal(err)
	}
	mustClose(t, s)
	s = mustOpen(t, path)
	if got, err := s.Setting(t.Context(), "commands"); got != "abc" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestLockSeesThroughLinks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "readout.db")
	mustOpen(t, path)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	if _, err := store.Open(t.Context(), link, time.Now); readout.ErrorCode(err) != readout.CodeConflict {
		t.Errorf("got %v", err)
	}
}

func TestEveryWaitEndsWithItsContext(t *testing.T) {
	s := mustOpen(t, filepath.Join(t.TempDir(), "readout.db"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.SetSetting(ctx, "a", "b"); err == nil {
		t.Error("wrote with a cancelled context")
	}
	if _, err := s.Stats(ctx); err == nil {
		t.Error("read with a cancelled context")
	}
}

func mustOpen(tb testing.TB, path string) *store.Store {
	tb.Helper()
	s, err := store.Open(context.Background(), path, time.Now)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { mustClose(tb, s) })
	return s
}

func mustClose(tb testing.TB, s *store.Store) {
	tb.Helper()
	if err := s.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		tb.Fatal(err)
	}
}

// mustExec runs SQL on a file that no store has open.
func mustExec(tb testing.TB, path string, query string) {
	tb.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(query); err != nil {
		tb.Fatal(err)
	}
}

// checkIntegrity lets SQLite examine a file that no store has open.
func checkIntegrity(tb testing.TB, path string) {
	tb.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		tb.Errorf("integrity: %s, %v", verdict, err)
	}
	var broken int
	if err := db.QueryRow("SELECT count(*) FROM pragma_foreign_key_check").Scan(&broken); err != nil || broken != 0 {
		tb.Errorf("%d broken references, %v", broken, err)
	}
}
