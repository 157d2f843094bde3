package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"strings"

	"golang.org/x/net/html"

	"github.com/haatshop/haat/internal/serve/storefront/view"
)

// Specimen draws one partial alone, so that it can stand beside others of its kind in
// one page: its ids and radio groups are its own, its links and forms lead to itself
// (to the anchor id), and scripts find nothing to act on.
func (t *Theme) Specimen(locale, partial, id string, data any) (template.HTML, error) {
	tpl, err := t.page(t.Locale(locale), view.Gallery{}.Template())
	if err != nil {
		return "", err
	}
	var drawn bytes.Buffer
	if err := tpl.ExecuteTemplate(&drawn, partial, data); err != nil {
		return "", fmt.Errorf("theme: drawing the partial %q: %w", partial, err)
	}
	return apart(&drawn, id)
}

// apart copies markup and changes what would meet its like in the same page. Only tags
// are touched; what people wrote stays as the template escaped it.
func apart(markup io.Reader, id string) (template.HTML, error) {
	var out strings.Builder
	z := html.NewTokenizer(markup)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); err != io.EOF {
				return "", err
			}
			return template.HTML(out.String()), nil
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			out.Write(z.Raw())
			continue
		}
		tag := z.Token()
		radio := isRadio(tag)
		kept := tag.Attr[:0]
		for _, a := range tag.Attr {
			if a, ok := apartAttr(a, id, radio); ok {
				kept = append(kept, a)
			}
		}
		tag.Attr = kept
		out.WriteString(tag.String())
	}
}

func isRadio(tag html.Token) bool {
	for _, a := range tag.Attr {
		if a.Key == "type" && a.Val == "radio" {
			return true
		}
	}
	return false
}

// apartAttr is what becomes of an attribute; false = it goes.
func apartAttr(a html.Attribute, id string, radio bool) (html.Attribute, bool) {
	own := func(name string) string { return id + "-" + name }
	switch a.Key {
	case "id", "for":
		a.Val = own(a.Val)
	case "aria-labelledby", "aria-describedby", "aria-controls":
		names := strings.Fields(a.Val)
		for i := range names {
			names[i] = own(names[i])
		}
		a.Val = strings.Join(names, " ")
	case "name":
		if radio {
			a.Val = own(a.Val)
		}
	case "href", "action":
		if name, inside := strings.CutPrefix(a.Val, "#"); inside && name != "" {
			a.Val = "#" + own(name)
		} else {
			a.Val = "#" + id
		}
	case "method", "target", "fetchpriority":
		return a, false
	}
	return a, !strings.HasPrefix(a.Key, "data-")
}
