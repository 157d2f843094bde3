package search

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// maxFixes is how many readings of a misspelt word are searched.
const maxFixes = 3

// fix is a known term near an unknown word.
type fix struct {
	term     string
	distance int
	first    bool // begins with the same rune: people rarely miss the first letter
	count    int
}

// budget is how many slips a word may hold (S2): none for short words and tokens with digits.
func budget(term string) int {
	n := utf8.RuneCountInString(term)
	switch {
	case n < 4 || hasDigit(term):
		return 0
	case n < 8:
		return 1
	default:
		return 2
	}
}

// within lists the known terms at a distance of at most d, best first.
func (s *snapshot) within(term string, d int) []fix {
	seen := map[string]int{}
	for _, v := range s.views {
		walkNear(&v.seg.terms, term, d, func(t string, distance int) {
			if !hasDigit(t) {
				seen[t] = distance
			}
		})
	}
	first, _ := utf8.DecodeRuneInString(term)
	var out []fix
	for t, distance := range seen {
		if n := s.frequency(t); n > 0 {
			r, _ := utf8.DecodeRuneInString(t)
			out = append(out, fix{t, distance, r == first, n})
		}
	}
	slices.SortFunc(out, compareFixes)
	return out
}

func compareFixes(a, b fix) int {
	if c := cmp.Compare(a.distance, b.distance); c != 0 {
		return c
	}
	if a.first != b.first {
		if a.first {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.term, b.term))
}

// walkNear calls found for every string of the dict within d edits (insert, delete, replace, swap of
// neighbours). It keeps one row of the distance table per rune of the current string, reuses the rows of
// the prefix shared with the string before, and jumps over all strings with a prefix that is too far already.
func walkNear(d *dict, word string, limit int, found func(s string, distance int)) {
	w := newWalk(word, limit)
	for i := 0; i < d.len(); {
		s := d.at(i)
		alive, depth := w.feed(s)
		if !alive {
			i = d.after(s[:depth], i)
			continue
		}
		if n := w.distance(); n <= limit {
			found(s, n)
		}
		i++
	}
}

// after is the number of the first string behind i that does not begin with prefix.
func (d *dict) after(prefix string, i int) int {
	step := 1
	for i+step < d.len() && hasPrefix(d.at(i+step), prefix) {
		i += step
		step *= 2
	}
	for step > 0 {
		if i+step < d.len() && hasPrefix(d.at(i+step), prefix) {
			i += step
		}
		step /= 2
	}
	return i + 1
}

func hasPrefix(s, p string) bool { return len(s) >= len(p) && s[:len(p)] == p }

// walk is the state of walkNear: rows[k] belongs to the first k runes of the current string.
type walk struct {
	word  []rune
	limit int
	rows  [][]int
	runes []rune
	ends  []int // byte offset behind each rune
	text  string
}

func newWalk(word string, limit int) *walk {
	w := &walk{word: []rune(word), limit: limit}
	first := make([]int, len(w.word)+1)
	for i := range first {
		first[i] = i
	}
	w.rows = [][]int{first}
	return w
}

// feed moves on to string s. When no string with some prefix of s can be near, alive is false and depth is
// that prefix's length in bytes.
func (w *walk) feed(s string) (alive bool, depth int) {
	w.rewind(s)
	at := 0
	if n := len(w.ends); n > 0 {
		at = w.ends[n-1]
	}
	w.text = s
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		at += size
		w.runes, w.ends = append(w.runes, r), append(w.ends, at)
		if w.push() > w.limit {
			return false, at
		}
	}
	return true, 0
}

// rewind keeps the rows of the runes shared with the string before.
func (w *walk) rewind(s string) {
	keep := 0
	for keep < len(w.ends) && w.ends[keep] <= len(s) && w.text[:w.ends[keep]] == s[:w.ends[keep]] {
		keep++
	}
	w.runes, w.ends = w.runes[:keep], w.ends[:keep]
}

// push computes the row of the rune appended last and returns the least that any continuation can cost.
func (w *walk) push() int {
	k := len(w.runes)
	for len(w.rows) <= k {
		w.rows = append(w.rows, make([]int, len(w.word)+1))
	}
	prev, row, r := w.rows[k-1], w.rows[k], w.runes[k-1]
	row[0] = k
	least := k
	for j := 1; j <= len(w.word); j++ {
		cost := 1
		if w.word[j-1] == r {
			cost = 0
		}
		row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
		if k > 1 && j > 1 && w.word[j-2] == r && w.word[j-1] == w.runes[k-2] {
			row[j] = min(row[j], w.rows[k-2][j-2]+1)
		}
		least = min(least, row[j])
	}
	if k > 1 { // a swap may still come back from the row before
		least = min(least, slices.Min(prev)+1)
	}
	return least
}

func (w *walk) distance() int { return w.rows[len(w.runes)][len(w.word)] }
