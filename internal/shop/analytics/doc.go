// Package analytics counts what shoppers look at, without knowing who they are.
//
// # Words
//
//   - hit: one thing that happened on a page: it was seen, searched, put into the cart
//   - source: the host that sent the shopper here
//   - buffer: hits that are taken and not written yet
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
//
// # Uses
//
// kit only.
//
// # Says
//
// Nothing.
//
// # Hooks
//
// None.
package analytics
