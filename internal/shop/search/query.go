package search

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// plan is a query made ready for a snapshot: for every word the terms it is searched as.
type plan struct {
	words     []planWord
	idents    []string // normalised identifiers to look for
	corrected string
}

// planWord is one word of the query: any of its terms counts as the word.
type planWord struct {
	terms []planTerm
}

// planTerm is one reading of a word.
type planTerm struct {
	term   string
	weight float32
}

// maxPlanWords is how many bits a document's mask has for words.
const maxPlanWords = 15

// Weights of readings that are not the word itself.
const (
	secondGuess   = 0.5 // further corrections of a misspelt word
	synonymWeight = 0.8
	maxPrefix     = 48 // terms a prefix stands for
	minPrefix     = 3  // runes, before an unknown last word is read as a prefix in a search
)

// queryWords cuts the text to its bounds and splits it; same words count once.
func queryWords(text string) (surface, terms []string) {
	if utf8.RuneCountInString(text) > MaxTextRunes {
		text = string([]rune(text)[:MaxTextRunes])
	}
	eachWord(text, func(w string) bool {
		if t := stem(w); !slices.Contains(terms, t) {
			surface, terms = append(surface, strings.Clone(w)), append(terms, strings.Clone(t))
		}
		return len(terms) < maxQueryWords
	})
	return surface, terms
}

// identifierCandidates are the whole text and each of its chunks with a digit.
func identifierCandidates(text string) []string {
	if utf8.RuneCountInString(text) > MaxTextRunes {
		return nil
	}
	var out []string
	if id := identifier(text); id != "" {
		out = append(out, id)
	}
	for i, chunk := range strings.Fields(text) {
		if id := identifier(chunk); i < maxQueryWords && len(id) >= 4 && hasDigit(id) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// prepare reads the text. With prefix, the last word is still being typed.
func (x *Index) prepare(s *snapshot, q Query, prefix bool) plan {
	surface, terms := queryWords(q.Text)
	p := plan{idents: identifierCandidates(q.Text)}
	changed := false
	for i, t := range terms {
		last := i == len(terms)-1
		r := x.read(s, t, q.Exact, last, prefix && last && !endsWord(q.Text))
		if r.corrected != "" {
			surface[i], changed = r.corrected, true
		}
		for _, w := range r.words {
			if len(p.words) < maxPlanWords {
				p.words = append(p.words, planWord{x.withSynonyms(w)})
			}
		}
	}
	if changed {
		p.corrected = strings.Join(surface, " ")
	} else {
		p.join(s, surface, terms)
	}
	return p
}

// join lets two neighbouring words also be found written as one ("power bank", "powerbank").
func (p *plan) join(s *snapshot, surface, terms []string) {
	if len(p.words) != len(terms) {
		return
	}
	for i := range len(terms) - 1 {
		if one := surface[i] + terms[i+1]; !hasDigit(one) && s.frequency(one) > 0 {
			for j := i; j < i+2; j++ {
				p.words[j].terms = append(p.words[j].terms, planTerm{one, synonymWeight / 2}) // twice half: it is one word
			}
		}
	}
}

// endsWord says whether the text's last word is finished.
func endsWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r == ' '
}

// reading is what one typed word is searched as: usually one word, two when it was written without its space.
type reading struct {
	words     [][]planTerm
	corrected string // what stands in the corrected text; empty when the word stays
}

// read decides what a word stands for: itself when the catalogue knows it (S2), else what begins with it when
// it is the last, else a near word, two words written as one, or a word not quite so near.
func (x *Index) read(s *snapshot, term string, exact, last, prefix bool) reading {
	self := reading{words: [][]planTerm{{{term, 1}}}}
	if prefix {
		if found := s.completions(term, maxPrefix); len(found) > 0 {
			return reading{words: [][]planTerm{found}}
		}
	}
	if exact || s.frequency(term) > 0 {
		return self
	}
	if last && utf8.RuneCountInString(term) >= minPrefix {
		if found := s.completions(term, maxPrefix); len(found) > 0 {
			return reading{words: [][]planTerm{found}}
		}
	}
	for d := 1; d <= budget(term); d++ {
		if found := s.within(term, d); len(found) > 0 {
			return corrections(found)
		}
		if a, b, ok := s.split(term); ok {
			return reading{words: [][]planTerm{{{a, 1}}, {{b, 1}}}, corrected: a + " " + b}
		}
	}
	return self
}

// corrections searches the best fix, and the next ones with less weight in case it guessed wrong.
func corrections(found []fix) reading {
	var terms []planTerm
	for i, f := range found[:min(maxFixes, len(found))] {
		w := float32(1)
		if i > 0 {
			w = secondGuess
		}
		terms = append(terms, planTerm{f.term, w})
	}
	return reading{words: [][]planTerm{terms}, corrected: found[0].term}
}

// split finds the two known words an unknown one is made of; of several ways the one whose rarer half is
// the most frequent.
func (s *snapshot) split(term string) (a, b string, ok bool) {
	const half = 3 // runes; shorter halves join by chance
	best, runes := 0, 0
	for i := range term {
		if runes++; runes <= half || utf8.RuneCountInString(term[i:]) < half {
			continue
		}
		right := stem(term[i:])
		if n := min(s.frequency(term[:i]), s.frequency(right)); n > best {
			best, a, b = n, term[:i], right
		}
	}
	return a, b, best > 0
}

func (x *Index) withSynonyms(readings []planTerm) []planTerm {
	if x.cfg.Synonyms == nil {
		return readings
	}
	for _, r := range readings[:len(readings):len(readings)] {
		for _, syn := range x.cfg.Synonyms(r.term) {
			t := stem(fold(syn))
			if !slices.ContainsFunc(readings, func(o planTerm) bool { return o.term == t }) {
				readings = append(readings, planTerm{t, r.weight * synonymWeight})
			}
		}
	}
	return readings
}

// completions lists the most frequent terms that begin with prefix.
func (s *snapshot) completions(prefix string, limit int) []planTerm {
	counts := map[string]int{}
	for _, v := range s.views {
		d := &v.seg.terms
		for i := d.from(prefix); i < d.len() && hasPrefix(d.at(i), prefix); i++ {
			if n := v.count(i); n > 0 {
				counts[d.at(i)] += n
			}
		}
	}
	terms := slices.Collect(maps.Keys(counts))
	slices.SortFunc(terms, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	out := make([]planTerm, min(limit, len(terms)))
	for i := range out {
		out[i] = planTerm{terms[i], 1}
	}
	return out
}

// count is the number of living documents with the view's term.
func (v *view) count(term int) int {
	list := v.seg.posts.list(term)
	if v.dead == nil {
		return len(list)
	}
	n := 0
	for _, doc := range list {
		if !v.dead.has(doc) {
			n++
		}
	}
	return n
}

// frequency is the number of living documents with a term.
func (s *snapshot) frequency(term string) int {
	n := 0
	for i := range s.views {
		if t := s.views[i].seg.terms.find(term); t >= 0 {
			n += s.views[i].count(t)
		}
	}
	return n
}

// idf weighs a term by how rare it is.
func (s *snapshot) idf(documents int) float32 {
	return float32(math.Log(1 + (float64(s.live)-float64(documents)+0.5)/(float64(documents)+0.5)))
}
