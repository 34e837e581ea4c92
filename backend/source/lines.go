package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// looksLikeLines says that a file is one JSON object a line: the first ends with its line, or, where the first
// line is broken, the next begins with an object.
func looksLikeLines(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if !bytes.HasPrefix(head, []byte("{")) {
		return false
	}
	s := newScanner(bytes.NewReader(head))
	o, err := s.outline()
	list, _ := o.kind()
	lineEnd := bytes.IndexByte(head, '\n')
	switch {
	case o.list:
		return false
	case err == nil:
		return lineEnd < 0 || int64(lineEnd) >= s.count
	case lineEnd < 0: // longer than the head
		return list != ""
	}
	return bytes.HasPrefix(head[lineEnd+1:], []byte(`{"`))
}

// looksLikeJSON says that a file begins as a page, a list or a record.
func looksLikeJSON(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[')
}

// readLines reads one record, or one page, a line. A broken line harms no other.
func readLines(r *bufio.Reader, in *intake) error {
	var buf []byte
	for n := 1; ; n++ {
		line, size, err := readLine(r, buf)
		if err != nil && err != io.EOF {
			return readingFailed(err)
		}
		if err := in.line(n, line, size); err != nil {
			return err
		}
		if err == io.EOF {
			return nil
		}
		buf = line
	}
}

func (in *intake) line(n int, line []byte, size int64) error {
	where := fmt.Sprintf("line %d", n)
	if size > longestRecord {
		in.skip(where, tooLong(size))
		return nil
	}
	if line = bytes.TrimSpace(line); len(line) == 0 {
		return nil
	}
	o, err := in.outlineOf(line)
	if err != nil || !o.list {
		return in.outlined(where, line, o, err)
	}
	in.items = 0
	err = in.values(newScanner(bytes.NewReader(line)), func() string { return fmt.Sprintf("%s, item %d", where, in.items) })
	return in.ended(err, where+", ")
}

// readLine reads a line into buf's space, and how long it is; of one that is too long only the beginning is kept.
func readLine(r *bufio.Reader, buf []byte) ([]byte, int64, error) {
	buf = buf[:0]
	for size := int64(0); ; {
		part, err := r.ReadSlice('\n')
		size += int64(len(part))
		buf = append(buf, part[:min(len(part), longestRecord-len(buf))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return buf, size, err
		}
	}
}
