package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/dbtest"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/serve/api"
	"github.com/haatshop/haat/internal/shop/audit"
	"github.com/haatshop/haat/internal/shop/identity"
	"github.com/haatshop/haat/internal/shop/identity/identitytest"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/settings"
)

// shop is the door over real HTTP with the rooms of the ground floor.
type shop struct {
	t        *testing.T
	w        *dbtest.World
	api      *api.API
	url      string
	identity *identity.Service
	audit    *audit.Service
	seller   *seller.Service
	probe    *probe
}

func sets() []db.Migrations {
	return dbtest.Sets(httpx.Migrations(), audit.Migrations(), settings.Migrations(), seller.Migrations(), identity.Migrations())
}

func each(t *testing.T, fn func(t *testing.T, s *shop)) {
	dbtest.Each(t, sets(), func(t *testing.T, d *db.DB) { fn(t, open(t, d, nil)) })
}

func open(t *testing.T, d *db.DB, vary func(*api.Deps)) *shop {
	t.Helper()
	w := dbtest.NewWorld(d)
	s := &shop{t: t, w: w, probe: &probe{}}
	s.audit = audit.New(audit.Deps{DB: d, Clock: w.Clock, IDs: w.IDs, Jobs: w.Jobs})
	config := settings.New(settings.Deps{DB: d, Clock: w.Clock, Events: w.Events, Journal: s.audit})
	s.seller = seller.New(seller.Deps{DB: d, Clock: w.Clock, IDs: w.IDs, Events: w.Events, Journal: s.audit})
	s.identity = identity.New(identitytest.Deps(w, s.seller))
	if err := config.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	deps := api.Deps{DB: d, Clock: w.Clock, Bus: w.Bus, Queue: w.Queue, Log: w.Log, Identity: s.identity, Audit: s.audit, Hooks: s.probe,
		Site: []api.SiteRoom{config, s.seller, s.identity, s.probe}, Store: []api.StoreRoom{config, s.seller, s.identity, s.audit}}
	if vary != nil {
		vary(&deps)
	}
	var err error
	if s.api, err = api.New(deps); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		ctx := httpx.Enter(r.Context(), w.IDs.New("req_"), httpx.Proxies(nil).Door(r), nil)
		s.api.ServeHTTP(rw, r.WithContext(ctx))
	}))
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// probe is a room and a provider that note what reached them.
type probe struct {
	reached int
	hook    []byte
	header  http.Header
}

type echoInput struct {
	Body struct {
		Quantity int               `json:"quantity" minimum:"1" maximum:"9"`
		Note     string            `json:"note,omitempty"`
		More     map[string]string `json:"more,omitempty"`
	}
}

// refreshInput has the name of an input of the identity room, and another body.
type refreshInput struct {
	Body struct {
		Other string `json:"other"`
	}
}

// RegisterSite implements api.SiteRoom.
func (p *probe) RegisterSite(h huma.API) {
	httpx.Register(h, httpx.Op{ID: "echo", Method: httpx.POST, Path: "/echo", Summary: "Echo", Perm: actor.Public},
		func(_ context.Context, in *echoInput) (*httpx.Body[map[string]any], error) {
			p.reached++
			return httpx.Answer(map[string]any{"quantity": in.Body.Quantity, "note": in.Body.Note}, nil)
		})
	httpx.Register(h, httpx.Op{ID: "guess", Method: httpx.GET, Path: "/guess", Summary: "Guess", Perm: actor.Public, Limit: httpx.LimitGuess},
		func(context.Context, *struct{}) (*httpx.None, error) { return &httpx.None{}, nil })
	httpx.Register(h, httpx.Op{ID: "panic", Method: httpx.GET, Path: "/panic", Summary: "Panic", Perm: actor.Public},
		func(context.Context, *struct{}) (*httpx.None, error) { panic("SELECT secret FROM identity_accounts") })
	httpx.Register(h, httpx.Op{ID: "slow", Method: httpx.GET, Path: "/slow", Summary: "Slow", Perm: actor.Public},
		func(ctx context.Context, _ *struct{}) (*httpx.None, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		})
	httpx.Register(h, httpx.Op{ID: "long", Method: httpx.POST, Path: "/long", Summary: "Long", Perm: actor.Public},
		func(ctx context.Context, _ *refreshInput) (*httpx.None, error) {
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(5500 * time.Millisecond): // huma's own deadline is five seconds
				return &httpx.None{}, nil
			}
		})
	httpx.Register(h, httpx.Op{ID: "upload", Method: httpx.POST, Path: "/upload", Summary: "Upload", Perm: actor.Public, MaxBody: 1000},
		func(_ context.Context, in *struct{ RawBody []byte }) (*httpx.Body[int], error) {
			return httpx.Answer(len(in.RawBody), nil)
		})
	httpx.Stream(h, httpx.Op{ID: "ticks", Method: httpx.GET, Path: "/ticks", Summary: "Ticks", Perm: actor.Self},
		func(ctx context.Context, _ *struct{}, send func(id, event string, data any) error) error {
			if err := send("1", "tick", 1); err != nil {
				return err
			}
			<-ctx.Done()
			return nil
		})
	httpx.Register(h, httpx.Op{ID: "probe-update", Method: httpx.PATCH, Path: "/probe", Summary: "Named as another room's", Perm: actor.Public},
		func(context.Context, *refreshInput) (*httpx.None, error) { return &httpx.None{}, nil })
	huma.Register(h, huma.Operation{OperationID: "undeclared", Method: http.MethodGet, Path: "/undeclared"},
		func(context.Context, *struct{}) (*httpx.None, error) {
			p.reached++
			return &httpx.None{}, nil
		})
}

