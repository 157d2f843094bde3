package content

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/kit/text"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "content", FS: sub}
}

const (
	pageCols  = `id, handle, title, body_html, seo, published, translations, version, created_at, updated_at`
	imageCols = `id, url, width, height, alt, content_type, size, filename, created_at`
)

var (
	selectPage   = db.SQL(`SELECT ` + pageCols + ` FROM content_pages WHERE id = $1`)
	lockPageRow  = db.SQL(`SELECT ` + pageCols + ` FROM content_pages WHERE id = $1`).ForUpdate()
	pageByHandle = db.SQL(`SELECT ` + pageCols + ` FROM content_pages WHERE handle = $1`)
	insertPage   = db.SQL(`INSERT INTO content_pages (` + pageCols + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (handle) DO NOTHING`)
	updatePage   = db.SQL(`UPDATE content_pages SET handle = $2, title = $3, body_html = $4, seo = $5, published = $6, translations = $7,
		version = $8, created_at = $9, updated_at = $10 WHERE id = $1`)
	countPages = db.SQL(`SELECT COUNT(*) FROM content_pages`)
	deletePage = db.SQL(`DELETE FROM content_pages WHERE id = $1`)
	handleUser = db.SQL(`SELECT id FROM content_pages WHERE handle = $1 AND id <> $2`)
	pages      = db.NewList(db.ListSpec{
		Select:  `SELECT ` + pageCols + ` FROM content_pages`,
		Filters: map[string]string{"published": "published = $?"},
		Sorts:   map[string][]string{"title": {"title", "id"}},
	})
	// pageNames is what is looked through: a page's texts are long.
	pageNames = db.NewList(db.ListSpec{
		Select:  `SELECT id, handle, title FROM content_pages`,
		Filters: map[string]string{"published": "published = $?"},
		Sorts:   map[string][]string{"title": {"title", "id"}},
	})
	pagesByID = db.SQL(`SELECT ` + pageCols + ` FROM content_pages WHERE id IN ($1...)`)

	selectHome = db.SQL(`SELECT sections, version FROM content_home WHERE id = 1`)
	lockHome   = db.SQL(`SELECT sections, version FROM content_home WHERE id = 1`).ForUpdate()
	updateHome = db.SQL(`UPDATE content_home SET sections = $1, version = $2 WHERE id = 1`)

	insertImage = db.SQL(`INSERT INTO content_images (` + imageCols + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (url) DO NOTHING`)
	imagesAfter = db.SQL(`SELECT ` + imageCols + ` FROM content_images WHERE id > $1 ORDER BY id LIMIT 200`)
	deleteImage = db.SQL(`DELETE FROM content_images WHERE url = $1`)
	imageByURL  = db.SQL(`SELECT ` + imageCols + ` FROM content_images WHERE url = $1`)
)

type pageRow struct {
	ID, Handle, Title, BodyHTML string
	SEO                         db.JSON[SEO]
	Published                   bool
	Translations                db.JSON[map[string]PageText]
	Version                     int64
	CreatedAt, UpdatedAt        time.Time
}

func (r pageRow) page() Page {
	return Page{ID: r.ID, Handle: r.Handle, Title: r.Title, BodyHTML: r.BodyHTML, SEO: r.SEO.V, Published: r.Published,
		Translations: r.Translations.V, Version: r.Version, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt}
}

func pageArgs(p Page) []any {
	return []any{p.ID, p.Handle, p.Title, p.BodyHTML, db.JSONOf(p.SEO), p.Published, db.JSONOf(p.Translations), p.Version, p.CreatedAt, p.UpdatedAt}
}

type homeRow struct {
	Sections db.JSON[[]Section]
	Version  int64
}

func (r homeRow) home() Home { return Home{Sections: r.Sections.V, Version: r.Version} }

func getPage(ctx context.Context, q db.Querier, st *db.Stmt, key string) (Page, error) {
	r, err := db.Get[pageRow](ctx, q, st, key)
	if errors.Is(err, db.ErrNoRows) {
		err = ErrNotFound
	}
	return r.page(), err
}

func getHome(ctx context.Context, q db.Querier, st *db.Stmt) (Home, error) {
	r, err := db.Get[homeRow](ctx, q, st)
	return r.home(), err
}

func listPages(ctx context.Context, q db.Querier, f Filter, p page.Request) (page.List[Page], error) {
	if f.Text != "" {
		return findPages(ctx, q, f, p)
	}
	lq := pages.Query("title", 0)
	if f.Published != nil {
		lq.Where("published", *f.Published)
	}
	l, err := db.Page(ctx, q, lq, p, func(r pageRow) []any { return []any{r.Title, r.ID} })
	return page.Map(l, pageRow.page), err
}

type nameRow struct{ ID, Handle, Title string }

// findPages lists the pages by what their titles begin with.
func findPages(ctx context.Context, q db.Querier, f Filter, p page.Request) (page.List[Page], error) {
	lq := pageNames.Query("title", 0)
	if f.Published != nil {
		lq.Where("published", *f.Published)
	}
	begins := text.Begins(f.Text)
	l, err := db.Find(ctx, q, lq, p, func(r nameRow) []any { return []any{r.Title, r.ID} }, func(r nameRow) bool { return begins(r.Title, r.Handle) })
	if err != nil {
		return page.List[Page]{}, err
	}
	id := func(r nameRow) string { return r.ID }
	rows, err := db.All[pageRow](ctx, q, pagesByID, page.Map(l, id).Items)
	read := make(map[string]Page, len(rows))
	for _, r := range rows {
		read[r.ID] = r.page()
	}
	return page.Fill(l, id, read), err
}
