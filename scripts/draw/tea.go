package main

import "fmt"

// label is the paper band all teas and coffees of the store share: a sprig and two lines.
func (a *art) label(x, y, w, h float64) {
	a.rect(x-w/2, y, w, h, 10, hex("#f6efe0"))
	a.path(hex("#e3d8c2"), fmt.Sprintf("M%s %sh%sq10 0 10 10v%sq0 10-10 10h-%sZ", n(x+w*.22), n(y), n(w*.28-10), n(h-20), n(w*.28-10)))
	foot := y + h*.56
	a.leaf(x, foot, h*.38, h*.13, 0, a.accent)
	a.leaf(x, foot, h*.27, h*.1, -52, a.accent.light(.15))
	a.leaf(x, foot, h*.27, h*.1, 52, a.accent.dark(.1))
	a.rect(x-w*.26, y+h*.68, w*.52, 18, 9, hex("#6b5a4b"))
	a.rect(x-w*.16, y+h*.8, w*.32, 14, 7, hex("#a6947f"))
}

func tin(a *art) {
	a.shadow(cx, floor, 330)
	if a.style == 1 { // tall square caddy
		a.path(a.main, "M500 740H1000V1580H500Z")
		a.path(a.main.dark(.2), "M1000 740L1130 700V1530L1000 1580Z")
		a.path(a.main.light(.14), "M480 560H1010V760H480Z")
		a.path(a.main.dark(.14), "M1010 560L1140 528V716L1010 760Z")
		a.path(a.main.light(.35), "M480 560L620 524H1140L1010 560Z")
		a.label(750, 960, 380, 430)
		return
	}
	a.turned(cx, a.main, 800, 300, 1100, 300, 1540, 300, 1580, 286)
	a.turned(cx, a.main.light(.12), 600, 296, 640, 310, 780, 312, 812, 306)
	a.ellipse(cx, 602, 296, 58, a.main.light(.4))
	a.ring(cx, 602, 240, 42, 6, a.main.light(.15))
	a.label(cx-20, 960, 400, 440)
}

func pouch(a *art) {
	a.shadow(cx, floor, 360)
	a.path(a.main, "M470 560H1130L1160 1490Q1160 1580 1060 1580H540Q440 1580 440 1490Z")
	a.path(a.main.dark(.13), "M990 560H1130L1160 1490Q1160 1580 1060 1580H970Q1040 1100 990 560Z")
	a.rect(462, 500, 676, 130, 8, a.main.light(.12))
	a.line(a.main.dark(.3), 8, "M470 602H1130")
	a.line(a.main.dark(.18), 7, "M470 545H1130")
	a.veil(a.main.light(.9), .3, "M500 650H540L520 1480Q500 1490 480 1470Z")
	a.label(790, 850, 440, 480)
}

func box(a *art) {
	a.shadow(cx, floor, 560)
	a.path(a.main.dark(.18), "M270 1230H1330V1580H270Z")
	a.path(a.main, "M270 1230H1330V1300H270Z")
	a.path(a.main.light(.1), "M270 1230L390 830H1210L1330 1230Z")
	a.path(a.main.dark(.3), "M320 1200L410 870H1190L1280 1200Z")
	tones := []string{"rust", "moss", "ochre", "celadon", "plum", "sea", "honey", "leaf"}
	for i, t := range tones {
		c := palette[t]
		x, y := 440+float64(i%4)*188, 890+float64(i/4)*160
		x -= float64(i/4) * 14
		w := 164 + float64(i/4)*8
		a.rect(x, y, w, 140, 8, c)
		a.rect(x+w*.18, y+32, w*.64, 76, 6, hex("#f6efe0"))
		a.leaf(x+w*.5, y+96, 56, 20, 0, c.dark(.1))
	}
	a.label(800, 1310, 420, 240)
}

