package main

import (
	"fmt"
	"strings"
)

// cut is the pattern of a hanging garment's upper part: half widths from the middle line, heights from the top.
type cut struct {
	neck, drop  float64 // of the neck opening, and how deep it falls
	hem, bottom float64
	sleeve      float64 // where the sleeves end, 0 for none; above 1000 they are short ones
	vee         bool    // the opening is pointed
}

// mirrored writes a path for the left side (side -1) or the right: %x is replaced by places measured from the middle.
func mirrored(side float64, d string) string {
	var b strings.Builder
	for i, field := range strings.Fields(d) {
		if i > 0 {
			b.WriteByte(' ')
		}
		if v, ok := strings.CutPrefix(field, "x"); ok {
			var at float64
			fmt.Sscan(v, &at)
			field = n(cx + side*at)
		}
		b.WriteString(field)
	}
	return strings.NewReplacer("M ", "M", " L ", "L", " Q ", "Q", " Z", "Z", " C ", "C").Replace(b.String())
}

// rail is the bar all clothes of the store hang on, and a hanger's hook.
func (a *art) rail() {
	a.rect(150, 286, 1300, 18, 9, hex("#7c5539"))
	a.rect(150, 270, 1300, 22, 11, hex("#b98656"))
	a.line(hex("#8f989d"), 13, "M800 520V400C800 360 856 350 856 300A46 46 0 0 0 768 280")
}

func (c cut) sleeveOf(side float64) string {
	if c.sleeve < 1000 {
		return mirrored(side, fmt.Sprintf("M x230 555 Q x350 600 x390 680 L x%d %d L x%d %d L x255 820 Z", 485, int(c.sleeve)-40, 340, int(c.sleeve)+40))
	}
	return mirrored(side, fmt.Sprintf("M x230 555 Q x360 590 x392 780 L x460 %d L x330 %d L x262 880 Z", int(c.sleeve), int(c.sleeve)+26))
}

// arm is how far the shoulders reach.
func (c cut) arm() float64 {
	if c.sleeve == 0 {
		return 236
	}
	return 300
}

func (c cut) bodyPath() string {
	opening := fmt.Sprintf("Q800 %s %s 520Z", n(520+2*c.drop), n(cx-c.neck))
	if c.vee {
		opening = fmt.Sprintf("L800 %sZ", n(520+c.drop))
	}
	arm := c.arm()
	return fmt.Sprintf("M%s 520L%s 590Q%s 760 %s 860L%s %sQ800 %s %s %[6]sL%[9]s 860Q%s 760 %s 590L%s 520%s",
		n(cx-c.neck), n(cx-arm), n(cx-arm*.8), n(cx-272), n(cx-c.hem), n(c.bottom), n(c.bottom+44), n(cx+c.hem), n(cx+272), n(cx+arm*.8), n(cx+arm), n(cx+c.neck), opening)
}

// hang draws the garment on its hanger: shadow on the wall, the inside of the back, sleeves, body and the shaded side.
func (a *art) hang(c cut) {
	a.rail()
	body, left, right := c.bodyPath(), "", ""
	if c.sleeve > 0 {
		left, right = c.sleeveOf(-1), c.sleeveOf(1)
	}
	a.put(`<clipPath id="c"><path id="o" d="%s%s%s"/></clipPath><use href="#o" transform="translate(30 42)" fill="#2b2433" opacity=".12"/>`, left, right, body)
	deep := 520 + 2*c.drop
	if c.vee {
		deep = 520 + c.drop*1.1
	}
	a.path(a.main.dark(.34), fmt.Sprintf("M%s 524Q800 480 %s 524L860 %s 740 %[3]sZ", n(cx-c.neck-8), n(cx+c.neck+8), n(deep)))
	if c.sleeve > 0 {
		a.path(a.main.dark(.05), left)
		a.path(a.main.dark(.2), right)
	}
	a.path(a.main, body)
	from := min(c.neck+60, 200) // where the shade begins on the shoulder's slope
	a.path(a.main.dark(.12), fmt.Sprintf("M%s %sL%s 590Q%s 760 1072 860L%s %sQ%s %s %s %sQ1010 900 930 580Z",
		n(cx+from), n(521+70*(from-c.neck)/(c.arm()-c.neck)), n(cx+c.arm()), n(cx+c.arm()*.8), n(cx+c.hem), n(c.bottom), n(cx+c.hem*.81), n(c.bottom+14), n(cx+c.hem*.62), n(c.bottom+13)))
}

