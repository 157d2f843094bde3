package catalog

// Tree is all categories, parents before children and siblings in their order.
// It is shared: read it, never change it.
type Tree struct {
	All      []Category
	byID     map[string]int
	byHandle map[string]int
	children map[string][]string
}

// Get returns the category with the id.
func (t *Tree) Get(id string) (Category, bool) {
	i, ok := t.byID[id]
	if !ok {
		return Category{}, false
	}
	return t.All[i], true
}

// ByHandle returns the category with the handle.
func (t *Tree) ByHandle(handle string) (Category, bool) {
	i, ok := t.byHandle[handle]
	if !ok {
		return Category{}, false
	}
	return t.All[i], true
}

// Children returns the ids directly below a category, "" for the roots.
func (t *Tree) Children(id string) []string { return t.children[id] }

// Below returns the ids of a category and everything under it.
func (t *Tree) Below(id string) []string {
	out := []string{id}
	for i := 0; i < len(out); i++ {
		out = append(out, t.children[out[i]]...)
	}
	return out
}
