// Package pagecache keeps finished answers in memory, compressed and ready to be
// sent, and forgets them the moment what they show has changed: pages of the
// storefront, and what the site API says to everyone alike.
//
// # Words
//
// Key: everything an answer depends on. Tag: a thing a page shows
// ("product:prod_…"). Touch: the news that a tag changed. Fill: drawing a page
// that is not here. Missing: an address that was asked for and leads nowhere.
//
// # Rules
//
//  1. A page is served only while none of its tags was touched after its fill
//     began. Whoever learns of a committed change through the writer's own answer
//     therefore never sees an older page from this node.
//  2. Only 200, 301 and 410 are stored. Missing addresses are remembered briefly in
//     a bounded set, so that guessing handles costs neither memory nor database.
//  3. Concurrent fills of one key are one; a waiter never gets a page that was
//     touched while it was drawn.
//  4. Memory is bounded in bytes. What was not asked for again goes first.
//  5. Nothing personal may be in a page: a key knows no visitor.
package pagecache
