package listing

// The tags of what changes a list or a product as everybody sees it. They are named
// before anything is read: what is touched after that makes the answer stale.

// lookedUp are tags of what every answer of this room resolves: handles and names of
// stores, categories and collections, and the default region's currency.
func lookedUp() []string { return []string{"settings", "stores", "categories", "collections"} }

// tags are what a list shows: any public product may come on it or leave it.
func (f Filter) tags() []string { return append(lookedUp(), "products") }

// tags are what a product's answer shows, its counts of pieces included.
func (v View) tags() []string {
	return append(append(lookedUp(), "product:"+v.ID, "store:"+v.Store.ID, "products"), v.stockTags()...)
}

// stockTags are what the counts of a card's variants show.
func (c Card) stockTags() []string {
	out := make([]string, len(c.Variants))
	for i, x := range c.Variants {
		out[i] = stockTag(x.ID)
	}
	return out
}

// stockTag is touched by every movement of a variant's stock. Pages show only whether
// there is some, so they do not carry it.
func stockTag(variantID string) string { return "stock:" + variantID }