func coffee(a *art) {
	a.shadow(cx, floor, 360)
	a.path(a.main, "M480 600L500 480H1100L1120 600L1150 1520Q1150 1580 1090 1580H510Q450 1580 450 1520Z")
	a.path(a.main.dark(.15), "M960 480H1100L1120 600L1150 1520Q1150 1580 1090 1580H950Q1010 1100 960 480Z")
	a.path(a.main.light(.14), "M490 480L510 400H1090L1110 480V560H490Z")
	a.path(a.main.dark(.05), "M960 400H1090L1110 480V560H960Z")
	a.line(a.main.dark(.25), 7, "M496 480H1104")
	a.rect(430, 500, 60, 90, 14, a.accent)
	a.rect(1110, 500, 60, 90, 14, a.accent)
	a.circle(800, 680, 36, a.main.dark(.2))
	a.circle(800, 680, 14, a.main.dark(.4))
	a.rect(580, 800, 440, 540, 12, hex("#f6efe0"))
	a.path(hex("#e3d8c2"), "M900 800H1008Q1020 800 1020 812V1328Q1020 1340 1008 1340H900Z")
	a.rect(580, 800, 440, 90, 12, a.accent)
	for i, x := range []float64{700, 800, 900} {
		bean(a, x, 1020+float64(i%2)*36, -30+float64(i)*25)
	}
	a.rect(660, 1180, 280, 20, 10, hex("#6b5a4b"))
	a.rect(710, 1232, 180, 16, 8, hex("#a6947f"))
}

func bean(a *art, x, y, degrees float64) {
	a.turn(degrees, x, y, func() {
		a.ellipse(x, y, 38, 54, hex("#6a432c"))
		a.line(hex("#3d2618"), 8, fmt.Sprintf("M%s %sq-22 48 0 52t0 44", n(x), n(y-48)))
	})
}

func jar(a *art) {
	a.shadow(cx, floor, 330)
	a.turned(cx, a.main, 860, 250, 900, 300, 980, 320, 1300, 322, 1530, 318, 1580, 288)
	a.turned(cx, a.main.light(.25), 820, 240, 870, 250)
	a.turned(cx, a.accent, 660, 262, 690, 276, 800, 278, 830, 268)
	a.ellipse(cx, 662, 262, 46, a.accent.light(.3))
	a.rect(610, 1060, 380, 360, 10, hex("#f6efe0"))
	for i := range 7 {
		x := 740 + float64(i%3)*80
		y := 1150 + float64(i/3)*70
		if i/3 == 1 {
			x -= 40
		}
		if i == 6 {
			x, y = 860, 1220
		}
		a.poly(hex("#e0a53f"), x-36, y-20, x, y-42, x+36, y-20, x+36, y+20, x, y+42, x-36, y+20)
	}
	a.rect(690, 1330, 220, 16, 8, hex("#6b5a4b"))
}

func matcha(a *art) {
	a.shadow(cx-80, floor, 400)
	a.turned(cx-120, a.main, 1200, 380, 1260, 378, 1400, 340, 1510, 230, 1540, 160, 1580, 156)
	a.ellipse(cx-120, 1200, 380, 84, a.main.light(.3))
	a.ellipse(cx-120, 1208, 350, 70, hex("#7f9a4e"))
	a.ellipse(cx-160, 1204, 220, 36, hex("#98b163"))
	a.put(`<ellipse cx="1230" cy="1590" rx="190" ry="40" fill="url(#s)"/>`)
	d := ""
	for _, x := range []float64{-110, -74, -38, 0, 38, 74, 110} {
		d += fmt.Sprintf("M%s 1270Q%s 1430 %s 1580", n(1200+x*.45), n(1200+x*1.1), n(1200+x))
	}
	a.line(hex("#d9bd8a"), 18, d)
	a.path(hex("#e6cf9f"), "M1130 900H1270L1262 1290H1138Z")
	a.path(hex("#c9a96f"), "M1220 900H1270L1262 1290H1215Z")
	a.line(a.accent, 16, "M1136 1250H1264M1137 1222H1263")
}
