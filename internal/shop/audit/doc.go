// Package audit keeps who changed what, and who tried what they may not.
//
// # Words
//
// An entry is one change: an entity, an action, and the members that differ
// before and after. A refusal is an entry of somebody logged in who tried what
// their permissions do not allow. Sealing chains entries by hash, so that a
// row that was edited or removed afterwards shows.
//
// # Rules
//
//	A1 An entry commits with the change it tells of, or neither does.
//	A2 Entries are never edited and never deleted.
//	A3 Secrets are masked whatever a room hands in; only changed members are kept.
//	A4 Every entry is sealed within minutes: its hash covers itself and the one
//	   sealed before it.
//	A5 Only who may read the audit of the whole platform reads it.
//	A6 What is recorded is among journal.Words, so that readers get a word for it.
//
// # Uses
//
// kit only (rank 1). Rooms know this one as journal.Recorder.
//
// # Says
//
// Nothing.
//
// # Hooks
//
// None.
package audit
