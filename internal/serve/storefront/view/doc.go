// Package view holds what a storefront page shows: one struct per page and the
// small structs pages share. A view is finished data. Money, dates and numbers
// are already formatted for the reader's language, links are complete, and no
// struct knows a business type, so a theme can be written (and tested) without
// the shop behind it.
//
// # Words
//
// Page: what one template draws. Layout: the frame around every page. Form:
// what was typed and what was wrong with it.
//
// # Rules
//
//  1. A string is data and is escaped when drawn. The only exception is
//     template.HTML, which must have passed the sanitiser in the storefront.
//  2. An empty string or nil means "not there"; a theme leaves the element out.
//  3. Views only grow within a major version, because themes on disk read them.
package view
