package order

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/actor"
	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/page"
)

// reach is how far what a filter finds is counted: beyond it is "many".
const reach = 50_000

// A filter leads when its index is the one that is walked; every other one is
// a hint to leave its index alone ("+"). The planners cannot be trusted with
// the choice: SQLite keeps no statistics, and PostgreSQL forgets the values of
// a statement it has prepared often.
var (
	orderColumns = map[string]string{"status": "o.status", "payment": "o.payment_status", "fulfilment": "o.fulfilment_status",
		"customer": "o.customer_id", "number": "o.number", "email": "o.email_norm"}
	partColumns = map[string]string{"status": "s.status", "payment": "s.payment_status", "fulfilment": "s.fulfilment_status",
		"customer": "s.customer_id", "number": "o.number", "email": "o.email_norm"}

	allOrders = db.NewList(db.ListSpec{
		Select:  `SELECT ` + orderCols + ` FROM order_orders o`,
		Filters: filters(orderColumns, "o"),
		Sets:    func(sort string) [][]string { return filterSets(sort, false) },
		Sorts: map[string][]string{"-placed": {"o.placed_at DESC", "o.id DESC"}, "placed": {"o.placed_at", "o.id"},
			"-total": {"o.total DESC", "o.id DESC"}, "total": {"o.total", "o.id"},
			"few:-placed": {"o.placed_at + 0 DESC", "o.id DESC"}, "few:placed": {"o.placed_at + 0", "o.id"},
			"few:-total": {"o.total + 0 DESC", "o.id DESC"}, "few:total": {"o.total + 0", "o.id"}},
	})
	// storeOrders starts from one store's own parts: a small seller's page does
	// not cost a walk over everybody's orders.
	storeOrders = db.NewList(db.ListSpec{
		Select:  `SELECT ` + orderCols + ` FROM order_store_orders s JOIN order_orders o ON o.id = s.order_id`,
		Filters: withStore(filters(partColumns, "s")),
		Sets:    func(sort string) [][]string { return filterSets(sort, true) },
		Sorts: map[string][]string{"-placed": {"s.placed_at DESC", "s.order_id DESC"}, "placed": {"s.placed_at", "s.order_id"},
			"few:-placed": {"s.placed_at + 0 DESC", "s.order_id DESC"}, "few:placed": {"s.placed_at + 0", "s.order_id"}},
	})

	// How many there are of something, as far as it matters.
	fewOrders = map[string]*db.Stmt{
		"customer": db.SQL(countFew + `order_orders WHERE customer_id = $1 AND placed_at >= $2 AND placed_at < $3 LIMIT $4) f`),
		"email":    db.SQL(countFew + `order_orders WHERE email_norm = $1 AND placed_at >= $2 AND placed_at < $3 LIMIT $4) f`),
	}
	fewParts = map[string]*db.Stmt{
		"customer": db.SQL(countFew + `order_store_orders WHERE customer_id = $1 AND placed_at >= $2 AND placed_at < $3 AND store_id = $5 LIMIT $4) f`),
		"email":    fewOrders["email"],
	}
	fewNames = db.SQL(countFew + `order_orders WHERE name_search >= $1 AND name_search < $2 LIMIT $3) f`)
	newest   = db.SQL(`SELECT COALESCE(MAX(number), 0) AS n FROM order_orders`)
	fewDates = db.SQL(countFew + `order_orders WHERE placed_at >= $1 AND placed_at < $2 LIMIT $3) f`)
)

const countFew = `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM `

// filters says each condition twice: leading, and as a hint. What only states
// tell never leads by itself: they do, see wholeState.
func filters(columns map[string]string, table string) map[string]string {
	out := map[string]string{"held": heldOf(table + "."), "+held": heldOf("/*+*/" + table + "."), "+toship": toShipOf("/*+*/" + table + ".")}
	for name, col := range columns {
		out[name], out["+"+name] = col+" = $?", "/*+*/"+col+" = $?"
	}
	placed := table + ".placed_at"
	out["name"], out["+name"] = "o.name_search >= $? AND o.name_search < $?", "/*+*/o.name_search >= $? AND /*+*/o.name_search < $?"
	out["from"], out["until"] = placed+" >= $?", placed+" < $?"
	out["+from"], out["+until"] = "/*+*/"+placed+" >= $?", "/*+*/"+placed+" < $?"
	return out
}

// withStore names the store, leading where its parts are walked, a hint where
// the order is found first. A walk sees the name in the part's index.
func withStore(m map[string]string) map[string]string {
	m["store"], m["+store"] = "s.store_id = $?", "/*+*/s.store_id = $?"
	m["+name"] = "/*+*/s.name_search >= $? AND /*+*/s.name_search < $?"
	return m
}

