package httpx

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"math"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/errs"
)

// Refusals of requests that nothing should read.
var (
	ErrUnreadable = errs.New(errs.Malformed, "request.unreadable", "This request cannot be read.")
	ErrBadKey     = errs.New(errs.Malformed, "idempotency.bad_key", "An Idempotency-Key is 1 to 200 visible ASCII characters.")
)

// readTime is how long a caller may take to send a body.
const readTime = 20 * time.Second

// Guard returns the API middleware that reads and checks JSON bodies before
// anything else does, and binds the idempotency key to the exact bytes. Other
// bodies are bounded and passed on; they take no key.
func Guard(api huma.API) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		op := c.Operation()
		var body []byte
		if op.RequestBody != nil {
			var p *Problem
			if body, p = admit(c, op); p != nil {
				write(api, c, p)
				return
			}
			if body != nil {
				c = held{inner: c, body: body}
			}
		}
		ctx, err := keyed(c, body)
		if err != nil {
			Refuse(api, c, err)
			return
		}
		next(huma.WithContext(c, ctx))
	}
}

// inner is huma.Context under a name that does not clash with its method.
type inner huma.Context

// held is a context whose body was read already.
type held struct {
	inner
	body []byte
}

// BodyReader implements huma.Context.
func (h held) BodyReader() io.Reader { return bytes.NewReader(h.body) }

// Unwrap leads adapters to their own context.
func (h held) Unwrap() huma.Context { return h.inner }

// admit returns the checked JSON body; nil for another kind of body, which is
// read by its operation.
func admit(c huma.Context, op *huma.Operation) ([]byte, *Problem) {
	kind, params, err := mime.ParseMediaType(c.Header("Content-Type"))
	_, wantsJSON := op.RequestBody.Content["application/json"]
	_, wantsBytes := op.RequestBody.Content["application/octet-stream"]
	_, exact := op.RequestBody.Content[kind]
	isJSON := wantsJSON && (kind == "application/json" || kind == "application/merge-patch+json" && op.Method == PATCH)
	charset := strings.ToLower(params["charset"])
	switch {
	case c.Header("Content-Encoding") != "", isJSON && charset != "" && charset != "utf-8":
		return nil, unsupported(c.Context())
	case !isJSON && (exact && err == nil || wantsBytes):
		r, w := humachi.Unwrap(c)
		r.Body = http.MaxBytesReader(w, r.Body, op.MaxBodyBytes)
		return nil, nil
	case !isJSON && !op.RequestBody.Required && c.Header("Content-Type") == "":
		return nil, nil
	case !isJSON:
		return nil, unsupported(c.Context())
	}
	_ = c.SetReadDeadline(time.Now().Add(readTime)) // a test recorder has none
	body, err := io.ReadAll(io.LimitReader(c.BodyReader(), op.MaxBodyBytes+1))
	if err != nil {
		return nil, ProblemOf(c.Context(), ErrUnreadable.Because(err))
	}
	if int64(len(body)) > op.MaxBodyBytes {
		return nil, problem(c.Context(), http.StatusRequestEntityTooLarge, "request.too_large", "At most "+strconv.FormatInt(op.MaxBodyBytes, 10)+" bytes.")
	}
	if err := check(body, tokensFor(c.Context())); err != nil {
		return nil, ProblemOf(c.Context(), err)
	}
	return body, nil
}

// maxTokens is how many names, values and brackets a shopper's body holds.
// Everything in it is held against a schema and everything wrong is told, so a
// long list of nothing would cost more than all of a cart.
const maxTokens = 10_000

// tokensFor bounds strangers and shoppers; staff save whole products.
func tokensFor(ctx context.Context) int {
	switch actor.From(ctx).Kind {
	case actor.Anonymous, actor.Customer, "":
		return maxTokens
	}
	return math.MaxInt
}

func unsupported(ctx context.Context) *Problem {
	return problem(ctx, http.StatusUnsupportedMediaType, "request.content_type", "Send the body as application/json in UTF-8, not compressed.")
}

func problem(ctx context.Context, status int, code, detail string) *Problem {
	return &Problem{Status: status, Title: http.StatusText(status), Code: code, Detail: detail, RequestID: RequestID(ctx)}
}

const maxKey = 200

// keyed binds the request's idempotency key, if any, to the caller, the path
// and the body.
func keyed(c huma.Context, body []byte) (context.Context, error) {
	ctx, key := c.Context(), c.Header("Idempotency-Key")
	op := c.Operation()
	if key == "" || op.Method == GET || op.RequestBody != nil && body == nil {
		return ctx, nil
	}
	if len(key) > maxKey || strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, ErrBadKey
	}
	if secret, _ := op.Metadata[MetaSecret].(bool); secret {
		return ctx, nil // such an answer is never stored
	}
	a := actor.From(ctx)
	who := a.ID()
	if who == "" {
		who = "network " + a.Network
	}
	u := c.URL()
	if u.RawQuery != "" { // part of what was asked for
		body = append(append(append([]byte(nil), body...), 0), u.RawQuery...)
	}
	sum := sha256.Sum256(body)
	return WithKey(ctx, Key{Scope: string(a.Kind) + " " + who + " " + op.Method + " " + u.Path, Key: key, Hash: hex.EncodeToString(sum[:])}), nil
}

