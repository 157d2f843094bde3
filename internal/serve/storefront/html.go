package storefront

import (
	"html/template"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// sanitiser is the last word on markup people wrote: whatever a room let through, no
// script, style or event handler reaches a page.
type sanitiser struct{ policy *bluemonday.Policy }

func newSanitiser() sanitiser {
	p := bluemonday.UGCPolicy()
	p.RequireNoFollowOnLinks(true)
	// Pages have one h1, the theme's.
	p.AllowElements("h2", "h3", "h4")
	return sanitiser{policy: p}
}

// html makes markup safe to draw.
func (v *visit) html(markup string) template.HTML {
	clean := v.s.clean.policy.Sanitize(markup)
	clean = strings.NewReplacer("<h1>", "<h2>", "<h1 ", "<h2 ", "</h1>", "</h2>").Replace(clean)
	return template.HTML(clean)
}

// paragraphs draws plain text: an empty line starts a paragraph.
func paragraphs(text string) template.HTML {
	var b strings.Builder
	for part := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			b.WriteString("<p>" + strings.ReplaceAll(template.HTMLEscapeString(part), "\n", "<br>") + "</p>")
		}
	}
	return template.HTML(b.String())
}
