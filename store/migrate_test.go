package store_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"readout"
)

// TestUpgrade opens a file of every older version, filled by the statements
// in testdata/version_N.sql, and checks that what it holds is still there and
// that its schema has become that of a new file.
func TestUpgrade(t *testing.T) {
	newFile := filepath.Join(t.TempDir(), "new.db")
	mustClose(t, mustOpen(t, newFile))
	want := schema(t, newFile)
	steps, err := filepath.Glob("migrations/*.sql")
	if err != nil || len(steps) == 0 {
		t.Fatalf("%d migrations, %v", len(steps), err)
	}
	for version := 1; version <= len(steps); version++ {
		t.Run(fmt.Sprint("from version ", version), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "old.db")
			makeVersion(t, path, version)
			s := mustOpen(t, path)
			got, err := s.Contact(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			if got.Status != readout.Held || len(got.Participants) != 2 || len(got.Sources) != 1 || got.Sources[0].Story.Key != "guid-1" {
				t.Errorf("got %+v", got)
			}
			deliveries, err := s.DeliveriesOf(t.Context(), 1)
			if err != nil || len(deliveries) != 1 || deliveries[0].MessageID != "1001" || deliveries[0].Message.Summary != "A call" {
				t.Errorf("got %+v, %v", deliveries, err)
			}
			mustClose(t, s)
			checkIntegrity(t, path)
			if diff := cmp.Diff(want, schema(t, path)); diff != "" {
				t.Errorf("schema differs from a new file's (-new +upgraded):\n%s", diff)
			}
		})
	}
}

// makeVersion makes a file as the program of that schema version left it.
func makeVersion(t *testing.T, path string, version int) {
	t.Helper()
	mustExec(t, path, "PRAGMA application_id = 1382313844")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	steps, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("migrations"), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := steps.UpTo(t.Context(), int64(version)); err != nil {
		t.Fatal(err)
	}
	rows, err := os.ReadFile(fmt.Sprintf("testdata/version_%d.sql", version))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(string(rows)); err != nil {
		t.Fatal(err)
	}
}

// schema returns the statements that make the tables and indexes of a file.
func schema(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.Query("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY type, name")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
