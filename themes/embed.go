// Package themes embeds the storefront themes that ship with the program.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed all:default
var files embed.FS

// Default returns the built-in theme. A folder on disk may be laid over it.
func Default() fs.FS {
	sub, err := fs.Sub(files, "default")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return sub
}
