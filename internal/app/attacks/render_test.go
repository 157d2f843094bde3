package attacks_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/transfer"
)

// templates are texts that a template language would work out.
var templates = []string{`{{7*7}}`, `${7*7}`, `<%= 7*7 %>`, `{{.Config}}`, `{{range .}}`, `#{7*7}`, `{% debug %}`, `@(7*7)`, `[[${7*7}]]`, `%s%n%d`, `*{7*7}`}

func TestAttack58TemplateCodeInNames(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		for i, code := range templates {
			email := fmt.Sprintf("tpl%d@shop.example", next())
			c := h.client(t)
			h.SignUp(c, email, code, code)
			title := fmt.Sprint("Thing ", code, " ", next())
			product, variant := apptest.Product(t, h.App, h.m.StoreA.ID, title, 500, 10)
			cart := c.Basket(email, variant)
			to := apptest.Address()
			to["first_name"], to["last_name"], to["company"], to["line1"], to["city"] = code, code, code, code, code
			c.Do("PATCH", site+"/carts/"+cart.ID, map[string]any{"shipping_address": to, "note": code}).Want(200).Into(&cart)
			placed := c.Place(cart, "cod")
			h.staff(t, apptest.MemberA).Do("POST", store+"/orders/"+placed.Order.ID+"/shipments", map[string]any{"store_order_id": placed.Order.Stores[0].ID, "carrier": code, "tracking_number": code}).Want(201)
			browser := h.browser(t, email)
			var p struct{ Handle string }
			c.Do("GET", site+"/products/"+product, nil).Want(200).Into(&p)
			browser.Do("POST", "/cart/add", url.Values{"variant_id": {variant}, "quantity": {"1"}}.Encode(), "Content-Type", urlencoded).Want(303)
			for _, path := range []string{"/account", "/account/profile", "/account/orders/" + placed.Order.ID, "/products/" + p.Handle, "/cart", "/search?q=" + url.QueryEscape(code)} {
				text := browser.Do("GET", path, nil).Want(200).Text()
				if !strings.Contains(flat(html.UnescapeString(text)), code) && path != "/account" {
					t.Errorf("%s does not print %s", path, code)
				}
				worked(t, path, text, code)
			}
			letters := h.letters(t, email)
			if len(letters) < 3 {
				t.Errorf("%d mails", len(letters))
			}
			for _, l := range letters {
				worked(t, "mail "+l.Subject, l.Text+l.HTML+l.Subject, code)
				if strings.Contains(l.Subject, "1") && strings.Contains(l.Text, "Thing") && (!strings.Contains(flat(l.Text), code) || !strings.Contains(flat(html.UnescapeString(l.HTML)), code)) {
					t.Errorf("mail %q does not print %s:\n%.900s", l.Subject, code, l.Text)
				}
			}
			if i > 3 && testing.Short() {
				return
			}
		}
	})
}

// flat is a text on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// worked fails when a text was taken for a template.
func worked(t *testing.T, where, text, code string) {
	t.Helper()
	for _, sign := range []string{"SecretKey", "ZgotmplZ", "%!s(", "%!d(", "%!n(", "&lt;nil&gt;", "<no value>"} {
		if strings.Contains(text, sign) {
			t.Errorf("%s, given %s, shows %s", where, code, sign)
		}
	}
	if strings.Contains(code, "7*7") && regexp.MustCompile(`Thing\W{0,4}49\W`).MatchString(text) {
		t.Errorf("%s worked out %s", where, code)
	}
}

