package render_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"github.com/haatshop/haat/internal/serve/storefront/render"
	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/serve/storefront/view/fixture"
	"github.com/haatshop/haat/themes"
)

func load(t *testing.T, over fs.FS) *render.Theme {
	t.Helper()
	theme, err := render.Load(render.Options{Base: themes.Default(), Over: over, OnMissing: func(locale, key string) {
		t.Errorf("the text %q is missing in %s", key, locale)
	}})
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

func draw(t *testing.T, theme *render.Theme, n fixture.Named) (string, *html.Node) {
	t.Helper()
	var buf bytes.Buffer
	if err := theme.Render(&buf, n.Page); err != nil {
		t.Fatalf("%s: %v", n.Name, err)
	}
	doc, err := html.Parse(bytes.NewReader(buf.Bytes()))
	if err != nil {
		t.Fatalf("%s: %v", n.Name, err)
	}
	return buf.String(), doc
}

func locales(theme *render.Theme) []fixture.Shop {
	return []fixture.Shop{fixture.In(theme, "en"), fixture.In(theme, "ar"), fixture.In(theme, "ne")}
}

func hostile(theme *render.Theme) fixture.Shop {
	shop := fixture.In(theme, "en")
	shop.Hostile = true
	return shop
}

func everything(s fixture.Shop) []fixture.Named { return append(s.Pages(), s.Fragments()...) }

func TestAFragmentIsDrawnWithoutTheFrameInEveryLanguage(t *testing.T) {
	theme := load(t, nil)
	for _, shop := range locales(theme) {
		for _, n := range shop.Fragments() {
			text, doc := draw(t, theme, n)
			if strings.Contains(text, "<html") || strings.Contains(text, "site-header") {
				t.Errorf("%s: a fragment has the frame around it", n.Name)
			}
			if want := n.Name != "suggest-empty"; (count(doc, "a") > 0) != want {
				t.Errorf("%s: links, want %v:\n%s", n.Name, want, text)
			}
		}
	}
}

func TestEveryPageIsDrawnInEveryLanguageWithOneHeadingAndATitle(t *testing.T) {
	theme := load(t, nil)
	for _, shop := range locales(theme) {
		for _, n := range shop.Pages() {
			t.Run(shop.Locale+"/"+n.Name, func(t *testing.T) {
				_, doc := draw(t, theme, n)
				if got := count(doc, "h1"); got != 1 {
					t.Errorf("%d h1 elements", got)
				}
				if text := textOf(first(doc, "title")); strings.TrimSpace(text) == "" {
					t.Error("no title")
				}
				if html := first(doc, "html"); attr(html, "dir") != shop.Dir || attr(html, "lang") != shop.Locale {
					t.Errorf("dir=%q lang=%q", attr(html, "dir"), attr(html, "lang"))
				}
				if first(doc, "main") == nil {
					t.Error("no main landmark")
				}
			})
		}
	}
}

func TestNoPageCarriesInlineScriptOrStyle(t *testing.T) {
	theme := load(t, nil)
	for _, shop := range []fixture.Shop{fixture.In(theme, "en"), hostile(theme)} {
		for _, n := range everything(shop) {
			_, doc := draw(t, theme, n)
			walk(doc, func(e *html.Node) {
				switch e.Data {
				case "style":
					t.Errorf("%s: <style>", n.Name)
				case "script":
					// Data is no script: browsers do not run it, and the policy does not ask.
					data := attr(e, "type") == "application/ld+json"
					if attr(e, "src") == "" && !data {
						t.Errorf("%s: inline <script>", n.Name)
					}
					if data && !json.Valid([]byte(textOf(e))) {
						t.Errorf("%s: what search engines are told is no JSON: %s", n.Name, textOf(e))
					}
				}
				for _, a := range e.Attr {
					if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
						t.Errorf("%s: attribute %s=%q", n.Name, a.Key, a.Val)
					}
					if strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") && (a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "srcset") {
						t.Errorf("%s: %s=%q", n.Name, a.Key, a.Val)
					}
					if strings.Contains(a.Val, "https://") && a.Key == "src" {
						t.Errorf("%s: asks somebody else for %q", n.Name, a.Val)
					}
				}
			})
		}
	}
}

