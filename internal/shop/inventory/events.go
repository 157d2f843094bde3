package inventory

// Changed says the levels of these variants moved.
type Changed struct {
	VariantIDs []string `json:"variant_ids"`
}

// EventName implements event.Event.
func (Changed) EventName() string { return "inventory.changed" }

// Low says a tracked variant fell to or below LowMark.
type Low struct {
	VariantID string `json:"variant_id"`
	StoreID   string `json:"store_id"`
	Available int64  `json:"available"`
}

// EventName implements event.Event.
func (Low) EventName() string { return "inventory.low" }
