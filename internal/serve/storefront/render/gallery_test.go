package render_test

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/serve/storefront/view/fixture"
	"github.com/haatshop/haat/themes"
)

var defined = regexp.MustCompile(`{{-?\s*define "([^"]+)"`)

// partialsOfTheme are the names defined in templates/partials, by file.
func partialsOfTheme(t *testing.T) map[string][]string {
	t.Helper()
	files, err := fs.Glob(themes.Default(), "templates/partials/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v %v", files, err)
	}
	out := map[string][]string{}
	for _, file := range files {
		raw, err := fs.ReadFile(themes.Default(), file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range defined.FindAllStringSubmatch(string(raw), -1) {
			out[path.Base(file)] = append(out[path.Base(file)], m[1])
		}
	}
	return out
}

func TestEveryPartialOfTheThemeStandsInTheGalleryUnderItsFile(t *testing.T) {
	shown := map[string][]string{}
	for _, f := range fixture.In(load(t, nil), "en").Gallery() {
		for _, p := range f.Partials {
			shown[f.Name] = append(shown[f.Name], p.Name)
			if len(p.States) == 0 {
				t.Errorf("%s: %q is shown in no state", f.Name, p.Name)
			}
		}
	}
	want := partialsOfTheme(t)
	for _, file := range slices.Sorted(maps.Keys(want)) {
		for _, name := range want[file] {
			if !slices.Contains(shown[file], name) {
				t.Errorf("partials/%s defines %q, which the gallery does not show: add its states to the gallery's fixtures", file, name)
			}
		}
		for _, name := range shown[file] {
			if !slices.Contains(want[file], name) {
				t.Errorf("the gallery shows %q, which partials/%s does not define", name, file)
			}
		}
		delete(shown, file)
	}
	for file := range shown {
		t.Errorf("the gallery shows partials/%s, which the theme lacks", file)
	}
}

func TestEveryStateIsDrawnInEveryLanguageAndNoTwoLookTheSame(t *testing.T) {
	theme := load(t, nil) // which reports every text that is missing
	keys := textsOf(t, "en")
	for _, shop := range locales(theme) {
		seen := map[string]string{}
		for _, f := range shop.Gallery() {
			for _, p := range f.Partials {
				for _, s := range p.States {
					where := shop.Locale + "/" + s.ID
					markup := strings.ReplaceAll(string(s.HTML), s.ID, "")
					if s.Problem != "" || strings.TrimSpace(markup) == "" {
						t.Errorf("%s: %q, drawn %q", where, s.Problem, markup)
					}
					if twin, ok := seen[p.Name+markup]; ok {
						t.Errorf("%s looks like %s", where, twin)
					}
					seen[p.Name+markup] = where
					for _, text := range textNodes(t, markup) {
						if _, bare := keys[text]; bare {
							t.Errorf("%s: the key %q instead of a text", where, text)
						}
					}
				}
			}
		}
	}
}

func TestPartialsOfTheGalleryStandBesideEachOther(t *testing.T) {
	theme := load(t, nil)
	_, doc := draw(t, theme, fixture.Named{Name: "gallery", Page: find(t, fixture.In(theme, "en"), "gallery")})
	checked := map[string]int{}
	walk(doc, func(e *html.Node) {
		if !insideClass(e, "specimen-ground") {
			return
		}
		for _, a := range e.Attr {
			switch {
			case strings.HasPrefix(a.Key, "data-"):
				t.Errorf("a script would find %s", a.Key)
			case (a.Key == "href" || a.Key == "action") && !strings.HasPrefix(a.Val, "#"):
				t.Errorf("%s leads away, to %q", a.Key, a.Val)
			case a.Key == "method":
				t.Errorf("a form is posted")
			}
		}
		if attr(e, "type") == "radio" && has(e, "checked") {
			checked[attr(e, "name")]++
		}
	})
	if len(checked) < 10 {
		t.Errorf("radio groups with a choice: %v", checked)
	}
	for name, times := range checked {
		if times > 1 {
			t.Errorf("the radio group %q spans states: %d choices", name, times)
		}
	}
}

func TestAThemeShowsItsOwnPartialsInTheGallery(t *testing.T) {
	theme := load(t, fstest.MapFS{"templates/partials/icons.html": {Data: []byte(ownIcons(t))}})
	var states []view.GalleryState
	for _, f := range fixture.In(theme, "en").Gallery() {
		for _, p := range f.Partials {
			if p.Name == "icon-mark" || p.Name == "icon-person" {
				states = append(states, p.States...)
			}
		}
	}
	if len(states) != 2 || string(states[0].HTML) != "<b>ours</b>" || states[0].Problem != "" {
		t.Fatalf("the theme's own partial is not shown: %+v", states)
	}
	if states[1].HTML != "" || !strings.Contains(states[1].Problem, "nonsense.css") || !strings.Contains(states[1].Problem, "icon-person") {
		t.Errorf("a partial that cannot be drawn does not say why: %+v", states[1])
	}
}

// ownIcons is the theme's file with one partial changed and one broken.
func ownIcons(t *testing.T) string {
	t.Helper()
	raw, err := fs.ReadFile(themes.Default(), "templates/partials/icons.html")
	if err != nil {
		t.Fatal(err)
	}
	out := regexp.MustCompile(`{{define "icon-mark"}}.*`).ReplaceAllString(string(raw), `{{define "icon-mark"}}<b>ours</b>{{end}}`)
	return regexp.MustCompile(`{{define "icon-person"}}.*`).ReplaceAllString(out, `{{define "icon-person"}}before {{asset "nonsense.css"}}{{end}}`)
}

func textNodes(t *testing.T, markup string) (texts []string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		t.Fatal(err)
	}
	walk(doc, func(e *html.Node) {
		for c := e.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode {
				texts = append(texts, strings.TrimSpace(c.Data))
			}
		}
	})
	return texts
}

func insideClass(n *html.Node, class string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if slices.Contains(strings.Fields(attr(p, "class")), class) {
			return true
		}
	}
	return false
}
