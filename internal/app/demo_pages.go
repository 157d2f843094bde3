package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/content"
	"github.com/haatshop/haat/internal/shop/settings"
)

type demoPage struct {
	Handle, Title string
	BodyHTML      string `json:"body_html"`
	Translations  map[string]content.PageText
}

type demoSection struct {
	Kind, Layout, Title, Text, Ref, Image, Link string
	Translations                                map[string]content.SectionText
	Quotes                                      []content.Quote
}

// pages writes the static pages and lays out the home page.
func (s *seeding) pages(ctx context.Context) error {
	pages, err := demoFile[[]demoPage]("pages.json")
	if err != nil {
		return err
	}
	for _, p := range pages {
		v, err := s.Content.SavePage(ctx, content.SavePage{Handle: opt.Some(p.Handle), Title: opt.Some(p.Title), BodyHTML: opt.Some(p.BodyHTML),
			Published: opt.Some(true), Translations: opt.Some(p.Translations)})
		if err != nil {
			return err
		}
		s.note(settings.DemoPages, v.ID, v.Version)
	}
	sections, err := demoFile[[]demoSection]("home.json")
	if err != nil {
		return err
	}
	var home content.SaveHome
	for _, v := range sections {
		out := content.Section{Kind: v.Kind, Layout: v.Layout, Title: v.Title, Text: v.Text, Ref: v.Ref, LinkURL: v.Link, Translations: v.Translations, Quotes: v.Quotes}
		if v.Image != "" {
			img, err := s.Keep(ctx, v.Image)
			if err != nil {
				return err
			}
			out.ImageURL = img.URL
		}
		home.Sections = append(home.Sections, out)
	}
	saved, err := s.Content.SaveHome(ctx, home)
	for _, v := range saved.Sections {
		s.note(settings.DemoSections, fingerprint(v), saved.Version)
	}
	return err
}

// fingerprint tells a section of the home page from every other one: sections have no ids.
func fingerprint(s content.Section) string {
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err) // texts only
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
