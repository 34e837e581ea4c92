package export

import (
	"bytes"
	"io"
	"os"
)

// inMemory is how large an export may grow before it goes to a temporary file.
const inMemory = 4 << 20

// spool holds an export until all of it is known to be safe: in memory, and beyond that in a file only its owner
// may read, which is deleted when it is closed.
type spool struct {
	temp   func() (*os.File, error) // makes the file; nil: in the system's place for such
	buffer bytes.Buffer
	file   *os.File
}

// Write makes it an io.Writer for the ZIP.
func (s *spool) Write(p []byte) (int, error) {
	if s.file == nil && s.buffer.Len()+len(p) <= inMemory {
		return s.buffer.Write(p)
	}
	if s.file == nil {
		file, err := s.newFile()
		if err != nil {
			return 0, err
		}
		s.file = file
	}
	return s.file.Write(p)
}

func (s *spool) newFile() (*os.File, error) {
	if s.temp != nil {
		return s.temp()
	}
	return os.CreateTemp("", "ordertrail-export-*") // made with mode 0600
}

func (s *spool) write(p []byte) error {
	if _, err := s.Write(p); err != nil {
		return failed("export", err)
	}
	return nil
}

func (s *spool) copyTo(w io.Writer) (int64, error) {
	n, err := s.buffer.WriteTo(w)
	if err != nil || s.file == nil {
		return n, err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return n, err
	}
	more, err := io.Copy(w, s.file)
	return n + more, err
}

// close deletes the file, if there is one.
func (s *spool) close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
		s.file = nil
	}
}
