package transfer

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/listing"
	"github.com/haatshop/haat/internal/shop/pricing"
)

// save is a record in the words of the catalogue, as far as it can be said without knowing what is there.
type save struct {
	product catalog.SaveProduct
	images  map[string]catalog.ImageRef // by the path in the record
	remote  []ImageRecord
}

// errNeeds refuses a record that is new and lacks what only an edit may leave out.
var errNeeds = errs.New(errs.Invalid, "transfer.incomplete", "A new product needs more than this.")

// prepare does outside the transaction what may be slow: it finds the store, the categories and the collections, and
// keeps the pictures.
func (r *run) prepare(ctx context.Context, j *candidate) error {
	p := &j.item.Record
	var err error
	if j.storeID, err = r.places.store(ctx, p.Store, r.in.StoreID); err != nil {
		return j.orRefuse(err, "store")
	}
	j.ready.product = productOf(*p)
	if j.ready.product.CategoryIDs, err = r.places.categories(ctx, p.Categories); err != nil {
		return j.orRefuse(err, "categories")
	}
	if j.ready.product.CollectionIDs, err = r.places.collections(ctx, p.Collections); err != nil {
		return j.orRefuse(err, "collections")
	}
	if err := r.keepPictures(ctx, j); err != nil {
		return j.orRefuse(err, "images")
	}
	return nil
}

// orRefuse rejects the record for a refusal and passes any other error on.
func (j *candidate) orRefuse(err error, path string) error {
	if !isRefusal(err) {
		return err
	}
	j.refuseAt(err, path)
	return nil
}

// refuse notes why the record was not taken, with the places the rooms below named.
func (j *candidate) refuse(err error) { j.refuseAt(err, "") }

func (j *candidate) refuseAt(err error, path string) {
	var e *errs.Error
	if !errors.As(err, &e) {
		return
	}
	if len(e.Fields) == 0 {
		j.item.fail(j.item.Line, path, e.Code, "%s", e.Message)
	}
	for _, f := range e.Fields {
		j.item.fail(j.lineOf(f.Path), f.Path, f.Code, "%s", f.Message)
	}
}

// lineOf finds the line of "variants[2].sku" in a CSV.
func (j *candidate) lineOf(path string) int {
	list, _ := j.item.Record.Variants.Get()
	for n, v := range list {
		if v.line > 0 && strings.HasPrefix(path, variantPath(n)) {
			return v.line
		}
	}
	return j.item.Line
}

// productOf puts a record into the catalogue's words, without places and pictures.
func productOf(r ProductRecord) catalog.SaveProduct {
	p := catalog.SaveProduct{ExternalID: opt.Some(r.Key()), Title: r.Title, DescriptionHTML: r.DescriptionHTML, Vendor: r.Vendor, Origin: r.Origin, TaxCategory: r.TaxCategory, Tags: r.Tags}
	if r.Handle != "" {
		p.Handle = opt.Some(r.Handle)
	}
	p.Status = mapField(r.Status, func(s string) catalog.Status { return catalog.Status(s) })
	p.SEO = mapField(r.SEO, func(s SEORecord) catalog.SEO { return catalog.SEO(s) })
	p.Attributes = mapField(r.Attributes, func(list []AttributeRecord) []catalog.Attribute {
		out := make([]catalog.Attribute, len(list))
		for n, a := range list {
			if out[n] = catalog.Attribute(a); a.Name == "" {
				out[n].Name = a.Code
			}
		}
		return out
	})
	p.Translations = mapField(r.Translations, func(m map[string]TranslationText) map[string]catalog.Text {
		out := map[string]catalog.Text{}
		for locale, t := range m {
			out[locale] = catalog.Text(t)
		}
		return out
	})
	if r.Variants.Given() {
		names := []catalog.Option{}
		for _, name := range r.Options {
			names = append(names, catalog.Option{Name: name})
		}
		p.Options = opt.Some(names)
	}
	return p
}

// mapField carries absent and null over.
func mapField[A, B any](f opt.Field[A], fn func(A) B) opt.Field[B] {
	if v, ok := f.Get(); ok {
		return opt.Some(fn(v))
	}
	if f.Cleared() {
		return opt.Null[B]()
	}
	return opt.Field[B]{}
}

