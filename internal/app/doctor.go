package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
)

// Check is one finding of Doctor; an empty Problem is good news.
type Check struct {
	Name    string
	Note    string
	Problem string
	Mend    string
}

// Doctor looks at everything a shop needs without changing any of it (a
// write access is tried with a file that is removed again).
func Doctor(ctx context.Context, c Config) []Check {
	return []Check{checkConfig(c), checkData(c), checkDatabase(ctx, c), checkSchema(ctx, c), checkMail(ctx, c), checkHTTPS(ctx, c), checkAddresses(ctx, c), checkTraces(ctx, c), checkClock(ctx, c)}
}

func checkConfig(c Config) Check {
	out := Check{Name: "configuration", Note: "listens on " + c.Addr}
	if err := c.Check(); err != nil {
		out.Problem = strings.ReplaceAll(err.Error(), "\n", "; ")
		out.Mend = "correct the settings named; 'haat --help' lists them all"
	}
	return out
}

func checkData(c Config) Check {
	out := Check{Name: "write access", Note: c.Data, Mend: "make the folder writable for the user that runs haat, or set HAAT_DATA to one that is"}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		out.Problem = err.Error()
		return out
	}
	probe := filepath.Join(c.Data, fmt.Sprintf(".doctor-%d", os.Getpid()))
	if err := os.WriteFile(probe, []byte("ok"), 0o600); err != nil {
		out.Problem = err.Error()
		return out
	}
	if err := os.Remove(probe); err != nil {
		out.Problem = err.Error()
	}
	return out
}

func checkDatabase(ctx context.Context, c Config) Check {
	out := Check{Name: "database", Mend: "see that PostgreSQL runs, and that address, user and password in HAAT_DATABASE_URL are right"}
	if c.DatabaseURL == "" {
		out.Mend = "free disk space, or restore the file from a backup"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	d, err := db.Open(ctx, c.Database(slog.New(slog.DiscardHandler)))
	if err != nil {
		out.Problem = err.Error()
		return out
	}
	out.Note = d.Engine().String() + " answers"
	if err := d.Ping(ctx); err != nil {
		out.Problem = err.Error()
	}
	if err := d.Close(); err != nil && out.Problem == "" {
		out.Problem = err.Error()
	}
	return out
}

func checkSchema(ctx context.Context, c Config) Check {
	out := Check{Name: "schema", Note: "up to date", Mend: "run 'haat migrate' (or 'haat serve', which does it)"}
	pending, err := db.Pending(ctx, c.Database(slog.New(slog.DiscardHandler)), Migrations()...)
	switch {
	case err != nil:
		out.Problem = err.Error()
	case pending:
		out.Problem = "not migrated"
	}
	return out
}

func checkMail(ctx context.Context, c Config) Check {
	out := Check{Name: "mail", Note: "kept as .eml files in " + filepath.Join(c.Data, "mail"), Mend: "see that HAAT_SMTP_URL names a mail server this machine may reach"}
	if c.SMTPURL == "" {
		return out
	}
	u, err := url.Parse(c.SMTPURL)
	if err != nil {
		out.Problem = "HAAT_SMTP_URL cannot be read"
		return out
	}
	port := u.Port()
	if port == "" {
		port = "587"
	}
	d := net.Dialer{Timeout: 5 * time.Second}
	conn, err := d.DialContext(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		out.Problem = err.Error()
		return out
	}
	out.Note = u.Hostname() + " answers"
	if err := conn.Close(); err != nil {
		out.Problem = err.Error()
	}
	return out
}

// checkClock compares with the only other clock at hand: a file just written
// by the file system, which may be another machine's.
func checkClock(_ context.Context, c Config) Check {
	out := Check{Name: "clock", Note: time.Now().UTC().Format(time.RFC3339), Mend: "set the machine's clock (systemd-timesyncd or chrony)"}
	probe := filepath.Join(c.Data, fmt.Sprintf(".clock-%d", os.Getpid()))
	if err := os.WriteFile(probe, nil, 0o600); err != nil {
		return out // write access says it
	}
	defer func() { _ = os.Remove(probe) }()
	info, err := os.Stat(probe)
	if err != nil {
		return out
	}
	if d := time.Since(info.ModTime()).Abs(); d > time.Minute {
		out.Problem = fmt.Sprintf("%s apart from the file system's", d.Round(time.Second))
	}
	if time.Now().Year() < 2025 {
		out.Problem = "the year is " + time.Now().Format("2006")
	}
	return out
}
