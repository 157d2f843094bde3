package settings

import "github.com/haatshop/haat/internal/kit/colour"

// Least contrasts, by WCAG 2.2: of text, of what shows where the keyboard is, and of a button's ground with the page. The
// last is ours, since the button's text is what must be read: less than that and nobody sees a button.
const (
	textContrast   = 4.5
	shapeContrast  = 3
	groundContrast = 1.5
)

// Scheme is every colour of the storefront that the appearance decides, in the light or in the dark. The names are those
// of the theme's tokens.
type Scheme struct {
	Paper           colour.RGB `json:"paper" doc:"The page"`
	Raised          colour.RGB `json:"raised" doc:"Panels and fields"`
	Ground          colour.RGB `json:"ground" doc:"The quiet ground under pictures"`
	GroundStrong    colour.RGB `json:"ground_strong" doc:"The ground of tags"`
	Ink             colour.RGB `json:"ink" doc:"Text"`
	InkSoft         colour.RGB `json:"ink_soft" doc:"Text beside the point"`
	Line            colour.RGB `json:"line" doc:"Between things"`
	LineStrong      colour.RGB `json:"line_strong" doc:"Around things that can be used"`
	Inverse         colour.RGB `json:"inverse" doc:"The foot of the page"`
	OnInverse       colour.RGB `json:"on_inverse" doc:"Text on the foot"`
	Accent          colour.RGB `json:"accent" doc:"Buttons. In the dark it is lighter than the chosen one where that could not be seen."`
	AccentStrong    colour.RGB `json:"accent_strong" doc:"Buttons under the pointer"`
	AccentSoft      colour.RGB `json:"accent_soft" doc:"A breath of the accent"`
	OnAccent        colour.RGB `json:"on_accent" doc:"Text on the accent"`
	AccentOnInverse colour.RGB `json:"accent_on_inverse" doc:"The accent on the foot of the page"`
	Focus           colour.RGB `json:"focus" doc:"The ring around what has the keyboard"`
}

// Ratio is how well one colour can be told from another.
type Ratio struct {
	Pair  string  `json:"pair" enum:"text,soft_text,button,button_hover,tint,foot,focus" doc:"Text and text beside the point on the page, text on a button, the same under the pointer, text on the tint, the accent on the foot, the focus ring on the page."`
	Ratio float64 `json:"ratio" doc:"By WCAG 2.2, from 1 to 21."`
	Least float64 `json:"least" doc:"What it must be."`
}

// Drawn is a scheme with its contrasts.
type Drawn struct {
	Scheme
	Contrast []Ratio `json:"contrast"`
}

// Palette is what an accent and a paper make.
type Palette struct {
	Light        Drawn      `json:"light"`
	Dark         Drawn      `json:"dark"`
	AccentRatio  float64    `json:"accent_ratio" doc:"The chosen accent on the light ground it stands out from worst."`
	AccentLeast  float64    `json:"accent_least" doc:"What that must be to be saved."`
	Nearest      colour.RGB `json:"nearest" doc:"The accent, or the lightest shade of it that can be saved."`
	DarkAdjusted bool       `json:"dark_adjusted" doc:"The accent was made lighter in the dark, where it could not be seen."`
}

// PaletteOf draws the colours that an appearance makes. Whatever the accent, text on it can be read.
func PaletteOf(a Appearance) Palette {
	light, dark := grounds(a.Paper)
	chosen := light.Accent
	if c, err := colour.Parse(a.Accent); err == nil && c != chosen {
		chosen = c
		light.wear(chosen, -0.055, 0.14)
		dark.wear(chosen.Lift(0.02, shapeContrast, dark.Paper, dark.Raised, dark.Ground), 0.06, 0.2)
		dark.Focus = dark.Accent
	}
	stands := []colour.RGB{light.Paper, light.Raised, light.Ground}
	return Palette{
		Light: Drawn{light, light.contrast()}, Dark: Drawn{dark, dark.contrast()},
		AccentRatio: colour.Least(chosen, stands...), AccentLeast: groundContrast,
		Nearest: chosen.Lift(-0.01, groundContrast, stands...), DarkAdjusted: dark.Accent != chosen,
	}
}

