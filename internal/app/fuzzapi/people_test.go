package fuzzapi

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/app/apptest"
	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/identity"
)

// customerEmail is an account whose log-in only drafts try.
const customerEmail = "ca@shop.example"

// caller is somebody with a session of their own.
type caller struct {
	name, api       string // api is the one their sessions are for; "" for guests
	email, password string // "" until they first log in
	bearer          string
	foreign         bool // must not see what is B's
}

// callers are one worker's people. The shopper and the keeper only take walks:
// what a draft does to its own log-in does not stop them.
func callers() []*caller {
	return []*caller{
		{name: "nobody", foreign: true}, {name: "guest", foreign: true},
		{name: "customer", api: "site", foreign: true}, {name: "shopper", api: "site", foreign: true},
		{name: "seller A", api: "store", foreign: true}, {name: "seller B", api: "store"},
		{name: "staff", api: "store"}, {name: "owner", api: "store"}, {name: "keeper", api: "store"},
		{name: "program", api: "store"}, {name: "program of A", api: "store", foreign: true},
	}
}

func (w *worker) caller(name string) *caller {
	for _, c := range w.callers {
		if c.name == name {
			return c
		}
	}
	w.t.Fatalf("nobody is called %s", name)
	return nil
}

// who picks a caller an operation is for, and sometimes one it is not for.
func (w *worker) who(op *operation) *caller {
	names := []string{"nobody", "guest", "customer", "customer", "customer", "seller A"}
	if op.doc.name == "store" {
		names = []string{"owner", "owner", "owner", "owner", "seller A", "seller A", "seller B", "staff", "staff", "program", "program", "program of A", "customer", "nobody"}
	}
	return w.caller(one(w.g, names...))
}

// logIn opens a session. An account that cannot be opened any more, because a
// request changed its password or took it away, is replaced.
func (w *worker) logIn(c *caller) {
	if strings.HasPrefix(c.name, "program") {
		w.keyFor(c)
		return
	}
	for range 3 {
		if c.email == "" {
			w.replace(c)
		}
		a := w.shop.Client().Do("POST", "/api/v1/"+c.api+"/auth/login", object{"email": c.email, "password": c.password})
		var in struct {
			Access  string `json:"access_token"`
			Refresh string `json:"refresh_token"`
		}
		if a.Status == http.StatusOK && json.Unmarshal(a.Body, &in) == nil {
			c.bearer = in.Access
			w.pool.add(c.api+" refresh_token", in.Refresh)
			return
		}
		c.email = ""
	}
	w.t.Fatalf("%s cannot log in", c.name)
}

// keyFor gives a program a key with all that its maker may do.
func (w *worker) keyFor(c *caller) {
	maker, perms := "keeper", actor.PlatformPerms()
	if c.foreign {
		maker, perms = "seller A", actor.SellerPerms()
	}
	for range 3 {
		if w.caller(maker).email == "" {
			w.logIn(w.caller(maker))
		}
		var made struct{ Secret string }
		body := object{"name": c.name, "permissions": perms, "password": w.caller(maker).password}
		if w.step(maker, "store.keys-create", with(body), &made) {
			c.bearer = made.Secret
			return
		}
		w.caller(maker).email, w.caller(maker).bearer = "", "" // it has all the keys that one may have, or may do less now
	}
	w.t.Fatalf("%s has no key", c.name)
}

// replace gives a caller a new account.
func (w *worker) replace(c *caller) {
	c.email, c.password = "again"+w.g.next()+"@fuzz.example", apptest.Password
	switch c.name {
	case "customer", "shopper":
		w.shop.Account(c.email)
	case "seller A":
		w.member(c.email, identity.Member{SellerID: w.market.StoreA.SellerID, Role: "owner"})
	case "seller B":
		w.member(c.email, identity.Member{SellerID: w.market.StoreB.SellerID, Role: "owner"})
	case "staff":
		w.member(c.email, identity.Member{Role: "staff", Perms: []actor.Perm{"orders.read", "orders.write", "products.read", "products.write", "customers.read", "settings.read", "content.write"}})
	default:
		w.member(c.email, identity.Member{Role: "owner"})
	}
}

func (w *world) member(email string, m identity.Member) {
	err := w.shop.DB.InTx(app.AsSystem(context.Background()), func(ctx context.Context, tx db.Tx) error {
		acc, err := w.shop.Identity.CreateTx(ctx, tx, identity.NewAccount{Email: email, Password: apptest.Password, Name: email, Locale: "en", Verified: true})
		if err != nil {
			return err
		}
		m.AccountID = acc.ID
		return w.shop.Identity.AddMemberTx(ctx, tx, m)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// post is the mail that was read so far.
type post struct {
	mu   sync.Mutex
	read map[string]bool
}

var mailedToken = regexp.MustCompile(`(reset|verify|register/confirm|)\?token=([0-9A-Za-z_.-]{16,})`)

// mails shows the pool what links people were sent since the last time.
func (w *world) mails() {
	w.post.mu.Lock()
	defer w.post.mu.Unlock()
	folder := filepath.Join(w.shop.Config.Data, "mail")
	files, err := os.ReadDir(folder)
	if err != nil {
		return // no mail yet
	}
	if w.post.read == nil {
		w.post.read = map[string]bool{}
	}
	for _, f := range files {
		if w.post.read[f.Name()] || !strings.HasSuffix(f.Name(), ".eml") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			continue // being written
		}
		w.post.read[f.Name()] = true
		text := strings.NewReplacer("=\r\n", "", "=\n", "", "=3D", "=").Replace(string(b))
		for _, m := range mailedToken.FindAllStringSubmatch(text, 5) {
			w.pool.add(strings.TrimSpace("mailed "+m[1]), m[2])
			w.pool.add("mailed token", m[2])
		}
	}
}
