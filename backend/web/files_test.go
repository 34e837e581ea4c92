package web_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"ordertrail/backend/web"
)

func TestAFileOnTheShelfIsFetchedOnce(t *testing.T) {
	var shelf web.Shelf
	address, err := shelf.Put("a.zip", func(w io.Writer) error { _, err := w.Write([]byte("PK")); return err })
	if err != nil {
		t.Fatal(err)
	}
	token := strings.TrimPrefix(address, "/download/")
	if f, ok := shelf.Take(token); !ok || string(f.Content) != "PK" || f.Type != "application/zip" {
		t.Errorf("first: %+v %v", f, ok)
	}
	if _, ok := shelf.Take(token); ok {
		t.Error("it was there a second time")
	}
	if _, err := shelf.Put("b.zip", func(io.Writer) error { return errors.New("masking failed") }); err == nil {
		t.Error("a file that could not be made was kept")
	}
}

func TestFilesGoBothWays(t *testing.T) {
	s := serve(t, built)
	s.enter(t)
	got := s.do(t, s.get(t, "/download/known"))
	if got.status != 200 || got.body != "PK" || !strings.Contains(got.header.Get("Content-Disposition"), `filename="order NL-1.zip"`) {
		t.Errorf("the file: %d %q %q", got.status, got.body, got.header.Get("Content-Disposition"))
	}
	if got := s.do(t, s.get(t, "/download/guessed")); got.status != 404 {
		t.Errorf("a guessed name answered %d", got.status)
	}
	if got := s.do(t, s.post(t, "/upload?name=a.json", `{"data":[]}`)); got.body != `{"result":"a.json has 11 bytes"}` {
		t.Errorf("the upload answered %s", got.body)
	}
	foreign := s.post(t, "/upload?name=a.json", `x`)
	foreign.Header.Set("Origin", "https://evil.example")
	if got := s.do(t, foreign); got.status != 403 {
		t.Errorf("another page's upload answered %d", got.status)
	}
}
