package grow

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
	"github.com/haatshop/haat/internal/kit/opt"
	"github.com/haatshop/haat/internal/kit/page"
	"github.com/haatshop/haat/internal/shop/catalog"
	"github.com/haatshop/haat/internal/shop/seller"
	"github.com/haatshop/haat/internal/shop/transfer"
)

// stores is how many there are: the first sells two fifths of everything, the last next to nothing.
const stores = 12

// departments × groups × shelves are the categories, three levels deep.
const (
	departments = 8
	groups      = 5
	shelves     = 4
	collections = 10
)

func fillProducts(ctx context.Context, a *app.App, p Plan) error {
	there, err := a.Catalog.Each(ctx, a.DB, "", 1)
	if err != nil || len(there) > 0 || p.Products == 0 {
		return err
	}
	handles, err := openStores(ctx, a)
	if err != nil {
		return err
	}
	if err := plantCategories(ctx, a); err != nil {
		return err
	}
	started := time.Now()
	r, w := io.Pipe()
	go func() { w.CloseWithError(writeProducts(w, p, handles)) }()
	told := 0
	report, err := a.Transfer.ImportProducts(ctx, r, transfer.Import{Currency: "USD", Progress: func(r transfer.Report) {
		if done := r.Records() / 5000; done > told {
			told = done
			say("%d products, %.0f a second", r.Records(), float64(r.Records())/time.Since(started).Seconds())
		}
	}})
	if err != nil {
		return err
	}
	if report.Rejected > 0 {
		return fmt.Errorf("%d products were rejected, first %w", report.Rejected, report.Errors[0])
	}
	say("%d products in %s", report.Created, time.Since(started).Round(time.Second))
	return nil
}

// openStores gives the first seller two stores and every other one.
func openStores(ctx context.Context, a *app.App) (handles []string, err error) {
	there, err := a.Seller.Stores(ctx, a.DB, page.Request{Limit: 100})
	if err != nil {
		return nil, err
	}
	if len(there.Items) > 0 {
		return nil, fmt.Errorf("this shop has stores already; fill an empty one")
	}
	sellerID := ""
	for n := range stores {
		if n != 1 {
			v, err := a.Seller.Create(ctx, seller.NewSeller{Name: lastNames[n] + " & Co", Email: fmt.Sprintf("seller%d@grown.example", n), Status: seller.Approved})
			if err != nil {
				return nil, err
			}
			sellerID = v.ID
		}
		in := seller.NewStore{SellerID: sellerID, Handle: fmt.Sprintf("store-%02d", n), Name: firstNames[n] + "’s " + nouns[n] + "s"}
		err := a.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
			_, err := a.Seller.CreateStoreTx(ctx, tx, in)
			return err
		})
		if err != nil {
			return nil, err
		}
		handles = append(handles, in.Handle)
	}
	return handles, nil
}

func plantCategories(ctx context.Context, a *app.App) error {
	save := func(parent, handle, name string, n int) (string, error) {
		v, err := a.Catalog.SaveCategory(ctx, catalog.SaveCategory{ParentID: opt.Some(parent), Handle: opt.Some(handle), Name: opt.Some(name), Position: opt.Some(n)})
		return v.ID, err
	}
	for d := range departments {
		top, err := save("", categoryHandle(d, -1, -1), adjectives[d]+" Living", d)
		if err != nil {
			return err
		}
		for g := range groups {
			mid, err := save(top, categoryHandle(d, g, -1), materials[(d+g)%len(materials)]+" Goods", g)
			if err != nil {
				return err
			}
			for s := range shelves {
				if _, err := save(mid, categoryHandle(d, g, s), nouns[(d*groups+g+s*7)%len(nouns)]+"s", s); err != nil {
					return err
				}
			}
		}
	}
	for n := range collections {
		if _, err := a.Catalog.SaveCollection(ctx, catalog.SaveCollection{Handle: opt.Some(collectionHandle(n)), Title: opt.Some(adjectives[n] + " Picks"), Position: opt.Some(n)}); err != nil {
			return err
		}
	}
	return nil
}

func categoryHandle(d, g, s int) string {
	h := "d" + strconv.Itoa(d)
	if g >= 0 {
		h += "-g" + strconv.Itoa(g)
	}
	if s >= 0 {
		h += "-s" + strconv.Itoa(s)
	}
	return h
}

