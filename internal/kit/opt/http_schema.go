package opt

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Schema implements huma.SchemaProvider: the value's own schema, or null.
func (f Field[T]) Schema(r huma.Registry) *huma.Schema {
	s := *huma.SchemaFromType(r, reflect.TypeFor[T]())
	s.Nullable = true
	return &s
}

// Resolve implements huma.ResolverWithPath. An object that may be null has members that
// may not, and huma lets these be null, too.
func (f *Field[T]) Resolve(_ huma.Context, prefix *huma.PathBuffer) []error {
	if f.hole == "" {
		return nil
	}
	return []error{&huma.ErrorDetail{Location: prefix.With(f.hole), Message: "expected a value, not null"}}
}

// hole names the first member of a struct that the JSON object says is null although
// the struct has no way to hold that.
func hole(t reflect.Type, b []byte) string {
	if t.Kind() != reflect.Struct || !bytes.Contains(b, []byte("null")) {
		return ""
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(b, &members) != nil {
		return "" // whoever reads it says so
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" || strings.Contains(options, "omit") || f.Tag.Get("required") == "false" || f.Tag.Get("nullable") == "true" {
			continue
		}
		switch f.Type.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
			continue
		}
		if string(bytes.TrimSpace(members[name])) == "null" {
			return name
		}
	}
	return ""
}
