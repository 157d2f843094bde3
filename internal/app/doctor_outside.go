package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

// lookTime bounds one look at something outside.
const lookTime = 5 * time.Second

// checkHTTPS looks at what https needs: files that are good for a while, or an
// authority that answers and addresses it can reach us at.
func checkHTTPS(ctx context.Context, c Config) Check {
	out := Check{Name: "https", Note: "left to something else (HAAT_TLS=off)"}
	switch c.TLS {
	case tlsFiles:
		return checkOwnCert(c, out)
	case tlsAuto:
		return checkAuthority(ctx, c, out)
	}
	return out
}

// renewSoon is when a certificate of files should have been renewed.
const renewSoon = 14 * 24 * time.Hour

func checkOwnCert(c Config, out Check) Check {
	out.Mend = "renew the files of HAAT_TLS_CERT and HAAT_TLS_KEY; a running shop takes new ones by itself"
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		out.Problem = err.Error()
		return out
	}
	left := time.Until(pair.Leaf.NotAfter)
	out.Note = "the certificate is good until " + pair.Leaf.NotAfter.UTC().Format(time.DateOnly)
	switch {
	case left <= 0:
		out.Problem = "the certificate ended on " + pair.Leaf.NotAfter.UTC().Format(time.DateOnly)
	case left < renewSoon:
		out.Problem = fmt.Sprintf("the certificate ends in %d days", int(left.Hours()/24))
	}
	return out
}

func checkAuthority(ctx context.Context, c Config, out Check) Check {
	out.Note, out.Mend = c.TLSCA+" answers", "see that this machine may reach the address in HAAT_TLS_CA, and that HAAT_TLS_CA_ROOTS holds its root if it is your own"
	roots, err := c.roots()
	if err != nil {
		out.Problem = err.Error()
		return out
	}
	client := &http.Client{Timeout: lookTime, Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{RootCAs: roots}, DisableKeepAlives: true}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.TLSCA, nil)
	if err != nil {
		out.Problem = err.Error()
		return out
	}
	res, err := client.Do(req)
	if err != nil {
		out.Problem = err.Error()
		return out
	}
	if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusOK {
		out.Problem = "the authority answers " + res.Status
		return out
	}
	return checkName(ctx, c, out)
}

// checkName asks whether the shop's name leads anywhere at all; whether it
// leads here only the authority can tell.
func checkName(ctx context.Context, c Config, out Check) Check {
	u, err := url.Parse(c.URL)
	if err != nil || u.Hostname() == "" {
		return out // the configuration says it
	}
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	for _, host := range append([]string{u.Hostname()}, c.TLSHosts...) {
		if _, err := net.DefaultResolver.LookupHost(ctx, host); err != nil {
			out.Problem = err.Error()
			out.Mend = "make an A or AAAA record for " + host + " that leads to this machine or its load balancer"
			return out
		}
	}
	return out
}

// checkAddresses tries to listen where a server would. A server that runs is
// the usual reason for a busy one, and no fault.
func checkAddresses(_ context.Context, c Config) Check {
	out := Check{Name: "addresses", Note: "can be listened on", Mend: "choose another port, or let the program use ports below 1024: setcap cap_net_bind_service=+ep on its file"}
	all := map[string]string{"HAAT_ADDR": c.Addr}
	if c.AdminAddr != "" {
		all["HAAT_ADMIN_ADDR"] = c.AdminAddr
	}
	if c.tls() && c.HTTPAddr != "off" {
		all["HAAT_HTTP_ADDR"] = c.HTTPAddr
	}
	for name, addr := range all {
		ln, err := net.Listen("tcp", addr)
		switch {
		case err == nil:
			_ = ln.Close() // opened a moment ago
		case errors.Is(err, os.ErrPermission):
			out.Problem = name + ": " + err.Error()
			return out
		default:
			out.Note = name + " is in use; by a shop that runs, it is to be hoped"
		}
	}
	return out
}

// checkTraces looks whether a collector is there; without one traces are lost
// and nothing else happens.
func checkTraces(ctx context.Context, c Config) Check {
	out := Check{Name: "traces", Note: "not sent (no HAAT_OTLP_URL)", Mend: "see that a collector listens at HAAT_OTLP_URL for OTLP over HTTP, usually on port 4318"}
	to := c.otlp()
	if to == "" {
		return out
	}
	u, err := url.Parse(to)
	if err != nil || u.Host == "" {
		out.Problem = "the address of the collector cannot be read"
		return out
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	d := net.Dialer{Timeout: lookTime}
	conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		out.Problem = err.Error()
		return out
	}
	out.Note = u.Host + " answers"
	if err := conn.Close(); err != nil {
		out.Problem = err.Error()
	}
	return out
}
