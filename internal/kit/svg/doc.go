// Package svg draws pictures made of shapes: the part of SVG that an
// illustration needs, and nothing of what makes SVG a program.
//
// # Words
//
// Drawing: a picture that was read. Shape: a path, rectangle, circle, ellipse,
// line or polygon with a fill and a stroke.
//
// # Rules
//
//  1. A drawing is drawn right or not at all: an element or attribute whose
//     effect is not known here is ErrUnsupported, never left out.
//  2. Nothing is ever loaded. A reference leads to an id of the same drawing or
//     the drawing is refused; there are no scripts, styles, texts, pictures or
//     entities.
//  3. Reading and drawing are bounded whatever the file says: bytes, elements,
//     depth, what references make of them, points, layers, and time by the
//     context.
package svg
