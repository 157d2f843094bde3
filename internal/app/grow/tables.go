package grow

import (
	"fmt"
	"strings"
)

// columns are the tables this program writes, in an order that satisfies their references, with the columns of each.
var columns = [][2]string{
	{"customer_customers", "id account_id merged_into email email_norm first_name last_name name_norm last_norm phone locale groups note version created_at updated_at"},
	{"order_orders", `id number cart_ref status payment_status fulfilment_status held_at hold_reasons email email_norm name_search customer_id currency locale
		prices_include_tax shipping_address billing_address note subtotal discount shipping tax total cancelled authorized captured refunded tax_lines
		payment_method placed_at expires_at cancelled_at version`},
	{"order_store_orders", `id order_id store_id store_name seller_id status fulfilment_status shipping_choice subtotal discount shipping tax total placed_at
		confirmed_at cancelled_at payment_status customer_id name_search held_at`},
	{"order_lines", `id order_id store_order_id store_id position role product_id variant_id sku title variant_title product_handle options image_url quantity
		unit_price list_price subtotal discount tax total cost price_id tax_category taxes adjustments requires_shipping cancelled fulfilled delivered`},
	{"order_timeline", "id order_id store_order_id kind public actor_kind actor_id data at"},
	{"payment_payments", `id order_id order_number method status amount currency captured refunded reference provider_ref failure expires_at checked_at
		created_at updated_at`},
	{"payment_refunds", "id payment_id amount reason status provider_ref failure created_at finished_at"},
	{"fulfilment_shipments", "id order_id store_order_id store_id status carrier tracking_number tracking_url lines shipped_at delivered_at"},
	{"inventory_reservations", "order_id line_id variant_id location_id store_id quantity committed released restocked counted created_at"},
	{"inventory_ledger", "id variant_id location_id on_hand_delta reserved_delta reason order_id note actor_id created_at"},
	{"notify_deliveries", `id event_id kind channel recipient recipient_name locale subject_id detail status attempts last_error subject body_text body_html
		transport created_at sent_at`},
	{"audit_entries", "id at actor_kind actor_id network entity entity_id store_id action changes request_id seq hash"},
	{"kit_jobs", `id kind args state priority attempt max_attempts run_at lease_until unique_key last_error trace created_at finished_at`},
}

// table is rows on their way.
type table struct {
	name string
	cols []string
	rows [][]any
}

// tables collects rows until they are written together.
type tables struct {
	list []*table
	by   map[string]*table
	n    int
}

func newTables() *tables {
	t := &tables{by: map[string]*table{}}
	for _, c := range columns {
		one := &table{name: c[0], cols: strings.Fields(c[1])}
		t.list, t.by[one.name] = append(t.list, one), one
	}
	return t
}

func (t *tables) names() []string {
	var out []string
	for _, one := range t.list {
		out = append(out, one.name)
	}
	return out
}

// add panics when the values do not match the columns: that is a mistake of this program.
func (t *tables) add(name string, values ...any) {
	one := t.by[name]
	if len(values) != len(one.cols) {
		panic(fmt.Sprintf("grow: %d values for the %d columns of %s", len(values), len(one.cols), name))
	}
	one.rows = append(one.rows, values)
	t.n++
}

// full says that it is time to write.
func (t *tables) full() bool { return t.n >= 16*atOnce }

func (t *tables) empty() {
	for _, one := range t.list {
		clear(one.rows)
		one.rows = one.rows[:0]
	}
	t.n = 0
}
