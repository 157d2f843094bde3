package main

import "fmt"

// flat is the shadow of a thing lying or leaning in front of the wall.
func (a *art) flat(x, y, w, h float64) {
	a.put(`<rect x="%s" y="%s" width="%s" height="%s" rx="16" fill="#2b2433" opacity=".13"/>`, n(x+26), n(y+34), n(w), n(h))
	a.put(`<rect x="%s" y="%s" width="%s" height="%s" rx="14" fill="#2b2433" opacity=".12"/>`, n(x+12), n(y+16), n(w), n(h))
}

func notebook(a *art) {
	a.turn(4, 800, 1000, func() {
		a.flat(420, 480, 780, 1060)
		a.rect(440, 496, 764, 1034, 16, hex("#f6efe0").dark(.1))
		a.rect(434, 490, 764, 1034, 16, hex("#f6efe0"))
		a.rect(420, 480, 760, 1040, 22, a.main)
		a.rect(420, 480, 96, 1040, 22, a.main.dark(.16))
		a.rect(1086, 480, 30, 1040, 0, a.accent)
		switch a.style {
		case 1:
			for i := range 4 {
				a.rect(640, 790+float64(i)*56, 340, 12, 6, a.main.dark(.28))
			}
		case 2:
			for i := range 20 {
				a.circle(660+float64(i%5)*72, 780+float64(i/5)*62, 9, a.main.luma2().mix(a.main, .5))
			}
		default:
			a.rect(630, 760, 360, 250, 10, hex("#f6efe0"))
			a.rect(690, 850, 240, 14, 7, a.main.dark(.2))
			a.rect(740, 900, 140, 14, 7, a.main.dark(.2))
		}
		a.line(a.accent, 20, "M760 1520V1620")
	})
}

func notebookTrio(a *art) {
	tones := []ink{a.accent, a.main.mix(a.accent, .5), a.main}
	for i, c := range tones {
		f := float64(i)
		a.turn(10-f*9, 800, 1500, func() {
			x, y := 560-f*30, 640+f*60
			a.flat(x, y, 540, 800)
			a.rect(x+6, y+6, 540, 800, 26, hex("#f6efe0"))
			a.rect(x, y, 536, 796, 26, c)
			a.rect(x, y, 40, 796, 20, c.dark(.14))
			a.line(c.light(.5), 6, fmt.Sprintf("M%s %sv90m0 60v90m0 300v90m0 -300v90", n(x+20), n(y+90)))
			if i == 2 {
				a.rect(x+150, y+190, 270, 170, 8, hex("#f6efe0"))
				a.leaf(x+285, y+330, 110, 44, 0, a.accent)
				a.leaf(x+285, y+330, 80, 34, -50, a.accent)
				a.leaf(x+285, y+330, 80, 34, 50, a.accent)
			}
		})
	}
}

func sketchbook(a *art) {
	a.turn(-3, 800, 1000, func() {
		a.flat(250, 620, 1100, 820)
		a.rect(262, 634, 1096, 814, 10, hex("#e6dac1"))
		a.rect(250, 620, 1096, 814, 12, a.main)
		a.rect(250, 620, 130, 814, 12, a.accent)
		d := ""
		for y := 670.0; y < 1420; y += 78 {
			d += fmt.Sprintf("M316 %sH230", n(y))
		}
		a.line(hex("#8a623f"), 12, d)
		a.path(a.main.dark(.2), "M520 1250C620 1010 700 1170 780 1000S980 1180 1040 1060 1180 1200 1220 1250Z")
		a.circle(1080, 860, 70, a.accent)
		for i, x := range []float64{470, 900, 1200, 640, 1290} {
			a.line(a.main.dark(.14), 5, fmt.Sprintf("M%s %sq30 -22 70 0", n(x), n(720+float64(i*131%640))))
		}
	})
	a.turn(38, 1130, 1420, func() {
		a.rect(860, 1440, 560, 40, 8, hex("#d79a35"))
		a.poly(hex("#e9d3ae"), 860, 1440, 780, 1460, 860, 1480)
		a.poly(hex("#45474e"), 806, 1453, 780, 1460, 806, 1467)
		a.rect(1380, 1440, 50, 40, 8, hex("#c9787b"))
	})
}

