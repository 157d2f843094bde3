package main

import "fmt"

func backpack(a *art) {
	a.shadow(cx, floor, 400)
	strap := a.main.dark(.35)
	a.line(strap, 46, "M620 560C560 470 700 400 800 400C900 400 1040 470 980 560")
	top := 520.0
	if a.style == 1 { // tall trekking pack with a lid
		top = 420
	}
	// side pockets
	a.path(a.main.dark(.25), "M400 1160Q330 1180 340 1300V1470Q350 1540 440 1540V1160Z")
	a.path(a.main.dark(.32), "M1200 1160Q1270 1180 1260 1300V1470Q1250 1540 1160 1540V1160Z")
	a.path(a.main, fmt.Sprintf("M400 %sQ400 %s 620 %[2]sH980Q1200 %[2]s 1200 %[1]sV1440Q1200 1580 1060 1580H540Q400 1580 400 1440Z", n(top+260), n(top)))
	a.path(a.main.dark(.13), fmt.Sprintf("M1010 %sQ1200 %[1]s 1200 %sV1440Q1200 1580 1060 1580H1010Z", n(top), n(top+260)))
	// front pocket
	a.path(a.main.light(.1), "M480 1110Q480 1050 540 1050H1060Q1120 1050 1120 1110V1400Q1120 1480 1040 1480H560Q480 1480 480 1400Z")
	a.path(a.main.dark(.06), "M960 1050H1060Q1120 1050 1120 1110V1400Q1120 1480 1040 1480H960Z")
	a.line(a.main.dark(.4), 10, "M500 1130H1100")
	a.rect(1040, 1122, 22, 76, 11, a.accent)
	if a.style == 1 {
		a.path(a.main.light(.14), "M370 640Q370 400 620 390H980Q1230 400 1230 640Q1230 690 1180 690H420Q370 690 370 640Z")
		a.path(a.main.dark(.04), "M1010 390Q1230 400 1230 640Q1230 690 1180 690H1010Z")
		for _, x := range []float64{560, 1000} {
			a.rect(x, 690, 40, 330, 6, strap)
			a.rect(x-14, 760, 68, 74, 10, a.accent)
		}
	} else {
		a.line(a.main.dark(.4), 12, fmt.Sprintf("M440 %sQ470 %s 640 %[2]sH960Q1130 %[2]s 1160 %[1]s", n(top+330), n(top+90)))
		a.rect(1140, top+316, 24, 84, 12, a.accent)
		a.rect(700, 780, 200, 120, 14, a.accent)
		a.path(a.main.dark(.3), "M735 870L785 810 815 845 835 825 868 870Z")
	}
	a.veil(a.main.light(.9), .3, fmt.Sprintf("M440 %sQ440 %s 520 %sV1010H440Z", n(top+270), n(top+120), n(top+60)))
}

func rolltop(a *art) {
	a.shadow(cx, floor, 380)
	a.path(a.main, "M430 760L470 560H1130L1170 760V1460Q1170 1580 1050 1580H550Q430 1580 430 1460Z")
	a.path(a.main.dark(.13), "M980 560H1130L1170 760V1460Q1170 1580 1050 1580H980Z")
	a.rect(440, 470, 720, 130, 60, a.main.light(.1))
	a.path(a.main.dark(.08), "M980 470H1100Q1160 470 1160 535T1100 600H980Z")
	a.line(a.main.dark(.25), 8, "M500 536H1100")
	for _, x := range []float64{580, 980} {
		a.rect(x, 460, 44, 560, 8, a.accent)
		a.rect(x-16, 850, 76, 92, 12, hex("#45474e"))
		a.rect(x-2, 872, 48, 48, 6, a.accent.light(.2))
	}
	a.path(a.main.light(.08), "M500 1180H1100V1420Q1100 1490 1030 1490H570Q500 1490 500 1420Z")
	a.path(a.main.dark(.08), "M980 1180H1100V1420Q1100 1490 1030 1490H980Z")
	a.line(a.main.dark(.32), 10, "M500 1180H1100")
	a.veil(a.main.light(.9), .28, "M470 770L500 620H540V1140H470Z")
}

func duffel(a *art) {
	a.shadow(cx, floor, 560)
	a.path(a.main, "M250 1240Q250 1020 470 1020H1130Q1350 1020 1350 1240V1400Q1350 1580 1170 1580H430Q250 1580 250 1400Z")
	a.path(a.main.dark(.14), "M1130 1020Q1350 1020 1350 1240V1400Q1350 1580 1170 1580H1130Q1230 1480 1230 1300T1130 1020Z")
	a.path(a.main.dark(.06), "M470 1020Q370 1120 370 1300T470 1580H430Q250 1580 250 1400V1240Q250 1020 470 1020Z")
	a.line(a.main.dark(.4), 11, "M450 1090H1150")
	a.rect(1120, 1076, 70, 26, 10, a.accent)
	for _, x := range []float64{560, 980} {
		a.rect(x, 1020, 56, 560, 0, a.accent)
		a.rect(x+36, 1020, 20, 560, 0, a.accent.dark(.2))
	}
	a.line(a.accent, 42, "M588 1060C560 640 1040 640 1008 1060")
	a.line(a.accent.dark(.2), 12, "M606 1040C590 690 1010 690 994 1040")
	a.rect(690, 760-20, 220, 76, 30, a.main.dark(.3))
	a.rect(700, 1240, 200, 130, 12, a.main.light(.16))
	a.path(a.main.dark(.3), "M730 1340L785 1270 815 1310 835 1290 870 1340Z")
}