func TestWhatShoppersAndSellersWriteIsEscaped(t *testing.T) {
	theme := load(t, nil)
	for _, n := range everything(hostile(theme)) {
		page, doc := draw(t, theme, n)
		if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img src=x") {
			t.Errorf("%s: a hostile text became markup", n.Name)
		}
		if n.Name == "suggest-empty" { // nothing of anybody's is in it
			continue
		}
		if !strings.Contains(page, "{{7*7}}") || strings.Contains(page, "49 &#39;") {
			t.Errorf("%s: a text was evaluated or lost", n.Name)
		}
		walk(doc, func(e *html.Node) {
			if e.Data == "img" && attr(e, "src") == "x" {
				t.Errorf("%s: an attribute was broken out of", n.Name)
			}
		})
	}
}

func TestEveryControlHasALabelAndEveryReferencedIDExistsOnce(t *testing.T) {
	theme := load(t, nil)
	for _, n := range everything(fixture.In(theme, "en")) {
		_, doc := draw(t, theme, n)
		ids, labelled := map[string]int{}, map[string]bool{}
		walk(doc, func(e *html.Node) {
			if id := attr(e, "id"); id != "" {
				ids[id]++
			}
			if e.Data == "label" {
				labelled[attr(e, "for")] = true
			}
		})
		for id, times := range ids {
			if times > 1 {
				t.Errorf("%s: id %q stands %d times", n.Name, id, times)
			}
		}
		walk(doc, func(e *html.Node) {
			isControl := e.Data == "select" || e.Data == "input" && attr(e, "type") != "hidden"
			if isControl && !labelled[attr(e, "id")] && !inside(e, "label") {
				t.Errorf("%s: the control %q has no label", n.Name, attr(e, "name"))
			}
			for _, ref := range append(strings.Fields(attr(e, "aria-describedby")), strings.Fields(attr(e, "aria-labelledby"))...) {
				if ids[ref] == 0 {
					t.Errorf("%s: %q refers to a missing id", n.Name, ref)
				}
			}
			if e.Data == "img" && !has(e, "alt") {
				t.Errorf("%s: a picture without alt", n.Name)
			}
		})
	}
}

// textsOf are the sentences of a language of the built-in theme.
func textsOf(t *testing.T, locale string) map[string]string {
	t.Helper()
	raw, err := fs.ReadFile(themes.Default(), "locales/"+locale+".json")
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]string
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestEveryLanguageHasEveryTextInEveryPluralFormItNeeds(t *testing.T) {
	read := func(locale string) map[string]string { return textsOf(t, locale) }
	forms := map[string][]string{"en": {"one", "other"}, "ne": {"one", "other"}, "ar": {"zero", "one", "two", "few", "many", "other"}}
	suffix := regexp.MustCompile(`_(zero|one|two|few|many|other)$`)
	english := read("en")
	for locale, need := range forms {
		texts := read(locale)
		for key := range english {
			base := suffix.ReplaceAllString(key, "")
			if base == key {
				if texts[key] == "" {
					t.Errorf("%s lacks %q", locale, key)
				}
				continue
			}
			for _, form := range need {
				if texts[base+"_"+form] == "" {
					t.Errorf("%s lacks %q", locale, base+"_"+form)
				}
			}
		}
		for key := range texts {
			if english[key] == "" && !suffix.MatchString(key) {
				t.Errorf("%s has %q, which English lacks", locale, key)
			}
		}
	}
}

func TestTextsChooseTheLanguagesOwnPluralForm(t *testing.T) {
	theme := load(t, nil)
	cases := []struct {
		locale string
		n      int
		want   string
	}{
		{"en", 1, "1 item"}, {"en", 2, "2 items"}, {"en", 0, "0 items"},
		{"ar", 0, "لا منتجات"}, {"ar", 1, "منتج واحد"}, {"ar", 2, "منتجان"}, {"ar", 3, "3 منتجات"}, {"ar", 11, "11 منتجًا"}, {"ar", 100, "100 منتج"}, {"en", 1204, "1,204 items"},
		{"ne", 5, "5 सामान"}, {"en-GB", 1, "1 item"},
	}
	for _, c := range cases {
		if got := theme.Text(c.locale, "cart.items", "count", c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.locale, c.n, got, c.want)
		}
	}
}

