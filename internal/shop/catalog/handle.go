package catalog

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/text"
)

// handleAsk is a wish for a handle: the first of want that makes one is tried.
type handleAsk struct {
	want []string
	now  string // the one it has
	id   string
	kind string // begins the handle when nothing of want can be kept
}

// base is the handle wished for, without a suffix.
func (a handleAsk) base() string {
	for _, w := range a.want {
		if h := text.Handle(w); h != "" {
			return h
		}
	}
	return a.kind + "-" + tail(a.id)
}

func tail(id string) string { return id[max(0, len(id)-8):] }

// probes is how many suffixes are tried in one look; a name more common than
// that gets the end of its id.
const probes = 32

// freeHandle returns the wished handle or the first free suffix of it (C3). A
// thing that already has a suffix of the wished one keeps it while the plain
// one is taken, so that the same wish again changes nothing.
func freeHandle(ctx context.Context, tx db.Tx, taken *db.Stmt, a handleAsk) (string, error) {
	base := a.base()
	if base == a.now {
		return base, nil
	}
	candidates := []string{base}
	for n := 2; n <= probes; n++ {
		candidates = append(candidates, suffixed(base, strconv.Itoa(n)))
	}
	gone, err := db.All[string](ctx, tx, taken, candidates, a.id)
	if err != nil {
		return "", err
	}
	if slices.Contains(gone, base) && isSuffixed(base, a.now, a.id) {
		return a.now, nil
	}
	for _, c := range candidates {
		if !slices.Contains(gone, c) {
			return c, nil
		}
	}
	return suffixed(base, tail(a.id)), nil
}

func suffixed(base, suffix string) string {
	return strings.TrimRight(base[:min(len(base), text.MaxHandle-1-len(suffix))], "-") + "-" + suffix
}

// isSuffixed reports whether now is base with a suffix this file gave.
func isSuffixed(base, now, id string) bool {
	i := strings.LastIndexByte(now, '-')
	if i < 0 || suffixed(base, now[i+1:]) != now {
		return false
	}
	_, err := strconv.Atoi(now[i+1:])
	return err == nil || strings.HasSuffix(id, now[i+1:])
}
