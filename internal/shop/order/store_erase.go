package order

import "github.com/haatshop/haat/internal/kit/db"

var (
	ordersOfGoods = db.SQL(`SELECT DISTINCT s.order_id FROM order_store_orders s JOIN order_lines l ON l.order_id = s.order_id
		WHERE s.store_id IN ($1...) AND l.product_id IN ($2...) AND s.order_id > $3 ORDER BY 1 LIMIT $4`)
	goodsSold = db.SQL(`SELECT DISTINCT l.product_id FROM order_store_orders s JOIN order_lines l ON l.order_id = s.order_id
		WHERE s.store_id = $1 AND l.store_id = s.store_id AND l.role = 'goods' LIMIT 5000`)
	anyOrderOf      = db.SQL(`SELECT 1 AS one FROM order_orders WHERE customer_id = $1 LIMIT 1`)
	cartRefsOf      = db.SQL(`SELECT cart_ref FROM order_orders WHERE id IN ($1...)`)
	lockOrders      = db.SQL(`SELECT id FROM order_orders WHERE id IN ($1...) ORDER BY id`).ForUpdate()
	insertErased    = db.SQL(`INSERT INTO order_erased (id, number, placed_at, erased_at) VALUES ($1, $2, $3, $4)`)
	erasedOf        = db.SQL(`SELECT id, number, placed_at FROM order_erased WHERE id IN ($1...)`)
	deleteTimelines = db.SQL(`DELETE FROM order_timeline WHERE order_id IN ($1...)`)
	deleteLines     = db.SQL(`DELETE FROM order_lines WHERE order_id IN ($1...)`)
	deleteParts     = db.SQL(`DELETE FROM order_store_orders WHERE order_id IN ($1...)`)
	deleteOrders    = db.SQL(`DELETE FROM order_orders WHERE id IN ($1...)`)
)