func tote(a *art) {
	a.shadow(cx, floor, 380)
	a.line(a.accent.dark(.15), 40, "M640 800C620 360 980 360 960 800")
	a.path(a.main, "M400 740H1200L1240 1540Q1240 1580 1200 1580H400Q360 1580 360 1540Z")
	a.path(a.main.dark(.11), "M1010 740H1200L1240 1540Q1240 1580 1200 1580H1040Z")
	a.line(a.accent, 44, "M600 860C570 330 1030 330 1000 860")
	for _, x := range []float64{574, 974} {
		a.rect(x, 740, 52, 190, 6, a.accent)
		a.line(a.accent.dark(.35), 5, fmt.Sprintf("M%s 870l36 44m0-44l-36 44", n(x+8)))
	}
	a.line(a.main.dark(.2), 6, "M402 780H1198")
	a.circle(800, 1210, 150, a.accent)
	a.path(a.main, "M690 1280L770 1150 815 1215 850 1170 915 1280Z")
	a.circle(870, 1130, 22, a.main)
}

func sling(a *art) {
	a.shadow(cx, floor, 480)
	a.line(a.accent, 50, "M360 1230L800 380 1250 1200")
	a.line(a.accent.dark(.22), 12, "M376 1230L800 410 1236 1200")
	a.turn(-62, 580, 800, func() { a.rect(530, 760, 120, 80, 14, hex("#45474e")) })
	a.circle(800, 372, 46, hex("#8a623f"))
	a.circle(790, 362, 18, hex("#b98656"))
	a.path(a.main, "M300 1270Q310 1110 480 1100H1120Q1290 1110 1300 1270L1270 1450Q1240 1580 1100 1580H500Q360 1580 330 1450Z")
	a.path(a.main.dark(.13), "M1030 1100H1120Q1290 1110 1300 1270L1270 1450Q1240 1580 1100 1580H1000Q1090 1340 1030 1100Z")
	a.line(a.main.dark(.4), 12, "M370 1210Q800 1150 1230 1210")
	a.rect(1190, 1190, 90, 30, 15, a.accent)
	a.path(a.main.light(.1), "M430 1320H1170L1150 1440Q1130 1500 1070 1500H530Q470 1500 450 1440Z")
	a.line(a.main.dark(.35), 9, "M440 1330H1160")
}

func drybag(a *art) {
	a.shadow(cx, floor, 320)
	a.turned(cx, a.main, 760, 250, 860, 300, 1000, 318, 1300, 320, 1520, 312, 1580, 270)
	a.path(a.main.light(.06), "M520 640H1080L1060 780Q800 820 540 780Z")
	a.rect(480, 540, 640, 120, 54, a.main.light(.14))
	a.path(a.main.dark(.06), "M960 540H1066Q1120 540 1120 600T1066 660H960Z")
	a.line(a.accent.dark(.2), 36, "M500 600C440 380 1160 380 1100 600")
	a.rect(740, 400, 120, 86, 16, hex("#45474e"))
	a.rect(768, 420, 64, 46, 8, a.accent)
	a.path(a.accent, band(cx, []float64{1110, 318, 1160, 319, 1210, 320}, -1, 1))
	a.path(a.accent.dark(.13), band(cx, []float64{1110, 318, 1160, 319, 1210, 320}, .42, 1))
	for _, x := range []float64{620, 700, 780} {
		a.leaf(x, 1450, 130, 56, 0, a.main.dark(.25))
	}
}

func tent(a *art) {
	a.shadow(cx, floor, 640)
	a.line(hex("#8a623f"), 9, "M240 1100L90 1600M1370 1100L1520 1600")
	a.path(a.main.dark(.22), "M800 620Q1190 900 1430 1580H1000Z")
	a.path(a.main, "M800 620Q410 900 170 1580H1050Z")
	a.path(a.main.dark(.1), "M800 620Q960 980 1050 1580H880Z")
	a.path(hex("#3a3440"), "M760 900Q640 1200 560 1580H860Q850 1200 760 900Z")
	a.path(a.accent, "M760 900Q640 1200 560 1580H470Q620 1180 760 900Z")
	a.path(a.accent.dark(.12), "M760 900Q850 1200 860 1580H920Q890 1180 760 900Z")
	a.line(a.main.light(.4), 12, "M800 620Q410 900 170 1580")
	a.line(a.accent, 14, "M800 620Q1190 900 1430 1580")
	a.circle(800, 618, 22, a.accent)
	a.path(hex("#e0b45f"), "M600 1580Q640 1500 700 1500T800 1580Z")
}

