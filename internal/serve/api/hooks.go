package api

import (
	"errors"
	"io"
	"net/http"
	"regexp"

	"github.com/go-chi/chi/v5"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/httpx"
	"github.com/haatshop/haat/internal/kit/job"
	"github.com/haatshop/haat/internal/kit/trace"
)

// maxHook bounds what a provider may send.
const maxHook = 256 << 10

var providerName = regexp.MustCompile(`^[a-z0-9_-]{1,40}$`)

// hook hands what a provider sent on, byte for byte: its signature covers
// exactly these.
func (a *API) hook(w http.ResponseWriter, r *http.Request) {
	provider := chi.URLParam(r, "provider")
	if !providerName.MatchString(provider) {
		answer(w, httpx.ProblemOf(r.Context(), errNoRoute))
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxHook))
	if err != nil {
		var large *http.MaxBytesError
		if refusal := httpx.ErrUnreadable; errors.As(err, &large) {
			answer(w, httpx.ProblemOf(r.Context(), errTooLarge))
		} else {
			answer(w, httpx.ProblemOf(r.Context(), refusal.Because(err)))
		}
		return
	}
	rid := httpx.RequestID(r.Context())
	ctx := actor.With(r.Context(), actor.Actor{Kind: actor.Anonymous, Network: httpx.DoorOf(r.Context()).Network, RequestID: rid})
	err = a.d.Hooks.HandleWebhook(job.WithTrace(ctx, trace.Carry(ctx, rid)), provider, r.Header, raw)
	a.countHook(provider, err)
	if err != nil {
		answer(w, httpx.ProblemOf(ctx, err))
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
