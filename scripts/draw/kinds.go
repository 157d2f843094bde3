package main

// kinds maps the kind of a drawing to its routine.
var kinds = map[string]func(*art){
	// pottery.go
	"mug": mug, "cup-pair": cupPair, "espresso": espresso, "bowl": bowl, "plate": plate, "platter": platter, "teapot": teapot,
	"jug": jug, "vase": vase, "bud-vases": budVases, "planter": planter, "hanging-planter": hangingPlanter, "butter-dish": butterDish,
	// home.go
	"candle": candle, "lamp": lamp, "blanket": blanket, "cushion": cushion, "towel": towel, "lantern-shade": lanternShade,
	// outdoor.go
	"backpack": backpack, "rolltop": rolltop, "duffel": duffel, "tote": tote, "sling": sling, "drybag": drybag, "tent": tent,
	"tarp": tarp, "sleeping-bag": sleepingBag, "mat": mat, "hammock": hammock,
	// camp.go
	"bottle": bottle, "flask": flask, "enamel-mug": enamelMug, "stove": stove, "pots": pots, "lantern": lantern, "beanie": beanie,
	"socks": socks, "stool": stool,
	// paper.go
	"notebook": notebook, "notebook-trio": notebookTrio, "sketchbook": sketchbook, "planner": planner, "calendar": calendar,
	"letters": letters, "cards": cards, "wrap": wrap, "poster": poster, "book": book, "bookmark": bookmark,
	// desk.go
	"pen": pen, "pencils": pencils, "paints": paints, "brushes": brushes,
	// tea.go
	"tin": tin, "pouch": pouch, "box": box, "coffee": coffee, "jar": jar, "matcha": matcha,
	// brew.go
	"kettle": kettle, "dripper": dripper, "filters": filters, "glass-teapot": glassTeapot, "grinder": grinder, "moka": moka,
	// wear.go
	"tee": tee, "shirt": shirt, "henley": henley, "jumper": jumper, "cardigan": cardigan, "hoodie": hoodie, "jacket": jacket,
	"waistcoat": waistcoat, "dress": dress, "skirt": skirt, "trousers": trousers, "dungarees": dungarees,
	// worn.go
	"sneakers": sneakers, "boots": boots, "slippers": slippers, "mittens": mittens, "scarf": scarf, "shawl": shawl, "sunhat": sunhat,
	"topi": topi, "belt": belt, "folded": folded,
	// play.go
	"rings": rings, "blocks": blocks, "elephant": elephant, "train": train, "truck": truck, "sailboat": sailboat, "top": spinningTop,
	"kite": kite, "puppet": puppet, "yak": yak, "abacus": abacus, "xylophone": xylophone, "drum": drum,
	// games.go
	"puzzle": puzzle, "pairs": pairs, "baghchal": baghchal, "marbles": marbles, "yoyo": yoyo, "skipping": skipping, "crayons": crayons, "mobile": mobile,
	// nursery.go
	"nesting": nesting, "moon-stack": moonStack, "rocking-horse": rockingHorse, "rattle": rattle, "dollhouse": dollhouse, "teepee": teepee,
	"finger-puppets": fingerPuppets, "night-light": nightLight,
}
