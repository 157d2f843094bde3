package httpx_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/kit/httpx"
)

// dialled is a connection of which only the other end is known.
type dialled struct {
	net.Conn
	remote string
}

func (d dialled) RemoteAddr() net.Addr { return d }
func (d dialled) Network() string      { return "tcp" }
func (d dialled) String() string       { return d.remote }

func TestForwardedHeadersCountOnlyAsFarAsTrustedProxiesWroteThem(t *testing.T) {
	proxies, err := httpx.ParseProxies([]string{"10.0.0.0/8", "::1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, remote, forwarded, proto, network string
		secure                                  bool
	}{
		{"a stranger is who it is", "203.0.113.9:5000", "1.2.3.4", "https", "203.0.113.9", false},
		{"a proxy names the caller", "10.1.2.3:5000", "198.51.100.7", "https", "198.51.100.7", true},
		{"what the caller itself claimed is not believed", "10.1.2.3:5000", "6.6.6.6, 198.51.100.7, 10.9.9.9", "http", "198.51.100.7", false},
		{"a broken chain ends at the last good hop", "10.1.2.3:5000", "6.6.6.6, garbage, 10.9.9.9", "", "10.9.9.9", false},
		{"an IPv6 subscriber is its /64", "[2001:db8:1:2:3:4:5:6]:443", "", "", "2001:db8:1:2::/64", false},
		{"an IPv4 address in IPv6 clothes is the same caller", "[::ffff:203.0.113.9]:443", "", "", "203.0.113.9", false},
		{"a proxy on IPv6 loopback", "[::1]:443", "2001:db8::1", "https", "2001:db8::/64", true},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://shop.example/", nil)
		r.RemoteAddr = c.remote
		r.Header.Set("X-Forwarded-For", c.forwarded)
		r.Header.Set("X-Forwarded-Proto", c.proto)
		d := proxies.Door(r)
		if d.Network != c.network || d.Secure != c.secure || d.Host != "shop.example" {
			t.Errorf("%s: %+v", c.name, d)
		}
		known := r.WithContext(httpx.ConnContext(r.Context(), dialled{remote: c.remote}))
		if again := proxies.Door(known); again != d {
			t.Errorf("%s, read once for its connection: %+v", c.name, again)
		}
		known.RemoteAddr = "192.0.2.1:80" // somebody put another address in
		if other := proxies.Door(known); other.Network != "192.0.2.1" {
			t.Errorf("%s: the connection's address is believed over the request's: %+v", c.name, other)
		}
	}
	if _, err := httpx.ParseProxies([]string{"proxy.example"}); err == nil {
		t.Error("a name passed as a trusted proxy")
	}
}

func TestLogInCookiesAreBoundToTheHostWhereBrowsersAllowIt(t *testing.T) {
	for host, want := range map[string]string{"127.0.0.1:8080": "__Host-haat_site", "localhost:1": "__Host-haat_site", "[::1]:1": "__Host-haat_site", "192.168.1.5:8080": "haat_site"} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Host = host
		d := httpx.Proxies(nil).Door(r)
		c := d.Cookie(d.CookieName("site"), "s3cret", time.Hour)
		if c.Name != want || c.Secure != (want[0] == '_') || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge != 3600 {
			t.Errorf("%s: %+v", host, c)
		}
	}
	if c := (httpx.Door{}).Cookie("haat_site", "x", 0); c.MaxAge != -1 || c.Value != "" {
		t.Error("not removed:", c)
	}
}
