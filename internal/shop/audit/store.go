package audit

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "audit", FS: sub}
}

const cols = `id, at, actor_kind, actor_id, network, entity, entity_id, store_id, action, changes, request_id, seq, hash`

var (
	insertEntry = db.SQL(`INSERT INTO audit_entries (id, at, actor_kind, actor_id, network, entity, entity_id, store_id, action, changes, request_id, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '')`)
	entries = db.NewList(db.ListSpec{
		Select:  `SELECT ` + cols + ` FROM audit_entries`,
		Filters: map[string]string{"entity": "entity = $? AND entity_id = $?", "kind": "entity = $?", "actor": "actor_id = $?", "store": "store_id = $?"},
		Sorts:   map[string][]string{"-id": {"id DESC"}},
	})
	pickUnsealed = db.SQL(`SELECT ` + cols + ` FROM audit_entries WHERE seq IS NULL ORDER BY id LIMIT $1`)
	sealEntry    = db.SQL(`UPDATE audit_entries SET seq = $2, hash = $3 WHERE id = $1 AND seq IS NULL`)
	pickSealed   = db.SQL(`SELECT ` + cols + ` FROM audit_entries WHERE seq > $1 ORDER BY seq LIMIT $2`)
	selectHead   = db.SQL(`SELECT seq, hash FROM audit_head WHERE id = 'head'`)
	lockHeadRow  = db.SQL(`SELECT seq, hash FROM audit_head WHERE id = 'head'`).ForUpdate()
	updateHead   = db.SQL(`UPDATE audit_head SET seq = $1, hash = $2 WHERE id = 'head'`)
)

// link is a place in the chain.
type link struct {
	Seq  int64
	Hash string
}

// document reads changes without turning numbers into floats.
type document struct{ Changes }

// UnmarshalJSON implements json.Unmarshaler.
func (d *document) UnmarshalJSON(b []byte) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	return dec.Decode(&d.Changes)
}

type row struct {
	ID        string
	At        time.Time
	ActorKind string
	ActorID   string
	Network   string
	Entity    string
	EntityID  string
	StoreID   string
	Action    string
	Changes   db.JSON[document]
	RequestID string
	Seq       *int64
	Hash      string
}

func (r row) entry() Entry {
	return Entry{ID: r.ID, At: r.At, ActorKind: r.ActorKind, ActorID: r.ActorID, Network: r.Network, Entity: r.Entity, EntityID: r.EntityID,
		StoreID: r.StoreID, Action: r.Action, Changes: r.Changes.V.Changes, RequestID: r.RequestID, Seq: r.Seq, Hash: r.Hash}
}

func insert(ctx context.Context, tx db.Tx, e Entry) error {
	return db.Write(ctx, tx, insertEntry, e.ID, e.At, e.ActorKind, e.ActorID, e.Network, e.Entity, e.EntityID, e.StoreID, e.Action, db.JSONOf(e.Changes), e.RequestID)
}

func rows(ctx context.Context, q db.Querier, s *db.Stmt, args ...any) ([]Entry, error) {
	found, err := db.All[row](ctx, q, s, args...)
	out := make([]Entry, len(found))
	for i, r := range found {
		out[i] = r.entry()
	}
	return out, err
}

func unsealed(ctx context.Context, tx db.Tx, n int) ([]Entry, error) {
	return rows(ctx, tx, pickUnsealed, n)
}

func sealedAfter(ctx context.Context, q db.Querier, seq int64, n int) ([]Entry, error) {
	return rows(ctx, q, pickSealed, seq, n)
}

func seal(ctx context.Context, tx db.Tx, id string, at link) error {
	_, err := db.Exec(ctx, tx, sealEntry, id, at.Seq, at.Hash)
	return err
}

func lockHead(ctx context.Context, tx db.Tx) (link, error) { return db.Get[link](ctx, tx, lockHeadRow) }

func getHead(ctx context.Context, q db.Querier) (link, error) {
	return db.Get[link](ctx, q, selectHead)
}

func moveHead(ctx context.Context, tx db.Tx, to link) error {
	_, err := db.Exec(ctx, tx, updateHead, to.Seq, to.Hash)
	return err
}

func list(ctx context.Context, q db.Querier, f Filter, p page.Request) (page.List[Entry], error) {
	lq := entries.Query("-id", p.Size()+1)
	switch {
	case f.Entity != "" && f.EntityID != "":
		lq.Where("entity", f.Entity, f.EntityID)
	case f.Entity != "":
		lq.Where("kind", f.Entity)
	}
	if f.ActorID != "" {
		lq.Where("actor", f.ActorID)
	}
	if f.StoreID != "" {
		lq.Where("store", f.StoreID)
	}
	if p.Cursor != "" {
		var last string
		if err := page.Decode(p.Cursor, "-id", &last); err != nil {
			return page.List[Entry]{}, err
		}
		lq.After(last)
	}
	st, args, err := lq.Build()
	if err != nil {
		return page.List[Entry]{}, err
	}
	found, err := rows(ctx, q, st, args...)
	return page.Cut(found, p.Size(), "-id", func(e Entry) []any { return []any{e.ID} }), err
}
