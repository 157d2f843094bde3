// Package content keeps what a shop says besides its goods: text pages, the
// sections of the home page, and the pictures anything refers to.
//
// # Words
//
// A page is a text under a handle, shown while it is published. The home page
// is a list of sections, each of a kind themes know: hero, categories,
// collection, stores, story, quotes; ref names what it is about. A quote is what
// a customer said and the merchant wrote down. An image is a picture in the
// media library, stored under the hash of its content.
//
// # Rules
//
//   - N1 Shoppers see published pages only.
//   - N2 Page handles are unique; edits carry the version they were made on.
//   - N3 Texts are stored tidied and sanitised; what is read may be shown.
//   - N4 A picture is what its first bytes say, whatever it is called, and is
//     measured before it is accepted. Strangers' SVGs are refused: they are
//     programs.
//   - N5 The same picture is stored once.
//   - N6 A save that changes nothing writes nothing.
//   - N7 Of a picture only what shows is kept: no place, no camera, no comment,
//     nothing behind its end.
//   - N8 A draft of the home page is checked like a saved one and leaves nothing
//     behind; the storefront draws it.
//
// # Uses
//
// kit only (rank 1).
//
// # Says
//
//   - content.changed: a page or the home page changed or is gone.
//
// # Hooks
//
// None.
package content
