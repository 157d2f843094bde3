package main

import "fmt"

func puzzle(a *art) {
	a.turn(-4, 800, 1000, func() {
		a.flat(260, 640, 1080, 860)
		a.rect(260, 640, 1080, 860, 30, hex("#b98656"))
		a.rect(310, 690, 980, 760, 10, a.main.light(.55))
		a.circle(1060, 860, 90, a.accent)
		a.path(a.main, "M310 1200L560 880 740 1080 900 900 1290 1240V1450H310Z")
		a.path(a.main.dark(.25), "M310 1330L520 1180 760 1310 980 1150 1290 1320V1450H310Z")
		a.path(hex("#fbf6ea"), "M560 880L660 991 600 1010 560 970 510 1000 480 982Z")
		seam := ""
		for _, x := range []float64{555, 800, 1045} {
			seam += fmt.Sprintf("M%s 690v90q60-20 60 30t-60 30v180q-60-20-60 30t60 30v180q60-20 60 30t-60 30v160", n(x))
		}
		for _, y := range []float64{943, 1196} {
			seam += fmt.Sprintf("M310 %sh90q-20-56 30-56t30 56h190q-20 56 30 56t30-56h190q-20-56 30-56t30 56h350", n(y))
		}
		a.line(hex("#7c5539"), 7, seam)
		a.rect(1045, 1196, 245, 254, 0, hex("#a07043"))
	})
	a.turn(24, 1230, 1560, func() {
		a.rect(1110, 1440, 245, 240, 6, a.main.dark(.25))
		a.circle(1232, 1440, 40, a.main.dark(.25))
		a.path(a.main, "M1110 1446Q1230 1500 1355 1446Q1355 1440 1349 1440H1116Q1110 1440 1110 1446Z")
	})
}

func pairs(a *art) {
	tones := []ink{a.main, palette["honey"], a.accent, palette["celadon"]}
	for i := range 9 {
		x, y := 330+float64(i%3)*330, 560+float64(i/3)*330
		a.turn(float64((i*37)%9)-4, x+140, y+140, func() {
			a.rect(x+12, y+18, 280, 280, 30, a.wall.dark(.24))
			if i == 2 || i == 4 || i == 6 {
				a.rect(x, y, 280, 280, 30, hex("#fbf6ea"))
				switch i {
				case 4:
					a.circle(x+140, y+140, 70, palette["honey"])
				default: // the pair that is found
					a.leaf(x+140, y+230, 180, 80, 0, palette["leaf"])
				}
				return
			}
			c := tones[i%2*2]
			a.rect(x, y, 280, 280, 30, c)
			a.rect(x+34, y+34, 212, 212, 18, c.light(.16))
			a.poly(c.dark(.12), x+140, y+60, x+220, y+140, x+140, y+220, x+60, y+140)
		})
	}
}

func baghchal(a *art) {
	a.turn(-3, 800, 1000, func() {
		a.flat(280, 560, 1040, 1040)
		a.rect(280, 560, 1040, 1040, 40, a.main)
		a.rect(280, 560, 1040, 60, 30, a.main.light(.16))
		d := ""
		at := func(k int) float64 { return float64(k) * 200 }
		for k := range 5 {
			d += fmt.Sprintf("M400 %sh800M%s 680v800", n(680+at(k)), n(400+at(k)))
		}
		a.line(a.main.dark(.5), 9, d+"M400 680l800 800M1200 680l-800 800M800 680l400 400-400 400-400-400Z")
		for _, p := range [][2]int{{0, 0}, {4, 0}, {2, 2}, {4, 4}} {
			x, y := 400+at(p[0]), 680+at(p[1])
			a.ellipse(x+14, y+18, 66, 60, a.main.dark(.35))
			a.circle(x, y, 64, palette["brass"])
			a.line(hex("#5d4420"), 12, fmt.Sprintf("M%s %sv50M%s %[2]sv60M%s %[2]sv50", n(x-28), n(y-26), n(x), n(x+28)))
		}
		for _, p := range [][2]int{{1, 0}, {2, 0}, {0, 1}, {1, 2}, {3, 1}, {0, 3}, {2, 4}, {3, 3}} {
			x, y := 400+at(p[0]), 680+at(p[1])
			a.ellipse(x+10, y+14, 44, 40, a.main.dark(.35))
			a.circle(x, y, 42, a.accent)
			a.circle(x-12, y-14, 12, a.accent.light(.5))
		}
	})
}

func marbles(a *art) {
	a.shadow(cx, floor, 460)
	a.path(a.main, "M480 1580Q330 1400 470 1140L620 960H900L1040 1140Q1180 1400 1040 1580Z")
	a.path(a.main.dark(.14), "M830 960H900L1040 1140Q1180 1400 1040 1580H900Q1040 1300 830 960Z")
	a.path(a.main.light(.12), "M560 830Q760 900 970 830L900 980H620Z")
	a.line(a.accent, 26, "M612 975Q760 1010 908 975")
	a.line(a.accent, 15, "M860 990q90 60 60 160M860 990q140 20 170 110")
	a.line(a.main.dark(.2), 8, "M660 1030Q560 1200 580 1380M780 1030Q800 1200 780 1400")
	for i, m := range []struct{ x, y, r float64 }{{1180, 1510, 74}, {1330, 1560, 60}, {350, 1540, 66}, {1090, 1600, 56}, {480, 1610, 56}} {
		c := []ink{palette["sea"], palette["coral"], palette["honey"], palette["leaf"], palette["plum"]}[i]
		a.ellipse(m.x+10, m.y+m.r*.9, m.r*1.1, m.r*.3, a.wall.dark(.26))
		a.circle(m.x, m.y, m.r, c.light(.35))
		a.path(c, fmt.Sprintf("M%s %sq%s %s %s 0q-%s-%s-%[5]s 0Z", n(m.x-m.r*.7), n(m.y), n(m.r*.7), n(m.r*.9), n(m.r*1.4), n(m.r*.7), n(m.r*.4)))
		a.circle(m.x-m.r*.3, m.y-m.r*.36, m.r*.2, hex("#ffffff"))
	}
}

