package content_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx/httpxtest"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/content/contenttest"
)

func each(t *testing.T, fn func(t *testing.T, f *contenttest.Fixture)) {
	dbtest.Each(t, contenttest.Sets(), func(t *testing.T, d *db.DB) { fn(t, contenttest.New(t, d)) })
}

func ownerActor() actor.Actor {
	return actor.Actor{Kind: actor.Member, AccountID: "acc_owner", Grants: []actor.Grant{{Platform: true, Perms: actor.PlatformPerms()}}}
}

func owner() context.Context { return actor.With(context.Background(), ownerActor()) }

func field(err error) string {
	var e *errs.Error
	if errors.As(err, &e) && len(e.Fields) > 0 {
		return e.Code + " " + e.Fields[0].Path + " " + e.Fields[0].Code
	}
	return fmt.Sprint(err)
}

func TestEveryStatementRunsOnBothEngines(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		if _, err := db.PrepareAll(context.Background(), f.DB); err != nil {
			t.Error(err)
		}
	})
}

func TestAPageIsReadAsItWasTidied(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		in := content.SavePage{Title: opt.Some(" About  us "), BodyHTML: opt.Some("<p>Hi</p><script>x</script>"),
			Translations: opt.Some(map[string]content.PageText{"ne": {Title: "हाम्रो बारे"}, "ar": {}})}
		made, err := f.Content.SavePage(owner(), in)
		if err != nil || made.Handle != "about-us" || made.BodyHTML != "<p>Hi</p>" || !made.Published || made.Version != 1 {
			t.Fatalf("%+v %v", made, err)
		}
		got, err := f.Content.Page(context.Background(), f.DB, "about-us", "en")
		if diff := cmp.Diff(made, got); diff != "" || err != nil {
			t.Error(diff, err)
		}
		if ne, _ := f.Content.Page(context.Background(), f.DB, "about-us", "ne"); ne.Title != "हाम्रो बारे" || ne.BodyHTML != "<p>Hi</p>" {
			t.Error(ne)
		}
		in.ID = made.ID
		if again, err := f.Content.SavePage(owner(), in); err != nil || again.Version != 1 {
			t.Error("saving the same wrote something:", again.Version, err)
		}
		if diff := cmp.Diff([]string{"content.changed"}, f.EventNames(t)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestShoppersSeePublishedPagesOnly(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		draft, err := f.Content.SavePage(owner(), content.SavePage{Title: opt.Some("Draft"), Published: opt.Some(false)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Content.SavePage(owner(), content.SavePage{Title: opt.Some("Open")}); err != nil {
			t.Fatal(err)
		}
		anyone := context.Background()
		if _, err := f.Content.Page(anyone, f.DB, "draft", ""); !errors.Is(err, content.ErrNotFound) {
			t.Error(err)
		}
		if _, err := f.Content.Managed(anyone, f.DB, draft.ID); !errors.Is(err, content.ErrNotFound) {
			t.Error(err)
		}
		l, err := f.Content.Pages(anyone, f.DB, content.Filter{}, page.Request{})
		if err != nil || len(l.Items) != 1 || l.Items[0].Handle != "open" {
			t.Error(l, err)
		}
		if _, err := f.Content.SavePage(anyone, content.SavePage{ID: draft.ID, Title: opt.Some("Mine")}); !errors.Is(err, actor.ErrForbidden) {
			t.Error(err)
		}
		all, err := f.Content.Pages(owner(), f.DB, content.Filter{}, page.Request{Limit: 1})
		if err != nil || len(all.Items) != 1 || all.Items[0].Handle != "draft" || all.Next == "" {
			t.Error(all, err)
		}
	})
}

func TestOnlyOneOfManyPagesGetsAHandle(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		var wg sync.WaitGroup
		failed := make([]error, 8)
		for i := range failed {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, failed[i] = f.Content.SavePage(owner(), content.SavePage{Title: opt.Some("Same")})
			}()
		}
		wg.Wait()
		won := 0
		for _, err := range failed {
			if err == nil {
				won++
			} else if !errors.Is(err, content.ErrHandleTaken) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Error(won, "pages have the handle")
		}
	})
}

