package fulfilment

// ShippedEvent says a shipment left.
type ShippedEvent struct {
	ShipmentID   string `json:"shipment_id"`
	OrderID      string `json:"order_id"`
	StoreOrderID string `json:"store_order_id"`
	StoreID      string `json:"store_id"`
}

// EventName implements event.Event.
func (ShippedEvent) EventName() string { return "fulfilment.shipped" }

// DeliveredEvent says a shipment arrived.
type DeliveredEvent struct {
	ShipmentID   string `json:"shipment_id"`
	OrderID      string `json:"order_id"`
	StoreOrderID string `json:"store_order_id"`
	StoreID      string `json:"store_id"`
}

// EventName implements event.Event.
func (DeliveredEvent) EventName() string { return "fulfilment.delivered" }