// woven draws a pattern that ends where the garment does.
func (a *art) woven(stroke ink, width, opacity float64, d string) {
	a.put(`<path clip-path="url(#c)" d="%s" fill="none" stroke="%s" stroke-width="%s" opacity="%.2g"/>`, d, stroke, n(width), opacity)
}

// bow is a line across a garment that sags like cloth does.
func bow(half, y, sag float64) string {
	return fmt.Sprintf("M%s %sQ800 %s %s %[2]s", n(cx-half), n(y), n(y+sag), n(cx+half))
}

// stitch runs along the hem and, where there are some, the cuffs.
func (a *art) stitch(c cut) {
	a.line(a.main.dark(.2), 7, bow(c.hem-6, c.bottom-34, 46))
	if c.sleeve > 1000 {
		a.line(a.main.dark(.24), 9, fmt.Sprintf("M346 %sl122 24M1254 %[1]sl-122 24", n(c.sleeve-46)))
	} else if c.sleeve > 0 {
		a.line(a.main.dark(.22), 7, fmt.Sprintf("M330 %sL452 %sM1270 %[1]sL1148 %[2]s", n(c.sleeve-60), n(c.sleeve+8)))
	}
}

// ribs are the knitted bands at hem, cuffs and neck of everything knitted.
func (a *art) ribs(c cut, tone ink) {
	a.path(tone, fmt.Sprintf("M%s %sQ800 %s %s %[2]sV%[5]sQ800 %s %[1]s %[5]sZ", n(cx-c.hem), n(c.bottom-80), n(c.bottom-36), n(cx+c.hem), n(c.bottom), n(c.bottom+44)))
	d := ""
	for x := cx - c.hem + 30; x < cx+c.hem; x += 38 {
		d += fmt.Sprintf("M%s %sv62", n(x), n(c.bottom-56+14*(1-((x-cx)/c.hem)*((x-cx)/c.hem))))
	}
	a.line(tone.dark(.2), 6, d)
	for _, side := range []float64{-1, 1} {
		a.path(tone.dark(.08+.06*side), mirrored(side, fmt.Sprintf("M x448 %d L x460 %d L x330 %d L x339 %d Z", int(c.sleeve)-90, int(c.sleeve), int(c.sleeve)+26, int(c.sleeve)-64)))
	}
	if !c.vee {
		a.line(tone, 34, fmt.Sprintf("M%s 526Q800 %s %s 526", n(cx-c.neck+6), n(526+2*c.drop), n(cx+c.neck-6)))
	}
}

func (a *art) buttons(x, from, to, step float64, c ink) {
	for y := from; y <= to; y += step {
		a.circle(x, y, 15, c)
	}
}

func tee(a *art) {
	c := cut{neck: 135, drop: 62, hem: 290, bottom: 1400, sleeve: 900}
	a.hang(c)
	switch a.style {
	case 1: // sailor's stripes
		d := ""
		for y := 700.0; y < 1360; y += 74 {
			d += bow(262+(y-700)*.025, y, 34)
		}
		a.woven(a.accent, 24, 1, d)
		a.woven(a.accent, 22, 1, "M350 711L468 784M310 784L432 858M1250 711L1132 784M1290 784L1168 858")
	case 2: // a print: the sun behind a ridge
		a.circle(830, 860, 96, a.accent)
		a.path(a.accent.mix(a.main, .35), "M620 1010L730 850 800 930 880 830 990 1010Z")
		a.path(a.main.luma2().mix(a.main, .3), "M620 1010L700 930 800 990 900 910 990 1010Z")
	default:
		a.path(a.main.dark(.07), "M860 770H990V900L925 940 860 900Z")
		a.line(a.main.dark(.22), 6, "M860 786H990")
	}
	a.line(a.main.dark(.1), 28, fmt.Sprintf("M%s 526Q800 %s %s 526", n(cx-c.neck+4), n(526+2*c.drop), n(cx+c.neck-4)))
	a.stitch(c)
}

