package fuzzapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/haatshop/haat/internal/app/apptest"
)

// privateMark is written where only seller B, and who stands above, may read.
const privateMark = "zz-private-of-b"

// world is the shop under attack with everything the workers share.
type world struct {
	t         *testing.T
	shop      *apptest.Shop
	docs      map[string]*document
	ops       []*operation
	byName    map[string]*operation
	pool      *pool
	hostile   []string
	protected map[string]bool // ids nobody may close, or the rest is not reached
	market    apptest.Market
	tally     *tally
	cases     string // folder for failing requests
	wares     sync.Mutex
	post      post
}

func newWorld(t *testing.T, shop *apptest.Shop) *world {
	w := &world{t: t, shop: shop, docs: map[string]*document{}, byName: map[string]*operation{}, pool: newPool(), tally: newTally(), cases: os.Getenv("HAAT_FUZZ_CASES")}
	w.market = apptest.Fill(t, shop.App, 1_000_000)
	for _, name := range []string{"site", "store"} {
		w.docs[name] = read(t, shop, name)
		w.ops = append(w.ops, w.docs[name].ops...)
	}
	for _, op := range w.ops {
		w.byName[op.name()] = op
	}
	w.hostile = awkward()
	if more, ok := naughty(); ok {
		w.hostile = append(w.hostile, more...)
	}
	w.shop.Account(customerEmail)
	w.secrets()
	m := w.market
	w.protected = map[string]bool{m.StoreA.ID: true, m.StoreB.ID: true, m.StoreA.SellerID: true, m.StoreB.SellerID: true}
	return w
}

// secrets writes the mark where it must stay private, and shows the pool B's
// ids: everybody will try them.
func (w *world) secrets() {
	guest := w.shop.Client()
	cart := guest.Basket("guest.of.b@fuzz.example", w.market.VariantB)
	at := apptest.Address()
	at["line2"] = privateMark
	guest.Do("PATCH", apptest.Site+"/carts/"+cart.ID, object{"shipping_address": at, "note": privateMark}).Want(200)
	guest.Do("GET", apptest.Site+"/carts/"+cart.ID, nil).Want(200).Into(&cart)
	placed := guest.Place(cart, "cod")
	b := w.shop.LogIn(apptest.MemberB, apptest.Password)
	b.Do("POST", apptest.Store+"/orders/"+placed.Order.ID+"/notes", object{"text": privateMark}).Want(200)
	b.Do("POST", apptest.Store+"/inventory/adjust", object{"variant_id": w.market.VariantB, "delta": 1, "note": privateMark}).Want(200)
	w.pool.add("orders", placed.Order.ID)
	for _, v := range []string{w.market.VariantA, w.market.VariantB} {
		w.pool.add("var_", v)
		w.pool.add("variant_id", v)
	}
	w.pool.add("store_id", w.market.StoreA.ID)
	w.pool.add("store_id", w.market.StoreB.ID)
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
	took   time.Duration
}

// worker sends requests one after another.
type worker struct {
	*world
	g       *gen
	http    *http.Client
	callers []*caller
	host    string
	sent    int
}

