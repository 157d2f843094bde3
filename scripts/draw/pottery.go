package main

import "fmt"

func mug(a *art) {
	a.shadow(cx, floor, 380)
	dip := a.main.mix(a.accent, .82)
	a.line(a.main.dark(.1), 74, "M1040 1130C1290 1090 1310 1420 1050 1430")
	a.line(a.main.light(.12), 22, "M1050 1112C1240 1090 1270 1230 1256 1300")
	if a.style == 1 { // barrel
		a.turned(cx-40, a.main, 980, 310, 1080, 335, 1260, 345, 1440, 325, 1550, 285, 1580, 262)
		a.path(dip, band(cx-40, []float64{980, 310, 1040, 324, 1100, 337}, -1, 1))
		a.path(dip.dark(.13), band(cx-40, []float64{980, 310, 1040, 324, 1100, 337}, .42, 1))
	} else { // straight, with a bare foot
		a.turned(cx-40, a.main, 940, 322, 1200, 318, 1460, 312, 1510, 300)
		a.turned(cx-40, hex("#cdae88"), 1508, 300, 1550, 290, 1580, 276)
	}
	top, r := 980.0, 310.0
	if a.style != 1 {
		top, r = 940, 322
	}
	rim := a.main
	if a.style == 1 {
		rim = dip
	}
	a.ellipse(cx-40, top, r, 62, rim.light(.3))
	a.ellipse(cx-40, top+5, r-22, 48, rim.dark(.42))
	if a.style == 2 {
		a.speckle(cx-40, 1210, 270, 220, 34, a.main.dark(.5))
	}
}

func cupPair(a *art) {
	for _, c := range []struct{ x, y, s float64 }{{1010, 1500, 1}, {620, 1590, 1}} {
		a.shadow(c.x, c.y, 235)
		y := c.y
		a.turned(c.x, a.main, y-400, 225, y-300, 232, y-140, 218, y-30, 170, y, 150)
		dip := []float64{y - 150, 220, y - 100, 204, y - 30, 170, y, 150}
		a.path(a.accent, band(c.x, dip, -1, 1))
		a.path(a.accent.dark(.13), band(c.x, dip, .42, 1))
		a.ellipse(c.x, y-400, 225, 46, a.main.light(.3))
		a.ellipse(c.x, y-396, 206, 35, a.main.dark(.4))
	}
}

func espresso(a *art) {
	a.shadow(cx, floor+10, 440)
	saucer := []float64{1500, 430, 1540, 400, 1575, 260, 1590, 230}
	a.path(a.main.dark(.08), band(cx, saucer, -1, 1))
	a.path(a.main.dark(.2), band(cx, saucer, .4, 1))
	a.ellipse(cx, 1500, 430, 78, a.main.light(.25))
	a.ellipse(cx, 1506, 330, 54, a.main.dark(.08))
	a.line(a.main.dark(.12), 50, "M1020 1240C1180 1200 1190 1390 1000 1400")
	a.turned(cx, a.main, 1130, 258, 1230, 262, 1360, 240, 1470, 180, 1515, 150)
	a.ellipse(cx, 1130, 258, 52, a.main.light(.35))
	a.ellipse(cx, 1135, 236, 40, hex("#5a3a2a"))
	a.ellipse(cx-30, 1132, 150, 22, hex("#9a6a45"))
}

func bowl(a *art) {
	a.shadow(cx, floor, 380)
	top, r := 1110.0, 490.0
	if a.style == 1 { // low and wide
		top = 1210
	}
	h := floor - top
	prof := []float64{top, r, top + h*.25, r * .97, top + h*.55, r * .83, top + h*.82, r * .52, top + h*.9, r * .38, floor, r * .36}
	a.turned(cx, a.main, prof...)
	a.path(a.accent, band(cx, []float64{top + h*.88, r * .4, floor, r * .36}, -1, 1))
	a.ellipse(cx, top, r, 100, a.main.light(.3))
	a.ellipse(cx, top+10, r-26, 84, a.main.dark(.3))
	a.ellipse(cx-30, top+34, r-130, 50, a.main.dark(.16))
	if a.style == 1 {
		a.speckle(cx-20, top+h*.42, 380, 110, 40, a.main.dark(.5))
		return
	}
	// a pair of chopsticks over the rim
	a.line(hex("#7c5539"), 22, "M330 1010L1240 1120")
	a.line(hex("#8d6342"), 22, "M360 950L1260 1090")
}

func plate(a *art) {
	y, r := 950.0, 500.0
	if a.style == 1 {
		r = 400
	}
	a.put(`<ellipse cx="840" cy="%s" rx="%s" ry="%s" fill="url(#s)"/>`, n(y+r*.16), n(r*1.22), n(r*1.18))
	a.circle(cx, y, r, a.main)
	a.ring(cx, y, r-10, r-10, 20, a.main.light(.35))
	a.circle(cx+10, y+12, r*.71, a.main.dark(.12))
	a.circle(cx, y, r*.7, a.main.light(.16))
	a.ring(cx, y, r*.84, r*.84, 7, a.accent)
	for i := range 12 {
		a.turn(float64(i*30), cx, y, func() { a.ellipse(cx, y-r*.84, 13, 26, a.accent) })
	}
	a.veil(a.main.light(.8), .5, fmt.Sprintf("M%s %sA%[3]s %[3]s 0 0 1 %[4]s %[5]sA%[6]s %[6]s 0 0 0 %[1]s %[2]sZ",
		n(cx-r*.6), n(y-r*.05), n(r*.6), n(cx-r*.05), n(y-r*.6), n(r*.66)))
}

