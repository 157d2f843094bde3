package fuzzapi

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
)

// field is a free text of a document: where it is, how it is tidied
// (docs/text.md), how long it may be and whether it may be empty.
type field struct {
	path     string
	tidy     func(string) string
	max      int
	required bool
	allowed  func(tidied string) bool // where a room has a rule of its own
}

// subject is a document whose texts are written and read back.
type subject struct {
	name   string
	fields []field
	base   object                              // members each write needs besides
	write  func(b object) apptest.Answer       // sends the body
	read   func(written apptest.Answer) []byte // what is stored
	at     func(path string) string            // where a field is read, if not where it was written
	// filled says that an empty text is no text here: an attribute without a value says
	// nothing and goes, one without a name is called by its code.
	filled bool
}

func line(max int, required bool, paths ...string) []field {
	return texts(text.Line, max, required, paths)
}

func block(max int, required bool, paths ...string) []field {
	return texts(text.Block, max, required, paths)
}

func texts(tidy func(string) string, max int, required bool, paths []string) []field {
	var all []field
	for _, p := range paths {
		all = append(all, field{path: p, tidy: tidy, max: max, required: required})
	}
	return all
}

// posted are members of an address: what a label can show is kit/address's to
// say.
func posted(paths ...string) []field {
	out := line(0, false, paths...)
	for i := range out {
		name := out[i].path[strings.LastIndexByte(out[i].path, '.')+1:]
		out[i].allowed = func(tidied string) bool {
			a := address.Address{FirstName: "Ada", LastName: "Byron", Line1: "1 Main St", City: "Springfield", Region: "IL", Postcode: "62701", Country: "US"}
			*map[string]*string{"first_name": &a.FirstName, "last_name": &a.LastName, "company": &a.Company, "line1": &a.Line1, "line2": &a.Line2, "city": &a.City}[name] = tidied
			return len(a.Validate()) == 0
		}
	}
	return out
}