// keepPictures stores the local pictures and sorts out the remote ones. A record with remote pictures only leaves the
// product's own alone: they may have been uploaded since.
func (r *run) keepPictures(ctx context.Context, j *candidate) error {
	list, given := j.item.Record.Images.Get()
	j.ready.images = map[string]catalog.ImageRef{}
	refs := []catalog.ImageRef{}
	for _, img := range list {
		if remote(img.URL) {
			j.ready.remote = append(j.ready.remote, img)
			continue
		}
		ref, err := r.picture(ctx, img.URL)
		if err != nil {
			return err
		}
		ref.Alt = img.Alt
		refs, j.ready.images[img.URL] = append(refs, ref), ref
	}
	if len(refs) > 0 || given && len(list) == 0 || j.item.Record.Images.Cleared() {
		j.ready.product.Images = opt.Some(refs)
	}
	return nil
}

var errPicture = errs.New(errs.Invalid, "transfer.picture", "A picture cannot be used.")

// picture answers how a path of the record is shown. A dry run keeps nothing.
func (r *run) picture(ctx context.Context, path string) (catalog.ImageRef, error) {
	switch {
	case strings.HasPrefix(path, "/media/"):
		return catalog.ImageRef{URL: path}, nil
	case r.in.DryRun:
		return catalog.ImageRef{URL: "/media/" + path[strings.LastIndexByte(path, '/')+1:]}, nil
	case r.in.Images == nil:
		return catalog.ImageRef{}, errPicture.At("images", "local", "This import has no folder of pictures; "+clip(path)+" cannot be found.")
	}
	ref, err := r.in.Images.Keep(ctx, path)
	if err != nil {
		return ref, errPicture.Because(err).At("images", "unreadable", clip(path)+" cannot be read as a picture.")
	}
	return ref, nil
}

// bring saves a prepared record. It may run more than once and leaves no trace outside the transaction.
func (s *Service) bring(ctx context.Context, tx db.Tx, j *candidate) (outcome, error) {
	before, err := s.known(ctx, tx, j)
	if err != nil {
		return unchanged, err
	}
	in := listing.Save{SaveProduct: j.ready.product, Reason: "import"}
	if before != nil {
		in.ID = before.ID
		in.Handle = sameHandle(in.Handle, before.Handle)
	} else if in.StoreID = j.storeID; !in.Title.Given() {
		return unchanged, errNeeds.At("title", "required", "The product is new and has no title.")
	}
	if err := s.variants(ctx, tx, j, before, &in); err != nil {
		return unchanged, err
	}
	out, err := s.listing.SaveTx(ctx, tx, in)
	if err != nil {
		return unchanged, err
	}
	fresh := false
	if j.item.Record.Images.Given() {
		if fresh, err = keepImages(ctx, tx, out.ProductID, j.ready.remote); err != nil {
			return unchanged, err
		}
	}
	switch {
	case out.Created:
		return created, nil
	case out.Changed || fresh:
		return updated, nil
	}
	return unchanged, nil
}

// known finds the product a record is about (X2), or nil.
func (s *Service) known(ctx context.Context, tx db.Tx, j *candidate) (*catalog.Product, error) {
	p, err := s.catalog.ByExternal(ctx, tx, j.storeID, j.item.Record.Key())
	if errors.Is(err, catalog.ErrNotFound) && j.item.Record.Handle != "" {
		p, err = s.catalog.ByHandle(ctx, tx, j.item.Record.Handle)
		if err == nil && (p.StoreID != j.storeID || p.ExternalID != "") {
			return nil, nil // somebody else's, or known by another key
		}
	}
	if errors.Is(err, catalog.ErrNotFound) {
		return nil, nil
	}
	return &p, err
}

// sameHandle leaves a handle alone that only differs by the suffix the catalogue gave it at a clash.
func sameHandle(wanted opt.Field[string], have string) opt.Field[string] {
	name, _ := wanted.Get()
	if rest, ok := strings.CutPrefix(have, name+"-"); ok && rest != "" && strings.Trim(rest, "0123456789") == "" {
		return opt.Field[string]{}
	}
	return wanted
}

// variants fills in the variants and what they cost, keeping prices the file does not speak of.
func (s *Service) variants(ctx context.Context, tx db.Tx, j *candidate, before *catalog.Product, in *listing.Save) error {
	list, given := j.item.Record.Variants.Get()
	if !given {
		return nil
	}
	owners := match(list, j.item.Record.Options, before)
	prices, err := s.pricing.Prices(ctx, tx, slices.DeleteFunc(slices.Clone(owners), func(id string) bool { return id == "" }))
	if err != nil {
		return err
	}
	var out []catalog.SaveVariant
	for n, v := range list {
		out = append(out, j.variant(v, owners[n]))
		offer, err := offerOf(v, prices[owners[n]])
		if err != nil {
			return belowVariant(err, n)
		}
		in.Offers = append(in.Offers, offer)
	}
	in.Variants = opt.Some(out)
	return nil
}

