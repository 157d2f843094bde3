package main

import "fmt"

func pen(a *art) {
	a.put(`<g transform="rotate(32 800 1000)"><rect x="740" y="360" width="150" height="1250" rx="70" fill="#2b2433" opacity=".13"/></g>`)
	a.turn(32, 800, 1000, func() {
		a.rect(725, 330, 130, 820, 60, a.main)
		a.path(a.main.dark(.2), "M815 340Q855 350 855 390V1150H815Z")
		a.path(a.main.light(.4), "M748 380h16V1140h-16Z")
		a.rect(719, 760, 142, 34, 6, a.accent)
		a.path(a.accent, "M780 400h70q30 0 30 30v240q0 30-24 30t-22-30V470h-54Z")
		a.path(a.main.dark(.35), "M738 1150H842L822 1330H758Z")
		a.path(a.accent.light(.15), "M758 1326H822Q850 1420 790 1580Q730 1420 758 1326Z")
		a.path(a.accent.dark(.2), "M790 1326H822Q850 1420 790 1580Z")
		a.circle(790, 1400, 13, hex("#45474e"))
		a.line(hex("#45474e"), 5, "M790 1412V1574")
	})
	a.line(a.main, 14, "M250 1640C330 1560 380 1700 460 1630S560 1600 610 1650")
}

func pencils(a *art) {
	a.shadow(cx, floor, 420)
	tones := []string{"red", "coral", "ochre", "lemon", "celadon", "leaf", "pine", "sea", "sky", "denim", "lilac", "plum"}
	for i, t := range tones {
		c := palette[t]
		x := 800 + (float64(i)-5.5)*58
		y := 640 + absf(float64(i)-5.5)*16
		a.poly(hex("#ecd7b3"), x-28, y+150, x, y, x+28, y+150)
		a.poly(c, x-10, y+54, x, y, x+10, y+54)
		a.rect(x-28, y+148, 56, 1240-y, 0, c)
		a.rect(x+8, y+148, 20, 1240-y, 0, c.dark(.18))
	}
	a.rect(410, 1130, 780, 450, 26, a.main)
	a.path(a.main.dark(.12), "M1010 1130H1164Q1190 1130 1190 1156V1554Q1190 1580 1164 1580H1010Z")
	a.rect(600, 1260, 400, 190, 10, hex("#f6efe0"))
	a.rect(660, 1320, 280, 20, 10, a.accent)
	a.rect(720, 1370, 160, 20, 10, a.accent)
}

func paints(a *art) {
	a.turn(-4, 800, 1000, func() {
		a.flat(260, 700, 1080, 720)
		a.rect(260, 700, 1080, 720, 50, a.main)
		a.rect(300, 740, 1000, 640, 30, hex("#fbf6ea"))
		tones := []string{"red", "coral", "ochre", "lemon", "leaf", "pine", "sea", "sky", "denim", "lilac", "plum", "walnut"}
		for i, t := range tones {
			x, y := 340+float64(i%6)*156, 780+float64(i/6)*190
			a.rect(x, y, 132, 160, 16, palette[t])
			a.ellipse(x+66, y+70, 44, 40, palette[t].light(.3))
		}
		a.rect(340, 1180, 440, 160, 30, hex("#eae2d0"))
		a.circle(450, 1262, 50, palette["sky"])
		a.circle(560, 1250, 60, palette["celadon"])
		a.rect(830, 1180, 430, 160, 30, hex("#eae2d0"))
		a.circle(990, 1260, 64, palette["blush"])
	})
	brushAt(a, 24, 1180, 1330, a.accent)
}

// brushAt lays one brush across the picture.
func brushAt(a *art, degrees, x, y float64, c ink) {
	a.turn(degrees, x, y, func() {
		a.rect(x-20, y-760, 40, 620, 20, c)
		a.rect(x+4, y-760, 16, 620, 8, c.dark(.2))
		a.rect(x-26, y-150, 52, 120, 6, hex("#c9ced1"))
		a.path(hex("#5d4636"), fmt.Sprintf("M%s %sh52q10 90-26 190q-36-100-26-190Z", n(x-26), n(y-32)))
	})
}

func brushes(a *art) {
	a.shadow(cx, floor, 300)
	for i, d := range []float64{-16, 14, -3} {
		a.turn(d, 800, 1500, func() {
			x := 800.0
			a.rect(x-22, 620, 44, 800, 12, []ink{a.accent, a.accent.dark(.2), a.accent.light(.2)}[i])
			a.rect(x-30, 540, 60, 110, 6, hex("#c9ced1"))
			a.path(hex("#4b3a31"), fmt.Sprintf("M%s 544q-24-110 30-230q54 120 30 230Z", n(x-30)))
		})
	}
	a.turned(cx, a.main, 1080, 230, 1200, 250, 1400, 244, 1540, 214, 1580, 190)
	a.ellipse(cx, 1080, 230, 44, a.main.light(.3))
	a.path(a.main.dark(.36), "M590 1082A210 34 0 0 0 1010 1082Z")
}
