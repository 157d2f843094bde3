// Package totals is the one place where an amount due is made.
//
// Compute turns lines, shipping charges, discounts and the tax rules of a
// destination into a breakdown. It is a pure function: no clock, no database,
// no randomness. Cart, checkout, draft order, order edit, refund preview and
// the API preview all call it.
//
// # Words
//
//   - subtotal: unit price × quantity, as the price was entered
//   - discount: what adjustments took off, never more than there was
//   - base: subtotal − discount; gross or net as the prices were entered
//   - tax: contained in the base when prices include tax, else on top of it
//   - total: what the buyer pays for a line, a charge, a store or the order
//   - reduction: something paid with (gift card, credit, points), after the total
//   - amount due: total − reductions
//
// # Rules
//
//   - T1: steps: line discounts → order discounts spread over lines → shipping
//     discounts → tax per line and per charge → reductions → amount due.
//   - T2: an adjustment takes at most what is left of what it applies to; the
//     breakdown says how much it took.
//   - T3: an order discount is spread over the lines by what is left of each, by
//     largest remainder in the order of line ids; it may be kept to one store.
//   - T4: no line, charge, store or order total is below zero.
//   - T5: subtotal − discount + shipping + tax on top = total, for lines, stores
//     and the order. The goods' discounts are in discount; shipping is what is
//     charged after its own discounts.
//   - T6: the stores' figures sum to the order's, each of them.
//   - T7: the order of lines, charges and stores in the input changes no figure.
//     The order of discounts on one thing matters: it is the order they apply in.
//   - T8: reductions never change the tax; together they take at most the total.
//   - T9: what does not fit is refused with its place, never wrapped: quantities
//     are 1 to 1,000,000, no figure passes money.MaxMinor.
//
// # Uses
//
// tax (Quote, the pure part).
//
// # Says
//
// Nothing.
//
// # Hooks
//
// None.
package totals