// vectors are public ways to run a script: in a text, an attribute, a link, an
// element of its own, a comment, a broken tag, or by another encoding.
var vectors = []string{
	`<script>alert(1)</script>`, `"><script>alert(1)</script>`, `'><img src=x onerror=alert(1)>`, `<img src=x onerror=alert(1)//`, `<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `<body onload=alert(1)>`,
	`<iframe src="javascript:alert(1)"></iframe>`, `<a href="javascript:alert(1)">x</a>`, `<a href="java&#x09;script:alert(1)">x</a>`, `<a href=" &#14; javascript:alert(1)">x</a>`, `<a href="data:text/html,<script>alert(1)</script>">x</a>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`, `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<style>@import'http://evil.example/x';</style>`, `<link rel=stylesheet href=http://evil.example>`,
	`<details open ontoggle=alert(1)>`, `<input autofocus onfocus=alert(1)>`, `<form action=javascript:alert(1)><input type=submit>`, `<button formaction=javascript:alert(1)>x</button>`, `<object data=javascript:alert(1)>`, `<embed src=javascript:alert(1)>`,
	`<meta http-equiv=refresh content="0;url=javascript:alert(1)">`, `<base href="javascript:alert(1)//">`, `<template><script>alert(1)</script></template>`, `<p style="background:url(javascript:alert(1))">x</p>`, `<p style="position:fixed;inset:0">x</p>`, `</textarea><script>alert(1)</script>`,
	`</title><script>alert(1)</script>`, `</script><script>alert(1)</script>`, `--><script>alert(1)</script>`, `]]><script>alert(1)</script>`, `{"x":"</script><script>alert(1)</script>"}`, `javascript:alert(1)`, `\u003cscript\u003ealert(1)\u003c/script\u003e`, `＜script＞alert(1)＜/script＞`,
	`<scr<script>ipt>alert(1)</scr</script>ipt>`, `<xss id=x tabindex=1 onfocus=alert(1)></xss>`, `<video><source onerror=alert(1)></video>`, `<a href="//evil.example" target=_blank ping=//evil.example>x</a>`, `<img srcset="x onerror=alert(1)">`, `<isindex type=image src=1 onerror=alert(1)>`,
	`" onmouseover="alert(1)`, `' onmouseover='alert(1)`, "` onmouseover=`alert(1)", `<svg><animate onbegin=alert(1) attributeName=x></svg>`, `<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`,
}

// harmless parses a page as browsers do and fails when anything in it could
// run: a script of no known place, a handler, a link that is code.
func harmless(t *testing.T, where, text string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(where, err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
			value := strings.ToLower(strings.Join(strings.FieldsFunc(a.Val, func(r rune) bool { return r <= ' ' }), ""))
			leads := a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "formaction" || a.Key == "data" || a.Key == "poster" || a.Key == "background" || a.Key == "cite"
			if strings.HasPrefix(a.Key, "on") || leads && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "vbscript:") || strings.HasPrefix(value, "data:text")) || a.Key == "srcdoc" || a.Key == "ping" ||
				strings.Contains(value, "evil.example") && (a.Key == "src" || a.Key == "action" || a.Key == "formaction" || a.Key == "background") {
				t.Errorf("%s: <%s %s=%q>", where, n.Data, a.Key, a.Val)
			}
		}
		switch n.Data {
		case "script":
			if kind := attr["type"]; kind != "application/ld+json" && kind != "application/json" && !strings.HasPrefix(attr["src"], "/assets/") {
				t.Errorf("%s: a script %v", where, attr)
			}
		case "iframe", "object", "embed", "base", "math", "frame", "applet":
			t.Errorf("%s: <%s>", where, n.Data)
		case "meta":
			if strings.EqualFold(attr["http-equiv"], "refresh") {
				t.Errorf("%s: the page moves on by itself", where)
			}
		case "style":
			if n.FirstChild != nil && strings.Contains(n.FirstChild.Data, "evil") {
				t.Errorf("%s: style %s", where, n.FirstChild.Data)
			}
		}
	}
}

// short is the beginning of a text, in whole letters.
func short(s string, n int) string {
	return strings.TrimSpace(strings.ToValidUTF8(s[:min(len(s), n)], ""))
}

