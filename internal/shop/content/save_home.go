package content

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/text"
)

// SaveHome states the sections of the home page, all of them in their order.
type SaveHome struct {
	Sections  []Section
	IfVersion *int64
}

// SaveHome is SaveHomeTx in its own transaction.
func (s *Service) SaveHome(ctx context.Context, in SaveHome) (out Home, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SaveHomeTx(ctx, tx, in)
		return err
	})
	return out, err
}

// SaveHomeTx replaces the home page. Returns actor.ErrForbidden, ErrInvalid, or
// ErrStale with the current one.
func (s *Service) SaveHomeTx(ctx context.Context, tx db.Tx, in SaveHome) (Home, error) {
	if !actor.From(ctx).Platform(actor.ContentWrite) {
		return Home{}, actor.ErrForbidden
	}
	before, err := getHome(ctx, tx, lockHome)
	if err != nil {
		return Home{}, err
	}
	if in.IfVersion != nil && *in.IfVersion != before.Version {
		return Home{}, ErrStale.With(before)
	}
	after := Home{Version: before.Version}
	if after.Sections, err = tidySections(in.Sections); err != nil || reflect.DeepEqual(before, after) {
		return before, err
	}
	after.Version++
	if _, err := db.Exec(ctx, tx, updateHome, db.JSONOf(after.Sections), after.Version); err != nil {
		return Home{}, err
	}
	tx.Touch("home")
	if err := s.journal.Record(ctx, tx, journal.Entry{Entity: "home", EntityID: "home", Action: "updated", Before: before, After: after}); err != nil {
		return Home{}, err
	}
	return after, s.events.Publish(ctx, tx, Changed{What: "home"})
}

// Draft returns sections as saving would leave them, without saving them.
// Returns actor.ErrForbidden or ErrInvalid.
func (s *Service) Draft(ctx context.Context, sections []Section) ([]Section, error) {
	if !actor.From(ctx).Platform(actor.ContentWrite) {
		return nil, actor.ErrForbidden
	}
	return tidySections(sections)
}

// kinds are the sections themes know.
var kinds = []string{"hero", "categories", "collection", "stores", "story", "quotes"}

// layouts are how a collection is laid out; none is the first.
var layouts = []string{"grid", "carousel"}

func tidySections(all []Section) ([]Section, error) {
	var f errs.Fields
	out := []Section{}
	f.Check(len(all) <= MaxSections, "sections", "too_many", "At most 30 sections.")
	for i, v := range all[:min(len(all), MaxSections)] {
		at := fmt.Sprintf("sections[%d]", i)
		v.Eyebrow, v.Title, v.Text, v.Ref = text.Line(v.Eyebrow), text.Line(v.Title), text.Block(v.Text), text.Line(v.Ref)
		v.ImageURL, v.LinkURL = text.Line(v.ImageURL), text.Line(v.LinkURL)
		f.Check(slices.Contains(kinds, v.Kind), at+".kind", "enum", "hero, categories, collection, stores, story or quotes.")
		f.Check(v.Layout == "" || v.Kind == "collection" && slices.Contains(layouts, v.Layout), at+".layout", "enum", "A collection is a grid or a carousel; other sections have no layout.")
		text.Check(&f, at+".eyebrow", v.Eyebrow, maxEyebrow)
		text.Check(&f, at+".title", v.Title, maxTitle)
		text.Check(&f, at+".text", v.Text, maxText)
		text.Check(&f, at+".ref", v.Ref, maxRef)
		checkAddress(&f, at+".image_url", v.ImageURL)
		checkAddress(&f, at+".link_url", v.LinkURL)
		v.Translations = tidyTexts(&f, at+".translations", v.Translations, func(at string, t SectionText) SectionText {
			t = SectionText{Eyebrow: text.Line(t.Eyebrow), Title: text.Line(t.Title), Text: text.Block(t.Text)}
			text.Check(&f, at+".eyebrow", t.Eyebrow, maxEyebrow)
			text.Check(&f, at+".title", t.Title, maxTitle)
			text.Check(&f, at+".text", t.Text, maxText)
			return t
		})
		v.Quotes = tidyQuotes(&f, at+".quotes", v)
		out = append(out, v)
	}
	return out, f.As(ErrInvalid)
}

// checkAddress takes paths of this shop and https addresses, and nothing a
// browser would run.
func checkAddress(f *errs.Fields, path, url string) {
	ok := url == "" || strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "/") && !strings.HasPrefix(url, "//") && !strings.HasPrefix(url, `/\`)
	if f.Check(ok, path, "format", "Give a path of this shop or an https:// address.") {
		text.Check(f, path, url, maxURL)
	}
}
