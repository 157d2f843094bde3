package money_test

import (
	"errors"
	"fmt"

	"github.com/haatshop/haat/internal/kit/money"
)

func ExampleParseDecimal() {
	price, _ := money.ParseDecimal("19.99", "USD")
	fmt.Println(price.Minor, price.Decimal())
	_, err := money.ParseDecimal("1e3", "USD")
	fmt.Println(err)
	// Output:
	// 1999 19.99
	// money: not a decimal number: "1e3"
}

func ExampleAmount_Add() {
	_, err := money.New(100, "USD").Add(money.New(100, "EUR"))
	fmt.Println(errors.Is(err, money.ErrCurrencyMismatch))
	// Output: true
}

func ExampleAmount_Times() {
	line, err := money.New(1999, "USD").Times(3)
	fmt.Println(line.Decimal(), err)
	_, err = money.New(1999, "USD").Times(9_000_000_000_000_000)
	fmt.Println(err)
	// Output:
	// 59.97 <nil>
	// money: amount is too large
}

func ExampleRate_Of() {
	vat, _ := money.ParseRate("8.25%")
	tax, _ := vat.Of(1999)
	fmt.Println(vat, vat.Percent(), tax)
	// Output: 0.0825 8.25% 165
}

func ExampleRate_Within() {
	vat, _ := money.ParseRate("0.2")
	fmt.Println(vat.Within(1200))
	// Output: 200
}

func ExampleAllocate() {
	fmt.Println(money.Allocate(100, []int64{1, 1, 1}))
	fmt.Println(money.Allocate(1000, []int64{1999, 4999, 0}))
	// Output:
	// [34 33 33]
	// [286 714 0]
}