func TestTheHomePageIsReplacedWhole(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		first, err := f.Content.Home(context.Background())
		if err != nil || len(first.Sections) != 0 {
			t.Fatal(first, err)
		}
		in := content.SaveHome{IfVersion: &first.Version, Sections: []content.Section{
			{Kind: "hero", Eyebrow: " New  this week", Title: " Market ", ImageURL: "/media/x.svg", LinkURL: "/collections/new", Translations: map[string]content.SectionText{"ne": {Eyebrow: "यस हप्ता", Title: "बजार"}}},
			{Kind: "categories", Ref: "home,garden"},
		}}
		saved, err := f.Content.SaveHome(owner(), in)
		if err != nil || saved.Version != first.Version+1 || saved.Sections[0].Title != "Market" || saved.Sections[0].Eyebrow != "New this week" {
			t.Fatal(saved, err)
		}
		if got, _ := f.Content.Home(context.Background()); !cmp.Equal(saved, got) || got.Sections[0].Localised("ne").Title != "बजार" || got.Public("ne").Sections[0].Eyebrow != "यस हप्ता" {
			t.Error(cmp.Diff(saved, got))
		}
		if _, err := f.Content.SaveHome(owner(), in); !errors.Is(err, content.ErrStale) {
			t.Error(err)
		}
		in.IfVersion = nil
		if again, err := f.Content.SaveHome(owner(), in); err != nil || again.Version != saved.Version {
			t.Error(again.Version, err)
		}
		for want, v := range map[string]content.Section{
			"content.invalid sections[0].kind enum":        {Kind: "video"},
			"content.invalid sections[0].eyebrow too_long": {Kind: "hero", Eyebrow: strings.Repeat("x", 121)},
			"content.invalid sections[0].link_url format":  {Kind: "hero", LinkURL: "javascript:alert(1)"},
			"content.invalid sections[0].image_url format": {Kind: "hero", ImageURL: "//evil.example/x"},
			"content.invalid sections[0].layout enum":      {Kind: "collection", Ref: "x", Layout: "spiral"},
			"content.invalid sections[0].quotes not_here":  {Kind: "story", Quotes: []content.Quote{{Text: "Good.", Name: "Noor"}}},
			"content.invalid sections[0].quotes too_many":  {Kind: "quotes", Quotes: make([]content.Quote, content.MaxQuotes+1)},
		} {
			if _, err := f.Content.SaveHome(owner(), content.SaveHome{Sections: []content.Section{v}}); field(err) != want {
				t.Errorf("%s, want %s", field(err), want)
			}
		}
	})
}

func TestALayoutIsACollectionsOwn(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		for _, layout := range []string{"", "grid", "carousel"} {
			saved, err := f.Content.SaveHome(owner(), content.SaveHome{Sections: []content.Section{{Kind: "collection", Ref: "new", Layout: layout}}})
			if err != nil || saved.Sections[0].Layout != layout || saved.Public("en").Sections[0].Layout != layout {
				t.Errorf("%q: %+v %v", layout, saved, err)
			}
		}
		_, err := f.Content.SaveHome(owner(), content.SaveHome{Sections: []content.Section{{Kind: "stores", Layout: "grid"}}})
		if field(err) != "content.invalid sections[0].layout enum" {
			t.Error(field(err))
		}
	})
}

func TestQuotesAreTidiedTranslatedAndCheckedOneByOne(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		good := content.Quote{Text: "\n It holds. \r\nStill. ", Name: " Ilse  Brandt ", Place: " Rotterdam ", LinkURL: "/products/tidal-mug",
			Translations: map[string]content.QuoteText{"ar": {Text: "متين."}, "ne": {}}}
		quotes := func(all ...content.Quote) content.SaveHome {
			return content.SaveHome{Sections: []content.Section{{Kind: "quotes", Quotes: all}}}
		}
		saved, err := f.Content.SaveHome(owner(), quotes(good))
		if err != nil {
			t.Fatal(err)
		}
		want := content.Quote{Text: " It holds.\nStill.", Name: "Ilse Brandt", Place: "Rotterdam", LinkURL: "/products/tidal-mug", Translations: map[string]content.QuoteText{"ar": {Text: "متين."}}}
		if diff := cmp.Diff(want, saved.Sections[0].Quotes[0]); diff != "" {
			t.Error(diff)
		}
		if got := saved.Public("ar").Sections[0].Quotes; !cmp.Equal(got, []content.PublicQuote{{Text: "متين.", Name: "Ilse Brandt", Place: "Rotterdam", LinkURL: "/products/tidal-mug"}}) {
			t.Errorf("%+v", got)
		}
		if saved.Sections[0].Quotes[0].Text != want.Text {
			t.Error("reading it in another language changed it")
		}
		with := func(change func(*content.Quote)) content.Quote {
			q := good
			change(&q)
			return q
		}
		for want, bad := range map[string]content.Quote{
			"quotes[1].text required":   with(func(q *content.Quote) { q.Text = " " }),
			"quotes[1].name required":   with(func(q *content.Quote) { q.Name = "" }),
			"quotes[1].text too_long":   with(func(q *content.Quote) { q.Text = strings.Repeat("x", 1001) }),
			"quotes[1].place too_long":  with(func(q *content.Quote) { q.Place = strings.Repeat("x", 121) }),
			"quotes[1].link_url format": with(func(q *content.Quote) { q.LinkURL = "javascript:alert(1)" }),
			"quotes[1].translations.ar.name too_long": with(func(q *content.Quote) {
				q.Translations = map[string]content.QuoteText{"ar": {Name: strings.Repeat("x", 121)}}
			}),
		} {
			if _, err := f.Content.SaveHome(owner(), quotes(good, bad)); field(err) != "content.invalid sections[0]."+want {
				t.Errorf("%s, want %s", field(err), want)
			}
		}
		if now, err := f.Content.Home(context.Background()); err != nil || now.Version != saved.Version {
			t.Error("what was refused was saved", now.Version, err)
		}
	})
}

