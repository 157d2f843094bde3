package storefront

import (
	"context"
	"net/url"

	"github.com/haatshop/haat/internal/serve/storefront/view"
	"github.com/haatshop/haat/internal/serve/storefront/view/fixture"
)

// gallery draws /_gallery: every partial of the theme in every state, with made-up
// goods. Only a demonstration has it; elsewhere it would be a page nobody asked for in
// the shop's name.
func (v *visit) gallery() error {
	if !v.platform.Demo {
		return v.notFound()
	}
	return v.public(url.Values{}, nil, func(ctx context.Context) (drawn, error) {
		l, err := v.layout(ctx, v.t("gallery.title"))
		if err != nil {
			return drawn{}, err
		}
		// Nobody searches for it, nobody is counted on it.
		l.NoIndex, l.Canonical, l.Share, l.FragmentURL = true, "", nil, ""
		return drawn{page: view.Gallery{Layout: l, Files: fixture.In(v.s.theme, v.code).Gallery()}}, nil
	})
}
