// Package share makes the picture that other sites show beside a link to the
// shop: 1200 by 630 pixels, a JPEG of less than 300 kB.
//
// # Words
//
// Card: what one such picture is made of. Its name is a hash of all of that, so
// a card that changes has another name.
//
// # Rules
//
//  1. A card is made when it is first asked for and kept in the store of files,
//     where every node finds it. Nothing is made ahead, so a start costs nothing.
//  2. A node makes one at a time, few wait, and everybody else is told to come
//     back: memory and processors are bounded whatever is asked for.
//  3. Pictures are read from the store of files and nowhere else.
//  4. A picture that cannot be drawn within the bounds is left out; the card then
//     shows the shop alone.
//  5. There is no text: who shows a card writes the title beside it, in a script
//     it knows how to set.
package share
