package view

// Page is one page of the storefront: it names its template and hands over the
// frame that the layout draws around it.
type Page interface {
	// Template is the file in templates/ that draws the page, without ".html".
	Template() string
	// Frame is the page's Layout; never nil.
	Frame() *Layout
}

// Fragment is a piece of a page, drawn without the frame: a script asks for it. It
// names its language by its frame like a page.
type Fragment interface {
	Page
	Fragment()
}

// Layout is the frame every page carries. Pages embed it, so a template reads
// .Title as well as .ShopName.
type Layout struct {
	Locale      string // BCP 47, as written to <html lang>
	Dir         string // "ltr" or "rtl"
	Title       string // of the page; the layout appends the shop's name
	Description string
	Canonical   string // absolute or root-relative URL of this page without unknown query
	NoIndex     bool
	Still       bool   // a picture of a page: no scripts, and nothing on it can be pressed
	Share       *Share // what other sites show beside a link to the page; nil = its title alone
	ShopName    string
	ShopTagline string
	HomeURL     string
	SearchURL   string
	SuggestURL  string // answers what may be meant by what was typed so far, as a fragment
	ManifestURL string // what a browser needs to install the shop
	CartURL     string
	AccountURL  string
	FragmentURL string // answers the personal bits (cart count, name) as JSON; empty on pages that show them already
	Query       string // what stands in the search box
	Nav         []NavItem
	Footer      []LinkGroup
	FooterText  string // what the merchant says below the name; may have several lines
	Look        Look
	Locales     []LocaleLink
	Breadcrumbs []Link
	Notices     []Notice
	Structured  *Graph // what the page says to search engines; nil = nothing
	Me          *Me    // only on pages that are never cached
	Year        string
}

// Share is what a page says of itself to sites that show a link to it (Open Graph).
type Share struct {
	Type    string   // "website", "product" or "article"
	URL     string   // of the page, with scheme and host
	Locale  string   // as Open Graph writes it: "en_US"
	Locales []string // the other languages the page is in
	Image   string   // with scheme and host
	MIME    string   // of the image; "" = not known
	Width   int      // of the image; 0 = not known
	Height  int
	Alt     string
}

// Look is what the shop's appearance adds to the theme.
type Look struct {
	Sheet      string // style sheet to be read after the theme's; empty when the theme's own says it all
	PaperLight string // colour of the page, for the browser's own frame
	PaperDark  string
	Logo       *Image // in place of the name; nil is the theme's mark with the name
	LogoDark   *Image // for dark grounds
	Favicon    string // empty is the theme's
	TouchIcon  string // a PNG for the home screen of a phone; empty is the theme's
	SystemFont bool   // the theme's own face is not used
}

// Frame makes every struct that embeds Layout half a Page.
func (l *Layout) Frame() *Layout { return l }

// Graph is JSON-LD: things of schema.org, each a map of its properties.
type Graph struct {
	Context string           `json:"@context"`
	Things  []map[string]any `json:"@graph"`
}

// Me is what only this visitor may see. It must never be set on a cached page.
type Me struct {
	Name      string
	SignedIn  bool
	CartCount int
	LogoutURL string
}

// Link is a text that leads somewhere.
type Link struct {
	Text string
	Href string
}

// NavItem is an entry of the main navigation.
type NavItem struct {
	Link
	Current bool
}

// LinkGroup is a titled list of links in the footer.
type LinkGroup struct {
	Title string
	Links []Link
}

// LocaleLink leads to the same page in another language.
type LocaleLink struct {
	Code    string // BCP 47
	Name    string // in its own language
	Dir     string
	Href    string
	Full    string // with scheme and host, as search engines want it
	Current bool
}

// Notice is a message at the top of a page. Kind is "success", "info",
// "warning" or "error"; the last two are announced at once.
type Notice struct {
	Kind string
	Text string
	Link *Link
}

// Image is a picture with everything needed to reserve its space. A nil *Image
// is drawn as a quiet placeholder.
type Image struct {
	Src    string
	Srcset string
	Width  int
	Height int
	Alt    string
}

// Pagination moves through a keyset list: there is no page number to jump to.
type Pagination struct {
	FirstHref string // set on every page but the first
	NextHref  string
}
