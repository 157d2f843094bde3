package fulfilment

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/shop/order"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the room's schema.
func Migrations() db.Migrations {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return db.Migrations{Room: "fulfilment", FS: sub}
}

const cols = `id, order_id, store_order_id, store_id, status, carrier, tracking_number, tracking_url, lines, shipped_at, delivered_at`

var (
	insertShipment = db.SQL(`INSERT INTO fulfilment_shipments (id, order_id, store_order_id, store_id, status, carrier, tracking_number, tracking_url, lines, shipped_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
	selectShipment  = db.SQL(`SELECT ` + cols + ` FROM fulfilment_shipments WHERE id = $1`)
	ofOrder         = db.SQL(`SELECT ` + cols + ` FROM fulfilment_shipments WHERE order_id = $1 ORDER BY id LIMIT 1000`)
	ofOrders        = db.SQL(`SELECT ` + cols + ` FROM fulfilment_shipments WHERE order_id IN ($1...) ORDER BY order_id, id`)
	countShipments  = db.SQL(`SELECT COUNT(*) FROM fulfilment_shipments`).Whole()
	deleteOfOrders  = db.SQL(`DELETE FROM fulfilment_shipments WHERE order_id IN ($1...)`)
	deliverShipment = db.SQL(`UPDATE fulfilment_shipments SET status = 'delivered', delivered_at = $2 WHERE id = $1 AND status = 'shipped'`)
)

type shipmentRow struct {
	ID, OrderID, StoreOrderID, StoreID   string
	Status                               Status
	Carrier, TrackingNumber, TrackingURL string
	Lines                                db.JSON[[]order.LineQty]
	ShippedAt                            time.Time
	DeliveredAt                          *time.Time
}

func (r shipmentRow) shipment() Shipment {
	return Shipment{ID: r.ID, OrderID: r.OrderID, StoreOrderID: r.StoreOrderID, StoreID: r.StoreID, Status: r.Status, Carrier: r.Carrier,
		TrackingNumber: r.TrackingNumber, TrackingURL: r.TrackingURL, Lines: r.Lines.V, ShippedAt: r.ShippedAt, DeliveredAt: r.DeliveredAt}
}

func getShipment(ctx context.Context, q db.Querier, id string) (Shipment, error) {
	r, err := db.Get[shipmentRow](ctx, q, selectShipment, id)
	if errors.Is(err, db.ErrNoRows) {
		err = ErrNotFound
	}
	return r.shipment(), err
}

func shipmentsOf(ctx context.Context, q db.Querier, orderID string) ([]Shipment, error) {
	rows, err := db.All[shipmentRow](ctx, q, ofOrder, orderID)
	out := make([]Shipment, len(rows))
	for i, r := range rows {
		out[i] = r.shipment()
	}
	return out, err
}
