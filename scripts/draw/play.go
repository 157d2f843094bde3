package main

import "fmt"

// wheel is the turned wooden wheel all the pull-along toys of the store roll on.
func (a *art) wheel(x, y, r float64, c ink) {
	a.circle(x, y, r, c.dark(.12))
	a.circle(x-r*.06, y-r*.06, r*.84, c)
	a.circle(x, y, r*.3, hex("#e9d3ae"))
	a.circle(x, y, r*.12, hex("#7c5539"))
}

func rings(a *art) {
	a.shadow(cx, floor, 420)
	tones := []ink{a.main, palette["honey"], palette["celadon"], a.accent, palette["coral"]}
	a.rect(420, 1510, 760, 74, 37, hex("#b98656"))
	a.rect(440, 1516, 700, 18, 9, hex("#d2a273"))
	for i, c := range tones {
		w, y := 640-float64(i)*88, 1380-float64(i)*136
		a.rect(cx-w/2, y, w, 140, 70, c)
		a.path(c.dark(.15), fmt.Sprintf("M%s %sh%sa70 70 0 0 1 0 140h-%sq70-70 0-140Z", n(cx+w*.2), n(y), n(w*.3-70), n(w*.3-70)))
		a.rect(cx-w*.36, y+26, w*.3, 20, 10, c.light(.4))
	}
	a.circle(cx, 760, 92, a.main.light(.1))
	a.path(a.main.dark(.12), "M840 677A92 92 0 0 1 840 843A130 130 0 0 0 840 677Z")
	a.circle(cx-34, 726, 22, a.main.light(.5))
}

func blocks(a *art) {
	a.shadow(cx, floor, 520)
	cube := func(x, y float64, c ink, face int) {
		const s = 300.0
		a.rect(x, y, s, s, 20, c)
		a.path(c.dark(.18), fmt.Sprintf("M%s %sl60-50v%sl-60 50Z", n(x+s-4), n(y+6), n(s-10)))
		a.path(c.light(.25), fmt.Sprintf("M%s %sl60-50h%sl-60 50Z", n(x+6), n(y+4), n(s-10)))
		a.rect(x+36, y+36, s-72, s-72, 14, hex("#f6efe0"))
		mx, my := x+s/2, y+s/2
		switch face {
		case 0:
			a.circle(mx, my, 74, c)
		case 1:
			a.poly(c, mx, my-84, mx+86, my+66, mx-86, my+66)
		case 2:
			a.leaf(mx, my+86, 176, 90, 0, c)
		case 3:
			a.path(c, fmt.Sprintf("M%s %sa76 76 0 1 0 60 120a90 90 0 0 1-60-120Z", n(mx+10), n(my-84)))
		default:
			a.poly(c, mx-86, my+60, mx-30, my-50, mx+10, my, mx+40, my-30, mx+90, my+60)
		}
	}
	cube(900, 1270, a.accent, 1)
	cube(560, 1280, palette["honey"], 0)
	cube(240, 1270, a.main, 2)
	cube(420, 920, palette["celadon"], 4)
	cube(760, 920, palette["coral"], 3)
}

func elephant(a *art) {
	a.shadow(cx, floor, 520)
	a.line(hex("#b99b73"), 10, "M1240 1500C1360 1470 1380 1590 1500 1560")
	a.circle(1505, 1560, 36, a.accent)
	a.rect(330, 1420, 900, 60, 24, hex("#b98656"))
	a.path(a.main, "M370 1430V1040Q370 760 660 740H920Q1180 760 1190 1000L1200 1240Q1206 1330 1280 1320L1290 1380Q1130 1410 1110 1250L1090 1130L1060 1430H880V1270H600V1430Z")
	a.path(a.main.dark(.13), "M370 1430V1200Q460 1280 600 1270V1430ZM880 1270Q980 1260 1070 1180L1060 1430H880Z")
	a.path(a.main.dark(.2), "M760 800Q960 740 1000 920Q1000 1120 880 1130Q740 1080 760 800Z")
	a.path(a.main.light(.14), "M780 830Q920 780 950 920Q950 1060 870 1080Q770 1030 780 830Z")
	a.circle(1080, 930, 20, hex("#2c2d33"))
	a.path(a.accent, "M480 752Q600 720 720 742V960Q600 990 470 950Z")
	a.line(hex("#f6efe0"), 9, "M490 880Q600 910 718 884")
	a.circle(600, 830, 34, hex("#f6efe0"))
	a.line(a.main.dark(.2), 16, "M376 1000Q310 1040 330 1150")
	a.path(hex("#f6efe0"), "M1120 1090Q1190 1110 1230 1060Q1190 1080 1112 1040Z")
	a.wheel(480, 1480, 100, a.accent)
	a.wheel(1060, 1480, 100, a.accent)
}