func tarp(a *art) {
	a.shadow(cx, floor, 560)
	for _, x := range []float64{330, 1290} {
		a.line(hex("#7c5539"), 22, fmt.Sprintf("M%s 820L%s 1590", n(x), n(x)))
		a.line(hex("#b98656"), 6, fmt.Sprintf("M%s 830L%s 1580", n(x-5), n(x-5)))
	}
	a.line(hex("#a8895f"), 7, "M330 820L60 1590M1290 820L1550 1590")
	a.path(a.main.dark(.24), "M330 830L500 700L1460 740L1290 830Z")
	a.path(a.main, "M330 820Q810 900 1290 820L1440 1270Q820 1180 170 1270Z")
	a.path(a.main.dark(.12), "M960 862Q1130 850 1290 820L1440 1270Q1230 1236 1010 1226Z")
	a.line(a.accent, 12, "M170 1270Q820 1180 1440 1270")
	a.line(a.main.dark(.2), 7, "M650 858L600 1222")
	a.line(hex("#a8895f"), 7, "M170 1270L90 1600M1440 1270L1520 1600")
	a.rect(560, 1500, 480, 84, 42, a.accent)
	a.circle(1000, 1542, 42, a.accent.dark(.2))
	a.circle(1000, 1542, 20, a.accent.light(.2))
}

func sleepingBag(a *art) {
	a.put(`<ellipse cx="870" cy="1090" rx="480" ry="800" fill="url(#s)"/>`)
	a.path(a.main, "M470 640Q470 330 800 330T1130 640Q1180 900 1080 1350Q1050 1640 800 1640T520 1350Q420 900 470 640Z")
	a.path(a.main.dark(.13), "M980 370Q1130 450 1130 640Q1180 900 1080 1350Q1050 1640 800 1640Q950 1560 1000 1150T980 370Z")
	for _, y := range []float64{860, 1010, 1160, 1310, 1450} {
		w := 330 - (y-860)*.14
		a.line(a.main.dark(.26), 9, fmt.Sprintf("M%s %sQ800 %s %s %s", n(800-w), n(y), n(y+50), n(800+w), n(y)))
	}
	a.path(a.accent, "M560 640Q560 430 800 430T1040 640Q1000 790 800 790T560 640Z")
	a.path(a.accent.dark(.18), "M620 640Q620 490 800 490T980 640Q950 740 800 740T620 640Z")
	a.line(a.accent.light(.2), 11, "M560 700Q600 1100 640 1320")
	a.circle(642, 1330, 20, hex("#45474e"))
}

func mat(a *art) {
	a.shadow(cx, floor, 560)
	a.path(a.main.dark(.1), "M360 1180H1180V1580H360Z")
	a.path(a.main, "M360 1180H1180V1400H360Z")
	d := ""
	for x := 440.0; x < 1160; x += 90 {
		d += fmt.Sprintf("M%s 1180V1580", n(x))
	}
	a.line(a.main.dark(.22), 8, d)
	a.ellipse(360, 1380, 90, 200, a.main.dark(.16))
	a.ellipse(1180, 1380, 110, 200, a.main.light(.14))
	for _, r := range []float64{160, 118, 76, 36} {
		a.ring(1180, 1380, r*.56, r, 9, a.main.dark(.25))
	}
	for _, x := range []float64{520, 950} {
		a.path(a.accent, fmt.Sprintf("M%s 1172h70q22 204 0 416h-70q22-212 0-416Z", n(x)))
		a.rect(x+2, 1280, 92, 80, 10, hex("#45474e"))
	}
}

func hammock(a *art) {
	for _, x := range []float64{130, 1370} {
		a.rect(x, 200, 100, 1400, 20, hex("#8a623f"))
		a.rect(x+64, 200, 36, 1400, 16, hex("#6e4a31"))
	}
	a.shadow(cx, floor+20, 480)
	a.line(hex("#b99b73"), 12, "M190 640L420 900M190 640L400 960M1410 640L1180 900M1410 640L1200 960")
	a.line(a.accent, 26, "M140 640H250M1350 640H1460")
	a.path(a.main.dark(.25), "M400 900Q800 1180 1200 900L1180 1010Q800 1300 420 1010Z")
	a.path(a.main, "M400 900Q520 1420 800 1420T1200 900Q1130 1240 800 1240T400 900Z")
	a.path(a.main, "M400 900C440 1500 1160 1500 1200 900C1110 1210 490 1210 400 900Z")
	a.path(a.main.dark(.13), "M860 1128C1010 1114 1150 1060 1200 900C1180 1240 1010 1350 860 1350Z")
	for _, k := range []float64{1190, 1260} {
		a.line(a.accent, 16, fmt.Sprintf("M%s %sQ800 %s %s %[2]s", n(400+(k-1100)*.5), n(k-160), n(k+130), n(1200-(k-1100)*.5)))
	}
}
