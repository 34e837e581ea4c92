package web

import (
	"io"
	"mime"
	"net/http"
	"strings"
)

// File is something that a page hands to the person as a file.
type File struct {
	Name    string
	Type    string // media type
	Content []byte
}

// downloads gives files that the App has made ready, each under a name that nobody can guess.
func downloads(find func(token string) (File, bool)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if find == nil {
			show(w, r, http.StatusNotFound, notThere)
			return
		}
		f, ok := find(r.PathValue("token"))
		if !ok {
			show(w, r, http.StatusNotFound, notThere)
			return
		}
		w.Header().Set("Content-Type", f.Type)
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
		_, _ = w.Write(f.Content) // the reader may have left; there is no one else to tell
	}
}

// uploads takes a file that a person chose in the page. Its name is only for showing.
func (c *calls) uploads(take func(name string, content io.Reader) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if take == nil {
			show(w, r, http.StatusNotFound, notThere)
			return
		}
		name := strings.TrimSpace(r.URL.Query().Get("name"))
		result, err := take(name, r.Body)
		if err != nil {
			_ = write(w, http.StatusOK, failed{c.explain(err)}) // three texts always have a JSON form
			return
		}
		if err := write(w, http.StatusOK, done{result}); err != nil {
			_ = write(w, http.StatusInternalServerError, failed{c.explain(err)})
		}
	}
}
