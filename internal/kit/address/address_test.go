package address

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func springfield() Address {
	return Address{
		FirstName: "Ada", LastName: "Byron", Line1: "12 Oak St", City: "Springfield",
		Region: "IL", Postcode: "62701", Country: "US", Phone: "+1 415 555 0132",
	}
}

func TestItIsWrittenInJSONAsTheAPISays(t *testing.T) {
	got, err := json.Marshal(springfield())
	if err != nil {
		t.Fatal(err)
	}
	want := `{"first_name":"Ada","last_name":"Byron","company":"","line1":"12 Oak St","line2":"","city":"Springfield","region":"IL","postcode":"62701","country":"US","phone":"+1 415 555 0132"}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestNormaliseTidiesSpaceCapitalsAndPostcode(t *testing.T) {
	in := Address{FirstName: "  Jose\u0301 ", Line1: "1\n High\tStreet", City: "London\u00a0", Postcode: "sw1a1aa", Country: "gb", Phone: "٠٢٠ ٧٩٤٦"}
	want := Address{FirstName: "José", Line1: "1 High Street", City: "London", Postcode: "SW1A 1AA", Country: "GB", Phone: "020 7946"}
	if diff := cmp.Diff(want, in.Normalise()); diff != "" {
		t.Error(diff)
	}
}

func TestNormalisingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Address{
			FirstName: rapid.String().Draw(t, "first"), Line1: rapid.String().Draw(t, "line1"),
			Region: rapid.String().Draw(t, "region"), Postcode: rapid.String().Draw(t, "postcode"),
			Country: rapid.SampledFrom(Countries()).Draw(t, "country"),
		}
		once := a.Normalise()
		if diff := cmp.Diff(once, once.Normalise()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestPostcodesTakeTheFormTheirCountryPrints(t *testing.T) {
	for _, c := range []struct{ country, in, want string }{
		{"GB", "ec1y8sy", "EC1Y 8SY"},
		{"CA", "h3z2y7", "H3Z 2Y7"},
		{"NL", "1234ab", "1234 AB"},
		{"JP", "〒1540023", "154-0023"},
		{"BR", "40301110", "40301-110"},
		{"PL", "00950", "00-950"},
		{"SE", "SE-11455", "114 55"},
		{"CH", "CH-8001", "8001"},
		{"LV", "1073", "LV-1073"},
		{"NP", "४४६००", "44600"},
		{"US", "95014 1234", "95014-1234"},
		{"US", "9501", "9501"},
	} {
		if got := NormalisePostcode(c.country, c.in); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.country, c.in, got, c.want)
		}
	}
}

func TestAGoodAddressHasNoProblems(t *testing.T) {
	for name, a := range map[string]Address{
		"US":                     springfield(),
		"NP without a postcode":  {FirstName: "सीता", Line1: "ठमेल मार्ग", City: "काठमाडौँ", Country: "NP"},
		"AE has no postcodes":    {Company: "Souk LLC", Line1: "Al Wasl Road 3", City: "Dubai", Country: "AE"},
		"SG needs no city":       {LastName: "Tan", Line1: "1 Raffles Place", Postcode: "048616", Country: "SG"},
		"one name is enough":     {LastName: "Suharto", Line1: "Jl. Merdeka 1", City: "Jakarta", Country: "ID"},
		"lower-case and spacing": {FirstName: "A", Line1: "1 Rue", City: "Paris", Postcode: " 75001 ", Country: "fr"},
	} {
		if got := a.Validate(); len(got) != 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestEveryProblemNamesItsFieldAndCode(t *testing.T) {
	change := func(f func(*Address)) Address { a := springfield(); f(&a); return a }
	for name, c := range map[string]struct {
		in   Address
		want [][2]string
	}{
		"nothing filled in": {Address{}, [][2]string{{"first_name", Required}, {"line1", Required}, {"country", Required}}},
		"a country asks for its fields": {Address{FirstName: "A", Line1: "x", Country: "US"},
			[][2]string{{"city", Required}, {"region", Required}, {"postcode", Required}}},
		"unknown country":    {change(func(a *Address) { a.Country = "ZZ" }), [][2]string{{"country", UnknownCountry}}},
		"postcode of abroad": {change(func(a *Address) { a.Postcode = "SW1A 1AA" }), [][2]string{{"postcode", BadPostcode}}},
		"letters as a phone": {change(func(a *Address) { a.Phone = "call me" }), [][2]string{{"phone", BadPhone}}},
		"too long":           {change(func(a *Address) { a.City = strings.Repeat("é", 101) }), [][2]string{{"city", TooLong}}},
		"control character":  {change(func(a *Address) { a.Line1 = "a\x00b" }), [][2]string{{"line1", BadCharacter}}},
		"direction override": {change(func(a *Address) { a.LastName = "a\u202eb" }), [][2]string{{"last_name", BadCharacter}}},
	} {
		var got [][2]string
		for _, p := range c.in.Validate() {
			got = append(got, [2]string{p.Field, p.Code})
			if !strings.HasSuffix(p.Message, ".") {
				t.Errorf("%s: message %q is no sentence", name, p.Message)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestExactlyTheLimitIsAllowed(t *testing.T) {
	a := springfield()
	a.City = strings.Repeat("é", 100)
	if got := a.Validate(); len(got) != 0 {
		t.Error(got)
	}
}

func TestFormatFollowsTheCountrysOrder(t *testing.T) {
	base := func(country, region, postcode, city string) Address {
		return Address{FirstName: "Ada", LastName: "Byron", Company: "Kiln", Line1: "Oak 12", Line2: "Flat 3",
			City: city, Region: region, Postcode: postcode, Country: country}
	}
	for name, c := range map[string]struct {
		in   Address
		want string
	}{
		"US":                {base("US", "IL", "62701", "Springfield"), "Ada Byron|Kiln|Oak 12|Flat 3|Springfield, IL 62701|United States"},
		"DE":                {base("DE", "", "10115", "Berlin"), "Ada Byron|Kiln|Oak 12|Flat 3|10115 Berlin|Germany"},
		"GB":                {base("GB", "", "SW1A 1AA", "London"), "Ada Byron|Kiln|Oak 12|Flat 3|London|SW1A 1AA|United Kingdom"},
		"NP no postcode":    {base("NP", "", "", "Kathmandu"), "Ada Byron|Kiln|Oak 12|Flat 3|Kathmandu|Nepal"},
		"HU family first":   {base("HU", "", "1037", "Budapest"), "Byron Ada|Kiln|Budapest|Oak 12|Flat 3|1037|Hungary"},
		"JP in Latin":       {base("JP", "Tokyo", "154-0023", "Setagaya"), "Ada Byron|Kiln|Oak 12|Flat 3|Setagaya, Tokyo|154-0023|Japan"},
		"JP in Japanese":    {Address{FirstName: "花子", LastName: "山田", Line1: "若林1-2", City: "世田谷区", Region: "東京都", Postcode: "154-0023", Country: "JP"}, "〒154-0023|東京都世田谷区|若林1-2|山田 花子|Japan"},
		"KR in Korean":      {Address{FirstName: "민수", LastName: "김", Line1: "세종대로 1", City: "중구", Region: "서울", Postcode: "04524", Country: "KR"}, "서울 중구|세종대로 1|김 민수|04524|South Korea"},
		"no region, no gap": {base("US", "", "62701", "Springfield"), "Ada Byron|Kiln|Oak 12|Flat 3|Springfield 62701|United States"},
	} {
		if diff := cmp.Diff(c.want, strings.Join(c.in.Format("en"), "|")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got := springfield().FormatFrom("US", ""); got[len(got)-1] != "Springfield, IL 62701" {
		t.Errorf("at home the country is left out: %q", got)
	}
}

func TestALabelNeverLosesWhoAndWhere(t *testing.T) {
	text := rapid.StringMatching(`[A-Za-z0-9]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		a := Address{
			FirstName: text.Draw(t, "first"), LastName: text.Draw(t, "last"), Company: text.Draw(t, "company"),
			Line1: text.Draw(t, "line1"), Line2: text.Draw(t, "line2"), City: text.Draw(t, "city"),
			Region: text.Draw(t, "region"), Postcode: text.Draw(t, "postcode"),
			Country: rapid.SampledFrom(Countries()).Draw(t, "country"),
		}
		label := strings.Join(a.Format("en"), "\n")
		for _, part := range []string{a.FirstName, a.LastName, a.Company, a.Line1, a.Line2, a.City, CountryName(a.Country, "en")} {
			if !strings.Contains(label, part) {
				t.Fatalf("%q is missing from\n%s", part, label)
			}
		}
		if len(countries()[a.Country].postcodes) > 0 && !strings.Contains(label, a.Postcode) {
			t.Fatalf("postcode %q is missing from\n%s", a.Postcode, label)
		}
	})
}

