package fuzzapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"sort"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/haatshop/haat/internal/app/apptest"
)

// schema is the part of JSON Schema the documents use.
type schema struct {
	Ref        string             `json:"$ref"`
	Type       typeNames          `json:"type"`
	Format     string             `json:"format"`
	Properties map[string]*schema `json:"properties"`
	Required   []string           `json:"required"`
	Additional json.RawMessage    `json:"additionalProperties"`
	Items      *schema            `json:"items"`
	Enum       []any              `json:"enum"`
	Examples   []any              `json:"examples"`
	Minimum    *float64           `json:"minimum"`
	Maximum    *float64           `json:"maximum"`
	MinLength  *int               `json:"minLength"`
	MaxLength  *int               `json:"maxLength"`
	MinItems   *int               `json:"minItems"`
	MaxItems   *int               `json:"maxItems"`
	Pattern    string             `json:"pattern"`
}

// typeNames is "type": one name or several.
type typeNames []string

// UnmarshalJSON implements json.Unmarshaler.
func (t *typeNames) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		b = append(append([]byte{'['}, b...), ']')
	}
	return json.Unmarshal(b, (*[]string)(t))
}

func (t typeNames) has(name string) bool {
	for _, x := range t {
		if x == name {
			return true
		}
	}
	return false
}

// param is a parameter outside the body.
type param struct {
	Name     string  `json:"name"`
	In       string  `json:"in"`
	Required bool    `json:"required"`
	Explode  bool    `json:"explode"`
	Schema   *schema `json:"schema"`
	check    *jsonschema.Schema
}

type content map[string]struct {
	Schema *schema `json:"schema"`
}

// operation is a route as its document declares it.
type operation struct {
	ID          string  `json:"operationId"`
	Perm        string  `json:"x-haat-permission"`
	Params      []param `json:"parameters"`
	RequestBody *struct {
		Required bool    `json:"required"`
		Content  content `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Content content `json:"content"`
	} `json:"responses"`

	doc          *document
	method, path string
	body         *jsonschema.Schema            // of a JSON body
	answers      map[string]*jsonschema.Schema // "200 application/json"
}

// name tells an operation from its namesake in the other document.
func (o *operation) name() string { return o.doc.name + "." + o.ID }

func (o *operation) stream() bool {
	for _, r := range o.Responses {
		if _, ok := r.Content["text/event-stream"]; ok {
			return true
		}
	}
	return false
}

// jsonBody is the schema of the JSON body, nil when there is none.
func (o *operation) jsonBody() *schema {
	if o.RequestBody == nil {
		return nil
	}
	return o.RequestBody.Content["application/json"].Schema
}

// document is one of the two OpenAPI documents.
type document struct {
	name, base string
	ops        []*operation
	schemas    map[string]*schema
}

// resolve follows references.
func (d *document) resolve(s *schema) *schema {
	for s != nil && s.Ref != "" {
		s = d.schemas[s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]]
	}
	return s
}

// read takes a document from the running shop and compiles every schema in it.
func read(t *testing.T, shop *apptest.Shop, name string) *document {
	t.Helper()
	raw := shop.Client().Do("GET", "/api/"+name+".json", nil).Want(200).Body
	var in struct {
		Servers    []struct{ URL string }
		Paths      map[string]map[string]json.RawMessage
		Components struct{ Schemas map[string]*schema }
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		t.Fatal(err)
	}
	tree, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	at := "https://api.test/" + name + ".json"
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(at, tree); err != nil {
		t.Fatal(err)
	}
	d := &document{name: name, base: in.Servers[0].URL, schemas: in.Components.Schemas}
	for path, item := range in.Paths {
		for method, raw := range item {
			op := &operation{doc: d, path: path, method: strings.ToUpper(method), answers: map[string]*jsonschema.Schema{}}
			if json.Unmarshal(raw, op) != nil || op.ID == "" {
				continue
			}
			if err := op.compile(c, at+"#/paths/"+pointer(path)+"/"+method); err != nil {
				t.Fatal(err)
			}
			d.ops = append(d.ops, op)
		}
	}
	sort.Slice(d.ops, func(i, j int) bool { return d.ops[i].ID < d.ops[j].ID })
	return d
}

func (o *operation) compile(c *jsonschema.Compiler, at string) (err error) {
	for i := range o.Params {
		if o.Params[i].check, err = c.Compile(fmt.Sprintf("%s/parameters/%d/schema", at, i)); err != nil {
			return err
		}
	}
	if o.jsonBody() != nil {
		if o.body, err = c.Compile(at + "/requestBody/content/application~1json/schema"); err != nil {
			return err
		}
	}
	for status, r := range o.Responses {
		for kind := range r.Content {
			if o.answers[status+" "+kind], err = c.Compile(at + "/responses/" + status + "/content/" + pointer(kind) + "/schema"); err != nil {
				return err
			}
		}
	}
	return nil
}

// pointer writes a member's name for a JSON pointer in a fragment.
func pointer(name string) string {
	return url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(name))
}
