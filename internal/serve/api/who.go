package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/trace"
	"github.com/haatshop/haat/internal/shop/identity"
)

// who finds out who is calling: a token if there is one, else the cookie. A
// token that is not good is refused, so that the caller gets a new one; a
// cookie that is not good makes a stranger, who may still look around.
func (a *API) who(h huma.API, audience string) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		r, w := humachi.Unwrap(c)
		caller, err := a.caller(r, audience, c.Operation())
		if err != nil {
			httpx.Refuse(h, c, err)
			return
		}
		ctx := r.Context()
		caller.Network, caller.RequestID = httpx.DoorOf(ctx).Network, httpx.RequestID(ctx)
		if caller.Staff() { // whose personal data they looked at is to be found out; what shoppers look at is not
			httpx.Acted(w, caller.ID())
		}
		// Only what is said to everybody may be stored on the way: a guest's cart and
		// order are opened by a secret, and nobody is logged in then.
		if kept, _ := c.Operation().Metadata[httpx.MetaKept].(bool); kept && caller.Kind == actor.Anonymous {
			c.SetHeader("Cache-Control", "no-cache")
		}
		ctx = job.WithTrace(actor.With(ctx, caller), trace.Carry(ctx, caller.RequestID))
		if stream, _ := c.Operation().Metadata[httpx.MetaStream].(bool); stream && caller.Kind != actor.Anonymous {
			var stop context.CancelFunc
			ctx, stop = a.whileLoggedIn(ctx, caller)
			defer stop()
		}
		next(huma.WithContext(c, ctx))
	}
}

func (a *API) caller(r *http.Request, audience string, op *huma.Operation) (actor.Actor, error) {
	stranger := actor.Actor{Kind: actor.Anonymous}
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		caller, err := actor.Actor{}, error(identity.ErrSessionEnded)
		if token = strings.TrimSpace(token); identity.IsKey(token) && strings.EqualFold(scheme, "Bearer") {
			return a.d.Identity.ActorOfKey(r.Context(), audience, token)
		}
		if strings.EqualFold(scheme, "Bearer") {
			caller, err = a.d.Identity.ActorOfBearer(r.Context(), audience, token)
		}
		if errors.Is(err, identity.ErrSessionEnded) && entrance(op) {
			return stranger, nil
		}
		return caller, err
	}
	cookie, err := r.Cookie(httpx.DoorOf(r.Context()).CookieName(audience))
	if err != nil {
		return stranger, nil
	}
	caller, err := a.d.Identity.ActorOfCookie(r.Context(), audience, cookie.Value)
	if errors.Is(err, identity.ErrSessionEnded) {
		return stranger, nil
	}
	return caller, err
}

// entrance are the operations somebody calls whose token has run out.
func entrance(op *huma.Operation) bool {
	return op.Metadata[httpx.MetaPerm] == actor.Public && strings.HasPrefix(op.Path, "/auth/")
}

// whileLoggedIn ends ctx when the session or key ends or what it may do changes;
// the caller comes back and is looked at again.
func (a *API) whileLoggedIn(ctx context.Context, caller actor.Actor) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	topics, alive := []string{"session:" + caller.SessionID, "account:" + caller.AccountID}, func() bool { return a.d.Identity.Alive(ctx, caller.SessionID) }
	if caller.Kind == actor.Key {
		topics, alive = []string{"key:" + caller.KeyID}, func() bool { return a.d.Identity.KeyAlive(ctx, caller.KeyID) }
	}
	sub := a.d.Bus.Subscribe(topics...)
	if !alive() { // it ended before we listened
		cancel()
	}
	go func() {
		defer sub.Close()
		for {
			select {
			case <-ctx.Done():
				return
			case topic := <-sub.C():
				if !strings.HasPrefix(topic, "session:") || !alive() {
					cancel()
					return
				}
			}
		}
	}()
	return ctx, cancel
}
