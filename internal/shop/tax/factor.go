package tax

import (
	"fmt"
	"math/big"

	"github.com/haatshop/haat/internal/kit/money"
)

// factor is the exact tax per unit of net price of several rates together.
// Without compounding it is just their sum; with it, a fraction.
type factor struct {
	sum      money.Rate
	num, den *big.Int // nil without compounding
}

// factorOf joins rates that are in order of application.
func factorOf(rates []Rate) (factor, error) {
	if len(rates) > maxRatesOfItem {
		return factor{}, ErrBadInput.At("rules.rates", "too_many", fmt.Sprintf("At most %d rates can fall on one item.", maxRatesOfItem))
	}
	if !compounds(rates) {
		var f factor
		for _, r := range rates {
			f.sum += r.Rate
		}
		return f, nil
	}
	_, num, den := shares(rates)
	return factor{num: num, den: den}, nil
}

func compounds(rates []Rate) bool {
	for _, r := range rates {
		if r.Compound {
			return true
		}
	}
	return false
}

// shares are the numerators of each rate's part of a net price, and of all of
// them together, over one denominator: with n rates a power of the billionths
// high enough that every division is exact.
func shares(rates []Rate) (each []*big.Int, num, den *big.Int) {
	one := big.NewInt(int64(money.One))
	den = new(big.Int).Exp(one, big.NewInt(int64(len(rates))), nil)
	num = new(big.Int)
	for _, r := range rates {
		base := new(big.Int).Set(den)
		if r.Compound {
			base.Add(base, num)
		}
		part := base.Mul(base, big.NewInt(int64(r.Rate)))
		part.Div(part, one)
		each = append(each, part)
		num.Add(num, part)
	}
	return each, num, den
}

// tax of an amount, rounded half-up once: of a net amount net × f, of a gross
// amount what it contains, gross − round(gross ÷ (1 + f)).
func (f factor) tax(amount int64, included bool) (int64, error) {
	if f.den == nil {
		if included {
			return f.sum.Within(amount), nil
		}
		return fits(f.sum.Of(amount))
	}
	if included {
		net := divRound(new(big.Int).Mul(big.NewInt(amount), f.den), new(big.Int).Add(f.den, f.num))
		return amount - net.Int64(), nil
	}
	tax := divRound(new(big.Int).Mul(big.NewInt(amount), f.num), f.den)
	if !tax.IsInt64() {
		return 0, ErrTooLarge
	}
	return fits(tax.Int64(), nil)
}

func fits(tax int64, err error) (int64, error) {
	if err != nil || tax > money.MaxMinor {
		return 0, ErrTooLarge
	}
	return tax, nil
}

// divRound is n ÷ d rounded half-up, for n ≥ 0 and d > 0.
func divRound(n, d *big.Int) *big.Int {
	n.Lsh(n, 1).Add(n, d)
	return n.Div(n, new(big.Int).Lsh(d, 1))
}

// weightsOf are the shares of the rates in one tax, in billionths; their
// rounding only decides how an already rounded tax is split.
func weightsOf(rates []Rate) []int64 {
	weights := make([]int64, len(rates))
	if !compounds(rates) {
		for i, r := range rates {
			weights[i] = int64(r.Rate)
		}
		return weights
	}
	each, _, den := shares(rates)
	for i, part := range each {
		scaled := divRound(new(big.Int).Mul(part, big.NewInt(int64(money.One))), den)
		weights[i] = scaled.Int64()
	}
	return weights
}
