package command

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// healthTime is how long a node may take to say how it is.
const healthTime = 3 * time.Second

type healthCmd struct {
	Alive bool `help:"Ask only whether it runs, not whether it takes requests."`
}

// Run implements the command: an error when the node that listens on this
// configuration's address does not say that it is well. For images that have
// no shell.
func (c healthCmd) Run(r *run) error {
	path := "/readyz"
	if c.Alive {
		path = "/healthz"
	}
	host, port, err := net.SplitHostPort(r.cfg.Addr)
	if err != nil {
		return fmt.Errorf("HAAT_ADDR: %w", err)
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(r.ctx, healthTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+path, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(io.LimitReader(res.Body, 1<<10))
	if err != nil {
		return err
	}
	if text := strings.TrimSpace(string(said)); res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", res.Status, text)
	}
	_, err = r.out.Write(said)
	return err
}