// heldOf and toShipOf are conditions on the columns of a table. What is counted
// is what is listed, so there is one text for both.
func heldOf(table string) string {
	return table + "held_at IS NOT NULL AND " + table + "status <> 'cancelled'"
}

func toShipOf(table string) string {
	return table + "status = 'confirmed' AND " + table + "fulfilment_status IN ('unfulfilled', 'partially_fulfilled')"
}

var filterNames = []string{"number", "email", "customer", "name", "held", "payment", "fulfilment", "status", "toship"}

// leads are the filters that may lead in a sort; "" is none.
func leads(sort string, ofStore bool) []string {
	switch {
	case strings.HasPrefix(sort, "few:"):
		return []string{"number", "email", "customer", "name"}
	case strings.HasSuffix(sort, "total"):
		return []string{"", "held", wholeState}
	case ofStore:
		return []string{"", "customer", "held", wholeState}
	}
	return []string{"", "email", "customer", "held", wholeState}
}

// leading are the filters of a lead.
func leading(lead string) []string {
	switch lead {
	case "":
		return nil
	case wholeState:
		return slices.Clone(stateNames)
	}
	return []string{lead}
}

// filterSets lists what can be asked for: the leading filter alone, with one
// other where the order of the page is walked in, and with all.
func filterSets(sort string, ofStore bool) (sets [][]string) {
	return setsOf(sort, ofStore, leads(sort, ofStore), filterNames)
}

func setsOf(sort string, ofStore bool, leads, names []string) (sets [][]string) {
	for _, lead := range leads {
		a := asked{sort: strings.TrimPrefix(sort, "few:")}
		if ofStore {
			a.store = "a store"
		}
		p := path{lead, strings.HasPrefix(sort, "few:")}
		first := leading(lead)
		if ofStore {
			first = append(first, hintIf(throughOrders(lead))+"store")
		}
		dates := []string{hintIf(a.datesAside(p)) + "from", hintIf(a.datesAside(p)) + "until"}
		all := slices.Concat(first, dates)
		sets = append(sets, first, all)
		for _, other := range names {
			if slices.Contains(first, other) || lead == wholeState && other == "toship" {
				continue
			}
			all = append(all, "+"+other)
			if !p.few {
				sets = append(sets, append([]string{"+" + other}, first...))
			}
		}
		sets = append(sets, all)
	}
	if strings.HasPrefix(sort, "few:") && strings.HasSuffix(sort, "total") {
		sets = append(sets, []string{"from", "until"}, []string{"+status", "from", "until"}) // the dates lead
	}
	for i, set := range sets {
		sets[i] = slices.Sorted(slices.Values(set))
	}
	return sets
}

// Filter narrows the list of orders; zero members do not filter. Query is a
// number, an e-mail address, or the beginning of the buyer's name.
type Filter struct {
	Status           Status
	PaymentStatus    PaymentStatus
	FulfilmentStatus FulfilmentStatus
	StoreID          string
	CustomerID       string
	Query            string
	Held             bool // on hold, and not cancelled
	ToShip           bool // confirmed, and something has not left yet
	PlacedFrom       *time.Time
	PlacedUntil      *time.Time
}

// last is behind every text that begins with what stands before it.
const last = "\U0010ffff"

// conditions are the filters that are set, with their values.
func (f Filter) conditions() map[string][]any {
	out := map[string][]any{}
	set := func(name, v string) {
		if v != "" {
			out[name] = []any{v}
		}
	}
	set("status", string(f.Status))
	set("payment", string(f.PaymentStatus))
	set("fulfilment", string(f.FulfilmentStatus))
	set("customer", f.CustomerID)
	for name, on := range map[string]bool{"held": f.Held, "toship": f.ToShip} {
		if on {
			out[name] = nil
		}
	}
	text := strings.TrimSpace(f.Query)
	if text == "" {
		return out
	}
	if n, err := strconv.ParseInt(strings.TrimPrefix(text, "#"), 10, 64); err == nil {
		out["number"] = []any{n}
	} else if strings.Contains(text, "@") {
		set("email", emailNorm(text))
	} else {
		name := nameSearch(text)
		out["name"] = []any{name, name + last}
	}
	return out
}

// between are the bounds of placed_at, wide open where none is set.
func (f Filter) between() (from, until int64) {
	from, until = math.MinInt64, math.MaxInt64
	if f.PlacedFrom != nil {
		from = db.Micros(*f.PlacedFrom)
	}
	if f.PlacedUntil != nil {
		until = db.Micros(*f.PlacedUntil)
	}
	return from, until
}

// asked is one page of one list on its way: all orders, or those of a store.
type asked struct {
	f     Filter
	conds map[string][]any
	store string
	sort  string
	after []any
	limit int
	// counted is what the filters find that are the same for every store, by their names.
	counted map[string]int64
}

