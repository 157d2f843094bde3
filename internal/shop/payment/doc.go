// Package payment asks for money through providers and keeps what they answered.
//
// # Words
//
//   - method: a way to pay a shopper chooses: cash on delivery, bank transfer, or a
//     provider's
//   - payment: money asked for, for one order, by one method
//   - attempt: one visit to a provider for a payment
//   - provider event: what a provider told us, kept verbatim
//   - refund: money given back of a captured payment
//   - manual: a method where people see the money and say so
//
// # Rules
//
//	P1  Card data never touches this program: a shopper pays at the provider.
//	P2  A webhook is verified over its raw body and its timestamp, stored by the
//	    provider's event id, acknowledged, and worked by a job.
//	P3  A status only moves up: pending, failed, voided, authorized, captured, refunded.
//	    What a provider captured or refunded is a total that only grows. So duplicates
//	    and events out of order end in the same state.
//	P4  Captured − refunded ≥ 0, always, under concurrency too.
//	P5  An amount or currency other than what was asked for is recorded and reported as
//	    a mismatch; the order is held.
//	P6  Asking again for the same order voids what is unfinished. Money that arrives for
//	    a voided payment is recorded and reported all the same, never lost. One order asks
//	    ten times at most.
//	P7  No provider is talked to inside a transaction.
//	P8  A method for demonstrations exists only while the platform is one; its webhooks
//	    too.
//	P9  A refund counts from the moment it is asked for; one a provider refuses is taken
//	    back.
//
// # Uses
//
// kit only.
//
// # Says
//
// payment.authorized, payment.captured, payment.failed, payment.refunded,
// payment.refund_failed.
//
// # Hooks
//
// BeforeChange runs with an order's id before any of its payments is locked: whoever
// locks orders does it here, because orders are locked before payments. AfterChange runs
// in the transaction that changed a payment.
package payment
