package app

import (
	"context"

	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/content"
)

type demoPage struct {
	Handle, Title string
	BodyHTML      string `json:"body_html"`
	Translations  map[string]content.PageText
}

type demoSection struct {
	Kind, Title, Text, Ref, Image, Link string
	Translations                        map[string]content.SectionText
}

// pages writes the static pages and lays out the home page.
func (s *seeding) pages(ctx context.Context) error {
	pages, err := demoFile[[]demoPage]("pages.json")
	if err != nil {
		return err
	}
	for _, p := range pages {
		if _, err := s.Content.SavePage(ctx, content.SavePage{Handle: opt.Some(p.Handle), Title: opt.Some(p.Title), BodyHTML: opt.Some(p.BodyHTML),
			Published: opt.Some(true), Translations: opt.Some(p.Translations)}); err != nil {
			return err
		}
	}
	sections, err := demoFile[[]demoSection]("home.json")
	if err != nil {
		return err
	}
	var home content.SaveHome
	for _, v := range sections {
		out := content.Section{Kind: v.Kind, Title: v.Title, Text: v.Text, Ref: v.Ref, LinkURL: v.Link, Translations: v.Translations}
		if v.Image != "" {
			img, err := s.Keep(ctx, v.Image)
			if err != nil {
				return err
			}
			out.ImageURL = img.URL
		}
		home.Sections = append(home.Sections, out)
	}
	_, err = s.Content.SaveHome(ctx, home)
	return err
}