func train(a *art) {
	a.shadow(cx, floor, 640)
	a.line(hex("#7c5539"), 20, "M800 1440H900")
	// the wagon behind
	a.rect(220, 1180, 560, 260, 26, a.accent)
	a.path(a.accent.dark(.14), "M620 1180H754Q780 1180 780 1206V1414Q780 1440 754 1440H620Z")
	for i, t := range []string{"honey", "celadon", "coral"} {
		a.circle(330+float64(i)*170, 1140, 84, palette[t])
		a.circle(306+float64(i)*170, 1112, 22, palette[t].light(.5))
	}
	a.rect(220, 1200, 560, 70, 16, a.accent.light(.12))
	// the engine
	a.rect(900, 1150, 460, 290, 40, a.main)
	a.rect(880, 860, 230, 580, 26, a.main.dark(.06))
	a.rect(920, 930, 150, 170, 20, hex("#f6efe0"))
	a.rect(850, 820, 290, 66, 30, a.accent.dark(.1))
	a.path(a.main.dark(.16), "M1250 1150H1320Q1360 1150 1360 1190V1400Q1360 1440 1320 1440H1250Z")
	a.path(hex("#7c5539"), "M1200 940H1330L1300 1156H1230Z")
	a.rect(1186, 910, 158, 50, 20, hex("#a87a4f"))
	a.put(`<path d="M1270 860q-40-60 20-110M1330 800q-20-60 60-90" fill="none" stroke="#fffaf2" stroke-width="54" opacity=".8"/>`)
	a.circle(1340, 1290, 40, palette["honey"])
	for _, w := range [][2]float64{{350, 84}, {650, 84}, {1010, 110}, {1270, 84}} {
		a.wheel(w[0], 1584-w[1], w[1], hex("#c98a64"))
	}
}

func truck(a *art) {
	a.shadow(cx, floor, 620)
	a.rect(240, 880, 760, 540, 24, a.main)
	a.path(a.main.dark(.14), "M860 880H976Q1000 880 1000 904V1396Q1000 1420 976 1420H860Z")
	a.rect(240, 860, 760, 60, 20, a.accent)
	a.rect(290, 980, 660, 330, 16, hex("#f6efe0"))
	a.circle(790, 1090, 66, palette["honey"])
	a.path(palette["sea"], "M290 1294L450 1080 560 1200 660 1110 950 1300Q946 1310 934 1310H306Z")
	a.path(palette["leaf"], "M290 1294Q420 1200 560 1280T950 1270V1294Q950 1310 934 1310H306Q290 1310 290 1294Z")
	d := ""
	for x := 290.0; x < 980; x += 75 {
		d += fmt.Sprintf("M%s 1366l26-26 26 26-26 26Z", n(x))
	}
	a.path(a.accent, d)
	a.path(a.accent, "M1000 1010H1180Q1250 1010 1280 1100L1310 1200Q1370 1210 1370 1280V1420H1000Z")
	a.path(a.accent.dark(.14), "M1290 1200Q1370 1210 1370 1280V1420H1240Q1310 1320 1290 1200Z")
	a.path(hex("#cfe0df"), "M1060 1060H1170Q1210 1060 1230 1120L1250 1190H1060Z")
	a.path(hex("#ffffff"), "M1090 1060H1130L1100 1190H1060V1140Z")
	a.circle(1340, 1310, 30, palette["honey"])
	a.rect(1000, 980, 220, 40, 18, a.main)
	a.rect(220, 1410, 1170, 44, 20, hex("#7c5539"))
	a.wheel(430, 1464, 120, hex("#c98a64"))
	a.wheel(1160, 1464, 120, hex("#c98a64"))
	a.line(palette["coral"], 14, "M1000 980V900")
	a.poly(palette["honey"], 1000, 890, 1090, 920, 1000, 950)
}

