// Code generated from design/tokens.json by `make generate`. DO NOT EDIT.

package notify

var (
	light = palette{
		Desk:     "#f6f7f4",
		Raised:   "#ffffff",
		Ground:   "#f2f2ec",
		Ink:      "#17211b",
		InkSoft:  "#58625b",
		Line:     "#e0e1da",
		Accent:   "#f5ab35",
		OnAccent: "#1b1405",
	}
	dark = palette{
		Desk:     "#121513",
		Raised:   "#1b201d",
		Ground:   "#222824",
		Ink:      "#eef0ea",
		InkSoft:  "#a9b2ab",
		Line:     "#2e3530",
		Accent:   "#f5ab35",
		OnAccent: "#1b1405",
	}
)

const face = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans Devanagari', 'Helvetica Neue', Arial, sans-serif"
