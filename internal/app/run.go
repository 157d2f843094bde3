package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/httpx"
)

// Limits of one connection: a slow client costs little and ends.
const (
	headerTime  = 10 * time.Second
	readTime    = 30 * time.Second
	writeTime   = 60 * time.Second
	idleTime    = 120 * time.Second
	headerBytes = 32 << 10
	drainTime   = 25 * time.Second
)

// Serve listens, starts what runs beside requests, and serves until ctx ends;
// then it drains. out gets the banner once the shop is ready.
func (a *App) Serve(ctx context.Context, out io.Writer) error {
	ln, err := net.Listen("tcp", a.Config.Addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	return a.ServeOn(ctx, ln, out)
}

// ServeOn is Serve on a listener that is already there.
func (a *App) ServeOn(ctx context.Context, ln net.Listener, out io.Writer) error {
	base := "http://" + ln.Addr().String()
	if a.Config.tls() {
		base = strings.TrimSuffix(a.Config.URL, "/") // the certificate is for this name only
	}
	a.base.Store(&base)
	h, err := a.Handler()
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	srv := &http.Server{Handler: a.closing(a.Config.others(h)), ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime, MaxHeaderBytes: headerBytes, ConnContext: httpx.ConnContext}
	admin, err := a.serveAdmin()
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	sec, err := a.secure()
	if err != nil {
		return errors.Join(err, ln.Close(), admin.Close())
	}
	failed := make(chan error, 1)
	go func() { failed <- sec.serve(srv, ln) }()
	if err := errors.Join(sec.start(ctx), a.Start(ctx)); err != nil {
		return errors.Join(err, srv.Close(), admin.Close(), sec.stop(ctx))
	}
	a.banner(ctx, out, base)
	select {
	case err := <-failed:
		a.Stop()
		return errors.Join(err, admin.Close(), sec.stop(ctx))
	case <-ctx.Done():
	}
	err = a.leave(failed)
	if err != nil {
		a.Stop()
		return errors.Join(err, admin.Close(), sec.stop(ctx))
	}
	err = a.shutdown(srv, sec)
	return errors.Join(err, stopAdmin(admin)) // last: a drain can be watched to its end
}

// leave says at /readyz that this node goes, and serves on for the configured
// while: whoever spreads requests over the nodes turns to the others before
// the first connection is refused.
func (a *App) leave(failed <-chan error) error {
	a.leaving.Store(true)
	if a.Config.DrainDelay == 0 {
		return nil
	}
	a.Log.Info("leaving", "for", a.Config.DrainDelay)
	select {
	case err := <-failed:
		return err
	case <-time.After(a.Config.DrainDelay):
		return nil
	}
}

// closing ends each connection with its next answer once the node leaves. A
// connection kept open would be closed under the next request on it, and a
// proxy may not repeat that request elsewhere unless it only reads.
func (a *App) closing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.leaving.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// shutdown takes no new requests, ends streams, lets requests and jobs finish.
func (a *App) shutdown(srv *http.Server, sec *secured) error {
	a.Log.Info("shutting down")
	close(a.drain)
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	err := srv.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = errors.Join(errors.New("some requests did not end in time"), srv.Close())
	}
	a.Stop()
	return errors.Join(err, sec.stop(ctx))
}

// banner says where everything is. The set-up link appears while nobody owns
// the shop; demo log-ins while the data is made up.
func (a *App) banner(ctx context.Context, out io.Writer, base string) {
	at := base
	if a.Config.URL != "" {
		at = a.Config.URL
	}
	fmt.Fprintf(out, "\nHaat is ready.\n\n  Storefront  %s/\n  Dashboard   %s/dashboard/\n  API docs    %s/api/docs\n", at, at, at)
	if token, open, err := a.Identity.SetupToken(AsSystem(ctx)); err != nil {
		a.Log.Error("set-up link", "error", err)
	} else if open {
		fmt.Fprintf(out, "\n  Nobody owns this shop yet. Become its owner, once:\n  %s/dashboard/setup?token=%s\n", at, token)
	}
	if a.Settings.Platform().Demo && a.Config.loopback() {
		fmt.Fprintf(out, "\n  Demo log-ins, password %q:\n  owner@haat.example     owner of the platform\n  seller@haat.example    seller\n  customer@haat.example  customer\n", DemoPassword)
	}
	fmt.Fprintln(out)
}

// DemoPassword opens the demo accounts of a shop only this machine can reach.
const DemoPassword = "haat-demo"
