// Package demo holds the demo marketplace: six invented stores, their goods in our own import format, pages, people and
// pictures. Texts and drawings are our own work; `go run ./scripts/draw` makes the pictures from drawings.json.
package demo

import "embed"

//go:embed *.json products.jsonl pictures/*.svg
var files embed.FS

// Files answers the demo's files, read-only: stores.json, categories.json, collections.json, pages.json, home.json,
// people.json, products.jsonl and pictures/*.svg.
func Files() embed.FS { return files }
