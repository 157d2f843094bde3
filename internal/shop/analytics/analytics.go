package analytics

import (
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/haatshop/haat/internal/kit/errs"
)

// Kind of a hit.
type Kind string

// The kinds of hit.
const (
	PageView        Kind = "page_view"
	ProductView     Kind = "product_view"
	Searched        Kind = "search"
	CartAdd         Kind = "cart_add"
	CheckoutStarted Kind = "checkout_started"
)

// ErrInvalid is returned for hits that say nothing.
var ErrInvalid = errs.New(errs.Invalid, "analytics.invalid", "These hits cannot be counted.")

// Hit is one thing that happened, as the storefront tells it.
type Hit struct {
	Kind      Kind   `json:"kind" enum:"page_view,product_view,search,cart_add,checkout_started"`
	Path      string `json:"path" minLength:"1" maxLength:"500" doc:"Path of the page; its query is not kept."`
	SubjectID string `json:"subject_id,omitempty" maxLength:"40" doc:"The product, category, collection or store it is about."`
	Query     string `json:"query,omitempty" maxLength:"200" doc:"What was searched."`
	Locale    string `json:"locale,omitempty" maxLength:"35"`
	Referrer  string `json:"referrer,omitempty" maxLength:"500" doc:"Only its host is kept."`
}

// kept is a hit as it is stored: everything that could be about a person is gone (A1).
type kept struct {
	At        time.Time
	Kind      Kind
	Path      string
	SubjectID string
	Query     string
	Locale    string
	Source    string
}

// clean answers what may be kept of a hit.
func (h Hit) clean(at time.Time) kept {
	return kept{At: at, Kind: h.Kind, Path: cleanPath(h.Path), SubjectID: cleanID(h.SubjectID), Query: cleanQuery(h.Query),
		Locale: cleanTag(h.Locale), Source: cleanHost(h.Referrer)}
}

// private are the sections whose pages belong to one person: the section is all we keep.
var private = []string{"orders", "o", "account", "checkout", "reset", "verify", "track", "login", "register", "forgot", "dashboard", "sandbox"}

const maxPath = 200

// cleanPath drops the query, and of private pages everything behind the section; a
// language may stand in front of it.
func cleanPath(path string) string {
	path, _, _ = strings.Cut(path, "?")
	path, _, _ = strings.Cut(path, "#")
	if !strings.HasPrefix(path, "/") || !utf8.ValidString(path) || strings.IndexFunc(path, unicode.IsControl) >= 0 || len(path) > maxPath {
		return "/"
	}
	parts := strings.Split(path, "/")
	for i := 1; i < len(parts) && i <= 2; i++ {
		for _, section := range private {
			if strings.EqualFold(parts[i], section) {
				return strings.Join(parts[:i+1], "/")
			}
		}
	}
	return path
}

// cleanID keeps ids of things of the catalogue only.
func cleanID(id string) string {
	for _, prefix := range []string{"prod_", "var_", "cat_", "col_", "sto_"} {
		rest, ok := strings.CutPrefix(id, prefix)
		if ok && len(rest) == 26 && strings.IndexFunc(rest, notIDRune) < 0 {
			return id
		}
	}
	return ""
}

func notIDRune(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }

const maxQuery = 80

// cleanQuery drops a search that may name a person: an e-mail address, or as many digits
// as a telephone or card number has.
func cleanQuery(q string) string {
	q = strings.Join(strings.Fields(strings.ToLower(q)), " ")
	digits := 0
	for _, r := range q {
		if unicode.IsDigit(r) {
			digits++
		}
		if unicode.IsControl(r) || r == utf8.RuneError {
			return ""
		}
	}
	if strings.Contains(q, "@") || digits >= 7 || utf8.RuneCountInString(q) > maxQuery {
		return ""
	}
	return q
}

func cleanTag(tag string) string {
	if len(tag) > 10 || strings.IndexFunc(tag, func(r rune) bool { return r > 'z' || !unicode.IsLetter(r) && r != '-' }) >= 0 {
		return ""
	}
	return tag
}

// cleanHost keeps the host a shopper came from, without its port.
func cleanHost(referrer string) string {
	u, err := url.Parse(referrer)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if len(host) > 100 || strings.IndexFunc(host, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 {
		return ""
	}
	return host
}
