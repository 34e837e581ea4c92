package store

import (
	"os"
	"path/filepath"
)

// enough is what a page and its log need on the disk, in bytes.
const enough = 4 << 20

// Ready says whether the disk takes a page: nil, or why not.
func (s *Store) Ready() error {
	if err := s.Writable(); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(s.path), "room-*.tmp")
	if err != nil {
		return fail("look for room", err)
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.Write(make([]byte, enough))
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return fail("look for room", err)
}
