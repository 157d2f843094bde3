package render_test

import (
	"strings"

	"golang.org/x/net/html"
)

func walk(n *html.Node, f func(*html.Node)) {
	if n.Type == html.ElementNode {
		f(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, f)
	}
}

// count leaves out <template> contents, which x/net/html also hangs into the tree.
func count(doc *html.Node, name string) (n int) {
	walk(doc, func(e *html.Node) {
		if e.Data == name && !inside(e, "template") {
			n++
		}
	})
	return n
}

func first(doc *html.Node, name string) (found *html.Node) {
	walk(doc, func(e *html.Node) {
		if found == nil && e.Data == name {
			found = e
		}
	})
	return found
}

func inside(n *html.Node, name string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == name {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}
