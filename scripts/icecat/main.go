// Command icecat turns the open Icecat electronics catalogue (products.jsonl or products.jsonl.gz, one JSON object a
// line) into our JSON Lines import format:
//
//	go run ./scripts/icecat -store gadgets products.jsonl.gz > products.import.jsonl
//	haat import products -store gadgets products.import.jsonl
//
// Pictures are left out: their addresses point at Icecat. Texts are Icecat's, under the Open Icecat licence.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/haatshop/haat/internal/kit/tabular"
)

func main() {
	store := flag.String("store", "", "handle of the store the products go to; empty leaves it to the import")
	currency := flag.String("currency", "USD", "currency of the prices")
	flag.Parse()
	if err := run(flag.Arg(0), os.Stdout, *store, *currency); err != nil {
		fmt.Fprintln(os.Stderr, "icecat:", err)
		os.Exit(1)
	}
}

func run(file string, out io.Writer, store, currency string) error {
	in, err := open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	return convert(in, out, store, currency)
}

// open reads standard input without a name and unpacks gzip.
func open(file string) (io.ReadCloser, error) {
	if file == "" || file == "-" {
		return os.Stdin, nil
	}
	f, err := os.Open(file)
	if err != nil || !strings.HasSuffix(file, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

func convert(in io.Reader, out io.Writer, store, currency string) error {
	lines, err := tabular.NewLineReader(in, tabular.Limits{})
	if err != nil {
		return err
	}
	w := tabular.NewLineWriter(out)
	for {
		line, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return w.Flush()
		}
		if err != nil {
			return err
		}
		source, err := decode(line.Raw)
		if err != nil {
			return fmt.Errorf("line %d: %w", line.Number, err)
		}
		p, err := productOf(source, store, currency)
		if err != nil {
			return fmt.Errorf("line %d: %w", line.Number, err)
		}
		if err := w.Write(p); err != nil {
			return err
		}
	}
}

// object is a JSON object that remembers the order of its members: Icecat puts the telling facts first.
type object struct {
	order   []string
	members map[string]any
}

func decode(raw []byte) (object, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return object{}, fmt.Errorf("not a JSON object (%v)", err)
	}
	o := object{members: map[string]any{}}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return object{}, err
		}
		var value any
		if err := d.Decode(&value); err != nil {
			return object{}, err
		}
		name, _ := key.(string)
		o.order, o.members[name] = append(o.order, name), value
	}
	_, err := d.Token()
	return o, err
}

type amount struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

type attribute struct {
	Code  string `json:"code"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

type variant struct {
	SKU     string `json:"sku"`
	Barcode string `json:"barcode,omitempty"`
	Price   amount `json:"price"`
	Stock   int64  `json:"stock"`
}

type product struct {
	Store           string      `json:"store,omitempty"`
	ExternalID      string      `json:"external_id"`
	Handle          string      `json:"handle"`
	Title           string      `json:"title"`
	DescriptionHTML string      `json:"description_html"`
	Status          string      `json:"status"`
	Vendor          string      `json:"vendor"`
	Attributes      []attribute `json:"attributes"`
	Variants        []variant   `json:"variants"`
}

// maxAttributes bounds the facts of a product: Icecat has up to 180, most of them for engineers.
const maxAttributes = 24

func productOf(source object, store, currency string) (product, error) {
	id, title, supplier := text(source.members["id"]), text(source.members["title"]), text(source.members["supplier"])
	price, err := strconv.ParseInt(text(source.members["price"]), 10, 64)
	if id == "" || title == "" || err != nil {
		return product{}, fmt.Errorf("no id, title or price: %q %q %v", id, title, err)
	}
	p := product{Store: store, ExternalID: "icecat-" + id, Handle: handle(supplier + " " + text(source.members["name"]) + " " + id), Title: cut(title, 250),
		Status: "active", Vendor: supplier, Attributes: attributes(source)}
	if s := text(source.members["short_description"]); s != "" {
		p.DescriptionHTML = "<p>" + html.EscapeString(s) + "</p>"
	}
	v := variant{SKU: "ICE-" + id, Price: amount{price, currency}, Stock: stock(id)}
	if list, ok := source.members["ean"].([]any); ok && len(list) > 0 {
		v.Barcode = strings.TrimSpace(text(list[0]))
	}
	p.Variants = []variant{v}
	return p, nil
}

// stock is made up from the id, so that a second conversion gives the same file.
func stock(id string) int64 {
	n := int64(0)
	for _, c := range id {
		n = (n*31 + int64(c)) % 61
	}
	return n
}

func text(v any) string {
	switch x := v.(type) {
	case string:
		return strings.TrimSpace(strings.Map(shown, x))
	case json.Number:
		return strings.TrimSuffix(x.String(), ".0")
	case bool:
		if x {
			return "Yes"
		}
	}
	return ""
}

// shown drops what cannot be seen: the feed has stray control characters, which the import refuses.
func shown(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsGraphic(r):
		return r
	}
	return -1
}

// attributes takes the facts that say something, in the order of the source.
func attributes(source object) []attribute {
	list := []attribute{}
	for _, key := range source.order {
		value := text(source.members[key])
		if !strings.HasPrefix(key, "attr_") || value == "" || len(list) == maxAttributes {
			continue
		}
		code := strings.Trim(strings.TrimPrefix(key, "attr_")[2:], "_")
		name := strings.Join(strings.Fields(strings.ReplaceAll(code, "_", " ")), " ")
		list = append(list, attribute{Code: code, Name: strings.ToUpper(name[:1]) + name[1:], Value: cut(value, 250)})
	}
	return list
}

func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

// handle makes a plain ASCII handle.
func handle(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(cut(b.String(), 100), "-")
}