func TestAttack59StoredXSSInShopContent(t *testing.T) {
	alone(t, apptest.Options{}, func(t *testing.T, h *house) {
		owner, seller := h.staff(t, apptest.Owner), h.staff(t, apptest.MemberA)
		all := strings.Join(vectors, "\n")
		var pages []string
		var placed apptest.Placed
		buyer := h.client(t)
		h.member(t, buyer, "x@shop.example", vectors[0], vectors[2])
		for i, v := range vectors {
			line := strings.ReplaceAll(v, "\n", " ")
			handle := fmt.Sprint("x-", i)
			var p struct {
				ID       string
				Variants []struct{ ID string }
			}
			seller.Do("POST", store+"/products", map[string]any{"store_id": h.m.StoreA.ID, "title": line, "handle": handle, "description_html": v, "vendor": short(line, 100), "status": "active", "tags": []string{short(line, 80)},
				"options": []any{map[string]any{"name": short(line, 60), "values": []string{short(line, 60)}}}, "seo": map[string]any{"title": line, "description": line}, "attributes": []any{map[string]any{"code": "c", "name": short(line, 100), "value": line}},
				"variants": []any{map[string]any{"option_values": []string{short(line, 60)}, "sku": fmt.Sprint("x", i), "stock": 9, "prices": []any{map[string]any{"currency": "USD", "amount": 500, "min_quantity": 1}}}}}).Want(201, 422).Into(&p)
			if p.ID == "" {
				continue // refused with a reason is as good
			}
			owner.Do("PATCH", store+"/products/"+p.ID, map[string]any{"moderation": "approved"})
			pages = append(pages, "/products/"+handle)
			if len(p.Variants) == 1 && placed.Order.ID == "" {
				cart := buyer.NewCart()
				buyer.Add(cart.ID, p.Variants[0].ID, 1)
				cart = buyer.Prepare(cart.ID, "x@shop.example")
				to := apptest.Address()
				to["first_name"], to["last_name"], to["company"], to["line1"], to["line2"], to["city"] = vectors[0], vectors[1], vectors[2], vectors[3], vectors[4], vectors[5]
				buyer.Do("PATCH", site+"/carts/"+cart.ID, map[string]any{"shipping_address": to, "note": all}).Want(200).Into(&cart)
				placed = buyer.Place(cart, "cod")
			}
		}
		if placed.Order.ID == "" {
			t.Fatal("none of it was taken: what is tested?")
		}
		owner.Do("POST", store+"/categories", map[string]any{"name": vectors[1], "description": all, "handle": "x-cat", "image_url": "javascript:alert(1)"}).Want(201, 422)
		owner.Do("POST", store+"/categories", map[string]any{"name": vectors[1], "description": all, "handle": "x-cat"}).Want(201, 409)
		owner.Do("POST", store+"/collections", map[string]any{"title": vectors[2], "description_html": all, "handle": "x-col"}).Want(201)
		owner.Do("POST", store+"/pages", map[string]any{"title": vectors[3], "body_html": all + `<h2>kept</h2><table><tr><td>kept cell</td></tr></table>`, "handle": "x-page", "published": true, "seo": map[string]any{"title": vectors[0], "description": vectors[1]}}).Want(201)
		owner.Do("PATCH", store+"/settings", map[string]any{"name": vectors[0]}).Want(200)
		seller.Do("PATCH", store+"/stores/"+h.m.StoreA.ID, map[string]any{"name": vectors[1], "description": all}).Want(200, 422)
		refused(t, "a logo that is code", seller.Do("PATCH", store+"/stores/"+h.m.StoreA.ID, map[string]any{"logo_url": "javascript:alert(1)"}))
		for _, link := range []string{"javascript:alert(1)", "data:text/html,x", "//evil.example/x", "\\\\evil.example"} {
			owner.Do("PUT", store+"/home", map[string]any{"sections": []any{map[string]any{"kind": "hero", "title": vectors[0], "text": all, "ref": "", "image_url": "", "link_url": link}}}).Want(200, 422)
			harmless(t, "home with "+link, h.client(t).Do("GET", "/", nil).Want(200).Text())
			var draft struct{ HTML string }
			hero := map[string]any{"kind": "hero", "eyebrow": vectors[2], "title": vectors[0], "text": all, "ref": "", "image_url": "", "link_url": ""}
			owner.Do("POST", store+"/home/preview", map[string]any{"sections": []any{hero}}).Want(200).Into(&draft)
			harmless(t, "a preview", draft.HTML)
			hero["link_url"] = link
			refused(t, "a preview with "+link, owner.Do("POST", store+"/home/preview", map[string]any{"sections": []any{hero}}))
		}
		seller.Do("POST", store+"/orders/"+placed.Order.ID+"/notes", map[string]any{"text": all}).Want(200, 201)
		refused(t, "a tracking link that is code", seller.Do("POST", store+"/orders/"+placed.Order.ID+"/shipments", map[string]any{"store_order_id": placed.Order.Stores[0].ID, "tracking_url": "javascript:alert(1)"}))
		seller.Do("POST", store+"/orders/"+placed.Order.ID+"/shipments", map[string]any{"store_order_id": placed.Order.Stores[0].ID, "carrier": vectors[0], "tracking_number": vectors[1], "tracking_url": "https://post.example/\"><script>alert(1)</script>"}).Want(201, 422)
		h.Settled()
		browser := h.browser(t, "x@shop.example")
		form(browser, "/cart/add", url.Values{"variant_id": {h.m.VariantA}, "quantity": {"1"}}).Want(303)
		pages = append(pages, "/", "/products", "/categories", "/categories/x-cat", "/collections/x-col", "/pages/x-page", "/stores", "/stores/kiln", "/cart", "/checkout/address", "/account", "/account/profile", "/account/orders", "/account/orders/"+placed.Order.ID, "/orders/"+placed.Order.ID,
			"/fragments/me", "/search?q=alert", "/no-such-page", "/ar", "/ne/products", "/ar/products/x-0", "/track")
		for _, path := range pages {
			a := browser.Do("GET", path, nil)
			if a.Status != 200 && a.Status != 404 {
				t.Errorf("%s: %d", path, a.Status)
			}
			if path == "/fragments/me" {
				continue // JSON, or a piece that is looked at below
			}
			harmless(t, path, a.Text())
			if csp := a.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self'") || strings.Contains(csp, "unsafe") {
				t.Errorf("%s: %s", path, csp)
			}
		}
		if text := browser.Do("GET", "/pages/x-page", nil).Text(); !strings.Contains(text, "<h2") || !strings.Contains(text, "kept cell</td>") {
			t.Error("safe HTML was thrown away")
		}
		for _, l := range h.letters(t, "x@shop.example") {
			harmless(t, "mail "+l.Subject, l.HTML)
			if strings.ContainsAny(l.Subject, "\r\n") {
				t.Errorf("subject %q", l.Subject)
			}
		}
		// Programs get data as data.
		for _, path := range []string{site + "/products", site + "/home", store + "/orders/" + placed.Order.ID} {
			if a := owner.Do("GET", path, nil); !strings.HasPrefix(a.Header.Get("Content-Type"), "application/json") && a.Status == 200 {
				t.Errorf("%s is %s", path, a.Header.Get("Content-Type"))
			}
		}
	})
}

