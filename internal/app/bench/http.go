package bench

import "context"

func overHTTP(context.Context, *place, Options) ([]Figure, error) { return nil, nil }
