package db

import (
	"context"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/page"
)

// ErrSort is returned for a sort the list does not offer.
var ErrSort = errs.New(errs.Invalid, "list.unknown_sort", "This list cannot be sorted that way.")

// ListSpec declares one dynamic list: what it selects, the filters it allows
// and the orders it can be in. Everything is written here, so the texts it can
// make are a finite set and no caller's string ever becomes SQL.
type ListSpec struct {
	// Select is everything before WHERE.
	Select string
	// Where always holds; may be empty. It takes no parameters.
	Where string
	// Filters maps a filter's name to its condition; "$?" stands for its
	// value (several "$?" take several values), "$?..." for a slice. A column
	// with "/*+*/" before it is not to be searched by its index.
	Filters map[string]string
	// Sets are the sets of filters that are asked for together in a sort, where
	// not every subset makes sense; they are what tests try. Nil means every
	// subset of few filters, and every pair of many.
	Sets func(sort string) [][]string
	// Sorts maps a sort's name to its columns, the last of them unique
	// ("placed_at DESC", "id DESC"). Directions must not be mixed: keyset
	// paging compares rows as tuples.
	Sorts map[string][]string
}

// List is a declared dynamic list.
type List struct {
	spec  ListSpec
	at    string
	names []string
	mu    sync.Mutex
	made  map[string]*Stmt
}

// NewList declares a list. Call it at package level only; a wrong
// specification panics at start.
func NewList(spec ListSpec) *List {
	l := &List{spec: spec, at: caller(), made: map[string]*Stmt{}}
	for n := range spec.Filters {
		l.names = append(l.names, n)
	}
	sort.Strings(l.names)
	for name, cols := range spec.Sorts {
		if len(cols) == 0 {
			panic("db: list at " + l.at + ": sort " + name + " has no columns")
		}
		for _, c := range cols {
			if strings.HasSuffix(c, " DESC") != strings.HasSuffix(cols[0], " DESC") {
				panic("db: list at " + l.at + ": sort " + name + " mixes directions")
			}
		}
	}
	registry.Lock()
	defer registry.Unlock()
	registry.lists = append(registry.lists, l)
	return l
}

// ListQuery is one request to a list.
type ListQuery struct {
	list    *List
	filters map[string][]any
	sort    string
	after   []any
	limit   int
}

// Query starts a request in the given sort; Page sets the limit itself.
func (l *List) Query(sort string, limit int) *ListQuery {
	return &ListQuery{list: l, filters: map[string][]any{}, sort: sort, limit: limit}
}

// Where adds a declared filter with its values.
func (q *ListQuery) Where(filter string, values ...any) *ListQuery {
	q.filters[filter] = values
	return q
}

// After continues behind the row with this sort key.
func (q *ListQuery) After(key ...any) *ListQuery {
	q.after = key
	return q
}

// Sorts reports whether the list offers the sort.
func (l *List) Sorts(name string) bool {
	_, ok := l.spec.Sorts[name]
	return ok
}

// KeyLen is how many values a cursor of this sort has.
func (l *List) KeyLen(sort string) int { return len(l.spec.Sorts[sort]) }

// Build returns the statement and its arguments. It fails for an unknown sort
// with ErrSort; an unknown filter is a bug and fails too.
func (q *ListQuery) Build() (*Stmt, []any, error) {
	cols, ok := q.list.spec.Sorts[q.sort]
	if !ok {
		return nil, nil, ErrSort.At("sort", "unknown", "Use one of the documented sorts.")
	}
	if q.after != nil && len(q.after) != len(cols) {
		return nil, nil, fmt.Errorf("db: list at %s: %d cursor values for %d columns", q.list.at, len(q.after), len(cols))
	}
	var names []string
	for n := range q.filters {
		cond, ok := q.list.spec.Filters[n]
		if !ok {
			return nil, nil, fmt.Errorf("db: list at %s has no filter %q", q.list.at, n)
		}
		// A value too many here and one too few there would shift the rest.
		if want := strings.Count(cond, "$?"); len(q.filters[n]) != want {
			return nil, nil, fmt.Errorf("db: list at %s: %d values for filter %q, want %d", q.list.at, len(q.filters[n]), n, want)
		}
		names = append(names, n)
	}
	sort.Strings(names)
	args := []any{q.limit}
	for _, n := range names {
		args = append(args, q.filters[n]...)
	}
	args = append(args, q.after...)
	return q.list.stmt(names, q.sort, q.after != nil), args, nil
}

