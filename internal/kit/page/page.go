// Package page is how lists are asked for and answered: keyset cursors over a
// unique, stable order, never offsets.
package page

import (
	"encoding/base64"
	"encoding/json"

	"github.com/haatshop/haat/internal/kit/errs"
)

// Bounds of a page.
const (
	DefaultLimit = 24
	MaxLimit     = 100
)

// ErrCursor is returned for a cursor this list did not make.
var ErrCursor = errs.New(errs.Invalid, "page.bad_cursor", "This cursor does not belong to this list. Start again without one.")

// Request asks for one page. A zero Limit means DefaultLimit.
type Request struct {
	Limit  int
	Cursor string
}

// Size returns the limit within its bounds.
func (r Request) Size() int {
	if r.Limit <= 0 {
		return DefaultLimit
	}
	return min(r.Limit, MaxLimit)
}

// List is one page of T and the cursor of the next, empty at the end.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next_cursor,omitempty" doc:"Pass as cursor to get the next page; absent on the last page."`
}

// Cut turns up to limit+1 rows into a page: the extra row only tells that
// there is more. key returns the sort key and id of a row, in order.
func Cut[T any](rows []T, limit int, sort string, key func(T) []any) List[T] {
	if rows == nil {
		rows = []T{}
	}
	if len(rows) <= limit {
		return List[T]{Items: rows}
	}
	rows = rows[:limit]
	return List[T]{Items: rows, Next: Encode(sort, key(rows[limit-1])...)}
}

// Map changes what a page holds.
func Map[A, B any](l List[A], f func(A) B) List[B] {
	out := List[B]{Items: make([]B, len(l.Items)), Next: l.Next}
	for i, v := range l.Items {
		out.Items[i] = f(v)
	}
	return out
}

// Fill puts in the place of what a page holds what was read for it by id since;
// what is gone by then is left out.
func Fill[A, B any](l List[A], id func(A) string, read map[string]B) List[B] {
	out := List[B]{Items: make([]B, 0, len(l.Items)), Next: l.Next}
	for _, v := range l.Items {
		if b, ok := read[id(v)]; ok {
			out.Items = append(out.Items, b)
		}
	}
	return out
}

// Encode writes a cursor: the sort it belongs to and the last row's key.
// Strings and int64 only. A cursor is a place, not a secret: lists check
// scope on every page.
func Encode(sort string, key ...any) string {
	b, err := json.Marshal(append([]any{sort}, key...))
	if err != nil {
		panic("page: unencodable cursor key: " + err.Error())
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// maxCursor bounds what is decoded: sort keys are titles at the longest.
const maxCursor = 2048

// Decode reads a cursor into the pointers (*string or *int64), and returns
// ErrCursor when it was made for another sort or tampered with.
func Decode(cursor, sort string, into ...any) error {
	if len(cursor) > maxCursor {
		return ErrCursor
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return ErrCursor.Because(err)
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil || len(parts) != len(into)+1 {
		return ErrCursor.Because(err)
	}
	var got string
	if err := json.Unmarshal(parts[0], &got); err != nil || got != sort {
		return ErrCursor.Becausef("cursor of sort %q", got)
	}
	for i, p := range parts[1:] {
		if string(p) == "null" {
			return ErrCursor
		}
		if err := json.Unmarshal(p, into[i]); err != nil {
			return ErrCursor.Because(err)
		}
	}
	return nil
}

// DecodeKey reads a cursor whose key has the kinds of sample (string or int64
// each), and returns ErrCursor when it was made for another sort or tampered
// with: no value of the wrong kind ever reaches a query.
func DecodeKey(cursor, sort string, sample []any) ([]any, error) {
	into := make([]any, len(sample))
	for i, v := range sample {
		switch v.(type) {
		case string:
			into[i] = new(string)
		case int64:
			into[i] = new(int64)
		default:
			panic("page: a cursor key is string or int64")
		}
	}
	if err := Decode(cursor, sort, into...); err != nil {
		return nil, err
	}
	for i, p := range into {
		switch v := p.(type) {
		case *string:
			into[i] = *v
		case *int64:
			into[i] = *v
		}
	}
	return into, nil
}