func yoyo(a *art) {
	a.put(`<ellipse cx="850" cy="1640" rx="330" ry="50" fill="url(#s)"/>`)
	a.line(hex("#8a6a4c"), 9, "M800 380C620 560 900 740 800 1000")
	a.ring(800, 330, 60, 60, 13, hex("#8a6a4c"))
	a.circle(850, 1250, 300, a.main.dark(.3))
	a.circle(790, 1250, 300, a.main)
	a.path(a.main.dark(.13), "M880 964A300 300 0 0 1 880 1536Q990 1250 880 964Z")
	a.ring(790, 1250, 220, 220, 36, a.accent)
	a.poly(a.accent, 790, 1110, 826, 1212, 934, 1214, 848, 1280, 880, 1384, 790, 1322, 700, 1384, 732, 1280, 646, 1214, 754, 1212)
	a.line(a.main.light(.5), 20, "M560 1180Q590 1060 700 1010")
}

func skipping(a *art) {
	a.put(`<ellipse cx="840" cy="1560" rx="560" ry="80" fill="url(#s)"/>`)
	a.line(hex("#d9c7a4"), 34, "M480 1010C300 400 1300 400 1120 1010")
	a.line(hex("#d9c7a4"), 34, "M470 1330C300 1500 640 1640 800 1540S1300 1560 1130 1330")
	a.put(`<path d="M480 1010C300 400 1300 400 1120 1010M470 1330C300 1500 640 1640 800 1540S1300 1560 1130 1330" fill="none" stroke="#a8895f" stroke-width="34" stroke-linecap="butt" stroke-dasharray="8 26"/>`)
	for i, x := range []float64{480, 1120} {
		c := []ink{a.main, a.accent}[i]
		a.turned(x, c, 1000, 44, 1040, 62, 1140, 50, 1240, 66, 1330, 58, 1360, 36)
		a.path(hex("#f6efe0"), band(x, []float64{1070, 59, 1100, 55, 1130, 52}, -1, 1))
	}
}

func crayons(a *art) {
	a.shadow(cx, floor, 460)
	tones := []string{"red", "ochre", "lemon", "leaf", "sea", "denim", "plum", "walnut"}
	for i, t := range tones {
		c, x := palette[t], 800+(float64(i)-3.5)*96
		y := 760 + absf(float64(i)-3)*22
		a.poly(c.dark(.05), x-24, y+100, x-12, y, x+12, y, x+24, y+100)
		a.rect(x-40, y+96, 80, 1200-y, 8, c)
		a.rect(x-40, y+180, 80, 1000-y, 0, c.light(.3))
		a.rect(x+12, y+96, 28, 1200-y, 0, c.dark(.16))
		a.line(c.dark(.3), 7, fmt.Sprintf("M%s %sh64", n(x-32), n(y+206)))
	}
	a.rect(380, 1180, 840, 400, 20, a.main)
	a.path(a.main.dark(.13), "M1020 1180H1200Q1220 1180 1220 1200V1560Q1220 1580 1200 1580H1020Z")
	a.path(hex("#f6efe0"), "M560 1260H1000V1500H560Z")
	a.line(a.accent, 26, "M620 1420q50-120 100-20t90-20 120 20")
	a.circle(910, 1330, 32, palette["honey"])
}

func mobile(a *art) {
	a.line(hex("#8a6a4c"), 6, "M800 0V330M430 400V700M800 330V1010M1170 400V820M620 350V1250M1000 350V560")
	a.line(hex("#b98656"), 26, "M380 420Q800 260 1220 420")
	for i, b := range []struct{ x, y, s float64 }{{430, 780, -1}, {800, 1090, 1}, {1170, 900, -1}, {620, 1330, 1}, {1000, 640, 1}} {
		c := []ink{a.main, a.accent, palette["honey"], palette["celadon"], palette["coral"]}[i]
		a.put(`<g transform="translate(%s %s)scale(%s 1)">`, n(b.x), n(b.y), n(b.s))
		a.path(c, "M-170 0Q-100-110 40-80Q90-110 130-60L190-40 130-20Q110 90-20 90L-150 70Q-90 60-170 0Z")
		a.path(c.dark(.2), "M-60-30Q20-130 110-150Q90-30 10 20Q-50 20-60-30Z")
		a.line(hex("#2c2d33"), 16, "M112-44h0")
		a.put(`</g>`)
	}
	a.put(`<ellipse cx="830" cy="1720" rx="420" ry="50" fill="url(#s)"/>`)
}
