package storefront

import (
	"regexp"
	"slices"

	"github.com/haatshop/haat/internal/kit/text"
)

// isColour reports whether an option asks for a colour, in the languages the shop
// speaks.
func isColour(option string) bool {
	return slices.Contains([]string{"colour", "color", "colours", "colors", "shade", "لون", "اللون", "रङ", "रंग"}, text.Fold(option))
}

var hexColour = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// swatch is the colour a value names, as "#rrggbb". An unknown name is no colour: a
// wrong swatch is worse than none.
func swatch(value string) string {
	name := text.Fold(value)
	if hexColour.MatchString(name) {
		return name
	}
	return colours[name]
}

// colours are names that shops give to what they sell, and what people expect to see.
var colours = map[string]string{
	"amber": "#d98e2b", "aqua": "#5fb8b8", "beige": "#d9c7a7", "berry": "#7d2748", "black": "#1c1c1c", "blue": "#2f5fa8", "blush": "#e3b3a6",
	"bronze": "#8a6136", "brown": "#6b4428", "burgundy": "#6d1f2f", "camel": "#b98a54", "celadon": "#a9c7b0", "chalk": "#ecebe4", "charcoal": "#3c3f42",
	"clay": "#b0714f", "copper": "#b06a3b", "coral": "#e0735c", "cream": "#f1e7d0", "crimson": "#a51c30", "denim": "#4a6285", "emerald": "#1f7a54",
	"forest": "#28472f", "gold": "#c79a3b", "gray": "#8b8f92", "green": "#3d7a45", "grey": "#8b8f92", "indigo": "#39406f", "ink": "#26303f",
	"ivory": "#f3eddc", "khaki": "#99895b", "lavender": "#b3a3cf", "lemon": "#efd75b", "lilac": "#c0a7cc", "linen": "#e4d9c3", "maroon": "#672430",
	"mint": "#b3dcc4", "moss": "#6b7a45", "mustard": "#cf9f2e", "natural": "#ddcfb3", "navy": "#1f2f52", "oat": "#dccfb6", "ochre": "#c5892f",
	"olive": "#6c6b3a", "orange": "#df7a2a", "peach": "#efb897", "pine": "#2f5547", "pink": "#dc8fa5", "plum": "#653354", "purple": "#6a4388",
	"red": "#b7312c", "rose": "#cf8b8b", "rust": "#b5573a", "sage": "#a3ad8c", "sand": "#d8b98d", "scarlet": "#c22f23", "sea": "#4f8a94",
	"silver": "#bfc3c6", "sky": "#93bfd8", "slate": "#56626c", "steel": "#8d979d", "stone": "#b5aea1", "tan": "#c39b6c", "teal": "#2b7278",
	"terracotta": "#b9603f", "turquoise": "#3fa7a0", "violet": "#71509b", "walnut": "#5a3f2b", "white": "#fafaf7", "wine": "#642336", "yellow": "#e6c13a",
	"أبيض": "#fafaf7", "أحمر": "#b7312c", "أخضر": "#3d7a45", "أزرق": "#2f5fa8", "أسود": "#1c1c1c", "أصفر": "#e6c13a", "بني": "#6b4428", "رمادي": "#8b8f92", "وردي": "#dc8fa5",
	"कालो": "#1c1c1c", "खैरो": "#6b4428", "निलो": "#2f5fa8", "पहेँलो": "#e6c13a", "रातो": "#b7312c", "सेतो": "#fafaf7", "हरियो": "#3d7a45",
}
