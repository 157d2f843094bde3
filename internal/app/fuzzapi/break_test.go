package fuzzapi

import (
	"bytes"
	"encoding/json"
	"math"
	"net/url"
	"strings"
	"unicode/utf8"
)

// spoil breaks a request in one place.
func (g *gen) spoil(d *draft) {
	if d.raw == nil && d.body != nil && g.chance(70) {
		if g.chance(70) {
			g.spoilTree(d)
		} else {
			g.spoilBytes(d)
		}
		return
	}
	one(g, g.spoilPath, g.spoilQuery, g.spoilQuery, g.spoilHeader, g.spoilHeader, g.spoilMethod, g.spoilRaw)(d)
}

func (d *draft) note(what string) { d.broken = append(d.broken, what) }

// spot is a place in a JSON tree that can be read and set.
type spot struct {
	path string
	s    *schema
	get  any
	set  func(any)
	del  func()
}

// spots lists every place of a tree, with its schema where there is one.
func spots(d *document, s *schema, v any, path string, set func(any), del func()) []spot {
	s = d.resolve(s)
	out := []spot{{path, s, v, set, del}}
	switch v := v.(type) {
	case map[string]any:
		for _, name := range names(v) {
			var p *schema
			if s != nil {
				p = s.Properties[name]
			}
			out = append(out, spots(d, p, v[name], path+"."+name, func(x any) { v[name] = x }, func() { delete(v, name) })...)
		}
	case []any:
		for i := range v {
			var p *schema
			if s != nil {
				p = s.Items
			}
			out = append(out, spots(d, p, v[i], path+"[]", func(x any) { v[i] = x }, nil)...)
		}
	}
	return out
}

func (g *gen) spoilTree(d *draft) {
	d.body = clone(d.body)
	all := spots(d.op.doc, d.op.jsonBody(), d.body, "", func(x any) { d.body = x }, nil)
	at := all[g.r.IntN(len(all))]
	if len(all) > 1 && at.path == "" && g.chance(80) {
		at = all[1+g.r.IntN(len(all)-1)]
	}
	switch n := g.r.IntN(10); {
	case n == 0 && at.del != nil:
		at.del()
		d.note("without " + at.path)
	case n == 1:
		g.extra(d, at)
	case n == 2:
		at.set(nil)
		d.note("null at " + at.path)
	case n == 3:
		at.set(one[any](g, true, 0, "", "x", []any{}, map[string]any{}, []any{nil}, 1.5, map[string]any{"amount": 1}))
		d.note("another type at " + at.path)
	default:
		g.edge(d, at)
	}
}

// extra adds a member that is not asked for, or writes one in another case.
func (g *gen) extra(d *draft, at spot) {
	m, ok := at.get.(map[string]any)
	if !ok || len(m) == 0 {
		at.set(one[any](g, "x", nil, -1))
		d.note("another value at " + at.path)
		return
	}
	if g.chance(50) {
		name := one(g, names(m)...)
		m[strings.ToUpper(name)] = m[name]
		if g.chance(50) {
			delete(m, name)
		}
		d.note("wrong case at " + at.path)
		return
	}
	m[one(g, "id", "role", "permissions", "status", "created_at", "version", "__proto__", "constructor", "$where", "", "a.b", g.text())] = one[any](g, "x", 1, nil, []any{"*"})
	d.note("a member too many at " + at.path)
}

// edge sets a value at or past a bound of its schema.
func (g *gen) edge(d *draft, at spot) {
	d.note("edge at " + at.path)
	switch v := at.get.(type) {
	case string:
		at.set(g.edgeText(at.s))
	case int, int64, float64, json.Number:
		at.set(g.edgeNumber(at.s))
	case []any:
		if len(v) == 0 {
			at.set([]any{nil, g.text()})
			return
		}
		n := one(g, 0, 2, 31, 101, 501)
		many := make([]any, 0, n)
		for range n {
			many = append(many, clone(v[0]))
		}
		at.set(many)
	case map[string]any:
		at.set(one[any](g, map[string]any{}, []any{v}, nest(10), "{}"))
	default:
		at.set(one[any](g, g.text(), 0, -1, !g.chance(50)))
	}
}