func collectionHandle(n int) string { return "picks-" + strconv.Itoa(n) }

// maker makes products one by one; the same seed makes the same ones.
type maker struct {
	dice    *rand.Rand
	voc     *vocabulary
	brands  []string
	store   *rand.Zipf
	handles []string
}

func newMaker(seed uint64, handles []string) *maker {
	dice := rand.New(rand.NewPCG(seed, 7))
	m := &maker{dice: dice, voc: newVocabulary(dice), handles: handles}
	for range 300 {
		b := pseudoWord(dice, 2)
		m.brands = append(m.brands, strings.ToUpper(b[:1])+b[1:])
	}
	m.store = rand.NewZipf(dice, 1.4, 1, uint64(len(handles)-1))
	return m
}

func writeProducts(w io.Writer, p Plan, handles []string) error {
	m := newMaker(p.Seed, handles)
	enc := json.NewEncoder(w)
	for n := range p.Products {
		if err := enc.Encode(m.product(n)); err != nil {
			return err
		}
	}
	return nil
}

func (m *maker) product(n int) transfer.ProductRecord {
	dice := m.dice
	brand, noun, material := pick(dice, m.brands), pick(dice, nouns), pick(dice, materials)
	ref := "G" + strconv.Itoa(100000+n)
	d, g, s := dice.IntN(departments), dice.IntN(groups), dice.IntN(shelves)
	r := transfer.ProductRecord{
		Store: m.handles[m.store.Uint64()], ExternalID: ref, Handle: strings.ToLower(brand + "-" + noun + "-" + ref),
		Title:           opt.Some(strings.Join([]string{brand, pick(dice, adjectives), material, noun, m.voc.word()}, " ")),
		DescriptionHTML: opt.Some(m.description()), Status: opt.Some("active"), Vendor: opt.Some(brand),
		Categories: opt.Some([]string{categoryHandle(d, g, s)}), Tags: opt.Some([]string{m.voc.word(), m.voc.word()}),
		Attributes: opt.Some([]transfer.AttributeRecord{
			{Code: "material", Name: "Material", Value: material},
			{Code: "made_in", Name: "Made in", Value: pick(dice, countries)},
			{Code: "warranty", Name: "Warranty", Value: strconv.Itoa(1+dice.IntN(5)) + " years"},
			{Code: "model", Name: "Model", Value: m.voc.word() + "-" + strconv.Itoa(dice.IntN(1000))},
		}),
		Options: []string{"Colour"},
	}
	if dice.IntN(20) == 0 {
		r.Status = opt.Some("draft")
	}
	if dice.IntN(8) == 0 {
		r.Collections = opt.Some([]string{collectionHandle(dice.IntN(collections))})
	}
	r.Variants = opt.Some(m.variants(ref))
	return r
}

func (m *maker) description() string {
	var b strings.Builder
	for range 1 + m.dice.IntN(3) {
		b.WriteString("<p>")
		for i := range 2 + m.dice.IntN(3) {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(m.voc.sentence(8 + m.dice.IntN(10)))
		}
		b.WriteString("</p>")
	}
	return b.String()
}

func (m *maker) variants(ref string) []transfer.VariantRecord {
	dice := m.dice
	// Prices lie where prices lie: many low, few high, most of them ending in 99.
	price := int64(1+dice.IntN(30)*dice.IntN(30))*100 + 99
	first := dice.IntN(len(colours))
	out := make([]transfer.VariantRecord, 2+dice.IntN(2))
	soldOut := dice.IntN(15) == 0
	for i := range out {
		colour := colours[(first+i)%len(colours)]
		stock := int64(dice.IntN(200))
		if soldOut {
			stock = 0
		}
		out[i] = transfer.VariantRecord{SKU: ref + "-" + strconv.Itoa(i+1), Options: map[string]string{"Colour": colour},
			Price: opt.Some(money.New(price+int64(i)*200, "USD")), WeightGrams: opt.Some(int64(100 + dice.IntN(4000))), Stock: opt.Some(stock)}
		if i == 0 && dice.IntN(5) == 0 {
			out[i].CompareAt = opt.Some(money.New(price+price/4, "USD"))
		}
	}
	return out
}
