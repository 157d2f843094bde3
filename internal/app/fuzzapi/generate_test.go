package fuzzapi

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// draft is a request in the making.
type draft struct {
	op     *operation
	method string
	path   map[string]string // by parameter
	query  [][2]string       // unescaped
	header map[string]string //
	body   any               // a JSON tree
	raw    []byte            // the body as it is sent; made from body when nil
	target string            // the request target when it is no ordinary one
	broken []string          // what was done to it
}

// gen makes requests. Each worker has its own; the pool is shared.
type gen struct {
	r       *rand.Rand
	pool    *pool
	hostile []string
	n       int
	tag     string
}

func (g *gen) chance(percent int) bool { return g.r.IntN(100) < percent }

func (g *gen) text() string { return g.hostile[g.r.IntN(len(g.hostile))] }

// next is a number nobody had.
func (g *gen) next() string { g.n++; return g.tag + strconv.Itoa(g.n) }

// one picks from choices.
func one[T any](g *gen, choices ...T) T { return choices[g.r.IntN(len(choices))] }

// draft makes a request that its document allows, as far as a document says.
func (g *gen) draft(op *operation) *draft {
	d := &draft{op: op, method: op.method, path: map[string]string{}, header: map[string]string{}}
	for _, p := range op.Params {
		switch {
		case p.In == "path":
			d.path[p.Name] = g.pathValue(op, p)
		case p.In == "query" && (p.Required || g.chance(30)):
			for range g.times(p) {
				d.query = append(d.query, [2]string{p.Name, g.queryValue(op, p)})
			}
		case p.In == "header" && g.chance(30):
			d.header[p.Name] = g.headerValue(op, p)
		}
	}
	if s := op.jsonBody(); s != nil {
		d.body = g.value(op.doc, s, "", 0)
	}
	if make := recipes[op.name()]; make != nil && g.chance(65) {
		make(g, d)
	}
	return d
}

func (g *gen) times(p param) int {
	if p.Explode && p.Schema.Type.has("array") {
		return 1 + g.r.IntN(3)
	}
	return 1
}

// collection is the path up to the parameter: what its ids are kept under.
func collection(op *operation, upTo string) string {
	path := op.path
	if i := strings.Index(path, "{"+upTo+"}"); i > 0 {
		path = path[:i]
	}
	return strings.Trim(path, "/")
}

func (g *gen) pathValue(op *operation, p param) string {
	for _, name := range []string{collection(op, p.Name), p.Name} {
		if v, ok := g.pool.pick(g.r, name); ok && g.chance(92) {
			return v
		}
	}
	if s, ok := g.scalar(op.doc, p.Schema, p.Name).(string); ok && s != "" {
		return s
	}
	return "nothing"
}

func (g *gen) queryValue(op *operation, p param) string {
	s := p.Schema
	if s.Type.has("array") {
		s = s.Items
	}
	switch p.Name {
	case "cursor":
		if v, ok := g.pool.pick(g.r, collection(op, "")+" next_cursor"); ok {
			return v
		}
	case "q":
		if v, ok := g.pool.pick(g.r, one(g, "title", "email", "number", "id", "name")); ok {
			return v
		}
	case "attribute":
		return one(g, "material:Stoneware", "material:", ":", "x", "a:b:c")
	}
	b, err := json.Marshal(g.scalar(op.doc, s, p.Name))
	if err != nil {
		return ""
	}
	var text string
	if json.Unmarshal(b, &text) == nil {
		return text
	}
	return string(b)
}

func (g *gen) headerValue(op *operation, p param) string {
	switch p.Name {
	case "Idempotency-Key":
		if g.chance(25) {
			if v, ok := g.pool.pick(g.r, "idempotency"); ok {
				return v
			}
		}
		key := "key-" + g.next()
		g.pool.add("idempotency", key)
		return key
	case "If-Match":
		if v, ok := g.pool.pick(g.r, collection(op, "")+" etag"); ok {
			return v
		}
	case "Haat-Order-Token":
		if v, ok := g.pool.pick(g.r, "order_token"); ok {
			return v
		}
	}
	s, _ := g.scalar(op.doc, p.Schema, p.Name).(string)
	return strings.TrimSpace(notInHeader.ReplaceAllString(s, ""))
}

var notInHeader = regexp.MustCompile(`[\x00-\x1f\x7f]`)

const depth = 5

// value makes a document of a schema.
func (g *gen) value(d *document, s *schema, name string, deep int) any {
	if s = d.resolve(s); s == nil {
		return g.text()
	}
	if s.Type.has("null") && g.chance(8) {
		return nil
	}
	switch {
	case s.Type.has("object"):
		return g.object(d, s, deep)
	case s.Type.has("array"):
		lo, hi := 0, 3
		if s.MinItems != nil {
			lo = *s.MinItems
		}
		if s.MaxItems != nil {
			hi = min(hi, *s.MaxItems)
		}
		list := []any{}
		for range lo + g.r.IntN(max(1, hi-lo+1)) {
			list = append(list, g.value(d, s.Items, strings.TrimSuffix(name, "s"), deep+1))
		}
		return list
	}
	return g.scalar(d, s, name)
}

