package command

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/shop/payment/sandbox"
)

type sandboxCmd struct {
	Listen string `default:"127.0.0.1:8090" help:"Address the provider listens on."`
	Key    string `required:"" env:"HAAT_SANDBOX_KEY" help:"What the shops' HAAT_SANDBOX_URL carries: http://:key@host:port; at least 16 characters."`
	Base   string `help:"Where browsers find its page; empty is the address it listens on."`
}

// Run implements the command. It keeps its books in memory: stopping it forgets them.
func (c sandboxCmd) Run(r *run) error {
	if err := sandbox.CheckURL("http://:" + c.Key + "@" + c.Listen); err != nil {
		return err
	}
	ln, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	base := c.Base
	if base == "" {
		base = "http://" + ln.Addr().String()
	}
	o := sandbox.NewOffice(sandbox.Config{Secret: []byte(c.Key), Clock: clock.Real{}, Log: slog.New(slog.NewTextHandler(os.Stderr, nil))}, func() string { return base })
	defer o.Close()
	srv := &http.Server{Handler: o, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second}
	context.AfterFunc(r.ctx, func() { _ = srv.Close() }) // it has nothing to finish
	fmt.Fprintln(r.out, "The sandbox card provider answers at "+base)
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
