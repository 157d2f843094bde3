package db

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrNoRows is returned by Get when nothing matches; rooms translate it to
// their own not-found error.
var ErrNoRows = errors.New("db: no rows")

// errLost is an aborted group: nothing of it was committed, so it may be
// tried again.
var errLost = errors.New("db: the group this transaction was in was rolled back")

// IsUnique reports whether err is a violated primary key or unique index.
// After it PostgreSQL refuses the rest of the transaction: prefer ON CONFLICT.
func IsUnique(err error) bool {
	var se *sqlite.Error
	if errors.As(err, &se) {
		return se.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || se.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	var pe *pgconn.PgError
	return errors.As(err, &pe) && pe.Code == "23505"
}

// IsUnavailable reports whether the database could not be reached or could
// not take the write now (disk full, failing over, too many connections):
// callers answer 503, not 500.
func IsUnavailable(err error) bool {
	if errors.Is(err, errLost) || errors.Is(err, errClosed) {
		return true
	}
	var se *sqlite.Error
	if errors.As(err, &se) {
		switch se.Code() & 0xff {
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY,
			sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOMEM:
			return true
		}
		return false
	}
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		for _, class := range []string{"08", "53", "57"} { // connection, resources, operator intervention
			if strings.HasPrefix(pe.Code, class) {
				return true
			}
		}
		return pe.Code == "25006" || retryable(err)
	}
	return cut(err)
}

// cut reports whether the connection to the database was lost or never made.
func cut(err error) bool {
	if errors.Is(err, context.Canceled) { // the caller hung up, not the database
		return false
	}
	var ce *pgconn.ConnectError
	var ne net.Error
	return errors.As(err, &ce) || errors.As(err, &ne) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || pgconn.SafeToRetry(err)
}

func retryable(err error) bool {
	if errors.Is(err, errLost) {
		return true
	}
	var se *sqlite.Error
	if errors.As(err, &se) {
		c := se.Code() & 0xff
		return c == sqlite3.SQLITE_BUSY || c == sqlite3.SQLITE_LOCKED
	}
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return pe.Code == "40001" || pe.Code == "40P01" || pe.Code == "55P03"
	}
	return false
}