func planner(a *art) {
	a.turn(-3, 800, 1000, func() {
		a.flat(230, 560, 1140, 860)
		a.rect(226, 556, 1140, 868, 30, a.main)
		a.rect(256, 586, 540, 808, 10, hex("#f6efe0"))
		a.rect(800, 586, 540, 808, 10, hex("#fbf6ea"))
		a.path(hex("#e2d7c0"), "M740 586H796V1394H740Q780 990 740 586Z")
		for i := range 4 {
			y := 680 + float64(i)*176
			a.rect(300, y, 130, 20, 10, a.main)
			a.rect(846, y, 130, 20, 10, a.accent)
			a.line(hex("#d8cbb0"), 5, fmt.Sprintf("M300 %sH730M300 %sH730M846 %[1]sH1290M846 %[2]sH1290", n(y+64), n(y+112)))
		}
		a.rect(1060, 556, 26, 960, 0, a.accent)
		a.poly(a.accent, 1060, 1500, 1086, 1500, 1086, 1550, 1073, 1530, 1060, 1550)
	})
}

func calendar(a *art) {
	a.flat(360, 380, 880, 1180)
	a.rect(360, 380, 880, 1180, 10, hex("#fbf6ea"))
	a.rect(360, 380, 880, 600, 10, a.main)
	a.circle(1040, 560, 90, hex("#fbe3a0"))
	a.path(a.main.dark(.18), "M360 860L560 680 700 800 880 610 1240 900V980H360Z")
	a.path(a.main.dark(.34), "M360 930L620 830 860 920 1080 800 1240 880V980H360Z")
	for i := range 31 {
		c := hex("#d9ccb2")
		if i == 11 || i == 24 {
			c = a.accent
		}
		a.circle(450+float64(i%7)*117, 1080+float64(i/7)*98, 26, c)
	}
	a.line(hex("#8a623f"), 16, "M340 384H1260")
	a.line(hex("#8a623f"), 8, "M600 380L800 250 1000 380")
	a.circle(800, 246, 18, hex("#c79a4b"))
}

func letters(a *art) {
	a.turn(8, 800, 1000, func() {
		a.flat(520, 470, 700, 960)
		a.rect(520, 470, 700, 960, 6, hex("#fbf6ea"))
		for i := range 8 {
			a.rect(610, 580+float64(i)*66, 500-float64(i%3)*60, 10, 5, hex("#cfc2a8"))
		}
	})
	a.turn(-6, 700, 1200, func() {
		a.flat(260, 880, 900, 620)
		a.rect(260, 880, 900, 620, 14, a.main)
		a.path(a.main.dark(.08), "M260 1490L640 1160H780L1160 1490Q1156 1500 1146 1500H274Q264 1500 260 1490Z")
		a.path(a.main.light(.12), "M262 890Q268 880 278 880H1142Q1152 880 1158 890L740 1230Q710 1252 680 1230Z")
		a.line(a.main.dark(.2), 6, "M262 890L680 1230Q710 1252 740 1230L1158 890")
		a.circle(710, 1240, 74, a.accent)
		a.ring(710, 1240, 52, 52, 8, a.accent.dark(.2))
		a.leaf(710, 1278, 74, 30, 0, a.accent.dark(.25))
	})
}

func cards(a *art) {
	a.shadow(cx, floor, 560)
	for i, c := range []ink{a.accent, hex("#fbf6ea"), a.main} {
		f := float64(i)
		x := 300 + f*270
		a.turn(-10+f*9, x+200, 1560, func() {
			a.flat(x, 860-f*20, 460, 720)
			a.rect(x, 860-f*20, 460, 720, 12, c)
			t := c.luma2()
			y := 1440 - f*20
			a.line(t.mix(c, .3), 9, fmt.Sprintf("M%s %sv-430", n(x+230), n(y)))
			for k := range 3 {
				yy := y - 60 - float64(k)*125
				a.leaf(x+230, yy, 130, 46, -50-float64(i)*4, t.mix(c, .35))
				a.leaf(x+230, yy, 130, 46, 50+float64(i)*4, t.mix(c, .45))
			}
			a.circle(x+230, y-460, 36, []ink{hex("#e0a53f"), hex("#c9787b"), hex("#fbe3a0")}[i])
		})
	}
}

