package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/haatshop/haat/internal/kit/blob"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/mail"
	"github.com/haatshop/haat/internal/kit/meter"
	"github.com/haatshop/haat/internal/kit/trace"
	"github.com/haatshop/haat/internal/serve/admin"
)

// counts are this node's numbers that no room and no tool keeps itself.
type counts struct {
	routes   meter.Routes
	mails    meter.Pairs
	webhooks meter.Pairs
}

// Limits of the admin door. A profile takes as long as it was asked to.
const (
	adminWrite = 3 * time.Minute
	adminDrain = 5 * time.Second
)

// serveAdmin listens on HAAT_ADMIN_ADDR. Without one it returns a server that
// serves nothing, so that the caller has something to close.
func (a *App) serveAdmin() (*http.Server, error) {
	srv := &http.Server{ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: adminWrite, IdleTimeout: idleTime, MaxHeaderBytes: headerBytes}
	if a.Config.AdminAddr == "" {
		return srv, nil
	}
	ln, err := net.Listen("tcp", a.Config.AdminAddr)
	if err != nil {
		return nil, fmt.Errorf("HAAT_ADMIN_ADDR: %w", err)
	}
	srv.Handler = a.AdminHandler()
	at := "http://" + ln.Addr().String()
	a.admin.Store(&at)
	if !loopback(ln.Addr().String()) {
		a.Log.Warn("metrics and profiles can be reached from other machines; see that only yours can", "address", ln.Addr().String())
	}
	go func() {
		if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			a.Log.Error("the admin door closed", "error", err)
		}
	}()
	return srv, nil
}

// stopAdmin lets a scrape end; a profile that is being taken is cut.
func stopAdmin(srv *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), adminDrain)
	defer cancel()
	if srv.Shutdown(ctx) != nil {
		return srv.Close()
	}
	return nil
}

// AdminURL is where the admin door listens; empty when it does not.
func (a *App) AdminURL() string {
	if p := a.admin.Load(); p != nil {
		return *p
	}
	return ""
}

// AdminHandler builds the admin door.
func (a *App) AdminHandler() http.Handler {
	return admin.New(admin.Deps{Version: a.version, Probes: a.probes(), Sources: admin.Sources{
		Routes: &a.counts.routes, DB: a.DB, Jobs: a.Jobs, Events: a.Events, Mails: &a.counts.mails, Webhooks: &a.counts.webhooks, LogIns: a.Identity.LogIns(),
		Pages: func() admin.Pages {
			s := a.Pages.Stats()
			return admin.Pages{Hits: s.Hits, Misses: s.Misses, Stored: s.Stored, Refused: s.Refused, Kept: s.Pages, Bytes: s.Bytes}
		},
		Search: func() admin.Search {
			s := a.Search.Stats()
			return admin.Search{Documents: s.Documents, Terms: s.Terms, Segments: s.Segments, Bytes: s.Bytes}
		},
	}})
}

const (
	// A loop comes by every second; one that has not for this long hangs.
	maxSilence = 30 * time.Second
	// schemaLook is how often the schema is really looked at: it opens a
	// connection of its own, and probes come every few seconds.
	schemaLook = time.Minute
)

// probes are the parts of being ready.
func (a *App) probes() []admin.Probe {
	return []admin.Probe{
		{Name: "node", Look: a.lookNode},
		{Name: "schema", Look: a.lookSchema()},
		{Name: "database", Look: func(ctx context.Context) (string, error) { return a.DB.Engine().String(), a.DB.Ping(ctx) }},
		{Name: "indexes", Look: func(context.Context) (string, error) {
			if !a.Search.Ready() {
				return "", errors.New("the search index is being filled")
			}
			return fmt.Sprintf("%d products", a.Search.Stats().Documents), nil
		}},
		{Name: "files", Look: a.lookFiles},
		{Name: "queue", Look: a.lookQueue},
	}
}

func (a *App) lookNode(context.Context) (string, error) {
	select {
	case <-a.drain:
		return "", errors.New("shutting down")
	default:
	}
	if !a.warm.Load() {
		return "", errors.New("starting")
	}
	return "serving", nil
}

// lookSchema remembers a good answer for a while.
func (a *App) lookSchema() func(context.Context) (string, error) {
	var mu sync.Mutex
	var good time.Time
	return func(ctx context.Context) (string, error) {
		mu.Lock()
		defer mu.Unlock()
		if time.Since(good) < schemaLook {
			return "up to date", nil
		}
		pending, err := db.Pending(ctx, a.DB.Opened(), Migrations()...)
		if err == nil && pending {
			err = errors.New("not migrated")
		}
		if err == nil {
			good = time.Now()
		}
		return "up to date", err
	}
}

// lookFiles asks for a file that never exists: whether the store answers is
// the question.
func (a *App) lookFiles(ctx context.Context) (string, error) {
	_, err := a.Files.Stat(ctx, "media/00000000000000000000000000000000.png")
	if err == nil || errors.Is(err, blob.ErrNotFound) {
		return "answer", nil
	}
	a.Log.Error("readiness: the files do not answer", "error", err) // may name a host or a bucket
	return "", errors.New("the files do not answer")
}

func (a *App) lookQueue(ctx context.Context) (string, error) {
	if s := a.Jobs.Silent(); s > maxSilence {
		return "", fmt.Errorf("the queue has not been looked at for %s", s.Round(time.Second))
	}
	c, err := a.Jobs.Counts(ctx, a.DB)
	return fmt.Sprintf("%d ready, %d running, %d failed", c["ready"], c["running"], c["dead"]), err
}

// counted counts what a sender did.
type counted struct {
	mail.Sender
	transport string
	n         *meter.Pairs
}

// Send implements mail.Sender.
func (c counted) Send(ctx context.Context, m mail.Message) error {
	ctx, span := trace.Call(ctx, "mail.send")
	span.Text("transport", c.transport)
	err := c.Sender.Send(ctx, m)
	span.End(err)
	outcome := "unavailable"
	switch {
	case err == nil:
		outcome = "sent"
	case errors.Is(err, mail.ErrRejected):
		outcome = "rejected"
	case errors.Is(err, mail.ErrInvalid):
		outcome = "invalid"
	}
	c.n.Of(c.transport, outcome).Inc()
	return err
}