func (g *gen) edgeText(s *schema) any {
	if s != nil && g.chance(35) {
		if s.MaxLength != nil {
			return strings.Repeat(one(g, "m", "é", "\U0001f600", " "), *s.MaxLength+one(g, 0, 1, -1))
		}
		if s.MinLength != nil {
			return strings.Repeat("m", max(0, *s.MinLength-1))
		}
		if len(s.Enum) > 0 {
			text, _ := s.Enum[0].(string)
			return one(g, strings.ToUpper(text), text+" ", "", "other")
		}
		if s.Format == "date-time" {
			return one(g, "2026-02-30T00:00:00Z", "2026-03-02", "2026-03-02T24:00:00Z", "-0001-01-01T00:00:00Z", "2026-03-02T09:00:60Z", "292278994-08-17T07:12:55Z", "now")
		}
	}
	return g.text()
}

func (g *gen) edgeNumber(s *schema) any {
	if s != nil && g.chance(40) {
		if s.Maximum != nil && g.chance(50) {
			return int64(*s.Maximum) + int64(one(g, 0, 1))
		}
		if s.Minimum != nil {
			return int64(*s.Minimum) - int64(one(g, 0, 1))
		}
	}
	return one[any](g, 0, -1, 1, int64(math.MaxInt64), int64(math.MinInt64), int64(math.MaxInt64)/2, int64(math.MaxInt32)+1, int64(1)<<53+1,
		json.Number("9223372036854775808"), json.Number("-0"), json.Number("1.0"), json.Number("1e2"), json.Number("1E400"), json.Number("1e-400"), json.Number("0.1"), json.Number("99999999999999999999999999999999"), "1")
}

func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(v))
		for k, x := range v {
			m[k] = clone(x)
		}
		return m
	case []any:
		l := make([]any, len(v))
		for i, x := range v {
			l[i] = clone(x)
		}
		return l
	}
	return v
}

func nest(n int) any {
	var v any = "deep"
	for range n {
		v = []any{v}
	}
	return v
}

// spoilBytes breaks the body below JSON's notice, or its notation.
func (g *gen) spoilBytes(d *draft) {
	b, err := json.Marshal(d.body)
	if err != nil {
		return
	}
	at := bytes.IndexByte(b, '"')
	switch g.r.IntN(12) {
	case 0:
		d.raw = b[:g.r.IntN(len(b))]
		d.note("truncated")
	case 1:
		d.raw = splice(b, at+1, one(g, "\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"))
		d.note("invalid UTF-8")
	case 2:
		d.raw = splice(b, at+1, one(g, `\ud800`, `\udfff`, `\ud800\u0041`, `\udc00\ud800`, `\uDBFFx`))
		d.note("half a surrogate pair")
	case 3:
		d.raw = splice(b, at+1, one(g, "\x00", `\u0000`, "\x1f", "\x7f", `\u0008`))
		d.note("control character")
	case 4:
		d.raw = append([]byte("\xef\xbb\xbf"), b...)
		d.note("byte order mark")
	case 5:
		d.raw = twice(b)
		d.note("a member twice")
	case 6:
		n := one(g, 63, 64, 65, 1000, 100_000)
		d.raw = []byte(strings.Repeat("[", n) + strings.Repeat("]", g.r.IntN(2)*n))
		d.note("deep nesting")
	case 7:
		d.raw = append(b, one(g, "{}", "x", ",", "\n\n", "\x00", "null")...)
		d.note("something after the document")
	case 8:
		d.raw = []byte(one(g, "", " ", "null", "[]", "0", `""`, "true", "{", "{]", "{'a':1}", "{a:1}", `{"a":1,}`, "NaN", "// x\n{}", "<a/>", "a=b"))
		d.note("another document")
	case 9:
		d.raw = bytes.ReplaceAll(b, []byte(`"`), []byte(`'`))
		d.note("single quotes")
	case 10:
		d.raw = utf16(b)
		d.note("UTF-16")
	default:
		i := g.r.IntN(max(1, len(b)))
		d.raw = splice(b, i, string(rune(g.r.IntN(128))))
		d.note("a byte too many")
	}
}

func splice(b []byte, at int, s string) []byte {
	at = max(0, min(at, len(b)))
	return append(append(append([]byte{}, b[:at]...), s...), b[at:]...)
}

// twice gives the first member of an object once more with another value.
func twice(b []byte) []byte {
	var m map[string]json.RawMessage
	if json.Unmarshal(b, &m) != nil || len(m) == 0 {
		return []byte(`{"a":1,"a":2}`)
	}
	key, err := json.Marshal(names(m)[0])
	if err != nil {
		return b
	}
	return append(append(append([]byte{}, b[:len(b)-1]...), ','), string(key)+`:"again"}`...)
}

func utf16(b []byte) []byte {
	out := []byte{0xff, 0xfe}
	for _, r := range string(b) {
		out = append(out, byte(r), byte(r>>8))
	}
	return out
}