func shirt(a *art) {
	c := cut{neck: 112, drop: 60, hem: 300, bottom: 1410, sleeve: 1240}
	a.hang(c)
	switch a.style {
	case 1: // fine stripes
		d := ""
		for x := -240.0; x <= 240; x += 60 {
			if x != 0 {
				d += fmt.Sprintf("M%s %sL%s 1400", n(cx+x), n(600+absf(x)*.05), n(cx+x*1.12))
			}
		}
		a.woven(a.accent, 9, 1, d+"M420 760L370 1200M480 780L430 1200M1180 760L1230 1200M1120 780L1170 1200")
	case 2: // a wide check
		d := ""
		for y := 720.0; y < 1380; y += 150 {
			d += bow(262+(y-700)*.03, y, 30)
		}
		d += "M650 610L640 1410M950 610L960 1410"
		a.woven(a.accent, 44, .55, d+"M370 790l144 46M350 990l150 46M1230 790l-144 46M1250 990l-150 46M430 700L390 1300M1170 700L1210 1300")
	}
	a.path(a.main.light(.12), "M770 620H830V1430H770Z")
	a.buttons(800, 700, 1360, 132, a.main.luma2().mix(a.main, .25))
	a.path(a.main.dark(.08), "M890 760H1020V900L955 934 890 900Z")
	for _, side := range []float64{-1, 1} {
		a.path(a.main.light(.2-.1*side), mirrored(side, "M x126 492 L x0 606 L x72 690 L x196 560 Z"))
	}
	a.line(a.main.dark(.25), 6, "M674 492L800 606 926 492")
	a.stitch(c)
}

func henley(a *art) {
	c := cut{neck: 130, drop: 56, hem: 284, bottom: 1390, sleeve: 1230}
	a.hang(c)
	a.path(a.main.dark(.1), "M764 560H836V830Q800 850 764 830Z")
	a.buttons(800, 650, 800, 70, a.accent)
	a.line(a.accent, 26, "M672 526Q800 640 928 526")
	a.stitch(c)
}

func jumper(a *art) {
	c := cut{neck: 128, drop: 52, hem: 296, bottom: 1380, sleeve: 1250}
	a.hang(c)
	tone := a.main.light(.06)
	switch a.style {
	case 1: // a patterned yoke
		d, e := "", ""
		for i := -4.0; i <= 4; i++ {
			x, y := cx+i*56, 770-i*i*6
			d += fmt.Sprintf("M%s %sl24 34-24 34-24-34Z", n(x), n(y-34))
			e += fmt.Sprintf("M%s %sh0", n(x+28), n(y-70))
		}
		a.path(a.accent, d)
		a.line(a.accent, 22, e)
		a.line(a.accent, 14, "M566 640Q800 900 1034 640M552 740Q800 980 1048 740")
		tone = a.accent
	case 2: // broad stripes
		a.woven(a.accent, 66, 1, bow(300, 880, 40)+bow(300, 1080, 40))
		a.woven(a.accent, 60, 1, "M350 890L500 928M330 1070L486 1108M1250 890L1100 928M1270 1070L1114 1108")
	default: // cables
		d := ""
		for _, x := range []float64{660, 800, 940} {
			d += fmt.Sprintf("M%s 700", n(x))
			for range 5 {
				d += "q30 28 0 58t0 58"
			}
		}
		a.line(a.main.dark(.2), 15, d)
		a.line(a.main.light(.2), 7, "M730 690V1290M870 690V1290M590 700V1290M1010 700V1290")
	}
	a.ribs(c, tone)
}

