package main

import "fmt"

func bottle(a *art) {
	a.shadow(cx, floor, 260)
	top := 620.0
	if a.style == 1 { // the small one
		top = 840
	}
	a.turned(cx, a.main, top+60, 108, top+110, 112, top+180, 190, top+250, 232, 1200, 236, 1540, 232, 1580, 206)
	a.turned(cx, a.accent, top-110, 104, top-60, 112, top+50, 114, top+66, 110)
	a.ellipse(cx, top-110, 104, 20, a.accent.light(.3))
	a.line(a.accent.dark(.1), 26, fmt.Sprintf("M720 %sC720 %s 880 %[2]s 880 %[1]s", n(top-100), n(top-220)))
	a.path(a.main.dark(.32), "M700 1330L775 1230 815 1285 840 1255 895 1330Z")
	a.path(a.main.light(.5), "M700 1330L775 1230 790 1250 735 1330Z")
}

func flask(a *art) {
	a.shadow(cx, floor, 250)
	a.turned(cx, a.main, 800, 214, 900, 228, 1200, 230, 1530, 228, 1580, 208)
	a.turned(cx, hex("#bfc7cb"), 740, 196, 770, 206, 806, 216)
	a.turned(cx, a.accent, 480, 150, 510, 178, 640, 186, 744, 190)
	a.ellipse(cx, 480, 150, 26, a.accent.light(.25))
	a.line(a.accent.dark(.12), 44, "M1016 930C1230 930 1230 1330 1020 1330")
	a.rect(960, 900, 90, 70, 18, a.accent.dark(.12))
	a.rect(960, 1296, 90, 70, 18, a.accent.dark(.12))
	a.path(a.accent, band(cx, []float64{1440, 229, 1470, 229}, -1, 1))
}

func enamelMug(a *art) {
	a.shadow(cx, floor, 380)
	rim := a.accent
	a.line(a.main.dark(.12), 56, "M1040 1110C1310 1080 1310 1440 1040 1430")
	a.line(rim, 14, "M1050 1088C1340 1060 1350 1460 1050 1454")
	a.turned(cx-40, a.main, 960, 338, 1250, 328, 1530, 316, 1580, 306)
	a.path(rim, band(cx-40, []float64{1560, 312, 1584, 304}, -1, 1))
	a.ellipse(cx-40, 960, 342, 66, rim)
	a.ellipse(cx-40, 964, 316, 52, hex("#f3eee5").dark(.18))
	a.speckle(cx-60, 1290, 270, 240, 40, a.main.luma2())
	emblem := hex("#f3eee5")
	if a.main.luma() > .6 {
		emblem = rim
	}
	a.path(emblem, "M560 1400L700 1180 775 1290 825 1225 930 1400Z")
	a.circle(850, 1150, 36, emblem)
}

// luma2 is a tone that shows on the colour: light on dark enamel, dark on light.
func (c ink) luma2() ink {
	if c.luma() > .6 {
		return c.dark(.6)
	}
	return c.light(.85)
}

func stove(a *art) {
	a.shadow(cx, floor, 400)
	a.turned(cx, a.accent, 1260, 170, 1300, 260, 1400, 300, 1530, 296, 1580, 260)
	a.ellipse(cx, 1262, 170, 40, a.accent.light(.3))
	a.rect(760, 1100, 80, 160, 10, a.main.dark(.2))
	a.turned(cx, a.main, 1010, 160, 1050, 150, 1110, 80, 1130, 70)
	a.ellipse(cx, 1010, 160, 40, a.main.dark(.35))
	for _, x := range []float64{-150, -75, 0, 75, 150} {
		h := 150 - absf(x)*.5
		a.put(`<path d="M%s 1006Q%s %s %s %sQ%s %s %s 1006Z" fill="#5aa7d6" opacity=".8"/>`, n(cx+x-30), n(cx+x-34), n(1006-h*.5), n(cx+x), n(1006-h), n(cx+x+34), n(1006-h*.5), n(cx+x+30))
	}
	a.line(a.main.dark(.3), 26, "M800 1080L420 930V880M800 1080L1180 930V880M800 1060V870")
	a.line(a.main.dark(.1), 22, "M840 1170H1090")
	a.rect(1080, 1130, 130, 80, 30, a.main.light(.2))
	a.rect(600, 1400, 400, 90, 8, hex("#f6efe0"))
	a.path(a.main, "M740 1475L790 1415 815 1448 830 1430 862 1475Z")
}

func pots(a *art) {
	a.shadow(cx, floor, 520)
	steel := a.main
	a.line(hex("#45474e"), 30, "M1150 1430C1400 1420 1420 1340 1480 1330")
	a.turned(cx, steel, 1230, 440, 1400, 438, 1550, 430, 1580, 400)
	a.rect(350, 1205, 900, 44, 20, steel.light(.3))
	a.turned(cx-30, a.accent, 960, 330, 1080, 330, 1180, 328, 1212, 322)
	a.rect(430, 935, 680, 40, 18, a.accent.light(.25))
	a.path(steel.light(.15), "M470 935Q490 830 770 820T1070 935Z")
	a.path(steel.dark(.1), "M870 826Q1040 850 1070 935H900Z")
	a.rect(715, 770, 110, 60, 22, hex("#45474e"))
	a.line(hex("#45474e"), 22, "M440 1030C330 1030 320 1130 430 1150")
}

