// Package verify is how rooms say whether their data holds: a report of named
// checks, each with how much it looked at and what it found wrong.
package verify

import (
	"context"
	"fmt"

	"github.com/haatshop/haat/internal/kit/db"
)

// keep bounds the offenders a check names; all of them are counted.
const keep = 20

// Report is what was looked at. The zero value is empty.
type Report struct {
	Checks []*Check `json:"checks"`
}

// Check is one thing that must hold.
type Check struct {
	Name  string `json:"name"`
	About string `json:"about"`
	// Looked is how many things were looked at.
	Looked int64 `json:"looked"`
	// Wrong is how many do not hold.
	Wrong int64 `json:"wrong"`
	// Odd is how many are worth a look by a person: they can come about without
	// a fault, such as stock counted below what is promised.
	Odd       int64      `json:"odd"`
	Offenders []Offender `json:"offenders,omitempty"`
}

// Offender is one thing that does not hold.
type Offender struct {
	ID      string `json:"id"`
	Problem string `json:"problem"`
	Odd     bool   `json:"odd,omitempty"`
}

// Check adds a check and returns it. The name is room.what; about is a
// sentence that says what must hold.
func (r *Report) Check(name, about string) *Check {
	c := &Check{Name: name, About: about}
	r.Checks = append(r.Checks, c)
	return c
}

// Wrong is how many things do not hold, over all checks.
func (r *Report) Wrong() (n int64) {
	for _, c := range r.Checks {
		n += c.Wrong
	}
	return n
}

// Odd is how many things are worth a look, over all checks.
func (r *Report) Odd() (n int64) {
	for _, c := range r.Checks {
		n += c.Odd
	}
	return n
}

// Look counts n things looked at.
func (c *Check) Look(n int) { c.Looked += int64(n) }

// Fail names a thing that does not hold.
func (c *Check) Fail(id, format string, args ...any) {
	c.Wrong++
	c.name(Offender{ID: id, Problem: fmt.Sprintf(format, args...)})
}

// Note names a thing that is worth a look and may still be right.
func (c *Check) Note(id, format string, args ...any) {
	c.Odd++
	c.name(Offender{ID: id, Problem: fmt.Sprintf(format, args...), Odd: true})
}

func (c *Check) name(o Offender) {
	if len(c.Offenders) < keep {
		c.Offenders = append(c.Offenders, o)
	}
}

// Want fails id unless got is want.
func Want[T comparable](c *Check, id, what string, got, want T) {
	if got != want {
		c.Fail(id, "%s is %v, must be %v", what, got, want)
	}
}

// Walk pages through things by id, so that memory stays bounded: next answers
// a batch after an id and the id of its last.
func Walk[T any](next func(after string) (batch []T, last string, err error), fn func([]T) error) error {
	for after := ""; ; {
		batch, last, err := next(after)
		if err != nil || len(batch) == 0 {
			return err
		}
		if err := fn(batch); err != nil {
			return err
		}
		after = last
	}
}

// Rows fails every row of a statement with the columns id and problem.
func (c *Check) Rows(ctx context.Context, q db.Querier, s *db.Stmt, args ...any) error {
	return db.Each(ctx, q, s, func(r struct{ ID, Problem string }) error {
		c.Fail(r.ID, "%s", r.Problem)
		return nil
	}, args...)
}

// Count counts what a statement says was looked at.
func (c *Check) Count(ctx context.Context, q db.Querier, s *db.Stmt, args ...any) error {
	n, err := db.Get[int64](ctx, q, s, args...)
	c.Looked += n
	return err
}
