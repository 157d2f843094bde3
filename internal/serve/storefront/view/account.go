package view

// Login is the log-in page.
type Login struct {
	*Layout
	Form        Form // email, password, return_to
	RegisterURL string
	ForgotURL   string
}

// Template implements Page.
func (Login) Template() string { return "login" }

// Register is the page that asks for an account. Sent is true whether or not
// the address has one.
type Register struct {
	*Layout
	Form     Form // first_name, last_name, email, password
	Sent     bool
	LoginURL string
}

// Confirm finishes a registration. Expired = the link is no longer good.
type Confirm struct {
	*Layout
	Form        Form // token, password
	Expired     bool
	RegisterURL string
}

// Template implements Page.
func (Confirm) Template() string { return "confirm" }

// Template implements Page.
func (Register) Template() string { return "register" }

// Forgot asks for the e-mail address to send a reset link to. Sent is true
// whether or not an account exists.
type Forgot struct {
	*Layout
	Form Form
	Sent bool
}

// Template implements Page.
func (Forgot) Template() string { return "forgot" }

// Reset asks for a new password. Expired = the link is no longer good.
type Reset struct {
	*Layout
	Form      Form
	Expired   bool
	ForgotURL string
}

// Template implements Page.
func (Reset) Template() string { return "reset" }

// AccountFrame is the menu beside every account page.
type AccountFrame struct {
	Menu      []NavItem
	LogoutURL string
	Name      string
	Email     string
}

// Account is the overview.
type Account struct {
	*Layout
	AccountFrame
	Recent    []OrderSummary
	OrdersURL string
	Address   *Address // the default one
	// VerifyURL posts a request for another proof mail; empty when the e-mail
	// address is proven.
	VerifyURL string
}

// Template implements Page.
func (Account) Template() string { return "account" }

// Profile edits name, e-mail and password.
type Profile struct {
	*Layout
	AccountFrame
	Form     Form
	Password Form
}

// Template implements Page.
func (Profile) Template() string { return "profile" }

// Addresses is the address book.
type Addresses struct {
	*Layout
	AccountFrame
	Items  []Address
	NewURL string
}

// Template implements Page.
func (Addresses) Template() string { return "addresses" }

// AddressEdit makes or changes one entry of the address book.
type AddressEdit struct {
	*Layout
	AccountFrame
	New  bool
	Form AddressForm
	Back string
	// Default is the state of the checkbox "use as my default address".
	Default bool
}

// Template implements Page.
func (AddressEdit) Template() string { return "address_edit" }

// Orders lists the account's orders.
type Orders struct {
	*Layout
	AccountFrame
	Items      []OrderSummary
	Pagination Pagination
}

// Template implements Page.
func (Orders) Template() string { return "orders" }

// AccountOrder is one order of the account.
type AccountOrder struct {
	*Layout
	AccountFrame
	Order OrderDetail
}

// Template implements Page.
func (AccountOrder) Template() string { return "account_order" }
