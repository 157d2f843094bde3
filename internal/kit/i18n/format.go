package i18n

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/haatshop/haat/internal/kit/money"
)

// numerals is how a language writes numbers. Digits are Latin unless the locale's tag asks
// for others (ne-u-nu-deva): prices are read, compared and typed in Latin digits.
type numerals struct {
	digits  [10]string
	group   string
	decimal string
	minus   string
	first   int // digits in the group next to the decimal point
	rest    int // digits in the groups before it: 2 in South Asia
	signs   map[money.Currency]string
}

// numeralsOf learns the signs from x/text once, so that formatting is plain byte work.
func numeralsOf(tag language.Tag) numerals {
	asked := tag.TypeForKey("nu")
	if asked == "" {
		asked = "latn"
	}
	tag, _ = tag.SetTypeForKey("nu", asked)
	p := message.NewPrinter(tag)
	n := numerals{group: ",", decimal: ".", minus: minusOf(tag, asked), first: 3, rest: 3, signs: map[money.Currency]string{}}
	for _, c := range money.Currencies() {
		if unit, err := currency.ParseISO(string(c)); err == nil {
			n.signs[c] = p.Sprint(currency.Symbol(unit))
		}
	}
	for d := range n.digits {
		n.digits[d] = p.Sprint(number.Decimal(d))
	}
	if runes := []rune(p.Sprint(number.Decimal(1.5))); len(runes) == 3 {
		n.decimal = string(runes[1])
	}
	n.learnGroups([]rune(p.Sprint(number.Decimal(12345678))))
	if base, _ := tag.Base(); base.String() == "ne" {
		// Nepal counts in lakhs and crores; x/text's tables are older than that entry.
		n.rest = 2
	}
	return n
}

// minusOf is the minus, which between words from right to left would come to stand behind its number: a mark before it
// makes it one with its digits, as CLDR has it. Arabic digits take the other mark.
func minusOf(tag language.Tag, digits string) string {
	switch base, _ := tag.Base(); base.String() {
	case "ar", "fa", "he", "ur":
		if digits == "arab" || digits == "arabext" {
			return "\u061c-"
		}
		return "\u200e-"
	}
	return "-"
}

// learnGroups reads the positions of the separators in a written 12345678.
func (n *numerals) learnGroups(sample []rune) {
	var sizes []int
	size := 0
	for i := len(sample) - 1; i >= 0; i-- {
		if !unicode.IsDigit(sample[i]) {
			n.group = string(sample[i])
			sizes = append(sizes, size)
			size = 0
			continue
		}
		size++
	}
	if len(sizes) > 1 {
		n.first, n.rest = sizes[0], sizes[1]
	}
}

// write lays out plain decimal text such as "-1234.50".
func (n numerals) write(plain string) string {
	plain, negative := strings.CutPrefix(plain, "-")
	whole, fraction, _ := strings.Cut(plain, ".")
	var out strings.Builder
	if negative {
		out.WriteString(n.minus)
	}
	for i, d := range []byte(whole) {
		if left := len(whole) - i; i > 0 && n.opensGroup(left) {
			out.WriteString(n.group)
		}
		out.WriteString(n.digits[d-'0'])
	}
	if fraction != "" {
		out.WriteString(n.decimal)
		for _, d := range []byte(fraction) {
			out.WriteString(n.digits[d-'0'])
		}
	}
	return out.String()
}

// opensGroup reports whether a separator stands before the last left digits.
func (n numerals) opensGroup(left int) bool {
	return left == n.first || left > n.first && (left-n.first)%n.rest == 0
}

// Number writes a whole number with the language's grouping.
func (l *Locale) Number(v int64) string { return l.numbers.write(strconv.FormatInt(v, 10)) }

// Percent writes a rate's percentage.
func (l *Locale) Percent(rate money.Rate) string {
	return l.numbers.write(strings.TrimSuffix(rate.Percent(), "%")) + "%"
}

// Money writes an amount with the currency's sign where the language puts it.
func (l *Locale) Money(a money.Amount) string {
	plain, negative := strings.CutPrefix(a.Decimal(), "-")
	figure := l.numbers.write(plain)
	sign := l.currencySign(a.Currency)
	base, _ := l.tag.Base()
	if negative && base.String() == "ar" {
		figure += "\u200f" // the mark of the minus must not pull the sign over to the figure's other side
	}
	var out string
	switch base.String() {
	case "en", "zh", "ja", "ko", "hi", "th":
		out = sign + gapAfter(sign) + figure
	case "ne", "nl", "nb", "da":
		out = sign + "\u00a0" + figure
	default:
		out = figure + "\u00a0" + sign
	}
	if negative {
		out = l.numbers.minus + out
	}
	if base.String() == "ar" {
		// The mark keeps sign and figure together, and in this order, wherever they stand.
		out = "\u200f" + out
		if sign != "" && sign[0] < utf8.RuneSelf {
			out += "\u200e" // keeps the $ of "US$" behind its letters
		}
	}
	return out
}

// gapAfter separates a sign made of letters from the figure: "NPR 1,200", "$1,200".
func gapAfter(sign string) string {
	if last, _ := utf8.DecodeLastRuneInString(sign); unicode.IsLetter(last) {
		return "\u00a0"
	}
	return ""
}

// currencySign is the language's own sign, or the ISO code of a currency x/text does not know.
func (l *Locale) currencySign(c money.Currency) string {
	if sign, ok := l.numbers.signs[c]; ok {
		return sign
	}
	return string(c)
}

// Date writes the day of t in t's own zone; callers bring it into the reader's first.
func (l *Locale) Date(t time.Time) string {
	base, _ := l.tag.Base()
	day, year := l.numbers.plain(t.Day()), l.numbers.plain(t.Year())
	switch base.String() {
	case "en":
		month := t.Month().String()[:3]
		if region, sure := l.tag.Region(); sure == language.Exact && region.String() != "US" {
			return day + " " + month + " " + year
		}
		return month + " " + day + ", " + year
	case "ar":
		return day + " " + arabicMonths[t.Month()-1] + " " + year
	case "ne":
		return year + " " + nepaliMonths[t.Month()-1] + " " + day
	}
	return t.Format(time.DateOnly)
}

// DateTime is Date with hours and minutes.
func (l *Locale) DateTime(t time.Time) string {
	clock := []byte(t.Format("15:04"))
	var out strings.Builder
	for _, b := range clock {
		if b == ':' {
			out.WriteByte(b)
			continue
		}
		out.WriteString(l.numbers.digits[b-'0'])
	}
	return l.Date(t) + " " + out.String()
}

// plain writes a number without grouping, as in years.
func (n numerals) plain(v int) string {
	var out strings.Builder
	for _, d := range []byte(strconv.Itoa(v)) {
		if d >= '0' && d <= '9' {
			out.WriteString(n.digits[d-'0'])
		}
	}
	return out.String()
}

var arabicMonths = [12]string{
	"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
	"يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
}

var nepaliMonths = [12]string{
	"जनवरी", "फेब्रुअरी", "मार्च", "अप्रिल", "मे", "जुन",
	"जुलाई", "अगस्ट", "सेप्टेम्बर", "अक्टोबर", "नोभेम्बर", "डिसेम्बर",
}
