package listing

// Changed says that what lists and search show of some products is not what it was, or that they are gone.
type Changed struct {
	ProductIDs []string `json:"product_ids"`
}

// EventName implements event.Event.
func (Changed) EventName() string { return "listing.changed" }

// StoreChanged says that a store opened, closed or was renamed, which concerns all its products.
type StoreChanged struct {
	StoreID string `json:"store_id"`
}

// EventName implements event.Event.
func (StoreChanged) EventName() string { return "listing.store_changed" }
