package view

// Step is one stage of the checkout's progress. State is "done", "current" or
// "next"; a done step links back.
type Step struct {
	Key   string // "address", "shipping", "payment", "review"
	Href  string
	State string
}

// CheckoutFrame is what all steps show: progress and the order's summary.
type CheckoutFrame struct {
	Steps  []Step
	Count  int
	Groups []StoreLines
	Totals Totals
	BackTo string // the cart
}

// CheckoutAddress is the first step: contact and addresses.
type CheckoutAddress struct {
	*Layout
	CheckoutFrame
	Form     Form // email, same_billing
	Shipping AddressForm
	Billing  AddressForm
	// SameBilling is the state of the checkbox "bill to the same address".
	SameBilling bool
	LoginURL    string // empty when signed in
	Saved       []SavedAddress
}

// Template implements Page.
func (CheckoutAddress) Template() string { return "checkout_address" }

// SavedAddress is an address-book entry offered as a radio button.
type SavedAddress struct {
	ID       string
	Text     string
	Selected bool
}

// CheckoutShipping is the second step: one choice per store.
type CheckoutShipping struct {
	*Layout
	CheckoutFrame
	Form   Form
	Groups []ShippingGroup
	ShipTo Address
}

// Template implements Page.
func (CheckoutShipping) Template() string { return "checkout_shipping" }

// ShippingGroup are the ways one store can send its part. No options = the
// store does not deliver to this address.
type ShippingGroup struct {
	Store   string
	Field   string
	Lines   []LineItem
	Options []Choice
	Error   string
}

// Choice is a radio button with a price or note.
type Choice struct {
	Value    string
	Name     string
	Detail   string // "2–4 days"
	Price    string
	Selected bool
}

// CheckoutPayment is the third step.
type CheckoutPayment struct {
	*Layout
	CheckoutFrame
	Form    Form
	Methods []Choice
}

// Template implements Page.
func (CheckoutPayment) Template() string { return "checkout_payment" }

// CheckoutReview is the last step: everything once more, and the button that
// places the order.
type CheckoutReview struct {
	*Layout
	CheckoutFrame
	Form         Form // hidden: expected_total, currency, idempotency_key
	Email        string
	ShipTo       Address
	BillTo       Address
	Payment      string
	Terms        *Link
	TotalsNotice bool // the totals changed since they were last shown
}

// Template implements Page.
func (CheckoutReview) Template() string { return "checkout_review" }
