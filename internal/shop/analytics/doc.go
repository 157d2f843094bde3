// Package analytics counts what shoppers look at, without knowing who they are, and adds
// up what is sold.
//
// # Words
//
//   - hit: one thing that happened on a page: it was seen, searched, put into the cart
//   - source: the host that sent the shopper here
//   - buffer: hits that are taken and not written yet
//   - slot: a quarter of an hour, the piece of time sales are added up in; the days of
//     every time zone are made of whole ones
//   - sales: orders and what they are worth to the buyer, tax and shipping included, less
//     what was cancelled; an order belongs to the moment it was placed
//
// # Rules
//
//	A1 No personal data: no address, no browser, no account, no cookie, no identifier that
//	   joins two hits. Paths lose their queries, and pages of one person's orders and
//	   account are not told apart. A search that looks like an address or a number of
//	   somebody is not kept.
//	A2 Who asks not to be tracked (Sec-GPC, DNT) is not counted.
//	A3 Taking a hit never waits: the buffer is bounded, what does not fit is dropped and
//	   the drop counted. A shop that is busy selling counts less, it does not sell less.
//	A4 Hits are written in batches; stopping writes what was taken.
//	A5 Hits are forgotten after thirteen months.
//	A6 Sales are what the orders say: what of an order is counted stands beside the sums
//	   and changes with them, so an event heard twice, late or out of order changes
//	   nothing that is right. A cancellation lowers the day the order was placed.
//	A7 A report reads sums, never orders: what it costs does not grow with the orders.
//	A8 Days are those of the shop's time zone. Currencies are never added.
//	A9 A seller's report is of their own stores, where a store's part of an order is one
//	   order; another's store is not found.
//
// # Uses
//
// settings, seller (rank 1), order (rank 5).
//
// # Says
//
// Nothing.
//
// # Hooks
//
// None.
package analytics
