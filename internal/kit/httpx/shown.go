package httpx

import (
	"context"
	"slices"
	"time"
)

// Shown collects what an answer shows, so that a door may keep the finished answer
// until something of it is touched. An operation that says nothing is never kept.
type Shown struct {
	tags  []string
	until time.Time
}

type shownKey struct{}

// WithShown has Shows tell what an answer shows.
func WithShown(ctx context.Context) (context.Context, *Shown) {
	s := &Shown{}
	return context.WithValue(ctx, shownKey{}, s), s
}

// Shows says that the answer of this request is the same for everybody, and which
// tags make it stale. To be said only by operations that look at nothing but their
// parameters: who is calling must make no difference.
func Shows(ctx context.Context, tags ...string) {
	if s, ok := ctx.Value(shownKey{}).(*Shown); ok {
		s.tags = append(s.tags, tags...)
	}
}

// ShowsUntil says when the answer changes by itself; nil is never.
func ShowsUntil(ctx context.Context, at *time.Time) {
	s, ok := ctx.Value(shownKey{}).(*Shown)
	if ok && at != nil && (s.until.IsZero() || at.Before(s.until)) {
		s.until = *at
	}
}

// Tags are what the answer shows; none for an answer that must not be kept.
func (s *Shown) Tags() []string { return slices.Clone(s.tags) }

// Until is when it changes by itself; zero when it does not.
func (s *Shown) Until() time.Time { return s.until }