// path is how the page is found: which filter leads, and whether what it finds
// is read whole and sorted.
type path struct {
	lead string
	few  bool
}

// asks says whether a filter is set.
func (a asked) asks(name string) bool {
	_, set := a.conds[name]
	return set
}

// path counts, no further than matters, what each filter finds, and takes the
// cheaper of two ways: to read what the rarest filter finds and sort it, or to
// walk in the order of the page until it is full, which is quick where much is
// found on the way. It assumes that filters have nothing to do with one another,
// which is never true of the states: those are not guessed at, they lead together.
// Nor of what is on hold: that is so little that it is walked through whatever else is
// asked for.
func (a asked) path(ctx context.Context, q db.Querier) (path, error) {
	byTotal := strings.HasSuffix(a.sort, "total")
	dated := byTotal && (a.f.PlacedFrom != nil || a.f.PlacedUntil != nil)
	whole := a.whole()
	if a.asks("number") {
		return path{"number", true}, nil
	}
	if a.asks("held") {
		return path{lead: "held"}, nil
	}
	names := slices.DeleteFunc(slices.Clone(filterNames), func(name string) bool {
		return !a.asks(name) || slices.Contains(stateFilters, name)
	})
	switch {
	case len(names) == 0 && !dated:
		return path{lead: ifWhole(whole)}, nil
	case len(names) == 1 && !whole && !byTotal && slices.Contains(leads(a.sort, a.store != ""), names[0]):
		return path{lead: names[0]}, nil // its index is in the order of the page
	}
	if dated {
		names = append(names, "")
	}
	w, err := a.weigh(ctx, q, names)
	if err != nil {
		return path{}, err
	}
	lead, walk := ifWhole(whole), w.rows(a.limit)
	if !byTotal && !whole {
		for _, name := range leads(a.sort, a.store != "")[1:] {
			if n, ok := w.found[name]; ok && (lead == "" || n < w.found[lead]) {
				lead = name
			}
		}
		if lead != "" { // what leads need not be found on the way
			walk = walk * float64(w.found[lead]) / w.all
		}
	}
	if w.least <= reach && float64(w.least)*sorting < walk {
		return path{w.rarest, true}, nil
	}
	return path{lead: lead}, nil
}

// sorting is what a row costs more that is sorted than one that is walked by.
const sorting = 3

// weights are what the filters find. The dates are "".
type weights struct {
	found  map[string]int64
	all    float64
	rarest string
	least  int64
}

func (a asked) weigh(ctx context.Context, q db.Querier, names []string) (weights, error) {
	n, err := a.once("all", func() (int64, error) { return db.Get[int64](ctx, q, newest) })
	if err != nil {
		return weights{}, err
	}
	w := weights{found: map[string]int64{}, all: float64(max(n, 1)), least: reach + 1}
	far := int64(reach)
	if len(names) == 1 {
		// Beyond this the walk is the cheaper way, however much more there is.
		far = min(far, int64(math.Sqrt(float64(a.limit)*w.all/sorting)))
	}
	for _, name := range names {
		if n, err = a.count(ctx, q, name, far+1); err != nil {
			return weights{}, err
		}
		w.found[name] = n
		if n < w.least {
			w.rarest, w.least = name, n
		}
	}
	return w, nil
}

// rows is how many rows a walk passes by before it has found so many.
func (w weights) rows(limit int) float64 {
	out := float64(limit)
	for _, n := range w.found {
		out *= w.all / float64(max(n, 1))
	}
	return min(out, w.all)
}

func (a asked) count(ctx context.Context, q db.Querier, name string, most int64) (int64, error) {
	from, until := a.f.between()
	switch name {
	case "name":
		return a.once(name, func() (int64, error) {
			return db.Get[int64](ctx, q, fewNames, a.conds[name][0], a.conds[name][1], most)
		})
	case "":
		return a.once(name, func() (int64, error) { return db.Get[int64](ctx, q, fewDates, from, until, most) })
	case "email":
		return a.once(name, func() (int64, error) {
			return db.Get[int64](ctx, q, fewOrders[name], a.conds[name][0], from, until, most)
		})
	}
	if a.store == "" {
		return db.Get[int64](ctx, q, fewOrders[name], a.conds[name][0], from, until, most)
	}
	return db.Get[int64](ctx, q, fewParts[name], a.conds[name][0], from, until, most, a.store)
}

// once counts what is the same for every store once for all of them.
func (a asked) once(name string, count func() (int64, error)) (int64, error) {
	if n, ok := a.counted[name]; ok {
		return n, nil
	}
	n, err := count()
	if err == nil {
		a.counted[name] = n
	}
	return n, err
}

