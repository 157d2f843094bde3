package address

import "strings"

// NormalisePostcode answers the postcode in the form its country prints: "sw1a1aa" in GB
// is "SW1A 1AA", "〒1540023" in JP "154-0023". One that fits no form of the country comes
// back in capitals and otherwise as it was.
func NormalisePostcode(country, postcode string) string {
	plain := strings.ToUpper(latinDigits(tidy(postcode)))
	plain = strings.TrimPrefix(plain, "〒")
	c, ok := countries()[country]
	if !ok || plain == "" {
		return plain
	}
	if done, fits := c.fitPostcode(CompactPostcode(plain)); fits {
		return done
	}
	if rest, cut := strings.CutPrefix(plain, country); cut {
		// "CH-8001" and "SE 114 55" carry the country in front, as on letters from abroad.
		if done, fits := c.fitPostcode(CompactPostcode(rest)); fits {
			return done
		}
	}
	return plain
}

// CompactPostcode drops spaces and hyphens and writes capitals: the form in which
// postcodes and their prefixes are compared.
func CompactPostcode(postcode string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\u2013', '\u00A0':
			return -1
		}
		return r
	}, strings.ToUpper(postcode))
}

// ValidPostcode reports whether the postcode fits a form of the country. A country whose
// forms are not known takes anything.
func ValidPostcode(country, postcode string) bool {
	c, ok := countries()[country]
	if !ok || len(c.postcodes) == 0 {
		return ok
	}
	_, fits := c.fitPostcode(CompactPostcode(NormalisePostcode(country, postcode)))
	return fits
}

// fitPostcode lays a compact postcode over the country's masks and answers it with the
// mask's separators.
func (c country) fitPostcode(compact string) (string, bool) {
	for _, mask := range c.postcodes {
		if s, ok := fit(mask, compact); ok {
			return s, true
		}
		// The letters that open a mask (LV-####, AD###) may be left out by the writer.
		if n := strings.IndexAny(mask, "#@"); n > 0 {
			if s, ok := fit(mask[n:], compact); ok {
				return mask[:n] + s, true
			}
		}
	}
	return "", false
}

// fit matches compact against one mask: # is a digit, @ a letter, * either, space and
// hyphen are separators, everything else stands for itself.
func fit(mask, compact string) (string, bool) {
	var out strings.Builder
	i := 0
	for _, m := range []byte(mask) {
		if m == ' ' || m == '-' {
			out.WriteByte(m)
			continue
		}
		if i == len(compact) || !fitsOne(m, compact[i]) {
			return "", false
		}
		out.WriteByte(compact[i])
		i++
	}
	return out.String(), i == len(compact)
}

func fitsOne(mask, b byte) bool {
	digit, letter := b >= '0' && b <= '9', b >= 'A' && b <= 'Z'
	switch mask {
	case '#':
		return digit
	case '@':
		return letter
	case '*':
		return digit || letter
	}
	return mask == b
}
