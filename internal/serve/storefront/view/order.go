package view

// OrderSummary is an order in a list.
type OrderSummary struct {
	Href   string
	Number string
	Date   string
	Total  string
	Status Status
	Items  int
	Images []Image
}

// Status is a state word for people and its key for the theme. Tone is "good",
// "wait", "bad" or "plain".
type Status struct {
	Key  string
	Text string
	Tone string
}

// OrderDetail is what is shown of one order, by tracking link, right after
// placing it, and in the account.
type OrderDetail struct {
	ID        string
	Number    string
	Date      string
	Email     string // hidden from holders of number + e-mail only
	Status    Status
	Payment   Status
	Stores    []OrderStore
	Totals    Totals
	ShipTo    *Address
	BillTo    *Address
	PayMethod string
	PayNote   string // e.g. bank details and reference
	Events    []TimelineEvent
	EventsURL string // SSE; empty = not live
	Retry     *PayAgain
}

// OrderStore is the part of an order one store fulfils.
type OrderStore struct {
	StoreLines
	Status    Status
	Progress  []Milestone
	Shipments []Shipment
}

// Milestone is a step of a delivery. State is "done", "current" or "next".
type Milestone struct {
	Key   string // "placed", "confirmed", "shipped", "delivered", "cancelled"
	State string
	Date  string
}

// Shipment is one parcel.
type Shipment struct {
	Carrier     string
	Tracking    string
	TrackingURL string
	Status      Status
	Date        string
	Items       []string // "2 × Clay mug"
}

// TimelineEvent is something that happened, in the shopper's words.
type TimelineEvent struct {
	Date string
	Text string
}

// PayAgain asks for money that did not arrive: another try, by any method.
type PayAgain struct {
	Form    Form
	Methods []Choice
	Amount  string
	Message string
}

// Order is the confirmation and tracking page.
type Order struct {
	*Layout
	Order      OrderDetail
	JustPlaced bool
	ClaimURL   string // offers to create an account for a guest's order
}

// Template implements Page.
func (Order) Template() string { return "order" }

// Track asks for an order's number and e-mail.
type Track struct {
	*Layout
	Form Form
}

// Template implements Page.
func (Track) Template() string { return "track" }
