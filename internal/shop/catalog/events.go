package catalog

// ProductSaved says a product came to be or changed.
type ProductSaved struct {
	ProductID string `json:"product_id"`
	StoreID   string `json:"store_id"`
}

// EventName implements event.Event.
func (ProductSaved) EventName() string { return "catalog.product_saved" }

// ProductDeleted says a product is gone.
type ProductDeleted struct {
	ProductID string `json:"product_id"`
	StoreID   string `json:"store_id"`
}

// EventName implements event.Event.
func (ProductDeleted) EventName() string { return "catalog.product_deleted" }

// CategoryChanged says a category came to be, changed, moved or is gone.
type CategoryChanged struct {
	CategoryID string `json:"category_id"`
}

// EventName implements event.Event.
func (CategoryChanged) EventName() string { return "catalog.category_changed" }

// CollectionChanged says a collection came to be, changed or is gone.
type CollectionChanged struct {
	CollectionID string `json:"collection_id"`
}

// EventName implements event.Event.
func (CollectionChanged) EventName() string { return "catalog.collection_changed" }
