package app

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/analytics"
	"github.com/haatshop/haat/internal/shop/settings"
)

// visitsADay is how many people look in on an ordinary day; a few more each week.
const visitsADay = 40

// weighted is one of several things and how often it is met beside the others.
type weighted[T any] struct {
	of     T
	weight int
}

func pick[T any](dice *rand.Rand, all []weighted[T]) T {
	sum := 0
	for _, s := range all {
		sum += s.weight
	}
	n := dice.IntN(sum)
	for _, s := range all {
		if n -= s.weight; n < 0 {
			return s.of
		}
	}
	panic("app: weights that do not add up")
}

var (
	visitSources = []weighted[string]{{"", 40}, {"https://www.google.com/", 30}, {"https://www.instagram.com/", 14}, {"https://www.facebook.com/", 8}, {"https://duckduckgo.com/", 4}, {"https://www.pinterest.com/", 4}}
	visitLocales = []weighted[string]{{"en", 70}, {"ar", 15}, {"ne", 15}}
	visitWords   = []weighted[string]{{"mug", 5}, {"lamp", 4}, {"tea", 4}, {"backpack", 3}, {"blanket", 2}, {"wooden toy", 2}, {"gift", 3}, {"sandals", 1}, {"umbrella", 1}}
	// Few look in at night, most after dinner.
	visitHours = []int{2, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 7, 8, 7, 6, 6, 7, 8, 9, 11, 12, 11, 8, 4}
)

// visits plays who looked at what in the last weeks: mostly at what is near the top, a few of them
// as far as the checkout. It says nothing about anybody, as real visits do not.
func (s *seeding) visits(ctx context.Context) error {
	dice := rand.New(rand.NewPCG(2026, 12))
	shelf, err := s.shelf(ctx)
	if err != nil {
		return err
	}
	var hits []analytics.PastHit
	for day := demoDays; day >= 0; day-- {
		start := s.now.AddDate(0, 0, -day).Truncate(24 * time.Hour)
		people := visitsADay + (demoDays-day)/2 + dice.IntN(15)
		if wd := start.Weekday(); wd == time.Saturday || wd == time.Sunday {
			people += people / 3
		}
		for range people {
			hits = append(hits, shelf.visit(dice, start)...)
		}
	}
	hits = slices.DeleteFunc(hits, func(h analytics.PastHit) bool { return !h.At.Before(s.now) })
	slices.SortStableFunc(hits, func(a, b analytics.PastHit) int { return a.At.Compare(b.At) })
	for part := range slices.Chunk(hits, analytics.MostPast) {
		if err := s.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error { return s.Analytics.RecordPastTx(ctx, tx, part) }); err != nil {
			return err
		}
	}
	// Nothing tells a hit of the demo from another but that it is older.
	s.note(settings.DemoVisits, s.now.UTC().Format(time.RFC3339Nano), 1)
	return nil
}

// shelf is what visitors find.
type shelf struct {
	products, categories []analytics.Hit
}

func (s *seeding) shelf(ctx context.Context) (*shelf, error) {
	out := &shelf{}
	for after := ""; ; {
		list, err := s.Catalog.Each(ctx, s.DB, after, 100)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			break
		}
		for _, p := range list {
			after = p.ID
			out.products = append(out.products, analytics.Hit{Kind: analytics.ProductView, Path: "/products/" + p.Handle, SubjectID: p.ID})
		}
	}
	tree, err := s.Catalog.Categories(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	for _, c := range tree.All {
		out.categories = append(out.categories, analytics.Hit{Kind: analytics.PageView, Path: "/categories/" + c.Handle, SubjectID: c.ID})
	}
	return out, nil
}

// visit is what one person does in a few minutes of a day.
func (s *shelf) visit(dice *rand.Rand, day time.Time) (hits []analytics.PastHit) {
	at := day.Add(time.Duration(hourOf(dice)*60+dice.IntN(60)) * time.Minute)
	locale, source := pick(dice, visitLocales), pick(dice, visitSources)
	do := func(h analytics.Hit) {
		h.Locale, h.Referrer = locale, source
		source = "" // one comes from elsewhere once
		hits = append(hits, analytics.PastHit{Hit: h, At: at})
		at = at.Add(time.Duration(8+dice.IntN(110)) * time.Second)
	}
	switch n := dice.IntN(10); {
	case n < 5:
		do(analytics.Hit{Kind: analytics.PageView, Path: "/"})
	case n < 7:
		do(s.categories[favourite(dice, len(s.categories))])
	case n < 8:
		do(analytics.Hit{Kind: analytics.Searched, Path: "/search", Query: pick(dice, visitWords)})
	}
	for range 1 + dice.IntN(4) {
		p := s.products[favourite(dice, len(s.products))]
		do(p)
		if dice.IntN(8) != 0 {
			continue
		}
		do(analytics.Hit{Kind: analytics.CartAdd, Path: p.Path, SubjectID: p.SubjectID})
		if dice.IntN(3) == 0 {
			do(analytics.Hit{Kind: analytics.CheckoutStarted, Path: "/checkout"})
			break
		}
	}
	return hits
}

func hourOf(dice *rand.Rand) int {
	all := make([]weighted[int], len(visitHours))
	for hour, weight := range visitHours {
		all[hour] = weighted[int]{hour, weight}
	}
	return pick(dice, all)
}

// favourite is one of n, the first ones far more often.
func favourite(dice *rand.Rand, n int) int {
	return min(int(float64(n)*math.Pow(dice.Float64(), 2.5)), n-1)
}
