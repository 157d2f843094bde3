package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxEmail is the longest address mail servers pass on, in bytes (RFC 5321, 4.5.3.1.3).
const MaxEmail = 254

// Email reports whether s looks like an e-mail address: something, an @, and a domain,
// without what no mailbox in use has and what headers and lists would stumble over.
// Whether the mailbox exists, only a mail can tell.
func Email(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	return ok && local != "" && len(s) <= MaxEmail && utf8.ValidString(s) && isDomain(domain) &&
		!strings.ContainsFunc(s, func(r rune) bool {
			return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>()[],;:\"`, r)
		})
}

func isDomain(s string) bool {
	return s != "" && !strings.HasPrefix(s, ".") && !strings.HasSuffix(s, ".") && !strings.Contains(s, "..") && !strings.ContainsAny(s, "@/")
}