func sailboat(a *art) {
	a.shadow(cx, floor, 480)
	a.rect(784, 480, 28, 860, 14, hex("#8a623f"))
	a.path(hex("#f6efe0"), "M826 520Q1220 820 1240 1250H826Z")
	a.path(hex("#e0d4bd"), "M1080 780Q1220 990 1240 1250H1090Q1130 1010 1080 780Z")
	a.path(a.accent, "M770 640Q520 900 440 1250H770Z")
	a.path(a.accent.dark(.13), "M700 716Q770 940 690 1250H770V640Z")
	a.line(hex("#f6efe0"), 16, "M540 1080H760")
	a.poly(palette["coral"], 812, 470, 960, 430, 812, 390)
	a.path(a.main, "M300 1330H1310Q1290 1580 1080 1580H540Q350 1580 300 1330Z")
	a.path(a.main.dark(.14), "M1080 1330H1310Q1290 1580 1080 1580H980Q1100 1480 1080 1330Z")
	a.path(hex("#f6efe0"), "M306 1370H1302L1294 1420H318Z")
	a.rect(280, 1310, 1050, 48, 22, hex("#b98656"))
	a.circle(1080, 1490, 34, a.accent)
}

func spinningTop(a *art) {
	a.put(`<ellipse cx="850" cy="1590" rx="400" ry="56" fill="url(#s)"/>`)
	a.turn(9, 800, 1580, func() {
		a.rect(770, 540, 60, 400, 26, hex("#b98656"))
		a.circle(800, 540, 62, a.accent)
		a.circle(780, 520, 20, a.accent.light(.5))
		a.turned(cx, a.main, 900, 110, 960, 240, 1080, 420, 1170, 452, 1260, 420, 1400, 230, 1520, 70, 1580, 18)
		bands := [][]float64{{1020, 330, 1060, 396, 1090, 428}, {1150, 450, 1190, 450, 1215, 440}, {1320, 345, 1360, 290, 1400, 230}}
		for i, b := range bands {
			c := []ink{a.accent, hex("#f6efe0"), palette["honey"]}[i]
			a.path(c, band(cx, b, -1, 1))
			a.path(c.dark(.16), band(cx, b, .42, 1))
		}
	})
	a.put(`<path d="M330 1460q-70 60 10 110M1290 1450q80 60-10 120" fill="none" stroke="%s" stroke-width="14" opacity=".5"/>`, a.wall.dark(.4))
}

func kite(a *art) {
	a.line(hex("#8a6a4c"), 5, "M800 860C900 1200 1180 1300 1300 1700")
	a.turn(14, 800, 800, func() {
		a.put(`<path d="M840 352L1200 812 840 1232 460 812Z" fill="#2b2433" opacity=".1"/>`)
		a.path(a.main, "M800 310L1160 770H440Z")
		a.path(a.accent, "M440 770H1160L800 1190Z")
		a.path(a.main.dark(.13), "M800 310L1160 770H800Z")
		a.path(a.accent.dark(.13), "M800 770H1160L800 1190Z")
		a.circle(800, 770, 130, hex("#f6efe0"))
		a.circle(800, 770, 86, palette["honey"])
		a.line(hex("#8a623f"), 9, "M800 310V1190M440 770Q800 690 1160 770")
		a.line(a.main, 9, "M800 1190C700 1290 900 1370 800 1470S720 1620 800 1700")
		for i, y := range []float64{1300, 1430, 1570} {
			x := []float64{792, 838, 760}[i]
			c := []ink{palette["coral"], palette["celadon"], palette["honey"]}[i]
			a.poly(c, x, y, x-78, y-46, x-78, y+46)
			a.poly(c.dark(.14), x, y, x+78, y-46, x+78, y+46)
		}
	})
}

