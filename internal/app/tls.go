package app

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/caddyserver/certmagic"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/haatshop/haat/internal/kit/certstore"
)

// The values of HAAT_TLS.
const (
	tlsOff   = "off"
	tlsAuto  = "auto"
	tlsFiles = "files"
)

func (c Config) tls() bool { return c.TLS == tlsAuto || c.TLS == tlsFiles }

// checkTLS returns what is wrong with the settings about https.
func (c Config) checkTLS(add func(name, format string, args ...any)) {
	switch c.TLS {
	case "", tlsOff:
		return
	case tlsAuto, tlsFiles:
	default:
		add("TLS", "%q is none of off, auto, files", c.TLS)
		return
	}
	if u, err := url.Parse(c.URL); err != nil || u.Scheme != "https" || u.Host == "" {
		add("URL", "must begin with https:// and name the host with HAAT_TLS=%s", c.TLS)
	} else if c.TLS == tlsAuto && (net.ParseIP(u.Hostname()) != nil || !strings.Contains(u.Hostname(), ".")) {
		add("URL", "%q is no public name: no authority gives a certificate for it; use HAAT_TLS=files", u.Hostname())
	}
	for _, h := range c.TLSHosts {
		if h == "" || strings.ContainsAny(h, ":/* ") {
			add("TLS_HOSTS", "%q is not a host name like www.shop.example", h)
		}
	}
	if c.HTTPAddr != "off" {
		if _, _, err := net.SplitHostPort(c.HTTPAddr); err != nil {
			add("HTTP_ADDR", "%q is neither host:port nor off", c.HTTPAddr)
		} else if c.HTTPAddr == c.Addr && !strings.HasSuffix(c.Addr, ":0") {
			add("HTTP_ADDR", "must differ from HAAT_ADDR, which speaks https; for a public shop set HAAT_ADDR=:443")
		}
	}
	if c.TLS == tlsFiles {
		c.checkFiles(add)
		return
	}
	if u, err := url.Parse(c.TLSCA); err != nil || u.Scheme != "https" || u.Host == "" {
		add("TLS_CA", "%q is not the https address of an ACME directory", c.TLSCA)
	}
	if c.TLSCARoots != "" {
		if _, err := c.roots(); err != nil {
			add("TLS_CA_ROOTS", "%v", err)
		}
	}
}

func (c Config) checkFiles(add func(name, format string, args ...any)) {
	if c.TLSCert == "" || c.TLSKey == "" {
		add("TLS_CERT", "and HAAT_TLS_KEY are both needed with HAAT_TLS=files")
		return
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		add("TLS_CERT", "%v", err)
		return
	}
	if u, err := url.Parse(c.URL); err == nil && u.Host != "" {
		if err := pair.Leaf.VerifyHostname(u.Hostname()); err != nil {
			add("TLS_CERT", "%v", err)
		}
	}
}

func (c Config) roots() (*x509.CertPool, error) {
	if c.TLSCARoots == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(c.TLSCARoots)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s holds no certificate", c.TLSCARoots)
	}
	return pool, nil
}

// secured is https: the certificates, and the door beside it that speaks plain
// http to send everybody here. The zero value serves neither.
type secured struct {
	config *tls.Config
	plain  *http.Server
	manage func(ctx context.Context) error
	close  func()
}

// secure prepares https as configured; nil where it is off.
func (a *App) secure() (*secured, error) {
	if !a.Config.tls() {
		return nil, nil
	}
	base, err := url.Parse(a.Config.URL)
	if err != nil {
		return nil, err
	}
	s := &secured{manage: func(context.Context) error { return nil }, close: func() {}}
	to := http.Handler(redirect{base, append([]string{base.Hostname()}, a.Config.TLSHosts...)})
	if a.Config.TLS == tlsFiles {
		own := &ownCert{cert: a.Config.TLSCert, key: a.Config.TLSKey, log: a.Log}
		if err := own.load(); err != nil {
			return nil, err
		}
		s.config = &tls.Config{GetCertificate: own.get}
	} else if to, err = a.obtain(s, base.Hostname(), to); err != nil {
		return nil, err
	}
	s.config.MinVersion = tls.VersionTLS12
	s.config.NextProtos = append([]string{"h2", "http/1.1"}, s.config.NextProtos...)
	return s, a.listenPlain(s, to)
}

