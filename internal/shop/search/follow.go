package search

import (
	"context"
	"io"
	"math"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/haatshop/haat/internal/kit/event"
	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
)

// batch is how many products are read and indexed at a time.
const batch = 400

// gone is later than every version: ids of deleted products are never used again, and what is hidden has a
// version of its own.
const gone = math.MaxInt64

// Warm fills the index from the snapshot and the read model and makes the room ready. Call it after the event log was started: what
// changes meanwhile is followed too, and of two readings of a product the newer wins whichever comes last (S6).
func (s *Service) Warm(ctx context.Context) error {
	s.restore(ctx)
	if err := s.fill(ctx); err != nil {
		return err
	}
	if err := s.prune(ctx); err != nil {
		return err
	}
	s.ready.Store(true)
	debug.FreeOSMemory() // filling leaves several times the index behind
	st := s.engine.Stats()
	s.log.InfoContext(ctx, "search is ready", "products", st.Documents, "terms", st.Terms, "bytes", st.Bytes)
	return nil
}

// filling is one batch of what the engine does not hold yet.
type filling struct {
	changes []Change
	err     error
}

// fill brings in what is not up to date; the next batch is read while one is indexed.
func (s *Service) fill(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	batches := make(chan filling, 1)
	go func() {
		defer close(batches)
		for after := ""; ; {
			r, last := s.readStale(ctx, after)
			select {
			case batches <- r:
			case <-ctx.Done():
				return
			}
			if r.err != nil || last == "" {
				return
			}
			after = last
		}
	}()
	for r := range batches {
		if r.err != nil {
			return r.err
		}
		if err := s.apply(ctx, r.changes); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// readStale reads the next batch; last is "" behind the end.
func (s *Service) readStale(ctx context.Context, after string) (r filling, last string) {
	ids, err := s.listing.IDs(ctx, s.db, after, batch)
	if err != nil || len(ids) == 0 {
		return filling{err: err}, ""
	}
	stale, err := s.stale(ctx, ids)
	if err == nil {
		r.changes, err = s.read(ctx, stale)
	}
	r.err = err
	return r, ids[len(ids)-1]
}

// stale lists the products whose index is not up to date: after loading a saved index these are few.
func (s *Service) stale(ctx context.Context, ids []string) ([]string, error) {
	versions, err := s.listing.Versions(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, id := range ids {
		want, public := versions[id]
		have, held := s.engine.Held(id)
		if public != held || want != have {
			out = append(out, id)
		}
	}
	return out, nil
}

// saver is an engine that can be kept over a restart.
type saver interface {
	Save(w io.Writer) error
	Load(r io.Reader) error
}

// Save writes the index, for a quicker start next time. It does nothing for an engine that keeps itself.
func (s *Service) Save(w io.Writer) error {
	if e, ok := s.engine.(saver); ok {
		return e.Save(w)
	}
	return nil
}

// Load takes a saved index in; Warm then reads only what changed since. Call it before Warm. Returns
// ErrBadSnapshot, which costs nothing but time: Warm reads everything then.
func (s *Service) Load(r io.Reader) error {
	if e, ok := s.engine.(saver); ok {
		return e.Load(r)
	}
	return nil
}

// holder is an engine that can tell what it holds, for indexes that were saved and loaded.
type holder interface{ IDs() []string }

// prune drops what a loaded index holds and the shop does not have any more.
func (s *Service) prune(ctx context.Context) error {
	h, ok := s.engine.(holder)
	if !ok {
		return nil
	}
	for chunk := range slices.Chunk(h.IDs(), batch) {
		known, err := s.listing.Versions(ctx, s.db, chunk)
		if err != nil {
			return err
		}
		missing := slices.DeleteFunc(slices.Clone(chunk), func(id string) bool { _, ok := known[id]; return ok })
		if err := s.index(ctx, missing); err != nil {
			return err
		}
	}
	return nil
}

// follow re-reads what changed. It runs on every node.
func (s *Service) follow(ctx context.Context, events []event.Envelope) error {
	ids := map[string]bool{}
	for _, e := range events {
		if err := s.concerned(ctx, e, ids); err != nil {
			return err
		}
	}
	sorted := make([]string, 0, len(ids))
	for id := range ids {
		sorted = append(sorted, id)
	}
	slices.Sort(sorted)
	for chunk := range slices.Chunk(sorted, batch) {
		if err := s.index(ctx, chunk); err != nil {
			return err
		}
	}
	// Pages made between the change and this moment show what the old index found.
	s.db.Touched([]string{"search"})
	return nil
}

func (s *Service) concerned(ctx context.Context, e event.Envelope, ids map[string]bool) error {
	if e.Name == (listing.Changed{}).EventName() {
		var v listing.Changed
		err := e.Decode(&v)
		for _, id := range v.ProductIDs {
			ids[id] = true
		}
		return err
	}
	var v listing.StoreChanged
	if err := e.Decode(&v); err != nil {
		return err
	}
	for after := ""; ; {
		page, err := s.listing.StoreProductIDs(ctx, s.db, v.StoreID, after, batch)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, id := range page {
			ids[id] = true
		}
		after = page[len(page)-1]
	}
}

// index brings the engine to the current state of some products, at most batch of them.
func (s *Service) index(ctx context.Context, ids []string) error {
	changes, err := s.read(ctx, ids)
	if err != nil {
		return err
	}
	return s.apply(ctx, changes)
}

func (s *Service) apply(ctx context.Context, changes []Change) error {
	if len(changes) == 0 {
		return nil
	}
	s.changes.Add(1)
	return s.engine.Apply(ctx, changes)
}

// read makes changes of the current state of some products, at most batch of them.
func (s *Service) read(ctx context.Context, ids []string) ([]Change, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	docs, err := s.listing.Documents(ctx, s.db, ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string]bool, len(docs))
	changes := make([]Change, 0, len(ids))
	for _, d := range docs {
		found[d.Product.ID] = true
		c := Change{ID: d.Product.ID, Version: d.Version}
		if d.Public {
			s.learn(d.Product)
			c.Doc = document(d)
		}
		changes = append(changes, c)
	}
	for _, id := range ids {
		if !found[id] {
			changes = append(changes, Change{ID: id, Version: gone})
		}
	}
	return changes, nil
}

// maxChoice is how long an attribute's value may be to be something one would choose from a list.
const maxChoice = 60

// document is a product in the engine's words.
func document(d listing.Document) *Doc {
	p := d.Product
	out := &Doc{ID: p.ID, Title: joined(p.Title, p.Translations, func(t catalog.Text) string { return t.Title }), Brand: p.Vendor,
		Description: joined(text.Plain(p.DescriptionHTML), p.Translations, func(t catalog.Text) string { return text.Plain(t.DescriptionHTML) }),
		Attributes:  attributes(p), InStock: d.InStock, PublishedAt: p.CreatedAt.UnixMicro()}
	for _, v := range p.Variants {
		out.Identifiers = append(out.Identifiers, v.SKU, v.Barcode)
	}
	out.add(FieldStore, p.StoreID)
	out.add(FieldBrand, p.Vendor)
	out.add(FieldCategory, d.Categories...)
	out.add(FieldCollection, p.CollectionIDs...)
	for _, a := range p.Attributes {
		if len(a.Value) <= maxChoice {
			out.add(AttributeField(a.Code), a.Value)
		}
	}
	for _, price := range d.Prices {
		out.add(fieldCurrency, string(price.Currency))
		out.Prices = append(out.Prices, Price{string(price.Currency), price.Minor})
	}
	return out
}

func (d *Doc) add(field string, values ...string) {
	for _, v := range values {
		d.Facets = append(d.Facets, FacetValue{field, v})
	}
}

// joined is a text in all its languages: a shopper may type any of them.
func joined(own string, translations map[string]catalog.Text, of func(catalog.Text) string) string {
	parts := []string{own}
	for _, t := range translations {
		parts = append(parts, of(t))
	}
	slices.Sort(parts[1:])
	return strings.Join(parts, "\n")
}

// attributes are the words that describe a product without being about it.
func attributes(p catalog.Product) string {
	parts := slices.Clone(p.Tags)
	for _, a := range p.Attributes {
		parts = append(parts, a.Value)
	}
	for _, o := range p.Options {
		parts = append(parts, o.Name)
		parts = append(parts, o.Values...)
	}
	return strings.Join(parts, "\n")
}
