package opt

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// Schema implements huma.SchemaProvider: the value's own schema, or null.
func (f Field[T]) Schema(r huma.Registry) *huma.Schema {
	s := *huma.SchemaFromType(r, reflect.TypeFor[T]())
	s.Nullable = true
	return &s
}
