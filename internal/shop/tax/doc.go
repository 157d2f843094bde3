// Package tax tells how much tax is on or in an amount, and why.
//
// # Words
//
//   - zone: areas of the world (country, region, postcode prefix) with the same rates
//   - category: a kind of goods that is taxed alike; "standard" when nothing is said
//   - rate: one tax on one category in one zone, with a reason and a validity window
//   - rules: the rates in force for one destination at one tax point
//   - item: a line or a shipping charge after its discounts
//
// # Rules
//
//   - T1: one zone covers a destination: the longest postcode prefix wins, then a
//     region, then a country, then the whole world; of equals the lower id.
//   - T2: an item bears the rates of its category; a category a zone says nothing
//     about is taxed as standard. To tax it at nothing, give it a zero rate.
//   - T3: a shipping charge bears those rates of its category that are marked for
//     shipping.
//   - T4: several rates are reckoned jointly. A compound rate takes the price and
//     the taxes of earlier positions as its base. An inclusive price contains
//     gross − round(gross ÷ (1 + all rates)).
//   - T5: tax is rounded half-up once: per item, or once for all items that bear
//     the same rates and then spread over them by largest remainder. The split of
//     an item's tax over its rates always sums to that tax.
//   - T6: every item says why it bears what it bears, also when that is nothing.
//   - T7: the tax point is an input; a rate counts from From (inclusive) until
//     Until (exclusive). Orders keep what was applied and never ask again.
//   - T8: tax never exceeds an inclusive amount and is never negative.
//   - T9: an area belongs to one zone; a region or postcode belongs to a country.
//   - T10: zones, rates and categories are the platform's; to others they do not
//     exist, except that who edits products sees the categories.
//   - T11: the standard category always exists, and none goes while rates use it.
//   - T12: edits carry the version they were made on; a stale one changes nothing.
//
// # Uses
//
// Nothing but the kit.
//
// # Says
//
//   - tax.zone_changed: a zone was made, edited or removed.
//   - tax.category_changed: a category was made, renamed or removed.
//
// # Hooks
//
// None.
package tax
