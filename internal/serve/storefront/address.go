package storefront

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/haatshop/haat/internal/kit/address"
	"github.com/haatshop/haat/internal/serve/storefront/view"
)

// addressNames are the fields of an address in the order they are asked for.
func addressNames() []string {
	return []string{"first_name", "last_name", "company", "line1", "line2", "city", "region", "postcode", "phone"}
}

// postedAddress reads an address from the form.
func (v *visit) postedAddress(prefix string) address.Address {
	f := func(name string) string { return v.form(prefix + name) }
	return address.Address{FirstName: f("first_name"), LastName: f("last_name"), Company: f("company"), Line1: f("line1"), Line2: f("line2"),
		City: f("city"), Region: f("region"), Postcode: f("postcode"), Country: strings.ToUpper(f("country")), Phone: f("phone")}
}

// addressForm asks for an address as its country writes it.
func (v *visit) addressForm(prefix string, a address.Address) view.AddressForm {
	if !address.Known(a.Country) {
		a.Country = v.homeCountry()
	}
	values := map[string]string{"first_name": a.FirstName, "last_name": a.LastName, "company": a.Company, "line1": a.Line1, "line2": a.Line2,
		"city": a.City, "region": a.Region, "postcode": a.Postcode, "phone": a.Phone, "country": a.Country}
	out := view.AddressForm{Prefix: prefix, Countries: v.countries(a.Country), Form: view.Form{Values: map[string]string{}, Errors: map[string]string{}}}
	for name, value := range values {
		out.Form.Values[prefix+name] = value
	}
	required := append([]string{"first_name", "last_name"}, address.RequiredFields(a.Country)...)
	for _, name := range addressNames() {
		out.Fields = append(out.Fields, view.AddressField{Name: name, Required: slices.Contains(required, name), Half: name == "region" || name == "postcode"})
	}
	return out
}

// homeCountry is where a visitor is taken to be who has not said: the only country of
// the default region, or the one the visitor's language belongs to.
func (v *visit) homeCountry() string {
	countries := v.platform.DefaultRegion().Countries
	if len(countries) == 1 {
		return countries[0]
	}
	tag, err := language.Parse(v.code)
	if err == nil {
		if region, _ := tag.Region(); slices.Contains(countries, region.String()) {
			return region.String()
		}
	}
	return ""
}

// countries are all countries the shop sells to, in the visitor's language and order.
func (v *visit) countries(chosen string) []view.Option {
	var out []view.Option
	for _, r := range v.platform.Regions {
		for _, code := range r.Countries {
			out = append(out, view.Option{Value: code, Label: address.CountryName(code, v.code), Selected: code == chosen})
		}
	}
	slices.SortFunc(out, func(a, b view.Option) int { return strings.Compare(a.Label, b.Label) })
	out = slices.CompactFunc(out, func(a, b view.Option) bool { return a.Value == b.Value })
	if chosen == "" {
		out = append([]view.Option{{Label: "–", Selected: true, Disabled: true}}, out...)
	}
	return out
}

// addressProblems writes what is wrong with an address into its form.
func (v *visit) addressProblems(f *view.AddressForm, a address.Address) (ok bool) {
	problems := a.Validate()
	for _, p := range problems {
		f.Form.Errors[f.Prefix+p.Field] = v.word("field."+p.Code, p.Message)
	}
	return len(problems) == 0
}

func (v *visit) addressLines(a *address.Address) view.Address {
	if a == nil {
		return view.Address{}
	}
	return view.Address{Lines: a.Format(v.code), Phone: a.Phone}
}
