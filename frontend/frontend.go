// Package frontend holds the built screens inside the program.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Dist gives the built screens, index.html at the top. Before they are built it holds no index.html.
func Dist() fs.FS {
	built, err := fs.Sub(dist, "dist")
	if err != nil {
		return dist // never: the name above is a valid one
	}
	return built
}