func wrap(a *art) {
	a.shadow(cx, floor+20, 460)
	for i, r := range []struct {
		x, d float64
		c, m ink
	}{{560, -9, a.accent, a.main}, {1000, 10, hex("#f6efe0"), a.accent}, {790, 1, a.main, a.accent.light(.2)}} {
		a.turn(r.d, r.x, 1580, func() {
			a.rect(r.x-105, 420, 210, 1180, 20, r.c)
			for k := range 8 {
				y := 520 + float64(k)*140
				switch i {
				case 0:
					a.rect(r.x-105, y, 210, 42, 0, r.m)
				case 1:
					a.poly(r.m, r.x-50, y+30, r.x, y-20, r.x+50, y+30, r.x, y+80)
				default:
					a.circle(r.x-45, y, 30, r.m)
					a.circle(r.x+50, y+70, 30, r.m)
				}
			}
			a.veil(hex("#2b2433"), .14, fmt.Sprintf("M%s 420h45q20 0 20 20V1580q0 20-20 20h-45Z", n(r.x+40)))
			a.veil(hex("#ffffff"), .25, fmt.Sprintf("M%s 424h20V1596h-20Z", n(r.x-85)))
			a.ellipse(r.x, 424, 105, 30, r.c.light(.4))
			a.ellipse(r.x, 424, 58, 16, hex("#7c5539"))
		})
	}
}

func poster(a *art) {
	a.flat(360, 330, 880, 1200)
	a.rect(360, 330, 880, 1200, 6, hex("#b98656"))
	a.path(hex("#a07043"), "M1216 354L1240 330V1530H360L384 1506H1216Z")
	a.rect(384, 354, 832, 1152, 0, hex("#fbf6ea"))
	a.rect(474, 454, 652, 950, 0, a.main.light(.62))
	if a.style == 1 { // tea leaf
		a.circle(800, 830, 240, a.accent)
		a.leaf(800, 1330, 620, 190, 0, a.main)
		a.leaf(800, 1340, 420, 140, -46, a.main.dark(.15))
		a.leaf(800, 1340, 420, 140, 46, a.main.light(.15))
		return
	}
	a.circle(930, 700, 120, a.accent)
	for i, d := range []string{"M474 1010L640 820 760 930 900 760 1126 1000V1404H474Z", "M474 1140L600 1030 790 1150 960 990 1126 1120V1404H474Z",
		"M474 1290L690 1160 860 1260 1010 1180 1126 1260V1404H474Z"} {
		a.path(a.main.light(.35-float64(i)*.2).dark(float64(i)*.08), d)
	}
}

func book(a *art) {
	a.shadow(cx+40, floor, 440)
	page := hex("#f4ead6")
	a.poly(page, 1140, 470, 1240, 520, 1240, 1540, 1140, 1580)
	a.line(page.dark(.12), 5, "M1165 490V1562M1190 500V1554M1215 512V1548")
	a.poly(a.main.dark(.25), 1140, 450, 1256, 508, 1256, 526, 1140, 472)
	a.rect(420, 450, 726, 1136, 12, a.main)
	a.rect(420, 450, 70, 1136, 12, a.main.dark(.2))
	a.rect(490, 450, 10, 1136, 0, a.main.light(.14))
	title := a.main.luma2().mix(a.main, .06)
	a.rect(600, 560, 420, 34, 6, title)
	a.rect(600, 620, 300, 34, 6, title)
	a.rect(600, 1486, 220, 20, 6, title.mix(a.main, .3))
	bookArt(a)
}