func (l *List) stmt(filters []string, sort string, after bool) *Stmt {
	key := strings.Join(filters, ",") + "|" + sort + "|" + strconv.FormatBool(after)
	l.mu.Lock()
	defer l.mu.Unlock()
	if s, ok := l.made[key]; ok {
		return s
	}
	text := l.text(filters, sort, after)
	s := &Stmt{text: text, lists: slicesIn(text), hints: strings.Contains(text, hint), at: l.at}
	l.made[key] = s
	return s
}

func (l *List) text(filters []string, sort string, after bool) string {
	n := 1 // $1 is the limit
	var conds []string
	if l.spec.Where != "" {
		conds = append(conds, l.spec.Where)
	}
	for _, f := range filters {
		c := l.spec.Filters[f]
		for strings.Contains(c, "$?") {
			n++
			c = strings.Replace(c, "$?", "$"+strconv.Itoa(n), 1)
		}
		conds = append(conds, "("+c+")")
	}
	cols := l.spec.Sorts[sort]
	if after {
		conds = append(conds, keyset(cols, n))
	}
	text := strings.TrimSpace(l.spec.Select)
	if len(conds) > 0 {
		text += " WHERE " + strings.Join(conds, " AND ")
	}
	return text + " ORDER BY " + strings.Join(cols, ", ") + " LIMIT $1"
}

func keyset(cols []string, n int) string {
	op := ">"
	names, marks := make([]string, len(cols)), make([]string, len(cols))
	for i, c := range cols {
		if strings.HasSuffix(c, " DESC") {
			op = "<"
		}
		names[i] = strings.TrimSuffix(strings.TrimSuffix(c, " DESC"), " ASC")
		marks[i] = "$" + strconv.Itoa(n+1+i)
	}
	return "(" + strings.Join(names, ", ") + ") " + op + " (" + strings.Join(marks, ", ") + ")"
}

// Page runs one page of the list: behind the request's cursor, with the cursor
// of the next page. key returns a row's sort key in the order of the sort's
// columns, strings and int64 only, also for a zero row. Returns page.ErrCursor
// or ErrSort.
func Page[R any](ctx context.Context, from Querier, q *ListQuery, p page.Request, key func(R) []any) (page.List[R], error) {
	q.limit = p.Size() + 1 // the one more tells that there is a next page
	if err := goOn(q, p, key); err != nil {
		return page.List[R]{}, err
	}
	rows, err := rowsOf[R](ctx, from, q)
	if err != nil {
		return page.List[R]{}, err
	}
	return page.Cut(rows, p.Size(), q.sort, key), nil
}

// Bounds of Find: how many rows it reads at once, and how often for one page.
const (
	findStep  = 500
	findSteps = 40
)

// Find is Page for what no column tells: of the rows of the list, in its order,
// it keeps those that keep wants, and reads on until the page is full. It is
// for tables that stay small: after 20,000 rows that hold too few it answers
// what it has, with a cursor to go on looking.
func Find[R any](ctx context.Context, from Querier, q *ListQuery, p page.Request, key func(R) []any, keep func(R) bool) (page.List[R], error) {
	q.limit = findStep
	if err := goOn(q, p, key); err != nil {
		return page.List[R]{}, err
	}
	var found []R
	for step := 1; ; step++ {
		rows, err := rowsOf[R](ctx, from, q)
		if err != nil {
			return page.List[R]{}, err
		}
		for _, r := range rows {
			if keep(r) {
				found = append(found, r)
			}
		}
		if len(found) > p.Size() || len(rows) < findStep {
			return page.Cut(found, p.Size(), q.sort, key), nil
		}
		last := key(rows[len(rows)-1])
		if step == findSteps {
			l := page.Cut(found, p.Size(), q.sort, key)
			l.Next = page.Encode(q.sort, last...)
			return l, nil
		}
		q.After(last...)
	}
}

// goOn starts a request behind the cursor, if there is one.
func goOn[R any](q *ListQuery, p page.Request, key func(R) []any) error {
	if p.Cursor == "" {
		return nil
	}
	after, err := page.DecodeKey(p.Cursor, q.sort, key(*new(R)))
	if err == nil {
		q.After(after...)
	}
	return err
}

func rowsOf[R any](ctx context.Context, from Querier, q *ListQuery) ([]R, error) {
	st, args, err := q.Build()
	if err != nil {
		return nil, err
	}
	return All[R](ctx, from, st, args...)
}
