package content

// Changed says a page or the home page changed or is gone.
type Changed struct {
	What string `json:"what"` // "page" or "home"
	ID   string `json:"id,omitempty"`
}

// EventName implements event.Event.
func (Changed) EventName() string { return "content.changed" }