func TestADraftIsCheckedLikeASavedPageAndIsNotSaved(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		before, err := f.Content.Home(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.Content.Draft(owner(), []content.Section{{Kind: "story", Title: " By  hand "}})
		if err != nil || len(got) != 1 || got[0].Title != "By hand" {
			t.Error(got, err)
		}
		if _, err := f.Content.Draft(owner(), []content.Section{{Kind: "hero"}, {Kind: "hero", LinkURL: "javascript:alert(1)"}}); field(err) != "content.invalid sections[1].link_url format" {
			t.Error(field(err))
		}
		if _, err := f.Content.Draft(context.Background(), nil); !errors.Is(err, actor.ErrForbidden) {
			t.Error(err)
		}
		if after, err := f.Content.Home(context.Background()); err != nil || !cmp.Equal(before, after) || len(f.EventNames(t)) != 0 {
			t.Error("a draft left something behind:", cmp.Diff(before, after), f.EventNames(t), err)
		}
	})
}

// picture encodes a small drawing.
func picture(t *testing.T, encode func(io.Writer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewNRGBA(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// aWebP is a 1×1 lossless WebP.
func aWebP(t *testing.T) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// claiming is a PNG whose header claims a size its few bytes do not hold.
func claiming(w, h uint32) []byte {
	head := make([]byte, 17)
	copy(head, "IHDR")
	binary.BigEndian.PutUint32(head[4:], w)
	binary.BigEndian.PutUint32(head[8:], h)
	head[12], head[13] = 8, 6
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

func TestPicturesAreToldByTheirContentAndKeptOnce(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		for ext, body := range map[string][]byte{
			"png": picture(t, png.Encode),
			"jpg": picture(t, func(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }),
			"gif": picture(t, func(w io.Writer, m image.Image) error { return gif.Encode(w, m, nil) }),
		} {
			v, err := f.Content.PutImage(owner(), bytes.NewReader(body), "../x/y.exe")
			if err != nil || v.Width != 3 || v.Height != 2 || !strings.HasPrefix(v.URL, "/media/") || !strings.HasSuffix(v.URL, "."+ext) || v.Filename != "y.exe" {
				t.Fatal(ext, v, err)
			}
			again, err := f.Content.PutImage(owner(), bytes.NewReader(body), "other.png")
			if diff := cmp.Diff(v, again); diff != "" || err != nil {
				t.Error(diff, err)
			}
			r, info, err := f.Files.Get(context.Background(), strings.TrimPrefix(v.URL, "/"))
			if err != nil {
				t.Fatal(err)
			}
			stored, err := io.ReadAll(r)
			if r.Close(); err != nil || !bytes.Equal(stored, body) || info.ContentType != v.ContentType {
				t.Error("not what was sent:", info, err)
			}
		}
		if v, err := f.Content.PutImage(owner(), bytes.NewReader(aWebP(t)), "x.webp"); err != nil || v.Width != 1 || v.ContentType != "image/webp" {
			t.Error(v, err)
		}
	})
}

func TestWhatIsNoPictureOrTooLargeIsRefused(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		for name, c := range map[string]struct {
			body []byte
			want error
		}{
			"nothing":     {nil, content.ErrNoPicture},
			"html":        {[]byte("<html><script>x</script>"), content.ErrNoPicture},
			"svg":         {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), content.ErrNoPicture},
			"half a png":  {picture(t, png.Encode)[:20], content.ErrNoPicture},
			"fake jpeg":   {[]byte("\xff\xd8\xff\xe0 nonsense"), content.ErrNoPicture},
			"a bomb":      {claiming(100_000, 100_000), content.ErrTooLarge},
			"many pixels": {claiming(15_000, 15_000), content.ErrTooLarge},
			"many bytes":  {append(picture(t, png.Encode), make([]byte, content.MaxImageBytes)...), content.ErrTooLarge},
		} {
			if _, err := f.Content.PutImage(owner(), bytes.NewReader(c.body), "x.png"); !errors.Is(err, c.want) {
				t.Error(name, err)
			}
		}
		if files, err := f.Files.List(context.Background(), "media/", "", 10); err != nil || len(files) != 0 {
			t.Error(files, err)
		}
	})
}

