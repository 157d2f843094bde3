// Package customer keeps who buys: people with an account and guests known by
// their e-mail address, with their addresses, and registration.
//
// # Words
//
// A customer with an account is the buying side of that account; a guest has
// none. The address book belongs to customers with an account. To claim is to
// take over what a guest with one's own, proven e-mail address bought.
//
// # Rules
//
//   - U1 There is one guest per e-mail address, however it is spelled, and one
//     customer per account.
//   - U2 A guest is claimed only after its e-mail address was proven by the
//     account; claiming never loses an order placed at the same moment.
//   - U3 An address book holds at most 50 addresses, each one a letter can reach;
//     at most one is the default for shipping and one for billing.
//   - U4 Everyone reads and edits what is their own. Platform staff see all
//     customers; a seller's members see who ordered from their stores, without
//     address book, groups and notes. Others do not exist.
//   - U5 An account comes to be when the mail to its address was answered with the
//     password chosen before. Until then nothing is made, and whether an address
//     has an account is not told.
//
// # Uses
//
// identity.
//
// # Says
//
//   - customer.created, customer.updated
//   - customer.claimed: a guest's orders belong to an account now
//
// # Hooks
//
// It offers none. It listens to identity.AfterLogin, which it tells the
// customer's id, and identity.AfterVerify.
package customer
