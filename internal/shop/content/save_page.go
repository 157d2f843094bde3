package content

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/text"
)

// SavePage creates or edits a page; absent members stay.
type SavePage struct {
	ID           string            // empty makes a new one
	Handle       opt.Field[string] // absent on a new one: made from the title
	Title        opt.Field[string]
	BodyHTML     opt.Field[string]
	SEO          opt.Field[SEO]
	Published    opt.Field[bool] // a new page is published unless said otherwise
	Translations opt.Field[map[string]PageText]
	IfVersion    *int64
}

// SavePage is SavePageTx in its own transaction.
func (s *Service) SavePage(ctx context.Context, in SavePage) (out Page, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SavePageTx(ctx, tx, in)
		return err
	})
	return out, err
}

// SavePageTx creates or edits a page. Returns actor.ErrForbidden, ErrNotFound,
// ErrInvalid, ErrHandleTaken, or ErrStale with the current page.
func (s *Service) SavePageTx(ctx context.Context, tx db.Tx, in SavePage) (Page, error) {
	before, err := s.pageBase(ctx, tx, in)
	if err != nil {
		return Page{}, err
	}
	after, err := in.apply(before)
	if err != nil || in.ID != "" && reflect.DeepEqual(before, after) {
		return before, err
	}
	other, err := db.All[string](ctx, tx, handleUser, after.Handle, after.ID)
	if err != nil {
		return Page{}, err
	}
	if len(other) > 0 {
		return Page{}, ErrHandleTaken.At("handle", "taken", "Another page has this handle.")
	}
	after.Version, after.UpdatedAt = before.Version+1, s.clock.Now()
	st, e := insertPage, journal.Entry{Entity: "page", EntityID: after.ID, Action: "created", After: after}
	if in.ID != "" {
		st, e.Action, e.Before = updatePage, "updated", before
	}
	n, err := db.Exec(ctx, tx, st, pageArgs(after)...)
	if db.IsUnique(err) || err == nil && n == 0 { // taken since we looked
		return Page{}, ErrHandleTaken.Because(err)
	}
	if err != nil {
		return Page{}, err
	}
	return after, s.pageChanged(ctx, tx, e, before.Handle, after.Handle)
}

func (s *Service) pageBase(ctx context.Context, tx db.Tx, in SavePage) (Page, error) {
	if !actor.From(ctx).Platform(actor.ContentWrite) {
		return Page{}, actor.ErrForbidden
	}
	if in.ID == "" {
		return Page{ID: s.ids.New("page_"), Published: true, Translations: map[string]PageText{}, CreatedAt: s.clock.Now()}, nil
	}
	p, err := getPage(ctx, tx, lockPageRow, in.ID)
	if err == nil && in.IfVersion != nil && *in.IfVersion != p.Version {
		return Page{}, ErrStale.With(p)
	}
	return p, err
}

func (in SavePage) apply(p Page) (Page, error) {
	var f errs.Fields
	in.Handle.Apply(&p.Handle)
	in.Title.Apply(&p.Title)
	in.SEO.Apply(&p.SEO)
	in.Published.Apply(&p.Published)
	p.Title = text.Line(p.Title)
	p.SEO = SEO{Title: text.Line(p.SEO.Title), Description: text.Line(p.SEO.Description)}
	if p.Handle == "" {
		p.Handle = text.Handle(p.Title)
	}
	if in.BodyHTML.Given() {
		b, _ := in.BodyHTML.Get()
		p.BodyHTML = htmlOf(&f, "body_html", b)
	}
	text.Required(&f, "title", p.Title, maxTitle)
	f.Check(text.ValidHandle(p.Handle), "handle", "format", "Use 1 to 80 of a–z, 0–9 and inner hyphens.")
	text.Check(&f, "seo.title", p.SEO.Title, maxTitle)
	text.Check(&f, "seo.description", p.SEO.Description, maxSEO)
	if in.Translations.Given() {
		all, _ := in.Translations.Get()
		p.Translations = tidyTexts(&f, "translations", all, func(at string, t PageText) PageText {
			t = PageText{Title: text.Line(t.Title), BodyHTML: htmlOf(&f, at+".body_html", t.BodyHTML)}
			text.Check(&f, at+".title", t.Title, maxTitle)
			return t
		})
	}
	return p, f.As(ErrInvalid)
}

func htmlOf(f *errs.Fields, path, raw string) string {
	if !f.Check(len(raw) <= maxHTML, path, "too_long", "This is too long.") {
		return ""
	}
	clean := text.HTML(raw)
	text.Check(f, path, clean, maxHTML)
	return clean
}

// tidyTexts tidies words by language and drops languages in which nothing is
// said.
func tidyTexts[T comparable](f *errs.Fields, path string, all map[string]T, tidy func(at string, t T) T) map[string]T {
	out := map[string]T{}
	var nothing T
	for _, locale := range slices.Sorted(maps.Keys(all)) {
		at := path + "." + locale
		f.Check(validLocale(locale), at, "locale", "Name languages as en, pt-BR or zh-Hant.")
		if t := tidy(at, all[locale]); t != nothing {
			out[locale] = t
		}
	}
	f.Check(len(out) <= maxLocales, path, "too_many", "At most 40 languages.")
	return out
}

func validLocale(s string) bool {
	return len(s) >= 2 && len(s) <= 35 && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-')
	})
}

// DeletePage is DeletePageIf of any version.
func (s *Service) DeletePage(ctx context.Context, pageID string) error {
	return s.DeletePageIf(ctx, pageID, nil)
}

// DeletePageIf removes a page if it is still in that version; nil is any. Returns actor.ErrForbidden, ErrNotFound, or
// ErrStale with the current page.
func (s *Service) DeletePageIf(ctx context.Context, pageID string, version *int64) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if pageID == "" {
			return ErrNotFound
		}
		p, err := s.pageBase(ctx, tx, SavePage{ID: pageID, IfVersion: version})
		if err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, deletePage, p.ID); err != nil {
			return err
		}
		return s.pageChanged(ctx, tx, journal.Entry{Entity: "page", EntityID: p.ID, Action: "deleted", Before: p}, p.Handle)
	})
}

func (s *Service) pageChanged(ctx context.Context, tx db.Tx, e journal.Entry, handles ...string) error {
	tx.Touch("pages")
	for _, h := range handles {
		if h != "" {
			tx.Touch("page:" + h)
		}
	}
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, Changed{What: "page", ID: e.EntityID})
}