func cardigan(a *art) {
	c := cut{neck: 120, drop: 420, hem: 300, bottom: 1400, sleeve: 1250, vee: true}
	a.hang(c)
	a.ribs(c, a.main.light(.05))
	a.line(a.accent, 46, "M684 520L800 940V1400M916 520L800 940")
	a.buttons(800, 990, 1380, 95, a.main.luma2().mix(a.main, .2))
	for _, x := range []float64{560, 880} {
		a.path(a.main.dark(.08), fmt.Sprintf("M%s 1120h150v160h-150Z", n(x)))
		a.line(a.accent, 18, fmt.Sprintf("M%s 1124h134", n(x+8)))
	}
}

func hoodie(a *art) {
	c := cut{neck: 150, drop: 70, hem: 294, bottom: 1390, sleeve: 1250}
	a.hang(c)
	a.path(a.main.dark(.06), "M560 640Q520 400 800 380T1040 640Q930 760 800 770T560 640Z")
	a.path(a.main.dark(.16), "M870 384Q1060 420 1040 640Q970 730 870 758Q960 560 870 384Z")
	a.path(a.main.dark(.4), "M640 610Q620 470 800 456T960 610Q880 690 800 694T640 610Z")
	a.line(a.accent, 13, "M740 700V900M862 700V860")
	a.path(a.main.dark(.09), "M610 1060H990L1040 1250H560Z")
	a.line(a.main.dark(.26), 8, "M610 1060L560 1250M990 1060L1040 1250M610 1060H990")
	a.ribs(cut{neck: 1, hem: c.hem, bottom: c.bottom, sleeve: c.sleeve, vee: true}, a.main.light(.06))
}

func jacket(a *art) {
	c := cut{neck: 120, drop: 40, hem: 306, bottom: 1370, sleeve: 1250}
	if a.style == 2 {
		c.bottom, c.hem = 1500, 340
	}
	a.hang(c)
	switch a.style {
	case 0: // quilted
		d := ""
		for y := 700.0; y < 1340; y += 96 {
			d += bow(300, y, 38)
		}
		a.woven(a.main.dark(.24), 9, 1, d+"M376 816l122 44M358 926l122 44M340 1036l122 44M326 1146l122 44M1224 816l-122 44M1242 926l-122 44M1260 1036l-122 44M1274 1146l-122 44")
		a.line(a.accent, 20, "M800 560V1386")
		a.rect(786, 620, 28, 64, 12, a.accent.dark(.2))
	case 1: // for the rain
		a.path(a.main.dark(.08), "M570 630Q540 400 800 384T1030 630Q930 740 800 750T570 630Z")
		a.path(a.main.dark(.38), "M650 600Q640 470 800 456T950 600Q880 676 800 680T650 600Z")
		a.rect(766, 690, 68, 690, 0, a.main.light(.12))
		a.buttons(800, 760, 1340, 145, a.accent)
		for _, x := range []float64{560, 870} {
			a.rect(x, 1080, 180, 190, 12, a.main.dark(.1))
			a.rect(x-10, 1060, 200, 70, 12, a.main.light(.08))
		}
		a.stitch(c)
		return
	default: // a wool coat
		a.line(a.main.dark(.3), 9, "M800 760V1520")
		a.path(a.main.dark(.2), "M680 500L800 780 700 820 600 600 640 540Z")
		a.path(a.main.dark(.28), "M920 500L800 780 900 820 1000 600 960 540Z")
		a.buttons(752, 900, 1240, 150, a.accent)
		a.line(a.main.dark(.3), 16, "M580 1160L700 1180M1020 1160L900 1180")
		a.stitch(c)
		return
	}
	a.path(a.main.light(.06), "M672 540Q660 480 690 470Q800 520 910 470Q940 480 928 540Q800 640 672 540Z")
	a.stitch(c)
}

