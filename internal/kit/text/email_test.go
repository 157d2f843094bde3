package text_test

import (
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/kit/text"
)

func TestAnAddressIsSomethingAtADomain(t *testing.T) {
	for s, want := range map[string]bool{
		"ada@shop.example": true, "a+b@localhost": true, "ада@пример.рф": true, "o'neil@shop.example": true,
		"": false, "ada": false, "@shop.example": false, "ada@": false, "ada@@shop.example": false, "ada@shop@example": false,
		"ada@shop/.example": false, "ada@.example": false, "ada@example.": false, "ada@shop..example": false,
		"a da@shop.example": false, "ada@shop.example\n": false, "<ada@shop.example>": false, "ada@shop.example,b@shop.example": false,
		strings.Repeat("a", 250) + "@b.c": true, strings.Repeat("a", 251) + "@b.c": false,
	} {
		if text.Email(s) != want {
			t.Errorf("%q: %v, want %v", s, !want, want)
		}
	}
}
