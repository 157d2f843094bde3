package catalog

import (
	"context"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/kit/text"
)

const (
	categoryCols   = `id, parent_id, handle, name, description, image_url, position, translations, version`
	collectionCols = `id, handle, title, description_html, image_url, position, translations, version, created_at`
)

var (
	selectStamp = db.SQL(`SELECT stamp FROM catalog_tree WHERE id = 1`)
	lockTree    = db.SQL(`SELECT stamp FROM catalog_tree WHERE id = 1`).ForUpdate()
	stampTree   = db.SQL(`UPDATE catalog_tree SET stamp = stamp + 1 WHERE id = 1`)

	selectCategories = db.SQL(`SELECT ` + categoryCols + ` FROM catalog_categories ORDER BY position, id LIMIT 10000`)
	knownCategories  = db.SQL(`SELECT id FROM catalog_categories WHERE id IN ($1...)`)
	insertCategory   = db.SQL(`INSERT INTO catalog_categories (` + categoryCols + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	updateCategory   = db.SQL(`UPDATE catalog_categories SET parent_id = $2, handle = $3, name = $4, description = $5, image_url = $6,
		position = $7, translations = $8, version = $9 WHERE id = $1`)
	deleteCategory       = db.SQL(`DELETE FROM catalog_categories WHERE id = $1`)
	categoryHandlesTaken = db.SQL(`SELECT handle FROM catalog_categories WHERE handle IN ($1...) AND id <> $2`)

	collectionsByID    = db.SQL(`SELECT ` + collectionCols + ` FROM catalog_collections WHERE id IN ($1...)`)
	collectionByHandle = db.SQL(`SELECT ` + collectionCols + ` FROM catalog_collections WHERE handle = $1`)
	lockCollection     = db.SQL(`SELECT ` + collectionCols + ` FROM catalog_collections WHERE id = $1`).ForUpdate()
	insertCollection   = db.SQL(`INSERT INTO catalog_collections (` + collectionCols + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)
	updateCollection   = db.SQL(`UPDATE catalog_collections SET handle = $2, title = $3, description_html = $4, image_url = $5, position = $6,
		translations = $7, version = $8, created_at = $9 WHERE id = $1`)
	deleteCollection       = db.SQL(`DELETE FROM catalog_collections WHERE id = $1`)
	collectionHandlesTaken = db.SQL(`SELECT handle FROM catalog_collections WHERE handle IN ($1...) AND id <> $2`)
	collections            = db.NewList(db.ListSpec{
		Select: `SELECT ` + collectionCols + ` FROM catalog_collections`,
		Sorts:  map[string][]string{"position": {"position", "id"}},
	})
	// collectionNames is what is looked through: a collection's texts are long.
	collectionNames = db.NewList(db.ListSpec{
		Select: `SELECT id, handle, title, position FROM catalog_collections`,
		Sorts:  map[string][]string{"position": {"position", "id"}},
	})
)

type categoryRow struct {
	ID                                  string
	ParentID                            *string
	Handle, Name, Description, ImageURL string
	Position                            int
	Translations                        db.JSON[map[string]CategoryText]
	Version                             int64
}

func (r categoryRow) category() Category {
	c := Category{ID: r.ID, Handle: r.Handle, Name: r.Name, Description: r.Description, ImageURL: r.ImageURL, Position: r.Position,
		Translations: r.Translations.V, Version: r.Version}
	if r.ParentID != nil {
		c.ParentID = *r.ParentID
	}
	return c
}

func categoryArgs(c Category) []any {
	var parent *string
	if c.ParentID != "" {
		parent = &c.ParentID
	}
	return []any{c.ID, parent, c.Handle, c.Name, c.Description, c.ImageURL, c.Position, db.JSONOf(c.Translations), c.Version}
}

type collectionRow struct {
	ID, Handle, Title, DescriptionHTML, ImageURL string
	Position                                     int
	Translations                                 db.JSON[map[string]Text]
	Version                                      int64
	CreatedAt                                    time.Time
}

func (r collectionRow) collection() Collection {
	return Collection{ID: r.ID, Handle: r.Handle, Title: r.Title, DescriptionHTML: r.DescriptionHTML, ImageURL: r.ImageURL, Position: r.Position,
		Translations: r.Translations.V, Version: r.Version, CreatedAt: r.CreatedAt}
}

func collectionArgs(c Collection) []any {
	return []any{c.ID, c.Handle, c.Title, c.DescriptionHTML, c.ImageURL, c.Position, db.JSONOf(c.Translations), c.Version, c.CreatedAt}
}

// readTree reads the stamp before the rows: a tree may be newer than its
// stamp says, never older.
func readTree(ctx context.Context, q db.Querier) (*Tree, error) {
	stamp, err := db.Get[int64](ctx, q, selectStamp)
	if err != nil {
		return nil, err
	}
	rows, err := db.All[categoryRow](ctx, q, selectCategories)
	if err != nil {
		return nil, err
	}
	all := make([]Category, len(rows))
	for i, r := range rows {
		all[i] = r.category()
	}
	return newTree(stamp, all), nil
}

func getCollections(ctx context.Context, q db.Querier, ids []string) (map[string]Collection, error) {
	rows, err := db.All[collectionRow](ctx, q, collectionsByID, ids)
	out := make(map[string]Collection, len(rows))
	for _, r := range rows {
		out[r.ID] = r.collection()
	}
	return out, err
}

func listCollections(ctx context.Context, q db.Querier, p page.Request) (page.List[Collection], error) {
	lq := collections.Query("position", 0)
	l, err := db.Page(ctx, q, lq, p, func(r collectionRow) []any { return []any{int64(r.Position), r.ID} })
	return page.Map(l, collectionRow.collection), err
}

type collectionName struct {
	ID, Handle, Title string
	Position          int
}

// findCollections lists the collections by what their titles begin with.
func findCollections(ctx context.Context, q db.Querier, typed string, p page.Request) (page.List[Collection], error) {
	begins := text.Begins(typed)
	l, err := db.Find(ctx, q, collectionNames.Query("position", 0), p, func(r collectionName) []any { return []any{int64(r.Position), r.ID} },
		func(r collectionName) bool { return begins(r.Title, r.Handle) })
	if err != nil {
		return page.List[Collection]{}, err
	}
	id := func(r collectionName) string { return r.ID }
	read, err := getCollections(ctx, q, page.Map(l, id).Items)
	return page.Fill(l, id, read), err
}
