package money

import (
	"math/bits"
	"sort"
)

// Allocate splits total in proportion to weights by the largest-remainder
// method: every part is the exact share rounded down or up, the parts sum to
// total, and of equal remainders the earlier one is served first. Who needs a
// result that does not depend on the order of parts sorts them by id first.
//
// A negative weight counts as zero, and a part without weight gets nothing,
// unless no part has any: then all weigh the same. A negative total splits like
// its positive. Without weights there are no parts, whatever the total.
//
// When total is at most the sum of the weights, no part exceeds its weight:
// a discount spread over line values never exceeds a line.
//
// Weights whose sum passes 2^64 are first halved until it does not; the parts
// still sum to total.
func Allocate(total int64, weights []int64) []int64 {
	parts := make([]int64, len(weights))
	if len(weights) == 0 || total == 0 {
		return parts
	}
	shares, sum := frozenWeights(weights)
	whole := magnitude(total)
	floors := make([]uint64, len(shares))
	remainders := make([]uint64, len(shares))
	left := whole
	for i, w := range shares {
		hi, lo := bits.Mul64(whole, w)
		// hi < sum, because whole < 2^64 and w ≤ sum.
		floors[i], remainders[i] = bits.Div64(hi, lo, sum)
		left -= floors[i]
	}
	for _, i := range byRemainder(remainders)[:left] {
		floors[i]++
	}
	for i, n := range floors {
		parts[i] = int64(n)
		if total < 0 {
			parts[i] = -parts[i]
		}
	}
	return parts
}

// frozenWeights are the weights as the rules of Allocate read them, and their
// sum, which is never zero.
func frozenWeights(weights []int64) ([]uint64, uint64) {
	shares := make([]uint64, len(weights))
	for i, w := range weights {
		shares[i] = uint64(max(w, 0))
	}
	sum, overflow := sumOf(shares)
	for overflow {
		for i := range shares {
			shares[i] /= 2
		}
		sum, overflow = sumOf(shares)
	}
	if sum > 0 {
		return shares, sum
	}
	for i := range shares {
		shares[i] = 1
	}
	return shares, uint64(len(shares))
}

func sumOf(shares []uint64) (sum uint64, overflow bool) {
	for _, w := range shares {
		var carry uint64
		if sum, carry = bits.Add64(sum, w, 0); carry != 0 {
			return 0, true
		}
	}
	return sum, false
}

// byRemainder are the indices, largest remainder first, ties in their order.
func byRemainder(remainders []uint64) []int {
	order := make([]int, len(remainders))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return remainders[order[a]] > remainders[order[b]] })
	return order
}
