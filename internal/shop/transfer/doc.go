// Package transfer brings products in from files and takes them out again: our own JSON Lines and CSV, and Shopify's
// product CSV.
//
// # Words
//
// A record is one product of a file with its variants, whatever the file's format. A source reads records one by one and
// never holds more than one. A reject is a record that was not taken, with the reasons. The key is what a record is
// recognised by when the file comes again.
//
// # Rules
//
//	X1 Files are streamed: memory does not grow with the file, apart from eight bytes for each product seen.
//	X2 The key of a record is (store, external id). Without an external id it is the handle, without a handle the first
//	   SKU. A product that has no external id yet is recognised by its handle within the store.
//	X3 What a file does not say stays as it is; what it says empty is emptied. See "Missing and blank" below.
//	X4 The variants of a record are all variants of the product: those not listed are taken away. A record without the
//	   member "variants" leaves them alone.
//	X5 Importing the same file again changes nothing, writes nothing, and says "unchanged".
//	X6 A record is taken whole or not at all. A bad one is rejected with every reason and its line; the others go on.
//	X7 Rows of one product stand together; a key that comes a second time is rejected, never merged.
//	X8 Categories, collections and stores are found by their handle; none is made on the way.
//	X9 Pictures on other machines are not fetched: their addresses are remembered beside the product. A picture is shown
//	   only if it is already ours (/media/…) or the caller of the import lends the folder it lies in. No path leaves it.
//	X10 A price is above zero, a compare-at price above the price. Amounts are exact decimals; floats never occur.
//	X11 A run can be taken up again behind the last line that was committed.
//
// # Missing and blank
//
// JSON Lines: a member that is absent keeps what is there, null or an empty value empties it. CSV: a column that is
// absent keeps what is there. A blank cell empties description, vendor, tags, categories, collections, attributes,
// images, SEO, translations, barcode, compare-at price and cost; it keeps title, status, tax category, price, weight,
// stock, track_stock, allow_backorder and requires_shipping, which cannot be empty. Nothing is special about the word
// NULL.
//
// # Uses
//
// seller, catalog, pricing, listing (the composite save), kit/tabular.
//
// # Says
//
// Nothing of its own: the rooms below say what changed.
//
// # Hooks
//
// None.
package transfer
