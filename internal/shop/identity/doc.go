// Package identity knows who is who: accounts and their passwords, sessions
// and tokens, and what members of the platform and of sellers may do.
//
// # Words
//
// An account is one log-in. A session is one log-in somewhere, for one
// audience: "site" (shoppers) or "store" (the dashboard). It is carried by a
// cookie holding its secret, or by a short access token and a refresh token
// that is good for one use. A key is a program's way in: for the account that
// made it, in one scope. A member is an account's role in one scope: the
// platform, or one seller; an owner holds every permission of the scope, staff
// the ones listed. A proof is a mailed token for a new password or an address.
// Somebody asked into a team is pending until they have chosen a password.
// A preference is what an account chose for its own eyes at the dashboard.
//
// # Rules
//
//	I1 Passwords are kept as bcrypt hashes; an unknown account costs as much to
//	   refuse as a wrong password, and is refused in the same words.
//	I2 Every try to log in is counted, per account and network, before the
//	   password is looked at. Too many wait; nobody is locked out for good, and
//	   where an account was logged in before, strangers' tries do not count.
//	   Who does not stop waits longer, the account itself does not.
//	I3 A session is worth nothing to the other audience. Log-in always makes a
//	   new one.
//	I4 A refresh token is good once; a second use ends its whole session.
//	I5 A session or key that ended, or lost a permission, is refused within a
//	   second on every node. Sessions end unused, and in the end however much
//	   they are used; use is written down once in a while.
//	I6 A proof is good once, for at most an hour, an invitation's for a week, for
//	   the account and address it was made for, and only while it is the newest.
//	   Only its hash is kept.
//	I7 A new password ends every session; a password change keeps none either
//	   but answers with a fresh one. A reset ends the account's keys too.
//	I8 An address counts only once it is proven; until then the account keeps
//	   the old one. Whether an address has an account is never told; somebody
//	   new has one when the mail is answered with the password chosen before.
//	I9 A member gives others, and keys, only what they hold themselves in that
//	   scope. A key holds at any time what it was given and its maker holds.
//	I10 The platform always keeps an owner who can log in. The door for the first owner opens
//	   with a one-time token and closes for ever when there is one.
//	I11 A disabled account is shut in the words of a wrong password.
//	I12 Preferences are the account's alone, at most 64 KiB of them, and live as
//	   long as it does. Nothing else looks into them.
//
// # Uses
//
// kit only (rank 1). Through interfaces in deps.go: the stores of a seller, the
// customer of an account.
//
// # Says
//
// identity.account_created, identity.session_revoked (one session, or all of an
// account), identity.reset_requested, identity.invited, identity.verification_requested,
// identity.email_verified, identity.email_changed, identity.password_changed,
// identity.member_changed, identity.key_changed, identity.account_disabled,
// identity.account_enabled, identity.registration_requested,
// identity.registration_of_known.
//
// On the bus, when sessions or keys end: session:<id>, key:<id>, account:<id>.
//
// # Hooks
//
// AfterLogin runs in the transaction that opens a session by password; it may
// fill the customer's id. AfterVerify runs in the one that proves an address.
package identity
