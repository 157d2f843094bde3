// Package dashboardassets embeds the dashboard's build. In a fresh clone dist
// holds only a marker: the program compiles, and the page says how to build.
package dashboardassets

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var files embed.FS

// FS returns the build's files, index.html at the root.
func FS() fs.FS {
	sub, err := fs.Sub(files, "dist")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}
