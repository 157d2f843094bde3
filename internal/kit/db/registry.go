package db

import (
	"context"
	"errors"
	"fmt"
)

// pairwiseAbove is where trying every combination of a list's filters stops
// being cheap; above it every pair is tried, which finds a filter that breaks
// another.
const pairwiseAbove = 6

// PrepareAll prepares every declared statement, and every shape the declared
// lists can make, so that a typo, a missing table or a word one engine does
// not know fails in a test and not in a shop.
func PrepareAll(ctx context.Context, d *DB) (int, error) {
	registry.Lock()
	stmts := append([]*Stmt(nil), registry.stmts...)
	for _, l := range registry.lists {
		stmts = append(stmts, l.shapes()...)
	}
	registry.Unlock()
	var errs []error
	n := 0
	for _, s := range stmts {
		for _, size := range []int{1, 2, 4} {
			if len(s.lists) == 0 && size > 1 {
				continue
			}
			n++
			if err := d.prepare(ctx, s, size); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", s.at, err))
			}
		}
	}
	return n, errors.Join(errs...)
}

func (d *DB) prepare(ctx context.Context, s *Stmt, size int) error {
	text := s.text
	if len(s.lists) > 0 {
		sizes := make([]int, len(s.lists))
		for i := range sizes {
			sizes[i] = size
		}
		text = s.grow(highestParam(text), sizes)
	}
	if d.engine == Postgres {
		c, err := d.pg.pool.Acquire(ctx)
		if err != nil {
			return err
		}
		defer c.Release()
		_, err = c.Conn().Prepare(ctx, "", text+s.lock)
		return err
	}
	text = s.hinted(text, d.engine)
	// EXPLAIN would need values; preparing on a reader is enough, it compiles.
	c := <-d.lite.readers
	defer func() { d.lite.readers <- c }()
	st, err := c.conn.PrepareContext(ctx, text)
	if err != nil {
		return err
	}
	return st.Close()
}

func highestParam(text string) int {
	high := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '$' {
			continue
		}
		n := 0
		for i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9' {
			i++
			n = n*10 + int(text[i]-'0')
		}
		high = max(high, n)
	}
	return high
}

// shapes returns the statements a list can make: the sets of filters it
// declares, else every subset when they are few, else none, each, every pair
// and all.
func (l *List) shapes() []*Stmt {
	var out []*Stmt
	l.eachShape(func(st *Stmt, _ string) { out = append(out, st) })
	return out
}

func (l *List) eachShape(each func(st *Stmt, sort string)) {
	for s := range l.spec.Sorts {
		for _, set := range l.filterSets(s) {
			each(l.stmt(set, s, false), s)
			each(l.stmt(set, s, true), s)
		}
	}
}

func (l *List) filterSets(sort string) [][]string {
	if l.spec.Sets != nil {
		return l.spec.Sets(sort)
	}
	n := len(l.names)
	if n <= pairwiseAbove {
		var out [][]string
		for bits := range 1 << n {
			var set []string
			for i := range n {
				if bits>>i&1 == 1 {
					set = append(set, l.names[i])
				}
			}
			out = append(out, set)
		}
		return out
	}
	out := [][]string{nil, append([]string(nil), l.names...)}
	for i := range n {
		out = append(out, []string{l.names[i]})
		for j := i + 1; j < n; j++ {
			out = append(out, []string{l.names[i], l.names[j]})
		}
	}
	return out
}
