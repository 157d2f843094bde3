// Package storefront is the shop as people see it: server-rendered pages that work
// without a script. Each page has a file here that asks the rooms, builds one view
// and has the theme draw it. Forms call the same verbs as the API.
//
// # Words
//
// Visit: one request with what is known of the visitor. Public page: the same for
// everyone with the same key, drawn once and kept by pagecache. Private page: drawn
// for one visitor, never kept. Fragment: a piece of a page that a script asks for,
// drawn by the theme like a page. Press: one press of "add to cart", which a browser
// may send more than once under the same name. Preview: the front page of sections that
// are not saved, drawn for the dashboard.
//
// # Rules
//
//  1. A public page knows no visitor: name and cart count come from /fragments/me.
//  2. Whatever changes something is a POST and answers 303, or the form again with
//     what was wrong.
//  3. Money and dates are written by the visitor's language; a view holds only text.
//  4. A strange address costs at most one look-up, then it is remembered.
//  5. What search engines are told comes from the values the page shows.
package storefront
