package main

import "fmt"

func candle(a *art) {
	a.shadow(cx, floor, 320)
	a.put(`<circle cx="800" cy="800" r="330" fill="%s" opacity=".3"/>`, hex("#fff1cf"))
	a.turned(cx, a.main, 1040, 300, 1300, 300, 1520, 292, 1580, 270)
	a.ellipse(cx, 1040, 300, 62, a.main.light(.3))
	a.ellipse(cx, 1048, 272, 50, hex("#f3e9d3"))
	a.ellipse(cx, 1056, 120, 20, hex("#f9f2df"))
	a.line(hex("#45474e"), 12, "M800 1050V960")
	a.path(hex("#e9a33c"), "M800 730C860 820 880 880 850 930C830 965 770 965 750 930C720 880 745 820 800 730Z")
	a.path(hex("#fbe3a0"), "M800 830C830 880 838 905 822 930C812 945 788 945 778 930C764 905 775 880 800 830Z")
	a.rect(650, 1230, 300, 200, 12, hex("#f6efe0"))
	a.path(hex("#ddd2bd"), "M870 1230H938Q950 1230 950 1242V1418Q950 1430 938 1430H870Z")
	a.leaf(800, 1400, 140, 50, 0, a.accent)
	a.leaf(800, 1400, 96, 38, -48, a.accent)
	a.leaf(800, 1400, 96, 38, 48, a.accent)
}

func lamp(a *art) {
	a.shadow(cx, floor, 300)
	a.put(`<ellipse cx="800" cy="1000" rx="640" ry="560" fill="%s" opacity=".35"/>`, hex("#fff1cf"))
	a.turned(cx, a.main, 1010, 34, 1060, 60, 1130, 170, 1260, 250, 1400, 240, 1520, 170, 1560, 190, 1580, 190)
	a.rect(784, 900, 32, 120, 0, hex("#b08d4f"))
	a.path(a.accent, "M590 420H1010L1200 940H400Z")
	a.path(a.accent.dark(.1), "M900 420H1010L1200 940H990Z")
	a.path(a.accent.light(.5), "M620 470H660L560 900H480Z")
	a.ellipse(cx, 940, 400, 42, hex("#fff1cf"))
	a.path(a.accent.dark(.14), "M400 940Q800 1000 1200 940L1193 918Q800 976 407 918Z")
}

func blanket(a *art) {
	a.shadow(cx, floor, 500)
	fold := func(y, h float64, c ink) {
		a.rect(320, y, 960, h, 70, c)
		a.path(c.dark(.12), fmt.Sprintf("M1010 %sH1210Q1280 %[1]s 1280 %sV%sQ1280 %s 1210 %[4]sH1010Z", n(y), n(y+70), n(y+h-70), n(y+h)))
		a.line(c.dark(.16), 8, fmt.Sprintf("M380 %sH1150", n(y+h*.5)))
	}
	fold(1390, 190, a.main.dark(.06))
	fold(1205, 190, a.main)
	fold(1020, 190, a.main.light(.08))
	// the end hangs over the front, with stripes and a fringe
	a.path(a.main.light(.04), "M470 1020H860V1490H470Z")
	a.path(a.main.dark(.1), "M820 1020H860V1490H820Z")
	for i, y := range []float64{1270, 1330, 1390} {
		a.rect(470, y, 390, []float64{18, 36, 18}[i], 0, a.accent)
	}
	d := ""
	for x := 484.0; x < 860; x += 26 {
		d += fmt.Sprintf("M%s 1490v64", n(x))
	}
	a.line(a.main.dark(.05), 11, d)
	a.line(a.main.light(.2), 8, "M470 1022H1180")
}

func cushion(a *art) {
	a.shadow(cx, floor, 470)
	a.path(a.main, "M330 720Q350 660 420 690Q800 760 1180 690Q1250 660 1270 720Q1220 1120 1280 1500Q1270 1590 1190 1570Q800 1520 410 1570Q330 1590 320 1500Q380 1120 330 720Z")
	a.path(a.main.dark(.12), "M1020 726Q1110 716 1180 690Q1250 660 1270 720Q1220 1120 1280 1500Q1270 1590 1190 1570Q1110 1550 1010 1540Q1090 1120 1020 726Z")
	a.line(a.main.dark(.3), 7, "M330 720Q350 660 420 690Q800 760 1180 690Q1250 660 1270 720Q1220 1120 1280 1500Q1270 1590 1190 1570Q800 1520 410 1570Q330 1590 320 1500Q380 1120 330 720Z")
	for _, x := range []float64{560, 640} {
		a.line(a.accent, 20, fmt.Sprintf("M%s 722Q%s 1130 %s 1546", n(x), n(x+24), n(x-6)))
	}
	a.line(a.accent, 7, "M600 724Q626 1130 596 1542")
	a.veil(a.main.light(.8), .35, "M390 760Q420 1100 390 1430Q440 1100 440 764Z")
	a.line(a.main.dark(.2), 9, "M1140 800Q1060 860 1040 940M450 1480Q540 1430 570 1390")
}

func towel(a *art) {
	a.line(hex("#8a623f"), 34, "M300 470H1300")
	a.line(hex("#b98656"), 10, "M310 462H1290")
	hang := func(x, w, bottom float64, c, s ink) {
		a.put(`<path d="M%s 540h%sV%sh-%sZ" fill="#2b2433" opacity=".12"/>`, n(x+34), n(w), n(bottom+26), n(w))
		a.rect(x, 452, w, bottom-452, 10, c)
		a.rect(x+w*.72, 452, w*.28, bottom-452, 10, c.dark(.08))
		for i, y := range []float64{bottom - 330, bottom - 250, bottom - 170} {
			a.rect(x, y, w, []float64{20, 44, 20}[i], 0, s)
		}
		a.line(c.dark(.14), 8, fmt.Sprintf("M%s 500V%s", n(x+w*.36), n(bottom-20)))
	}
	hang(420, 400, 1460, a.main, a.accent)
	hang(880, 330, 1300, a.accent, a.main)
	a.put(`<ellipse cx="830" cy="1690" rx="420" ry="46" fill="url(#s)"/>`)
}

func lanternShade(a *art) {
	a.line(hex("#45474e"), 9, "M800 0V520")
	a.put(`<circle cx="800" cy="980" r="600" fill="%s" opacity=".35"/>`, hex("#fff4d8"))
	a.circle(800, 980, 460, a.main)
	for i, r := range []float64{455, 440, 400, 330, 220} {
		y := []float64{0, 110, 220, 320, 400}[i]
		a.ring(800, 980-y, r, r*.16, 7, a.main.dark(.16))
		if i > 0 {
			a.ring(800, 980+y, r, r*.16, 7, a.main.dark(.16))
		}
	}
	a.veil(a.main.dark(.5), .16, "M960 548A460 460 0 0 1 960 1412A620 620 0 0 0 960 548Z")
	a.put(`<circle cx="720" cy="1000" r="230" fill="#fff8e2" opacity=".6"/>`)
	a.ellipse(800, 528, 120, 26, hex("#8a623f"))
	a.ellipse(800, 1432, 120, 26, hex("#8a623f"))
	a.put(`<ellipse cx="830" cy="1740" rx="400" ry="46" fill="url(#s)"/>`)
}