func puppet(a *art) {
	a.put(`<ellipse cx="830" cy="1660" rx="360" ry="52" fill="url(#s)"/>`)
	a.line(hex("#b99b73"), 6, "M560 330L470 1010M1040 330L1130 1010M800 300V620M720 320L640 1400M880 320L960 1400")
	a.rect(500, 290, 600, 50, 25, hex("#b98656"))
	a.rect(776, 210, 48, 210, 24, hex("#8a623f"))
	a.line(a.main.dark(.14), 96, "M640 880L480 1030M960 880L1120 1030")
	a.circle(466, 1046, 52, hex("#d9a77c"))
	a.circle(1134, 1046, 52, hex("#c4926a"))
	a.rect(650, 1470, 120, 150, 40, hex("#7c5539"))
	a.rect(830, 1470, 120, 150, 40, hex("#6b4830"))
	a.path(a.main, "M700 800H900L1050 1500Q800 1570 550 1500Z")
	a.path(a.main.dark(.14), "M850 800H900L1050 1500Q980 1524 900 1534Q930 1100 850 800Z")
	a.path(a.accent, "M560 1440Q800 1510 1038 1440L1050 1500Q800 1570 548 1500Z")
	a.path(a.accent, "M760 800H840L870 1100H730Z")
	a.circle(cx, 700, 140, hex("#d9a77c"))
	a.path(hex("#c4926a"), "M850 570A140 140 0 0 1 850 830A200 200 0 0 0 850 570Z")
	a.path(a.accent, "M640 660Q660 520 800 470Q940 520 960 660Q800 600 640 660Z")
	a.circle(800, 478, 34, palette["honey"])
	a.line(hex("#2c2d33"), 15, "M746 706v8M854 706v8M770 770q30 26 60 0")
	a.circle(712, 752, 22, palette["coral"])
	a.circle(888, 752, 22, palette["coral"])
}

func yak(a *art) {
	a.shadow(cx, floor, 500)
	horn := hex("#e9d9bd")
	a.line(horn, 40, "M470 900Q350 880 370 720M660 860Q760 820 720 690")
	a.path(a.main.dark(.2), "M1150 980Q1300 960 1290 1180Q1240 1140 1190 1160Z")
	a.path(a.main, "M420 1080Q460 840 760 830Q1180 820 1230 1120L1260 1500Q1200 1460 1170 1540Q1120 1470 1070 1560Q1010 1480 950 1566Q890 1480 830 1566Q770 1480 710 1560Q660 1480 610 1540Q560 1470 500 1510Z")
	a.path(a.main.dark(.12), "M1060 880Q1210 950 1230 1120L1260 1500Q1200 1460 1170 1540Q1120 1470 1070 1560Q1160 1200 1060 880Z")
	a.line(a.main.dark(.18), 10, "M700 1250q-10 110-30 170M830 1280q0 100-16 170M960 1260q10 100-6 180M1090 1220q20 110 10 190")
	a.rect(560, 1500, 120, 84, 30, a.main.dark(.4))
	a.rect(1030, 1500, 120, 84, 30, a.main.dark(.4))
	a.path(a.main.dark(.08), "M390 900Q560 800 720 900Q780 1080 700 1250Q640 1340 550 1340T400 1240Q330 1060 390 900Z")
	a.path(a.main.light(.25), "M450 1170Q560 1120 670 1170Q690 1320 560 1330Q430 1310 450 1170Z")
	a.path(a.main.dark(.22), "M430 900Q560 780 690 900Q640 1010 600 960Q570 1040 530 970Q480 1020 430 900Z")
	a.line(hex("#2c2d33"), 34, "M470 1060h0M652 1060h0")
	a.line(hex("#2c2d33"), 13, "M520 1216h8M596 1216h8M520 1270q40 30 80 0")
	a.path(a.accent, "M430 1300Q560 1400 700 1270L720 1330Q570 1470 420 1360Z")
	a.circle(570, 1420, 46, palette["honey"])
	a.circle(570, 1430, 14, hex("#7c5539"))
}