// maxDepth bounds how deep JSON nests: parsers recurse.
const maxDepth = 64

// Check returns ErrUnreadable for a body that readers would understand
// differently, or that a database cannot hold: invalid UTF-8, NUL, lone
// surrogates, a member given twice, nesting without end, or no JSON at all.
func Check(body []byte) error { return check(body, math.MaxInt) }

func check(body []byte, most int) error {
	switch {
	case !utf8.Valid(body):
		return ErrUnreadable.At("", "utf8", "The body is not valid UTF-8.")
	case bytes.IndexByte(body, 0) >= 0:
		return ErrUnreadable.At("", "nul", "The body contains NUL.")
	}
	if err := checkEscapes(body); err != nil {
		return err
	}
	return checkMembers(body, most)
}

// checkEscapes looks at every \uXXXX: backslashes mean nothing else in JSON.
func checkEscapes(b []byte) error {
	for i := bytes.IndexByte(b, '\\'); i >= 0 && i < len(b); {
		if i+1 >= len(b) || b[i+1] != 'u' {
			i = from(b, i+2)
			continue
		}
		r := unit(b, i)
		i += 6
		switch {
		case r == 0:
			return ErrUnreadable.At("", "nul", "The body contains NUL.")
		case utf16.IsSurrogate(r):
			if i+1 >= len(b) || b[i] != '\\' || b[i+1] != 'u' || utf16.DecodeRune(r, unit(b, i)) == utf8.RuneError {
				return ErrUnreadable.At("", "surrogate", "The body contains half a character.")
			}
			i += 6
		}
		i = from(b, i)
	}
	return nil
}

// from finds the next backslash at or after i, -1 for none.
func from(b []byte, i int) int {
	if i >= len(b) {
		return -1
	}
	j := bytes.IndexByte(b[i:], '\\')
	if j < 0 {
		return -1
	}
	return i + j
}

// unit reads the four digits of the escape at i; -1 if they are none.
func unit(b []byte, i int) rune {
	if i+6 > len(b) {
		return -1
	}
	n, err := strconv.ParseUint(string(b[i+2:i+6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}

// level is one object or array that is open while walking a document.
type level struct {
	members map[string]struct{} // nil for an array
	name    bool                // the next token is a member's name
}

// checkMembers walks the document. A member given twice is refused: the one
// that was checked need not be the one that counts. So is one with more tokens
// than its sender may have read.
func checkMembers(b []byte, most int) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var open []level
	documents := 0
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) && documents == 1 && len(open) == 0 {
			return nil
		}
		if err != nil {
			return ErrUnreadable.At("", "json", "The body is not JSON.").Because(err)
		}
		if most--; most < 0 {
			return ErrUnreadable.At("", "values", "The body holds too many values.")
		}
		switch tok {
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
			continue
		}
		if n := len(open) - 1; n >= 0 && open[n].members != nil {
			if open[n].name {
				name, _ := tok.(string)
				if _, twice := open[n].members[name]; twice {
					return ErrUnreadable.At("", "duplicate", "A member is given twice.")
				}
				open[n].members[name] = struct{}{}
				open[n].name = false
				continue
			}
			open[n].name = true
		} else if n < 0 {
			if documents++; documents > 1 {
				return ErrUnreadable.At("", "json", "The body holds more than one document.")
			}
		}
		switch tok {
		case json.Delim('{'):
			open = append(open, level{members: map[string]struct{}{}, name: true})
		case json.Delim('['):
			open = append(open, level{})
		}
		if len(open) > maxDepth {
			return ErrUnreadable.At("", "depth", "The body is nested too deep.")
		}
	}
}

// CheckURL returns ErrUnreadable for an address with what no text holds:
// invalid UTF-8 or control characters, however they are written.
func CheckURL(u *url.URL) error {
	query, err := url.QueryUnescape(u.RawQuery)
	if err != nil || !cleanText(query) || !cleanText(u.Path) {
		return ErrUnreadable.At("", "url", "The address contains characters that cannot be read.")
	}
	return nil
}

func cleanText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f })
}

// CleanHeaders makes header values texts: what is not UTF-8 in them is
// replaced, so that nothing later stumbles over a caller's name for itself.
func CleanHeaders(h http.Header) {
	for _, values := range h {
		for i, v := range values {
			if !utf8.ValidString(v) {
				values[i] = strings.ToValidUTF8(v, "\ufffd")
			}
		}
	}
}