// HandleWebhook implements api.Hooks.
func (p *probe) HandleWebhook(_ context.Context, provider string, header map[string][]string, raw []byte) error {
	if provider != "acme" {
		return errs.New(errs.NotFound, "payment.unknown_provider", "No.")
	}
	p.hook, p.header = raw, header
	return nil
}

// call is one request; the cookie of a session is sent when cookie is set.
type call struct {
	method, path string
	body         any // a string is sent as it is
	header       map[string]string
	as           *identity.Session // by token
	cookie       *identity.Session
	key          string
}

type reply struct {
	t *testing.T
	*http.Response
	raw []byte
}

func (s *shop) do(c call) reply {
	s.t.Helper()
	var body io.Reader
	header := http.Header{}
	switch b := c.body.(type) {
	case nil:
	case string:
		body = strings.NewReader(b)
		header.Set("Content-Type", "application/json")
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			s.t.Fatal(err)
		}
		body = bytes.NewReader(raw)
		header.Set("Content-Type", "application/json")
	}
	req, err := http.NewRequest(c.method, s.url+c.path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header = header
	if c.as != nil {
		req.Header.Set("Authorization", "Bearer "+c.as.Access)
	}
	if c.cookie != nil {
		req.Header.Set("Cookie", "__Host-haat_"+c.cookie.Audience+"="+c.cookie.Secret)
	}
	if c.key != "" {
		req.Header.Set("Idempotency-Key", c.key)
	}
	for k, v := range c.header {
		if v == "" {
			req.Header.Del(k)
			continue
		}
		req.Header.Set(k, v)
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return reply{s.t, res, raw}
}

func (r reply) want(status int, code string) reply {
	r.t.Helper()
	var p struct{ Code string }
	if status >= 400 {
		if kind := r.Header.Get("Content-Type"); kind != "application/problem+json" {
			r.t.Errorf("%s %s: a problem of type %q", r.Request.Method, r.Request.URL, kind)
		}
		if err := json.Unmarshal(r.raw, &p); err != nil {
			r.t.Errorf("%v: %s", err, r.raw)
		}
	}
	if r.StatusCode != status || p.Code != code {
		r.t.Errorf("%s %s: %d %s, want %d %s: %.300s", r.Request.Method, r.Request.URL, r.StatusCode, p.Code, status, code, r.raw)
	}
	return r
}

func (s *shop) owner() *identity.Session {
	s.t.Helper()
	identitytest.Member(s.t, s.identity, s.w.DB, "owner@haat.example", "", identity.Owner)
	v := identitytest.LogIn(s.t, s.identity, "owner@haat.example", identity.Store)
	return &v
}

func (s *shop) shopper(email string) *identity.Session {
	s.t.Helper()
	identitytest.Account(s.t, s.identity, s.w.DB, email)
	v := identitytest.LogIn(s.t, s.identity, email, identity.Site)
	return &v
}
