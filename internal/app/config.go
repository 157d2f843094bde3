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
)

// Config is everything that can be set from outside, by flag, environment or
// file. The zero value of each member is documented and works on one machine.
type Config struct {
	Addr           string   `name:"addr" env:"HAAT_ADDR" default:"127.0.0.1:8080" help:"Address to listen on."`
	Data           string   `name:"data" env:"HAAT_DATA" default:"./haat-data" help:"Folder for the SQLite database, files and the key."`
	DatabaseURL    string   `name:"database-url" env:"HAAT_DATABASE_URL" help:"postgres://… uses PostgreSQL instead of SQLite."`
	URL            string   `name:"url" env:"HAAT_URL" help:"Where the shop is found, for absolute links; other hosts are then refused. Empty serves any host."`
	SecretKey      string   `name:"secret-key" env:"HAAT_SECRET_KEY" help:"At least 32 characters, the same on every node. Empty makes a key file in the data folder; required with PostgreSQL."`
	TrustedProxies []string `name:"trusted-proxies" env:"HAAT_TRUSTED_PROXIES" sep:"," help:"Addresses or networks whose X-Forwarded-* headers are believed."`
	AllowedOrigins []string `name:"allowed-origins" env:"HAAT_ALLOWED_ORIGINS" sep:"," help:"Other origins that may use the API from a browser, with our cookies."`
	FilesURL       string   `name:"files-url" env:"HAAT_FILES_URL" help:"s3://key:secret@host:port/bucket keeps files in an S3-compatible store (?tls=off for plain http, ?region=…); empty keeps them in the data folder. Nodes that share a database need it."`
	Theme          string   `name:"theme" env:"HAAT_THEME" help:"Folder that overlays the built-in theme file by file."`
	SMTPURL        string   `name:"smtp-url" env:"HAAT_SMTP_URL" help:"smtp://user:password@host:port sends mail; empty keeps it as .eml files in the data folder."`
	MailFrom       string   `name:"mail-from" env:"HAAT_MAIL_FROM" default:"shop@haat.example" help:"Sender of the shop's mail."`
	BankDetails    string   `name:"bank-details" env:"HAAT_BANK_DETAILS" help:"What a shopper needs to transfer money; empty takes bank transfer away (a demo has made-up ones)."`
	RateLimit      string   `name:"rate-limit" env:"HAAT_RATE_LIMIT" enum:"on,off" default:"on" help:"on or off; off only behind something else that limits."`
	Nodes          int      `name:"nodes" env:"HAAT_NODES" default:"1" help:"How many nodes share the rate limits."`
	CacheMB        int      `name:"cache-mb" env:"HAAT_CACHE_MB" default:"64" help:"Memory for finished pages, in MiB."`
	LogFormat      string   `name:"log" env:"HAAT_LOG" enum:"text,json" default:"text" help:"text or json."`
	LogLevel       string   `name:"log-level" env:"HAAT_LOG_LEVEL" enum:"debug,info,warn,error" default:"info" help:"The least that is logged."`
	BcryptCost     int      `name:"bcrypt-cost" env:"HAAT_BCRYPT_COST" default:"12" help:"Cost of hashing a password; each step doubles it."`
	Demo           bool     `name:"demo" env:"HAAT_DEMO" default:"true" negatable:"" help:"Whether 'haat demo' may seed; the server itself never does."`

	// How a node goes.
	DrainDelay time.Duration `name:"drain-delay" env:"HAAT_DRAIN_DELAY" default:"0s" help:"How long a node that was told to stop still serves, while /readyz answers 503, so that a load balancer turns away first."`
}

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
	if c.FilesURL != "" {
		if _, err := c.s3(); err != nil {
			add("FILES_URL", "%v", err)
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
	return slog.New(prompt{h, out}), out.flush
}

// loopback reports whether only this machine can reach the server.
func (c Config) loopback() bool {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
