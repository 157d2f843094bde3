package pricing

// Changed says the price sets of some variants are not what they were.
type Changed struct {
	VariantIDs []string `json:"variant_ids"`
}

// EventName implements event.Event.
func (Changed) EventName() string { return "pricing.changed" }
