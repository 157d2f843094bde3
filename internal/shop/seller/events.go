package seller

// Created says a seller came to be.
type Created struct {
	SellerID string `json:"seller_id"`
}

// EventName implements event.Event.
func (Created) EventName() string { return "seller.created" }

// StatusChanged says a seller was approved, rejected, suspended or banned.
type StatusChanged struct {
	SellerID string `json:"seller_id"`
	From     Status `json:"from"`
	To       Status `json:"to"`
}

// EventName implements event.Event.
func (StatusChanged) EventName() string { return "seller.status_changed" }

// StoreSaved says a store was created or changed.
type StoreSaved struct {
	StoreID  string `json:"store_id"`
	SellerID string `json:"seller_id"`
	Created  bool   `json:"created"`
}

// EventName implements event.Event.
func (StoreSaved) EventName() string { return "seller.store_saved" }

// StoreErased says a store was removed for good, with the demo it came with.
type StoreErased struct {
	StoreID  string `json:"store_id"`
	SellerID string `json:"seller_id"`
}

// EventName implements event.Event.
func (StoreErased) EventName() string { return "seller.store_erased" }
