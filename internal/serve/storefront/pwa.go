package storefront

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/pagecache"
	"github.com/haatshop/haat/internal/serve/storefront/view"
)

// The theme's icons for an installed shop, and its worker.
const (
	smallIcon    = "icon-192.png"
	bigIcon      = "icon-512.png"
	maskableIcon = "icon-maskable-512.png"
	workerScript = "sw.js"
)

// appManifest is what a browser needs to install the shop.
type appManifest struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	ShortName  string        `json:"short_name"`
	Lang       string        `json:"lang"`
	Dir        string        `json:"dir"`
	StartURL   string        `json:"start_url"`
	Scope      string        `json:"scope"`
	Display    string        `json:"display"`
	Background string        `json:"background_color"`
	Colour     string        `json:"theme_color"`
	Categories []string      `json:"categories"`
	Icons      []appIcon     `json:"icons"`
	Shortcuts  []appShortcut `json:"shortcuts"`
}

type appIcon struct {
	Src     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
}

type appShortcut struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// manifest answers /manifest.webmanifest in the visitor's language.
func (v *visit) manifest() error {
	return v.served("application/manifest+json", func() ([]byte, error) {
		return json.Marshal(appManifest{
			ID: "/", Name: v.platform.Name, ShortName: v.platform.Name, Lang: v.code, Dir: v.locale.Dir(),
			StartURL: v.url("/"), Scope: "/", Display: "standalone", Background: v.look.frame.PaperLight, Colour: v.look.frame.PaperLight, Categories: []string{"shopping"},
			Icons:     v.icons(),
			Shortcuts: []appShortcut{{v.t("nav.cart"), v.url("/cart")}, {v.t("nav.track"), v.url("/track")}},
		})
	})
}

// icons are the shop's own pictures, and the theme's in the sizes those cannot give.
func (v *visit) icons() []appIcon {
	asset := v.s.theme.AssetURL
	var out []appIcon
	largest := 0
	for _, m := range v.look.marks {
		out, largest = append(out, m.icon), max(largest, m.side)
	}
	if len(out) == 0 {
		out = append(out, appIcon{asset("favicon.svg"), "any", typeSVG, "any"})
	}
	big := appIcon{asset(bigIcon), "512x512", typePNG, "any"}
	switch {
	case largest < smallSide:
		// One that may be cut into a shape is taken before all others: it stands there only together with them.
		out = append(out, appIcon{asset(smallIcon), "192x192", typePNG, "any"}, big, appIcon{asset(maskableIcon), "512x512", typePNG, "maskable"})
	case largest < bigSide:
		out = append(out, big)
	}
	return out
}

// worker answers /sw.js: the theme's service worker, told what this shop is made of.
// It is the whole shop's, so it has one address in all languages.
func (v *visit) worker() error {
	if v.prefix != "" {
		return v.notFound()
	}
	return v.served("text/javascript; charset=utf-8", func() ([]byte, error) {
		facts, err := json.Marshal(v.shell())
		if err != nil {
			return nil, err
		}
		return slices.Concat([]byte("self.SHOP = "), facts, []byte(";\n"), v.s.theme.Asset(workerScript)), nil
	})
}

// shell is what the worker keeps for a dead spot.
type shell struct {
	Version string            `json:"version"` // another one is offered to whoever has the shop open
	Assets  []string          `json:"assets"`
	Offline map[string]string `json:"offline"` // by the language's prefix in addresses: "", "/ar"
}

func (v *visit) shell() shell {
	out := shell{Offline: map[string]string{}}
	for _, name := range v.s.theme.AssetNames() {
		if name != workerScript && slices.Contains([]string{".css", ".js", ".svg", ".woff2"}, path.Ext(name)) {
			out.Assets = append(out.Assets, v.s.theme.AssetURL(name))
		}
	}
	if sheet := v.look.frame.Sheet; sheet != "" {
		out.Assets = append(out.Assets, sheet) // the offline page wears the shop's colours too
	}
	for i, code := range v.platform.Locales {
		prefix := ""
		if i > 0 {
			prefix = "/" + code
		}
		out.Offline[prefix] = prefix + "/offline"
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{v.s.theme.Version(), v.platform.Name, strings.Join(v.platform.Locales, " "), v.look.frame.Sheet}, "\x00")))
	out.Version = hex.EncodeToString(sum[:6])
	return out
}

// served answers with something that is no page but the same for everybody, and that
// only the theme and the settings make.
func (v *visit) served(contentType string, write func() ([]byte, error)) error {
	return v.s.cache.Serve(v.w, v.r, v.key(v.path, ""), func(context.Context) (pagecache.Page, error) {
		body, err := write()
		return pagecache.Page{Body: body, ContentType: contentType, Tags: []string{"settings"}}, err
	})
}

// offline draws /offline, which the worker keeps and shows where there is no network.
func (v *visit) offline() error {
	return v.public(url.Values{}, nil, func(context.Context) (drawn, error) {
		l := v.bareLayout()
		l.Title, l.Locales = v.t("offline.title"), v.localeLinks("/")
		return drawn{page: view.Offline{Layout: l}}, nil
	})
}
