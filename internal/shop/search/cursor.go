package search

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"

	"github.com/haatshop/haat/internal/kit/errs"
)

// Errors of cursors.
var (
	ErrBadCursor = errs.New(errs.Invalid, "search.bad_cursor", "This page link does not belong to this search.")
	ErrTooDeep   = errs.New(errs.Invalid, "search.too_deep", "No search goes that deep; narrow it down instead.")
)

// cursor is where a page ended: the last hit and how many hits were shown so far.
type cursor struct {
	depth int
	last  keyed
}

// writeCursor makes the opaque text of a cursor. It names its query by a hash, so that a cursor cannot be
// carried to another query or order by mistake; nothing secret depends on it.
func writeCursor(q Query, c cursor) string {
	b := binary.BigEndian.AppendUint32(nil, q.hash())
	b = binary.BigEndian.AppendUint32(b, uint32(c.depth))
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(c.last.key))
	return base64.RawURLEncoding.EncodeToString(append(b, c.last.id...))
}

// readCursor returns nil for the first page. It returns ErrBadCursor or ErrTooDeep.
func readCursor(q Query) (*cursor, error) {
	const fixed = 16
	if q.Cursor == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(q.Cursor)
	if err != nil || len(b) <= fixed || len(b) > fixed+256 || binary.BigEndian.Uint32(b) != q.hash() {
		return nil, ErrBadCursor
	}
	c := &cursor{depth: int(binary.BigEndian.Uint32(b[4:]))}
	c.last = keyed{key: math.Float64frombits(binary.BigEndian.Uint64(b[8:])), id: string(b[fixed:])}
	if math.IsNaN(c.last.key) {
		return nil, ErrBadCursor
	}
	if c.depth >= MaxDepth {
		return nil, ErrTooDeep
	}
	return c, nil
}

// hash covers everything that decides which hits come in which order.
func (q Query) hash() uint32 {
	h := fnv.New32a()
	fmt.Fprintf(h, "%q%q%q%v", q.Text, q.Currency, string(q.Sort), q.Exact)
	for _, f := range q.Filters {
		fmt.Fprintf(h, "%q", append([]string{f.Field}, f.Values...))
	}
	for _, p := range []*int64{q.PriceMin, q.PriceMax} {
		if p != nil {
			fmt.Fprintf(h, "%d", *p)
		}
		h.Write([]byte{0})
	}
	return h.Sum32()
}
