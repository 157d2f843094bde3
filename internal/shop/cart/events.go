package cart

// Created says a cart was started.
type Created struct {
	CartRef string `json:"cart_ref"`
}

// EventName implements event.Event.
func (Created) EventName() string { return "cart.created" }

// Changed says what is in a cart changed.
type Changed struct {
	CartRef string `json:"cart_ref"`
	Lines   int    `json:"lines"`
}

// EventName implements event.Event.
func (Changed) EventName() string { return "cart.changed" }