// listenPlain sends callers of plain http to https, and answers the challenges
// of the authority.
func (a *App) listenPlain(s *secured, h http.Handler) error {
	s.plain = &http.Server{Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: headerTime, WriteTimeout: headerTime, IdleTimeout: headerTime, MaxHeaderBytes: headerBytes}
	if a.Config.HTTPAddr == "off" {
		return nil
	}
	ln, err := net.Listen("tcp", a.Config.HTTPAddr)
	if err != nil {
		s.close()
		return fmt.Errorf("HAAT_HTTP_ADDR: %w", err)
	}
	go func() {
		if err := s.plain.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			a.Log.Error("the plain http door closed", "error", err)
		}
	}()
	return nil
}

// obtain has the certificates made and renewed by an authority, shared with
// the other nodes through the database.
func (a *App) obtain(s *secured, host string, next http.Handler) (http.Handler, error) {
	store, err := certstore.New(certstore.Deps{DB: a.DB, Clock: a.Clock, IDs: a.IDs, Log: a.Log, Key: derive(a.secret, "certificates")})
	if err != nil {
		return nil, err
	}
	roots, err := a.Config.roots()
	if err != nil {
		return nil, fmt.Errorf("HAAT_TLS_CA_ROOTS: %w", err)
	}
	log := zap.New(zapToSlog{log: a.Log})
	var cfg *certmagic.Config
	cache := certmagic.NewCache(certmagic.CacheOptions{Logger: log, RenewCheckInterval: a.Config.TLSCheck, OCSPCheckInterval: time.Hour,
		GetConfigForCert: func(certmagic.Certificate) (*certmagic.Config, error) { return cfg, nil }})
	cfg = certmagic.New(cache, certmagic.Config{Storage: store, Logger: log, OCSP: certmagic.OCSPConfig{DisableStapling: true}})
	issuer := certmagic.NewACMEIssuer(cfg, certmagic.ACMEIssuer{CA: a.Config.TLSCA, Email: a.Config.TLSEmail, Agreed: true, TrustedRoots: roots, Logger: log,
		ListenHost: hostOf(a.Config.HTTPAddr), AltHTTPPort: portOf(a.Config.HTTPAddr), AltTLSALPNPort: portOf(a.Config.Addr),
		DisableHTTPChallenge: a.Config.HTTPAddr == "off"})
	cfg.Issuers = []certmagic.Issuer{issuer}
	s.config = cfg.TLSConfig()
	s.manage = func(ctx context.Context) error {
		return cfg.ManageAsync(ctx, append([]string{host}, a.Config.TLSHosts...))
	}
	s.close = func() { cache.Stop(); store.Close() }
	return issuer.HTTPChallengeHandler(next), nil
}

func hostOf(addr string) string {
	host, _, _ := net.SplitHostPort(addr) // checked; "off" has none
	return host
}

func portOf(addr string) int {
	_, port, _ := net.SplitHostPort(addr)
	n, _ := strconv.Atoi(port)
	return n
}

// serve speaks https on ln, or http where there is none to speak.
func (s *secured) serve(srv *http.Server, ln net.Listener) error {
	if s == nil {
		return srv.Serve(ln)
	}
	srv.TLSConfig = s.config
	return srv.ServeTLS(ln, "", "")
}

// start begins to obtain what is missing, beside everything else: until it is
// there connections fail, and the log says why.
func (s *secured) start(ctx context.Context) error {
	if s == nil {
		return nil
	}
	return s.manage(ctx)
}

// stop ends the plain door and lets go of the certificates.
func (s *secured) stop(ctx context.Context) error {
	if s == nil {
		return nil
	}
	var err error
	if s.plain.Shutdown(ctx) != nil { // the time to drain is over
		err = s.plain.Close()
	}
	s.close()
	return err
}

// redirect sends callers to the shop's own address over https. A host the shop
// was not told of is refused, so that nobody is sent where a stranger says.
type redirect struct {
	base  *url.URL
	hosts []string
}

