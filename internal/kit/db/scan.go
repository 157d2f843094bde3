package db

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"
	"unicode"
)

// shape maps a struct's columns to its fields; computed once per type.
type shape map[string][]int

var shapes sync.Map // reflect.Type -> shape

var (
	timeType    = reflect.TypeFor[time.Time]()
	optTimeType = reflect.TypeFor[*time.Time]()
	rawJSONType = reflect.TypeFor[json.RawMessage]()
	scannerType = reflect.TypeFor[sql.Scanner]()
)

// scan reads rows of one result into values of one type.
type scan struct {
	single bool
	paths  [][]int
	dest   []any
}

func newScan[T any](r rows) (*scan, error) {
	cols, err := r.columns()
	if err != nil {
		return nil, err
	}
	t := reflect.TypeFor[T]()
	s := &scan{dest: make([]any, len(cols))}
	if isSingle(t) {
		if len(cols) != 1 {
			return nil, fmt.Errorf("db: %d columns into one %s", len(cols), t)
		}
		s.single = true
		return s, nil
	}
	sh := shapeOf(t)
	s.paths = make([][]int, len(cols))
	for i, c := range cols {
		p, ok := sh[c]
		if !ok {
			return nil, fmt.Errorf("db: column %q has no field in %s", c, t)
		}
		s.paths[i] = p
	}
	return s, nil
}

func isSingle(t reflect.Type) bool {
	return t.Kind() != reflect.Struct || t == timeType || reflect.PointerTo(t).Implements(scannerType)
}

func (s *scan) into(r rows, to any) error {
	v := reflect.ValueOf(to).Elem()
	if s.single {
		s.dest[0] = target(v)
		return r.Scan(s.dest...)
	}
	for i, p := range s.paths {
		s.dest[i] = target(v.FieldByIndex(p))
	}
	return r.Scan(s.dest...)
}

// target returns what the driver may scan into for one field.
func target(f reflect.Value) any {
	switch f.Type() {
	case timeType:
		return &timeDest{one: f.Addr().Interface().(*time.Time)}
	case optTimeType:
		return &timeDest{opt: f.Addr().Interface().(**time.Time)}
	case rawJSONType:
		return &rawDest{f.Addr().Interface().(*json.RawMessage)}
	}
	return f.Addr().Interface()
}

func scanOne[T any](r rows, to *T) error {
	s, err := newScan[T](r)
	if err != nil {
		return err
	}
	return s.into(r, to)
}

func shapeOf(t reflect.Type) shape {
	if s, ok := shapes.Load(t); ok {
		return s.(shape)
	}
	s := shape{}
	collect(t, nil, s)
	shapes.Store(t, s)
	return s
}

func collect(t reflect.Type, at []int, s shape) {
	for i := range t.NumField() {
		f := t.Field(i)
		path := append(append([]int(nil), at...), i)
		tag := f.Tag.Get("db")
		switch {
		case tag == "-":
		case f.Anonymous && tag == "" && f.Type.Kind() == reflect.Struct && !isSingle(f.Type):
			collect(f.Type, path, s)
		case !f.IsExported():
		case tag != "":
			s[tag] = path
		default:
			s[snake(f.Name)] = path
		}
	}
}

// snake turns StoreID into store_id.
func snake(name string) string {
	var b strings.Builder
	rs := []rune(name)
	for i, r := range rs {
		boundary := i > 0 && unicode.IsUpper(r) && (unicode.IsLower(rs[i-1]) || unicode.IsDigit(rs[i-1]) || i+1 < len(rs) && unicode.IsLower(rs[i+1]) && unicode.IsUpper(rs[i-1]))
		if boundary {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