func TestEveryRowOfTheTableIsWhole(t *testing.T) {
	if got := len(countries()); got != 250 {
		t.Errorf("%d countries, want the 249 of ISO 3166-1 and Kosovo", got)
	}
	for code, c := range countries() {
		if layouts[c.layout] == "" || c.name == "" || !utf8.ValidString(c.name) || strings.Trim(c.required, "CSZ") != "" {
			t.Errorf("%s: %+v", code, c)
		}
		if c.requires('Z') && len(c.postcodes) == 0 {
			t.Errorf("%s requires a postcode but knows no form of it", code)
		}
		if p := c.examplePostcode(); p != "" && !ValidPostcode(code, p) {
			t.Errorf("%s: its own example %q does not fit", code, p)
		}
	}
}

// sharedData finds the public data sets some tests are checked against; they are not part
// of the repository.
func sharedData(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("HAAT_SHARED_DATA")
	if root == "" {
		root = "../../../../shared/data"
	}
	path := filepath.Join(root, "addresses-countries-currencies", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no shared data at %s: set HAAT_SHARED_DATA to run this test", path)
	}
	return path
}

func TestEveryISOCountryIsKnown(t *testing.T) {
	f, err := os.Open(sharedData(t, "country-codes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := -1
	for i, name := range rows[0] {
		if name == "ISO3166-1-Alpha-2" {
			column = i
		}
	}
	for _, row := range rows[1:] {
		if code := row[column]; code != "" && !Known(code) {
			t.Errorf("%s is missing", code)
		}
	}
}

func TestRealPostcodesOfEveryCountryAreValid(t *testing.T) {
	f, err := os.Open(sharedData(t, "countryinfo.txt.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	// Three examples of the data set are no postcodes: too short, long withdrawn, a typing slip.
	wrong := map[string]bool{"BY 20050": true, "EE 1001": true, "GB RH6 OHP": true}
	checked := 0
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), "=")
		code := strings.TrimPrefix(key, "data/")
		if len(code) != 2 || !Known(code) {
			continue
		}
		var row struct {
			Examples string `json:"zipex"`
		}
		if err := json.Unmarshal([]byte(value), &row); err != nil {
			t.Fatal(err)
		}
		for _, p := range strings.FieldsFunc(row.Examples, func(r rune) bool { return r == ',' || r == ':' }) {
			checked++
			if ValidPostcode(code, p) == wrong[code+" "+p] {
				t.Errorf("%s: %q: judged wrongly", code, p)
			}
		}
	}
	if checked < 300 {
		t.Errorf("only %d postcodes were checked", checked)
	}
}

func TestACountryIsNamedInTheReadersLanguage(t *testing.T) {
	for _, c := range [][3]string{
		{"DE", "", "Germany"}, {"DE", "en", "Germany"}, {"DE", "en-GB", "Germany"}, {"DE", "ar", "ألمانيا"}, {"DE", "ar-EG", "ألمانيا"}, {"NP", "ne", "नेपाल"},
		{"MK", "ar", "مقدونيا الشمالية"}, {"PS", "ar", "فلسطين"}, {"HK", "ne", "हङकङ"},
		{"DE", "fr", "Allemagne"}, {"DE", "x-klingon", "Germany"}, {"DE", "no language", "Germany"}, {"ZZ", "ar", "ZZ"}, {"", "ne", ""},
	} {
		if got := CountryName(c[0], c[1]); got != c[2] {
			t.Errorf("%s in %q is %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestEveryCountryHasItsOwnNameInEveryLanguageThatShips(t *testing.T) {
	for _, locale := range []string{"ar", "ne"} {
		seen := map[string]string{}
		for _, code := range Countries() {
			name := CountryName(code, locale)
			if name == "" || strings.ContainsFunc(name, func(r rune) bool { return 'A' <= r && r <= 'z' }) || seen[name] != "" {
				t.Errorf("%s: %s is called %q, as is %q", locale, code, name, seen[name])
			}
			seen[name] = code
		}
	}
}
