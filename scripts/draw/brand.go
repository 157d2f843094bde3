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
	case "warp": // a shirt of woven stripes
		a.path(c, "M150 104Q200 150 250 104L330 150 300 224 262 206V304H138V206L100 224 70 150Z")
		a.line(a.main, 9, "M142 226H258M142 256H258M142 286H258")
	case "fair": // a kite
		a.path(c, "M200 66L300 180 200 294 100 180Z")
		a.line(a.main, 9, "M200 70V290M104 180H296")
		a.line(c, 11, "M200 294Q160 320 200 344T236 372")
		a.path(c, "M196 330l-44-18v40ZM206 330l44-18v40Z")
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

// hero is the wide picture of the home page: things of all the stores on one long table.
func hero(a *art) error {
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
	return a.place([]thing{
		{Kind: "vase", Colour: "sand", Accent: "rust", X: 690, Y: 1010, Scale: .46},
		{Kind: "backpack", Colour: "pine", Accent: "honey", X: 1080, Y: 1030, Scale: .52},
		{Kind: "book", Colour: "navy", Accent: "ochre", Style: 1, X: 1490, Y: 1010, Scale: .38},
		{Kind: "tin", Colour: "moss", Accent: "leaf", X: 1790, Y: 1040, Scale: .36},
		{Kind: "elephant", Colour: "sky", Accent: "coral", X: 560, Y: 1110, Scale: .28},
		{Kind: "mug", Colour: "sea", Accent: "chalk", Style: 1, X: 860, Y: 1100, Scale: .3},
		{Kind: "kettle", Colour: "charcoal", Accent: "wood", X: 1270, Y: 1105, Scale: .38},
		{Kind: "folded", Colour: "rust", Accent: "oat", X: 1640, Y: 1115, Scale: .34},
	})
}
