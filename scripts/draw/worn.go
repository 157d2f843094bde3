package main

import "fmt"

// pair draws a thing twice: one behind and darker, one in front.
func (a *art) pair(one func(c, accent ink)) {
	a.put(`<ellipse cx="860" cy="1560" rx="640" ry="90" fill="url(#s)"/>`)
	a.put(`<g transform="translate(890 1450)scale(.94)">`)
	one(a.main.dark(.18), a.accent.dark(.12))
	a.put(`</g><g transform="translate(720 1575)">`)
	one(a.main, a.accent)
	a.put(`</g>`)
}

func sneakers(a *art) {
	a.pair(func(c, accent ink) {
		a.path(c, "M-425-60V-330Q-420-385-350-372Q-290-330-200-345L-90-400Q-40-330 20-262Q130-180 320-172Q450-160 462-60Z")
		a.path(c.dark(.14), "M-425-60V-150Q-100-110 200-120T462-80V-60Z")
		a.path(c.dark(.22), "M-200-345L-120-440Q-60-455-40-410L20-262Q-30-230-70-270Z")
		a.path(accent, "M300-173Q450-160 462-60H250Q250-140 300-173Z")
		a.path(accent, "M-425-300L-425-200Q-350-210-330-372Q-420-390-425-330Z")
		a.path(accent.light(.1), "M-180-80L-60-300-10-262-90-80Z")
		a.line(hex("#f6efe0"), 20, "M-76-330L20-300M-30-280L66-250M20-236L116-212")
		a.path(hex("#f3eee5"), "M-440-70H470Q490-50 478-14Q470 0 440 0H-410Q-440 0-446-30Z")
		a.line(hex("#d8cfc0"), 8, "M-430-32H470")
	})
}

func boots(a *art) {
	a.pair(func(c, accent ink) {
		a.path(c, "M-330-60V-640H-10Q-20-420 70-330Q300-290 400-200Q452-150 452-60Z")
		a.path(c.dark(.14), "M-330-60V-150Q100-100 452-110V-60Z")
		a.path(c.dark(.16), "M-90-640H-10Q-20-420 70-330Q20-280-70-300Q-110-460-90-640Z")
		a.path(accent, "M-250-560H-130Q-110-420-160-330Q-230-300-250-380Z")
		a.line(accent.dark(.25), 6, "M-226-540Q-220-420-210-340M-190-540Q-180-420-184-340M-154-540Q-140-430-160-340")
		a.line(c.light(.2), 12, "M150-270Q290-240 370-170")
		a.rect(-350, -668, 360, 44, 20, c.light(.1))
		a.path(hex("#3a3130"), "M-344-66H466V-24Q460 0 430 0H-60L-80-26H-130L-140 0H-320Q-344 0-344-26Z")
	})
}

func slippers(a *art) {
	a.pair(func(c, accent ink) {
		a.path(accent.dark(.2), "M-400-50Q-400-240-280-240Q-130-180 60-240L40-60Z")
		a.path(c, "M-430-30Q-450-240-340-262Q-270-262-240-180Q-190-110-60-140Q60-330 250-290Q440-230 452-30Z")
		a.path(c.dark(.13), "M-430-30Q-436-110-420-160Q-300-70-60-60T452-60V-30Z")
		a.line(accent, 22, "M-338-258Q-270-258-240-180Q-190-110-60-140")
		for i, d := range []float64{-50, 0, 50} {
			a.leaf(230, -120, 130-absf(d)*.8, 52, d, []ink{accent, accent.light(.15), accent.dark(.1)}[i])
		}
		a.rect(-440, -44, 900, 44, 22, hex("#8a6a4c"))
	})
}

