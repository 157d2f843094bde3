// Package soak breaks things on purpose and looks whether the shop kept its
// word: the real program as a child process, killed in the middle of
// checkouts; PostgreSQL restarted and failed over; the disk filled; the card
// provider slow, silent and wrong; clocks that jump; jobs that poison.
//
// Everybody who deals with the shop in these tests keeps a journal of what it
// acknowledged, and afterwards the journal and the shop must agree: nothing
// lost, nothing doubled, nothing stuck.
//
// The tests have a short form, part of "make test", and a long one, "make
// soak" (HAAT_SOAK=1), which ends with a table of what was counted. What is
// injected and what is promised stands in docs/faults.md.
package soak
