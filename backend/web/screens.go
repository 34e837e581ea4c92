package web

import (
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// types are the media types of what a build holds; asking the system would depend on its registry.
var types = map[string]string{
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".css":   "text/css; charset=utf-8",
	".svg":   "image/svg+xml",
	".png":   "image/png",
	".woff2": "font/woff2",
}

// screens serves the built screens.
type screens struct{ assets fs.FS }

func (s screens) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	kind, known := types[path.Ext(name)]
	body, err := fs.ReadFile(s.assets, name)
	switch {
	case name == "index.html" && errors.Is(err, fs.ErrNotExist):
		show(w, r, http.StatusServiceUnavailable, notBuilt)
		return
	case err != nil, !known:
		show(w, r, http.StatusNotFound, notThere)
		return
	}
	if strings.HasPrefix(name, "assets/") { // their names carry a digest of the content
		w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	}
	w.Header().Set("Content-Type", kind)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}
