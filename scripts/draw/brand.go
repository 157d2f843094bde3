package main

// logo draws a store's mark: a round badge, 400 by 400.
func logo(d drawing) ([]byte, error) {
	a := &art{width: 400, height: 400, style: d.Style}
	var err error
	if a.main, err = colour(d.Colour, ""); err != nil {
		return nil, err
	}
	if a.accent, err = colour(d.Accent, "chalk"); err != nil {
		return nil, err
	}
	a.circle(200, 200, 196, a.main)
	c := a.accent
	switch d.Scene {
	case "arch":
		a.path(c, "M150 120h100v22q0 12 12 24q42 40 42 92q0 62-60 62h-88q-60 0-60-62q0-52 42-92q12-12 12-24Z")
		a.path(a.main, "M96 244h208v22h-208Z")
		a.rect(140, 92, 120, 22, 11, c)
	case "ridge":
		a.path(c, "M60 284L160 130l54 82 36-46 90 118Z")
		a.path(a.main, "M160 130l-36 56 24 14 16-16 22 18 8-10Z")
		a.circle(282, 122, 28, c)
	case "sheet":
		a.path(c, "M200 70C290 90 316 160 316 200S290 300 200 320C110 300 84 240 84 200S110 90 200 70Z")
		a.line(a.main, 9, "M200 72V318M140 94Q96 200 140 300M260 94Q304 200 260 300")
		a.rect(160, 316, 80, 20, 8, c)
		a.rect(160, 58, 80, 18, 8, c)
	default:
		a.leaf(200, 320, 230, 74, 0, c)
		a.leaf(200, 324, 160, 58, -52, c)
		a.leaf(200, 324, 160, 58, 52, c)
	}
	return a.bytes(), nil
}

// hero is the wide picture of the home page: things of all four stores on one long table.
func hero(a *art) {
	a.width, a.height = 2400, 1200
	wall := hex("#e7e2d5")
	a.wall = wall
	a.rect(0, 0, 2400, 1200, 0, wall)
	a.circle(1330, 560, 400, hex("#f4ead2"))
	a.path(wall.dark(.05), "M300 980L720 620 980 840 1380 430 1760 760 2000 620 2400 960V1000H300Z")
	a.path(wall.dark(.1), "M0 1000L420 800 760 930 1180 700 1620 900 1960 780 2400 980V1010H0Z")
	a.rect(0, 960, 2400, 240, 0, hex("#d3bd9b"))
	a.rect(0, 960, 2400, 14, 0, hex("#e2d0b2"))
	// Themes crop the sides on small screens: everything stands within the middle two thirds.
	things := []struct {
		kind, colour, accent string
		style                int
		x, y, s              float64
	}{
		{"vase", "sand", "rust", 0, 690, 1010, .46}, {"backpack", "pine", "honey", 0, 1080, 1030, .52},
		{"book", "navy", "ochre", 1, 1490, 1010, .38}, {"tin", "moss", "leaf", 0, 1790, 1040, .36},
		{"mug", "sea", "chalk", 1, 860, 1090, .3}, {"kettle", "charcoal", "wood", 0, 1320, 1095, .38},
	}
	for _, t := range things {
		sub := &art{style: t.style, main: palette[t.colour], accent: palette[t.accent], wall: wall}
		kinds2(t.kind)(sub)
		a.put(`<g transform="translate(%s %s) scale(%.2g)">%s</g>`, n(t.x-cx*t.s), n(t.y-floor*t.s), t.s, sub.w.String())
	}
}

// kinds2 breaks the circle between the table of kinds and hero.
func kinds2(kind string) func(*art) {
	return map[string]func(*art){"vase": vase, "backpack": backpack, "book": book, "tin": tin, "mug": mug, "kettle": kettle}[kind]
}