func platter(a *art) {
	a.put(`<g transform="translate(0 210)">`)
	defer a.put(`</g>`)
	a.shadow(cx, 1330, 590)
	a.ellipse(cx, 1180, 600, 250, a.main.dark(.18))
	a.ellipse(cx, 1150, 600, 250, a.main)
	a.ellipse(cx, 1160, 490, 186, a.main.dark(.1))
	a.ellipse(cx, 1172, 480, 174, a.main.light(.2))
	a.ring(cx, 1150, 560, 226, 8, a.accent)
	for i, x := range []float64{610, 760, 930} {
		y := []float64{1150, 1210, 1140}[i]
		a.ellipse(x+14, y+64, 96, 30, a.main.dark(.2))
		a.circle(x, y, 92, hex("#e0a53f"))
		a.path(hex("#c9862f"), fmt.Sprintf("M%s %sA92 92 0 0 1 %[1]s %[3]sA150 150 0 0 0 %[1]s %[2]sZ", n(x+30), n(y-87), n(y+87)))
		a.leaf(x+8, y-78, 90, 40, 50, hex("#6f7f4f"))
	}
}

func teapot(a *art) {
	a.shadow(cx, floor, 420)
	a.line(a.main.dark(.2), 52, "M1130 1180C1370 1090 1390 1440 1130 1460")
	a.path(a.main.light(.04), "M480 1440C360 1400 330 1230 250 1150L330 1110C410 1180 470 1220 540 1260Z")
	a.turned(cx, a.main, 1030, 190, 1080, 280, 1180, 372, 1320, 400, 1460, 350, 1550, 240, 1580, 215)
	lid := []float64{960, 70, 985, 130, 1030, 200, 1052, 206}
	a.turned(cx, a.accent, lid...)
	a.circle(cx, 925, 52, a.accent.dark(.05))
	a.circle(cx-14, 912, 18, a.accent.light(.4))
	a.line(hex("#8a623f"), 30, "M470 1080C480 640 1120 640 1130 1080")
	a.line(hex("#b98656"), 10, "M478 1030C510 690 1080 680 1116 1010")
}

func jug(a *art) {
	a.shadow(cx, floor, 330)
	a.line(a.main.dark(.12), 62, "M1010 900C1300 860 1280 1280 1060 1330")
	a.path(a.main.light(.1), "M560 790L450 700C520 690 600 700 680 720Z")
	a.turned(cx, a.main, 700, 232, 800, 205, 920, 215, 1080, 290, 1260, 330, 1430, 310, 1540, 250, 1580, 232)
	glaze := []float64{1330, 328, 1430, 310, 1540, 250, 1580, 232}
	a.path(a.accent, band(cx, glaze, -1, 1))
	a.path(a.accent.dark(.14), band(cx, glaze, .42, 1))
	a.path(a.main.light(.3), "M462 704C600 650 930 640 1032 700C1000 752 640 760 560 738Z")
	a.path(a.main.dark(.4), "M530 704C640 668 900 662 1000 702C950 734 660 738 590 726Z")
}

func vase(a *art) {
	a.shadow(cx, floor, 280)
	switch a.style {
	case 1: // moon
		stems(a, 880)
		a.turned(cx, a.main, 880, 96, 925, 104, 985, 240, 1120, 360, 1250, 385, 1390, 345, 1520, 220, 1580, 168)
		a.ellipse(cx, 880, 96, 20, a.main.dark(.35))
		a.speckle(cx-20, 1250, 320, 250, 30, a.main.dark(.5))
	default: // reed
		stems(a, 760)
		a.turned(cx, a.main, 760, 84, 830, 70, 960, 80, 1080, 170, 1240, 262, 1400, 268, 1530, 210, 1580, 178)
		a.ellipse(cx, 760, 84, 18, a.main.dark(.35))
		dip := []float64{1260, 268, 1330, 274, 1400, 268, 1530, 210, 1580, 178}
		a.path(a.accent, band(cx, dip, -1, 1))
		a.path(a.accent.dark(.13), band(cx, dip, .42, 1))
		a.path(a.accent.dark(.24), band(cx, dip, .82, 1))
	}
}

