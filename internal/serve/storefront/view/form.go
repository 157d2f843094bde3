package view

// Form is what a person typed and what was wrong with it. Passwords are never
// put into Values.
type Form struct {
	Action string
	Values map[string]string
	Errors map[string]string // field name → sentence in the reader's language
	// Problem is what is wrong with the form as a whole.
	Problem string
	// Options are the choices of the form's selects, by field name.
	Options map[string][]Option
}

// Value returns what was typed into a field.
func (f Form) Value(name string) string { return f.Values[name] }

// Error returns what is wrong with a field, or "".
func (f Form) Error(name string) string { return f.Errors[name] }

// Invalid reports whether anything is wrong.
func (f Form) Invalid() bool { return len(f.Errors) > 0 || f.Problem != "" }

// Option is one choice of a select or radio group.
type Option struct {
	Value    string
	Label    string
	Selected bool
	Disabled bool
}

// AddressForm asks for an address in the order its country writes it.
type AddressForm struct {
	Form
	Prefix    string // of the field names: "shipping_" → shipping_city
	Countries []Option
	Fields    []AddressField
}

// AddressField is one line of an address form. Name is one of first_name,
// last_name, company, line1, line2, city, region, postcode, phone.
type AddressField struct {
	Name     string
	Label    string // the country's own word; empty = the theme's word
	Required bool
	Options  []Option // a select when not empty
	Half     bool     // may share a row with its neighbour
}

// Address is a finished address: its lines, ready to be drawn one under another.
type Address struct {
	ID        string
	Lines     []string
	Phone     string
	Default   bool
	EditURL   string
	DeleteURL string
}
