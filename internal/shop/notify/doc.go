// Package notify turns what happened into messages to people, and keeps the log of them.
//
// # Words
//
//   - kind: what a message is about: order_placed, order_paid, order_shipped,
//     order_delivered, order_cancelled, password_reset, email_verification, registration,
//     registration_known, email_changed, password_changed, seller_status, invitation,
//     invitation_known, alert
//   - delivery: one message to one recipient over one channel, and how it went
//   - letter: a message as composed in the recipient's language, before it has a form
//   - attire: what of the shop's appearance a letter wears: its logo, its accent
//   - transport: what carries it: a mail server, or files where there is none
//
// # Rules
//
//	N1 There is exactly one delivery per event, recipient and channel, however often a
//	   job runs.
//	N2 A delivery is composed when it is sent, from the state as it then is.
//	N3 Secrets (links that open an account or an order) go into the message and nowhere
//	   else: the log keeps the message without them.
//	N4 A recipient the mail server refuses for good is not tried again; everything else
//	   is, with growing pauses, and then shown as failed.
//	N5 A retry carries the same message id, so that a second copy can be told.
//	N6 A message is in the locale its order or account has, falling back to English, and
//	   always has a plain text.
//	N7 Deliveries are forgotten after half a year.
//	N8 Who may manage failed jobs hears of work that failed for good, of messages that
//	   could not be delivered, and of webhooks refused again and again: within two
//	   minutes, then at most once an hour for each kind, with the number since. Nobody
//	   is alerted of an alert.
//	N9 The letters of a registration, and of an invitation to somebody new, have no name in
//	   them: somebody else typed that, and the address may be a stranger's.
//	N10 Of another address the one before is told, but not which it is: who reads the old
//	   one may be whom the account was moved away from.
//	N11 A password that replaced one is told; a first one, as after an invitation, is not.
//	N12 Of a seller's new state its own address and its owners are told, each once.
//
// # Uses
//
// settings, seller, identity (rank 1), order (rank 5); shipments, and who a seller is,
// through functions in deps.go.
//
// # Says
//
// Nothing: nobody listens to what was said.
//
// # Hooks
//
// None.
package notify
