package text

// Cards have 13 to 19 digits.
const (
	minCard = 13
	maxCard = 19
	cardEnd = 4
)

// MaskCards replaces all but the last four digits of what can only be a card's
// number: 13 to 19 digits, also in groups with a blank or a hyphen between,
// that begin like a card and end in the right check digit. People type their
// card into whatever field is in front of them; the shop must not keep it.
func MaskCards(s string) string {
	var out []byte
	for at := 0; at < len(s); {
		end, digits := run(s, at)
		if digits == 0 {
			if out != nil {
				out = append(out, s[at])
			}
			at++
			continue
		}
		if digits >= minCard && digits <= maxCard && isCard(s[at:end]) {
			if out == nil {
				out = append(out, s[:at]...)
			}
			out = mask(out, s[at:end], digits-cardEnd)
		} else if out != nil {
			out = append(out, s[at:end]...)
		}
		at = end
	}
	if out == nil {
		return s
	}
	return string(out)
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

// run is the digits that begin at i, with single blanks and hyphens between
// them.
func run(s string, i int) (end, digits int) {
	end = i
	for i < len(s) {
		switch {
		case digit(s[i]):
			i++
			end, digits = i, digits+1
		case digits > 0 && (s[i] == ' ' || s[i] == '-') && i == end:
			i++
		default:
			return end, digits
		}
	}
	return end, digits
}

// isCard reports whether the digits begin as payment cards do (3 to 6) and
// pass the check of Luhn.
func isCard(s string) bool {
	if s[0] < '3' || s[0] > '6' {
		return false
	}
	sum, second := 0, false
	for i := len(s) - 1; i >= 0; i-- {
		if !digit(s[i]) {
			continue
		}
		n := int(s[i] - '0')
		if second {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum, second = sum+n, !second
	}
	return sum%10 == 0
}

// mask appends s with its first n digits hidden.
func mask(out []byte, s string, n int) []byte {
	for i := range len(s) {
		if digit(s[i]) && n > 0 {
			out, n = append(out, '*'), n-1
			continue
		}
		out = append(out, s[i])
	}
	return out
}
