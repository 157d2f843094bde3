// Package catalog keeps what is sold: products with their variants, the one
// tree of categories, and collections.
//
// # Words
//
// A product is what is described; it belongs to one store. A variant is what
// is bought; a product without options has exactly one. Options are named
// lists of values ("Colour": Sand, Ink); a variant has one value of each. A
// category is a place in the platform's tree, its path the ids from the root
// to itself. A collection is a list of products for merchandising.
//
// # Rules
//
//   - C1 A save states what it changes; what it does not mention stays. A save
//     that changes nothing writes nothing: no version, no event, no journal row.
//   - C2 A variant keeps its id for as long as it is recognised: by its id, else
//     by its SKU, else by its option values. Renaming options or values does not
//     make new variants.
//   - C3 Handles are unique per kind across the platform; a clash gets a suffix
//     that stays. They never look like an id.
//   - C4 A SKU is unique within its store; so is an external id.
//   - C5 At most 3 options, 100 variants, 30 images; no two variants of a product
//     have the same option values.
//   - C6 Store-side verbs work within the caller's scope; what is outside does not
//     exist. Categories, collections and moderation are the platform's.
//   - C7 The tree has no cycles and is at most 8 deep; a category with children
//     cannot be deleted.
//   - C8 Texts are stored tidied and sanitised; what is read may be shown.
//
// # Uses
//
// seller.
//
// # Says
//
//   - catalog.product_saved, catalog.product_deleted
//   - catalog.category_changed, catalog.collection_changed
//
// # Hooks
//
// All run in the transaction of the change. AfterSave: a product came to be or
// changed, with both states. AfterDelete: a product is gone. AfterCategory: a
// category came to be, changed, moved or is gone; everything below it is
// concerned. AfterCollection: a collection likewise.
package catalog
