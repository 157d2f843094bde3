package pagecache_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/haatshop/haat/internal/kit/pagecache"
)

// clock is a time the tests move.
type clock struct{ nanos atomic.Int64 }

func (c *clock) Now() time.Time          { return time.Unix(1_800_000_000, c.nanos.Load()) }
func (c *clock) advance(d time.Duration) { c.nanos.Add(int64(d)) }

func newCache(t testing.TB, o pagecache.Options) (*pagecache.Cache, *clock) {
	t.Helper()
	c := &clock{}
	o.Now = c.Now
	return pagecache.New(o), c
}

func key(path string) pagecache.Key { return pagecache.Key{Host: "shop", Path: path, Locale: "en"} }

// get asks the cache like a browser and returns status, body and headers.
func get(t testing.TB, c *pagecache.Cache, k pagecache.Key, fill func(context.Context) (pagecache.Page, error), header ...string) (*http.Response, string, error) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	err := c.Serve(w, r, k, fill)
	res := w.Result()
	var body io.Reader = res.Body
	if res.Header.Get("Content-Encoding") == "gzip" {
		zr, zerr := gzip.NewReader(res.Body)
		if zerr != nil {
			t.Fatal(zerr)
		}
		body = zr
	}
	raw, rerr := io.ReadAll(body)
	if rerr != nil {
		t.Fatal(rerr)
	}
	return res, string(raw), err
}

// counting fills with "page n" and the given tags, and counts.
func counting(n *atomic.Int64, tags ...string) func(context.Context) (pagecache.Page, error) {
	return func(context.Context) (pagecache.Page, error) {
		return pagecache.Page{Body: fmt.Appendf(nil, "page %d", n.Add(1)), Tags: tags}, nil
	}
}

func TestAPageIsDrawnOnceAndServedUntilItsTagIsTouched(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	var n atomic.Int64
	fill := counting(&n, "product:1", "products")
	for range 3 {
		if _, body, err := get(t, c, key("/p"), fill); err != nil || body != "page 1" {
			t.Fatalf("%q %v", body, err)
		}
	}
	c.Touch("product:2")
	if _, body, _ := get(t, c, key("/p"), fill); body != "page 1" {
		t.Errorf("a foreign tag made the page stale: %q", body)
	}
	c.Touch("product:1")
	if _, body, _ := get(t, c, key("/p"), fill); body != "page 2" {
		t.Errorf("the page survived its tag: %q", body)
	}
	if s := c.Stats(); s.Hits != 3 || s.Misses != 2 || s.Stored != 2 || s.Pages != 1 {
		t.Errorf("%+v", s)
	}
}

func TestEveryPartOfTheKeyTellsPagesApart(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	var n atomic.Int64
	base := pagecache.Key{Host: "h", Path: "p", Query: "q", Locale: "l", Currency: "c", Group: "g", Theme: "t"}
	keys := []pagecache.Key{base}
	for i := range 7 {
		k := base
		*[]*string{&k.Host, &k.Path, &k.Query, &k.Locale, &k.Currency, &k.Group, &k.Theme}[i] = "other"
		keys = append(keys, k)
	}
	for _, k := range keys {
		if _, _, err := get(t, c, k, counting(&n)); err != nil {
			t.Fatal(err)
		}
	}
	if n.Load() != int64(len(keys)) {
		t.Errorf("%d fills for %d keys", n.Load(), len(keys))
	}
}

func TestAPageTouchedWhileItIsDrawnIsNotStored(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	var n atomic.Int64
	fill := func(context.Context) (pagecache.Page, error) {
		c.Touch("product:1") // a writer commits in the middle
		return counting(&n, "product:1")(t.Context())
	}
	for want := 1; want <= 2; want++ {
		if _, body, _ := get(t, c, key("/p"), fill); body != fmt.Sprintf("page %d", want) {
			t.Errorf("want page %d, got %q", want, body)
		}
	}
	if s := c.Stats(); s.Refused != 2 || s.Pages != 0 {
		t.Errorf("%+v", s)
	}
}

func TestOnly200And301And410AreStored(t *testing.T) {
	for status, stored := range map[int]bool{0: true, 200: true, 301: true, 410: true, 302: false, 303: false, 400: false, 404: false, 500: false, 503: false} {
		c, _ := newCache(t, pagecache.Options{})
		fills := 0
		fill := func(context.Context) (pagecache.Page, error) {
			fills++
			p := pagecache.Page{Status: status, Body: []byte("x")}
			if status > 300 && status < 304 {
				p.Location = "/there"
			}
			return p, nil
		}
		for range 2 {
			res, _, err := get(t, c, key("/p"), fill)
			if err != nil || res.StatusCode != max(status, 200) {
				t.Errorf("%d: answered %d, %v", status, res.StatusCode, err)
			}
			if status > 300 && status < 304 && res.Header.Get("Location") != "/there" {
				t.Errorf("%d: no Location", status)
			}
		}
		if (fills == 1) != stored {
			t.Errorf("%d: %d fills", status, fills)
		}
	}
}

