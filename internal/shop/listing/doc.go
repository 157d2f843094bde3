// Package listing is the product as a shopper or merchant sees it: what catalog describes, what pricing asks,
// what inventory has and what seller's store allows, put together.
//
// # Words
//
//   - read model: the tables of this room, which every product list is served from.
//   - shelf: a list a product stands on: all, its store, each of its categories and their ancestors, each of its
//     collections; once per currency it is sold in.
//   - public: active and approved; seen by shoppers while the store is open too.
//   - card: a product in a list; view: a product on its page; sellable: a variant as a cart line needs it.
//   - due: the moment a price window opens or closes and the read model must be looked at again.
//   - in stock: a shopper may have one; back-order: so it is, but none is there, and it is sent later.
//   - composite save: product, variants, prices and stock in one transaction.
//
// # Rules
//
//   - L1 The read model is changed in the transaction that changes what it is made of, so that a list never lies.
//   - L2 It equals at all times what recomputing it from scratch would give, but for price windows, which are
//     caught up within a minute of their moment.
//   - L3 A product without a price in the audience's currency is not sold there, and is not shown there.
//   - L4 A product's version here grows with every change of what lists and search show of it, and only then; so
//     does its store's.
//   - L5 Stock that moves without running out, coming back or becoming one to wait for changes nothing here.
//   - L6 Everything of one save commits together; what a save does not mention stays.
//   - L7 What a caller may not see does not exist.
//
// # Uses
//
// seller, catalog, pricing, inventory, settings.
//
// # Says
//
//   - listing.changed: products whose visible state changed, or that went.
//   - listing.store_changed: a store opened, closed or was renamed; all its products are concerned.
//
// # Hooks
//
// It offers none. It listens to catalog.AfterSave, catalog.AfterDelete, catalog.AfterCategory,
// catalog.AfterCollection, inventory.AfterChange, pricing.AfterChange and seller.AfterChange.
package listing