func mittens(a *art) {
	a.put(`<ellipse cx="860" cy="1560" rx="560" ry="90" fill="url(#s)"/>`)
	a.line(a.accent, 16, "M560 1500C500 1700 1000 1690 1060 1500")
	for i, x := range []float64{540, 1040} {
		s := []float64{1, -1}[i]
		c := []ink{a.main, a.main.dark(.1)}[i]
		a.turn(-9*s, x, 1400, func() {
			a.put(`<g transform="translate(%s 0)scale(%s 1)">`, n(x), n(s))
			a.path(c.dark(.14), "M150 1290Q330 1240 330 1050Q320 960 240 980Q200 1060 150 1080Z")
			a.path(c, "M-190 1380V900Q-180 640 0 640T190 900V1380Z")
			a.path(c.dark(.12), "M70 652Q184 700 190 900V1380H90Q140 980 70 652Z")
			a.path(a.accent, "M0 780l52 74-52 74-52-74ZM0 950l52 74-52 74-52-74ZM-104 866l36 52-36 52-36-52ZM104 866l36 52-36 52-36-52Z")
			a.line(a.accent, 14, "M-180 1170H180")
			a.rect(-210, 1330, 420, 180, 40, a.accent)
			a.line(a.accent.dark(.22), 8, "M-150 1350v140M-90 1350v140M-30 1350v140M30 1350v140M90 1350v140M150 1350v140")
			a.put(`</g>`)
		})
	}
}

func scarf(a *art) {
	a.rail()
	end := func(x, w, bottom float64, c, stripe ink) {
		a.put(`<path d="M%s 300h%sV%sh-%sZ" fill="#2b2433" opacity=".12"/>`, n(x+34), n(w), n(bottom+40), n(w))
		a.path(c, fmt.Sprintf("M%s 250Q%s 230 %s 250L%s %sH%sZ", n(x), n(x+w/2), n(x+w), n(x+w+8), n(bottom), n(x-8)))
		a.path(c.dark(.12), fmt.Sprintf("M%s 246Q%s 244 %s 250L%s %sH%sZ", n(x+w*.66), n(x+w*.8), n(x+w), n(x+w+8), n(bottom), n(x+w*.7)))
		d := ""
		for fx := x; fx <= x+w; fx += 26 {
			d += fmt.Sprintf("M%s %sv76", n(fx), n(bottom))
		}
		a.line(c.dark(.06), 12, d)
		if a.style == 1 { // a check
			d = fmt.Sprintf("M%s 280V%s", n(x+w*.5), n(bottom-10))
			for y := 420.0; y < bottom-60; y += 190 {
				d += fmt.Sprintf("M%s %sH%s", n(x+16), n(y), n(x+w-16))
			}
			a.put(`<path d="%s" stroke="%s" stroke-width="46" opacity=".6"/>`, d, stripe)
			return
		}
		for i, y := range []float64{330, 260, 190} {
			a.rect(x-5, bottom-y, w+10, []float64{20, 40, 20}[i], 0, stripe)
		}
	}
	end(850, 270, 1180, a.main.dark(.12), a.accent.dark(.1))
	end(520, 300, 1420, a.main, a.accent)
	a.put(`<ellipse cx="830" cy="1700" rx="400" ry="46" fill="url(#s)"/>`)
}

func shawl(a *art) {
	a.shadow(cx, floor, 520)
	for i, c := range []ink{a.main.dark(.1), a.main, a.main.light(.07)} {
		y := 1440 - float64(i)*130
		a.rect(300, y, 1000, 140, 66, c)
		a.path(c.dark(.12), fmt.Sprintf("M1040 %sH1234Q1300 %[1]s 1300 %sT1234 %sH1040Z", n(y), n(y+70), n(y+140)))
	}
	a.path(a.main.light(.03), "M430 1180H900V1420Q660 1480 430 1420Z")
	a.path(a.main.dark(.1), "M820 1180H900V1420Q860 1434 820 1442Z")
	d := ""
	for i := range 10 {
		x, y := 470+float64(i%5)*92, 1250+float64(i/5)*90
		d += fmt.Sprintf("M%s %sq50 0 50-50q-50 0-50 50q-40 0-40 40q40 0 40-40Z", n(x), n(y))
	}
	a.path(a.accent, d)
	d = ""
	for x := 440.0; x < 900; x += 26 {
		d += fmt.Sprintf("M%s %sv60", n(x), n(1426+24*(1-absf(x-665)/235)))
	}
	a.line(a.accent.dark(.06), 10, d)
}

