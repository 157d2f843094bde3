// Package inventory counts what can be sold: what is on hand, what is promised,
// and every movement between the two.
//
// # Words
//
// A location is where goods are; a store has one, made when first needed. A
// level is one variant at one location: on_hand are counted there, reserved of
// them are promised to orders, safety are kept back; available = on_hand −
// reserved − safety. A variant that is not tracked never runs out; one that
// allows back-orders may be promised beyond what is there. A reservation is
// the claim of one order line; it ends as committed (shipped) or released
// (cancelled, expired). The ledger has one row per movement of a level.
//
// # Rules
//
//   - I1 Available never falls below zero by an order, unless the variant allows
//     back-orders or is not tracked: of N racing for the last one, one wins.
//   - I2 on_hand and reserved of a level are the sums of its ledger at all times.
//   - I3 A reservation's quantity = committed + released + open, open ≥ 0, and
//     restocked ≤ committed: nothing is shipped, released or restocked twice.
//   - I4 An order reserves all it needs or nothing; variants are taken in
//     ascending order, so that two orders never wait for each other.
//   - I5 A variant without a level is tracked and has none.
//   - I6 Setting what is already so writes nothing.
//   - I7 Levels of deleted variants go once no order claims of them.
//   - I8 Store-side verbs work within the caller's scope; what is outside does
//     not exist.
//
// # Uses
//
// catalog.
//
// # Says
//
//   - inventory.changed: the levels of these variants moved
//   - inventory.low: a variant fell to or below the mark at which it runs short
//
// # Hooks
//
// AfterChange runs in the transaction that moves levels, with the variants concerned
// and whether a piece of each could be had before and can be now.
package inventory