func (g *gen) spoilPath(d *draft) {
	if len(d.path) == 0 {
		d.target = d.op.doc.base + d.op.path + one(g, "/", "//", "/..", "%00", "%ff", "%2e%2e%2f", ";x=1", "/"+url.PathEscape(g.text()), "?", "#x", "%zz")
		d.note("another address")
		return
	}
	name := one(g, names(d.path)...)
	v := d.path[name]
	d.path[name] = one(g, g.text(), v+"x", strings.ToUpper(v), v+" ", "."+v, strings.TrimSuffix(v, v[max(0, len(v)-1):]), g.seen("ord_"), g.seen("prod_"), strings.Repeat("a", 5000))
	if d.path[name] == "" {
		d.path[name] = "%"
	}
	d.note("path " + name)
}

func (g *gen) spoilQuery(d *draft) {
	d.note("query")
	if len(d.query) == 0 || g.chance(30) {
		d.query = append(d.query, [2]string{one(g, "limit", "cursor", "sort", "locale", "currency", "q", "nothing", "", "LIMIT", "a[]", g.text()), g.text()})
		return
	}
	i := g.r.IntN(len(d.query))
	v := d.query[i][1]
	switch g.r.IntN(4) {
	case 0:
		d.query = append(d.query, d.query[i]) // twice
	case 1:
		d.query[i][1] = flip(g, v)
	case 2:
		d.query[i][1] = one(g, "-1", "0", "101", "1e3", "9223372036854775808", "1.5", "+1", " 1", "0x10", "true ", "TRUE", "t", "")
	default:
		d.query[i][1] = g.text()
	}
}

// flip changes one character, or cuts or lengthens the text.
func flip(g *gen, v string) string {
	if v == "" {
		return "A"
	}
	b := []byte(v)
	i := g.r.IntN(len(b))
	switch g.r.IntN(3) {
	case 0:
		return v[:i]
	case 1:
		return v + v
	}
	b[i] ^= 1 << g.r.IntN(7)
	if !utf8.Valid(b) || b[i] < ' ' {
		b[i] = 'A'
	}
	return string(b)
}

func (g *gen) spoilHeader(d *draft) {
	name := one(g, "If-Match", "Idempotency-Key", "Haat-Order-Token", "Content-Type", "Content-Type", "Accept", "Accept-Language", "Authorization", "Cookie", "Origin", "Content-Encoding", "Range",
		"X-Forwarded-For", "X-Forwarded-Host", "X-HTTP-Method-Override", "Sec-Fetch-Site", "Last-Event-ID", "Expect", "DNT", "Sec-GPC", "If-None-Match", "X-Request-Id")
	values := map[string][]string{
		"If-Match": {`"1"`, `"999999"`, `W/"1"`, "1", "*", `"`, `"-1"`, `"9223372036854775808"`, `"1", "2"`, "x"},
		"Content-Type": {"text/plain", "application/json; charset=utf-16", "application/json;", "application/xml", "multipart/form-data", "multipart/form-data; boundary=", "application/x-www-form-urlencoded", "application/merge-patch+json",
			"application/json, text/plain", ";", "APPLICATION/JSON", "application/cbor", "application/octet-stream", "json"},
		"Accept":          {"text/html", "application/xml", "*/*;q=0", "application/cbor", ";;", "image/*"},
		"Authorization":   {"Bearer", "Bearer x", "Basic eDp4", "bearer ..", "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer " + strings.Repeat("a", 4000)},
		"Expect":          {"100-continue"},
		"Accept-Language": {"ne", "ar;q=0.5, en", strings.Repeat("en,", 500), "x-", "*"},
		"Sec-Fetch-Site":  {"cross-site", "same-site", "none", "x"},
		"Origin":          {"null", "https://evil.example", "x"},
	}[name]
	v := g.text()
	if len(values) > 0 && g.chance(75) {
		v = one(g, values...)
	}
	d.header[name] = strings.TrimSpace(notInHeader.ReplaceAllString(v, ""))
	d.note("header " + name)
}

func (g *gen) spoilMethod(d *draft) {
	d.method = one(g, "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "X", "get")
	d.note("method " + d.method)
}

// spoilRaw sends a body that is not asked for, or one that is no JSON.
func (g *gen) spoilRaw(d *draft) {
	d.raw = []byte(one(g, "", "{}", "x", strings.Repeat("a", 70_000), "--x\r\n\r\n--x--", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x.svg\"\r\nContent-Type: image/svg+xml\r\n\r\n<svg onload=alert(1)>\r\n--x--\r\n"))
	d.note("another body")
}
