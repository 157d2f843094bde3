package journal

import (
	"fmt"
	"slices"
)

// Words are the things an entry can be about, and what can be done to each.
// Whoever reads the audit is shown a word of their language for every one of
// them, so a room says here what it is going to record.
func Words() map[string][]string {
	saved := func() []string { return []string{"created", "deleted", "updated"} }
	return map[string][]string{
		"account": {"created", "deleted", "disabled", "email_changed", "enabled", "log_ins_refused", "logged_in", "logged_out", "no_access",
			"password_changed", "password_reset", "updated"},
		"category":   saved(),
		"collection": saved(),
		"customer":   {"deleted", "updated"},
		"demo":       {"removal_began", "removed"},
		"home":       {"updated"},
		"image":      {"uploaded"},
		"job":        {"discarded", "retried"},
		"key":        {"created", "revoked", "rotated"},
		"mail":       {"retried"},
		"member":     saved(),
		"operation":  {"refused"},
		"order": {"cancelled", "confirmed", "delivered", "fulfilled", "held", "note", "paid_after_cancellation", "payment_authorized", "payment_captured",
			"payment_failed", "payment_pending", "payment_refunded", "payment_voided", "released"},
		"page":          saved(),
		"prices":        {"deleted", "updated"},
		"product":       saved(),
		"seller":        {"created", "deleted", "status_changed"},
		"settings":      {"updated"},
		"shipping_zone": saved(),
		"stock":         {"adjusted", "set"},
		"store":         saved(),
		"tax_category":  saved(),
		"tax_zone":      saved(),
	}
}

// known is Words, made once.
var known = Words()

// Check returns an error for an entry nobody has a word for. Tests ask it: an
// audit that lacks a word shows the code instead, and records all the same.
func (e Entry) Check() error {
	if !slices.Contains(known[e.Entity], e.Action) {
		return fmt.Errorf("journal: %q of a %q is not among the words", e.Action, e.Entity)
	}
	return nil
}
