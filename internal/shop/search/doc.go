// Package search finds products from what a shopper types.
//
// # Words
//
//   - document: what the index knows of one product: its texts, identifiers, facet values and prices.
//   - term: a word after folding (case, width, diacritics) and light stemming; what documents and queries meet on.
//   - identifier: a SKU or GTIN; found whole or not at all, never corrected.
//   - facet: a field a shopper narrows by (store, category, collection, in_stock, brand, an attribute's code).
//   - segment: an immutable part of the index; snapshot: the segments and tombstones one query sees.
//
// # Rules
//
//   - S1 Spelling is corrected first, then the corrected words are searched exactly; fuzzy terms never enter a query.
//   - S2 A word the catalogue knows is never corrected, nor is one with a digit in it; short words are left alone.
//   - S3 An identifier typed whole comes first, then products with all the words, then products with some of them.
//   - S4 Facet counts are disjunctive within a facet and conjunctive across facets; hits, total and counts of one
//     answer come from one snapshot. Values that would find nothing are left out unless they are chosen.
//   - S5 An index fed change by change answers exactly as one built afresh from the same documents.
//   - S6 A change older than what the index holds of that product is ignored; a deletion is remembered with its
//     version, so a late put cannot bring a product back.
//   - S7 Readers never wait for writers.
//   - S8 Query length, page size and page depth are bounded.
//   - S9 Only public products sold in the shopper's currency are found. The index follows the read model within
//     moments; what a page shows of a product is read from there, so that a hit never lies about price or stock.
//   - S10 A snapshot file speeds a start up and decides nothing: it is used only by the program and the database it was
//     written with, and what changed since is read again. Any doubt is logged, and the index is built anew.
//
// # Uses
//
// listing, catalog, seller.
//
// # Says
//
// Nothing; it touches the cache tag search once it has caught up.
//
// # Hooks
//
// None.
package search
