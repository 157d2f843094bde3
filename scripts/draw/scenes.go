package main

import "fmt"

// palette holds every colour a drawing may name.
var palette = map[string]ink{
	"chalk": hex("#f3eee5"), "oat": hex("#e3d3b8"), "sand": hex("#d8b98d"), "clay": hex("#c98a64"), "rust": hex("#b5573a"),
	"blush": hex("#e2b0a1"), "rose": hex("#c9787b"), "plum": hex("#7b4a63"), "ochre": hex("#d79a35"), "honey": hex("#e0a53f"),
	"celadon": hex("#a9c3ae"), "sage": hex("#8fa68a"), "moss": hex("#6f7f4f"), "pine": hex("#2f5d50"), "leaf": hex("#5b8a4d"),
	"sea": hex("#4f8a94"), "sky": hex("#9cc3d5"), "denim": hex("#4d6a92"), "navy": hex("#2c3e5f"), "ink": hex("#333a4d"),
	"charcoal": hex("#45474e"), "slate": hex("#6e7b87"), "grey": hex("#a7a9a8"), "steel": hex("#bfc7cb"), "black": hex("#2c2d33"),
	"brass": hex("#c79a4b"), "copper": hex("#c27a52"), "wood": hex("#b98656"), "walnut": hex("#7c5539"), "kraft": hex("#c8a274"),
	"paper": hex("#f6efe0"), "red": hex("#c8443a"), "coral": hex("#e0765c"), "lemon": hex("#e9cf6a"), "lilac": hex("#a99bc4"), "glass": hex("#cfe0df"),
}

// colour looks a name up; an empty name takes the fallback.
func colour(name, fallback string) (ink, error) {
	if name == "" {
		name = fallback
	}
	c, ok := palette[name]
	if !ok {
		return ink{}, fmt.Errorf("no colour %q", name)
	}
	return c, nil
}

// scene paints the quiet ground a thing stands on: each store has its own backdrop, all share floor, light and shadow.
func (a *art) scene(d drawing) error {
	a.width, a.height = 1600, 2000
	switch d.Scene {
	case "arch":
		a.ground("#ece3d8", "#e4ebe6", "#efe1db")
		a.path(a.wall.light(.55), "M330 1500V830a470 470 0 0 1 940 0V1500Z")
		a.floorBand(1490)
	case "ridge":
		a.ground("#dfe6e4", "#e9e2d6", "#dde5ec")
		a.circle(1150, 560, 170, a.wall.light(.6))
		a.path(a.wall.dark(.06), "M0 1180L260 900 470 1090 760 760 1080 1120 1290 950 1600 1230V1600H0Z")
		a.path(a.wall.dark(.11), "M0 1350L330 1130 640 1330 1010 1080 1330 1330 1600 1200V1600H0Z")
		a.floorBand(1470)
	case "sheet":
		a.ground("#ebe6dc", "#e6e4ee", "#e3ebe9")
		a.turn(-7, 800, 900, func() { a.rect(270, 300, 1060, 1240, 24, a.wall.light(.5)) })
		a.floorBand(1500)
	case "sun":
		a.ground("#e9e6d6", "#f0e3d2", "#e2e8dc")
		a.circle(800, 900, 590, a.wall.light(.5))
		a.floorBand(1480)
	case "warp": // a loom seen through a window
		a.ground("#ece4da", "#e2e8e6", "#ebe2e4")
		a.rect(230, 180, 1140, 1320, 40, a.wall.light(.5))
		d := ""
		for x := 330.0; x < 1340; x += 94 {
			d += "M" + n(x) + " 200V1490"
		}
		a.line(a.wall.light(.2), 5, d)
		a.floorBand(1500)
	case "fair": // bunting over a round rug
		a.ground("#efe6d4", "#e0e9ea", "#ece3e6")
		a.line(a.wall.dark(.12), 7, "M0 130Q800 400 1600 130")
		d := ""
		for i := range 9 {
			x := 90 + float64(i)*178
			y := 132 + 128*(1-(x-800)*(x-800)/640000)
			d += "M" + n(x-52) + " " + n(y) + "h104l-52 110Z"
		}
		a.path(a.wall.light(.55), d)
		a.floorBand(1480)
		a.ellipse(cx, 1640, 700, 150, a.wall.light(.35))
	case "bare":
	default:
		return fmt.Errorf("no scene %q", d.Scene)
	}
	return nil
}

// ground picks the tint of the wall that sets the thing off best: warm things get a cool wall and the other way round.
func (a *art) ground(warm, cool, soft string) {
	switch {
	case a.main.luma() > .82:
		a.wall = hex(warm).dark(.07)
	case a.main.r > a.main.b+28:
		a.wall = hex(cool)
	case a.main.b > a.main.r+12:
		a.wall = hex(warm)
	default:
		a.wall = hex(soft)
	}
	a.rect(0, 0, 1600, 2000, 0, a.wall)
}

func (a *art) floorBand(y float64) {
	a.rect(0, y, 1600, 2000-y, 0, a.wall.dark(.09))
}
