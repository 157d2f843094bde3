// Package shipping says where a store ships to, how, and what it costs.
//
// # Words
//
//   - zone: a set of places of one store that are shipped to alike, with its rates
//   - place: a country, a region of it, or the postcodes of it that begin alike;
//     "*" is everywhere
//   - rate: one way of shipping within a zone ("Standard"), with its tariffs
//   - tariff: the price of a rate in one currency, by weight, and from which amount
//     on it is free
//   - option: a rate offered to one shopper for what they buy; its id is the rate's
//
// # Rules
//
//	S1 One zone serves a destination: the longest postcode prefix that fits wins, then
//	   a region, then a country, then everywhere; of equals the lower position, then
//	   the older zone.
//	S2 A rate is offered when it is active, has a tariff in the cart's currency and a
//	   band the weight fits in.
//	S3 Bands ascend by weight; a flat price is a single band without a limit.
//	S4 From the free-from amount of goods on, a rate costs nothing.
//	S5 A price is in the currency it was entered in; none is ever converted.
//	S6 A caller sees and edits the zones of the stores in its scope; others do not exist.
//	S7 Edits carry the version they were made on; a stale one changes nothing.
//	S8 A rate keeps its id while its zone is edited, so that carts keep their choice.
//
// # Uses
//
// seller (rank 1): its event of a new store.
//
// # Says
//
// shipping.changed.
//
// # Hooks
//
// None.
package shipping
