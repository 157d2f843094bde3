package httpx

import (
	"context"
	"time"
)

// WithPace makes streams of ctx live faster.
func WithPace(ctx context.Context, beat, deadline, life time.Duration) context.Context {
	return context.WithValue(ctx, paceKey{}, pace{beat, deadline, life})
}
