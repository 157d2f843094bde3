package app

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
)

// Config is everything that can be set from outside, by flag, environment or
// file. The zero value of each member is documented and works on one machine.
type Config struct {
	Addr           string        `name:"addr" env:"HAAT_ADDR" default:"127.0.0.1:8080" help:"Address to listen on."`
	AdminAddr      string        `name:"admin-addr" env:"HAAT_ADMIN_ADDR" help:"Address for /metrics, /debug/pprof/ and health in detail, e.g. 127.0.0.1:9090; it asks for no password. Empty serves none of them."`
	Data           string        `name:"data" env:"HAAT_DATA" default:"./haat-data" help:"Folder for the SQLite database, files and the key."`
	DatabaseURL    string        `name:"database-url" env:"HAAT_DATABASE_URL" help:"postgres://… uses PostgreSQL instead of SQLite."`
	URL            string        `name:"url" env:"HAAT_URL" help:"Where the shop is found, for absolute links; other hosts are then refused. Empty serves any host."`
	SecretKey      string        `name:"secret-key" env:"HAAT_SECRET_KEY" help:"At least 32 characters, the same on every node. Empty makes a key file in the data folder; required with PostgreSQL."`
	TrustedProxies []string      `name:"trusted-proxies" env:"HAAT_TRUSTED_PROXIES" sep:"," help:"Addresses or networks whose X-Forwarded-* headers are believed."`
	AllowedOrigins []string      `name:"allowed-origins" env:"HAAT_ALLOWED_ORIGINS" sep:"," help:"Other origins that may use the API from a browser, with our cookies."`
	FilesURL       string        `name:"files-url" env:"HAAT_FILES_URL" help:"s3://key:secret@host:port/bucket keeps files in an S3-compatible store (?tls=off for plain http, ?region=…); empty keeps them in the data folder. Nodes that share a database need it."`
	Theme          string        `name:"theme" env:"HAAT_THEME" help:"Folder that overlays the built-in theme file by file."`
	SMTPURL        string        `name:"smtp-url" env:"HAAT_SMTP_URL" help:"smtp://user:password@host:port sends mail; empty keeps it as .eml files in the data folder."`
	MailFrom       string        `name:"mail-from" env:"HAAT_MAIL_FROM" default:"shop@haat.example" help:"Sender of the shop's mail."`
	BankDetails    string        `name:"bank-details" env:"HAAT_BANK_DETAILS" help:"What a shopper needs to transfer money, in place of what the dashboard's settings say."`
	SandboxURL     string        `name:"sandbox-url" env:"HAAT_SANDBOX_URL" help:"Where 'haat sandbox' answers, as http://:key@host:port, so that the nodes of a demonstration share one card provider; empty keeps it in the program."`
	RateLimit      string        `name:"rate-limit" env:"HAAT_RATE_LIMIT" enum:"on,off" default:"on" help:"on or off; off only behind something else that limits."`
	Nodes          int           `name:"nodes" env:"HAAT_NODES" default:"1" help:"How many nodes share the rate limits."`
	CacheMB        int           `name:"cache-mb" env:"HAAT_CACHE_MB" default:"64" help:"Memory for finished pages, in MiB."`
	TLS            string        `name:"tls" env:"HAAT_TLS" enum:"off,auto,files" default:"off" help:"off: something else speaks https. auto: a certificate is obtained and renewed for the hosts. files: HAAT_TLS_CERT and HAAT_TLS_KEY. Set HAAT_ADDR=:443 with the last two."`
	TLSHosts       []string      `name:"tls-hosts" env:"HAAT_TLS_HOSTS" sep:"," help:"More hosts that are sent on to HAAT_URL, e.g. www.shop.example; with HAAT_TLS=auto they get certificates too."`
	TLSEmail       string        `name:"tls-email" env:"HAAT_TLS_EMAIL" help:"Whom the authority may write to about certificates."`
	TLSCA          string        `name:"tls-ca" env:"HAAT_TLS_CA" default:"https://acme-v02.api.letsencrypt.org/directory" help:"ACME directory of the authority; HAAT_TLS=auto agrees to its terms."`
	TLSCARoots     string        `name:"tls-ca-roots" env:"HAAT_TLS_CA_ROOTS" help:"PEM file of roots to believe the authority by, for one of your own."`
	TLSCheck       time.Duration `name:"tls-check" env:"HAAT_TLS_CHECK" default:"10m" help:"How often certificates are looked at for renewal; they are renewed in the last third of their life."`
	TLSCert        string        `name:"tls-cert" env:"HAAT_TLS_CERT" help:"PEM file of the certificate and its chain; read again when it changes."`
	TLSKey         string        `name:"tls-key" env:"HAAT_TLS_KEY" help:"PEM file of the certificate's key."`
	HTTPAddr       string        `name:"http-addr" env:"HAAT_HTTP_ADDR" default:":80" help:"With HAAT_TLS: where plain http is sent on to https and the authority's questions are answered; off for nowhere."`
	OTLPURL        string        `name:"otlp-url" env:"HAAT_OTLP_URL" help:"Where traces are sent by OTLP over HTTP, e.g. http://127.0.0.1:4318; empty takes OTEL_EXPORTER_OTLP_ENDPOINT, and without that nothing is traced."`
	TraceRatio     float64       `name:"trace-ratio" env:"HAAT_TRACE_RATIO" default:"1" help:"Which part of the requests is traced, 0 to 1."`
	KeepEvents     int           `name:"keep-events" env:"HAAT_KEEP_EVENTS" default:"30" help:"Days until read events are forgotten."`
	KeepJobs       int           `name:"keep-jobs" env:"HAAT_KEEP_JOBS" default:"30" help:"Days until failed jobs are forgotten; finished ones are at once."`
	KeepCarts      int           `name:"keep-carts" env:"HAAT_KEEP_CARTS" default:"90" help:"Days until an untouched cart is forgotten."`
	KeepMails      int           `name:"keep-mails" env:"HAAT_KEEP_MAILS" default:"180" help:"Days until the log of sent messages is forgotten."`
	KeepHits       int           `name:"keep-hits" env:"HAAT_KEEP_HITS" default:"396" help:"Days until single page views and searches are forgotten."`
	KeepWebhooks   int           `name:"keep-webhooks" env:"HAAT_KEEP_WEBHOOKS" default:"540" help:"Days until the words of providers' messages are forgotten; what they meant stays with the payment."`
	LogFormat      string        `name:"log" env:"HAAT_LOG" enum:"text,json" default:"text" help:"text or json."`
	LogLevel       string        `name:"log-level" env:"HAAT_LOG_LEVEL" enum:"debug,info,warn,error" default:"info" help:"The least that is logged."`
	BcryptCost     int           `name:"bcrypt-cost" env:"HAAT_BCRYPT_COST" default:"12" help:"Cost of hashing a password; each step doubles it."`
	Demo           bool          `name:"demo" env:"HAAT_DEMO" default:"true" negatable:"" help:"Whether 'haat demo' may seed; the server itself never does."`

	// How a node goes.
	DrainDelay time.Duration `name:"drain-delay" env:"HAAT_DRAIN_DELAY" default:"0s" help:"How long a node that was told to stop still serves, while /readyz answers 503, so that a load balancer turns away first."`

	// How long log-ins last.
	DashboardIdle time.Duration `name:"dashboard-idle" env:"HAAT_DASHBOARD_IDLE" default:"48h" help:"How long a log-in at the dashboard lasts unused."`
	DashboardLife time.Duration `name:"dashboard-life" env:"HAAT_DASHBOARD_LIFE" default:"168h" help:"How long a log-in at the dashboard lasts at most."`
	ShopperIdle   time.Duration `name:"shopper-idle" env:"HAAT_SHOPPER_IDLE" default:"720h" help:"How long a shopper's log-in lasts unused."`
	ShopperLife   time.Duration `name:"shopper-life" env:"HAAT_SHOPPER_LIFE" default:"2160h" help:"How long a shopper's log-in lasts at most."`
}