func TestAnErrorOfTheFillIsReturnedAndNothingIsWrittenOrKept(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	boom := errors.New("boom")
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	w := httptest.NewRecorder()
	if err := c.Serve(w, r, key("/p"), func(context.Context) (pagecache.Page, error) { return pagecache.Page{}, boom }); !errors.Is(err, boom) {
		t.Errorf("%v", err)
	}
	if w.Body.Len() != 0 || len(w.Header()) != 0 {
		t.Errorf("something was written: %v %q", w.Header(), w.Body)
	}
	var n atomic.Int64
	if _, body, err := get(t, c, key("/p"), counting(&n)); err != nil || body != "page 1" {
		t.Errorf("%q %v", body, err)
	}
}

func TestAMissingAddressIsRememberedBrieflyAndForgottenWhenSomethingAppears(t *testing.T) {
	c, clock := newCache(t, pagecache.Options{})
	fills := 0
	fill := func(context.Context) (pagecache.Page, error) {
		fills++
		return pagecache.Page{}, &pagecache.Missing{Tags: []string{"products"}}
	}
	for range 3 {
		if _, _, err := get(t, c, key("/nowhere"), fill); !pagecache.IsMissing(err) {
			t.Fatalf("%v", err)
		}
	}
	if fills != 1 {
		t.Errorf("%d look-ups for one missing address", fills)
	}
	c.Touch("products")
	_, _, _ = get(t, c, key("/nowhere"), fill)
	clock.advance(31 * time.Second)
	_, _, _ = get(t, c, key("/nowhere"), fill)
	if fills != 3 {
		t.Errorf("%d look-ups, want one more after the touch and one more after the time", fills)
	}
}

func TestTheSetOfMissingAddressesIsBounded(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{MaxMissing: 8})
	fills := map[string]int{}
	ask := func(path string) {
		_, _, _ = get(t, c, key(path), func(context.Context) (pagecache.Page, error) {
			fills[path]++
			return pagecache.Page{}, &pagecache.Missing{}
		})
	}
	for i := range 100 {
		ask(fmt.Sprint(i))
	}
	ask("99")
	ask("0")
	if fills["99"] != 1 || fills["0"] != 2 {
		t.Errorf("99 looked up %d times, 0 %d times", fills["99"], fills["0"])
	}
}

func TestAPageEndsAtItsBoundaryAndAtTheGreatestAge(t *testing.T) {
	c, clock := newCache(t, pagecache.Options{MaxAge: time.Hour})
	var n atomic.Int64
	fill := func(ctx context.Context) (pagecache.Page, error) {
		p, err := counting(&n)(ctx)
		p.Until = clock.Now().Add(time.Minute)
		return p, err
	}
	get(t, c, key("/sale"), fill)
	clock.advance(59 * time.Second)
	if _, body, _ := get(t, c, key("/sale"), fill); body != "page 1" {
		t.Errorf("%q before the boundary", body)
	}
	clock.advance(2 * time.Second)
	if _, body, _ := get(t, c, key("/sale"), fill); body != "page 2" {
		t.Errorf("%q after the boundary", body)
	}
	get(t, c, key("/plain"), counting(&n))
	clock.advance(time.Hour + time.Second)
	if _, body, _ := get(t, c, key("/plain"), counting(&n)); body != "page 4" {
		t.Errorf("%q after the greatest age", body)
	}
}

func TestABrowserThatHasThePageGets304(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	var n atomic.Int64
	res, _, _ := get(t, c, key("/p"), counting(&n))
	tag := res.Header.Get("Etag")
	if tag == "" || res.Header.Get("Cache-Control") != "no-cache" || res.Header.Get("Vary") != "Accept-Encoding" {
		t.Fatalf("%v", res.Header)
	}
	for _, header := range []string{tag, strings.TrimPrefix(tag, "W/"), `"x", ` + tag, "*"} {
		if res, body, _ := get(t, c, key("/p"), counting(&n), "If-None-Match", header); res.StatusCode != 304 || body != "" {
			t.Errorf("%s: %d %q", header, res.StatusCode, body)
		}
	}
	if res, _, _ := get(t, c, key("/p"), counting(&n), "If-None-Match", `"other"`); res.StatusCode != 200 {
		t.Errorf("a foreign tag: %d", res.StatusCode)
	}
}

func TestAClientWithoutGzipGetsPlainBytes(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	var n atomic.Int64
	for _, accept := range []string{"identity", "gzip;q=0", "br", "gzip; q=0.0"} {
		res, body, err := get(t, c, key("/p"), counting(&n), "Accept-Encoding", accept)
		if err != nil || body != "page 1" || res.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: %q %v %v", accept, body, res.Header, err)
		}
	}
	if res, _, _ := get(t, c, key("/p"), counting(&n), "Accept-Encoding", "br, gzip;q=0.5"); res.Header.Get("Content-Encoding") != "gzip" {
		t.Error("gzip;q=0.5 is a yes")
	}
}

