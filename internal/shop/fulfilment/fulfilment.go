package fulfilment

import (
	"net/url"
	"strings"
	"time"

	"github.com/haatshop/haat/internal/kit/errs"
	"github.com/haatshop/haat/internal/kit/text"
	"github.com/haatshop/haat/internal/shop/order"
)

// Status of a shipment.
type Status string

// The states of a shipment.
const (
	Shipped   Status = "shipped"
	Delivered Status = "delivered"
)

// Shipment is goods under way.
type Shipment struct {
	ID             string          `json:"id"`
	OrderID        string          `json:"order_id"`
	StoreOrderID   string          `json:"store_order_id"`
	StoreID        string          `json:"store_id"`
	Status         Status          `json:"status" enum:"shipped,delivered"`
	Carrier        string          `json:"carrier"`
	TrackingNumber string          `json:"tracking_number"`
	TrackingURL    string          `json:"tracking_url"`
	Lines          []order.LineQty `json:"lines"`
	ShippedAt      time.Time       `json:"shipped_at"`
	DeliveredAt    *time.Time      `json:"delivered_at"`
}

// Refusals.
var (
	ErrNotFound  = errs.New(errs.NotFound, "fulfilment.not_found", "There is no such shipment.")
	ErrInvalid   = errs.New(errs.Invalid, "fulfilment.invalid", "This shipment cannot be made.")
	ErrDelivered = errs.New(errs.Conflict, "fulfilment.delivered", "This shipment has already been delivered.")
)

const (
	maxCarrier  = 80
	maxTracking = 120
	maxURL      = 500
	maxLines    = 100
)

// check normalises and validates what was typed.
func (in *Ship) check() error {
	in.Carrier, in.TrackingNumber, in.TrackingURL = text.Line(in.Carrier), text.Line(in.TrackingNumber), strings.TrimSpace(in.TrackingURL)
	var f errs.Fields
	text.Check(&f, "carrier", in.Carrier, maxCarrier)
	text.Check(&f, "tracking_number", in.TrackingNumber, maxTracking)
	f.Check(in.TrackingURL == "" || webURL(in.TrackingURL), "tracking_url", "format", "Give an https:// or http:// address.")
	f.Check(len(in.Lines) <= maxLines, "lines", "length", "At most 100 lines.")
	return f.As(ErrInvalid)
}

// webURL refuses what a browser would run instead of open.
func webURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= maxURL && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}
