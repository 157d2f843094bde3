// Package order keeps what was bought: orders, the parts each store fulfils,
// and what happened to them.
//
// # Words
//
// An order is the buyer's one purchase. A store order is the part of it that
// one store fulfils. A line is a snapshot of what was bought at which price;
// its role is goods or shipping. A hold stands beside the states and blocks
// capture and shipping. The timeline is what happened, in order, for ever.
//
// # Rules
//
//	O1 Sellers act on their store orders; the order's states are derived from
//	   them (state.go) and from its payments, never set.
//	O2 Lines are snapshots: no later change of a product changes an order.
//	O3 Per line: cancelled + fulfilled ≤ quantity, delivered ≤ fulfilled.
//	O4 A verb locks the order row first, then stock, then payments.
//	O5 A cart becomes one order: a second creation for the same cart finds the
//	   first.
//	O6 What lies outside the caller's scope is not found; a member of a seller
//	   sees only their store orders, lines and sums.
//	O7 A guest opens an order with its token only; the token is derived from
//	   the order's id with the shop's secret key and stored nowhere.
//	O8 Each change writes one timeline entry and one event, in its transaction.
//	O9 Goods that are paid before they are sent are not worked on until the money
//	   has come or is promised; such an order expires instead.
//	O10 Money beyond what is due (for something cancelled, or paid twice) is paid
//	   back, never kept or lost; another amount or currency than asked for holds
//	   the order for people.
//	O11 An order is cancelled, not deleted. Only with the demo whose goods it was
//	   for it goes for good; its number is kept, and never given again.
//	O12 What staff or a program does to an order is in the journal too, without
//	   names, addresses and remarks, because the journal forgets nothing.
//
// # Uses
//
// seller, customer (rank 1–2), inventory, payment (rank 3), totals (rank 4).
//
// # Says
//
// order.placed, order.confirmed, order.paid, order.payment_failed,
// order.cancelled, order.fulfilled, order.delivered, order.noted, order.held, order.erased.
//
// # Hooks
//
// AfterPlace runs in the transaction that creates an order.
package order
