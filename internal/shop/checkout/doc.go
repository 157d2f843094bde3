// Package checkout turns a cart into an order and asks for its money.
//
// # Words
//
// Placing is the one moment at which a cart becomes an order. Paying again is
// another attempt, by the same or another method, for an order that waits.
//
// # Rules
//
//	K1 Placing is one transaction: everything below holds or nothing happened.
//	K2 Totals are recomputed under the cart's lock; when they differ from what
//	   the shopper was shown, nothing happens and the new ones are answered.
//	K3 A cart becomes one order: placing it again answers the first order.
//	K4 No provider is talked to inside the transaction. When it cannot be
//	   reached afterwards the order stands, and can be paid again.
//	K5 An order for nothing needs no payment.
//
// # Uses
//
// settings, customer (rank 1–2), payment (3), cart, order (5).
//
// # Says
//
// Nothing of its own; placing says order.placed.
//
// # Hooks
//
// BeforePlace may refuse, inside the transaction, with the priced cart.
package checkout
