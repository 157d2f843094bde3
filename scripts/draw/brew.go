package main

import "fmt"

func kettle(a *art) {
	a.shadow(cx, floor, 380)
	a.line(a.main.dark(.1), 44, "M560 1470C330 1450 440 1010 240 930")
	a.line(a.main.light(.2), 12, "M548 1448C350 1430 440 1020 250 916")
	a.turned(cx+30, a.main, 1000, 230, 1080, 256, 1300, 330, 1500, 370, 1560, 360, 1580, 330)
	a.turned(cx+30, a.main.light(.1), 950, 150, 975, 215, 1006, 232)
	a.circle(830, 915, 40, a.accent)
	a.line(a.accent.dark(.1), 58, "M1050 1010C1380 960 1380 1330 1330 1420")
	a.line(a.accent.light(.15), 16, "M1090 992C1340 980 1370 1200 1352 1300")
	a.rect(460, 1520, 760, 64, 30, a.main.dark(.32))
}

func dripper(a *art) {
	a.shadow(cx, floor, 340)
	// carafe
	glass := palette["glass"]
	a.turned(cx, glass, 1150, 150, 1200, 170, 1320, 290, 1480, 330, 1560, 300, 1580, 270)
	fill := []float64{1400, 318, 1480, 328, 1556, 300, 1576, 272}
	a.path(hex("#5a3826"), band(cx, fill, -.96, .96))
	a.path(hex("#452a1c"), band(cx, fill, .42, .96))
	a.ellipse(cx, 1400, 304, 40, hex("#7a4d33"))
	a.line(hex("#fffaf2"), 12, "M600 1330Q540 1400 520 1470")
	// cone
	a.line(a.main.dark(.12), 48, "M1080 860C1290 820 1270 1060 1010 1070")
	a.path(a.main, "M420 780H1180L900 1140H700Z")
	a.path(a.main.dark(.14), "M960 780H1180L900 1140H830Z")
	a.line(a.main.dark(.2), 9, "M560 830L720 1100M680 830L770 1100M920 830L830 1100")
	a.rect(560, 1120, 480, 50, 24, a.main.light(.12))
	a.ellipse(cx, 780, 380, 66, a.main.light(.3))
	a.path(hex("#f6efe0"), "M450 780Q470 690 560 700Q800 640 1040 700Q1130 690 1150 780Q800 900 450 780Z")
	a.ellipse(cx, 790, 290, 44, hex("#5a3826"))
	a.put(`<path d="M740 600q-50-70 0-140t0-140M870 580q-50-70 0-140t0-140" fill="none" stroke="#fff" stroke-width="20" stroke-linecap="round" opacity=".5"/>`)
}

func filters(a *art) {
	a.shadow(cx, floor, 420)
	for i := range 4 {
		f := float64(i)
		a.path(hex("#efe2c9").dark(.04*f), fmt.Sprintf("M%s %sH%sL%s 1400H%sZ", n(420+f*36), n(620+f*36), n(1180-f*30), n(960-f*10), n(640+f*10)))
	}
	a.line(hex("#cdbb98"), 7, "M540 760L660 1300M1050 760L940 1300")
	a.rect(380, 1080, 840, 500, 16, a.main)
	a.path(a.main.dark(.13), "M1020 1080H1204Q1220 1080 1220 1096V1564Q1220 1580 1204 1580H1020Z")
	a.path(a.main.light(.14), "M380 1080H1220L1190 1150H410Z")
	a.label(790, 1210, 440, 320)
}

func glassTeapot(a *art) {
	a.shadow(cx, floor, 400)
	g := palette["glass"]
	a.line(g.dark(.14), 36, "M1150 1120C1390 1060 1400 1440 1140 1470")
	a.path(g, "M470 1440C340 1380 350 1180 250 1090L330 1060C420 1130 460 1190 520 1240Z")
	body := []float64{1020, 210, 1080, 300, 1200, 380, 1330, 400, 1470, 360, 1550, 270, 1580, 240}
	a.turned(cx, g, body...)
	tea := []float64{1240, 390, 1330, 398, 1470, 358, 1550, 268, 1572, 246}
	a.path(a.main, band(cx, tea, -.97, .97))
	a.path(a.main.dark(.14), band(cx, tea, .42, .97))
	a.ellipse(cx, 1240, 376, 52, a.main.light(.3))
	a.rect(690, 1040, 220, 330, 20, g.light(.3))
	a.put(`<rect x="690" y="1180" width="220" height="190" rx="20" fill="%s" opacity=".8"/>`, a.main.dark(.25))
	for i, d := range []float64{-40, 20, 70} {
		a.leaf(740+float64(i)*60, 1340, 110, 40, d, hex("#5b6b3a"))
	}
	a.turned(cx, a.accent, 950, 60, 975, 150, 1016, 216, 1030, 214)
	a.circle(cx, 920, 46, a.accent.dark(.1))
	a.line(hex("#ffffff"), 16, "M520 1180Q450 1290 480 1400")
}

func grinder(a *art) {
	a.shadow(cx, floor, 270)
	a.turned(cx, a.accent, 1180, 224, 1300, 230, 1540, 230, 1580, 212)
	a.turned(cx, a.main, 720, 230, 760, 236, 1000, 236, 1196, 232)
	for y := 800.0; y < 1140; y += 64 {
		a.path(a.main.dark(.2), band(cx, []float64{y, 236, y + 14, 236}, -1, 1))
	}
	a.turned(cx, hex("#bfc7cb"), 650, 170, 690, 226, 724, 232)
	a.rect(782, 520, 36, 140, 6, hex("#8f989d"))
	a.line(hex("#bfc7cb"), 34, "M800 520H1230")
	a.line(hex("#e4e9eb"), 8, "M810 512H1220")
	a.turned(1240, a.accent.light(.1), 350, 50, 400, 72, 460, 60, 510, 34)
}

func moka(a *art) {
	a.shadow(cx, floor, 340)
	facet := func(x0, x1, x2, x3, top, bottom float64, c ink) {
		a.poly(c, x0, top, x1, top, x2, bottom, x3, bottom)
	}
	m := a.main
	facet(560, 1040, 1100, 500, 1240, 1580, m)
	facet(660, 940, 960, 640, 1240, 1580, m.light(.2))
	facet(940, 1040, 1100, 960, 1240, 1580, m.dark(.2))
	a.rect(540, 1180, 520, 70, 14, m.dark(.25))
	a.poly(m.light(.1), 500, 780, 400, 720, 520, 940)
	facet(500, 1100, 1030, 570, 760, 1190, m)
	facet(650, 950, 930, 670, 760, 1190, m.light(.2))
	facet(950, 1100, 1030, 930, 760, 1190, m.dark(.2))
	a.path(m.dark(.08), "M490 760Q560 640 800 620T1110 760Z")
	a.path(m.dark(.24), "M930 640Q1080 670 1110 760H960Z")
	a.rect(755, 545, 90, 90, 30, a.accent)
	a.path(a.accent, "M1080 800L1330 760Q1370 760 1366 810L1310 1230Q1300 1270 1260 1264L1230 1258L1266 880L1090 900Z")
	a.line(a.accent.light(.25), 9, "M1110 826L1320 796")
	a.circle(620, 1420, 26, a.accent.dark(.1))
}
