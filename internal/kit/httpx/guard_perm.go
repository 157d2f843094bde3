package httpx

import (
	"context"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
)

// Allow returns the API middleware that lets a caller through to an operation
// only with the permission it declares, or one of the others it declares; an
// operation without any is closed.
// refused hears of logged-in callers that tried what they may not.
func Allow(api huma.API, refused func(ctx context.Context, op string, p actor.Perm)) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		a := actor.From(c.Context())
		p, _ := c.Operation().Metadata[MetaPerm].(actor.Perm)
		or, _ := c.Operation().Metadata[MetaOr].([]actor.Perm)
		switch {
		case p == actor.Public, p == actor.Self && a.AccountID != "", p != "" && p != actor.Self && (a.Can(p) || slices.ContainsFunc(or, a.Can)):
			next(c)
		case a.AccountID == "" && a.Kind != actor.Key && p != "":
			write(api, c, ProblemOf(c.Context(), actor.ErrUnauthenticated))
		default:
			refused(c.Context(), c.Operation().OperationID, p)
			write(api, c, ProblemOf(c.Context(), actor.ErrForbidden))
		}
	}
}

// write answers a problem from a middleware.
func write(api huma.API, c huma.Context, p *Problem) {
	c.SetHeader("Content-Type", "application/problem+json")
	for k, v := range p.GetHeaders() {
		c.SetHeader(k, v[0])
	}
	c.SetStatus(p.Status)
	// The status is sent; a caller that went away meanwhile reads nothing.
	_ = api.Marshal(c.BodyWriter(), "application/json", p)
}

// Refuse answers err from an API middleware.
func Refuse(api huma.API, c huma.Context, err error) { write(api, c, ProblemOf(c.Context(), err)) }

// strict sets the switches huma keeps for the whole program.
var strict = sync.OnceFunc(func() {
	huma.NewError = HumaError
	huma.DefaultArrayNullable = false
	huma.ValidateStrictCasing = true
})

// Configure sets what every API of this shop shares: problems as errors, no
// third-party documentation page, strict input.
func Configure(cfg huma.Config) huma.Config {
	strict()
	cfg.DocsPath = ""
	cfg.SchemasPath = ""
	cfg.CreateHooks = nil
	cfg.RejectUnknownQueryParameters = true
	cfg.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	return cfg
}

// word finds the qualified names in a Go type's name.
var word = regexp.MustCompile(`(?:[\w./-]*/)?(\w+)\.(\w+)`)

// schemaName names a type in the OpenAPI document: types of rooms carry their
// room ("OrderLine", "CartLine"), so that equal names of two rooms stay apart;
// lists are "<Item>List". Clients import these names: they are part of v1.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Name() == "" {
		return hint
	}
	parts := word.FindAllStringSubmatch(t.String(), -1)
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- { // arguments of a generic type first
		pkg, name := parts[i][1], parts[i][2]
		if kitWords[pkg] || strings.HasPrefix(strings.ToLower(name), pkg) {
			pkg = ""
		}
		b.WriteString(title(pkg) + title(name))
	}
	return b.String()
}

// kitWords are packages whose type names stand for themselves.
var kitWords = map[string]bool{"page": true, "money": true, "address": true, "errs": true, "httpx": true, "opt": true, "job": true, "time": true}

func title(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