func variantPath(n int) string { return "variants[" + strconv.Itoa(n) + "]." }

// match answers for each variant of a record the id of the variant it is: by SKU, else by option values. No id is given
// twice.
func match(list []VariantRecord, options []string, before *catalog.Product) []string {
	owners := make([]string, len(list))
	if before == nil {
		return owners
	}
	free := slices.Clone(before.Variants)
	claim := func(n int, is func(catalog.Variant) bool) {
		if at := slices.IndexFunc(free, is); owners[n] == "" && at >= 0 {
			owners[n] = free[at].ID
			free = slices.Delete(free, at, at+1)
		}
	}
	for n, v := range list {
		if v.SKU != "" {
			claim(n, func(have catalog.Variant) bool { return have.SKU == v.SKU })
		}
	}
	for n, v := range list {
		values := valuesOf(v, options)
		claim(n, func(have catalog.Variant) bool { return slices.Equal(have.OptionValues, values) })
	}
	return owners
}

func valuesOf(v VariantRecord, options []string) []string {
	values := make([]string, len(options))
	for n, name := range options {
		values[n] = v.Options[name]
	}
	return values
}

func (j *candidate) variant(v VariantRecord, id string) catalog.SaveVariant {
	out := catalog.SaveVariant{ID: id, Barcode: v.Barcode, WeightGrams: v.WeightGrams, RequiresShipping: v.RequiresShipping,
		OptionValues: opt.Some(valuesOf(v, j.item.Record.Options)), Cost: mapField(v.Cost, func(a money.Amount) int64 { return a.Minor })}
	if v.SKU != "" {
		out.SKU = opt.Some(v.SKU)
	}
	path, given := v.Image.Get()
	switch ref, ours := j.ready.images[path]; {
	case ours:
		out.ImageURL = opt.Some(ref.URL)
	case given && strings.HasPrefix(path, "/media/"):
		out.ImageURL = opt.Some(path)
	case given && path == "", v.Image.Cleared():
		out.ImageURL = opt.Some("")
	}
	return out
}

// offerOf puts the price of the record into the price set as it is: rows of other currencies, groups, quantities and
// windows stay (X3).
func offerOf(v VariantRecord, set []pricing.Price) (listing.Offer, error) {
	var o listing.Offer
	if n, ok := v.Stock.Get(); ok {
		o.Stock = &n
	}
	if b, ok := v.TrackStock.Get(); ok {
		o.Tracked = &b
	}
	if b, ok := v.AllowBackorder.Get(); ok {
		o.AllowBackorder = &b
	}
	price, priced := v.Price.Get()
	if !priced && !v.CompareAt.Given() {
		return o, nil
	}
	at := slices.IndexFunc(set, func(p pricing.Price) bool {
		return p.Rule() == pricing.RuleBase && (!priced || p.Currency == price.Currency)
	})
	set = slices.Clone(set)
	if at < 0 {
		if !priced {
			if v.CompareAt.Cleared() {
				return o, nil
			}
			return o, errNeeds.At("compare_at", "required", "There is no price to compare with.")
		}
		set, at = append(set, pricing.Price{Currency: price.Currency, MinQuantity: 1}), len(set)
	}
	row := &set[at]
	if priced {
		row.Amount = price.Minor
	}
	if compare, ok := v.CompareAt.Get(); ok {
		row.CompareAt = &compare.Minor
	} else if v.CompareAt.Cleared() || priced && row.CompareAt != nil && *row.CompareAt <= row.Amount {
		row.CompareAt = nil // emptied, or overtaken by a higher price
	}
	o.Prices = opt.Some(set)
	return o, nil
}

// belowVariant moves the places of bad fields to the variant they are of.
func belowVariant(err error, n int) error {
	var e *errs.Error
	if !errors.As(err, &e) {
		return err
	}
	moved := *e
	moved.Fields = slices.Clone(e.Fields)
	for i := range moved.Fields {
		moved.Fields[i].Path = variantPath(n) + moved.Fields[i].Path
	}
	return &moved
}
