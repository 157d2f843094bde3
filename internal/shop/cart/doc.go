// Package cart keeps what shoppers intend to buy.
//
// # Words
//
// A cart holds quantities of variants, possibly of several stores, and what is
// known of the buyer. Its public id is a secret: who knows it owns the cart.
// The reference is the internal id that staff, events and orders use.
//
// # Rules
//
//	C1 Totals are computed from current data each time, never stored and never
//	   taken from a client.
//	C2 A cart has one currency for its whole life, and at most 100 lines of at
//	   most 9,999.
//	C3 Adding a variant that is already there adds to its line; parallel adds
//	   all count.
//	C4 A cart that became an order, or was merged into another, takes no more
//	   changes.
//	C5 A line that cannot be bought stays and says why; it blocks the order, not
//	   the cart.
//	C6 A changed address drops shipping choices that no longer serve it.
//	C7 Logging in joins the guest's cart with the customer's; nothing in either
//	   is lost.
//	C8 A card's number typed into a note is hidden before the note is kept.
//
// # Uses
//
// settings, seller (rank 1), tax, shipping (rank 3), totals, listing (rank 4).
//
// # Says
//
// cart.created, cart.changed, with the reference only.
//
// # Hooks
//
// BeforeAdd may refuse a variant, inside the transaction.
package cart
