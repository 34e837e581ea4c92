package web

import (
	"bytes"
	"crypto/rand"
	"io"
	"path/filepath"
	"sync"
)

// Shelf is where files wait for a page to fetch them. The zero value is an empty one.
type Shelf struct {
	mu    sync.Mutex
	files map[string]File
}

// mostWaiting is how many files wait at most; a page that never fetches its own must not fill the memory.
const mostWaiting = 8

// Put keeps what write writes and gives the address from which it can be fetched, once.
func (s *Shelf) Put(name string, write func(io.Writer) error) (address string, err error) {
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return "", err
	}
	kinds := map[string]string{".zip": "application/zip", ".json": "application/json"}
	token := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	for old := range s.files {
		if len(s.files) < mostWaiting {
			break
		}
		delete(s.files, old)
	}
	if s.files == nil {
		s.files = map[string]File{}
	}
	s.files[token] = File{Name: name, Type: kinds[filepath.Ext(name)], Content: content.Bytes()}
	return "/download/" + token, nil
}

// Take gives a file and forgets it.
func (s *Shelf) Take(token string) (File, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.files[token]
	delete(s.files, token)
	return f, ok
}
