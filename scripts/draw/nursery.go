package main

import "fmt"

func nesting(a *art) {
	tones := []ink{a.accent, palette["honey"], a.main}
	for i, d := range []struct{ x, y, s float64 }{{1190, 1550, .52}, {430, 1560, .7}, {800, 1590, 1}} {
		c := tones[i]
		a.shadow(d.x, d.y, 270*d.s)
		a.put(`<g transform="translate(%s %s)scale(%.2g)">`, n(d.x), n(d.y), d.s)
		a.path(c, "M-200 0Q-300-60-300-320Q-290-560-190-680Q-210-990 0-990T190-680Q290-560 300-320Q300-60 200 0Z")
		a.path(c.dark(.14), "M90-970Q210-930 190-680Q290-560 300-320Q300-60 200 0H90Q190-300 90-620Z")
		a.circle(-10, -800, 140, hex("#e3b68c"))
		a.path(hex("#4b3a31"), "M-150-800A140 140 0 0 1 130-800Q-10-990-150-800Z")
		a.line(hex("#2c2d33"), 22, "M-66-796h0M40-796h0")
		a.line(hex("#a5463c"), 15, "M-46-740q34 26 68 0")
		a.ellipse(-20, -330, 150, 180, c.light(.55))
		for k, deg := range []float64{-55, 0, 55} {
			a.leaf(-20, -230, 200, 90, deg, []ink{palette["leaf"], palette["coral"], palette["leaf"]}[k])
		}
		a.put(`</g>`)
	}
}

func moonStack(a *art) {
	a.put(`<ellipse cx="850" cy="1580" rx="520" ry="66" fill="url(#s)"/>`)
	a.path(a.main, "M260 1080A560 520 0 0 0 1340 1080A640 400 0 0 1 260 1080Z")
	a.path(a.main.dark(.14), "M1020 1320Q1230 1240 1340 1080A560 520 0 0 1 1000 1556Q1080 1440 1020 1320Z")
	a.line(a.main.light(.4), 12, "M330 1200Q420 1380 620 1470")
	tones := []ink{a.accent, palette["honey"], palette["celadon"], palette["coral"], palette["honey"], a.accent}
	for i, p := range []struct{ x, y, r, d float64 }{{580, 1246, 110, -14}, {800, 1276, 128, 0}, {1020, 1246, 110, 14}, {690, 1056, 100, -8}, {910, 1056, 100, 8}, {800, 886, 90, 0}} {
		a.turn(p.d, p.x, p.y, func() {
			c := tones[i]
			switch i % 3 {
			case 0:
				a.rect(p.x-p.r*.9, p.y-p.r*.7, p.r*1.8, p.r*1.5, 46, c)
				a.path(c.dark(.14), fmt.Sprintf("M%s %sh%sv%sh-%sZ", n(p.x+p.r*.4), n(p.y-p.r*.7), n(p.r*.3), n(p.r*1.5), n(p.r*.3)))
			case 1:
				a.circle(p.x, p.y, p.r, c)
				a.circle(p.x-p.r*.3, p.y-p.r*.3, p.r*.24, c.light(.5))
			default:
				a.poly(c, p.x-p.r, p.y+p.r*.8, p.x, p.y-p.r*.9, p.x+p.r, p.y+p.r*.8)
				a.poly(c.dark(.14), p.x, p.y-p.r*.9, p.x+p.r, p.y+p.r*.8, p.x+p.r*.3, p.y+p.r*.8)
			}
		})
	}
}

func rockingHorse(a *art) {
	a.put(`<ellipse cx="850" cy="1600" rx="620" ry="76" fill="url(#s)"/>`)
	a.line(hex("#a07043"), 54, "M230 1420Q800 1760 1370 1420")
	a.line(hex("#c99a6a"), 14, "M240 1408Q800 1742 1360 1408")
	a.line(a.main.dark(.2), 84, "M560 1130L470 1500M1060 1130L1150 1490")
	a.line(a.main, 84, "M650 1150L620 1550M960 1150L980 1550")
	a.path(a.main, "M470 1010Q440 860 620 850H900Q960 800 1000 640Q1030 520 1130 520Q1170 500 1180 450Q1220 480 1220 540L1370 700Q1390 790 1310 800Q1240 790 1180 760Q1150 900 1130 1030Q1110 1180 980 1200H640Q490 1190 470 1010Z")
	a.path(a.main.dark(.13), "M1180 760Q1150 900 1130 1030Q1110 1180 980 1200H640Q540 1194 500 1120Q760 1130 960 1040Q1080 960 1120 740Z")
	a.path(a.accent, "M1130 520Q1030 520 1000 640Q960 800 900 850L840 800Q860 720 930 680Q900 620 970 560Q960 500 1050 490Q1090 440 1140 470Z")
	a.path(a.accent, "M490 930Q330 960 330 1180Q400 1120 440 1170Q450 1060 510 1030Z")
	a.path(palette["coral"], "M640 846H880L910 1010Q770 1060 620 1010Z")
	a.path(palette["coral"].dark(.14), "M820 846H880L910 1010Q870 1024 830 1032Z")
	a.line(hex("#7c5539"), 15, "M1200 800L1260 610M1215 700Q1080 800 900 850")
	a.circle(1170, 620, 20, hex("#2c2d33"))
	a.line(hex("#2c2d33"), 10, "M1330 730q-20 10-30 4")
}

