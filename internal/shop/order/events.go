package order

// Placed says an order was placed.
type Placed struct {
	OrderID  string   `json:"order_id"`
	Number   int64    `json:"number"`
	StoreIDs []string `json:"store_ids"`
}

// EventName implements event.Event.
func (Placed) EventName() string { return "order.placed" }

// ConfirmedEvent says a store took on its part.
type ConfirmedEvent struct {
	OrderID      string `json:"order_id"`
	StoreOrderID string `json:"store_order_id"`
	StoreID      string `json:"store_id"`
}

// EventName implements event.Event.
func (ConfirmedEvent) EventName() string { return "order.confirmed" }

// PaidEvent says the whole order is paid.
type PaidEvent struct {
	OrderID string `json:"order_id"`
	Amount  int64  `json:"amount"`
}

// EventName implements event.Event.
func (PaidEvent) EventName() string { return "order.paid" }

// PaymentFailedEvent says an attempt was declined; the order waits for another.
type PaymentFailedEvent struct {
	OrderID   string `json:"order_id"`
	PaymentID string `json:"payment_id"`
}

// EventName implements event.Event.
func (PaymentFailedEvent) EventName() string { return "order.payment_failed" }

// CancelledEvent says the order, or one store's part of it, was cancelled.
type CancelledEvent struct {
	OrderID       string   `json:"order_id"`
	StoreOrderIDs []string `json:"store_order_ids"`
	StoreIDs      []string `json:"store_ids"`
	Reason        string   `json:"reason"`
	Whole         bool     `json:"whole"`
}

// EventName implements event.Event.
func (CancelledEvent) EventName() string { return "order.cancelled" }

// FulfilledEvent says goods left a store.
type FulfilledEvent struct {
	OrderID      string `json:"order_id"`
	StoreOrderID string `json:"store_order_id"`
	StoreID      string `json:"store_id"`
	ShipmentID   string `json:"shipment_id"`
}

// EventName implements event.Event.
func (FulfilledEvent) EventName() string { return "order.fulfilled" }

// DeliveredEvent says goods arrived.
type DeliveredEvent struct {
	OrderID      string `json:"order_id"`
	StoreOrderID string `json:"store_order_id"`
	StoreID      string `json:"store_id"`
	ShipmentID   string `json:"shipment_id"`
}

// EventName implements event.Event.
func (DeliveredEvent) EventName() string { return "order.delivered" }

// NotedEvent says staff wrote a note.
type NotedEvent struct {
	OrderID string `json:"order_id"`
}

// EventName implements event.Event.
func (NotedEvent) EventName() string { return "order.noted" }

// HeldEvent says the order was put on hold.
type HeldEvent struct {
	OrderID string `json:"order_id"`
	Reason  string `json:"reason"`
}

// EventName implements event.Event.
func (HeldEvent) EventName() string { return "order.held" }

// ErasedEvent says an order was removed for good, with the demo its goods were of.
type ErasedEvent struct {
	OrderID string `json:"order_id"`
	Number  int64  `json:"number"`
}

// EventName implements event.Event.
func (ErasedEvent) EventName() string { return "order.erased" }
