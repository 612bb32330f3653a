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

// steps returns the migrations of the database.
func steps(db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return provider, nil
}

// current refuses a database whose schema is not exactly this program's.
func current(ctx context.Context, db *sql.DB, path string) error {
	var id int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil || id != applicationID {
		return notOurs(path)
	}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	var version int
	if err := db.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&version); err != nil {
		return fmt.Errorf("read the schema version of %s: %w", path, err)
	}
	if version != len(files) {
		return readout.Errorf(readout.CodeConflict,
			"the database %s has schema %d, this program knows %d; use the program that the bot runs on", path, version, len(files))
	}
	return nil
}

// migrate brings the schema up to date, each step in a transaction.
func migrate(ctx context.Context, db *sql.DB, path string) error {
	steps, err := steps(db)
	if err != nil {
		return err
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