func (w *world) worker(seed uint64, n int) *worker {
	u, err := url.Parse(w.shop.URL)
	if err != nil {
		w.t.Fatal(err)
	}
	own := &http.Transport{MaxIdleConnsPerHost: 4, DisableCompression: true}
	w.t.Cleanup(own.CloseIdleConnections)
	g := &gen{r: rand.New(rand.NewPCG(seed, uint64(n))), pool: w.pool, hostile: w.hostile, tag: string(rune('a'+n)) + "-"}
	return &worker{world: w, g: g, callers: callers(), host: u.Host, http: &http.Client{Transport: own, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// send makes the request and holds the answer against its document.
func (w *worker) send(c *caller, d *draft) *answer {
	if c.api != "" && c.bearer == "" {
		w.logIn(c)
	}
	w.protect(d)
	body, sentJSON := d.bytes()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, d.method, "http://"+w.host+"/", bytes.NewReader(body))
	if err != nil {
		return nil // no client could send it
	}
	if body == nil {
		req.Body, req.ContentLength = nil, 0
	}
	req.URL = &url.URL{Scheme: "http", Host: w.host, Opaque: d.targetOf()}
	if sentJSON {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.bearer != "" {
		req.Header.Set("Authorization", "Bearer "+c.bearer)
	}
	for name, v := range d.header {
		req.Header.Set(name, v)
	}
	start := time.Now()
	res, err := w.http.Do(req)
	if err != nil {
		w.broke(c, d, body, err)
		return nil
	}
	defer res.Body.Close()
	a := &answer{status: res.StatusCode, header: res.Header}
	if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		if a.body, err = io.ReadAll(res.Body); err != nil {
			w.broke(c, d, body, err)
			return nil
		}
	}
	a.took = time.Since(start)
	w.sent++
	w.judge(c, d, body, a)
	w.learn(c, d, body, a)
	return a
}

// broke notes a connection that ended without an answer. Requests that no
// server has to take are not the shop's fault.
func (w *worker) broke(c *caller, d *draft, body []byte, err error) {
	var bad *url.Error
	if errors.As(err, &bad) && (strings.Contains(err.Error(), "invalid") || strings.Contains(err.Error(), "malformed")) {
		return
	}
	if (d.header["Expect"] != "" || d.target != "") && (strings.Contains(err.Error(), "connection reset") || strings.Contains(err.Error(), "broken pipe")) {
		return // the HTTP server refused the request line or Expect before the body was sent whole
	}
	w.fail(c, d, body, &answer{}, "no answer: "+err.Error())
}

// bytes is the body as it is sent.
func (d *draft) bytes() (body []byte, asJSON bool) {
	if d.raw != nil {
		_, multipart := d.header["Content-Type"]
		return d.raw, !multipart
	}
	if d.body == nil && d.op.jsonBody() == nil {
		return nil, false
	}
	b, err := json.Marshal(d.body)
	if err != nil {
		panic(err) // trees hold only what marshals
	}
	return b, true
}

// protect keeps the two stores trading: what closes them for good would leave
// the rest of the run in front of closed doors.
func (w *worker) protect(d *draft) {
	if d.op.method == http.MethodGet || !w.protected[d.path["id"]] {
		return
	}
	if b, ok := d.body.(object); ok && d.raw == nil {
		delete(b, "status")
	} else if d.op.ID == "sellers-status" {
		d.path["id"] = "nothing"
	}
	if d.op.method == http.MethodDelete || d.op.ID == "sellers-status" {
		d.path["id"] = "nothing"
	}
}

// learn keeps what the answer shows for later requests.
func (w *worker) learn(c *caller, d *draft, body []byte, a *answer) {
	if a.status == http.StatusUnauthorized && c.api == d.op.doc.name && d.header["Authorization"] == "" {
		c.bearer = "" // this session has ended
	}
	if a.status == http.StatusForbidden && (c.name == "owner" || c.name == "keeper") && bytes.Contains(a.body, []byte(`"auth.forbidden"`)) {
		c.email, c.bearer = "", "" // somebody took them off the team
		w.caller("program").bearer = ""
	}
	if a.status < 200 || a.status > 299 {
		return
	}
	if d.op.ID == "auth-change-password" && c.api == d.op.doc.name {
		var in struct {
			New string `json:"new_password"`
		}
		if json.Unmarshal(body, &in) == nil {
			c.password = in.New
		}
	}
	at := collection(d.op, d.op.lastParam())
	w.pool.harvest(at, a.body)
	if etag := a.header.Get("ETag"); etag != "" {
		w.pool.add(at+" etag", etag)
	}
	var seen struct {
		Order   seenOrder
		Token   string  `json:"order_token"`
		Cursor  *string `json:"next_cursor"`
		Refresh string  `json:"refresh_token"`
	}
	if json.Unmarshal(a.body, &seen) != nil {
		return
	}
	if seen.Token != "" && len(seen.Order.Lines) > 0 && len(seen.Order.Stores) > 0 {
		seen.Order.Token = seen.Token
		w.pool.addOrder(seen.Order)
	}
	if seen.Cursor != nil {
		w.pool.add(collection(d.op, "")+" next_cursor", *seen.Cursor)
	}
	if seen.Refresh != "" {
		w.pool.add(d.op.doc.name+" refresh_token", seen.Refresh)
	}
}

// lastParam is the parameter the path's document is named by.
func (o *operation) lastParam() string {
	found := pathParam.FindAllStringSubmatch(o.path, -1)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1][1]
}

var pathParam = regexp.MustCompile(`\{([a-z_]+)\}`)
