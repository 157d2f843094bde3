package catalog

import (
	"cmp"
	"slices"
	"sync"
)

// Tree is all categories, parents before children and siblings in their order.
// It is shared: read it, never change it.
type Tree struct {
	All      []Category
	stamp    int64
	byID     map[string]int
	byHandle map[string]int
	children map[string][]string
}

// newTree orders categories and gives each its path.
func newTree(stamp int64, rows []Category) *Tree {
	t := &Tree{stamp: stamp, byID: map[string]int{}, byHandle: map[string]int{}, children: map[string][]string{}}
	below := map[string][]Category{}
	for _, c := range rows {
		below[c.ParentID] = append(below[c.ParentID], c)
	}
	for _, siblings := range below {
		slices.SortFunc(siblings, func(a, b Category) int { return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID)) })
	}
	t.place(below, "", nil)
	return t
}

func (t *Tree) place(below map[string][]Category, parent string, path []string) {
	for _, c := range below[parent] {
		c.Path = append(slices.Clone(path), c.ID)
		t.byID[c.ID], t.byHandle[c.Handle] = len(t.All), len(t.All)
		t.All = append(t.All, c)
		t.children[parent] = append(t.children[parent], c.ID)
		t.place(below, c.ID, c.Path)
	}
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

// Path returns the ids from the root to the category, nil for an unknown one.
func (t *Tree) Path(id string) []string {
	c, _ := t.Get(id)
	return c.Path
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

// height is how many levels stand at and below a category.
func (t *Tree) height(id string) int {
	high := 0
	own := len(t.Path(id))
	for _, b := range t.Below(id) {
		high = max(high, len(t.Path(b))-own+1)
	}
	return high
}

// treeCache holds the tree until a transaction says the categories changed.
type treeCache struct {
	mu   sync.Mutex
	tree *Tree
	age  int64 // grows with each change, so that a tree read before it is not kept after it
}

func (c *treeCache) get() (*Tree, int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tree, c.age
}

func (c *treeCache) put(t *Tree, age int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.age == age {
		c.tree = t
	}
}

// touched is told the tags of every committed transaction, here and on other
// nodes.
func (c *treeCache) touched(tags []string) {
	if !slices.Contains(tags, tagCategories) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tree, c.age = nil, c.age+1
}
