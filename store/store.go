// Package store keeps everything in a SQLite file: feeds and their stories,
// mentions, contacts, watches, and the outbox of deliveries.
//
// Writes go one at a time through a single connection and are durable when the
// method returns, also against loss of power; reads run beside them on
// connections of their own and see whole transactions only. Each method is
// bounded in time and is a transaction: it happens as a whole or not at all.
//
// Times are kept to the microsecond and come back in UTC.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"readout"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

const (
	openTimeout  = 5 * time.Minute  // migrations of a large file take their time
	writeTimeout = 30 * time.Second // includes waiting for other writes
	readTimeout  = 15 * time.Second
	readers      = 4 // connections

	// Page caches in KiB, of each connection. Behind them is the system's own.
	writeCache = 8 << 10
	readCache  = 2 << 10
)

// Store is an open database. Its methods may be used from several goroutines.
type Store struct {
	path  string
	write *sql.DB // one connection; nil when opened for reading
	read  *sql.DB
	lock  *os.File // held as long as the store is open for writing
	now   func() time.Time
}

// tx is a transaction with the one time that everything in it happens at.
type tx struct {
	*sql.Tx
	now time.Time
}

// Open opens the database file, creates it and its folder if need be, and
// brings its schema up to date. It refuses a file that another process has
// open, that a newer program has written, or that is something else.
func Open(ctx context.Context, path string, now func() time.Time) (*Store, error) {
	path, err := wholePath(path)
	if err != nil {
		return nil, err
	}
	lock, err := lockFile(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, lock: lock, now: now}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// OpenReading opens the database of a Readout that may be running: everything
// can be read, nothing written. The schema must be this program's own.
func OpenReading(ctx context.Context, path string, now func() time.Time) (*Store, error) {
	path, err := wholePath(path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err != nil {
		return nil, readout.Errorf(readout.CodeNotFound, "there is no database at %s; name the one that the bot writes", path)
	}
	s := &Store{path: path, now: now}
	if err := s.openReaders(); err != nil {
		return nil, err
	}
	if err := current(ctx, s.read, path); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) openReaders() error {
	var err error
	if s.read, err = sql.Open("sqlite", dsn(s.path, "deferred", readCache)+"&_query_only=1"); err != nil {
		return fmt.Errorf("open database %s: %w", s.path, err)
	}
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers)
	return nil
}

func (s *Store) open(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	var err error
	if s.write, err = sql.Open("sqlite", dsn(s.path, "immediate", writeCache)); err != nil {
		return fmt.Errorf("open database %s: %w", s.path, err)
	}
	s.write.SetMaxOpenConns(1)
	if err := claim(ctx, s.write, s.path); err != nil {
		return err
	}
	if err := migrate(ctx, s.write, s.path); err != nil {
		return err
	}
	return s.openReaders()
}

// dsn names the file and how each connection to it is set up.
//
// synchronous is FULL: in WAL mode NORMAL can lose the last commits with the
// power, and with them the note that a message was on its way to Discord. It
// makes a commit about half as slow again, which does not matter here.
func dsn(path, lock string, cache int) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive letter
	}
	q := url.Values{
		"_busy_timeout": {"5000"}, // milliseconds
		"_foreign_keys": {"on"},
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_txlock":       {lock},
		"_dqs":          {"0"},
		"_pragma":       {"journal_size_limit(67108864)", fmt.Sprintf("cache_size(-%d)", cache)},
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// wholePath returns the path of the file itself: two names of one file must
// lead to one lock.
func wholePath(path string) (string, error) {
	if path == "" {
		return "", readout.Errorf(readout.CodeInvalid, "the database needs a file name, for example readout.db")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find database %s: %w", path, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return "", readout.Errorf(readout.CodeInvalid, "the folder of the database cannot be made: %v; create it, or name another place", err)
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target, nil
	}
	return path, nil
}

// Close ends all work and gives the file free.
func (s *Store) Close() error {
	var all []error
	if s.read != nil {
		all = append(all, s.read.Close())
	}
	if s.write != nil {
		all = append(all, s.write.Close()) // the last connection empties the write-ahead log
	}
	if s.lock != nil {
		all = append(all, s.lock.Close())
	}
	if err := errors.Join(all...); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// update runs do in a transaction that may write.
func (s *Store) update(ctx context.Context, what string, do func(context.Context, *tx) error) error {
	if s.write == nil {
		return fmt.Errorf("%s: the database %s was opened for reading", what, s.path)
	}
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	return within(ctx, s.write, what, s.now, do)
}

// view runs do in a transaction that sees one state of the database.
func (s *Store) view(ctx context.Context, what string, do func(context.Context, *tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	return within(ctx, s.read, what, s.now, do)
}

func within(ctx context.Context, db *sql.DB, what string, now func() time.Time, do func(context.Context, *tx) error) error {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("%s: begin: %w", what, err)
	}
	defer func() { _ = t.Rollback() }() // does nothing after a commit
	if err := do(ctx, &tx{Tx: t, now: now().UTC().Truncate(time.Microsecond)}); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("%s: commit: %w", what, err)
	}
	return nil
}