func sunhat(a *art) {
	a.shadow(cx, 1530, 580)
	a.ellipse(cx, 1450, 620, 120, a.main.dark(.12))
	a.ellipse(cx, 1436, 620, 112, a.main)
	a.path(a.main.dark(.1), "M980 1330Q1420 1380 1420 1436Q1400 1520 980 1544Q1120 1440 980 1330Z")
	a.turned(cx, a.main.light(.05), 1010, 180, 1040, 250, 1140, 300, 1300, 330, 1430, 350)
	a.path(a.accent, band(cx, []float64{1300, 331, 1370, 341, 1440, 352}, -1, 1))
	a.path(a.accent.dark(.16), band(cx, []float64{1300, 331, 1370, 341, 1440, 352}, .42, 1))
	a.line(a.main.dark(.16), 6, "M560 1130Q800 1170 1040 1130M520 1220Q800 1260 1080 1220M260 1450Q420 1520 620 1530M240 1420Q300 1500 500 1520")
	a.path(a.accent, "M1100 1340L1260 1420 1230 1460 1130 1420 1120 1500 1070 1490Z")
}

func topi(a *art) {
	a.shadow(cx, 1530, 420)
	a.path(a.main, "M430 1500L480 1090Q610 910 830 960L1140 1050L1180 1500Q800 1590 430 1500Z")
	a.path(a.main.dark(.16), "M960 1000L1140 1050L1180 1500Q1090 1532 980 1540Z")
	a.path(a.main.light(.12), "M480 1090Q640 1160 840 1100T1140 1050L830 960Q610 910 480 1090Z")
	d := ""
	for i := range 12 {
		x, y := 520+float64(i%6)*116, 1240+float64(i/6)*130
		d += fmt.Sprintf("M%s %sl36 44-36 44-36-44Z", n(x), n(y-absf(x-800)*.06))
	}
	a.path(a.accent, d)
	a.line(a.accent, 15, "M474 1160Q800 1240 1146 1130M440 1460Q800 1540 1172 1456")
	d = ""
	for i := range 5 {
		d += fmt.Sprintf("M%s %sh0", n(578+float64(i)*116), n(1305-absf(578+float64(i)*116-800)*.06))
	}
	a.line(a.main.luma2(), 24, d)
	a.line(a.main.dark(.3), 7, "M480 1090Q640 1160 840 1100T1140 1050")
}

func belt(a *art) {
	a.put(`<ellipse cx="850" cy="1080" rx="560" ry="520" fill="url(#s)"/>`)
	for i, r := range []float64{380, 310, 240} {
		a.ring(cx, 1000, r, r, 62, a.main.dark(float64(i)*.1))
		a.ring(cx, 1000, r+20, r+20, 6, a.main.light(.25))
	}
	a.path(a.main, "M770 1349H1250Q1300 1349 1300 1380T1250 1411H770Z")
	a.line(a.main.light(.25), 6, "M790 1362H1240")
	for x := 960.0; x < 1240; x += 70 {
		a.circle(x, 1380, 9, a.main.dark(.5))
	}
	a.ring(780, 1380, 76, 76, 26, a.accent)
	a.line(a.accent.dark(.2), 18, "M780 1380H862")
}

// folded is a pile of three, as it lies on the shop's table; the one on top shows its neck.
func folded(a *art) {
	a.shadow(cx, floor, 500)
	for i, c := range []ink{a.accent, a.main.mix(a.accent, .5), a.main} {
		y := 1420 - float64(i)*160
		a.rect(340, y, 920, 166, 60, c.dark(.06))
		a.path(c.dark(.17), fmt.Sprintf("M1010 %sH1200Q1260 %[1]s 1260 %sT1200 %sH1010Z", n(y), n(y+83), n(y+166)))
		a.line(c.dark(.22), 8, fmt.Sprintf("M400 %sH1200", n(y+84)))
	}
	c := a.main
	a.path(c, "M400 1110L470 860H1130L1200 1110Z")
	a.path(c.dark(.12), "M1010 860H1130L1200 1110H1060Z")
	a.path(c.dark(.36), "M640 862Q800 830 960 862Q800 990 640 862Z")
	a.line(c.light(.12), 26, "M636 866Q800 1010 964 866")
	a.rect(752, 868, 96, 44, 6, hex("#f6efe0"))
	if a.style == 1 { // a collar and a row of buttons
		a.path(c.light(.12), "M640 850L800 960 740 1040 590 900Z")
		a.path(c.light(.02), "M960 850L800 960 860 1040 1010 900Z")
		a.buttons(800, 1030, 1090, 60, a.accent)
	}
}
