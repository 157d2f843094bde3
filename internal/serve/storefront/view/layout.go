package view

// Page is one page of the storefront: it names its template and hands over the
// frame that the layout draws around it.
type Page interface {
	// Template is the file in templates/ that draws the page, without ".html".
	Template() string
	// Frame is the page's Layout; never nil.
	Frame() *Layout
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
	Image       string // for link previews
	ShopName    string
	ShopTagline string
	HomeURL     string
	SearchURL   string
	CartURL     string
	AccountURL  string
	FragmentURL string // answers the personal bits (cart count, name) as JSON; empty on pages that show them already
	Query       string // what stands in the search box
	Nav         []NavItem
	Footer      []LinkGroup
	Locales     []LocaleLink
	Breadcrumbs []Link
	Notices     []Notice
	Me          *Me // only on pages that are never cached
	Year        string
}

// Frame makes every struct that embeds Layout half a Page.
func (l *Layout) Frame() *Layout { return l }

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