// query says it in the words of the list, or of the list of keys. A whole state takes the place of the states asked for.
func (a asked) query(p path, state map[string]string, keys bool) *db.ListQuery {
	list, sort := allOrders, a.sort
	if p.few {
		sort = "few:" + sort
	}
	if a.store != "" {
		list = storeOrders
	}
	if keys {
		list = a.keyList()
	}
	lq := list.Query(sort, a.limit)
	if a.store != "" {
		lq.Where(hintIf(throughOrders(p.lead))+"store", a.store)
	}
	for name, value := range state {
		lq.Where(name, value)
	}
	for name, values := range a.conds {
		if state == nil || !slices.Contains(stateFilters, name) {
			lq.Where(hintIf(name != p.lead)+name, values...)
		}
	}
	aside := a.datesAside(p)
	if a.f.PlacedFrom != nil {
		lq.Where(hintIf(aside)+"from", *a.f.PlacedFrom)
	}
	if a.f.PlacedUntil != nil {
		lq.Where(hintIf(aside)+"until", *a.f.PlacedUntil)
	}
	if a.after != nil {
		lq.After(a.after...)
	}
	return lq
}

// throughOrders says that the leading filter is one of the order, not of the
// store's part.
func throughOrders(lead string) bool { return lead == "number" || lead == "email" || lead == "name" }

// datesAside: the date is part of every index but these; in the order of totals
// it leads, or nobody does.
func (a asked) datesAside(p path) bool {
	return p.lead == "number" || p.lead == "name" || a.store != "" && throughOrders(p.lead) || strings.HasSuffix(a.sort, "total") && !p.few
}

func hintIf(aside bool) string {
	if aside {
		return "+"
	}
	return ""
}

func (a asked) rows(ctx context.Context, q db.Querier) ([]orderRow, error) {
	p, err := a.path(ctx, q)
	if err != nil {
		return nil, err
	}
	if p.lead == wholeState {
		return a.runs(ctx, q, p)
	}
	return read[orderRow](ctx, q, a.query(p, nil, false))
}

func read[R any](ctx context.Context, q db.Querier, lq *db.ListQuery) ([]R, error) {
	st, args, err := lq.Build()
	if err != nil {
		return nil, err
	}
	return db.All[R](ctx, q, st, args...)
}

// listOrders returns one page of orders without their lines.
func listOrders(ctx context.Context, q db.Querier, scope actor.Scope, f Filter, sort string, p page.Request) (page.List[Order], error) {
	a := asked{f: f, conds: f.conditions(), sort: sort, limit: p.Size() + 1, counted: map[string]int64{}}
	if p.Cursor != "" {
		var key int64
		var id string
		if err := page.Decode(p.Cursor, sort, &key, &id); err != nil {
			return page.List[Order]{}, err
		}
		a.after = []any{key, id}
	}
	stores := []string{""} // all orders
	switch {
	case f.StoreID != "":
		stores = []string{f.StoreID}
	case !scope.All:
		stores = scope.StoreIDs
	}
	var found []orderRow
	for _, a.store = range stores {
		rows, err := a.rows(ctx, q)
		if err != nil {
			return page.List[Order]{}, err
		}
		found = append(found, rows...)
	}
	if len(stores) > 1 {
		found = merged(found, sort, p.Size()+1)
	}
	orders := make([]Order, len(found))
	for i, r := range found {
		orders[i] = r.order()
	}
	l := page.Cut(orders, p.Size(), sort, func(o Order) []any {
		if strings.HasSuffix(sort, "total") {
			return []any{o.Sums.Total, o.ID}
		}
		return []any{db.Micros(o.PlacedAt), o.ID}
	})
	return l, attachParts(ctx, q, l.Items)
}

// places are the ids of orders, and where each is among them.
func places(orders []Order) (ids []string, at map[string]int) {
	ids, at = make([]string, len(orders)), make(map[string]int, len(orders))
	for i, o := range orders {
		ids[i], at[o.ID] = o.ID, i
	}
	return ids, at
}

// attachLines reads the lines of orders that have none yet.
func attachLines(ctx context.Context, q db.Querier, orders []Order) error {
	ids, at := places(orders)
	rows, err := db.All[struct {
		OrderID string
		lineRow
	}](ctx, q, linesOfOrders, ids)
	for _, l := range rows {
		o := &orders[at[l.OrderID]]
		o.Lines = append(o.Lines, l.line())
	}
	return err
}

func attachParts(ctx context.Context, q db.Querier, orders []Order) error {
	ids, at := places(orders)
	rows, err := db.All[storeOrderRow](ctx, q, storeOrdersOf, ids)
	for _, r := range rows {
		o := &orders[at[r.OrderID]]
		o.StoreOrders = append(o.StoreOrders, r.storeOrder())
	}
	return err
}
