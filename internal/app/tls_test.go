package app_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/db"
)

// authority signs certificates inside a test.
type authority struct {
	t      *testing.T
	cert   *x509.Certificate
	key    *ecdsa.PrivateKey
	serial int64
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	raw, err := x509.CreateCertificate(rand.Reader, tpl, tpl, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return &authority{t: t, cert: cert, key: key, serial: 1}
}

func (a *authority) pool() *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(a.cert)
	return p
}

func (a *authority) roots(file string) {
	a.t.Helper()
	a.write(file, "CERTIFICATE", a.cert.Raw)
}

func (a *authority) write(file, kind string, raw []byte) {
	a.t.Helper()
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw}), 0o600); err != nil {
		a.t.Fatal(err)
	}
}

// issue writes a certificate for names and returns its serial number.
func (a *authority) issue(cert, keyFile string, names ...string) int64 {
	a.t.Helper()
	a.serial++
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	tpl := &x509.Certificate{SerialNumber: big.NewInt(a.serial), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), DNSNames: names,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	raw, err := x509.CreateCertificate(rand.Reader, tpl, a.cert, key.Public(), a.key)
	if err != nil {
		a.t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		a.t.Fatal(err)
	}
	a.write(cert, "CERTIFICATE", raw)
	a.write(keyFile, "PRIVATE KEY", der)
	return a.serial
}

// browser reaches addr whatever host it asks for, and believes roots.
func browser(t *testing.T, addr string, roots *x509.CertPool) *http.Client {
	tr := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true, DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, addr)
		}}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr, Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func TestAShopSpeaksHTTPSWithItsOwnCertificateAndTakesANewOneWithoutARestart(t *testing.T) {
	ca := newAuthority(t)
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	first := ca.issue(cert, key, "shop.example", "www.shop.example")
	c := apptest.Fresh(t, db.SQLite)
	c.TLS, c.TLSCert, c.TLSKey, c.URL, c.TLSHosts, c.HTTPAddr = "files", cert, key, "https://shop.example", []string{"www.shop.example"}, apptest.FreeAddr(t)
	a, err := app.New(context.Background(), c, app.Parts{NoSync: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.ServeOn(ctx, ln, io.Discard) }()
	over := false
	end := func() {
		if over {
			return
		}
		over = true
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}
	defer end()

	secure, plain := browser(t, ln.Addr().String(), ca.pool()), browser(t, c.HTTPAddr, nil)
	var res *http.Response
	apptest.Eventually(t, 10*time.Second, "an answer over https", func() bool {
		res, err = secure.Get("https://shop.example/")
		return err == nil && res.StatusCode == http.StatusOK
	})
	if res.ProtoMajor != 2 || res.TLS.Version < tls.VersionTLS12 || res.TLS.PeerCertificates[0].SerialNumber.Int64() != first {
		t.Errorf("HTTP/%d, TLS %x, certificate %v", res.ProtoMajor, res.TLS.Version, res.TLS.PeerCertificates[0].SerialNumber)
	}
	if got := res.Header.Get("Strict-Transport-Security"); !strings.HasPrefix(got, "max-age=31536000") {
		t.Errorf("HSTS %q", got)
	}
	for from, want := range map[string]string{
		"http://shop.example/products?sort=price": "https://shop.example/products?sort=price",
		"http://www.shop.example/a%2Fb":           "https://shop.example/a%2Fb",
	} {
		res, err := plain.Get(from)
		if err != nil || res.StatusCode != http.StatusPermanentRedirect || res.Header.Get("Location") != want {
			t.Errorf("%s: %v %v", from, res, err)
		}
	}
	if res, err := plain.Get("http://evil.example/"); err != nil || res.StatusCode != http.StatusMisdirectedRequest || res.Header.Get("Location") != "" {
		t.Errorf("a foreign host over http: %v %v", res, err)
	}
	if res, err := secure.Get("https://www.shop.example/products"); err != nil || res.Header.Get("Location") != "https://shop.example/products" {
		t.Errorf("the other host: %v %v", res, err)
	}
	old := &tls.Config{RootCAs: ca.pool(), ServerName: "shop.example", MaxVersion: tls.VersionTLS11}
	if conn, err := tls.Dial("tcp", ln.Addr().String(), old); err == nil {
		_ = conn.Close()
		t.Error("TLS 1.1 is spoken")
	}

	// Half of a renewal: the certificate is new, its key not yet.
	serving := func() int64 {
		res, err := secure.Get("https://shop.example/healthz")
		if err != nil {
			t.Fatal("while the files change:", err)
		}
		return res.TLS.PeerCertificates[0].SerialNumber.Int64()
	}
	second := ca.issue(cert, filepath.Join(dir, "other.pem"), "shop.example")
	later := time.Now().Add(2 * time.Second)
	if err := os.Chtimes(cert, later, later); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1100 * time.Millisecond)
	if got := serving(); got != first {
		t.Errorf("with half of a new pair %d is served", got)
	}
	if err := os.Rename(filepath.Join(dir, "other.pem"), key); err != nil {
		t.Fatal(err)
	}
	apptest.Eventually(t, 20*time.Second, "the new certificate", func() bool { return serving() == second })
	end()
	if _, err := plain.Get("http://shop.example/"); err == nil {
		t.Error("the plain door is open after the end")
	}
}

func TestHTTPSThatCannotWorkIsRefusedWithTheSettingNamed(t *testing.T) {
	ca := newAuthority(t)
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	ca.issue(cert, key, "other.example")
	good := apptest.Fresh(t, db.SQLite)
	good.Addr, good.URL, good.TLS, good.HTTPAddr, good.TLSCA = ":443", "https://shop.example", "auto", ":80", "https://ca.example/directory"
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*app.Config){
		"HAAT_TLS: ":                      func(c *app.Config) { c.TLS = "maybe" },
		"HAAT_URL: must begin":            func(c *app.Config) { c.URL = "http://shop.example" },
		"is no public name":               func(c *app.Config) { c.URL = "https://localhost" },
		"HAAT_TLS_HOSTS: ":                func(c *app.Config) { c.TLSHosts = []string{"https://www.shop.example"} },
		"HAAT_HTTP_ADDR: \"x\"":           func(c *app.Config) { c.HTTPAddr = "x" },
		"HAAT_HTTP_ADDR: must differ":     func(c *app.Config) { c.HTTPAddr = c.Addr },
		"HAAT_TLS_CA: ":                   func(c *app.Config) { c.TLSCA = "http://ca.example" },
		"HAAT_TLS_CA_ROOTS: ":             func(c *app.Config) { c.TLSCARoots = key },
		"HAAT_TLS_CERT: and HAAT_TLS_KEY": func(c *app.Config) { c.TLS = "files" },
		"HAAT_TLS_CERT: open":             func(c *app.Config) { c.TLS, c.TLSCert, c.TLSKey = "files", dir+"/none", key },
		"not shop.example":                func(c *app.Config) { c.TLS, c.TLSCert, c.TLSKey = "files", cert, key },
		"HAAT_ADMIN_ADDR: must differ":    func(c *app.Config) { c.AdminAddr = c.Addr },
		"HAAT_ADMIN_ADDR: \"9090\"":       func(c *app.Config) { c.AdminAddr = "9090" },
		"HAAT_OTLP_URL: ":                 func(c *app.Config) { c.OTLPURL = "collector:4318" },
		"HAAT_TRACE_RATIO: ":              func(c *app.Config) { c.TraceRatio = 2 },
	} {
		c := good
		change(&c)
		if err := c.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}
