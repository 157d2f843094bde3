package tax

// ZoneChanged says a zone was made, edited or removed.
type ZoneChanged struct {
	ZoneID string `json:"zone_id"`
}

// EventName implements event.Event.
func (ZoneChanged) EventName() string { return "tax.zone_changed" }

// CategoryChanged says a category was made, renamed or removed.
type CategoryChanged struct {
	Code string `json:"code"`
}

// EventName implements event.Event.
func (CategoryChanged) EventName() string { return "tax.category_changed" }
