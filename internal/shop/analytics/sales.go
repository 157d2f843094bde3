package analytics

import (
	"context"
	"slices"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/clock"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/money"
)

// Refusals of reports.
var (
	ErrNotFound = errs.New(errs.NotFound, "analytics.not_found", "This store does not exist.")
	ErrReport   = errs.New(errs.Invalid, "analytics.report", "There is no report like this.")
)

// maxDays bounds a report; so many days and as many before are about 70,000 slots at most.
const maxDays = 366

// mostStores are so many stores told apart in a report: the largest.
const mostStores = 10

// Ask says which sales are wanted.
type Ask struct {
	Days     int            // up to and with today
	StoreID  string         // empty for all the caller may see
	Currency money.Currency // empty for the shop's first
}

// Sum is what sales come to.
type Sum struct {
	Orders  int64 `json:"orders"`
	Total   int64 `json:"total" doc:"Minor units, tax and shipping included, less what was cancelled."`
	Average int64 `json:"average" doc:"What an order is worth on average, rounded half up; 0 without orders."`
}

// Day is one day's sales.
type Day struct {
	Date   string `json:"date" format:"date" doc:"Of the shop's calendar."`
	Orders int64  `json:"orders"`
	Total  int64  `json:"total" doc:"Minor units."`
}

// StoreSales is what one store sold.
type StoreSales struct {
	StoreID string `json:"store_id"`
	Name    string `json:"name"`
	Orders  int64  `json:"orders"`
	Total   int64  `json:"total" doc:"Minor units."`
}

// Sales is a report: a period and the one before it, day by day.
type Sales struct {
	Currency   money.Currency   `json:"currency"`
	Currencies []money.Currency `json:"currencies" doc:"Those there can be a report in."`
	TimeZone   string           `json:"time_zone" doc:"Where the days begin and end."`
	Sum        Sum              `json:"sum"`
	Before     Sum              `json:"before" doc:"Of the period before, its last day up to the time it is now, to the quarter of an hour."`
	Days       []Day            `json:"days" doc:"Oldest first; the last is today so far."`
	DaysBefore []Day            `json:"days_before" doc:"As many days before these; the last counts up to the time it is now."`
	Stores     []StoreSales     `json:"stores" doc:"The largest stores of the period, at most ten; empty when only one is asked for."`
	Complete   bool             `json:"complete" doc:"False while orders from before an upgrade are still being added up."`
}

// Sales answers a report on what the caller may see (A7, A8, A9). Returns ErrNotFound for
// another's store and ErrReport for a period or currency there is none of.
func (s *Service) Sales(ctx context.Context, q db.Querier, ask Ask) (Sales, error) {
	shop := s.d.Settings.Platform()
	if ask.Currency == "" {
		ask.Currency = shop.Currencies[0]
	}
	var f errs.Fields
	f.Check(ask.Days >= 1 && ask.Days <= maxDays, "days", "range", "Ask for 1 to 366 days.")
	f.Check(slices.Contains(shop.Currencies, ask.Currency), "currency", "unknown", "The shop does not sell in this currency.")
	if err := f.As(ErrReport); err != nil {
		return Sales{}, err
	}
	stores, err := storesOf(actor.From(ctx).Scope(actor.ReportsRead), ask.StoreID)
	if err != nil {
		return Sales{}, err
	}
	now := s.d.Clock.Now()
	span := spanOf(now, ask.Days, shop.Location())
	out := Sales{Currency: ask.Currency, Currencies: shop.Currencies, TimeZone: shop.TimeZone, Stores: []StoreSales{}}
	sums := make([]sum, 2*ask.Days)
	for _, r := range span.runs {
		rows, err := db.All[dayRow](ctx, q, salesByDay, stores, ask.Currency, r.from, r.until, r.day.Microseconds())
		if err != nil {
			return Sales{}, err
		}
		for _, row := range rows {
			sums[r.first+int(row.Day)].add(row.Orders, row.Total)
		}
	}
	out.DaysBefore, out.Before = span.days(sums, 0, ask.Days)
	out.Days, out.Sum = span.days(sums, ask.Days, 2*ask.Days)
	if out.Complete, err = db.Get[bool](ctx, q, isDone); err != nil {
		return Sales{}, err
	}
	if len(stores) > 1 || slices.Contains(stores, market) {
		out.Stores, err = s.largest(ctx, q, stores, ask.Currency, span.starts[ask.Days], now)
	}
	return out, err
}