// maxKeep is the longest anything is kept, in days: a hundred years.
const maxKeep = 36500

// days is a setting as a duration; zero for the default of whoever asks.
func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// minSecret is the shortest key taken from outside.
const minSecret = 32

// maxDrainDelay keeps a typing mistake from making a node that never stops.
const maxDrainDelay = 5 * time.Minute

// Check returns what is wrong with the configuration, all of it, with the name
// of each setting.
func (c Config) Check() error {
	var errs []error
	add := func(name, format string, args ...any) {
		errs = append(errs, fmt.Errorf("HAAT_%s: %s", name, fmt.Sprintf(format, args...)))
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		add("ADDR", "%q is not host:port", c.Addr)
	}
	if c.AdminAddr != "" {
		if _, port, err := net.SplitHostPort(c.AdminAddr); err != nil || port == "" {
			add("ADMIN_ADDR", "%q is not host:port", c.AdminAddr)
		} else if c.AdminAddr == c.Addr && port != "0" {
			add("ADMIN_ADDR", "must differ from HAAT_ADDR: what it serves is not for the public")
		}
	}
	if c.DatabaseURL != "" && !strings.HasPrefix(c.DatabaseURL, "postgres://") && !strings.HasPrefix(c.DatabaseURL, "postgresql://") {
		add("DATABASE_URL", "must begin with postgres://")
	}
	if c.DatabaseURL != "" && c.SecretKey == "" {
		add("SECRET_KEY", "is required with PostgreSQL: every node needs the same; make one with: openssl rand -hex 32")
	}
	if c.SecretKey != "" && len(c.SecretKey) < minSecret {
		add("SECRET_KEY", "needs at least %d characters", minSecret)
	}
	if c.URL != "" {
		if u, err := url.Parse(c.URL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" {
			add("URL", "%q is not like https://shop.example", c.URL)
		}
	}
	c.checkTLS(add)
	if c.OTLPURL != "" {
		if u, err := url.Parse(c.OTLPURL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			add("OTLP_URL", "is not like http://127.0.0.1:4318")
		}
	}
	for name, n := range map[string]int{"EVENTS": c.KeepEvents, "JOBS": c.KeepJobs, "CARTS": c.KeepCarts, "MAILS": c.KeepMails, "HITS": c.KeepHits, "WEBHOOKS": c.KeepWebhooks} {
		if n < 0 || n > maxKeep {
			add("KEEP_"+name, "must be 1 to %d days", maxKeep)
		}
	}
	if c.TraceRatio < 0 || c.TraceRatio > 1 {
		add("TRACE_RATIO", "must be 0 to 1")
	}
	if c.FilesURL != "" {
		if _, err := c.s3(); err != nil {
			add("FILES_URL", "%v", err)
		}
	}
	for name, l := range map[string]identity.Life{"DASHBOARD": c.sessionLives().Store, "SHOPPER": c.sessionLives().Site} {
		if l != (identity.Life{}) && (l.Idle < minIdle || l.Total < l.Idle) {
			add(name+"_IDLE", "is at least %s and at most HAAT_%s_LIFE", minIdle, name)
		}
	}
	if _, err := httpx.ParseProxies(c.TrustedProxies); err != nil {
		add("TRUSTED_PROXIES", "%v", err)
	}
	if c.SMTPURL != "" {
		if u, err := url.Parse(c.SMTPURL); err != nil || u.Host == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
			add("SMTP_URL", "is not like smtp://user:password@host:587")
		}
	}
	if c.DrainDelay < 0 || c.DrainDelay > maxDrainDelay {
		add("DRAIN_DELAY", "must be 0s to %s", maxDrainDelay)
	}
	if err := sandbox.CheckURL(c.SandboxURL); err != nil {
		add("SANDBOX_URL", "%v", err)
	}
	if c.BcryptCost < 4 || c.BcryptCost > 16 {
		add("BCRYPT_COST", "must be 4 to 16")
	}
	return errors.Join(errs...)
}