// wear derives everything from the accent. hover is how much lighter it becomes under the pointer, breath how much of it
// is in the tint.
func (s *Scheme) wear(accent colour.RGB, hover, breath float64) {
	s.Accent, s.OnAccent = accent, readableOn(accent)
	s.AccentStrong = accent.Lighter(hover)
	if colour.Contrast(s.OnAccent, s.AccentStrong) < textContrast {
		s.AccentStrong = accent.Lighter(-hover) // away from the text the contrast only grows
	}
	if colour.Contrast(s.OnAccent, s.AccentStrong) < textContrast {
		s.AccentStrong = accent
	}
	s.AccentSoft = s.Paper
	if tint := colour.Mix(accent, s.Paper, breath); colour.Contrast(s.Ink, tint) >= textContrast {
		s.AccentSoft = tint
	}
	s.AccentOnInverse = accent.Lift(0.02, textContrast, s.Inverse)
}

// readableOn is the text for a ground: white where that can be read, else the darkest shade of the ground's own colour,
// else black. On every colour one of white and black has 4.58 or more.
func readableOn(ground colour.RGB) colour.RGB {
	white, black := colour.RGB{R: 255, G: 255, B: 255}, colour.RGB{}
	shade := ground.Lab()
	shade.L, shade.A, shade.B = 0.19, shade.A*0.2, shade.B*0.2
	for _, text := range []colour.RGB{white, shade.RGB()} {
		if colour.Contrast(text, ground) >= textContrast {
			return text
		}
	}
	return black
}

func (s Scheme) contrast() []Ratio {
	return []Ratio{
		{"text", colour.Contrast(s.Ink, s.Paper), textContrast},
		{"soft_text", colour.Contrast(s.InkSoft, s.Paper), textContrast},
		{"button", colour.Contrast(s.OnAccent, s.Accent), textContrast},
		{"button_hover", colour.Contrast(s.OnAccent, s.AccentStrong), textContrast},
		{"tint", colour.Contrast(s.Ink, s.AccentSoft), textContrast},
		{"foot", colour.Contrast(s.AccentOnInverse, s.Inverse), textContrast},
		{"focus", colour.Least(s.Focus, s.Paper, s.Raised, s.Ground), shapeContrast},
	}
}

// grounds are the three papers with the theme's own accent, marigold, in the light and in the dark. "plain" is what the
// theme's tokens say.
func grounds(paper string) (light, dark Scheme) {
	light, dark = marigold(false), marigold(true)
	switch paper {
	case PaperWarm:
		light.onto("#fcf9f4", "#fffdf9", "#f5eee3", "#ebe2d3", "#241c14", "#655a4c", "#e6ddcf", "#8a7f70", "#2b2118", "#f7f1e8")
		dark.onto("#191613", "#211d19", "#292420", "#342e28", "#f3eee6", "#b5aa9c", "#383129", "#857b70", "#110f0d", "#f3eee6")
	case PaperCool:
		light.onto("#fafbfd", "#ffffff", "#eff2f6", "#e2e7ee", "#16202c", "#55606e", "#dde2e9", "#7d8896", "#1a2533", "#f1f4f8")
		dark.onto("#12161c", "#181e26", "#1f2630", "#29323e", "#eaeef4", "#a5b0bf", "#2b3542", "#748093", "#0b0f14", "#eaeef4")
	default:
		light.onto("#fdfdfc", "#ffffff", "#f2f2ec", "#e8e8df", "#17211b", "#58625b", "#e0e1da", "#828a83", "#1d2a23", "#f5f5f0")
		dark.onto("#141815", "#1b201d", "#222824", "#2c332e", "#eef0ea", "#a9b2ab", "#2e3530", "#77807a", "#0d100e", "#eef0ea")
	}
	light.Focus = light.Ink
	return light, dark
}

func marigold(night bool) Scheme {
	s := Scheme{Accent: hex("#f5ab35"), OnAccent: hex("#1b1405"), AccentOnInverse: hex("#f5ab35"), AccentStrong: hex("#e99a1c"), AccentSoft: hex("#fdf1dc")}
	if night {
		s.AccentStrong, s.AccentSoft, s.Focus = hex("#ffbe55"), hex("#37290f"), hex("#f5ab35")
	}
	return s
}

func (s *Scheme) onto(paper, raised, ground, groundStrong, ink, inkSoft, line, lineStrong, inverse, onInverse string) {
	s.Paper, s.Raised, s.Ground, s.GroundStrong = hex(paper), hex(raised), hex(ground), hex(groundStrong)
	s.Ink, s.InkSoft, s.Line, s.LineStrong = hex(ink), hex(inkSoft), hex(line), hex(lineStrong)
	s.Inverse, s.OnInverse = hex(inverse), hex(onInverse)
}

// hex reads a colour that stands in this file.
func hex(s string) colour.RGB {
	c, err := colour.Parse(s)
	if err != nil {
		panic(err)
	}
	return c
}