func (g *gen) object(d *document, s *schema, deep int) any {
	m := map[string]any{}
	for _, name := range names(s.Properties) {
		p := s.Properties[name]
		required := false
		for _, r := range s.Required {
			required = required || r == name
		}
		if required || deep < depth && g.chance(35) {
			m[name] = g.value(d, p, name, deep+1)
		}
	}
	var more schema
	if len(s.Additional) > 5 && json.Unmarshal(s.Additional, &more) == nil && deep < depth {
		for range g.r.IntN(3) {
			m[one(g, "en", "ar", "ne", "xx", g.text())] = g.value(d, &more, "", deep+1)
		}
	}
	return m
}

// names are a map's keys in order: the same seed makes the same requests.
func names[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

// scalar makes a string, number or boolean.
func (g *gen) scalar(d *document, s *schema, name string) any {
	s = d.resolve(s)
	if len(s.Enum) > 0 {
		return s.Enum[g.r.IntN(len(s.Enum))]
	}
	if len(s.Examples) > 0 && g.chance(30) {
		if list, ok := s.Examples[0].([]any); !ok || len(list) > 0 {
			return s.Examples[0]
		}
	}
	switch {
	case s.Type.has("boolean"):
		return g.chance(50)
	case s.Type.has("integer"), s.Type.has("number"):
		return g.number(s)
	case s.Type.has("string"):
		return g.string(s, name)
	}
	return one[any](g, nil, true, 1, "x", []any{}, map[string]any{})
}

func (g *gen) number(s *schema) any {
	lo, hi := -10.0, 1000.0
	if s.Minimum != nil {
		lo = *s.Minimum
		hi = max(hi, lo+1)
	}
	if s.Maximum != nil {
		hi = *s.Maximum
	}
	switch {
	case g.chance(10):
		return int64(lo)
	case g.chance(10):
		return int64(hi)
	case g.chance(70): // small numbers do more
		return int64(lo) + g.r.Int64N(int64(max(1, min(hi-lo, 5))))
	}
	return int64(lo) + g.r.Int64N(int64(max(1, hi-lo)))
}

// well are values that mean something under these names.
var well = map[string][]string{
	"currency": {"USD", "EUR", "NPR", "JPY", "KWD"}, "country": {"US", "NP", "DE", "GB", "JP"}, "locale": {"en", "ar", "ne", "en-GB", "xx"},
	"payment_method": {"cod", "sandbox", "none"}, "postcode": {"62701", "44600", "10115"}, "region": {"IL", "CA", ""}, "phone": {"+15550100", ""},
	"rate": {"0.2", "0", "1", "0.0825", "2"}, "time_zone": {"UTC", "Asia/Kathmandu"}, "tax_rounding": {"line", "total"},
	"handle": {"clay-mug", "kiln", "about", "x-1"}, "path": {"/", "/products/clay-mug"},
}

func (g *gen) string(s *schema, name string) any {
	switch {
	case s.Format == "date-time":
		return one(g, "2026-03-02T09:00:00Z", "1970-01-01T00:00:00Z", "2099-12-31T23:59:59.999999Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-03-02T09:00:00+14:00")
	case s.Format == "email" || name == "email":
		return one(g, "g"+g.next()+"@fuzz.example", "ca@shop.example", "a@test.example")
	}
	if list := well[name]; list != nil && g.chance(60) {
		return list[g.r.IntN(len(list))]
	}
	if v, ok := g.pool.pick(g.r, name); ok && g.chance(70) {
		return v
	}
	text := one(g, "Thing "+g.next(), "Clay mug", "नेपाली", g.text())
	if s.MaxLength != nil {
		if r := []rune(text); len(r) > *s.MaxLength {
			text = string(r[:*s.MaxLength])
		} else if g.chance(3) {
			text = strings.Repeat("m", *s.MaxLength)
		}
	}
	if s.MinLength != nil && len([]rune(text)) < *s.MinLength {
		text = strings.Repeat("m", *s.MinLength)
	}
	return text
}

// targetOf writes the request target: path and query, escaped.
func (d *draft) targetOf() string {
	if d.target != "" {
		return d.target
	}
	path := d.op.path
	for name, v := range d.path {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(v))
	}
	var q []string
	for _, kv := range d.query {
		q = append(q, url.QueryEscape(kv[0])+"="+url.QueryEscape(kv[1]))
	}
	out := d.op.doc.base + path
	if len(q) > 0 {
		out += "?" + strings.Join(q, "&")
	}
	return out
}