func all(lists ...[]field) []field {
	var out []field
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// subjects are the documents with free texts.
func subjects(t *testing.T, shop *apptest.Shop, m apptest.Market) []subject {
	owner, n := shop.LogIn(apptest.Owner, apptest.Password), 0
	next := func() string { n++; return strconv.Itoa(n) }
	do := func(c *apptest.Client, method, path string) func(object) apptest.Answer {
		return func(b object) apptest.Answer { return c.Do(method, path, b) }
	}
	get := func(c *apptest.Client, path string) func(apptest.Answer) []byte {
		return func(apptest.Answer) []byte { return c.Do("GET", path, nil).Want(200).Body }
	}
	made := func(path string, b object) string {
		var out struct{ ID string }
		owner.Do("POST", apptest.Store+path, b).Want(201).Into(&out)
		return apptest.Store + path + "/" + out.ID
	}
	seo, both := object{"title": "", "description": ""}, func(a, b string) object { return object{"ne": object{a: "x", b: "x"}} }
	patch := func(name, path string, fields []field, base object) subject {
		return subject{name: name, fields: fields, base: base, write: do(owner, "PATCH", path), read: get(owner, path)}
	}
	addressed := []string{"first_name", "last_name", "company", "line1", "line2", "city"}
	within := func(prefix string) (out []string) {
		for _, a := range addressed {
			out = append(out, prefix+a)
		}
		return out
	}
	product := apptest.Store + "/products/" + m.ProductA
	category := made("/categories", object{"name": "C"})
	collection := made("/collections", object{"title": "C"})
	page := made("/pages", object{"title": "P", "body_html": "<p>x</p>"})
	html := func(paths ...string) []field { return texts(text.HTML, 20_000, false, paths) }

	customer := shop.SignUp(shop.Client(), "texts@shop.example", "", "")
	guest := shop.Client()
	cart := guest.NewCart()
	buyer := shop.Client()
	placed := buyer.Place(buyer.Basket("texts@guest.example", m.VariantA), "cod")
	order := apptest.Store + "/orders/" + placed.Order.ID
	created := func(a apptest.Answer) []byte { return a.Body }
	zoneBase := func() object {
		return object{"places": list{object{"country": "NP", "postcode_prefix": next()}}, "store_id": m.StoreA.ID}
	}

	return []subject{
		patch("a product", product, all(line(255, true, "title"), line(120, false, "vendor"), html("description_html"), line(255, false, "seo.title"), line(500, false, "seo.description"), line(255, false, "translations.ne.title")), object{"seo": seo, "translations": both("title", "description_html")}),
		{name: "a product's attribute", filled: true, fields: all(line(500, true, "attributes.0.value"), line(120, false, "attributes.0.name")), base: object{"attributes": list{object{"code": "a", "name": "x", "value": "x"}}}, write: do(owner, "PATCH", product), read: get(owner, product)},
		patch("a category", category, all(line(120, true, "name"), block(5000, false, "description"), line(120, false, "translations.ne.name"), block(5000, false, "translations.ne.description")), object{"translations": both("name", "description")}),
		patch("a collection", collection, all(line(255, true, "title"), html("description_html")), nil),
		patch("a page", page, all(line(255, true, "title"), html("body_html"), line(255, false, "seo.title"), line(500, false, "seo.description")), object{"seo": seo}),
		patch("a store", apptest.Store+"/stores/"+m.StoreA.ID, all(line(120, true, "name"), block(10_000, false, "description"), block(5000, false, "policies.shipping", "policies.returns")), object{"policies": object{"shipping": "", "returns": ""}}),
		patch("the shop", apptest.Store+"/settings", line(80, true, "name"), nil),
		{name: "the home page", fields: all(line(120, false, "sections.0.eyebrow"), line(255, false, "sections.0.title"), block(5000, false, "sections.0.text")),
			base:  object{"sections": list{object{"kind": "story", "title": "", "text": "", "ref": "", "image_url": "", "link_url": ""}}},
			write: do(owner, "PUT", apptest.Store+"/home"), read: get(owner, apptest.Store+"/home")},
		{name: "what a customer said", fields: all(block(1000, true, "sections.0.quotes.0.text"), line(120, true, "sections.0.quotes.0.name"), line(120, false, "sections.0.quotes.0.place")),
			base:  object{"sections": list{object{"kind": "quotes", "title": "", "text": "", "ref": "", "image_url": "", "link_url": "", "quotes": list{object{"text": "x", "name": "x"}}}}},
			write: do(owner, "PUT", apptest.Store+"/home"), read: get(owner, apptest.Store+"/home")},
		{name: "a shopper", fields: line(100, false, "first_name", "last_name"), write: do(customer, "PATCH", apptest.Site+"/me"), read: get(customer, apptest.Site+"/me")},
		{name: "an address", fields: posted(addressed...), base: apptest.Address(),
			write: do(customer, "POST", apptest.Site+"/me/addresses"), read: created, at: func(path string) string { return "address." + path }},
		{name: "a cart", fields: all(block(2000, false, "note"), posted(within("shipping_address.")...)), base: object{"shipping_address": apptest.Address()},
			write: do(guest, "PATCH", apptest.Site+"/carts/"+cart.ID), read: get(guest, apptest.Site+"/carts/"+cart.ID)},
		{name: "a note on an order", fields: block(5000, true, "text"), write: do(owner, "POST", order+"/notes"), read: lastOf(owner, order, "timeline"), at: func(string) string { return "data.text" }},
		{name: "a movement of stock", fields: line(500, false, "note"), base: object{"variant_id": m.VariantA, "delta": 1}, write: do(owner, "POST", apptest.Store+"/inventory/adjust"),
			read: func(apptest.Answer) []byte {
				var l struct{ Items []json.RawMessage }
				owner.Do("GET", apptest.Store+"/inventory/"+m.VariantA+"/movements?limit=1", nil).Want(200).Into(&l)
				return l.Items[0]
			}},
		{name: "a seller", fields: line(120, true, "name"), base: object{"email": "s@texts.example"}, write: do(owner, "POST", apptest.Store+"/sellers"), read: created},
		{name: "a tax category", fields: line(120, true, "name"), write: do(owner, "PUT", apptest.Store+"/tax/categories/texts"), read: created},
		{name: "a tax zone", fields: line(120, true, "name", "rates.0.name"), base: object{"name": "x", "rates": list{object{"name": "x", "rate": "0.1"}}},
			write: func(b object) apptest.Answer {
				b["areas"] = list{object{"country": "NP", "postcode": next()}}
				return owner.Do("POST", apptest.Store+"/tax/zones", b)
			}, read: created},
		{name: "a shipping zone", fields: line(120, true, "name", "rates.0.name"), base: object{"name": "x", "rates": list{object{"name": "x", "active": true, "days_min": 1, "days_max": 2, "tariffs": list{object{"currency": "USD", "bands": list{object{"amount": 5}}}}}}},
			write: func(b object) apptest.Answer {
				for k, v := range zoneBase() {
					b[k] = v
				}
				return owner.Do("POST", apptest.Store+"/shipping/zones", b)
			}, read: created},
		{name: "an account of the dashboard", fields: line(120, false, "name"), write: do(owner, "PATCH", apptest.Store+"/me"), read: get(owner, apptest.Store+"/me"), at: func(path string) string { return "account." + path }},
		{name: "a member", fields: line(120, false, "name"), write: func(b object) apptest.Answer {
			b["email"], b["role"], b["permissions"] = "t"+next()+"@texts.example", "staff", list{"orders.read"}
			return owner.Do("POST", apptest.Store+"/team", b)
		}, read: created},
	}
}

// lastOf reads the newest entry of a list within a document.
func lastOf(c *apptest.Client, path, name string) func(apptest.Answer) []byte {
	return func(apptest.Answer) []byte {
		var doc map[string]json.RawMessage
		c.Do("GET", path, nil).Want(200).Into(&doc)
		var entries []json.RawMessage
		if json.Unmarshal(doc[name], &entries) != nil || len(entries) == 0 {
			return nil
		}
		return entries[len(entries)-1]
	}
}

func TestEveryTextIsStoredAsTheTextPageSays(t *testing.T) {
	strings, step := awkward(), 16
	more, ok := naughty()
	if !ok {
		t.Logf(noData, hostileData())
	}
	if strings = append(strings, more...); os.Getenv("HAAT_FUZZ_REQUESTS") != "" {
		step = 1
	}
	for _, e := range dbtest.Engines() {
		t.Run(e.String(), func(t *testing.T) {
			shop := apptest.Start(t, e, apptest.Options{})
			for i, s := range subjects(t, shop, apptest.Fill(t, shop.App, 1000)) {
				n := 0
				for j := i % step; j < len(strings); j += step {
					if utf8.ValidString(strings[j]) {
						n += s.check(t, strings[j])
					}
				}
				if n == 0 {
					t.Errorf("%s: nothing was stored at all", s.name)
				}
			}
		})
	}
}

// check writes a text into every field of the subject and reads it back. What
// is refused has to deserve it. It returns how many were stored.
func (s subject) check(t *testing.T, value string) int {
	t.Helper()
	wanted := map[string]string{}
	b, _ := clone(s.base).(object)
	if b == nil {
		b = object{}
	}
	for _, f := range s.fields {
		if s.filled && strings.TrimSpace(f.tidy(value)) == "" {
			return 0
		}
		if want := f.tidy(value); f.allows(want) {
			wanted[f.path] = want
			put(b, f.path, value)
			continue
		}
		put(b, f.path, value)
		if a := s.write(b); a.Status != 422 && a.Status != 400 {
			t.Errorf("%s: %s took %q: %d", s.name, f.path, value, a.Status)
		} else if !locates(a, f.path) {
			t.Errorf("%s: %s refused %q elsewhere: %s", s.name, f.path, value, a.Body)
		}
		put(b, f.path, "x") // what can be stored beside it is
		if f.allowed != nil {
			put(b, f.path, dig(map[string]any(s.base), f.path))
		}
	}
	a := s.write(b)
	if a.Status != 200 && a.Status != 201 {
		t.Errorf("%s: %q: %d %s", s.name, value, a.Status, a.Body)
		return 0
	}
	var doc any
	if err := json.Unmarshal(s.read(a), &doc); err != nil {
		t.Fatal(err)
	}
	for path, want := range wanted {
		at := path
		if s.at != nil {
			at = s.at(path)
		}
		if got, _ := dig(doc, at).(string); got != want {
			t.Errorf("%s: %s keeps %+q as %+q, want %+q", s.name, path, value, got, want)
		}
	}
	return len(wanted)
}

// allows reports whether a tidied text may be stored in the field.
func (f field) allows(tidied string) bool {
	if f.allowed != nil {
		return f.allowed(tidied)
	}
	var problems errs.Fields
	return text.Check(&problems, "x", tidied, f.max) && (!f.required || strings.TrimSpace(tidied) != "")
}

// locates reports whether a refusal names the field.
func locates(a apptest.Answer, path string) bool {
	var p struct{ Errors []struct{ Location string } }
	if json.Unmarshal(a.Body, &p) != nil {
		return false
	}
	plain := strings.NewReplacer("[", ".", "]", "")
	for _, e := range p.Errors {
		if plain.Replace(e.Location) == path {
			return true
		}
	}
	return false
}

// put sets a member by its dotted path.
func put(b object, path string, v any) {
	name, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		b[name] = v
		return
	}
	if index, after, ok := strings.Cut(rest, "."); ok && index == "0" {
		l, _ := b[name].(list)
		if len(l) == 0 {
			l = list{object{}}
			b[name] = l
		}
		put(l[0].(object), after, v)
		return
	}
	m, ok := b[name].(object)
	if !ok {
		m = object{}
		b[name] = m
	}
	put(m, rest, v)
}

// dig reads a member by its dotted path.
func dig(v any, path string) any {
	for _, name := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(x) {
				return fmt.Sprintf("nothing at %s", name)
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}
