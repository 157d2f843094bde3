// Package errs is the one error type every room returns and every door maps.
//
// An error has a kind (what a door does with it), a code that programs and
// translations key on ("cart.closed"), a sentence for people, and, for bad
// input, the place of each bad field. Anything that is not an *Error is an
// internal error: strangers are told nothing of it.
package errs

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Kind says what sort of refusal an error is; doors map it to a status.
type Kind int

// The kinds, in the order of the status each becomes.
const (
	Internal        Kind = iota // 500: a bug or a broken dependency
	Invalid                     // 422: the input is understood and wrong
	Malformed                   // 400: the input could not be read at all
	Unauthenticated             // 401
	Forbidden                   // 403
	NotFound                    // 404: also what lies outside the caller's scope
	Conflict                    // 409: right input, wrong moment
	Stale                       // 412: the caller edited an old version
	TooLarge                    // 413
	TooMany                     // 429
	Unavailable                 // 503: try again later
)

// Field is one bad field of the input: where, which rule, and what to do.
type Field struct {
	Path    string `json:"location"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Error is a refusal. Values declared at package level are sentinels: compare
// with errors.Is, which matches on the code, so a copy carrying fields,
// details or a cause still is the sentinel.
type Error struct {
	Kind    Kind
	Code    string
	Message string
	Fields  []Field
	// Detail is machine-readable extra for the answer (a 409 carries the new
	// totals). It is sent to the caller: never put anything internal in it.
	Detail any
	cause  error
}

// New declares a refusal. Codes are "<room>.<slug>" and never change once
// released: clients and translations key on them.
func New(kind Kind, code, message string) *Error {
	e := &Error{Kind: kind, Code: code, Message: message}
	registry.Lock()
	defer registry.Unlock()
	registry.declared = append(registry.declared, e)
	return e
}

// registry holds every declared refusal, for the generated list; nothing is
// added once the program runs.
var registry struct {
	sync.Mutex
	declared []*Error
}

// Declared returns the refusals of the program, by code.
func Declared() []Error {
	registry.Lock()
	defer registry.Unlock()
	out := make([]Error, len(registry.declared))
	for i, e := range registry.declared {
		out[i] = *e
	}
	slices.SortFunc(out, func(a, b Error) int { return strings.Compare(a.Code, b.Code) })
	return slices.CompactFunc(out, func(a, b Error) bool { return a.Code == b.Code })
}

// String names the kind.
func (k Kind) String() string {
	return [...]string{"internal", "invalid", "malformed", "unauthenticated", "forbidden", "not found", "conflict", "stale", "too large", "too many", "unavailable"}[k]
}

// Error implements error. It includes the cause and is for logs only.
func (e *Error) Error() string {
	s := e.Code + ": " + e.Message
	for _, f := range e.Fields {
		s += fmt.Sprintf(" [%s: %s]", f.Path, f.Message)
	}
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

// Unwrap returns the cause, if any.
func (e *Error) Unwrap() error { return e.cause }

// Is matches by code, so that errors.Is(err, cart.ErrClosed) holds for copies.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Because returns a copy that remembers its cause for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// Becausef is Because with a formatted cause; use it to note the ids concerned.
func (e *Error) Becausef(format string, args ...any) *Error {
	return e.Because(fmt.Errorf(format, args...))
}

// With returns a copy that carries machine-readable detail for the caller.
func (e *Error) With(detail any) *Error {
	c := *e
	c.Detail = detail
	return &c
}

// At returns a copy that names one more bad field. Paths are as the caller
// wrote them: "lines[2].quantity".
func (e *Error) At(path, code, message string) *Error {
	c := *e
	c.Fields = append(append([]Field(nil), e.Fields...), Field{Path: path, Code: code, Message: message})
	return &c
}

// KindOf returns the kind of the first *Error in the chain, or Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Fields collects the bad fields of one input and becomes an error if any.
type Fields struct {
	list []Field
}

// maxFields bounds the answer to a body that is wrong in a thousand places.
const maxFields = 100

// Add notes a bad field.
func (f *Fields) Add(path, code, message string) {
	if len(f.list) < maxFields {
		f.list = append(f.list, Field{Path: path, Code: code, Message: message})
	}
}

// Check adds the field when ok is false, and returns ok.
func (f *Fields) Check(ok bool, path, code, message string) bool {
	if !ok {
		f.Add(path, code, message)
	}
	return ok
}

// Empty reports whether nothing was added.
func (f *Fields) Empty() bool { return len(f.list) == 0 }

// As returns nil when nothing was added, else a copy of e carrying the fields.
func (f *Fields) As(e *Error) error {
	if len(f.list) == 0 {
		return nil
	}
	c := *e
	c.Fields = append(append([]Field(nil), e.Fields...), f.list...)
	return &c
}