func abacus(a *art) {
	a.shadow(cx, floor, 480)
	a.rect(360, 640, 60, 930, 24, hex("#b98656"))
	a.rect(1180, 640, 60, 930, 24, hex("#a07043"))
	a.rect(300, 1510, 1000, 74, 30, hex("#b98656"))
	a.rect(330, 600, 940, 66, 30, hex("#c99a6a"))
	tones := []ink{a.main, palette["honey"], a.accent, palette["celadon"], palette["coral"]}
	for i, c := range tones {
		y := 760 + float64(i)*160
		a.line(hex("#8f989d"), 12, fmt.Sprintf("M420 %sH1180", n(y)))
		left := []int{2, 5, 3, 6, 1}[i]
		d := ""
		for k := range 8 {
			x := 466 + k*76
			if k >= left {
				x += 140
			}
			d += fmt.Sprintf("M%d %sv44", x, n(y-22))
		}
		a.line(c, 68, d)
		a.put(`<path d="%s" transform="translate(18)" stroke="%s" stroke-width="26"/>`, d, c.dark(.14))
	}
}

func xylophone(a *art) {
	a.shadow(cx, floor, 620)
	a.poly(hex("#b98656"), 200, 1130, 1400, 1230, 1400, 1290, 200, 1190)
	a.poly(hex("#a07043"), 200, 1510, 1400, 1410, 1400, 1470, 200, 1570)
	tones := []string{"red", "coral", "ochre", "lemon", "leaf", "sea", "denim", "plum"}
	for i, t := range tones {
		x, h := 230+float64(i)*146, 620-float64(i)*46
		a.rect(x, 1350-h/2, 120, h, 30, palette[t])
		a.rect(x+78, 1350-h/2, 42, h, 20, palette[t].dark(.13))
		a.circle(x+60, 1350-h/2+44, 13, hex("#f6efe0"))
		a.circle(x+60, 1350+h/2-44, 13, hex("#f6efe0"))
	}
	for i, m := range []struct{ x, y, d float64 }{{520, 1080, 62}, {1010, 1060, 112}} {
		c := []ink{a.main, a.accent}[i]
		a.turn(m.d, m.x, m.y, func() {
			a.rect(m.x-14, m.y-480, 28, 480, 14, hex("#d9b98a"))
			a.circle(m.x, m.y-490, 66, c)
			a.circle(m.x-20, m.y-512, 20, c.light(.45))
		})
	}
}

func drum(a *art) {
	a.shadow(cx, floor, 580)
	a.put(`<g transform="rotate(-90 800 1280)">`)
	a.turned(cx, a.main, 700, 230, 900, 290, 1280, 310, 1660, 290, 1860, 230)
	d := ""
	for i := range 6 {
		x := 590 + float64(i)*84
		d += fmt.Sprintf("M%s 760L%s 1800L%s 760", n(x-10), n(x+32), n(x+74))
	}
	a.line(hex("#f0e2c4"), 12, d)
	for _, y := range []float64{690, 1810} {
		a.rect(560, y, 480, 60, 30, a.accent)
		a.rect(890, y, 150, 60, 30, a.accent.dark(.16))
	}
	a.ellipse(cx, 690, 240, 66, hex("#f0e2c4"))
	a.ellipse(cx, 686, 110, 30, hex("#45474e"))
	a.put(`</g>`)
	a.line(a.accent, 26, "M300 1500Q800 1860 1300 1500")
}
