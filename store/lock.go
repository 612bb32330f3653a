package store

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"readout"
)

// lockFile makes sure that no other process works on the database: two of them
// would post everything twice. The operating system drops the lock with the
// process, however it ends; the file itself stays.
func lockFile(path string) (*os.File, error) {
	path += ".lock"
	f, free, err := tryLock(path)
	if err != nil {
		return nil, fmt.Errorf("lock database with %s: %w", path, err)
	}
	if !free {
		return nil, readout.Errorf(readout.CodeConflict,
			"another Readout%s works on this database (%s); stop that one first, or give this one a database of its own", holder(path), path)
	}
	if err := f.Truncate(0); err == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0) // only for the message above
	}
	return f, nil
}

// holder names the process that wrote the lock file, when it can be read.
func holder(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	head, err := io.ReadAll(io.LimitReader(f, 20))
	if err != nil {
		return ""
	}
	id, err := strconv.Atoi(strings.TrimSpace(string(head)))
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d)", id)
}
