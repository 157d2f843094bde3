package content

import (
	"fmt"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
)

// Sizes of quotes. A quote is a few sentences: what is longer is a page.
const (
	MaxQuotes    = 6
	maxQuoteText = 1000
	maxQuoteName = 120
)

// QuoteText is a quote's words in another language; empty ones fall back.
type QuoteText struct {
	Text  string `json:"text" maxLength:"1000"`
	Name  string `json:"name" required:"false" maxLength:"120"`
	Place string `json:"place" required:"false" maxLength:"120"`
}

// Quote is what a customer said, written down by the merchant. Nobody checked it: it is
// no review, and has neither stars nor a date that would make it look like one.
type Quote struct {
	Text         string               `json:"text" maxLength:"1000"`
	Name         string               `json:"name" maxLength:"120"`
	Place        string               `json:"place" required:"false" maxLength:"120" doc:"Where they live, or who they are."`
	LinkURL      string               `json:"link_url" required:"false" maxLength:"600" doc:"What they speak of, such as /products/tidal-mug."`
	Translations map[string]QuoteText `json:"translations" required:"false"`
}

// Localised returns the quote in the locale's words, falling back part by part.
func (q Quote) Localised(locale string) Quote {
	t := q.Translations[locale]
	if t.Text != "" {
		q.Text = t.Text
	}
	if t.Name != "" {
		q.Name = t.Name
	}
	if t.Place != "" {
		q.Place = t.Place
	}
	return q
}

// tidyQuotes returns the quotes of a section; only a section of quotes has any.
func tidyQuotes(f *errs.Fields, at string, s Section) []Quote {
	if !f.Check(len(s.Quotes) == 0 || s.Kind == "quotes", at, "not_here", "Only a section of quotes has quotes.") ||
		!f.Check(len(s.Quotes) <= MaxQuotes, at, "too_many", "At most 6 quotes.") {
		return nil
	}
	var out []Quote
	for i, q := range s.Quotes {
		at := fmt.Sprintf("%s[%d]", at, i)
		q.Text, q.Name, q.Place, q.LinkURL = text.Block(q.Text), text.Line(q.Name), text.Line(q.Place), text.Line(q.LinkURL)
		f.Check(q.Text != "", at+".text", "required", "Write down what was said.")
		f.Check(q.Name != "", at+".name", "required", "Say who said it.")
		checkQuote(f, at, q.Text, q.Name, q.Place)
		checkAddress(f, at+".link_url", q.LinkURL)
		q.Translations = tidyTexts(f, at+".translations", q.Translations, func(at string, t QuoteText) QuoteText {
			t = QuoteText{Text: text.Block(t.Text), Name: text.Line(t.Name), Place: text.Line(t.Place)}
			checkQuote(f, at, t.Text, t.Name, t.Place)
			return t
		})
		out = append(out, q)
	}
	return out
}

func checkQuote(f *errs.Fields, at, said, name, place string) {
	text.Check(f, at+".text", said, maxQuoteText)
	text.Check(f, at+".name", name, maxQuoteName)
	text.Check(f, at+".place", place, maxQuoteName)
}
