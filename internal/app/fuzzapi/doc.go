// Package fuzzapi attacks a running shop through its two documents: it has only
// tests.
//
// The documents are read from the running shop, so an operation that is added
// is attacked without a line here. Requests are made from the schemas, with ids
// and other values harvested from earlier answers; most are then broken in one
// to three places. Every answer is held against its document.
//
// A recipe (recipes_test.go) is a request that is known to do something. An
// operation without one is still called; a recipe only leads deeper. A walk
// (walk_test.go, accounts_test.go) is a chain of them. Each worker has accounts
// of its own, and walks are taken by people no draft is sent as: a draft may
// log its sender out, or have them thrown out.
//
//	HAAT_FUZZ_REQUESTS  how many requests per engine (3,000)
//	HAAT_FUZZ_SEED      where randomness starts (1)
//	HAAT_FUZZ_CASES     a folder to write failing requests to
package fuzzapi