func rattle(a *art) {
	a.put(`<ellipse cx="860" cy="1480" rx="480" ry="80" fill="url(#s)"/>`)
	a.turn(38, 800, 1000, func() {
		a.turned(cx, hex("#d2a273"), 900, 50, 1000, 60, 1240, 46, 1420, 64, 1490, 84, 1560, 60)
		a.ring(800, 700, 230, 230, 66, a.main)
		a.put(`<path d="M890 488A230 230 0 0 1 890 912" fill="none" stroke="%s" stroke-width="66" stroke-linecap="butt"/>`, a.main.dark(.14))
		for i, p := range [][2]float64{{800, 470}, {580, 640}, {1020, 640}} {
			c := []ink{a.accent, palette["honey"], palette["celadon"]}[i]
			a.circle(p[0], p[1], 84, c)
			a.circle(p[0]-26, p[1]-26, 24, c.light(.5))
		}
		a.path(a.accent, band(cx, []float64{1060, 57, 1100, 54, 1140, 51}, -1, 1))
		a.path(palette["honey"], band(cx, []float64{1280, 48, 1320, 52, 1350, 55}, -1, 1))
	})
}

func dollhouse(a *art) {
	a.shadow(cx, floor, 560)
	a.rect(320, 860, 960, 720, 0, a.main)
	a.path(a.main.dark(.13), "M1060 860H1280V1580H1060Z")
	a.path(a.accent, "M230 880L800 460 1370 880Z")
	a.path(a.accent.dark(.14), "M800 460L1370 880H1080Z")
	a.rect(1050, 500, 110, 210, 0, hex("#a07043"))
	room := func(x, y, w, h float64, c ink) { a.rect(x, y, w, h, 8, c) }
	room(370, 920, 400, 290, hex("#f6efe0"))
	room(830, 920, 400, 290, palette["celadon"].light(.4))
	room(370, 1260, 400, 270, palette["blush"].light(.4))
	room(830, 1260, 400, 270, hex("#fbe6ae"))
	a.rect(400, 1110, 250, 90, 20, palette["sea"])
	a.rect(400, 1040, 40, 160, 10, hex("#7c5539"))
	a.rect(430, 1080, 90, 44, 20, hex("#ffffff"))
	a.rect(880, 1120, 200, 20, 6, hex("#7c5539"))
	a.rect(900, 1130, 18, 76, 0, hex("#7c5539"))
	a.rect(1042, 1130, 18, 76, 0, hex("#7c5539"))
	a.circle(980, 1090, 34, palette["coral"])
	a.rect(460, 1400, 220, 120, 40, palette["rose"])
	a.rect(430, 1440, 280, 80, 30, palette["rose"].dark(.12))
	a.rect(960, 1310, 150, 220, 70, a.accent.dark(.1))
	a.circle(1078, 1430, 13, palette["honey"])
	a.circle(800, 720, 84, hex("#f6efe0"))
	a.line(a.accent.dark(.2), 13, "M716 720H884M800 636V804")
	a.line(hex("#8a6a4c"), 7, "M570 920V980")
	a.circle(570, 1000, 30, palette["honey"])
}

