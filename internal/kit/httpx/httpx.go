// Package httpx holds what every HTTP door shares: declaring an operation with
// its permission, turning errors into RFC 9457 problems, idempotency keys that
// commit with the verb they guard, and small helpers around requests.
package httpx

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/page"
)

// Op declares one operation. Perm has no default: a route without one is
// refused when it is registered.
type Op struct {
	ID      string // "<noun>-<verb>", becomes the client's method name
	Method  string
	Path    string
	Summary string
	Tags    []string
	Perm    actor.Perm
	Or      []actor.Perm // other permissions, each of which lets in as well
	Status  int          // success status; 0 means 200, or 204 without a body
	MaxBody int64        // bytes; 0 means the API's default
	// Secret marks answers that must never be stored or logged (log-in).
	Secret bool
	Limit  LimitClass
	// Kept says that the answer is the same for everybody, so that the door may keep
	// it: the handler says by Shows until when. Only for reads that look at nothing
	// but their parameters.
	Kept bool

	stream bool // set by Stream
}

// LimitClass picks the rate limit of a route.
type LimitClass string

// The classes; the empty one is the API's general limit.
const (
	LimitLogin LimitClass = "login" // password, codes, tokens: few per minute
	LimitGuess LimitClass = "guess" // anything where trying again might hit someone else's data
	LimitWrite LimitClass = "write"
)

// Metadata keys under which serve finds an operation's declaration.
const (
	MetaPerm   = "haat.perm"
	MetaOr     = "haat.or"
	MetaLimit  = "haat.limit"
	MetaSecret = "haat.secret"
	MetaStream = "haat.stream"
	MetaKept   = "haat.kept"
)

// Register adds the operation to an API. Errors of h become problems; a
// missing permission panics at start, so an undeclared route cannot ship.
func Register[I, O any](api huma.API, op Op, h func(context.Context, *I) (*O, error)) {
	if op.Perm == "" {
		panic("httpx: " + op.Method + " " + op.Path + " declares no permission")
	}
	if len(op.Or) > 0 && slices.ContainsFunc(append([]actor.Perm{op.Perm}, op.Or...), func(p actor.Perm) bool { return p == actor.Public || p == actor.Self }) {
		panic("httpx: " + op.Method + " " + op.Path + " is open by more than a permission")
	}
	if op.Kept && (op.Perm != actor.Public || op.Method != GET || op.Limit != "") {
		panic("httpx: " + op.Method + " " + op.Path + " is not everybody's to read")
	}
	o := huma.Operation{
		OperationID: op.ID, Method: op.Method, Path: op.Path, Summary: op.Summary, Tags: op.Tags,
		DefaultStatus: op.Status, MaxBodyBytes: op.MaxBody,
		Metadata: map[string]any{MetaPerm: op.Perm, MetaOr: op.Or, MetaLimit: op.Limit, MetaSecret: op.Secret, MetaStream: op.stream, MetaKept: op.Kept},
	}
	if op.Perm != actor.Public {
		o.Security = []map[string][]string{{"bearer": {}}, {"cookie": {}}}
	}
	nameBody(api, &o, reflect.TypeFor[I]())
	o.BodyReadTimeout = bodyTime(reflect.TypeFor[I]())
	o.Extensions = map[string]any{"x-haat-permission": needs(op)}
	huma.Register(api, o, func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, in)
		if err != nil {
			return nil, ProblemOf(ctx, err)
		}
		return out, nil
	})
}

// needs says which permission lets in, for people: "products.write", or "products.write or content.write".
func needs(op Op) string {
	all := string(op.Perm)
	for _, p := range op.Or {
		all += " or " + string(p)
	}
	return all
}

// uploadTime is how long a caller may take to send a body that is no JSON.
const uploadTime = 2 * time.Minute

// bodyTime keeps huma's deadline of five seconds away: it would stay on the
// connection and end the request of a handler that works longer. Guard has
// read a JSON body by then, under a deadline of its own.
func bodyTime(input reflect.Type) time.Duration {
	if input.Kind() == reflect.Struct {
		if _, raw := input.FieldByName("RawBody"); raw {
			return uploadTime
		}
	}
	return -1
}

// nameBody names the schema of a body written in place after its operation:
// rooms call their inputs alike, and clients import the names.
func nameBody(api huma.API, o *huma.Operation, input reflect.Type) {
	if input.Kind() != reflect.Struct {
		return
	}
	body, ok := input.FieldByName("Body")
	if !ok || body.Type.Kind() != reflect.Struct || body.Type.Name() != "" || body.Tag.Get("contentType") != "" {
		return
	}
	var name strings.Builder
	for _, word := range strings.Split(o.OperationID, "-") {
		name.WriteString(title(word))
	}
	schema := api.OpenAPI().Components.Schemas.Schema(body.Type, true, name.String()+"Body")
	o.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}
}

// PageParams are the query parameters of every list; embed it in an input.
type PageParams struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"24" doc:"How many items at most."`
	Cursor string `query:"cursor" maxLength:"2048" doc:"next_cursor of the page before."`
}

// Request returns what the list asks for.
func (p PageParams) Request() page.Request { return page.Request{Limit: p.Limit, Cursor: p.Cursor} }

// Body wraps an answer's JSON document.
type Body[T any] struct {
	Body T
}

// Answer is shorthand for a successful handler.
func Answer[T any](v T, err error) (*Body[T], error) {
	if err != nil {
		return nil, err
	}
	return &Body[T]{Body: v}, nil
}

// None is the output of an operation that answers nothing (204).
type None struct{}

// Versioned is an answer with an ETag for editing: send it back as If-Match.
type Versioned[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

// Methods, so that rooms need not import net/http for five words.
const (
	GET    = http.MethodGet
	POST   = http.MethodPost
	PUT    = http.MethodPut
	PATCH  = http.MethodPatch
	DELETE = http.MethodDelete
)

// IfMatch is the optional version an edit was made on; embed it in an input.
type IfMatch struct {
	Match string `header:"If-Match" maxLength:"40" doc:"The ETag of the state the edit was made on; a stale one is refused with 412."`
}

// Version returns the version asked for, nil when none was. A header this
// shop did not make asks for version -1, which nothing has: it is stale.
func (m IfMatch) Version() *int64 {
	if m.Match == "" || m.Match == "*" {
		return nil
	}
	v, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(m.Match, "W/"), `"`), 10, 64)
	if err != nil {
		v = -1
	}
	return &v
}

// Version answers with an ETag.
func Version[T any](version int64, v T, err error) (*Versioned[T], error) {
	if err != nil {
		return nil, err
	}
	return &Versioned[T]{ETag: `"` + strconv.FormatInt(version, 10) + `"`, Body: v}, nil
}
