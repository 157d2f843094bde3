package db

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// JSON stores V as a JSON document in a JSONB column. Always an object or an
// array: a bare number would become a NUMERIC on SQLite.
type JSON[T any] struct{ V T }

// JSONOf wraps a value for a JSONB parameter or field.
func JSONOf[T any](v T) JSON[T] { return JSON[T]{V: v} }

// Value implements driver.Valuer.
func (j JSON[T]) Value() (driver.Value, error) {
	b, err := json.Marshal(j.V)
	return string(b), err
}

// Scan implements sql.Scanner.
func (j *JSON[T]) Scan(src any) error {
	switch s := src.(type) {
	case nil:
		j.V = *new(T)
		return nil
	case []byte:
		return json.Unmarshal(s, &j.V)
	case string:
		return json.Unmarshal([]byte(s), &j.V)
	}
	return fmt.Errorf("db: a JSON column came as %T", src)
}

// Micros is how a time is stored: microseconds since 1970 UTC. Parameters of
// type time.Time are stored so by themselves.
func Micros(t time.Time) int64 { return t.UnixMicro() }

// plain turns an argument into what both drivers take: nil, bool, int64,
// string, []byte. A zero time.Time is refused: it would be the year 1, and
// "no time" is a nil pointer.
func plain(a any) (any, error) {
	switch v := a.(type) {
	case nil, bool, int64, string, []byte:
		return v, nil
	case int:
		return int64(v), nil
	case time.Time:
		return micros(v)
	case *time.Time:
		if v == nil {
			return nil, nil
		}
		return micros(*v)
	case *string:
		if v == nil {
			return nil, nil
		}
		return *v, nil
	case *int64:
		if v == nil {
			return nil, nil
		}
		return *v, nil
	case driver.Valuer:
		if r := reflect.ValueOf(v); r.Kind() == reflect.Pointer && r.IsNil() {
			return nil, nil
		}
		x, err := v.Value()
		if _, again := x.(driver.Valuer); err != nil || again {
			return x, err
		}
		return plain(x) // a Valuer may give a time, too
	}
	return byKind(reflect.ValueOf(a))
}

func micros(t time.Time) (any, error) {
	if t.IsZero() {
		return nil, fmt.Errorf("a zero time: pass a nil *time.Time for none")
	}
	return t.UnixMicro(), nil
}

func byKind(v reflect.Value) (any, error) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil, nil
		}
		return plain(v.Elem().Interface())
	case reflect.String:
		return v.String(), nil
	case reflect.Bool:
		return v.Bool(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int(), nil
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return int64(v.Uint()), nil
	}
	return nil, fmt.Errorf("a %s is not a database value", v.Type())
}

// timeDest scans BIGINT microseconds into a time.Time or *time.Time.
type timeDest struct {
	one *time.Time
	opt **time.Time
}

// Scan implements sql.Scanner.
func (d *timeDest) Scan(src any) error {
	n, ok := src.(int64)
	switch {
	case src == nil && d.opt != nil:
		*d.opt = nil
		return nil
	case !ok:
		return fmt.Errorf("db: a time column came as %T", src)
	}
	t := time.UnixMicro(n).UTC()
	if d.opt != nil {
		*d.opt = &t
		return nil
	}
	*d.one = t
	return nil
}

// rawDest scans a JSONB column as it stands; one engine gives text, the other
// bytes.
type rawDest struct{ to *json.RawMessage }

// Scan implements sql.Scanner.
func (d *rawDest) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d.to = nil
	case string:
		*d.to = json.RawMessage(v)
	case []byte:
		*d.to = append(json.RawMessage(nil), v...)
	default:
		return fmt.Errorf("db: a JSON column came as %T", src)
	}
	return nil
}

// EscapeLike makes s match itself in a LIKE … ESCAPE '\'.
func EscapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