func waistcoat(a *art) {
	c := cut{neck: 110, drop: 330, hem: 262, bottom: 1290, vee: true}
	a.hang(c)
	if a.style == 1 { // woven all over
		d := ""
		for i := range 12 {
			x, y := []float64{610, 700, 900, 990}[i%4], 920+float64(i/4)*130
			d += fmt.Sprintf("M%s %sl26 30-26 30-26-30Z", n(x), n(y))
		}
		a.path(a.accent, d)
	} else {
		a.line(a.main.dark(.22), 8, bow(250, 900, 30)+bow(254, 1000, 30)+bow(256, 1100, 30)+bow(258, 1200, 30))
	}
	a.line(a.main.dark(.35), 10, "M800 850V1310")
	a.line(a.accent, 22, "M692 524L800 850 908 524")
	a.buttons(776, 920, 1260, 105, a.accent.light(.2))
	a.line(a.main.dark(.3), 13, "M600 1150h120M880 1150h120")
}

// skirtPath is the lower part of dress, pinafore and skirt.
func skirtPath(waist, from, hem, to float64) string {
	return fmt.Sprintf("M%s %sQ%s %s %s %sQ800 %s %s %[6]sQ%[9]s %[4]s %[10]s %[2]sZ", n(cx-waist), n(from), n(cx-waist*1.12), n(from+(to-from)*.45), n(cx-hem), n(to), n(to+70),
		n(cx+hem), n(cx+waist*1.12), n(cx+waist))
}

func (a *art) skirtOf(waist, from, hem, to float64) {
	d := skirtPath(waist, from, hem, to)
	a.put(`<path d="%s" transform="translate(30 42)" fill="#2b2433" opacity=".12"/>`, d)
	a.path(a.main, d)
	a.path(a.main.dark(.13), fmt.Sprintf("M%s %sQ%s %s %s %sQ%s %s %s %sQ%s %s %s %[2]sZ", n(cx+waist*.5), n(from), n(cx+waist*.6), n(from+(to-from)*.5), n(cx+hem*.5), n(to+26),
		n(cx+hem*.8), n(to+20), n(cx+hem), n(to), n(cx+waist*1.12), n(from+(to-from)*.45), n(cx+waist)))
	d = ""
	for _, k := range []float64{-.7, -.35, .05, .4, .75} {
		d += fmt.Sprintf("M%s %sQ%s %s %s %s", n(cx+waist*k), n(from+20), n(cx+waist*k*1.1), n(from+(to-from)*.5), n(cx+hem*k), n(to-10))
	}
	a.line(a.main.dark(.2), 7, d)
}

func dress(a *art) {
	if a.style == 1 { // a pinafore on straps
		a.rail()
		a.line(a.main.dark(.12), 44, "M690 760C700 600 740 520 800 500C860 520 900 600 910 760")
		a.skirtOf(210, 960, 400, 1440)
		a.path(a.main, "M640 720Q800 770 960 720L1010 970H590Z")
		a.path(a.main.dark(.12), "M890 742Q930 732 960 720L1010 970H900Z")
		a.path(a.main.dark(.1), "M720 810H880V900L800 940 720 900Z")
		a.circle(690, 760, 20, a.accent)
		a.circle(910, 760, 20, a.accent)
	} else {
		a.skirtOf(225, 920, 420, 1450)
		a.hang(cut{neck: 130, drop: 70, hem: 226, bottom: 940, sleeve: 830})
		a.line(a.accent, 24, "M674 526Q800 660 926 526")
	}
	a.path(a.accent, "M578 936Q800 984 1022 936L1026 990Q800 1040 574 990Z")
	if a.style == 2 { // sprigs all over
		for i, at := range [][2]float64{{640, 1110}, {800, 1150}, {960, 1110}, {560, 1280}, {720, 1310}, {880, 1310}, {1040, 1280}, {700, 760}, {900, 760}, {800, 840}} {
			a.leaf(at[0], at[1], 62, 34, float64(i%3)*40-40, a.accent.light(.15))
		}
	}
	a.line(a.accent, 14, bow(map[bool]float64{true: 384, false: 402}[a.style == 1], 1420, 74))
}