// storesOf says whose sums a report is made of; of a seller without a store, nobody's.
func storesOf(scope actor.Scope, storeID string) ([]string, error) {
	switch {
	case storeID != "" && scope.Has(storeID):
		return []string{storeID}, nil
	case storeID != "":
		return nil, ErrNotFound
	case scope.All:
		return []string{market}, nil
	}
	stores := append([]string{}, scope.StoreIDs...)
	slices.Sort(stores)
	return slices.Compact(stores), nil
}

// largest are the stores that sold most in a window.
func (s *Service) largest(ctx context.Context, q db.Querier, stores []string, c money.Currency, from, until time.Time) ([]StoreSales, error) {
	var rows []storeRow
	var err error
	if slices.Contains(stores, market) {
		first, last := from.Add(day-1).Truncate(day), until.Truncate(day)
		if last.Before(first) { // not a whole day
			first, last = until, until
		}
		rows, err = db.All[storeRow](ctx, q, largestStores, c, from, first, last, until, mostStores)
	} else {
		rows, err = db.All[storeRow](ctx, q, largestOf, stores, c, from, until, mostStores)
	}
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.StoreID
	}
	known, err := s.d.Seller.ByIDs(ctx, q, ids)
	out := make([]StoreSales, len(rows))
	for i, r := range rows {
		out[i] = StoreSales{StoreID: r.StoreID, Name: known[r.StoreID].Name, Orders: r.Orders, Total: r.Total}
	}
	return out, err
}

// span is a period and the one before it, cut into days.
type span struct {
	dates  []string
	starts []time.Time
	runs   []run
}

// run is a stretch of days of the same length: of 24 hours, or a single one in which clocks
// were moved. Inside a run, the day follows from the distance to its beginning.
type run struct {
	first       int // index of its first day
	from, until time.Time
	day         time.Duration
}

// spanOf cuts the last days and as many before them where the zone's days begin. Both end
// at this time of day, so that half a day is compared with half a day.
func spanOf(now time.Time, days int, zone *time.Location) span {
	var s span
	local := now.In(zone)
	y, m, d := local.Date()
	first := d - 2*days + 1
	ends := map[int]time.Time{days - 1: local.AddDate(0, 0, -days).UTC().Truncate(slot), 2*days - 1: now}
	from := clock.DayStart(y, m, first, zone)
	for i := range 2 * days {
		until := clock.DayStart(y, m, first+i+1, zone)
		s.dates = append(s.dates, time.Date(y, m, first+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
		s.starts = append(s.starts, from)
		r := run{i, from, until, max(until.Sub(from), slot)} // a country may skip a day
		if end, cut := ends[i]; cut {
			r.until = end
		}
		if n := len(s.runs); n > 0 && s.runs[n-1].until.Equal(from) && s.runs[n-1].day == r.day && r.day == day {
			s.runs[n-1].until = r.until
		} else {
			s.runs = append(s.runs, r)
		}
		from = until
	}
	return s
}

// days are those from one index to another, and what they come to.
func (s span) days(sums []sum, from, until int) ([]Day, Sum) {
	out := make([]Day, 0, until-from)
	var all Sum
	for i := from; i < until; i++ {
		out = append(out, Day{Date: s.dates[i], Orders: sums[i].orders, Total: sums[i].total})
		all.Orders, all.Total = all.Orders+sums[i].orders, all.Total+sums[i].total
	}
	if all.Orders > 0 {
		all.Average = (2*all.Total + all.Orders) / (2 * all.Orders)
	}
	return out, all
}
