package store

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"ordertrail/backend/fault"
)

// fail says what was being done, and gives an error of the database or the disk its code.
func fail(doing string, err error) error {
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%s: %w", doing, err)
	if _, ok := errors.AsType[*fault.Error](err); ok {
		return err
	}
	if code := classify(err); code != "" {
		return fault.New(code, "store", nil, err)
	}
	return err
}

func classify(err error) fault.Code {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return ofSQLite(e.Code())
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fault.DiskFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fault.ReadOnly
	}
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return fault.IO
	}
	return ""
}

// ofSQLite maps a result code; the low byte is the primary code (sqlite.org/rescode.html).
func ofSQLite(code int) fault.Code {
	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return fault.DiskFull
	case sqlite3.SQLITE_IOERR:
		return fault.IO
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return fault.ReadOnly
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fault.Corrupt
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fault.Busy
	case sqlite3.SQLITE_INTERRUPT:
		return fault.Cancelled
	}
	return ""
}

// errNoFrame says that a row has no frame.
var errNoFrame = errors.New("a record has lost its body")

// corrupt says that the file is damaged.
func corrupt(cause error) error { return fault.New(fault.Corrupt, "database", nil, cause) }