func TestOnePageIsSentUnderAnotherStatus(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	var n atomic.Int64
	for range 2 {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		if err := c.ServeAs(w, r, key("\x00notfound"), 404, counting(&n)); err != nil || w.Code != 404 || w.Header().Get("Etag") != "" {
			t.Errorf("%d %v %v", w.Code, w.Header(), err)
		}
	}
	if n.Load() != 1 {
		t.Errorf("drawn %d times", n.Load())
	}
}

func TestConcurrentFillsOfOneKeyAreOne(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	var n atomic.Int64
	start := make(chan struct{})
	fill := func(ctx context.Context) (pagecache.Page, error) {
		<-start
		return counting(&n, "a")(ctx)
	}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if _, body, err := get(t, c, key("/p"), fill); err != nil || body != "page 1" {
				t.Errorf("%q %v", body, err)
			}
		})
	}
	for c.Stats().Misses < 50 {
		time.Sleep(time.Millisecond)
	}
	close(start)
	wg.Wait()
	if n.Load() != 1 {
		t.Errorf("%d fills", n.Load())
	}
}

func TestAWaiterNeverGetsAPageThatWasTouchedWhileItWasDrawn(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	var n atomic.Int64
	drawing, finish := make(chan struct{}), make(chan struct{})
	var once sync.Once
	fill := func(ctx context.Context) (pagecache.Page, error) {
		p, err := counting(&n, "a")(ctx)
		once.Do(func() { close(drawing); <-finish })
		return p, err
	}
	var wg sync.WaitGroup
	wg.Go(func() { _, _, _ = get(t, c, key("/p"), fill) })
	<-drawing
	c.Touch("a") // committed and answered: from here on page 1 is old
	wg.Go(func() {
		if _, body, _ := get(t, c, key("/p"), fill); body == "page 1" {
			t.Error("the waiter saw the page from before the change it knows of")
		}
	})
	for c.Stats().Misses < 2 {
		time.Sleep(time.Millisecond)
	}
	close(finish)
	wg.Wait()
}

func TestAFillThatPanicsLeavesTheKeyUsable(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_, _, _ = get(t, c, key("/p"), func(context.Context) (pagecache.Page, error) { panic("boom") })
	}()
	var n atomic.Int64
	if _, body, err := get(t, c, key("/p"), counting(&n)); err != nil || body != "page 1" {
		t.Errorf("%q %v", body, err)
	}
}

func TestAVisitorWhoLeavesDoesNotSpoilTheFill(t *testing.T) {
	c, _ := newCache(t, pagecache.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx)
	err := c.Serve(httptest.NewRecorder(), r, key("/p"), func(ctx context.Context) (pagecache.Page, error) {
		return pagecache.Page{Body: []byte("x")}, ctx.Err()
	})
	if err != nil || c.Stats().Pages != 1 {
		t.Errorf("%v %+v", err, c.Stats())
	}
}

func TestMemoryStaysWithinItsBoundAndWhatIsAskedForStays(t *testing.T) {
	const limit = 1 << 20
	c, _ := newCache(t, pagecache.Options{MaxBytes: limit})
	noise := func(context.Context) (pagecache.Page, error) {
		raw := make([]byte, 4096)
		for i := range raw {
			raw[i] = byte(i*7919 + i*i) // hardly compressible
		}
		return pagecache.Page{Body: raw}, nil
	}
	var n atomic.Int64
	for i := range 5000 {
		get(t, c, key("/popular"), counting(&n))
		get(t, c, key(fmt.Sprintf("/once/%d", i)), noise)
		if s := c.Stats(); s.Bytes > limit {
			t.Fatalf("%d bytes after %d pages", s.Bytes, i)
		}
	}
	if n.Load() > 2 {
		t.Errorf("the popular page was drawn %d times", n.Load())
	}
	if s := c.Stats(); s.Pages < 50 {
		t.Errorf("only %d pages fit", s.Pages)
	}
}

// The cache against a model: a value that writers change and touch, and readers that
// must never see less than what was committed before they asked.
func TestNobodyEverSeesAPageOlderThanWhatTheyKnow(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c, _ := newCache(t, pagecache.Options{MaxBytes: 1 << 16})
		things := rapid.IntRange(1, 4).Draw(rt, "things")
		values := make([]atomic.Int64, things)
		var wg sync.WaitGroup
		for i := range things {
			for range 2 {
				wg.Go(func() {
					for range 50 {
						values[i].Add(1) // commit
						c.Touch(fmt.Sprintf("thing:%d", i))
					}
				})
				wg.Go(func() {
					for range 50 {
						known := values[i].Load() // what a reader may have been told
						c.Touch(fmt.Sprintf("thing:%d", i))
						_, body, err := get(t, c, key(fmt.Sprint(i)), func(context.Context) (pagecache.Page, error) {
							return pagecache.Page{Body: fmt.Append(nil, values[i].Load()), Tags: []string{fmt.Sprintf("thing:%d", i)}}, nil
						})
						var seen int64
						if _, serr := fmt.Sscan(body, &seen); serr != nil || err != nil || seen < known {
							rt.Errorf("saw %q, knew %d (%v)", body, known, err)
						}
					}
				})
			}
		}
		wg.Wait()
	})
}