func TestAttack62ReflectedXSSInSearchAnd404(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		c := h.client(t)
		for _, v := range vectors {
			q := url.QueryEscape(v)
			for _, path := range []string{"/search?q=" + q, "/products?sort=" + q, "/products?price_min=" + q, "/products?page=" + q + "&cursor=" + q, "/search?q=x&brand=" + q + "&attribute=" + q, "/?utm_source=" + q, "/?" + q + "=1", "/no/" + url.PathEscape(v),
				"/products/" + url.PathEscape(v), "/?currency=" + q, "/?locale=" + q, "/login?return_to=" + q, "/login?notice=" + q, "/track?number=" + q, "/checkout/review?method=" + q, "/reset?token=" + q} {
				a := c.Do("GET", path, nil)
				if a.Status >= 500 {
					t.Errorf("%s: %d", path, a.Status)
				}
				if strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") && a.Status != 303 && a.Status != 301 {
					harmless(t, path, a.Text())
				}
			}
			for _, path := range []string{site + "/search?q=" + q, site + "/products?sort=" + q, site + "/products?callback=" + q, site + "/" + url.PathEscape(v)} {
				a := c.Do("GET", path, nil)
				if kind := a.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/json") && !strings.HasPrefix(kind, "application/problem+json") {
					t.Errorf("%s: %s", path, kind)
				}
			}
		}
		for name, values := range map[string]url.Values{"/track": {"number": {vectors[1]}, "email": {vectors[1]}}, "/login": {"email": {vectors[1]}, "password": {"x"}, "return_to": {vectors[7]}}, "/register": {"email": {vectors[1]}, "first_name": {vectors[2]}, "password": {"x"}}, "/forgot": {"email": {vectors[1]}}} {
			harmless(t, name, form(c, name, values).Text())
		}
	})
}

