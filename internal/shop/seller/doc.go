// Package seller keeps who sells: sellers, the legal parties, and their
// stores, the fronts shoppers see.
//
// # Words
//
// A seller applies and is approved or rejected; an approved seller may be
// suspended, reinstated, or banned for good. A store belongs to one seller and
// is active, paused or closed. The operator's own shop is a store of the house
// seller, so a single shop and a marketplace are the same code.
//
// # Rules
//
//	S1 A store is visible to shoppers while it is active and its seller approved.
//	S2 A seller's status follows transitions; banned is final.
//	S3 Store handles are unique across the platform and never look like an id.
//	S4 The house seller always exists, is approved, and cannot be banned.
//	S5 A caller sees and edits the stores in its scope; others do not exist to it.
//	S6 Edits carry the version they were made on; a stale one changes nothing.
//	S7 A store is closed, not deleted. Only with the demo it came with it goes for good.
//
// # Uses
//
// kit only (rank 1).
//
// # Says
//
// seller.created, seller.status_changed, seller.store_saved, seller.store_erased.
//
// # Hooks
//
// AfterChange runs in the transaction that creates, changes or erases a store or
// changes its seller's status, with the ids of the stores concerned.
package seller
