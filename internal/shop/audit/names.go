package audit

import (
	"context"
	"slices"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
)

// Namer tells how things of one kind are called, as far as the caller may know;
// unknown ids are left out. At most db.MaxIn are asked for at once.
type Namer func(ctx context.Context, q db.Querier, ids []string) (map[string]string, error)

// UseNames plugs those who know names, by entity; the rooms that do are built
// later. "account" and "key" name who acted, too. Call it before anything is
// served.
func (s *Service) UseNames(n map[string]Namer) { s.namers = n }

// actors are the kinds of caller that have a name, and what they are entries of.
var actors = map[string]string{string(actor.Member): "account", string(actor.Key): "key"}

// name fills in names, with one look-up for each kind of thing on the page.
func (s *Service) name(ctx context.Context, q db.Querier, entries []Entry) error {
	ids := map[string][]string{}
	want := func(entity, id string) {
		if s.namers[entity] != nil && id != "" && !slices.Contains(ids[entity], id) {
			ids[entity] = append(ids[entity], id)
		}
	}
	for _, e := range entries {
		want(actors[e.ActorKind], e.ActorID)
		want(e.Entity, e.EntityID)
	}
	for entity, of := range ids {
		names, err := s.namers[entity](ctx, q, of)
		if err != nil {
			return err
		}
		for i := range entries {
			e := &entries[i]
			if actors[e.ActorKind] == entity {
				e.ActorName = names[e.ActorID]
			}
			if e.Entity == entity {
				e.EntityName = names[e.EntityID]
			}
		}
	}
	return nil
}