func TestAnArgumentOfATextIsNeverInterpolatedAgain(t *testing.T) {
	theme := load(t, nil)
	if got := theme.Text("en", "search.title", "query", "{{query}}{{count}}"); got != "Results for “{{query}}{{count}}”" {
		t.Errorf("got %q", got)
	}
}

func TestAFolderOverlaysTheThemeFileByFileAndTextByText(t *testing.T) {
	theme := load(t, fstest.MapFS{
		"templates/notfound.html": {Data: []byte(`{{define "content"}}<h1>Lost: {{t "notfound.home"}}</h1>{{end}}`)},
		"locales/en.json":         {Data: []byte(`{"notfound.home":"Go home"}`)},
		"assets/site.css":         {Data: []byte(`body{color:red}`)},
	})
	page, _ := draw(t, theme, fixture.Named{Name: "notfound", Page: find(t, fixture.In(theme, "en"), "notfound")})
	if !strings.Contains(page, "<h1>Lost: Go home</h1>") || !strings.Contains(page, "site-header") {
		t.Errorf("the overlay was not used for its file only:\n%s", page)
	}
	if plain := load(t, nil); plain.Version() == theme.Version() || plain.AssetURL("site.css") == theme.AssetURL("site.css") {
		t.Error("the version and the asset's name must change with the files")
	}
}

func TestAThemeWearsOtherColoursByOneFile(t *testing.T) {
	sheet := func(theme *render.Theme) string {
		w := httptest.NewRecorder()
		theme.Assets().ServeHTTP(w, httptest.NewRequest(http.MethodGet, theme.AssetURL("site.css"), nil))
		return w.Body.String()
	}
	plain, own := load(t, nil), load(t, fstest.MapFS{"assets/tokens.css": {Data: []byte(":root { --accent: #336699; }\n")}})
	if got := sheet(plain); strings.Contains(got, "@import") || !strings.Contains(got, "@layer tokens {\n/* Made from") {
		t.Errorf("the sheet does not hold the tokens in their layer: %.400s", got)
	}
	if got := sheet(own); !strings.Contains(got, "@layer tokens {\n:root { --accent: #336699; }\n}") || own.AssetURL("site.css") == plain.AssetURL("site.css") {
		t.Errorf("the sheet does not wear the other colours, or has the same name: %.400s", got)
	}
	_, err := render.Load(render.Options{Base: themes.Default(), Over: fstest.MapFS{"assets/site.css": {Data: []byte(`@import url("more.css") layer(parts);`)}}})
	if err == nil || !strings.Contains(err.Error(), "assets/site.css") || !strings.Contains(err.Error(), "more.css") {
		t.Errorf("a sheet that is not there: %v", err)
	}
}