func TestAttack63CSVFormulas(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		names := []string{`=1+1`, `+1`, `-1+1`, `@SUM(A1)`, `=HYPERLINK("http://evil.example","x")`, `x,=1+1`, `"=1+1"`, `'=1+1`, `＝1+1`, `-plain`, `=cmd|' /C calc'!A0`, "two\nlines\n=1+1"}
		var out bytes.Buffer
		sink := transfer.NewSink(&out, transfer.CSV, nil)
		batch := next()
		for i, name := range names {
			sku := fmt.Sprintf("%s-%d-%d", strings.ReplaceAll(name, "\n", " "), batch, i)
			r := transfer.ProductRecord{Handle: fmt.Sprintf("csv-%d-%d", batch, i), Title: opt.Some(strings.ReplaceAll(name, "\n", " ")), DescriptionHTML: opt.Some("<p>" + name + "</p>"), Vendor: opt.Some(strings.ReplaceAll(name, "\n", " ")), Tags: opt.Some([]string{"=tag"}),
				Variants: opt.Some([]transfer.VariantRecord{{SKU: sku, Price: opt.Some(money.New(500, "USD")), Stock: opt.Some[int64](3)}})}
			if err := sink.Write(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := sink.Flush(); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+@\t\r-") || strings.HasPrefix(cell, "＝") {
					t.Errorf("a spreadsheet would work out %q", cell)
				}
			}
		}
		if !strings.Contains(out.String(), ",5.00,") {
			t.Error("a price is no number any more")
		}
		if r := h.bring(t, h.m.StoreA.ID, out.String()); r.Created != len(names) {
			t.Errorf("its own file: %+v", r)
		}
		titles := h.texts(t, `SELECT title FROM catalog_products WHERE handle LIKE $1 ORDER BY id`, fmt.Sprintf("csv-%d-%%", batch))
		for i, name := range names {
			if i >= len(titles) || titles[i] != strings.ReplaceAll(name, "\n", " ") {
				t.Errorf("%q came back as %q", name, titles[min(i, len(titles)-1)])
			}
		}
	})
}

func TestAttack66UploadNamesLeaveTheFolderAlone(t *testing.T) {
	attack(t, func(t *testing.T, h *house) {
		seller := h.staff(t, apptest.MemberA)
		for i, name := range []string{"../../x.png", "..\\..\\x.png", `C:\x.png`, "/etc/passwd.png", ".htaccess", "con", "con.png", strings.Repeat("n", 300) + ".png", "cod\u202egnp.exe", "x.png\x00.php", "x.php", "x.PNG.", "x.png ", "<script>.png", "x\r\nSet-Cookie: a=b.png", ""} {
			a := seller.Do("POST", store+"/media", upload(name, "image/png", picture(i)), "Content-Type", "multipart/form-data; boundary=x")
			if a.Status == 201 {
				var img struct{ URL, Filename string }
				a.Into(&img)
				if !regexp.MustCompile(`^/media/[0-9a-f]{32,64}\.png$`).MatchString(img.URL) || strings.ContainsAny(img.Filename, "/\\\x00\r\n\u202e") || len(img.Filename) > 1100 {
					t.Errorf("%q became %q, called %q", name, img.URL, img.Filename)
				}
				h.client(t).Do("GET", img.URL, nil).Want(200)
			} else if a.Status != 400 && a.Status != 422 {
				t.Errorf("%q: %d %.200s", name, a.Status, a.Body)
			}
		}
		err := filepath.WalkDir(h.Config.Data, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !regexp.MustCompile(`/(files/media/[0-9a-f/]+\.(png|jpg|gif|webp|svg)|mail/[^/]+\.eml|haat\.db(-wal|-shm)?|[^/]*\.(key|lock))$`).MatchString(path) {
				t.Errorf("a stray file: %s", path)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