func teepee(a *art) {
	a.shadow(cx, floor, 640)
	a.line(hex("#a07043"), 26, "M720 330L1240 1580M880 330L360 1580M800 300V600")
	a.path(a.main, "M790 520L260 1580H1340Z")
	a.path(a.main.dark(.13), "M790 520L1010 1580H1340Z")
	a.path(hex("#4b3f49"), "M790 820L600 1580H980Z")
	a.path(a.accent, "M790 760L600 1580H500Q700 1300 790 760Z")
	a.path(a.accent.dark(.12), "M790 760L980 1580H1080Q880 1300 790 760Z")
	for i, t := range []struct{ y, w float64 }{{1440, 470}, {1180, 340}} {
		for _, s := range []float64{-1, 1} {
			x := 795 + s*t.w*.82
			a.poly([]ink{palette["honey"], palette["coral"]}[i], x-44, t.y+30, x, t.y-44, x+44, t.y+30)
		}
	}
	a.rect(640, 1500, 300, 84, 40, palette["honey"])
	a.rect(690, 1450, 200, 70, 34, palette["coral"])
	d := "M560 520Q790 640 1030 520"
	a.line(hex("#b99b73"), 7, d)
	for i, x := range []float64{620, 710, 800, 890, 970} {
		y := 545 + 38*(1-(x-795)*(x-795)/56000)
		a.poly([]ink{palette["sea"], palette["honey"], palette["coral"]}[i%3], x-30, y-8, x+30, y-8, x, y+62)
	}
}

func fingerPuppets(a *art) {
	a.shadow(cx, floor, 600)
	for i, x := range []float64{350, 575, 800, 1025, 1250} {
		c := []ink{a.main, palette["honey"], a.accent, palette["celadon"], palette["coral"]}[i]
		top := 1010 - []float64{0, 90, 150, 90, 10}[i]
		switch i { // ears, beak, horns
		case 0, 3:
			a.circle(x-76, top+30, 44, c.dark(.1))
			a.circle(x+76, top+30, 44, c.dark(.2))
		case 1:
			a.poly(c.dark(.1), x-96, top+80, x-80, top-70, x-10, top+20)
			a.poly(c.dark(.2), x+96, top+80, x+80, top-70, x+10, top+20)
		case 2:
			a.line(hex("#e9d9bd"), 26, fmt.Sprintf("M%s %sq-70-20-60-100M%s %[2]sq70-20 60-100", n(x-50), n(top+30), n(x+50)))
		default:
			a.path(c.dark(.15), fmt.Sprintf("M%s %sq0-90 60-110q-10 50 20 60q-20 10-20 60Z", n(x-40), n(top+20)))
		}
		a.path(c, fmt.Sprintf("M%s 1580V%sa100 100 0 0 1 200 0V1580Z", n(x-100), n(top+100)))
		a.path(c.dark(.13), fmt.Sprintf("M%s %sQ%s %s %s %sV1580H%sZ", n(x+40), n(top+9), n(x+100), n(top+40), n(x+100), n(top+100), n(x+50)))
		a.ellipse(x, top+160, 56, 44, c.light(.45))
		a.line(hex("#2c2d33"), 22, fmt.Sprintf("M%s %sh0M%s %[2]sh0", n(x-40), n(top+90), n(x+40)))
		a.line(hex("#2c2d33"), 11, fmt.Sprintf("M%s %sh4", n(x-2), n(top+146)))
		a.line(c.dark(.25), 9, fmt.Sprintf("M%s 1540H%s", n(x-88), n(x+88)))
	}
}

func nightLight(a *art) {
	a.put(`<circle cx="800" cy="960" r="640" fill="#fff4d8" opacity=".4"/>`)
	a.shadow(cx, floor, 340)
	a.rect(520, 1480, 560, 100, 50, hex("#b98656"))
	a.path(hex("#a07043"), "M900 1480H1030Q1080 1480 1080 1530T1030 1580H900Z")
	a.circle(800, 1050, 440, a.main)
	a.veil(a.main.dark(.5), .15, "M960 640A440 440 0 0 1 960 1460A620 620 0 0 0 960 640Z")
	for _, c := range [][3]float64{{640, 900, 80}, {900, 1190, 110}, {900, 820, 50}, {660, 1230, 60}} {
		a.circle(c[0], c[1], c[2], a.main.dark(.09))
		a.put(`<circle cx="%s" cy="%s" r="%s" fill="%s"/>`, n(c[0]+8), n(c[1]+10), n(c[2]*.82), a.main.dark(.04))
	}
	a.line(hex("#2c2d33"), 15, "M660 1050q36 30 72 0M860 1050q36 30 72 0M770 1130q26 22 52 0")
	a.circle(620, 1110, 40, a.accent)
	a.circle(966, 1110, 40, a.accent)
}