// clips is the hanger for what has no shoulders.
func (a *art) clips(half, y float64) {
	a.rail()
	a.line(hex("#8f989d"), 13, fmt.Sprintf("M800 420V%s", n(y-50)))
	a.rect(cx-half, y-62, half*2, 24, 12, hex("#b98656"))
	for _, side := range []float64{-1, 1} {
		a.rect(cx+side*(half-50)-18, y-66, 36, 90, 8, hex("#8f989d"))
	}
}

func skirt(a *art) {
	a.skirtOf(190, 560, 390, 1360)
	if a.style == 1 {
		a.line(a.accent, 34, bow(345, 1220, 66))
		a.line(a.accent, 14, bow(356, 1280, 68))
	} else {
		a.buttons(800, 660, 1340, 120, a.accent)
	}
	a.path(a.main.light(.08), "M606 540H994L990 610Q800 640 610 610Z")
	a.clips(210, 540)
}

func trousers(a *art) {
	w, leg, bottom := 215.0, 170.0, 1520.0 // half the waist, how wide a leg is, where it ends
	switch a.style {
	case 1: // wide
		w, leg, bottom = 215, 235, 1480
	case 2: // shorts
		w, leg, bottom = 260, 270, 1160
	}
	out, in := w+leg*.36, w-leg*.89
	d := fmt.Sprintf("M%s 560H%sL%s %sH%sL800 880L%s %[4]sH%[7]sZ", n(cx-w), n(cx+w), n(cx+out), n(bottom), n(cx+in), n(cx-in), n(cx-out))
	a.put(`<path d="%s" transform="translate(30 42)" fill="#2b2433" opacity=".12"/>`, d)
	a.path(a.main, d)
	a.path(a.main.dark(.13), fmt.Sprintf("M800 560H%sL%s %sH%sL800 880Z", n(cx+w), n(cx+out), n(bottom), n(cx+in)))
	a.rect(cx-w, 560, 2*w, 70, 0, a.main.dark(.1))
	a.line(a.main.dark(.32), 8, "M800 630V870M800 790Q850 770 850 640")
	for _, side := range []float64{-1, 1} {
		a.line(a.main.dark(.26), 8, mirrored(side, fmt.Sprintf("M x%d 640 Q x%d 760 x%d 640", int(w-12), int(w-30), int(w-130))))
		a.line(a.main.dark(.16), 7, mirrored(side, fmt.Sprintf("M x%d 780 L x%d %d", int(w-96), int(in+leg*.6), int(bottom)-20)))
		a.line(a.accent, 14, mirrored(side, fmt.Sprintf("M x%d %d L x%d %[2]d", int(out-14), int(bottom)-40, int(in+16))))
	}
	if a.style == 1 {
		a.line(a.accent, 13, "M800 600q-60 40 -50 140M800 600q60 40 50 160")
	} else {
		a.circle(800, 596, 17, a.accent)
	}
	a.clips(w+25, 556)
}

func dungarees(a *art) {
	a.rail()
	d := "M590 880L560 1480H752L800 1120L848 1480H1040L1010 880L960 840V640H640V840Z"
	a.line(a.main.dark(.14), 44, "M680 700C690 560 740 500 800 490C860 500 910 560 920 700")
	a.put(`<path d="%s" transform="translate(30 42)" fill="#2b2433" opacity=".12"/>`, d)
	a.path(a.main, d)
	a.path(a.main.dark(.13), "M880 640H960V840L1010 880L1040 1480H848L800 1120Q900 900 880 640Z")
	a.line(a.main.dark(.3), 8, "M590 890Q800 930 1010 890M600 950Q640 1040 700 960M1000 950Q960 1040 900 960M800 930V1110")
	a.rect(710, 720, 180, 130, 14, a.accent)
	a.leaf(800, 830, 90, 40, 0, a.main)
	a.circle(684, 690, 24, hex("#c79a4b"))
	a.circle(916, 690, 24, hex("#c79a4b"))
	a.rect(548, 1420, 206, 66, 10, a.accent)
	a.rect(846, 1420, 206, 66, 10, a.accent.dark(.12))
}
