package httpx

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
)

// Problem is an RFC 9457 problem document. It never carries a stack, SQL, or
// anything else from inside.
type Problem struct {
	Status    int          `json:"status" doc:"The HTTP status."`
	Title     string       `json:"title" doc:"The status in words."`
	Code      string       `json:"code" doc:"What went wrong, for programs. Stable."`
	Detail    string       `json:"detail" doc:"What went wrong, for people."`
	Errors    []errs.Field `json:"errors,omitempty" doc:"Each bad field with its place."`
	Data      any          `json:"data,omitempty" doc:"What a program may need to go on, by code."`
	RequestID string       `json:"request_id,omitempty" doc:"Name this when asking for help."`
}

var (
	_ huma.StatusError  = (*Problem)(nil)
	_ huma.HeadersError = (*Problem)(nil)
)

// Error implements error.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// soon is when to come back to a shop that cannot right now: a fail-over takes
// seconds, and everybody at once must not be the next fault.
const soon = "2"

// GetHeaders implements huma.HeadersError: a refusal that says when to come
// back, and which limit was passed, says so in the headers too.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if w, ok := p.Data.(interface{ RetryAfter() int64 }); ok {
		h.Set("Retry-After", strconv.FormatInt(w.RetryAfter(), 10))
	} else if p.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", soon)
	}
	if l, ok := p.Data.(interface {
		RateLimit() string
		RateLimitPolicy() string
	}); ok {
		h.Set("RateLimit", l.RateLimit())
		h.Set("RateLimit-Policy", l.RateLimitPolicy())
	}
	return h
}

var statuses = map[errs.Kind]int{
	errs.Invalid: http.StatusUnprocessableEntity, errs.Malformed: http.StatusBadRequest,
	errs.Unauthenticated: http.StatusUnauthorized, errs.Forbidden: http.StatusForbidden,
	errs.NotFound: http.StatusNotFound, errs.Conflict: http.StatusConflict,
	errs.Stale: http.StatusPreconditionFailed, errs.TooLarge: http.StatusRequestEntityTooLarge,
	errs.TooMany: http.StatusTooManyRequests, errs.Unavailable: http.StatusServiceUnavailable,
}

// ProblemOf turns any error into what a stranger may see, and logs what they
// may not.
func ProblemOf(ctx context.Context, err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	id := RequestID(ctx)
	var e *errs.Error
	if errors.As(err, &e) && e.Kind != errs.Internal {
		s := statuses[e.Kind]
		if e.Kind == errs.Unavailable { // the caller is told little; whoever runs the shop must know why
			slog.WarnContext(ctx, "request refused", "error", err, "request_id", id)
		}
		return &Problem{Status: s, Title: http.StatusText(s), Code: e.Code, Detail: e.Message, Errors: e.Fields, Data: e.Detail, RequestID: id}
	}
	if errors.Is(err, context.Canceled) { // the caller is gone; nobody reads this
		return &Problem{Status: 499, Title: "Client Closed Request", Code: "request.canceled", Detail: "The request was abandoned.", RequestID: id}
	}
	slog.ErrorContext(ctx, "request failed", "error", err, "request_id", id)
	if db.IsUnavailable(err) || errors.Is(err, context.DeadlineExceeded) {
		return &Problem{Status: http.StatusServiceUnavailable, Title: http.StatusText(http.StatusServiceUnavailable), Code: "service.unavailable", Detail: "The shop cannot do this right now. Try again in a moment.", RequestID: id}
	}
	return &Problem{Status: http.StatusInternalServerError, Title: http.StatusText(http.StatusInternalServerError), Code: "service.internal", Detail: "Something went wrong on our side. It has been noted.", RequestID: id}
}

// misfit is how encoding/json says that a value does not fit its member, in
// words about Go.
var misfit = regexp.MustCompile(`^json: cannot unmarshal .* into Go (?:struct field [^. ]*\.(\S+)|value) of type `)

// located is a bad field as strangers may read of it.
func located(d *huma.ErrorDetail) errs.Field {
	f := errs.Field{Path: strings.TrimPrefix(d.Location, "body."), Code: "invalid", Message: d.Message}
	if !strings.HasPrefix(d.Message, "json: ") {
		return f
	}
	f.Message = "This value does not fit here."
	if m := misfit.FindStringSubmatch(d.Message); m != nil && m[1] != "" {
		f.Path = m[1]
	}
	return f
}

// HumaError makes huma's own refusals (unreadable or invalid input) problems
// of the same shape; serve installs it as huma.NewError.
func HumaError(status int, msg string, causes ...error) huma.StatusError {
	p := &Problem{Status: status, Title: http.StatusText(status), Code: "request.invalid", Detail: msg}
	if status >= http.StatusInternalServerError {
		p.Code, p.Detail = "service.internal", "Something went wrong on our side. It has been noted."
		return p
	}
	for _, c := range causes {
		var d *huma.ErrorDetail
		if errors.As(c, &d) {
			p.Errors = append(p.Errors, located(d))
		} else if c != nil {
			p.Errors = append(p.Errors, errs.Field{Path: "", Code: "invalid", Message: c.Error()})
		}
	}
	return p
}