func TestDrawingsThatShipWithTheProgramAreTaken(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		v, err := f.Content.PutTrustedSVG(owner(), strings.NewReader(`<?xml version="1.0"?><!-- drawn --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 1000.4"><path d="M0 0"/></svg>`), "mug.svg")
		if err != nil || v.Width != 800 || v.Height != 1000 || !strings.HasSuffix(v.URL, ".svg") || v.ContentType != "image/svg+xml" {
			t.Error(v, err)
		}
		if _, err := f.Content.PutTrustedSVG(owner(), strings.NewReader("<html/>"), "x.svg"); !errors.Is(err, content.ErrNoPicture) {
			t.Error(err)
		}
	})
}

func TestOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		store := httpxtest.New(t, func(api huma.API) { f.Content.RegisterStore(api) })
		site := httpxtest.New(t, func(api huma.API) { f.Content.RegisterSite(api) })
		var p content.Page
		made := store.Do(httpxtest.Call{As: ownerActor(), Method: "POST", Path: "/pages", Key: "k", Body: map[string]any{"title": "Terms", "body_html": "<p>Be kind.</p>"}}).Want(http.StatusCreated).Into(&p)
		if got := store.Do(httpxtest.Call{As: ownerActor(), Method: "POST", Path: "/pages", Body: map[string]any{"title": "Terms"}}).Want(http.StatusConflict).Code(); got != "content.handle_taken" {
			t.Error(got)
		}
		site.Do(httpxtest.Call{Method: "GET", Path: "/pages/terms"}).Want(http.StatusOK)
		etag := map[string]string{"If-Match": made.Header.Get("ETag")}
		store.Do(httpxtest.Call{As: ownerActor(), Method: "PATCH", Path: "/pages/" + p.ID, Header: etag, Body: map[string]any{"published": false}}).Want(http.StatusOK)
		store.Do(httpxtest.Call{As: ownerActor(), Method: "PATCH", Path: "/pages/" + p.ID, Header: etag, Body: map[string]any{"title": "x"}}).Want(http.StatusPreconditionFailed)
		site.Do(httpxtest.Call{Method: "GET", Path: "/pages/terms"}).Want(http.StatusNotFound)
		store.Do(httpxtest.Call{As: ownerActor(), Method: "GET", Path: "/pages"}).Want(http.StatusOK)
		store.Do(httpxtest.Call{As: ownerActor(), Method: "DELETE", Path: "/pages/" + p.ID, Header: etag}).Want(http.StatusPreconditionFailed)
		last := store.Do(httpxtest.Call{As: ownerActor(), Method: "GET", Path: "/pages/" + p.ID}).Want(http.StatusOK)
		store.Do(httpxtest.Call{As: ownerActor(), Method: "DELETE", Path: "/pages/" + p.ID, Header: map[string]string{"If-Match": last.Header.Get("ETag")}}).Want(http.StatusNoContent)
		store.Do(httpxtest.Call{As: ownerActor(), Method: "GET", Path: "/pages/" + p.ID}).Want(http.StatusNotFound)
		store.Do(httpxtest.Call{Method: "GET", Path: "/pages"}).Want(http.StatusUnauthorized)

		section := map[string]any{"kind": "story", "title": "By hand", "text": "", "ref": "", "image_url": "", "link_url": "", "translations": map[string]any{}}
		store.Do(httpxtest.Call{As: ownerActor(), Method: "PUT", Path: "/home", Body: map[string]any{"sections": []any{section}}}).Want(http.StatusOK)
		var home content.PublicHome
		site.Do(httpxtest.Call{Method: "GET", Path: "/home?locale=ne"}).Want(http.StatusOK).Into(&home)
		if len(home.Sections) != 1 || home.Sections[0].Title != "By hand" {
			t.Error(home)
		}

		var v content.Image
		store.Do(upload(t, ownerActor())).Want(http.StatusCreated).Into(&v)
		if v.Width != 3 || v.ContentType != "image/png" {
			t.Error(v)
		}
	})
}

