package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/httpx"
)

// origins decides what pages of other sites may do: nothing with our cookies,
// unless the operator named their site.
type origins struct {
	allowed    []string
	protection *http.CrossOriginProtection
}

func newOrigins(list []string) (*origins, error) {
	o := &origins{allowed: list, protection: http.NewCrossOriginProtection()}
	for _, origin := range list {
		if err := o.protection.AddTrustedOrigin(origin); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// handler refuses cross-site writes and answers for the sites that are
// allowed. Browsers say where a request comes from; programs that say nothing
// carry no cookie of a victim. Providers call from elsewhere by nature.
func (o *origins) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, hooksPath) {
			next.ServeHTTP(w, r)
			return
		}
		if origin := r.Header.Get("Origin"); origin != "" && slices.Contains(o.allowed, origin) {
			o.welcome(w.Header(), origin)
			if r.Method == http.MethodOptions {
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
		if err := o.protection.Check(r); err != nil {
			answer(w, httpx.ProblemOf(r.Context(), errSite.Because(err)))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (o *origins) welcome(h http.Header, origin string) {
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Allow-Credentials", "true")
	h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, If-Match, Haat-Order-Token, Last-Event-ID, Accept-Language")
	h.Set("Access-Control-Expose-Headers", "ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id")
	h.Set("Access-Control-Max-Age", "600")
}