func lantern(a *art) {
	a.shadow(cx, floor, 300)
	a.line(hex("#45474e"), 24, "M560 800C540 360 1060 360 1040 800")
	a.put(`<circle cx="800" cy="1110" r="470" fill="#fff1c4" opacity=".5"/>`)
	a.turned(cx, a.main, 640, 90, 680, 150, 740, 240, 800, 260, 830, 262)
	a.rect(560, 830, 480, 500, 40, hex("#fbe6ae"))
	a.put(`<ellipse cx="800" cy="1090" rx="120" ry="180" fill="#fffaf0"/>`)
	a.path(hex("#ecca83"), "M960 830H1000Q1040 830 1040 870V1290Q1040 1330 1000 1330H960Z")
	for _, x := range []float64{560, 710, 866, 1016} {
		a.rect(x, 820, 24, 520, 0, a.main.dark(.12))
	}
	a.turned(cx, a.main, 1330, 270, 1370, 290, 1520, 296, 1580, 270)
	a.circle(800, 1460, 46, a.accent)
	a.circle(790, 1450, 18, a.accent.light(.4))
}

func beanie(a *art) {
	a.shadow(cx, 1470, 480)
	a.path(a.main, "M330 1230C330 780 500 600 800 600S1270 780 1270 1230Z")
	a.path(a.main.dark(.13), "M1000 632C1190 700 1270 880 1270 1230H1050C1090 980 1080 780 1000 632Z")
	for _, x := range []float64{-330, -220, -110, 0, 110, 220, 330} {
		a.line(a.main.dark(.18), 9, fmt.Sprintf("M%s 1220Q%s 820 %s 640", n(cx+x*1.15), n(cx+x*1.1), n(cx+x*.32)))
	}
	a.rect(300, 1180, 1000, 260, 70, a.main.light(.12))
	a.path(a.main.dark(.04), "M1040 1180H1230Q1300 1180 1300 1250V1370Q1300 1440 1230 1440H1040Z")
	d := ""
	for x := 350.0; x < 1280; x += 50 {
		d += fmt.Sprintf("M%s 1205V1415", n(x))
	}
	a.line(a.main.dark(.16), 8, d)
	a.rect(560, 1270, 150, 90, 8, a.accent)
	a.path(a.main.dark(.3), "M590 1342L625 1296 648 1322 660 1308 684 1342Z")
}

func socks(a *art) {
	a.put(`<ellipse cx="860" cy="1500" rx="600" ry="120" fill="url(#s)"/>`)
	one := func(dx, dy float64, c ink) {
		a.put(`<g transform="translate(%s %s)">`, n(dx), n(dy))
		a.path(c, "M520 520H820V1080Q830 1150 900 1200L1080 1330Q1170 1400 1120 1480Q1070 1560 950 1530L640 1400Q510 1330 510 1180Z")
		a.path(c.dark(.13), "M730 520H820V1080Q830 1150 900 1200L1080 1330Q1170 1400 1120 1480Q1100 1512 1066 1526Q1060 1430 960 1370L800 1270Q720 1200 726 1080Z")
		a.path(a.accent, "M514 1100Q620 1130 640 1400Q510 1330 510 1180Z")
		a.path(a.accent, "M1000 1272L1080 1330Q1170 1400 1120 1480Q1070 1560 950 1530L900 1508Q1010 1450 1000 1272Z")
		a.rect(505, 500, 330, 130, 26, a.accent)
		a.line(a.accent.dark(.2), 7, "M560 510V620M620 510V620M680 510V620M740 510V620M790 510V620")
		a.rect(520, 720, 300, 26, 0, a.accent)
		a.rect(520, 770, 300, 12, 0, a.accent)
		a.put(`</g>`)
	}
	one(150, -60, a.main.dark(.14))
	one(-130, 60, a.main)
}

func stool(a *art) {
	a.shadow(cx, floor, 400)
	a.line(hex("#7c5539"), 46, "M1130 1010L480 1580")
	a.line(hex("#a87a4f"), 46, "M470 1010L1120 1580")
	a.line(hex("#7c5539"), 40, "M1010 980L1240 1560M590 980L360 1560")
	a.path(a.main, "M330 900Q800 1080 1270 900L1290 1010Q800 1200 310 1010Z")
	a.path(a.main.dark(.13), "M960 986Q1120 966 1270 900L1290 1010Q1130 1076 970 1104Z")
	a.line(a.accent, 16, "M322 960Q800 1146 1280 960")
	a.rect(290, 850, 1020, 62, 31, hex("#a87a4f"))
	a.rect(300, 856, 1000, 18, 9, hex("#c89b6d"))
	a.circle(800, 1300, 26, hex("#c79a4b"))
}
