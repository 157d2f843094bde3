package view

// All returns one empty value of every page, so that a theme can be checked for
// a missing template when the program starts and not when a shopper arrives.
func All() []Page {
	l := &Layout{}
	return []Page{
		Home{Layout: l}, Category{Layout: l}, Collection{Layout: l}, Products{Layout: l}, Search{Layout: l},
		Product{Layout: l}, Store{Layout: l}, Stores{Layout: l}, Categories{Layout: l}, StaticPage{Layout: l},
		Cart{Layout: l}, CheckoutAddress{Layout: l}, CheckoutShipping{Layout: l}, CheckoutPayment{Layout: l}, CheckoutReview{Layout: l},
		Order{Layout: l}, Track{Layout: l}, Login{Layout: l}, Register{Layout: l}, Confirm{Layout: l}, Forgot{Layout: l}, Reset{Layout: l},
		Account{Layout: l}, Profile{Layout: l}, Addresses{Layout: l}, AddressEdit{Layout: l}, Orders{Layout: l}, AccountOrder{Layout: l},
		NotFound{Layout: l}, Failure{Layout: l}, Offline{Layout: l}, Suggestions{Layout: l}, Gallery{Layout: l},
	}
}