// ServeHTTP implements http.Handler.
func (h redirect) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if !h.knows(r.Host) {
		http.Error(w, "This host is not served here.", http.StatusMisdirectedRequest)
		return
	}
	to := url.URL{Scheme: h.base.Scheme, Host: h.base.Host, Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery}
	w.Header().Set("Location", to.String())
	w.WriteHeader(http.StatusPermanentRedirect)
}

func (h redirect) knows(hostport string) bool {
	host := hostport
	if only, _, err := net.SplitHostPort(hostport); err == nil {
		host = only
	}
	for _, known := range h.hosts {
		if strings.EqualFold(host, known) {
			return true
		}
	}
	return false
}

// others sends the hosts of HAAT_TLS_HOSTS to the one of HAAT_URL.
func (c Config) others(next http.Handler) http.Handler {
	base, err := url.Parse(c.URL)
	if !c.tls() || len(c.TLSHosts) == 0 || err != nil {
		return next
	}
	other := redirect{base, c.TLSHosts}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if other.knows(r.Host) && !strings.EqualFold(hostname(r.Host), base.Hostname()) {
			other.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func hostname(hostport string) string {
	u := url.URL{Host: hostport}
	return u.Hostname()
}

// ownCert is a certificate somebody else puts there and renews. It is looked
// at again at most once a second, when a connection is made.
type ownCert struct {
	cert, key string
	log       *slog.Logger

	mu      sync.Mutex
	pair    *tls.Certificate
	changed time.Time // of the newer file, when it was read
	looked  time.Time
}

const lookAgain = time.Second

func (o *ownCert) load() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.read(time.Now())
}

// read loads the pair when a file is newer; the lock is held.
func (o *ownCert) read(now time.Time) error {
	o.looked = now
	var newest time.Time
	for _, f := range []string{o.cert, o.key} {
		info, err := os.Stat(f)
		if err != nil {
			return err
		}
		if info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	if o.pair != nil && newest.Equal(o.changed) {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(o.cert, o.key)
	if err != nil {
		return err
	}
	o.pair, o.changed = &pair, newest
	return nil
}

// get implements tls.Config.GetCertificate. While new files cannot be read
// (one of the two is written, the other not yet) the old pair serves on.
func (o *ownCert) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if now := time.Now(); now.Sub(o.looked) >= lookAgain {
		if err := o.read(now); err != nil {
			o.log.Error("the certificate cannot be read again; the one before is served on", "error", err)
		}
	}
	return o.pair, nil
}

// zapToSlog hands the lines of certmagic to our logger.
type zapToSlog struct {
	log    *slog.Logger
	fields []zapcore.Field
}

func level(l zapcore.Level) slog.Level {
	switch {
	case l >= zapcore.ErrorLevel:
		return slog.LevelError
	case l == zapcore.WarnLevel:
		return slog.LevelWarn
	case l == zapcore.InfoLevel:
		return slog.LevelInfo
	}
	return slog.LevelDebug
}

// Enabled implements zapcore.LevelEnabler.
func (z zapToSlog) Enabled(l zapcore.Level) bool {
	return z.log.Enabled(context.Background(), level(l))
}

// With implements zapcore.Core.
func (z zapToSlog) With(f []zapcore.Field) zapcore.Core {
	return zapToSlog{z.log, append(append([]zapcore.Field{}, z.fields...), f...)}
}

// Check implements zapcore.Core.
func (z zapToSlog) Check(e zapcore.Entry, to *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if z.Enabled(e.Level) {
		return to.AddCore(e, z)
	}
	return to
}

// Write implements zapcore.Core.
func (z zapToSlog) Write(e zapcore.Entry, fields []zapcore.Field) error {
	values := zapcore.NewMapObjectEncoder()
	for _, f := range append(append([]zapcore.Field{}, z.fields...), fields...) {
		f.AddTo(values)
	}
	attrs := make([]slog.Attr, 0, len(values.Fields))
	for k, v := range values.Fields {
		attrs = append(attrs, slog.Any(k, v))
	}
	z.log.LogAttrs(context.Background(), level(e.Level), "certificates: "+e.Message, attrs...)
	return nil
}

// Sync implements zapcore.Core.
func (z zapToSlog) Sync() error { return nil }
