package catalog

import (
	"context"
	"reflect"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/journal"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/text"
)

// SaveCollection creates or edits a collection; absent members stay.
type SaveCollection struct {
	ID              string            // empty makes a new one
	Handle          opt.Field[string] // absent on a new one: made from the title
	Title           opt.Field[string]
	DescriptionHTML opt.Field[string]
	ImageURL        opt.Field[string]
	Position        opt.Field[int]
	Translations    opt.Field[map[string]Text]
	IfVersion       *int64
}

// SaveCollection is SaveCollectionTx in its own transaction.
func (s *Service) SaveCollection(ctx context.Context, in SaveCollection) (out Collection, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		out, err = s.SaveCollectionTx(ctx, tx, in)
		return err
	})
	return out, err
}

// SaveCollectionTx creates or edits a collection. Returns actor.ErrForbidden,
// ErrCollectionNotFound, ErrInvalid, or ErrStale with the current state.
func (s *Service) SaveCollectionTx(ctx context.Context, tx db.Tx, in SaveCollection) (Collection, error) {
	before, err := s.collectionBase(ctx, tx, in)
	if err != nil {
		return Collection{}, err
	}
	after, err := in.apply(before)
	if err != nil {
		return Collection{}, err
	}
	if want, given := in.Handle.Get(); given || after.Handle == "" {
		ask := handleAsk{want: []string{want, after.Title}, now: after.Handle, id: after.ID, kind: "collection"}
		if after.Handle, err = freeHandle(ctx, tx, collectionHandlesTaken, ask); err != nil {
			return Collection{}, err
		}
	}
	if in.ID != "" && reflect.DeepEqual(before, after) {
		return before, nil
	}
	after.Version = before.Version + 1
	st, e := insertCollection, journal.Entry{Entity: "collection", EntityID: after.ID, Action: "created", After: after}
	if in.ID != "" {
		st, e.Action, e.Before = updateCollection, "updated", before
	}
	if _, err := db.Exec(ctx, tx, st, collectionArgs(after)...); err != nil {
		if db.IsUnique(err) {
			return Collection{}, ErrHandleTaken.Because(err)
		}
		return Collection{}, err
	}
	return after, s.collectionChanged(ctx, tx, after.ID, e)
}

func (s *Service) collectionBase(ctx context.Context, tx db.Tx, in SaveCollection) (Collection, error) {
	if !actor.From(ctx).Platform(actor.CatalogManage) {
		return Collection{}, actor.ErrForbidden
	}
	if in.ID == "" {
		return Collection{ID: s.ids.New("col_"), Translations: map[string]Text{}, CreatedAt: s.clock.Now()}, nil
	}
	r, err := db.Get[collectionRow](ctx, tx, lockCollection, in.ID)
	if err != nil {
		return Collection{}, orNotFound(err, ErrCollectionNotFound)
	}
	c := r.collection()
	if in.IfVersion != nil && *in.IfVersion != c.Version {
		return Collection{}, ErrStale.With(c)
	}
	return c, nil
}

func (in SaveCollection) apply(c Collection) (Collection, error) {
	var f errs.Fields
	in.Title.Apply(&c.Title)
	in.ImageURL.Apply(&c.ImageURL)
	in.Position.Apply(&c.Position)
	if in.DescriptionHTML.Given() {
		d, _ := in.DescriptionHTML.Get()
		f.Check(len(d) <= maxHTML, "description_html", "too_long", "This is too long.")
		c.DescriptionHTML = text.HTML(d[:min(len(d), maxHTML)])
	}
	if in.Translations.Given() {
		given, _ := in.Translations.Get()
		c.Translations = tidyTranslations(&f, given)
	}
	c.Title, c.ImageURL = text.Line(c.Title), text.Line(c.ImageURL)
	text.Required(&f, "title", c.Title, maxTitle)
	text.Check(&f, "description_html", c.DescriptionHTML, maxHTML)
	checkURL(&f, "image_url", c.ImageURL, false)
	f.Check(c.Position >= 0 && c.Position <= maxNodes, "position", "range", "A position is between 0 and 5,000.")
	return c, f.As(ErrInvalid)
}

// DeleteCollection is DeleteCollectionIf of any version.
func (s *Service) DeleteCollection(ctx context.Context, collectionID string) error {
	return s.DeleteCollectionIf(ctx, collectionID, nil)
}

// DeleteCollectionIf is DeleteCollectionTx in its own transaction.
func (s *Service) DeleteCollectionIf(ctx context.Context, collectionID string, version *int64) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.DeleteCollectionTx(ctx, tx, collectionID, version)
	})
}

// DeleteCollectionTx removes a collection if it is still in that version, nil
// is any; its products stay. Returns actor.ErrForbidden, ErrCollectionNotFound,
// or ErrStale with the current collection.
func (s *Service) DeleteCollectionTx(ctx context.Context, tx db.Tx, collectionID string, version *int64) error {
	c, err := s.collectionBase(ctx, tx, SaveCollection{ID: collectionID, IfVersion: version})
	if err != nil {
		return err
	}
	if n, err := db.Exec(ctx, tx, deleteCollection, c.ID); err != nil || n == 0 {
		return orMissing(err)
	}
	return s.collectionChanged(ctx, tx, c.ID, journal.Entry{Entity: "collection", EntityID: c.ID, Action: "deleted", Before: c})
}

// orMissing is the refusal for a delete that met no row.
func orMissing(err error) error {
	if err != nil {
		return err
	}
	return ErrCollectionNotFound
}

func (s *Service) collectionChanged(ctx context.Context, tx db.Tx, collectionID string, e journal.Entry) error {
	tx.Touch("collection:"+collectionID, tagCollections, tagProducts)
	if err := s.AfterCollection.Run(ctx, tx, collectionID); err != nil {
		return err
	}
	if err := s.journal.Record(ctx, tx, e); err != nil {
		return err
	}
	return s.events.Publish(ctx, tx, CollectionChanged{CollectionID: collectionID})
}
