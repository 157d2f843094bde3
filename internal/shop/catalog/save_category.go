package catalog

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/text"
)

// SaveCategory creates or edits a category; absent members stay.
type SaveCategory struct {
	ID           string            // empty makes a new one
	ParentID     opt.Field[string] // null or empty: the root
	Handle       opt.Field[string] // absent on a new one: made from the name
	Name         opt.Field[string]
	Description  opt.Field[string]
	ImageURL     opt.Field[string]
	Position     opt.Field[int] // among its siblings
	Translations opt.Field[map[string]CategoryText]
	IfVersion    *int64
}

// SaveCategory is SaveCategoryTx in its own transaction.
func (s *Service) SaveCategory(ctx context.Context, in SaveCategory) (out Category, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SaveCategoryTx(ctx, tx, in)
		return err
	})
	return out, err
}

// SaveCategoryTx creates, edits or moves a category with everything below it.
// Returns actor.ErrForbidden, ErrCategoryNotFound, ErrInvalid, ErrCycle, or
// ErrStale with the current state.
func (s *Service) SaveCategoryTx(ctx context.Context, tx db.Tx, in SaveCategory) (Category, error) {
	tree, err := s.lockTree(ctx, tx)
	if err != nil {
		return Category{}, err
	}
	before := Category{ID: in.ID, Translations: map[string]CategoryText{}}
	if in.ID == "" {
		before.ID = s.ids.New("cat_")
	} else if before, err = tree.edited(in); err != nil {
		return Category{}, err
	}
	after, err := in.apply(before, tree)
	if err != nil {
		return Category{}, err
	}
	if want, given := in.Handle.Get(); given || after.Handle == "" {
		ask := handleAsk{want: []string{want, after.Name}, now: after.Handle, id: after.ID, kind: "category"}
		if after.Handle, err = freeHandle(ctx, tx, categoryHandlesTaken, ask); err != nil {
			return Category{}, err
		}
	}
	if in.ID != "" && reflect.DeepEqual(before, after) {
		return before, nil
	}
	after.Version = before.Version + 1
	st := insertCategory
	if in.ID != "" {
		st = updateCategory
	}
	if _, err := db.Exec(ctx, tx, st, categoryArgs(after)...); err != nil {
		return Category{}, err
	}
	e := journal.Entry{Entity: "category", EntityID: after.ID, Action: "created", After: after}
	if in.ID != "" {
		e.Action, e.Before = "updated", before
	}
	return after, s.treeChanged(ctx, tx, after.ID, e)
}

// lockTree lets one transaction at a time change the tree, and only the
// platform.
func (s *Service) lockTree(ctx context.Context, tx db.Tx) (*Tree, error) {
	if !actor.From(ctx).Platform(actor.CatalogManage) {
		return nil, actor.ErrForbidden
	}
	if _, err := db.Get[int64](ctx, tx, lockTree); err != nil {
		return nil, err
	}
	return readTree(ctx, tx)
}

func (t *Tree) edited(in SaveCategory) (Category, error) {
	c, ok := t.Get(in.ID)
	if !ok {
		return Category{}, ErrCategoryNotFound
	}
	if in.IfVersion != nil && *in.IfVersion != c.Version {
		return Category{}, ErrStale.With(c)
	}
	return c, nil
}

// apply returns the category as edited, with its place checked (C7).
func (in SaveCategory) apply(c Category, t *Tree) (Category, error) {
	var f errs.Fields
	in.ParentID.Apply(&c.ParentID)
	in.Name.Apply(&c.Name)
	in.Description.Apply(&c.Description)
	in.ImageURL.Apply(&c.ImageURL)
	in.Position.Apply(&c.Position)
	if in.ID == "" && !in.Position.Given() {
		c.Position = len(t.Children(c.ParentID))
	}
	c.Name, c.Description, c.ImageURL = text.Line(c.Name), text.Block(c.Description), text.Line(c.ImageURL)
	text.Required(&f, "name", c.Name, maxShort)
	text.Check(&f, "description", c.Description, maxDescription)
	checkURL(&f, "image_url", c.ImageURL, false)
	f.Check(c.Position >= 0 && c.Position <= maxNodes, "position", "range", "A position is between 0 and 5,000.")
	if in.Translations.Given() {
		given, _ := in.Translations.Get()
		c.Translations = tidyCategoryTexts(&f, given)
	}
	_, known := t.Get(c.ParentID)
	f.Check(c.ParentID == "" || known, "parent_id", "unknown", "There is no such category.")
	f.Check(in.ID != "" || len(t.All) < maxNodes, "name", "too_many", "There are 5,000 categories already.")
	path := t.Path(c.ParentID)
	if slices.Contains(path, c.ID) {
		return c, ErrCycle.At("parent_id", "cycle", "A category cannot stand below itself.")
	}
	height := 1
	if in.ID != "" {
		height = t.height(in.ID)
	}
	f.Check(len(path)+height <= MaxDepth, "parent_id", "depth", "The tree is at most 8 deep.")
	c.Path = append(slices.Clone(path), c.ID)
	return c, f.As(ErrInvalid)
}

func tidyCategoryTexts(f *errs.Fields, all map[string]CategoryText) map[string]CategoryText {
	out := map[string]CategoryText{}
	for _, locale := range slices.Sorted(maps.Keys(all)) {
		at := "translations." + locale
		checkLocale(f, at, locale)
		t := CategoryText{Name: text.Line(all[locale].Name), Description: text.Block(all[locale].Description)}
		text.Check(f, at+".name", t.Name, maxShort)
		text.Check(f, at+".description", t.Description, maxDescription)
		if t != (CategoryText{}) {
			out[locale] = t
		}
	}
	f.Check(len(out) <= maxLocales, "translations", "too_many", "At most 40 languages.")
	return out
}

// DeleteCategory is DeleteCategoryIf of any version.
func (s *Service) DeleteCategory(ctx context.Context, categoryID string) error {
	return s.DeleteCategoryIf(ctx, categoryID, nil)
}

// DeleteCategoryIf is DeleteCategoryTx in its own transaction.
func (s *Service) DeleteCategoryIf(ctx context.Context, categoryID string, version *int64) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.DeleteCategoryTx(ctx, tx, categoryID, version)
	})
}

// DeleteCategoryTx removes a category if it is still in that version, nil is
// any; its products stay. Returns actor.ErrForbidden, ErrCategoryNotFound,
// ErrStale with the current category, or ErrHasChildren.
func (s *Service) DeleteCategoryTx(ctx context.Context, tx db.Tx, categoryID string, version *int64) error {
	tree, err := s.lockTree(ctx, tx)
	if err != nil {
		return err
	}
	c, err := tree.edited(SaveCategory{ID: categoryID, IfVersion: version})
	if err != nil {
		return err
	}
	if len(tree.Children(categoryID)) > 0 {
		return ErrHasChildren
	}
	if _, err := db.Exec(ctx, tx, deleteCategory, c.ID); err != nil {
		return err
	}
	return s.treeChanged(ctx, tx, c.ID, journal.Entry{Entity: "category", EntityID: c.ID, Action: "deleted", Before: c})
}

func (s *Service) treeChanged(ctx context.Context, tx db.Tx, categoryID string, e journal.Entry) error {
	if _, err := db.Exec(ctx, tx, stampTree); err != nil {
		return err
	}
	tx.Touch("category:"+categoryID, tagCategories, tagProducts, tagSearch)
	if err := s.AfterCategory.Run(ctx, tx, categoryID); err != nil {
		return err
	}
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, CategoryChanged{CategoryID: categoryID})
}