// upload sends a small picture as someone.
func upload(t *testing.T, as actor.Actor) httpxtest.Call {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "mug.png")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(picture(t, png.Encode)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return httpxtest.Call{As: as, Method: "POST", Path: "/media", Body: form.String(), Header: map[string]string{"Content-Type": w.FormDataContentType()}}
}

func TestWhoEditsSomethingWithAPictureUploadsPicturesAndNobodyElse(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		store := httpxtest.New(t, func(api huma.API) { f.Content.RegisterStore(api) })
		staff := func(perms ...actor.Perm) actor.Actor {
			return actor.Actor{Kind: actor.Member, AccountID: "acc_staff", Grants: []actor.Grant{{Platform: true, Perms: perms}}}
		}
		may := []actor.Perm{actor.ProductsWrite, actor.ContentWrite, actor.CatalogManage, actor.StoresWrite, actor.SettingsWrite}
		others := slices.DeleteFunc(actor.PlatformPerms(), func(p actor.Perm) bool { return slices.Contains(may, p) })
		store.Do(upload(t, staff(others...))).Want(http.StatusForbidden)
		store.Do(upload(t, actor.Actor{Kind: actor.Anonymous})).Want(http.StatusUnauthorized)
		store.Do(upload(t, actor.Actor{Kind: actor.Customer, AccountID: "acc_c", CustomerID: "cus_c"})).Want(http.StatusForbidden)
		if files, err := f.Files.List(context.Background(), "media/", "", 10); err != nil || len(files) != 0 {
			t.Error("a refused upload was kept:", files, err)
		}
		for _, p := range may {
			store.Do(upload(t, staff(p))).Want(http.StatusCreated)
		}
		store.Do(upload(t, actor.Actor{Kind: actor.Member, AccountID: "acc_m", Grants: []actor.Grant{{SellerID: "sel_a", Perms: []actor.Perm{actor.ProductsWrite}}}})).Want(http.StatusCreated)
	})
}

func TestAPageIsFoundByTheBeginningOfWhatItIsCalled(t *testing.T) {
	each(t, func(t *testing.T, f *contenttest.Fixture) {
		for title, handle := range map[string]string{"Terms of sale": "terms-of-sale", "TERMS for sellers": "hidden", "سياسة الإرجاع": "returns", "हाम्रो कथा": "story", "100% fair": "fair", "100 years": "years"} {
			if _, err := f.Content.SavePage(owner(), content.SavePage{Title: opt.Some(title), Handle: opt.Some(handle), BodyHTML: opt.Some("<p>Kept in full.</p>"), Published: opt.Some(handle != "hidden")}); err != nil {
				t.Fatal(err)
			}
		}
		find := func(ctx context.Context, typed string) []string {
			got := []string{}
			for p := (page.Request{Limit: 1}); ; {
				l, err := f.Content.Pages(ctx, f.DB, content.Filter{Text: typed}, p)
				if err != nil || len(l.Items) > 1 {
					t.Fatal(typed, l.Items, err)
				}
				for _, v := range l.Items {
					got = append(got, v.Title)
					if v.BodyHTML != "<p>Kept in full.</p>" {
						t.Errorf("%q finds half a page: %+v", typed, v)
					}
				}
				if p.Cursor = l.Next; p.Cursor == "" {
					return got
				}
			}
		}
		for typed, want := range map[string][]string{
			"terms": {"TERMS for sellers", "Terms of sale"}, "SALE": {"Terms of sale"}, "terms-of": {"Terms of sale"}, "سياسة": {"سياسة الإرجاع"}, "الإرجاع": {"سياسة الإرجاع"},
			"कथा": {"हाम्रो कथा"}, "100%": {"100% fair"}, "%": {}, "t_rms": {}, "erms": {},
		} {
			if diff := cmp.Diff(want, find(owner(), typed)); diff != "" {
				t.Errorf("%q: %s", typed, diff)
			}
		}
		if diff := cmp.Diff([]string{"Terms of sale"}, find(context.Background(), "terms")); diff != "" {
			t.Error("a shopper sees drafts: " + diff)
		}
	})
}
