// Package render turns views into pages with a theme: html/template files, flat
// JSON texts and assets, read from the built-in theme with an optional folder on
// disk laid over it file by file.
//
// # Words
//
// Theme: templates, texts and assets together, loaded once. Text: a sentence of
// the theme in one language. Asset: a file served under a name with its hash.
//
// # Rules
//
//  1. What is missing or misspelt in a theme is found by Load, never by a shopper:
//     every page has a template, every text a template asks for by name exists in
//     the default language.
//  2. A page is drawn into memory first; a template that fails leaves no half page.
//  3. Shoppers' and sellers' texts are data. They are never parsed as templates.
package render
