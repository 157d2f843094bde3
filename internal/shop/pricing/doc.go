// Package pricing keeps the price sets of variants and picks the price that
// holds for a question.
//
// # Words
//
//   - price set: all prices of one variant
//   - price: one row of it: currency × customer group × minimum quantity × window
//   - base price: the row for everyone, every quantity, always
//   - tier: a price from a quantity of the line on
//   - sale: a price for a window of time
//   - compare-at: what to strike through beside a price
//
// # Rules
//
//   - P1: a price is in the currency it was entered in; none is ever converted.
//   - P2: a row fits when its currency is asked for, its group is one of the
//     customer's (or it has none), its quantity is reached and its window is open:
//     from its first moment (inclusive) until its end (exclusive).
//   - P3: of the rows that fit the strongest wins: manual, then a group's price,
//     then the tier of more units, then a sale, then the base price; of equals the
//     lower amount, then the lower id.
//   - P4: every answer names its rule and its row, and until when it holds.
//   - P5: a struck-through price is more than the price beside it: the row's own,
//     or for a sale the base price.
//   - P6: no row fitting is no price, never a price of zero.
//   - P7: within a set no two rows have the same currency, group, quantity and
//     start; amounts lie between 0 and money.MaxMinor, and a compare-at price is
//     not below the price.
//   - P8: a set is replaced as a whole; a row that stays keeps its id, and a set
//     that is as it was writes and says nothing.
//   - P9: every change leaves a journal row with the set before and after.
//   - P10: a caller changes the prices of the stores in its scope; others do not
//     exist to it.
//
// # Uses
//
// Nothing but the kit.
//
// # Says
//
//   - pricing.changed: the variants whose sets are not what they were.
//
// # Hooks
//
// AfterChange runs in the transaction that changes price sets, with the ids of
// the variants concerned. A window that opens or closes changes no set and runs
// nothing: Resolved.Until tells when to look again.
package pricing
