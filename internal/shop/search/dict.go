package search

import "sort"

// dict is a sorted list of distinct strings in one block of memory; a string's place in it is its number.
type dict struct {
	text string
	ends []uint32
}

func (d *dict) len() int { return len(d.ends) }

func (d *dict) at(i int) string {
	start := uint32(0)
	if i > 0 {
		start = d.ends[i-1]
	}
	return d.text[start:d.ends[i]]
}

// from is the number of the first string not less than s.
func (d *dict) from(s string) int {
	return sort.Search(len(d.ends), func(i int) bool { return d.at(i) >= s })
}

// find returns -1 for a string the dict does not have.
func (d *dict) find(s string) int {
	if i := d.from(s); i < len(d.ends) && d.at(i) == s {
		return i
	}
	return -1
}

// dictBuilder takes strings in ascending order.
type dictBuilder struct {
	text []byte
	ends []uint32
}

func (b *dictBuilder) add(s string) {
	b.text = append(b.text, s...)
	b.ends = append(b.ends, uint32(len(b.text)))
}

func (b *dictBuilder) build() dict {
	return dict{text: string(b.text), ends: append([]uint32(nil), b.ends...)}
}

// mergeDicts walks the union of several dicts in order; at[i] is the string's number in dict i or -1.
// at is reused between calls.
func mergeDicts(ds []*dict, each func(s string, at []int)) {
	next, at := make([]int, len(ds)), make([]int, len(ds))
	for {
		least, found := "", false
		for i, d := range ds {
			if next[i] < d.len() {
				if s := d.at(next[i]); !found || s < least {
					least, found = s, true
				}
			}
		}
		if !found {
			return
		}
		for i, d := range ds {
			at[i] = -1
			if next[i] < d.len() && d.at(next[i]) == least {
				at[i] = next[i]
				next[i]++
			}
		}
		each(least, at)
	}
}

// bitset marks documents; a nil bitset marks none.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(i uint32) bool { return b != nil && b[i/64]&(1<<(i%64)) != 0 }
func (b bitset) set(i uint32)      { b[i/64] |= 1 << (i % 64) }
