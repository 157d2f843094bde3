// Package identity knows who is who: accounts and their passwords, sessions
// and tokens, and what members of the platform and of sellers may do.
//
// # Words
//
// An account is one log-in. A session is one log-in somewhere, for one
// audience: "site" (shoppers) or "store" (the dashboard). It is carried by a
// cookie holding its secret, or by a short access token and a refresh token
// that is good for one use. A member is an account's role in one scope: the
// platform, or one seller; an owner holds every permission of the scope, staff
// the ones listed. A proof is a mailed token for a new password or an address.
//
// # Rules
//
//	I1 Passwords are kept as bcrypt hashes; an unknown account costs as much to
//	   refuse as a wrong password, and is refused in the same words.
//	I2 Every try to log in is counted, per account and network, before the
//	   password is looked at. Too many wait; nobody is locked out for good, and
//	   where an account was logged in before, strangers' tries do not count.
//	I3 A session is worth nothing to the other audience. Log-in always makes a
//	   new one.
//	I4 A refresh token is good once; a second use ends its whole session.
//	I5 A session that ended is refused within a second on every node.
//	I6 A proof is good once, for at most an hour, for the account and address it
//	   was made for, and only while it is the newest. Only its hash is kept.
//	I7 A new password ends every session; a password change keeps none either
//	   but answers with a fresh one.
//	I8 An address counts only once it is proven; until then the account keeps
//	   the old one. Whether an address has an account is never told.
//	I9 A member gives others only what they hold themselves in that scope.
//	I10 The platform always keeps an owner. The door for the first owner opens
//	   with a one-time token and closes for ever when there is one.
//
// # Uses
//
// kit only (rank 1). Through interfaces in deps.go: the stores of a seller, the
// customer of an account.
//
// # Says
//
// identity.account_created, identity.session_revoked (one session, or all of an
// account), identity.reset_requested, identity.verification_requested,
// identity.email_verified, identity.email_changed, identity.password_changed,
// identity.member_changed.
//
// On the bus, when sessions end: session:<id> and account:<id>.
//
// # Hooks
//
// AfterLogin runs in the transaction that opens a session by password; it may
// fill the customer's id. AfterVerify runs in the one that proves an address.
package identity