// Database says how to open the database.
func (c Config) Database(log *slog.Logger) db.Options {
	if c.DatabaseURL != "" {
		return db.Options{URL: c.DatabaseURL, Logger: log}
	}
	return db.Options{Path: filepath.Join(c.Data, databaseFile), Logger: log}
}

// databaseFile is the SQLite database below the data folder.
const databaseFile = "haat.db"

// logger returns the logger the configuration asks for, and what makes it write the
// lines that still wait.
func (c Config) logger() (*slog.Logger, func()) {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // an unknown level is info; the flag's enum refuses it before
	o, out := &slog.HandlerOptions{Level: level}, newLines(os.Stderr)
	var h slog.Handler = slog.NewTextHandler(out, o)
	if c.LogFormat == "json" {
		h = slog.NewJSONHandler(out, o)
	}
	return slog.New(prompt{Handler: h, lines: out, text: c.LogFormat != "json"}), out.flush
}

// minIdle is the shortest time of not being used that can be told.
const minIdle = 10 * time.Minute

// sessionLives is how long log-ins last.
func (c Config) sessionLives() identity.Lives {
	return identity.Lives{Site: identity.Life{Idle: c.ShopperIdle, Total: c.ShopperLife}, Store: identity.Life{Idle: c.DashboardIdle, Total: c.DashboardLife}}
}

// loopback reports whether only this machine can reach the server.
func (c Config) loopback() bool { return loopback(c.Addr) }

func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