// bookArt draws the cover: one small scene per style.
func bookArt(a *art) {
	c := a.accent
	switch a.style {
	case 1: // a road through hills
		a.circle(960, 880, 80, c)
		a.path(a.main.light(.25), "M500 1190L680 950 820 1090 960 930 1146 1160V1420H500Z")
		a.path(a.main.dark(.2), "M500 1290L760 1150 1146 1300V1420H500Z")
		a.path(c, "M780 1420C760 1340 900 1290 830 1200L850 1196C950 1290 840 1350 900 1420Z")
	case 2: // a pot on the fire
		a.path(c, "M620 1040H1020V1220Q1020 1330 910 1330H730Q620 1330 620 1220Z")
		a.rect(580, 1000, 480, 50, 25, c.light(.3))
		a.rect(780, 950, 80, 50, 20, c.dark(.2))
		a.line(c.light(.4), 14, "M730 900q-40 -50 0 -100t0 -90M820 880q-40 -50 0 -100t0 -90M910 900q-40 -50 0 -100t0 -90")
	case 3: // a bird
		a.path(c, "M610 1130Q700 900 900 960Q990 900 1050 960L1000 1000Q990 1200 800 1220L640 1300 690 1200Q620 1190 610 1130Z")
		a.path(c.dark(.22), "M690 1110Q800 1020 900 1090Q860 1200 740 1190Z")
		a.circle(975, 975, 14, hex("#2c2d33"))
		a.line(hex("#7c5539"), 16, "M560 1350H1090M800 1220V1350M850 1210V1350")
		a.leaf(1040, 1340, 120, 44, 40, a.main.light(.35))
	case 4: // a house plan
		a.line(c, 18, "M610 800H1030V1340H610ZM610 1040H820V1200M820 1340V1280M1030 960H900V800M740 800V900")
		a.circle(930, 1170, 54, c)
	case 5: // a tiger asleep under the moon
		a.circle(820, 960, 190, hex("#fbe3a0"))
		a.path(c, "M580 1330Q580 1160 760 1150H980Q1080 1160 1080 1330Z")
		a.circle(690, 1190, 100, c)
		a.poly(c, 604, 1150, 616, 1070, 676, 1110)
		a.poly(c, 776, 1150, 764, 1070, 704, 1110)
		a.line(hex("#2c2d33"), 16, "M840 1150v90M910 1150v110M980 1152v90M640 1196q20 20 40 0M710 1196q20 20 40 0M690 1100v34")
		a.line(c, 40, "M1060 1310C1130 1310 1120 1220 1070 1210")
	case 6: // a compass
		a.ring(820, 1080, 240, 240, 18, c)
		a.poly(c, 820, 860, 870, 1080, 820, 1300, 770, 1080)
		a.poly(c.dark(.25), 820, 1300, 870, 1080, 820, 1080)
		a.poly(c.light(.3), 600, 1080, 820, 1040, 1040, 1080, 820, 1120)
		a.circle(820, 1080, 26, a.main)
	case 7: // a kite over roofs
		a.path(a.main.dark(.25), "M500 1420V1260L640 1150 780 1260V1200L930 1080 1146 1250V1420Z")
		a.poly(c, 900, 760, 1030, 900, 900, 1060, 790, 900)
		a.poly(c.dark(.2), 900, 760, 1030, 900, 900, 900)
		a.line(c, 11, "M900 1060C840 1110 900 1170 690 1300")
	case 8: // a yak that stands where it stands
		a.path(c, "M560 1130Q580 960 800 960T1060 1130V1380L1010 1330 960 1390 900 1330 840 1390 780 1330 720 1390 660 1330 580 1390Z")
		a.circle(600, 1120, 92, c.dark(.2))
		a.line(hex("#f6efe0"), 20, "M560 1050Q500 1030 520 950M650 1046Q710 1020 690 940")
		a.line(hex("#2c2d33"), 18, "M572 1110h0M634 1110h0")
		a.circle(980, 850, 56, hex("#fbe3a0"))
	case 9: // three boats
		for i, y := range []float64{960, 1150, 1340} {
			x := 760 + float64(i%2)*150
			a.path(c, fmt.Sprintf("M%s %sh220q-10 60-70 60h-90q-50 0-60-60Z", n(x-110), n(y)))
			a.poly(hex("#f6efe0"), x, y-16, x, y-130, x+90, y-16)
			a.line(c.light(.3), 9, fmt.Sprintf("M%s %sq40-24 80 0t80 0 80 0", n(x-160), n(y+84)))
		}
	default: // brush strokes
		a.line(c, 64, "M620 860Q820 780 1010 880")
		a.line(c, 50, "M800 760Q840 1060 640 1340")
		a.line(c, 44, "M830 1030Q930 1200 1030 1300")
		a.rect(960, 1300, 90, 90, 8, hex("#c8443a"))
	}
}

func bookmark(a *art) {
	a.turn(14, 800, 1000, func() {
		a.flat(660, 440, 240, 1080)
		a.rect(660, 440, 240, 1080, 30, a.main)
		a.path(a.main.dark(.16), "M830 440H870Q900 440 900 470V1490Q900 1520 870 1520H830Z")
		a.circle(780, 510, 26, a.wall.dark(.2))
		for i := range 6 {
			y := 1440 - float64(i)*140
			a.leaf(780, y, 150, 50, -45, a.main.dark(.35))
			a.leaf(780, y, 150, 50, 45, a.main.dark(.28))
		}
		a.line(a.accent, 14, "M780 500C760 400 690 380 640 300")
		a.line(a.accent, 9, "M640 300l-60 -90M640 300l-30 -110M640 300l0 -116M640 300l30 -104")
		a.circle(640, 300, 22, a.accent.dark(.15))
	})
}
