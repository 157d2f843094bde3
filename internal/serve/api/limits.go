package api

import (
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
)

// Limits are how much a caller may ask for. Zero rates mean the defaults.
type Limits struct {
	Off     bool       // something else limits
	Nodes   int        // how many nodes share the limits; each takes its part
	Network httpx.Rate // one network, before anything else is looked at: 3000 a minute
	General httpx.Rate // one account, or one network of strangers: 1200 a minute
	Write   httpx.Rate // what changes something: 300 a minute
	Login   httpx.Rate // passwords, codes, tokens, per network: 60 a minute
	Guess   httpx.Rate // what might hit somebody else's data: 120 a minute
}

func (l Limits) withDefaults() Limits {
	l.Nodes = max(1, l.Nodes)
	for rate, n := range map[*httpx.Rate]int{&l.Network: 3000, &l.General: 1200, &l.Write: 300, &l.Login: 60, &l.Guess: 120} {
		if *rate == (httpx.Rate{}) {
			*rate = httpx.Rate{N: n, Per: time.Minute}
		}
		rate.N = max(1, rate.N/l.Nodes)
	}
	return l
}

// class is the limit an operation has besides the general one, with its name.
func (l Limits) class(op *huma.Operation) (string, httpx.Rate) {
	switch c, _ := op.Metadata[httpx.MetaLimit].(httpx.LimitClass); c {
	case httpx.LimitLogin:
		return string(c), l.Login
	case httpx.LimitGuess:
		return string(c), l.Guess
	case httpx.LimitWrite:
		return string(c), l.Write
	}
	if op.Method != http.MethodGet {
		return string(httpx.LimitWrite), l.Write
	}
	return "", httpx.Rate{}
}

// network bounds what one network may cost before anybody is looked up.
func (a *API) network(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !a.d.Limits.Off {
			v := a.limiter.Take("network "+httpx.DoorOf(r.Context()).Network, a.d.Limits.Network)
			for k, value := range v.Headers("network") { // a narrower limit writes over it
				w.Header().Set(k, value)
			}
			if !v.OK {
				answer(w, httpx.ProblemOf(r.Context(), httpx.ErrTooMany))
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// limit bounds what one caller may ask for, in general and by the operation's
// class. The caller is told of the narrower one.
func (a *API) limit(h huma.API) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		if a.d.Limits.Off {
			next(c)
			return
		}
		caller := actor.From(c.Context())
		who := caller.AccountID + caller.KeyID // a key is limited by itself
		if who == "" {
			who = caller.Network
		}
		name, rate := a.d.Limits.class(c.Operation())
		verdict, told := a.limiter.Take("general "+who, a.d.Limits.General), "general"
		if verdict.OK && name != "" {
			if name == string(httpx.LimitLogin) {
				who = caller.Network // whatever account they claim
			}
			verdict, told = a.limiter.Take(name+" "+who, rate), name
		}
		for k, v := range verdict.Headers(told) {
			c.SetHeader(k, v)
		}
		if !verdict.OK {
			httpx.Refuse(h, c, httpx.ErrTooMany)
			return
		}
		next(c)
	}
}
