package storefront

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/pagecache"
	"github.com/haatshop/haat/internal/serve/storefront/view"
)

// drawn is what a public page's file answers: a page, or an address to go to.
type drawn struct {
	page  view.Page
	tags  []string
	until time.Time // the next moment the page changes by itself
	moved string    // permanently, to this address
}

// frameTags are what every public page shows around itself.
var frameTags = []string{"settings", "categories", "pages"}

// public answers with the kept page, or has it drawn. known are the query parameters
// the page understands, already in their canonical form; missing are the tags whose
// touch may make something appear at an address that leads nowhere now.
func (v *visit) public(known url.Values, missing []string, draw func(context.Context) (drawn, error)) error {
	key := v.key(v.path, known.Encode())
	err := v.s.cache.Serve(v.w, v.r, key, func(ctx context.Context) (pagecache.Page, error) {
		d, err := draw(ctx)
		if errs.KindOf(err) == errs.NotFound && err != nil {
			return pagecache.Page{}, &pagecache.Missing{Tags: missing}
		}
		if err != nil {
			return pagecache.Page{}, err
		}
		if d.moved != "" {
			return pagecache.Page{Status: http.StatusMovedPermanently, Location: d.moved, Tags: d.tags}, nil
		}
		v.describe(d.page.Frame())
		body, err := v.render(d.page)
		return pagecache.Page{Body: body, Tags: append(d.tags, frameTags...), Until: d.until}, err
	})
	if pagecache.IsMissing(err) {
		return v.notFound()
	}
	return err
}

func (v *visit) key(path, query string) pagecache.Key {
	return pagecache.Key{Host: v.r.Host, Path: path, Query: query, Locale: v.code, Currency: string(v.currency), Theme: v.look.theme}
}

func (v *visit) render(p view.Page) ([]byte, error) {
	var buf bytes.Buffer
	err := v.s.theme.Render(&buf, p)
	return buf.Bytes(), err
}

// private answers with a page drawn for this visitor only.
func (v *visit) private(status int, p view.Page) error {
	p.Frame().Share = nil // nobody else would see the page behind the link
	body, err := v.render(p)
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	if v.r.Method != http.MethodHead {
		_, _ = v.w.Write(body) // a reader that went away is nobody's error
	}
	return nil
}

// notFound answers 404 with a page that is drawn once per language.
func (v *visit) notFound() error {
	return v.s.cache.ServeAs(v.w, v.r, v.key("\x00notfound", ""), http.StatusNotFound, func(ctx context.Context) (pagecache.Page, error) {
		l, err := v.layout(ctx, v.t("notfound.title"))
		if err != nil {
			return pagecache.Page{}, err
		}
		l.NoIndex, l.Canonical, l.Share, l.Locales = true, "", nil, v.localeLinks("/")
		body, err := v.render(view.NotFound{Layout: l})
		return pagecache.Page{Body: body, Tags: frameTags}, err
	})
}

// fail answers an error with the page it deserves.
func (v *visit) fail(err error) {
	if err == nil || errors.Is(err, context.Canceled) && v.r.Context().Err() != nil {
		return
	}
	kind := errs.KindOf(err)
	switch kind {
	case errs.NotFound:
		if v.notFound() == nil {
			return
		}
	case errs.Unauthenticated:
		_ = v.see(v.urlQuery("/login", "return_to", v.url(v.path)))
		return
	}
	p := view.Failure{Status: statusOf(kind), RequestID: httpx.RequestID(v.r.Context())}
	if kind == errs.Internal {
		v.s.log.ErrorContext(v.r.Context(), "page failed", "error", err, "request_id", p.RequestID)
		if db.IsUnavailable(err) || errors.Is(err, context.DeadlineExceeded) {
			p.Status = http.StatusServiceUnavailable
		}
	} else {
		p.Message = v.sentence(err)
	}
	if p.Status == http.StatusServiceUnavailable {
		v.w.Header().Set("Retry-After", "2")
	}
	p.Layout = v.bareLayout()
	if err := v.private(p.Status, p); err != nil {
		v.s.log.ErrorContext(v.r.Context(), "error page failed", "error", err)
		http.Error(v.w, http.StatusText(p.Status), p.Status)
	}
}

func statusOf(k errs.Kind) int {
	switch k {
	case errs.Invalid, errs.Malformed:
		return http.StatusBadRequest
	case errs.Forbidden:
		return http.StatusForbidden
	case errs.NotFound:
		return http.StatusNotFound
	case errs.Conflict, errs.Stale:
		return http.StatusConflict
	case errs.TooLarge:
		return http.StatusRequestEntityTooLarge
	case errs.TooMany:
		return http.StatusTooManyRequests
	case errs.Unavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// sentence is an error in the visitor's language: by its code, else in the room's own
// words. What is internal has no words.
func (v *visit) sentence(err error) string {
	var e *errs.Error
	if !errors.As(err, &e) || e.Kind == errs.Internal {
		return v.t("error.text")
	}
	if s, ok := v.s.theme.Lookup(v.code, "code."+e.Code); ok {
		return s
	}
	return e.Message
}

// formStatus is how a form that was refused is answered: who tried too often is
// told when to come back.
func (v *visit) formStatus(err error) int {
	var e *errs.Error
	if !errors.As(err, &e) || e.Kind != errs.TooMany {
		return http.StatusUnprocessableEntity
	}
	for name, values := range httpx.ProblemOf(v.ctx(), e).GetHeaders() {
		v.w.Header()[name] = values
	}
	return http.StatusTooManyRequests
}

// wrong turns an error into what a form shows: a sentence per field and one for the
// whole. rename maps a room's place ("shipping_address.city") to a field's name, or ""
// when the form has no such field. It reports false for errors a form cannot show.
func (v *visit) wrong(f *view.Form, err error, rename func(place string) string) bool {
	var e *errs.Error
	if !errors.As(err, &e) || e.Kind == errs.Internal || e.Kind == errs.NotFound || e.Kind == errs.Unauthenticated {
		return false
	}
	if f.Errors == nil {
		f.Errors = map[string]string{}
	}
	var loose []string
	for _, field := range e.Fields {
		text := field.Message
		if s, ok := v.s.theme.Lookup(v.code, "field."+field.Code); ok {
			text = s
		}
		if name := rename(field.Path); name != "" {
			f.Errors[name] = text
		} else {
			loose = append(loose, text)
		}
	}
	switch {
	case len(e.Fields) == 0:
		f.Problem = v.sentence(err)
	case len(loose) > 0:
		f.Problem = strings.Join(loose, " ")
	}
	return true
}

// same is the rename of a form whose fields are called as the room calls them.
func same(place string) string { return place }
