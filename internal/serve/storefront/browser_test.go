package storefront_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// browser is a visitor without JavaScript: it keeps cookies, follows redirects and
// sends the forms it is shown, with what they were shown with.
type browser struct {
	t      *testing.T
	server *httptest.Server
	client *http.Client
	status int
	at     *url.URL
	body   string
	doc    *html.Node
}

func (s *shop) visitor() *browser {
	s.t.Helper()
	server := httptest.NewServer(s.front)
	s.t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	b := &browser{t: s.t, server: server, client: &http.Client{Jar: tlsJar{jar}}}
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Host != strings.TrimPrefix(server.URL, "http://") {
			return http.ErrUseLastResponse // a payment provider
		}
		return nil
	}
	return b
}

// tlsJar treats this machine as a browser does: as safe as TLS.
type tlsJar struct{ http.CookieJar }

func safe(u *url.URL) *url.URL {
	c := *u
	c.Scheme = "https"
	return &c
}

func (j tlsJar) SetCookies(u *url.URL, c []*http.Cookie) { j.CookieJar.SetCookies(safe(u), c) }
func (j tlsJar) Cookies(u *url.URL) []*http.Cookie       { return j.CookieJar.Cookies(safe(u)) }

func (b *browser) take(res *http.Response, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.status, b.body, b.at = res.StatusCode, string(raw), res.Request.URL
	if location := res.Header.Get("Location"); location != "" {
		b.at, _ = url.Parse(location)
	}
	b.doc, err = html.Parse(strings.NewReader(b.body))
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) open(path string) *browser {
	b.t.Helper()
	b.take(b.client.Get(b.server.URL + path))
	return b
}

// sees checks that the page is there and contains the texts.
func (b *browser) sees(status int, texts ...string) *browser {
	b.t.Helper()
	if b.status != status {
		b.t.Fatalf("%s: %d, want %d\n%s", b.at, b.status, status, main(b.body))
	}
	for _, x := range texts {
		if !strings.Contains(b.body, x) {
			b.t.Errorf("%s does not show %q:\n%s", b.at, x, main(b.body))
		}
	}
	return b
}

func main(body string) string {
	_, rest, _ := strings.Cut(body, "<main")
	return rest
}

// is checks where the visitor ended up.
func (b *browser) is(path string) *browser {
	b.t.Helper()
	if b.at.Path != path {
		b.t.Fatalf("at %s, want %s (%d)\n%s", b.at, path, b.status, main(b.body))
	}
	return b
}

// send fills in and sends the form with the action; fields are name, value. The button
// is a field like any other.
func (b *browser) send(action string, fields ...string) *browser {
	b.t.Helper()
	form := find(b.doc, func(n *html.Node) bool { return n.Data == "form" && attr(n, "action") == action })
	if form == nil {
		b.t.Fatalf("%s has no form to %s\n%s", b.at, action, main(b.body))
	}
	values := url.Values{}
	each(form, func(n *html.Node) {
		switch {
		case n.Data == "input" && attr(n, "type") == "radio" || n.Data == "input" && attr(n, "type") == "checkbox":
			if has(n, "checked") {
				values.Add(attr(n, "name"), attr(n, "value"))
			}
		case n.Data == "input":
			values.Add(attr(n, "name"), attr(n, "value"))
		case n.Data == "option" && has(n, "selected"):
			values.Add(attr(n.Parent, "name"), attr(n, "value"))
		}
	})
	for i := 0; i+1 < len(fields); i += 2 {
		values.Set(fields[i], fields[i+1])
		if fields[i+1] == "" {
			values.Del(fields[i])
		}
	}
	r, err := http.NewRequest(http.MethodPost, b.server.URL+action, strings.NewReader(values.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	b.take(b.client.Do(r))
	return b
}

// cookie is a cookie's value, "" without it.
func (b *browser) cookie(name string) string {
	u, _ := url.Parse(b.server.URL)
	for _, c := range b.client.Jar.Cookies(u) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

type node = html.Node

func find(n *html.Node, ok func(*html.Node) bool) (found *html.Node) {
	each(n, func(c *html.Node) {
		if found == nil && ok(c) {
			found = c
		}
	})
	return found
}

func each(n *html.Node, f func(*html.Node)) {
	if n.Type == html.ElementNode {
		f(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, f)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
