package httpx

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// Door is how a request came in: who called, and over what.
type Door struct {
	Network   string // the caller's address; for IPv6 its /64, which one subscriber has
	Host      string // as the caller wrote it, without a port
	Authority string // the same with its port
	Secure    bool   // over https, or over a loopback host that browsers trust as much
	Scheme    string
}

// Proxies are the addresses whose X-Forwarded-* headers are believed.
type Proxies []netip.Prefix

// ParseProxies reads addresses and networks ("10.0.0.0/8", "::1").
func ParseProxies(list []string) (Proxies, error) {
	var out Proxies
	for _, s := range list {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			a, err := netip.ParseAddr(s)
			if err != nil {
				return nil, fmt.Errorf("trusted proxy %q is neither an address nor a network", s)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

func (p Proxies) trust(a netip.Addr) bool {
	for _, n := range p {
		if n.Contains(a) {
			return true
		}
	}
	return false
}

// Door reads how the request came in. What X-Forwarded-For claims counts only
// as far as trusted proxies wrote it: from the right, the first address that
// is not one of them is the caller.
func (p Proxies) Door(r *http.Request) Door {
	d := Door{Scheme: "http", Host: r.Host}
	if r.TLS != nil {
		d.Scheme = "https"
	}
	from := connOf(r)
	caller := from.addr
	if caller.IsValid() && p.trust(caller) {
		caller = p.behind(caller, r.Header.Values("X-Forwarded-For"))
		if proto := last(r.Header.Values("X-Forwarded-Proto")); proto == "https" || proto == "http" {
			d.Scheme = proto
		}
		if host := last(r.Header.Values("X-Forwarded-Host")); host != "" {
			d.Host = host
		}
	}
	d.Authority = d.Host
	if h, _, err := net.SplitHostPort(d.Host); err == nil {
		d.Host = h
	}
	if d.Network = from.network; caller != from.addr {
		d.Network = Network(caller)
	}
	d.Secure = d.Scheme == "https" || loopback(d.Host)
	return d
}

// conn is who is at the other end of a connection: read once, not for every request.
type conn struct {
	remote  string
	addr    netip.Addr
	network string
}

type connKey struct{}

// ConnContext is for http.Server.ConnContext: it spares Door reading the same address
// again and again.
func ConnContext(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, newConn(c.RemoteAddr().String()))
}

func newConn(remote string) *conn {
	a := peer(remote)
	return &conn{remote: remote, addr: a, network: Network(a)}
}

func connOf(r *http.Request) *conn {
	if c, ok := r.Context().Value(connKey{}).(*conn); ok && c.remote == r.RemoteAddr {
		return c
	}
	return newConn(r.RemoteAddr)
}

func (p Proxies) behind(caller netip.Addr, headers []string) netip.Addr {
	hops := strings.Split(strings.Join(headers, ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		a := peer(strings.TrimSpace(hops[i]))
		if !a.IsValid() {
			break
		}
		caller = a
		if !p.trust(a) {
			break
		}
	}
	return caller
}

func peer(s string) netip.Addr {
	if ap, err := netip.ParseAddrPort(s); err == nil {
		return ap.Addr().Unmap().WithZone("")
	}
	a, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap().WithZone("")
}

// Network is the unit limits count by: an IPv4 address, or the /64 an IPv6
// subscriber can pick any address from.
func Network(a netip.Addr) string {
	switch {
	case !a.IsValid():
		return "unknown"
	case a.Is4():
		return a.String()
	}
	n, err := a.Prefix(64)
	if err != nil {
		return "unknown"
	}
	return n.String()
}

func last(values []string) string {
	if len(values) == 0 {
		return ""
	}
	parts := strings.Split(values[len(values)-1], ",")
	return strings.TrimSpace(parts[len(parts)-1])
}

func loopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && a.IsLoopback()
}

// entry is what every request carries from the door on.
type entry struct {
	id    string
	door  Door
	drain <-chan struct{}
}

type entryKey struct{}

// Enter carries to handlers what the request is called in logs and problems, how it came
// in, and the signal that ends streams when the server begins to shut down (nil is never):
// that waits for ordinary requests, but not for browsers that listen.
func Enter(ctx context.Context, id string, d Door, drain <-chan struct{}) context.Context {
	return context.WithValue(ctx, entryKey{}, &entry{id, d, drain})
}

func entryOf(ctx context.Context) *entry {
	if e, ok := ctx.Value(entryKey{}).(*entry); ok {
		return e
	}
	return &entry{}
}

// DoorOf returns how the request came in; the zero Door is plain http from
// nowhere.
func DoorOf(ctx context.Context) Door { return entryOf(ctx).door }

// CookieName is the log-in cookie of a surface ("site", "store"). Where
// browsers allow it the name itself forbids other hosts and subdomains to set
// the cookie.
func (d Door) CookieName(surface string) string {
	if d.Secure {
		return "__Host-haat_" + surface
	}
	return "haat_" + surface
}

// Cookie is a cookie that scripts cannot read and other sites' writes do not
// carry. A lifetime of zero or less removes it.
func (d Door) Cookie(name, value string, life time.Duration) *http.Cookie {
	c := &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: d.Secure, SameSite: http.SameSiteLaxMode, MaxAge: int(life / time.Second)}
	if life <= 0 {
		c.Value, c.MaxAge = "", -1
	}
	return c
}

// RequestID returns the request's name, "" outside of one.
func RequestID(ctx context.Context) string { return entryOf(ctx).id }
