package httpx

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Nullable says in the document which members of answers may be null: those
// that are a pointer to an object and are written even when there is none.
// huma says so of numbers and texts, but only names the schema of an object.
//
// Schemas that requests take are left alone: what they hold is checked, and
// null there means something only in an opt.Field, which says so itself.
func Nullable(doc *huma.OpenAPI) {
	taken := map[string]bool{}
	for _, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil || op.RequestBody == nil {
				continue
			}
			for _, m := range op.RequestBody.Content {
				within(doc.Components.Schemas, m.Schema, taken)
			}
		}
	}
	for name, s := range doc.Components.Schemas.Map() {
		ref := "#/components/schemas/" + name
		t := doc.Components.Schemas.TypeFromRef(ref)
		if taken[ref] || t == nil || t.Kind() != reflect.Struct {
			continue
		}
		for _, f := range reflect.VisibleFields(t) {
			member, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
			if p := s.Properties[member]; p != nil && p.Ref != "" && f.Type.Kind() == reflect.Pointer && !strings.Contains(rest, "omit") {
				s.Properties[member] = &huma.Schema{AnyOf: []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}, Description: p.Description}
			}
		}
	}
}

// within notes every schema that s leads to.
func within(all huma.Registry, s *huma.Schema, seen map[string]bool) {
	if s == nil || s.Ref != "" && seen[s.Ref] {
		return
	}
	if s.Ref != "" {
		seen[s.Ref] = true
		within(all, all.SchemaFromRef(s.Ref), seen)
	}
	within(all, s.Items, seen)
	if more, ok := s.AdditionalProperties.(*huma.Schema); ok {
		within(all, more, seen)
	}
	for _, p := range s.Properties {
		within(all, p, seen)
	}
}
