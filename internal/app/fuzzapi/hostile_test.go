package fuzzapi

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// awkward are texts that break what is careless. More come from the shared
// list of naughty strings where it is at hand.
func awkward() []string {
	return []string{
		"", " ", "\t", "\n", "a\r\nb", " outer ", "a  b", "\u00a0", "\u2028", "\u200b", "\ufeff", "a\u202eb", "\ufffe", "\uffff", "\u0001", "\u007f", "\u0085",
		"e\u0301", "é", "ﬁ", "İ", "ß", "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0010ffff", "नेपाल", "مرحبا", "क्\u200dष",
		"'", "\"", "\\", "`", "%", "_", "%%", "%s%n%x", "$1", "?1", "{{.}}", "${7*7}", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "<!--", "&lt;&#0;",
		"' OR 1=1 --", "'; DROP TABLE order_orders; --", "\\x00", "%00", "..", "../../etc/passwd", "/", "//evil.example", "javascript:alert(1)", "http://[::1", "file:///etc/passwd", "data:text/html,x",
		"null", "undefined", "NaN", "true", "0", "-1", "1e9999", "9223372036854775808", "1,5", "٣", "Ⅷ", "=1+1", "@x", "+x", "-x", "a@b", "a@b@c", "x@" + strings.Repeat("d", 250), "\"a b\"@x.example",
		"prod_00000000000000000000000000", "ord_zzzzzzzzzzzzzzzzzzzzzzzzzz", "cart_", "_", "AUX", strings.Repeat("a", 81), strings.Repeat("ab ", 2000), strings.Repeat("\u0301", 300), strings.Repeat("ॐ", 500), strings.Repeat("<b>", 300),
	}
}

// hostileData is the folder of hostile input; it is not part of the
// repository.
func hostileData() string {
	root := os.Getenv("HAAT_SHARED_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	return filepath.Join(root, "hostile-input")
}

// naughty is the shared list of strings; ok is false where it is absent.
func naughty() (list []string, ok bool) {
	raw, err := os.ReadFile(filepath.Join(hostileData(), "blns.json"))
	if err != nil {
		return nil, false
	}
	return list, json.Unmarshal(raw, &list) == nil
}

const noData = "no hostile input at %s: set HAAT_SHARED_DATA to the folder that has hostile-input"
