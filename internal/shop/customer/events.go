package customer

// Created says a customer came to be.
type Created struct {
	CustomerID string `json:"customer_id"`
}

// EventName implements event.Event.
func (Created) EventName() string { return "customer.created" }

// Updated says what is known of a customer changed.
type Updated struct {
	CustomerID string `json:"customer_id"`
}

// EventName implements event.Event.
func (Updated) EventName() string { return "customer.updated" }

// Claimed says what the guest bought belongs to the customer with an account.
type Claimed struct {
	CustomerID      string `json:"customer_id"`
	GuestCustomerID string `json:"guest_customer_id"`
}

// EventName implements event.Event.
func (Claimed) EventName() string { return "customer.claimed" }
