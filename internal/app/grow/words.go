package grow

import (
	"math/rand/v2"
	"strings"
)

// vocabulary is a made-up language: words of syllables, the common ones short, used as often as Zipf says words are. A
// search index over it has the few long and many short posting lists of a real one, which random words would not give.
type vocabulary struct {
	words []string
	zipf  *rand.Zipf
	dice  *rand.Rand
}

const vocabularySize = 30_000

func newVocabulary(dice *rand.Rand) *vocabulary {
	v := &vocabulary{dice: dice}
	seen := map[string]bool{}
	for len(v.words) < vocabularySize {
		syllables := 1 + len(v.words)/400
		w := pseudoWord(dice, min(4, max(2, syllables)))
		if !seen[w] {
			seen[w] = true
			v.words = append(v.words, w)
		}
	}
	v.zipf = rand.NewZipf(dice, 1.07, 2.7, vocabularySize-1)
	return v
}

func pseudoWord(dice *rand.Rand, syllables int) string {
	onsets := []string{"b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "r", "s", "sh", "st", "t", "tr", "v", "w", "z"}
	nuclei := []string{"a", "e", "i", "o", "u", "ai", "ea", "io", "ou"}
	codas := []string{"", "", "", "l", "m", "n", "r", "s", "t", "nd", "rk", "st"}
	var b strings.Builder
	for range syllables {
		b.WriteString(onsets[dice.IntN(len(onsets))])
		b.WriteString(nuclei[dice.IntN(len(nuclei))])
		b.WriteString(codas[dice.IntN(len(codas))])
	}
	return b.String()
}

func (v *vocabulary) word() string { return v.words[v.zipf.Uint64()] }

// sentence has n words, a capital and a stop.
func (v *vocabulary) sentence(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = v.word()
	}
	s := strings.Join(words, " ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// Words that products, people and places are named with.
var (
	adjectives = strings.Fields("Classic Compact Soft Heavy Light Vintage Modern Rustic Folding Portable Waterproof Wireless Organic Handmade Slim Wide Quiet Bright Warm Cool Smart Travel Mini Grand Double")
	materials  = strings.Fields("Cotton Wool Leather Linen Steel Bamboo Oak Walnut Ceramic Glass Copper Canvas Silk Felt Hemp Aluminium Cork Brass Rubber Jute")
	nouns      = strings.Fields("Jacket Shirt Scarf Mug Teapot Lamp Chair Table Backpack Notebook Pen Kettle Blanket Pillow Tent Bottle Knife Bowl Plate Headphones Keyboard Speaker Watch Bracelet Ring Candle Basket Rug Mirror Clock Shelf Boots Sandals Hat Gloves Belt Wallet Umbrella Camera Tripod Charger Cable Stove Grill Pan Ladder Drill Saw Hammer Planter")
	colours    = strings.Fields("Black White Red Blue Green Yellow Grey Brown Navy Olive Rose Sand Teal Plum")
	firstNames = strings.Fields("Asha Bikram Chandra Deepa Eva Farid Gita Hana Ivan Jana Karim Lena Mohan Nadia Omar Priya Qasim Rosa Sita Tomas Uma Vera Wei Xenia Yusuf Zara Anna Ben Clara David Emma Felix Grace Hugo Ines Jonas Kira Leo Mia Noah Olga Paul Ruth Sara Tim Ugo Viola Walter Yara Zoe")
	lastNames  = strings.Fields("Shrestha Gurung Tamang Rai Adhikari Khan Haddad Mansour Schmidt Weber Rossi Bianchi Novak Kowalski Silva Santos Garcia Lopez Martin Bernard Smith Jones Brown Taylor Wilson Evans Nguyen Tran Kim Park Tanaka Sato Wang Li Chen Singh Kaur Patel Sharma Thapa Magar Lama Sherpa Basnet Karki Bhatt Joshi Pandey Mishra Acharya")
	cities     = strings.Fields("Kathmandu Pokhara Lalitpur Berlin Hamburg Paris Lyon Rome Milan Madrid Lisbon Dubai Cairo Amman London Leeds Boston Denver Austin Toronto Delhi Mumbai Tokyo Seoul")
	countries  = strings.Fields("NP NP NP DE DE FR FR IT IT ES PT AE EG JO GB GB US US US CA IN IN JP KR")
)

func pick[T any](dice *rand.Rand, list []T) T { return list[dice.IntN(len(list))] }
