package shipping

// Changed says a store's zones or rates are not what they were.
type Changed struct {
	StoreID string `json:"store_id"`
	ZoneID  string `json:"zone_id"`
}

// EventName implements event.Event.
func (Changed) EventName() string { return "shipping.changed" }
