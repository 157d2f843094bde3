package transfer

import (
	"context"
	"errors"
	"strconv"

	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
)

// places looks handles up and remembers them for the length of a run. A category made while an import runs is seen by
// the next run.
type places struct {
	s           *Service
	storeIDs    map[string]string
	collection  map[string]string
	tree        *catalog.Tree
	storesKnown bool
}

func newPlaces(s *Service) *places {
	return &places{s: s, storeIDs: map[string]string{}, collection: map[string]string{}}
}

// store answers the id of a store in the caller's scope by its handle, or the import's own.
func (p *places) store(ctx context.Context, handle, fallback string) (string, error) {
	if handle == "" {
		if fallback == "" {
			return "", ErrStore
		}
		return fallback, nil
	}
	if err := p.loadStores(ctx); err != nil {
		return "", err
	}
	if id, ok := p.storeIDs[handle]; ok {
		return id, nil
	}
	return "", ErrStore.At("store", "unknown", "There is no store "+strconv.Quote(clip(handle))+".")
}

func (p *places) loadStores(ctx context.Context) error {
	if p.storesKnown {
		return nil
	}
	for cursor := ""; ; {
		list, err := p.s.seller.Stores(ctx, p.s.db, page.Request{Limit: page.MaxLimit, Cursor: cursor})
		if err != nil {
			return err
		}
		for _, st := range list.Items {
			p.storeIDs[st.Handle] = st.ID
		}
		if cursor = list.Next; cursor == "" {
			p.storesKnown = true
			return nil
		}
	}
}

func (p *places) categories(ctx context.Context, handles opt.Field[[]string]) (opt.Field[[]string], error) {
	list, ok := handles.Get()
	if !ok {
		return mapField(handles, func(v []string) []string { return v }), nil
	}
	if p.tree == nil {
		tree, err := p.s.catalog.Categories(ctx, p.s.db)
		if err != nil {
			return handles, err
		}
		p.tree = tree
	}
	ids := []string{}
	for _, handle := range list {
		c, ok := p.tree.ByHandle(handle)
		if !ok {
			return handles, catalog.ErrCategoryNotFound.At("categories", "unknown", "There is no category "+strconv.Quote(clip(handle))+".")
		}
		ids = append(ids, c.ID)
	}
	return opt.Some(ids), nil
}

func (p *places) collections(ctx context.Context, handles opt.Field[[]string]) (opt.Field[[]string], error) {
	list, ok := handles.Get()
	if !ok {
		return mapField(handles, func(v []string) []string { return v }), nil
	}
	ids := []string{}
	for _, handle := range list {
		id, known := p.collection[handle]
		if !known {
			c, err := p.s.catalog.Collection(ctx, p.s.db, handle)
			if errors.Is(err, catalog.ErrCollectionNotFound) {
				err = catalog.ErrCollectionNotFound.At("collections", "unknown", "There is no collection "+strconv.Quote(clip(handle))+".")
			}
			if err != nil {
				return handles, err
			}
			id, p.collection[handle] = c.ID, c.ID
		}
		ids = append(ids, id)
	}
	return opt.Some(ids), nil
}
