package content

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
)

// EditPage is the body of a page edit.
type EditPage struct {
	Handle       opt.Field[string]              `json:"handle,omitzero" maxLength:"80"`
	Title        opt.Field[string]              `json:"title,omitzero" maxLength:"255"`
	BodyHTML     opt.Field[string]              `json:"body_html,omitzero" maxLength:"500000"`
	SEO          opt.Field[SEO]                 `json:"seo,omitzero"`
	Published    opt.Field[bool]                `json:"published,omitzero"`
	Translations opt.Field[map[string]PageText] `json:"translations,omitzero"`
}

func (b EditPage) save(id string, version *int64) SavePage {
	return SavePage{ID: id, IfVersion: version, Handle: b.Handle, Title: b.Title, BodyHTML: b.BodyHTML, SEO: b.SEO, Published: b.Published, Translations: b.Translations}
}

type listPagesInput struct {
	httpx.PageParams
	Query string `query:"q" maxLength:"255" doc:"Beginning of the title, of a word in it, or of the handle."`
}

type pageIDInput struct {
	ID string `path:"id" maxLength:"40"`
}

type createPageInput struct{ Body EditPage }

type updatePageInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
	Body EditPage
}

type deletePageInput struct {
	ID string `path:"id" maxLength:"40"`
	httpx.IfMatch
}

type saveHomeInput struct {
	httpx.IfMatch
	Body struct {
		Sections []Section `json:"sections" maxItems:"30"`
	}
}

// UploadForm is an uploaded picture.
type UploadForm struct {
	File huma.FormFile `form:"file" required:"true" doc:"A PNG, JPEG, GIF or WebP picture of at most 10 MB."`
}

type uploadInput struct {
	RawBody huma.MultipartFormFiles[UploadForm]
}

// RegisterStore adds the dashboard's operations.
func (s *Service) RegisterStore(api huma.API) {
	tags := []string{"Content"}
	httpx.Register(api, httpx.Op{ID: "pages-list", Method: httpx.GET, Path: "/pages", Summary: "List pages", Tags: tags, Perm: actor.ContentWrite},
		func(ctx context.Context, in *listPagesInput) (*httpx.Body[page.List[Page]], error) {
			return httpx.Answer(s.Pages(ctx, s.db, Filter{Text: in.Query}, in.Request()))
		})
	httpx.Register(api, httpx.Op{ID: "pages-get", Method: httpx.GET, Path: "/pages/{id}", Summary: "Get a page", Tags: tags, Perm: actor.ContentWrite},
		func(ctx context.Context, in *pageIDInput) (*httpx.Versioned[Page], error) {
			p, err := s.Managed(ctx, s.db, in.ID)
			return httpx.Version(p.Version, p, err)
		})
	httpx.Register(api, httpx.Op{ID: "pages-create", Method: httpx.POST, Path: "/pages", Summary: "Add a page", Tags: tags, Perm: actor.ContentWrite, Status: http.StatusCreated},
		func(ctx context.Context, in *createPageInput) (*httpx.Versioned[Page], error) {
			p, err := httpx.Once(ctx, s.db, s.clock, func(ctx context.Context, tx db.Tx) (Page, error) {
				return s.SavePageTx(ctx, tx, in.Body.save("", nil))
			})
			return httpx.Version(p.Version, p, err)
		})
	httpx.Register(api, httpx.Op{ID: "pages-update", Method: httpx.PATCH, Path: "/pages/{id}", Summary: "Edit a page", Tags: tags, Perm: actor.ContentWrite},
		func(ctx context.Context, in *updatePageInput) (*httpx.Versioned[Page], error) {
			p, err := s.SavePage(ctx, in.Body.save(in.ID, in.Version()))
			return httpx.Version(p.Version, p, err)
		})
	httpx.Register(api, httpx.Op{ID: "pages-delete", Method: httpx.DELETE, Path: "/pages/{id}", Summary: "Delete a page", Tags: tags, Perm: actor.ContentWrite},
		func(ctx context.Context, in *deletePageInput) (*httpx.None, error) {
			return &httpx.None{}, s.DeletePageIf(ctx, in.ID, in.Version())
		})
	s.registerHome(api, tags)
}

func (s *Service) registerHome(api huma.API, tags []string) {
	httpx.Register(api, httpx.Op{ID: "home-get", Method: httpx.GET, Path: "/home", Summary: "The home page", Tags: tags, Perm: actor.ContentWrite},
		func(ctx context.Context, _ *struct{}) (*httpx.Versioned[Home], error) {
			h, err := s.Home(ctx)
			return httpx.Version(h.Version, h, err)
		})
	httpx.Register(api, httpx.Op{ID: "home-save", Method: httpx.PUT, Path: "/home", Summary: "Replace the home page", Tags: tags, Perm: actor.ContentWrite},
		func(ctx context.Context, in *saveHomeInput) (*httpx.Versioned[Home], error) {
			h, err := s.SaveHome(ctx, SaveHome{Sections: in.Body.Sections, IfVersion: in.Version()})
			return httpx.Version(h.Version, h, err)
		})
	httpx.Register(api, httpx.Op{ID: "media-upload", Method: httpx.POST, Path: "/media", Summary: "Upload a picture", Tags: tags, Perm: actor.ProductsWrite, Or: []actor.Perm{actor.ContentWrite, actor.CatalogManage, actor.StoresWrite, actor.SettingsWrite}, Status: http.StatusCreated, MaxBody: MaxImageBytes + 1<<20},
		func(ctx context.Context, in *uploadInput) (*httpx.Body[Image], error) {
			file := in.RawBody.Data().File
			return httpx.Answer(s.PutImage(ctx, file, file.Filename))
		})
}