func stems(a *art, y float64) {
	g := hex("#7d8c66")
	for _, s := range []struct{ x, top, bend float64 }{{660, 420, -60}, {800, 330, 10}, {950, 450, 70}} {
		a.line(g.dark(.1), 10, fmt.Sprintf("M800 %sC%s %s %s %s %s %s", n(y+30), n(800+s.bend*.2), n(y-120), n(s.x-s.bend*.2), n(s.top+180), n(s.x), n(s.top)))
		for i := range 3 {
			f := float64(i)
			x, yy := s.x+(800-s.x)*f*.2, s.top+f*100
			a.leaf(x, yy, 118, 44, -52+s.bend*.2, g)
			a.leaf(x, yy, 118, 44, 52+s.bend*.2, g.light(.12))
		}
	}
}

func budVases(a *art) {
	tones := []ink{a.main, a.accent, a.main.mix(a.accent, .5)}
	for i, v := range []struct{ x, y, h, r float64 }{{1130, 1500, 430, 150}, {480, 1510, 560, 140}, {810, 1600, 380, 190}} {
		a.shadow(v.x, v.y, v.r)
		t := v.y - v.h
		a.line(hex("#7d8c66"), 9, fmt.Sprintf("M%s %sC%s %s %s %s %s %s", n(v.x), n(t+30), n(v.x), n(t-100), n(v.x+40), n(t-180), n(v.x+24), n(t-290)))
		a.leaf(v.x+10, t-120, 120, 46, -56, hex("#8fa68a"))
		a.circle(v.x+24, t-300, 50, []ink{hex("#e0a53f"), hex("#c9787b"), hex("#a99bc4")}[i])
		a.circle(v.x+24, t-300, 20, hex("#7c5539"))
		a.turned(v.x, tones[i], t, 46, t+v.h*.25, 44, t+v.h*.48, v.r*.8, t+v.h*.72, v.r, v.y-30, v.r*.8, v.y, v.r*.66)
		a.ellipse(v.x, t, 46, 11, tones[i].dark(.4))
	}
}

func planter(a *art) {
	a.shadow(cx, floor, 340)
	g := []ink{hex("#6f8a5f"), hex("#5d7a55"), hex("#86a072")}
	for i, d := range []float64{-64, -44, 52, 70, -24, 30, 4} {
		a.leaf(cx+d*1.2, 1130, 430-absf(d)*1.2, 120, d, g[i%3])
	}
	a.turned(cx, a.main, 1110, 350, 1170, 345, 1400, 300, 1520, 278, 1545, 275)
	a.turned(cx, a.accent, 1530, 330, 1560, 324, 1585, 300)
	a.ellipse(cx, 1110, 350, 62, a.main.light(.28))
	a.ellipse(cx, 1114, 322, 48, hex("#4b3a31"))
	for i, d := range []float64{-36, 38, 0} {
		a.leaf(cx+d*3, 1135, 250, 90, d*1.3, g[(i+1)%3])
	}
}

func absf(v float64) float64 { return max(v, -v) }

func hangingPlanter(a *art) {
	cord := hex("#b99b73")
	a.line(cord, 12, "M800 120V330M800 330L430 960M800 330L1170 960M800 330L800 900")
	a.circle(800, 330, 34, a.accent)
	g := hex("#6f8a5f")
	for i, d := range []float64{-30, 20, -8, 44} {
		a.leaf(cx+d*3, 960, 300, 96, d*1.4, []ink{g, g.light(.14), g.dark(.12), g}[i])
	}
	a.turned(cx, a.main, 940, 372, 1000, 372, 1120, 340, 1240, 250, 1290, 150, 1300, 60)
	for _, t := range []struct{ x, y, l, d float64 }{{520, 960, 460, 192}, {1050, 965, 600, 168}} {
		a.line(g.dark(.1), 9, fmt.Sprintf("M%s %sQ%s %s %s %s", n(t.x), n(t.y), n(t.x-(t.d-180)*6), n(t.y+t.l*.5), n(t.x-(t.d-180)*5), n(t.y+t.l)))
		for i := range 4 {
			f := float64(i+1) / 4
			x, y := t.x-(t.d-180)*5*f, t.y+t.l*f
			a.leaf(x, y-20, 92, 44, 120, g)
			a.leaf(x, y-20, 92, 44, 236, g.light(.15))
		}
	}
	a.put(`<ellipse cx="840" cy="1720" rx="330" ry="50" fill="url(#s)"/>`)
}

func butterDish(a *art) {
	a.shadow(cx, floor, 520)
	a.path(a.main.dark(.12), "M260 1500H1340L1270 1590H330Z")
	a.rect(240, 1470, 1120, 44, 22, a.main.light(.1))
	a.path(a.main, "M380 1470V1230Q380 1130 480 1130H1120Q1220 1130 1220 1230V1470Z")
	a.path(a.main.dark(.13), "M960 1130H1120Q1220 1130 1220 1230V1470H960Z")
	a.path(a.accent, "M380 1400H1220V1470H380Z")
	a.path(a.accent.dark(.13), "M960 1400H1220V1470H960Z")
	a.veil(a.main.light(.9), .6, "M430 1380V1240Q430 1190 480 1184V1380Z")
	a.ellipse(cx, 1090, 84, 56, hex("#b98656"))
	a.ellipse(cx-20, 1076, 40, 20, hex("#d0a274"))
}
