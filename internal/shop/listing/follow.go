package listing

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/seller"
)

// storesChanged keeps what lists need to know of stores. Products are not touched: a store that closes hides
// them through one row, however many they are.
func (s *Service) storesChanged(ctx context.Context, tx db.Tx, storeIDs []string) error {
	storeIDs = slices.Compact(slices.Sorted(slices.Values(storeIDs)))
	stores, err := s.seller.ByIDs(ctx, tx, storeIDs)
	if err != nil {
		return err
	}
	before := map[string]storeRow{}
	err = eachChunk(storeIDs, func(chunk []string) error {
		rows, err := db.All[storeRow](ctx, tx, lockStores, chunk)
		for _, r := range rows {
			before[r.StoreID] = r
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range storeIDs {
		v, ok := stores[id]
		if ok {
			err = s.storeChanged(ctx, tx, before[id], v)
		} else if _, known := before[id]; known {
			err = s.storeGone(ctx, tx, id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// storeGone forgets a store that was removed for good; its products went before.
func (s *Service) storeGone(ctx context.Context, tx db.Tx, storeID string) error {
	if err := exec(ctx, tx, deleteStore, storeID); err != nil {
		return err
	}
	return s.storeTold(ctx, tx, storeID)
}

func (s *Service) storeChanged(ctx context.Context, tx db.Tx, before storeRow, v seller.Store) error {
	after := storeRowOf(v, before.Version)
	if after == before {
		return nil
	}
	after.Version++
	if err := exec(ctx, tx, saveStore, after.StoreID, after.Handle, after.Name, after.Open, after.Version); err != nil {
		return err
	}
	return s.storeTold(ctx, tx, v.ID)
}

func (s *Service) storeTold(ctx context.Context, tx db.Tx, storeID string) error {
	tx.Touch("store:"+storeID, "stores", "products", "categories", "collections", "home", "search")
	return s.events.Publish(ctx, tx, StoreChanged{StoreID: storeID})
}

// categoryChanged sees whether a category moved in the tree or went; its products then change shelves, a chunk
// at a time, in jobs: a branch may hold any number of products.
func (s *Service) categoryChanged(ctx context.Context, tx db.Tx, categoryID string) error {
	before, err := db.Get[string](ctx, tx, selectPath, categoryID)
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return err
	}
	tree, err := s.catalog.Categories(ctx, tx)
	if err != nil {
		return err
	}
	c, _ := tree.Get(categoryID)
	after := strings.Join(c.Path, "/")
	if after == before {
		return nil
	}
	if after == "" {
		err = exec(ctx, tx, deletePath, categoryID)
	} else {
		err = exec(ctx, tx, savePath, categoryID, after)
	}
	if err != nil || before == "" {
		return err // new: nothing stands on its shelf yet
	}
	return s.queue.Enqueue(ctx, tx, kindReshelve, reshelve{Shelf: shelfCategory + categoryID}, noOptions())
}

// collectionChanged empties the shelf of a collection that went.
func (s *Service) collectionChanged(ctx context.Context, tx db.Tx, collectionID string) error {
	left, err := s.catalog.CollectionsByID(ctx, tx, []string{collectionID})
	if err != nil {
		return err
	}
	if _, ok := left[collectionID]; ok {
		return nil
	}
	return s.queue.Enqueue(ctx, tx, kindReshelve, reshelve{Shelf: shelfCollection + collectionID}, noOptions())
}
