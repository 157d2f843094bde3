package text_test

import (
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/text"
)

func TestCardNumbersAreHiddenAndOtherNumbersAreNot(t *testing.T) {
	for in, want := range map[string]string{
		"":                                      "",
		"4242424242424242":                      "************4242",
		"my card 4242 4242 4242 4242 exp 12/30": "my card **** **** **** 4242 exp 12/30",
		"5555-5555-5555-4444.":                  "****-****-****-4444.",
		"378282246310005 and 4000056655665556":  "***********0005 and ************5556",
		"4242424242424241":                      "4242424242424241", // the check digit is wrong
		"ring 00977 1 4412345":                  "ring 00977 1 4412345",
		"1234567890123":                         "1234567890123",                    // no card begins so
		"42424242424242424242424242424242":      "42424242424242424242424242424242", // too long for one
		"4242  4242  4242  4242":                "4242  4242  4242  4242",           // two blanks: a table, not a card
		"नोट 4242424242424242 धन्यवाद": "नोट ************4242 धन्यवाद",
	} {
		if got := text.MaskCards(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	long := strings.Repeat("1 ", 1<<19)
	if got := text.MaskCards(long); got != long {
		t.Error("a long row of digits changed")
	}
}
