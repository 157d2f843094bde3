// Package httpxtest lets a room test its operations over HTTP without the
// rest of the shop: real huma, real validation, real permissions.
package httpxtest

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
)

// API is a room's operations, callable as anyone.
type API struct {
	t       testing.TB
	router  http.Handler
	Refused []string // operations that were refused to someone logged in
}

// New mounts what register adds.
func New(t testing.TB, register func(huma.API)) *API {
	a := &API{t: t}
	r := chi.NewRouter()
	api := humachi.New(r, httpx.Configure(huma.DefaultConfig("test", "1")))
	api.UseMiddleware(httpx.Allow(api, func(_ context.Context, op string, _ actor.Perm) { a.Refused = append(a.Refused, op) }))
	register(api)
	a.router = r
	return a
}

// Call is one request as someone.
type Call struct {
	As     actor.Actor
	Method string
	Path   string
	Body   any // marshalled unless a string
	Header map[string]string
	Key    string // Idempotency-Key
}

// Answer is what came back.
type Answer struct {
	t      testing.TB
	Status int
	Header http.Header
	Raw    []byte
}

// Do makes the call.
func (a *API) Do(c Call) Answer {
	a.t.Helper()
	var body bytes.Buffer
	switch b := c.Body.(type) {
	case nil:
	case string:
		body.WriteString(b)
	default:
		if err := json.NewEncoder(&body).Encode(b); err != nil {
			a.t.Fatal(err)
		}
	}
	req := httptest.NewRequest(c.Method, c.Path, &body)
	if c.Body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for k, v := range c.Header {
		req.Header.Set(k, v)
	}
	ctx := actor.With(req.Context(), c.As)
	if c.Key != "" {
		ctx = httpx.WithKey(ctx, httpx.Key{Scope: c.As.ID() + " " + c.Method + " " + c.Path, Key: c.Key, Hash: body.String()})
	}
	rec := httptest.NewRecorder()
	a.router.ServeHTTP(rec, req.WithContext(ctx))
	return Answer{t: a.t, Status: rec.Code, Header: rec.Header(), Raw: rec.Body.Bytes()}
}

// Want fails the test unless the status is as expected.
func (r Answer) Want(status int) Answer {
	r.t.Helper()
	if r.Status != status {
		r.t.Fatalf("status %d, want %d: %s", r.Status, status, r.Raw)
	}
	return r
}

// Into reads the body.
func (r Answer) Into(v any) Answer {
	r.t.Helper()
	if err := json.Unmarshal(r.Raw, v); err != nil {
		r.t.Fatalf("%v: %s", err, r.Raw)
	}
	return r
}

// Code returns the problem's code.
func (r Answer) Code() string {
	var p struct{ Code string }
	_ = json.Unmarshal(r.Raw, &p)
	return p.Code
}
