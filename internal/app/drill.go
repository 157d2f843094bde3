package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/haatshop/haat/internal/kit/archive"
)

// Drilled is the outcome of a restore drill.
type Drilled struct {
	Restored
	// Ready is how long it took from nothing to a shop that serves.
	Ready time.Duration `json:"-"`
	// Pages are the addresses that were asked for, with their answers.
	Pages []string `json:"pages"`
	// Problems are what was not as it must be; none is good news.
	Problems []string `json:"problems"`
}

// drillLimit is how long the scratch shop may take to become ready.
const drillLimit = 2 * time.Minute

// Drill restores a backup into a scratch folder on SQLite, whatever engine it
// came from, serves it on a loopback port and looks at it as a shopper would.
// No job runs there: nothing is mailed, charged or refunded twice. The scratch
// is removed in the end.
func Drill(ctx context.Context, from Source, key archive.Key) (out Drilled, err error) {
	dir, err := os.MkdirTemp("", "haat-drill-")
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	c := Config{Addr: "127.0.0.1:0", Data: dir, BcryptCost: 4, CacheMB: 8, Nodes: 1, MailFrom: "drill@haat.example", RateLimit: "off", LogLevel: "error"}
	start := time.Now()
	if out.Restored, err = Restore(ctx, c, from, key); err != nil {
		return out, err
	}
	if n := out.Report.Wrong(); n > 0 {
		out.Problems = append(out.Problems, fmt.Sprintf("%d things do not hold", n))
	}
	a, err := New(ctx, c, Parts{Tool: true, Idle: true, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	ln, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return out, err
	}
	serving, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- a.ServeOn(serving, ln, io.Discard) }()
	out.look(ctx, a, "http://"+ln.Addr().String(), start)
	stop()
	return out, <-ended
}

// look asks for what a shopper asks for.
func (d *Drilled) look(ctx context.Context, a *App, base string, start time.Time) {
	for since := time.Now(); time.Since(since) < drillLimit; time.Sleep(20 * time.Millisecond) { // the indexes are being filled
		if status, _ := get(ctx, base+"/readyz"); status == http.StatusOK {
			break
		}
	}
	d.want(ctx, base, "/readyz")
	d.Ready = time.Since(start)
	d.want(ctx, base, "/")
	d.want(ctx, base, "/api/v1/site/settings")
	var list struct{ Items []struct{ Handle string } }
	if err := json.Unmarshal(d.want(ctx, base, "/api/v1/site/products?limit=1"), &list); err != nil {
		d.Problems = append(d.Problems, fmt.Sprintf("the list of products: %v", err))
	}
	for _, p := range list.Items {
		d.want(ctx, base, "/products/"+p.Handle)
	}
}

// want asks for a page that must be there, and answers it.
func (d *Drilled) want(ctx context.Context, base, path string) []byte {
	status, body := get(ctx, base+path)
	d.Pages = append(d.Pages, fmt.Sprint(status, " ", path))
	if status != http.StatusOK {
		d.Problems = append(d.Problems, fmt.Sprintf("%s answers %d", path, status))
	}
	return body
}

// get answers the status, 0 when there was no answer, and the body.
func get(ctx context.Context, url string) (int, []byte) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, nil
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil
	}
	body, err := io.ReadAll(res.Body)
	if errors.Join(err, res.Body.Close()) != nil {
		return 0, nil
	}
	return res.StatusCode, body
}
