package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

// rateCommand asks a running shop at a constant rate, whether it keeps up or not: a request that has to wait for an earlier
// one counts from the moment it was due. Lists, products and searches come mixed. Afterwards it asks a bare server in a
// process of its own, which writes a product's bytes and does nothing else, in the same way.
func rateCommand(ctx context.Context, args []string) error {
	if len(args) > 0 && args[0] == "bare" {
		return bare()
	}
	f := flag.NewFlagSet("rate", flag.ContinueOnError)
	base := f.String("url", "http://127.0.0.1:8080", "where the shop is")
	rate := f.Int("rate", 200, "requests a second")
	length := f.Duration("for", 10*time.Second, "length of a run")
	runs := f.Int("runs", 5, "runs of each kind; the median counts")
	if err := f.Parse(args); err != nil {
		return err
	}
	l := &load{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 512}, Timeout: 10 * time.Second}, rate: *rate, length: *length}
	kinds, sample, err := l.kinds(ctx, *base)
	if err != nil {
		return err
	}
	addr, stop, err := startBare(ctx, sample)
	if err != nil {
		return err
	}
	defer stop()
	t := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "kind\tp50 ms\tp95 ms\tp99 ms\tmax ms\tfailed\tp99 of each run")
	for _, mix := range [][]kind{kinds, {{"bare server", []string{addr}}}} {
		if err := l.measure(ctx, t, mix, *runs); err != nil {
			return err
		}
	}
	return t.Flush()
}

type kind struct {
	name string
	urls []string
}

type load struct {
	client *http.Client
	rate   int
	length time.Duration
}

func (l *load) get(ctx context.Context, at string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return nil, err
	}
	res, err := l.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s", at, res.Status)
	}
	return body, err
}

// kinds learns what the shop has: two thousand products from all over it, to be asked for by name and by words.
func (l *load) kinds(ctx context.Context, base string) (out []kind, sample []byte, err error) {
	api := base + "/api/v1/site"
	var lists, details, searches []string
	next := ""
	for range 20 {
		at := api + "/products?limit=100&sort=title&cursor=" + url.QueryEscape(next)
		raw, err := l.get(ctx, at)
		if err != nil {
			return nil, nil, err
		}
		var page struct {
			Items []struct {
				Handle, Title string
				Store         struct{ ID string }
				CategoryIDs   []string `json:"category_ids"`
			}
			Next string `json:"next_cursor"`
		}
		if err := json.Unmarshal(raw, &page); err != nil {
			return nil, nil, err
		}
		for _, p := range page.Items {
			words := strings.Fields(p.Title)
			details = append(details, api+"/products/"+p.Handle)
			searches = append(searches, api+"/search?q="+url.QueryEscape(strings.Join(words[min(2, len(words)-1):min(4, len(words))], " ")))
			for _, c := range p.CategoryIDs {
				lists = append(lists, api+"/products?category="+c+"&sort=price")
			}
		}
		lists = append(lists, api+"/products", at)
		if next = page.Next; next == "" {
			break
		}
	}
	if len(details) == 0 {
		return nil, nil, errors.New("the shop has no products")
	}
	sample, err = l.get(ctx, details[0])
	return []kind{{"list", lists}, {"detail", details}, {"search", searches}}, sample, err
}

// figures are what one kind took in one run, ascending.
type figures struct {
	times  []time.Duration
	failed int
}

func (f figures) at(percent int) float64 {
	if len(f.times) == 0 {
		return 0
	}
	return f.times[min(len(f.times)*percent/100, len(f.times)-1)].Seconds() * 1000
}

// measure runs a mix several times and prints of each kind the run whose 99th percentile is the median.
func (l *load) measure(ctx context.Context, t io.Writer, mix []kind, runs int) error {
	all := make([][]figures, len(mix))
	for range runs {
		for i, f := range l.run(ctx, mix) {
			all[i] = append(all[i], f)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	for i, k := range mix {
		failed, each := 0, []string{}
		for _, f := range all[i] {
			each = append(each, fmt.Sprintf("%.1f", f.at(99)))
			failed += f.failed
		}
		slices.SortFunc(all[i], func(a, b figures) int { return cmp.Compare(a.at(99), b.at(99)) })
		m := all[i][runs/2]
		fmt.Fprintf(t, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%d\t%s\n", k.name, m.at(50), m.at(95), m.at(99), m.at(100), failed, strings.Join(each, " "))
	}
	return nil
}

func (l *load) run(ctx context.Context, mix []kind) []figures {
	var mu sync.Mutex
	var wg sync.WaitGroup
	out := make([]figures, len(mix))
	began := time.Now()
	for i := range int(l.length.Seconds() * float64(l.rate)) {
		due := began.Add(time.Duration(i) * time.Second / time.Duration(l.rate))
		if wait := time.Until(due); wait > 0 {
			time.Sleep(wait)
		}
		if ctx.Err() != nil {
			break
		}
		f, urls := &out[i%len(mix)], mix[i%len(mix)].urls
		at := urls[rand.IntN(len(urls))]
		wg.Go(func() {
			_, err := l.get(ctx, at)
			took := time.Since(due)
			mu.Lock()
			defer mu.Unlock()
			f.times = append(f.times, took)
			if err != nil {
				f.failed++
			}
		})
	}
	wg.Wait()
	for _, f := range out {
		slices.Sort(f.times)
	}
	return out
}

// startBare runs this program again as a server of fixed bytes.
func startBare(ctx context.Context, body []byte) (addr string, stop func(), err error) {
	self, err := os.Executable()
	if err != nil {
		return "", nil, err
	}
	c := exec.CommandContext(ctx, self, "rate", "bare")
	c.Stderr = os.Stderr
	c.Stdin = strings.NewReader(string(body))
	out, err := c.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := c.Start(); err != nil {
		return "", nil, err
	}
	stop = func() { _ = c.Process.Kill(); _ = c.Wait() }
	if _, err := fmt.Fscan(out, &addr); err != nil {
		stop()
		return "", nil, fmt.Errorf("the bare server did not start: %w", err)
	}
	return addr, stop, nil
}

func bare() error {
	body, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println("http://" + ln.Addr().String())
	return http.Serve(ln, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	}))
}
