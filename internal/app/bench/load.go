package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// request is what a client sends and the status it wants.
type request struct {
	method, path, body string
	status             int
}

func (q request) bytes(host string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip\r\n", q.method, q.path, host)
	if q.body != "" {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(q.body))
	}
	b.WriteString("\r\n")
	b.WriteString(q.body)
	return b.Bytes()
}

// line is one connection that is kept. It reads answers without looking at them, so
// that the load generator takes as little of the machine as it can.
type line struct {
	c    net.Conn
	r    *bufio.Reader
	host string
}

func dial(addr string) (*line, error) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &line{c: c, r: bufio.NewReaderSize(c, 64<<10), host: addr}, nil
}

// ask sends and reads the answer to its end; body is its body when keep is set.
func (l *line) ask(q request, keep bool) (body []byte, err error) {
	if err := l.c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return nil, err
	}
	if _, err := l.c.Write(q.bytes(l.host)); err != nil {
		return nil, err
	}
	status, length, err := l.head()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	to := io.Discard
	if keep || status != q.status {
		to = &out
	}
	if length >= 0 {
		_, err = io.CopyN(to, l.r, length)
	} else {
		err = l.chunks(to)
	}
	if err == nil && status != q.status {
		err = fmt.Errorf("%s %s answers %d: %.300s", q.method, q.path, status, out.Bytes())
	}
	return out.Bytes(), err
}

// head reads the status line and the headers; a length of -1 is chunked.
func (l *line) head() (status int, length int64, err error) {
	length = -1
	for first := true; ; first = false {
		text, err := l.r.ReadSlice('\n')
		if err != nil {
			return 0, 0, err
		}
		switch {
		case first:
			if len(text) < 12 {
				return 0, 0, errors.New("this is not HTTP")
			}
			if status, err = strconv.Atoi(string(text[9:12])); err != nil {
				return 0, 0, err
			}
		case len(text) <= 2:
			if status == http.StatusNoContent || status == http.StatusNotModified {
				length = 0
			}
			return status, length, nil
		case len(text) > 16 && bytes.EqualFold(text[:15], []byte("Content-Length:")):
			if length, err = strconv.ParseInt(string(bytes.TrimSpace(text[15:])), 10, 64); err != nil {
				return 0, 0, err
			}
		}
	}
}

func (l *line) chunks(to io.Writer) error {
	for {
		text, err := l.r.ReadSlice('\n')
		if err != nil {
			return err
		}
		n, err := strconv.ParseInt(string(bytes.TrimSpace(text)), 16, 64)
		if err != nil {
			return err
		}
		if n > 0 {
			if _, err := io.CopyN(to, l.r, n); err != nil {
				return err
			}
		}
		if _, err := l.r.Discard(2); err != nil || n == 0 {
			return err
		}
	}
}

// measure asks for a while over some connections. A wrong answer ends it.
func (s *server) measure(ctx context.Context, p *place, o Options, call func(i int) request) (Figure, error) {
	return s.drive(ctx, p, o, o.Users, func(l *line, i int) error {
		_, err := l.ask(call(i), false)
		return err
	})
}

// drive has users do something over and over, each on a connection of their own, after
// a moment to warm up.
func (s *server) drive(ctx context.Context, p *place, o Options, users int, act func(l *line, i int) error) (Figure, error) {
	var next atomic.Int64
	var mu sync.Mutex
	var took []time.Duration
	run := func(d time.Duration, keep bool) error {
		end := time.Now().Add(d)
		errs := make([]error, users)
		var wg sync.WaitGroup
		for u := range users {
			wg.Go(func() {
				l, err := dial(s.addr)
				if err != nil {
					errs[u] = err
					return
				}
				defer l.c.Close()
				var own []time.Duration
				for now := time.Now(); now.Before(end) && ctx.Err() == nil; {
					if errs[u] = act(l, int(next.Add(1))); errs[u] != nil {
						return
					}
					done := time.Now()
					own, now = append(own, done.Sub(now)), done
				}
				if keep {
					mu.Lock()
					took = append(took, own...)
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		return errors.Join(append(errs, ctx.Err())...)
	}
	if err := run(o.Each/8, false); err != nil {
		return Figure{}, err
	}
	before, err := s.cpu(p)
	if err != nil {
		return Figure{}, err
	}
	began := time.Now()
	if err := run(o.Each, true); err != nil {
		return Figure{}, err
	}
	wall := time.Since(began)
	after, err := s.cpu(p)
	if err != nil || len(took) == 0 {
		return Figure{}, errors.Join(err, errors.New("nothing was done"))
	}
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	n := float64(len(took))
	return Figure{Rate: n / wall.Seconds(), CPU: ms(after-before) / n, P50: ms(took[len(took)/2]), P99: ms(took[len(took)*99/100])}, nil
}

// checkouts has guests buy: cart, line, addresses, what ships, shipping, place; six requests an
// order, as the storefront's own flow needs.
func (s *server) checkouts(ctx context.Context, p *place, o Options, g goods) (Figure, error) {
	f, err := s.drive(ctx, p, o, callers, func(l *line, i int) error { return checkoutOver(l, g.variants[i%len(g.variants)], i) })
	f.Name, f.Note = "checkout", fmt.Sprintf("orders over HTTP by %d guests, 6 requests each", callers)
	return f, err
}

func checkoutOver(l *line, variantID string, i int) error {
	const carts = "/api/v1/site/carts"
	var c struct {
		ID     string `json:"id"`
		Totals struct {
			Due json.RawMessage `json:"amount_due"`
		} `json:"totals"`
	}
	send := func(method, path string, body any, status int, into any) error {
		text := ""
		if body != nil {
			raw, err := json.Marshal(body)
			if err != nil {
				return err
			}
			text = string(raw)
		}
		got, err := l.ask(request{method, path, text, status}, true)
		if err != nil || into == nil {
			return err
		}
		return json.Unmarshal(got, into)
	}
	if err := send("POST", carts, struct{}{}, 201, &c); err != nil {
		return err
	}
	at := carts + "/" + c.ID
	if err := send("POST", at+"/lines", map[string]any{"variant_id": variantID, "quantity": 1}, 201, nil); err != nil {
		return err
	}
	if err := send("PATCH", at, map[string]any{"email": fmt.Sprintf("guest%d@bench.example", i), "shipping_address": buyer()}, 200, nil); err != nil {
		return err
	}
	var offered struct {
		Items []struct {
			StoreID string `json:"store_id"`
			Options []struct {
				ID string `json:"id"`
			} `json:"options"`
		} `json:"items"`
	}
	if err := send("GET", at+"/shipping-options", nil, 200, &offered); err != nil {
		return err
	}
	choice := map[string]any{"selections": []map[string]string{{"store_id": offered.Items[0].StoreID, "option_id": offered.Items[0].Options[0].ID}}}
	if err := send("PUT", at+"/shipping", choice, 200, &c); err != nil {
		return err
	}
	return send("POST", at+"/place", map[string]any{"payment_method": "cod", "expected_total": c.Totals.Due}, 201, nil)
}