func TestAThemeWithAHoleIsRefusedAtStartUp(t *testing.T) {
	cases := map[string]struct{ file, data, want string }{
		"broken template": {"templates/cart.html", `{{define "content"}}{{if}}{{end}}`, "templates/cart.html does not parse"},
		"no content":      {"templates/cart.html", `hello`, `must define a template "content"`},
		"unknown text":    {"templates/cart.html", `{{define "content"}}{{t "cart.nonsense"}}{{end}}`, `"cart.nonsense"`},
		"nested text":     {"templates/cart.html", `{{define "content"}}{{with "x"}}{{print (t "cart.deep")}}{{end}}{{end}}`, `"cart.deep"`},
		"bad texts":       {"locales/en.json", `{"cart":{"title":"nested"}}`, "flat object"},
		"bad name":        {"locales/not a language.json", `{}`, "not named after a language"},
	}
	for name, c := range cases {
		_, err := render.Load(render.Options{Base: themes.Default(), Over: fstest.MapFS{c.file: {Data: []byte(c.data)}}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := render.Load(render.Options{Base: fstest.MapFS{"locales/en.json": {Data: []byte(`{}`)}, "assets/x.css": {Data: []byte(``)}}}); err == nil || !strings.Contains(err.Error(), "layout.html is missing") {
		t.Errorf("missing template: %v", err)
	}
}

func TestAPageThatFailsHalfWayWritesNothing(t *testing.T) {
	theme := load(t, fstest.MapFS{"templates/cart.html": {Data: []byte(`{{define "content"}}before {{.NoSuchField}}{{end}}`)}})
	var buf bytes.Buffer
	if err := theme.Render(&buf, find(t, fixture.In(theme, "en"), "cart")); err == nil || buf.Len() != 0 {
		t.Errorf("error %v, %d bytes written", err, buf.Len())
	}
}

func TestAssetsAreServedImmutableUnderTheirHash(t *testing.T) {
	theme := load(t, nil)
	get := func(url, encoding string) *http.Response {
		r := httptest.NewRequest(http.MethodGet, url, nil)
		r.Header.Set("Accept-Encoding", encoding)
		w := httptest.NewRecorder()
		theme.Assets().ServeHTTP(w, r)
		return w.Result()
	}
	css := get(theme.AssetURL("site.css"), "gzip")
	if css.StatusCode != 200 || css.Header.Get("Content-Encoding") != "gzip" || !strings.Contains(css.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("css: %d %v", css.StatusCode, css.Header)
	}
	plain := httptest.NewRecorder()
	theme.Assets().ServeHTTP(plain, httptest.NewRequest(http.MethodGet, theme.AssetURL("site.css"), nil))
	if font := theme.AssetURL("display.woff2"); !strings.Contains(plain.Body.String(), `url("`+font+`")`) {
		t.Error("the style sheet does not name the font by its hash")
	}
	if js := get(theme.AssetURL("site.js"), ""); js.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("js: %v", js.Header)
	}
	if gone := get("/assets/site-0000000000.css", ""); gone.StatusCode != 404 || gone.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("gone: %d %v", gone.StatusCode, gone.Header)
	}
}

// maxScript is what all modules of a page may weigh as they are sent.
const maxScript = 30 << 10

func TestModulesNameEachOtherByTheirHashAndAreLightTogether(t *testing.T) {
	theme := load(t, nil)
	page, doc := draw(t, theme, fixture.Named{Name: "home", Page: find(t, fixture.In(theme, "en"), "home")})
	asked, weight := map[string]bool{}, 0
	walk(doc, func(e *html.Node) {
		if e.Data == "script" || attr(e, "rel") == "modulepreload" {
			asked[attr(e, "src")+attr(e, "href")] = true
		}
	})
	imported := regexp.MustCompile(`from "([^"]+)"`)
	for url := range asked {
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, url, nil)
		theme.Assets().ServeHTTP(w, r)
		for _, m := range imported.FindAllStringSubmatch(w.Body.String(), -1) {
			if !asked[m[1]] {
				t.Errorf("%s imports %s, which the page does not load beforehand:\n%s", url, m[1], page)
			}
		}
		r.Header.Set("Accept-Encoding", "gzip")
		zipped := httptest.NewRecorder()
		theme.Assets().ServeHTTP(zipped, r)
		weight += zipped.Body.Len()
	}
	if len(asked) < 2 || weight > maxScript {
		t.Errorf("%d modules weigh %d bytes, the most is %d", len(asked), weight, maxScript)
	}
}

func TestAssetsThatMentionEachOtherInCirclesAreRefused(t *testing.T) {
	_, err := render.Load(render.Options{Base: themes.Default(), Over: fstest.MapFS{"assets/dom.js": {Data: []byte(`import "./site.js";`)}}})
	if err == nil || !strings.Contains(err.Error(), "mentions itself") {
		t.Errorf("%v", err)
	}
}

func find(t *testing.T, shop fixture.Shop, name string) view.Page {
	t.Helper()
	all := shop.Pages()
	i := slices.IndexFunc(all, func(n fixture.Named) bool { return n.Name == name })
	return all[i].Page
}
