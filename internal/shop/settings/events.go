package settings

import (
	"context"

	"github.com/haatshop/haat/internal/kit/event"
)

// Changed says the settings are others now.
type Changed struct {
	Version int64 `json:"version"`
}

// EventName implements event.Event.
func (Changed) EventName() string { return "settings.changed" }

// hear refreshes this node's snapshot after another node's change.
func (s *Service) hear(ctx context.Context, _ []event.Envelope) error { return s.Load(ctx) }
