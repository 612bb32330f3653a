package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"readout"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks a SQLite file as Readout's: "Rdot" in ASCII.
const applicationID = 0x52646f74

// claim marks an empty file as Readout's and refuses one of somebody else.
func claim(ctx context.Context, db *sql.DB, path string) error {
	var id, tables int
	err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id)
	if err == nil {
		err = db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables)
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok && e.Code() == sqlite3.SQLITE_NOTADB {
		return notOurs(path)
	}
	if err != nil {
		return fmt.Errorf("open database %s: %w", path, err)
	}
	if id == applicationID {
		return nil
	}
	if id != 0 || tables > 0 {
		return notOurs(path)
	}
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return fmt.Errorf("mark database %s: %w", path, err)
	}
	return nil
}

func notOurs(path string) error {
	return readout.Errorf(readout.CodeInvalid, "%s is not a database of Readout; name another file, which will be created", path)
}

// migrate brings the schema up to date, each step in a transaction.
func migrate(ctx context.Context, db *sql.DB, path string) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	steps, err := goose.NewProvider(goose.DialectSQLite3, db, files,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	has, knows, err := steps.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the schema version of %s: %w", path, err)
	}
	if has > knows {
		return readout.Errorf(readout.CodeConflict,
			"the database %s was written by a newer Readout (schema %d, this program knows up to %d); run the newer program, or restore a backup made before the upgrade",
			path, has, knows)
	}
	if _, err := steps.Up(ctx); err != nil {
		return fmt.Errorf("bring the schema of %s up to date: %w", path, err)
	}
	return nil
}
