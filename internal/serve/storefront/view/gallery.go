package view

import "html/template"

// Gallery shows every partial of the theme in every state it can be in, for whoever
// makes a theme. It is a page of demonstrations only.
type Gallery struct {
	*Layout
	Files []GalleryFile
}

// Template implements Page.
func (Gallery) Template() string { return "gallery" }

// GalleryFile is a file of templates/partials. The names of files, partials and states
// are the theme maker's own words and the same in every language.
type GalleryFile struct {
	Name     string // "product.html"
	Partials []GalleryPartial
}

// GalleryPartial is one partial. Wide takes the whole width, Dark lies on the ground
// of the footer.
type GalleryPartial struct {
	Name   string
	Wide   bool
	Dark   bool
	States []GalleryState
}

// GalleryState is the partial as the theme draws it. ID is its anchor.
type GalleryState struct {
	Name    string
	ID      string
	HTML    template.HTML // drawn by the theme
	Problem string        // why it could not be drawn; empty = it was
}
