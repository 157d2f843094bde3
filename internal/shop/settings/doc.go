// Package settings keeps what holds for the whole platform: its name and
// address, currencies, locales, regions, time zone, how tax is rounded and how
// the storefront looks.
//
// # Words
//
// The platform is this installation. A region is a set of countries with one
// currency, a tax mode (prices entered inclusive or exclusive) and locales.
// The demo flag says that this installation shows made-up data: it enables the
// sandbox payment provider and the demo log-ins.
//
// # Rules
//
//	S1 There is one set of settings; the first start writes the defaults.
//	S2 A country belongs to at most one region; the first region is the default.
//	S3 A region's currency and locales are among the platform's.
//	S4 The first currency and the first locale are the defaults.
//	S5 Edits carry the version they were made on; a stale one changes nothing.
//	S6 The demo flag is no setting: only the shop itself sets it.
//	S7 Every colour of the storefront is derived so that text on it has a
//	   contrast of 4.5; an accent that cannot be told from the page is refused.
//	S8 Pictures of the appearance are of the media library; its links lead to
//	   pages and to mail, never to a scheme that runs something.
//	S9 What comes with the demo is written down as it is put in, by id: what is not
//	   in that record is the merchant's, whatever it is called.
//
// # Uses
//
// kit only (rank 1).
//
// # Says
//
// settings.changed.
//
// # Hooks
//
// None. Every node keeps a snapshot of the settings that is at most a second
// behind; the node that changed them sees the change at once.
package settings
